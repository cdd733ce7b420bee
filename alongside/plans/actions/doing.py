"""Say how something goes, try something small, and say what came of it. No version is ever touched."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.plans.actions.turns import my_turn
from alongside.plans.models import Cycle, Plan, Progress, Study, Update
from alongside.plans.queries.doing import in_force
from alongside.plans.rules.content import PlanContent
from alongside.ui.refusals import Conflict, Refused

LONGEST = 280
# The same said again so soon is a second press of a button.
PRESSED_AGAIN = timedelta(minutes=10)


@transaction.atomic
def update(
    *, plan: Plan, commitment: UUID, key: UUID, progress: str, text: str, reading: str, name: str, by: Actor
) -> Update:
    """Say how a goal or an action of the version in force goes; the newest counts.

    `key` names what was sent: sent twice, it counts once. Raises Conflict where the version in force no longer has
    this goal or action; Refused where nothing new is said, which would hide the last line that told something.
    """
    fresh = my_turn(plan)
    sent = Update.objects.filter(pk=key).first()
    if sent is not None:
        return _once(sent, fresh, commitment, by)
    content = _in_force(fresh)
    if commitment not in content.commitments:
        raise Conflict(_("This is no longer part of the plan that is in force. Nothing was saved."))
    if progress not in Progress.values:
        raise Refused(_("Choose how it goes."))
    if len(text) > LONGEST:
        raise Refused(_("Use %(n)d characters or fewer.") % {"n": LONGEST})
    is_goal = any(goal.id == commitment for goal in content.goals)
    reading = reading if is_goal else ""
    newest = Update.objects.filter(plan=fresh, commitment=commitment).order_by("-at", "-id").first()
    if newest is not None and newest.progress == progress:
        if _is_pressed_again(newest, text, reading, by):
            return newest
        if not text.strip() and not reading.strip():
            raise Refused(_("Nothing new was said. Write a line, or choose another answer."))
    made = Update.objects.create(
        id=key,
        plan=fresh,
        commitment=commitment,
        progress=progress,
        text=text,
        reading=reading,
        name=name,
        by_id=by.id,
    )
    record("updated", made, by=by, partnership_id=fresh.partnership_id)
    return made


@transaction.atomic
def start_cycle(*, plan: Plan, goal: UUID, key: UUID, we_try: str, we_predict: str, look_on: date, by: Actor) -> Cycle:
    """Begin a small try for a goal of the version in force. What is predicted is written now and never changed."""
    fresh = my_turn(plan)
    sent = Cycle.objects.filter(pk=key).first()
    if sent is not None:
        if (sent.plan_id, sent.goal, sent.by_id) != (fresh.pk, goal, by.id):
            raise Conflict(_("This was sent already. Load the page again."))
        return sent
    if goal not in {each.id for each in _in_force(fresh).goals}:
        raise Conflict(_("This goal is no longer part of the plan that is in force. Nothing was saved."))
    if not we_try.strip() or not we_predict.strip():
        raise Refused(_("Write down what you will try, and what you think will happen."))
    if look_on < timezone.localdate():
        raise Refused(_("The day on which you will look is past. Choose today or a later day."))
    number = fresh.cycles.filter(goal=goal).aggregate(last=Max("number"))["last"] or 0
    made = Cycle.objects.create(
        id=key,
        plan=fresh,
        goal=goal,
        number=number + 1,
        we_try=we_try,
        we_predict=we_predict,
        look_on=look_on,
        by_id=by.id,
    )
    record("began", made, by=by, partnership_id=fresh.partnership_id)
    return made


@transaction.atomic
def study_cycle(*, cycle: Cycle, happened: str, learned: str, next: str, by: Actor) -> Study:
    """Say what came of a try. Written once: raises Conflict where somebody else did so, or the words differ."""
    fresh = my_turn(cycle.plan)
    if not happened.strip() or not learned.strip() or next not in Study.Next.values:
        raise Refused(_("Write down what happened, what you learned, and what you will do about it."))
    written = Study.objects.filter(cycle=cycle).first()
    if written is not None:
        if (written.happened, written.learned, written.next, written.by_id) == (happened, learned, next, by.id):
            return written
        raise Conflict(_("What came of this try was written down meanwhile. It stands, and yours was not saved."))
    made = Study.objects.create(cycle=cycle, happened=happened, learned=learned, next=next, by_id=by.id)
    record("studied", cycle, by=by, partnership_id=fresh.partnership_id)
    return made


def _in_force(plan: Plan) -> PlanContent:
    found = in_force(plan)
    if found is None:
        raise Refused(_("This plan is not in force yet, so there is nothing to carry out."))
    return found


def _is_pressed_again(newest: Update, text: str, reading: str, by: Actor) -> bool:
    """Whether somebody sends once more, with the same progress, what they said a moment ago."""
    same = (newest.text, newest.reading, newest.by_id) == (text, reading, by.id)
    return same and timezone.now() - newest.at < PRESSED_AGAIN


def _once(sent: Update, plan: Plan, commitment: UUID, by: Actor) -> Update:
    """What was sent before under this key, if it was this person's and about the same thing."""
    if (sent.plan_id, sent.commitment, sent.by_id) != (plan.pk, commitment, by.id):
        raise Conflict(_("This was sent already. Load the page again."))
    return sent
