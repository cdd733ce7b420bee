"""What a survey is once it has been read: frozen, complete and checked."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alongside.catalogue.framework import SourceReference

RATHER_NOT_SAY = "rather-not-say"
# Only with these may the words of the questions be in our own files.
WORDS_SHIP = ("ours", "open")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document the survey cites. ``seen`` says how much of it was read, where that was not all."""

    key: str
    title: str
    publisher: str
    year: int | None = None
    seen: str | None = None


@dataclass(frozen=True, kw_only=True)
class Licence:
    """What may be done with the words: ``kind`` is ours, open, free-with-registration or licensed."""

    kind: str
    owner: str
    terms: str


@dataclass(frozen=True, kw_only=True)
class Validation:
    """By what study the questions were shown to measure what they claim, and what the study does not show."""

    study: str
    note: str
    source: SourceReference


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer. No ``label`` where the words may not ship; no ``value`` where it counts for nothing."""

    key: str
    label: str | None = None
    plain: str | None = None
    value: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerSet:
    """Answers in the order in which they are offered, shared by the items that name them."""

    key: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question: with a set of answers, or in one's own words (``free_text``).

    ``direction`` is up where a higher value is better, down where it is worse, none where neither is meant.
    ``favourable`` holds the answers that count as a yes when a share of people is told. ``note`` is shown below
    the question; beside a box for words it says who reads them.
    """

    key: str
    title: str
    question: str | None = None
    plain: str | None = None
    note: str | None = None
    answers: str | None = None
    free_text: bool = False
    direction: str | None = None
    favourable: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Missing:
    """How many items of a scale may be missing, the mean of the others standing in, and where that rule is from."""

    allowed: int
    note: str


@dataclass(frozen=True, kw_only=True)
class Range:
    """The ends of a scale before any conversion."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True)
class Converted:
    """One line of a conversion table."""

    raw: int
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class Band:
    """A named part of the range, from ``starts`` up to the next."""

    key: str
    label: str
    starts: Decimal


@dataclass(frozen=True, kw_only=True)
class Norm:
    """What a named group of people scored."""

    of: str
    n: int | None = None
    mean: Decimal | None = None
    sd: Decimal | None = None
    median: Decimal | None = None
    source: SourceReference


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """A published number of points from which on a change counts, and for whom."""

    points: Decimal
    of: str
    source: SourceReference


@dataclass(frozen=True, kw_only=True)
class Reliability:
    """A published reliability: internal-consistency or retest, and in whom."""

    kind: str
    value: Decimal
    of: str
    source: SourceReference


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One figure. Without ``items`` it is a place for totals that are worked out elsewhere."""

    key: str
    title: str
    items: tuple[str, ...]
    method: str
    reverse: tuple[str, ...] = ()
    missing: Missing
    range: Range
    higher_is_better: bool
    conversion: tuple[Converted, ...] = ()
    bands: tuple[Band, ...] = ()
    norms: tuple[Norm, ...] = ()
    change: tuple[Threshold, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    note: str | None = None
    source: SourceReference


@dataclass(frozen=True, kw_only=True)
class GroupOption:
    """One way to answer a question about oneself."""

    key: str
    label: str
    plain: str | None = None


@dataclass(frozen=True, kw_only=True)
class GroupQuestion:
    """A question about the person who answers, so that groups can be compared; always optional."""

    key: str
    question: str
    plain: str
    options: tuple[GroupOption, ...]


@dataclass(frozen=True, kw_only=True)
class AboutYou:
    """Why anything is asked about the person, and the questions."""

    note: str
    plain_note: str
    questions: tuple[GroupQuestion, ...]


@dataclass(frozen=True, kw_only=True)
class Survey:
    """One version of a survey. ``caution`` must stand beside every result where ``validated`` is None."""

    key: str
    version: str
    language: str
    status: str
    kind: str
    title: str
    plain_title: str
    purpose: str
    plain_purpose: str
    who: str
    minutes: int
    authors: tuple[str, ...]
    reviewer: str | None
    reviewed: date | None
    review_due: date
    licence: Licence
    validated: Validation | None
    caution: str | None = None
    intro: str | None = None
    plain_intro: str | None = None
    rather_not_say: str
    crisis_words: str
    sources: tuple[Source, ...]
    answers: tuple[AnswerSet, ...]
    items: tuple[Item, ...]
    scales: tuple[Scale, ...]
    about_you: AboutYou | None = None

    @property
    def id(self) -> str:
        """The key and version in one word, as stored with answers: team-feedback/2026."""
        return f"{self.key}/{self.version}"

    @property
    def needs_words(self) -> bool:
        """Whether it cannot be asked yet because a question or an answer has no words."""
        labels = [option.label for answers in self.answers for option in answers.options]
        return None in labels or any(item.question is None for item in self.items)

    @property
    def group_questions(self) -> tuple[GroupQuestion, ...]:
        """The questions about the person, in order; none if it asks nothing about them."""
        return self.about_you.questions if self.about_you else ()

    def item(self, key: str) -> Item:
        """The item of this key. Raises KeyError if there is none."""
        return {item.key: item for item in self.items}[key]

    def options(self, key: str) -> tuple[Option, ...]:
        """What can be answered to an item, the wish not to say last; nothing for a question in one's own words.

        Raises KeyError if there is no such item.
        """
        named = self.item(key).answers
        if named is None:
            return ()
        chosen = {answers.key: answers.options for answers in self.answers}[named]
        return (*chosen, Option(key=RATHER_NOT_SAY, label=self.rather_not_say))

    def group_options(self, key: str) -> tuple[GroupOption, ...]:
        """What can be answered to a question about the person, the wish not to say last. Raises KeyError."""
        chosen = {question.key: question.options for question in self.group_questions}[key]
        return (*chosen, GroupOption(key=RATHER_NOT_SAY, label=self.rather_not_say))
