"""Write down a review of the version in force: recorded once, never changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.plans.actions.turns import my_turn
from alongside.plans.actions.versions import take_back_what_waits
from alongside.plans.models import Plan, PlanEnd, Review, ReviewLine, ReviewPresence
from alongside.plans.queries.doing import carried_out
from alongside.plans.queries.versions import content_of
from alongside.plans.rules.reviews import Came, Line, Outcome, problems
from alongside.ui.refusals import Conflict, Refused


@transaction.atomic
def hold_review(
    *,
    plan: Plan,
    key: UUID,
    version: int,
    seen: int,
    held_on: date,
    learned: str,
    changes: str,
    outcome: str,
    next_on: date | None,
    lines: Sequence[Line],
    came: Sequence[Came],
    by: Actor,
) -> Review:
    """Record a review. `version` is the number of the version that was reviewed, `seen` how many reviews there were.

    Raises Conflict where another version came into force since, or somebody else recorded a review; Refused with
    everything that is missing. Where the plan is to change or to end, a version that still waits is taken back.
    """
    # What was sent twice is asked for first: a review that ended the plan would else be refused as a second one.
    sent = Review.objects.filter(pk=key, plan=plan, by_id=by.id).first()
    if sent is not None:
        return sent
    fresh = my_turn(plan)
    sent = Review.objects.filter(pk=key).first()
    if sent is not None:
        if (sent.plan_id, sent.by_id) != (fresh.pk, by.id):
            raise Conflict(_("This was sent already. Load the page again."))
        return sent
    now = carried_out(fresh)
    if now is None:
        raise Refused(_("This plan is not in force yet, so there is nothing to review."))
    if now.number != version:
        raise Conflict(
            _("Another version came into force while you were writing. What you wrote is below. Read the plan first.")
        )
    if fresh.reviews.count() != seen:
        raise Conflict(_("Somebody else wrote down a review meanwhile. Yours was not saved; what you wrote is below."))
    missing = problems(
        outcome=outcome,
        held_on=held_on,
        next_on=next_on,
        learned=learned,
        changes=changes,
        lines=lines,
        wanted=content_of(now).commitments,
        came=came,
        today=timezone.localdate(),
    )
    if missing:
        raise Refused(" ".join(missing))
    made = Review.objects.create(
        id=key,
        plan=fresh,
        version=now,
        sequence=seen + 1,
        held_on=held_on,
        learned=learned,
        changes=changes,
        outcome=outcome,
        next_on=None if outcome == Outcome.END else next_on,
        by_id=by.id,
    )
    _add_rows(made, lines, came)
    record("reviewed", made, by=by, partnership_id=fresh.partnership_id)
    if outcome != Outcome.CARRY_ON:
        ends = outcome == Outcome.END
        why = _("A review ended the plan.") if ends else _("A review decided to change the plan.")
        take_back_what_waits(fresh, why=why, by=by)
    if outcome == Outcome.END:
        PlanEnd.objects.get_or_create(plan=fresh, defaults={"why": _("A review ended it."), "by_id": by.id})
        record("ended", fresh, by=by, partnership_id=fresh.partnership_id)
    return made


def _add_rows(review: Review, lines: Sequence[Line], came: Sequence[Came]) -> None:
    ReviewLine.objects.bulk_create(
        ReviewLine(review=review, commitment=each.commitment, progress=each.progress, happened=each.happened)
        for each in lines
    )
    ReviewPresence.objects.bulk_create(
        ReviewPresence(
            review=review, position=place, key=each.key, name=each.name, voice=each.voice, people=each.people
        )
        for place, each in enumerate(came, start=1)
    )
