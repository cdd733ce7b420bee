"""What was done in between, in words: what the plans in force said, and what became of it by the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.plans.models import Cycle, Progress, Review, Update
from alongside.plans.queries.between import Carried
from alongside.plans.rules.content import ActionContent, GoalContent
from alongside.reports.changes.told import GoalDone, PlanDone, Try
from alongside.ui import words


def tell_done(carried: Carried) -> PlanDone:
    """One plan: its goals with how they went, what was tried and learned, and its reviews."""
    content = carried.content
    return PlanDone(
        title=_("Plan for %(challenge)s") % {"challenge": content.challenge},
        sentence=_("Version %(n)d came into force on %(date)s.")
        % {"n": content.number, "date": words.date(carried.since)},
        goals=tuple(_goal(goal, carried) for goal in content.goals),
        reviews=tuple(_review(review) for review in carried.reviews),
    )


def progress_of(key: UUID, newest: Mapping[UUID, Update]) -> str:
    """How a goal or an action went; not started where nobody said anything."""
    return newest[key].progress if key in newest else Progress.NOT_STARTED.value


def goes(goal: GoalContent, newest: Mapping[UUID, Update], readings: Mapping[UUID, Update]) -> str:
    """How a goal went, in one or two sentences: what its people said last, and the last reading of its measure."""
    said = [_update(goal.id, newest)]
    if goal.id in readings:
        reading = readings[goal.id]
        said.append(
            _("Last reading: %(reading)s, on %(date)s.")
            % {"reading": reading.reading.strip(), "date": words.date(reading.at)}
        )
    return " ".join(said)


def _goal(goal: GoalContent, carried: Carried) -> GoalDone:
    return GoalDone(
        text=goal.text.strip(),
        target=goal.target.strip(),
        goes=goes(goal, carried.newest, carried.readings),
        actions=tuple(_actions(goal.actions, carried.newest)),
        tries=tuple(_try(cycle) for cycle in carried.cycles if cycle.goal == goal.id),
    )


def _update(key: UUID, newest: Mapping[UUID, Update]) -> str:
    if key not in newest:
        return _("Nobody has written down how it goes yet.")
    update = newest[key]
    said = _("%(progress)s on %(date)s") % {
        "progress": update.get_progress_display(),
        "date": words.date(update.at),
    }
    return f"{said}: {update.text.strip()}" if update.text.strip() else f"{said}."


def _actions(actions: Iterable[ActionContent], newest: Mapping[UUID, Update]) -> Iterable[str]:
    """The actions in their order, each with how it went and, where it is stuck or was stopped, why."""
    for action in actions:
        progress = Progress(progress_of(action.id, newest))
        said = f"{progress.label}: {action.text.strip()} ({action.organisation})"
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


def _review(review: Review) -> str:
    learned = review.learned.strip()
    said = _("Review on %(date)s. What was learned: %(learned)s") % {
        "date": words.date(review.held_on),
        "learned": learned if learned.endswith((".", "!", "?")) else f"{learned}.",
    }
    return f"{said} {review.get_outcome_display()}."
