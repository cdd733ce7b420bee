"""The sentences of a record. Nothing here reads or decides; each takes what was found and says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from alongside.assessments.queries.decisions import PutForward
from alongside.assessments.queries.drawing import is_one
from alongside.assessments.queries.reveals import Opened
from alongside.assessments.rules.answers import CANNOT_SAY, MISSES_THE_POINT, NOT_AGREED, NOT_THERE_YET
from alongside.assessments.rules.small_groups import SMALLEST_SHOWN, Cell
from alongside.catalogue.framework import Framework
from alongside.people.access import ROLE_NAMES, Role
from alongside.ui import words


def answer_names(framework: Framework) -> dict[str, str]:
    """What each answer is called, in the order in which answers are shown."""
    return {
        NOT_THERE_YET: _("Not there yet"),
        **{stage.key: stage.name for stage in framework.stages},
        CANNOT_SAY: _("I can’t say"),
        MISSES_THE_POINT: _("This question misses the point"),
    }


def outcome(framework: Framework, decision: PutForward | None, *, closed: bool) -> str:
    """What was agreed, or why there is no tick."""
    if decision is None:
        return _("Not decided.") if closed else _("Not decided yet.")
    if decision.outcome == NOT_THERE_YET:
        return _("Agreed: not there yet. None of the stages fits so far, so none is ticked.")
    if decision.outcome == NOT_AGREED:
        return _("Not agreed. People talked and did not settle on one stage. That is a valid result.")
    return _("Agreed: %(stage)s.") % {"stage": framework.stage(decision.outcome).name}


def closed_on(at: datetime) -> str:
    """When a record was closed."""
    return _("Closed on %(date)s") % {"date": words.date(at)}


def provider_view(incomplete: bool) -> tuple[str, str]:
    """The warning over a record in which nobody who uses services answered, and what it means; else nothing."""
    if not incomplete:
        return "", ""
    return _("Provider view, incomplete"), _(
        "Nobody who uses services has answered. This is how the provider and those around it see things, and "
        "it cannot be signed as the whole partnership’s view."
    )


def recorded(decision: PutForward) -> str:
    """Who stands by a decision, as which half, and when."""
    language = get_language()
    people = [_stood_by(each.name, each.role, timezone.localdate(each.at), language) for each in decision.confirmed]
    return _("Recorded by %(people)s.") % {"people": listed(people)}


@lru_cache(maxsize=256)
def _stood_by(name: str, role: str, day: date, _language: str | None) -> str:
    """Said once in each language: mostly the same two people stand by all ten decisions on one day."""
    said = _("%(name)s (%(role)s) on %(date)s")
    return said % {"name": name, "role": str(ROLE_NAMES[Role(role)]).lower(), "date": words.date(day)}


def gap(opened: Opened) -> str:
    """How far apart the middle answers of the groups shown are."""
    found = opened.difference.gap
    if found is None:
        return _("There are not enough groups to compare here.")
    if not found.steps and any(is_one(cell) for cell in opened.released.cells):
        return _("The middle answers of the groups shown, or the one answer of a single person, are the same.")
    if not found.steps:
        return _("The middle answers of the groups shown are the same.")
    steps = ngettext("%(n)s step", "%(n)s steps", 1 if found.steps <= 1 else 2) % {"n": number(found.steps)}
    said = _("The widest gap is %(steps)s: the middle answer is lowest for “%(low)s”, highest for “%(high)s”.")
    if is_one(found.low) or is_one(found.high):
        said = _("The widest gap is %(steps)s: the answer is lowest for “%(low)s”, highest for “%(high)s”.")
    return said % {"steps": steps, "low": row_name(found.low), "high": row_name(found.high)}


def number(steps: float) -> str:
    """A number of steps, which may end in a half."""
    whole, half = int(steps), steps % 1
    return (str(whole) if whole else "") + ("½" if half else "") or "0"


def group_name(name: str) -> str:
    """A group's name; people who named none are a group as well."""
    return name or _("People who would rather not name their group")


def row_name(cell: Cell) -> str:
    """One row of answers: a group, or several put together."""
    names = listed([group_name(name) for name in cell.names])
    return _("%(groups)s (put together)") % {"groups": names} if cell.pooled else names


def notes(opened: Opened) -> tuple[str, ...]:
    """What must be said beside the counts: groups put together, and groups that answered and are not shown."""
    found = []
    if any(cell.pooled for cell in opened.released.cells):
        found.append(_("Small groups are put together so that nobody’s answer can be picked out."))
    if opened.released.withheld:
        names = listed([group_name(name) for name in opened.released.withheld])
        found.append(_("Also answered, but too few to show: %(groups)s.") % {"groups": names})
    return tuple(found)


def round_heading(place: int, of: int) -> str:
    """Which time this is; nothing where there was only one."""
    if of == 1:
        return ""
    return _("Answers before the first talk") if place == 1 else _("Answers, round %(n)d") % {"n": place}


def came(answered: int, invited: int | None) -> str:
    """How many of a group answered."""
    if not answered:
        return _("Nobody answered.") if not invited else _("Nobody answered; %(n)d were asked.") % {"n": invited}
    if invited:
        return _("%(answered)d answered; %(invited)d were asked.") % {"answered": answered, "invited": invited}
    return ngettext("%(n)d person answered.", "%(n)d people answered.", answered) % {"n": answered}


def absence(means: str) -> str:
    """What it means that nobody of a group answered, as somebody wrote it down."""
    return means.strip() or _("Nobody has written down yet what that means for this record.")


def how(answered: int, modes: Iterable[tuple[str, int]]) -> str:
    """How people took part. For fewer than five this could tell who needed help, so it is not said."""
    if answered < SMALLEST_SHOWN:
        return ""
    return "; ".join(f"{name}: {people}" for name, people in modes)


def about(*, with_reasons: bool) -> tuple[str, ...]:
    """How to read a record."""
    found = [
        _(
            "Nothing is added up here, neither over the challenges nor over the groups. The stages say in words how "
            "far a service has come; they are not marks, and no service or person is ranked by them."
        ),
        _(
            "A group of %(n)d or more people is shown on its own. A smaller one is shown on its own only if each of "
            "its members who answered chose that; otherwise its answers are put together with those of other small "
            "groups, or not shown."
        )
        % {"n": SMALLEST_SHOWN},
        _(
            "“I can’t say” and “This question misses the point” say something about the question, so they are kept "
            "apart and do not count towards the middle answer."
        ),
        _(
            "A step is the way from one answer to the next. “Not there yet” comes before the first stage and is ours, "
            "not the framework’s."
        ),
    ]
    if with_reasons:
        found.append(_("Reasons are in people’s own words. They chose to share them, without their names."))
    return tuple(found)


def listed(parts: Sequence[str]) -> str:
    """Several things as "a, b and c"; with semicolons where one has a list inside it."""
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return "".join(parts)
    both = _("%(first)s and %(last)s")
    if any("," in part or both % {"first": "", "last": ""} in part for part in parts):
        return "; ".join(parts)
    return both % {"first": ", ".join(parts[:-1]), "last": parts[-1]}
