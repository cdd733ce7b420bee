"""What a release says: in sentences first, then as rows of a table. Nothing is said that rounding could make untrue.

Each figure of a release may be two people more or fewer than it looks. "More than half" is said only where it holds for
every number of people that the figures leave possible, and so is "fewer than half"; where neither does, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey
from alongside.catalogue.survey.shapes import Option
from alongside.feedback.rules.releasing import BASE, FEWEST, Group, Question, Result

# How many people a rounded figure may be away from the true one.
AWAY = BASE // 2
# How far the outermost averages of groups are from the ends of a scale.
END = 0.5


@dataclass(frozen=True)
class Row:
    """One answer of a question: about how many gave it, and how long its bar is, from 0 to 100."""

    label: str
    about: int
    length: int

    @property
    def people(self) -> str:
        """How many, as it is shown: a plain 0 would say that nobody gave this answer, and rounding cannot tell that."""
        return str(self.about) if self.about else _("0 to %(most)d") % {"most": AWAY}


@dataclass(frozen=True)
class Asked:
    """One question as it may be read. No `rows`, and then no `people`, where only a sentence may be said."""

    title: str
    question: str
    sentences: tuple[str, ...]
    rows: tuple[Row, ...]
    people: str = ""


@dataclass(frozen=True)
class Apart:
    """The groups of one question about the people who answered: a table with a column for each question asked."""

    question: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True)
class Told:
    """A whole release in words. `caution` stands beside every result of a survey that was not validated."""

    people: str
    questions: tuple[Asked, ...]
    groups: tuple[Apart, ...]
    caution: str


def told(survey: Survey, result: Result) -> Told:
    """Everything that a page says of a release."""
    return Told(
        people=_("About %(people)d people answered.") % {"people": result.people},
        questions=tuple(_asked(survey, question) for question in result.questions),
        groups=tuple(_groups(survey, result)),
        caution=survey.caution if survey.validated is None and survey.caution else "",
    )


def sentences(survey: Survey, result: Result) -> list[str]:
    """The release in words: how many answered, then the first thing to know of each question, by its title."""
    found = [_("About %(people)d people answered.") % {"people": result.people}]
    for question in result.questions:
        item = survey.item(question.item)
        found.append(_("%(title)s: %(said)s") % {"title": item.title, "said": said(survey, question)[0]})
    return found


def rows(survey: Survey, question: Question) -> tuple[Row, ...]:
    """Each answer in the order of the survey, with a bar whose whole length stands for everybody who answered."""
    labels = _labels(survey, question)
    most = max([question.people, *(number for _key, number in question.answers)], default=0)
    return tuple(
        Row(labels[key], number, round(100 * number / most) if most else 0) for key, number in question.answers
    )


def said(survey: Survey, question: Question) -> list[str]:
    """One question in sentences, the most important first."""
    labels = _labels(survey, question)
    if not question.people:
        return [_("fewer than %(fewest)d people answered this question, so nothing is shown.") % {"fewest": FEWEST}]
    if question.nearly_all:
        first = _("most people said “%(answer)s”.") % {"answer": labels[question.nearly_all]}
        return [first, _("To protect anybody who said something else, nothing more is shown.")]
    if not question.answers:
        return [
            _people(question),
            _("What they said is not shown: from these numbers somebody could work out who said what."),
        ]
    parts = [_half(survey, question), _worst(survey, question), _average(survey, question)]
    return [part for part in parts if part]


def over_time(survey: Survey, results: Iterable[tuple[str, Result]]) -> tuple[list[str], list[list[str]]]:
    """Head and rows of a table with a row for each release of one edition: its name, how many, and each average."""
    head = [_("Published for"), _("People, about"), *(item.title for item in survey.items if item.answers)]
    return head, [[name, str(result.people), *_averages(survey, result.questions)] for name, result in results]


# ── One question ────────────────────────────────────────────────────────────────────────────────


def _asked(survey: Survey, question: Question) -> Asked:
    item = survey.item(question.item)
    first, *more = said(survey, question)
    return Asked(
        title=item.title,
        question=item.question or "",
        sentences=(_as_sentence(first), *more),
        rows=rows(survey, question),
        # Where no answer counts as a yes, the first sentence says it already.
        people=_as_sentence(_people(question)) if question.answers and item.favourable else "",
    )


def _half(survey: Survey, question: Question) -> str:
    """Whether more or fewer than half gave an answer that counts as a yes; how many, where no answer does."""
    item = survey.item(question.item)
    labels = _labels(survey, question)
    if not item.favourable:
        return _people(question)
    named = _either([labels[key] for key in item.favourable])
    least, most = share(question, item.favourable)
    if least > Fraction(1, 2):
        return _("more than half said %(answers)s.") % {"answers": named}
    if most < Fraction(1, 2):
        return _("fewer than half said %(answers)s.") % {"answers": named}
    return _("we cannot tell whether more than half said %(answers)s, as numbers are rounded.") % {"answers": named}


def _people(question: Question) -> str:
    return _("about %(people)d people answered this question.") % {"people": question.people}


def share(question: Question, keys: Sequence[str]) -> tuple[Fraction, Fraction]:
    """The smallest and the largest share of people who can have given one of these answers, after rounding.

    Any figure may be two away from the truth, and the true ones add up to the true number of people.
    """
    chosen = _between([number for key, number in question.answers if key in keys])
    others = _between([number for key, number in question.answers if key not in keys])
    fewest, most = max(FEWEST, question.people - AWAY), question.people + AWAY
    low = max(chosen[0], fewest - others[1])
    high = max(others[0], fewest - chosen[1])
    return (
        Fraction(low, max(1, low + max(0, min(others[1], most - low)))),
        1 - Fraction(high, max(1, high + max(0, min(chosen[1], most - high)))),
    )


def _between(figures: Sequence[int]) -> tuple[int, int]:
    return sum(max(0, figure - AWAY) for figure in figures), sum(figure + AWAY for figure in figures)


def _worst(survey: Survey, question: Question) -> str:
    """The people for whom it went worst are named, however well the others fared."""
    direction = survey.item(question.item).direction
    valued = [option for option in survey.options(question.item) if option.value is not None]
    if direction not in ("up", "down") or not valued:
        return ""
    worst = (min if direction == "up" else max)(valued, key=_value)
    number = dict(question.answers).get(worst.key, 0)
    if not number:
        return ""
    return _("About %(people)d people said “%(answer)s”.") % {"people": number, "answer": _label(worst)}


def _average(survey: Survey, question: Question) -> str:
    """The mean, and what the ends of its scale mean."""
    valued = sorted((option for option in survey.options(question.item) if option.value is not None), key=_value)
    if question.mean is None or not valued:
        return ""
    return _(
        "On average the answers are about %(mean)s, where %(low)s means “%(least)s” and %(high)s means “%(most)s”."
    ) % {
        "mean": f"{question.mean:.1f}",
        "low": f"{valued[0].value:g}",
        "least": _label(valued[0]),
        "high": f"{valued[-1].value:g}",
        "most": _label(valued[-1]),
    }


# ── Groups ──────────────────────────────────────────────────────────────────────────────────────


def _groups(survey: Survey, result: Result) -> Iterable[Apart]:
    """Every question about the people themselves of which a group is shown, or of which one is hidden."""
    for about in survey.group_questions:
        shown = [group for group in result.groups if group.about == about.key]
        if shown or about.key in result.hidden:
            yield Apart(
                question=about.question,
                head=(_("Group"), _("People, about"), *(survey.item(each.item).title for each in result.questions)),
                rows=tuple(_group(survey, group) for group in shown),
                note=_hidden(bool(shown)) if about.key in result.hidden else "",
            )


def _group(survey: Survey, group: Group) -> tuple[str, ...]:
    names = {option.key: option.label for option in survey.group_options(group.about)}
    people = str(group.people) if group.people else _("%(fewest)d or more") % {"fewest": FEWEST}
    return (names[group.group], people, *(_nearest(survey, each) for each in group.questions))


def _nearest(survey: Survey, question: Question) -> str:
    """The average of a group to the nearest half point; the steps at the ends of the scale hold all beyond them."""
    values = [option.value for option in survey.options(question.item) if option.value is not None]
    if question.mean is None:
        return _("not shown")
    if question.mean <= float(min(values)) + END:
        return _("%(mean).1f or less") % {"mean": question.mean}
    if question.mean >= float(max(values)) - END:
        return _("%(mean).1f or more") % {"mean": question.mean}
    return f"{question.mean:.1f}"


def _averages(survey: Survey, questions: Iterable[Question]) -> list[str]:
    """For each question its average, or what may be said instead."""
    return [_short(survey, question) for question in questions]


def _short(survey: Survey, question: Question) -> str:
    if question.nearly_all:
        labels = _labels(survey, question)
        return _("most: %(answer)s") % {"answer": labels[question.nearly_all]}
    return _("not shown") if question.mean is None else f"{question.mean:.1f}"


def _hidden(some: bool) -> str:
    """Why a group is not told apart."""
    if not some:
        return _(
            "No group of this question is shown on its own: the groups are too small, or somebody could work out what "
            "a few people said by taking one number from another."
        )
    return _(
        "Other groups are not shown on their own: they are too small, or somebody could work out what a few people "
        "said by taking one number from another."
    )


# ── Words ───────────────────────────────────────────────────────────────────────────────────────


def _labels(survey: Survey, question: Question) -> dict[str, str]:
    """What each answer of a question is called, by its key."""
    return {option.key: _label(option) for option in survey.options(question.item)}


def _as_sentence(said: str) -> str:
    """What may follow a title and a colon, on its own."""
    return said[:1].upper() + said[1:]


def _label(option: Option) -> str:
    return option.label or option.key


def _value(option: Option) -> Decimal:
    return option.value if option.value is not None else Decimal(0)


def _either(labels: Sequence[str]) -> str:
    """“Quite a lot” or “Very much”."""
    quoted = [f"“{label}”" for label in labels]
    return _(" or ").join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]
