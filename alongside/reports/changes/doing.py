"""What was done in between, in words: what the plans in force said, and what became of it by the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.plans.models import Cycle, Progress, Review
from alongside.plans.queries.between import Between
from alongside.plans.queries.said import LastSaid
from alongside.plans.rules.content import ActionContent, GoalContent
from alongside.reports.changes.told import GoalDone, PlanDone, Try
from alongside.ui import words


def tell_done(carried: Between) -> PlanDone:
    """One plan: its goals with how they went, what was tried and learned, and its reviews."""
    content = carried.content
    return PlanDone(
        title=_("Plan for %(challenge)s") % {"challenge": content.challenge},
        sentence=_("Version %(n)d came into force on %(date)s.")
        % {"n": content.number, "date": words.date(carried.since)},
        goals=tuple(_goal(goal, carried) for goal in content.goals),
        reviews=tuple(_review(review, carried.one_sided) for review in carried.reviews),
    )


def progress_of(key: UUID, newest: Mapping[UUID, LastSaid]) -> str:
    """How a goal or an action went, to reckon with; not started where nobody said anything. Never shown as such."""
    return newest[key].progress if key in newest else Progress.NOT_STARTED.value


def goal_in_words(goal: GoalContent, newest: Mapping[UUID, LastSaid]) -> str:
    """How a goal goes, inside a sentence: as people said, else by its actions, else that there is no update."""
    if goal.id in newest:
        return str(Progress(newest[goal.id].progress).label).lower()
    return _actions_done(goal.actions, newest) or _("no update yet")


def _incomplete(review: Review, one_sided: frozenset[UUID]) -> str:
    """What stands after the words of a review in which nobody who uses services took part, else nothing."""
    return said_of_one_side() if review.pk in one_sided else ""


def said_of_one_side() -> str:
    """What stands after the words of a review in which nobody who uses services took part."""
    return _("(provider view, incomplete: nobody who uses services took part)")


def goes(goal: GoalContent, newest: Mapping[UUID, LastSaid], readings: Mapping[UUID, LastSaid]) -> str:
    """How a goal went, in one or two sentences: what its people said last, and the last reading of its measure."""
    said = [_update(goal, newest)]
    if goal.id in readings:
        reading = readings[goal.id]
        said.append(
            _("Last reading: %(reading)s, on %(date)s.")
            % {"reading": reading.reading.strip(), "date": words.date(reading.at)}
        )
    return " ".join(said)


def _goal(goal: GoalContent, carried: Between) -> GoalDone:
    return GoalDone(
        text=goal.text.strip(),
        target=goal.target.strip(),
        goes=goes(goal, carried.newest, carried.readings),
        actions=tuple(_actions(goal.actions, carried.newest)),
        tries=tuple(_try(cycle) for cycle in carried.cycles if cycle.goal == goal.id),
    )


def _update(goal: GoalContent, newest: Mapping[UUID, LastSaid]) -> str:
    if goal.id not in newest:
        done = _actions_done(goal.actions, newest)
        return f"{done}." if done else _("No update yet.")
    update = newest[goal.id]
    said = _("%(progress)s on %(date)s") % {
        "progress": update.label,
        "date": words.date(update.at),
    }
    return f"{said}: {update.text.strip()}" if update.text.strip() else f"{said}."


def _actions_done(actions: Sequence[ActionContent], newest: Mapping[UUID, LastSaid]) -> str:
    """How many of a goal's actions are done; nothing where none is."""
    done = sum(progress_of(action.id, newest) == Progress.DONE for action in actions)
    if not done:
        return ""
    given = {"done": done, "n": len(actions)}
    return ngettext("%(done)d of %(n)d action done", "%(done)d of %(n)d actions done", len(actions)) % given


def _actions(actions: Iterable[ActionContent], newest: Mapping[UUID, LastSaid]) -> Iterable[str]:
    """The actions in their order, each with how it went and, where it is stuck or was stopped, why."""
    for action in actions:
        progress = Progress(progress_of(action.id, newest))
        label = progress.label if action.id in newest else _("No update yet")
        said = f"{label}: {action.text.strip()} ({action.organisation})"
        why = newest[action.id].text.strip() if action.id in newest else ""
        yield f"{said}. {why}" if why and progress in (Progress.STUCK, Progress.STOPPED) else said


def _try(cycle: Cycle) -> Try:
    study = getattr(cycle, "study", None)
    return Try(
        tried=cycle.we_try.strip(),
        predicted=cycle.we_predict.strip(),
        happened=study.happened.strip() if study else "",
        learned=study.learned.strip() if study else "",
        next=str(study.get_next_display()) if study else "",
    )


def _review(review: Review, one_sided: frozenset[UUID]) -> str:
    learned = review.learned.strip()
    said = _("Review on %(date)s. What was learned: %(learned)s") % {
        "date": words.date(review.held_on),
        "learned": learned if learned.endswith((".", "!", "?")) else f"{learned}.",
    }
    return " ".join(part for part in (said, _incomplete(review, one_sided), f"{review.get_outcome_display()}.") if part)
