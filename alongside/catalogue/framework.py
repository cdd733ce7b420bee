"""A framework of named stages: what a service is asked about, in order, and what each stage looks like.

The format is ``framework/1``, described field by field in docs/reference/content.md. Nothing here knows how
many items or stages there are, or what they are called.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from alongside.catalogue import consistency
from alongside.catalogue.grammar import ListOf, MappingOf, Maybe, Record, read
from alongside.catalogue.scalars import DAY, KEY, LANGUAGE, LINE, TEXT, VERSION, YEAR, Choice, Whole

COMPARISONS = ("below", "about", "above", "at-least", "between", "all")
UNITS = ("percent", "people", "posts", "per-team")
STATUSES = ("published", "working")


@dataclass(frozen=True, kw_only=True)
class Edition:
    """Which version of which framework."""

    key: str
    version: str

    @property
    def id(self) -> str:
        return f"{self.key}/{self.version}"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A document the framework cites."""

    key: str
    title: str
    publisher: str
    year: int


@dataclass(frozen=True, kw_only=True)
class SourceReference:
    """Where in a cited document something comes from. ``also`` holds further places, never nested."""

    document: str
    pages: str | None = None
    section: str | None = None
    also: tuple["SourceReference", ...] = ()


@dataclass(frozen=True, kw_only=True)
class EarlyLook:
    """Items that deserve an early look when priorities are chosen, and why."""

    items: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One stage of development, described in general."""

    key: str
    name: str
    short: str
    means: str
    source: SourceReference


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A number the source ties to a stage. It informs; it never sets a stage. No value means all of them."""

    stage: str
    comparison: str
    value: int | None = None
    upper: int | None = None
    unit: str
    of: str


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """An example of something to measure: illustrative, to be chosen or replaced locally.

    ``new_in`` names the edition that added it, a note beside the text: the text itself is copied into plans.
    """

    key: str
    text: str
    new_in: str | None = None


@dataclass(frozen=True, kw_only=True)
class DataSource:
    """Where readings may come from. ``now`` is today's name where the old one is retired, ``new_in`` as above."""

    key: str
    text: str
    now: str | None = None
    new_in: str | None = None


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing a service is asked about, with a description for each stage by the key of the stage."""

    key: str
    title: str
    short_title: str
    question: str
    idea: str
    example: str
    plain: str
    context: str | None = None
    stages: Mapping[str, str] = field(hash=False)
    anchors: tuple[Anchor, ...] = ()
    indicators: tuple[Indicator, ...]
    data_sources: tuple[DataSource, ...]
    source: SourceReference


@dataclass(frozen=True, kw_only=True)
class Framework:
    """One edition of a framework, complete and checked."""

    key: str
    version: str
    language: str
    title: str
    short_title: str
    status: str
    endorsement: str
    based_on: Edition | None = None
    summary: str
    authors: tuple[str, ...]
    reviewer: str | None
    reviewed: date | None
    review_due: date
    sources: tuple[Source, ...]
    priorities_limit: int
    early_look: EarlyLook | None = None
    stages: tuple[Stage, ...]
    items: tuple[Item, ...]

    @property
    def id(self) -> str:
        """The key and version in one word, as stored with answers: ten-challenges/2010."""
        return f"{self.key}/{self.version}"

    def item(self, key: str) -> Item:
        """The item of this key. Raises KeyError if there is none."""
        return {item.key: item for item in self.items}[key]

    def stage(self, key: str) -> Stage:
        """The stage of this key. Raises KeyError if there is none."""
        return {stage.key: stage for stage in self.stages}[key]

    def item_number(self, key: str) -> int:
        """The place of an item, counted from one. Raises KeyError if there is none."""
        return {item.key: number for number, item in enumerate(self.items, start=1)}[key]

    def stage_number(self, key: str) -> int:
        """The place of a stage, counted from one at the lowest. Raises KeyError if there is none."""
        return {stage.key: number for number, stage in enumerate(self.stages, start=1)}[key]


EDITION = Record(Edition, {"key": KEY, "version": VERSION})
PLACE = {"document": KEY, "pages": Maybe(LINE), "section": Maybe(LINE)}
REFERENCE = Record(SourceReference, {**PLACE, "also": Maybe(ListOf(Record(SourceReference, PLACE)), default=())})

STAGE = Record(Stage, {"key": KEY, "name": LINE, "short": LINE, "means": TEXT, "source": REFERENCE})

ANCHOR = Record(
    Anchor,
    {
        "stage": KEY,
        "comparison": Choice(COMPARISONS),
        "value": Maybe(Whole(0, 1_000_000)),
        "upper": Maybe(Whole(0, 1_000_000)),
        "unit": Choice(UNITS),
        "of": LINE,
    },
)

ITEM = Record(
    Item,
    {
        "key": KEY,
        "title": LINE,
        "short_title": LINE,
        "question": LINE,
        "idea": TEXT,
        "example": TEXT,
        "plain": TEXT,
        "context": Maybe(TEXT),
        "stages": MappingOf(KEY, TEXT),
        "anchors": Maybe(ListOf(ANCHOR), default=()),
        "indicators": ListOf(Record(Indicator, {"key": KEY, "text": TEXT, "new_in": Maybe(LINE)})),
        "data_sources": ListOf(
            Record(DataSource, {"key": KEY, "text": TEXT, "now": Maybe(TEXT), "new_in": Maybe(LINE)})
        ),
        "source": REFERENCE,
    },
)

FRAMEWORK = Record(
    Framework,
    {
        "key": KEY,
        "version": VERSION,
        "language": LANGUAGE,
        "title": LINE,
        "short_title": LINE,
        "status": Choice(STATUSES),
        "endorsement": TEXT,
        "based_on": Maybe(EDITION),
        "summary": TEXT,
        "authors": ListOf(LINE, at_least=1),
        "reviewer": Maybe(LINE, must_appear=True),
        "reviewed": Maybe(DAY, must_appear=True),
        "review_due": DAY,
        "sources": ListOf(Record(Source, {"key": KEY, "title": LINE, "publisher": LINE, "year": YEAR})),
        "priorities_limit": Whole(1, 1000),
        "early_look": Maybe(Record(EarlyLook, {"items": ListOf(KEY, at_least=1), "reason": TEXT})),
        "stages": ListOf(STAGE, at_least=2),
        "items": ListOf(ITEM, at_least=1),
    },
    format="framework/1",
)


def parse(text: str, name: str) -> Framework:
    """The framework a text holds; ``name`` is what problems call the file.

    Raises ContentError: first with everything wrong with single fields, and once those are sound with
    everything in which the parts of the file contradict each other.
    """
    found, reading = read(text, name, FRAMEWORK)
    framework: Framework = found
    consistency.check(framework, reading)
    reading.stop_if_broken()
    return framework
