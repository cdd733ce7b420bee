"""Propose, confirm, and park."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.actions.turns import my_turn_while_open
from alongside.assessments.models import Assessment, Confirmation, Decision, ParkedQuestion
from alongside.assessments.news import tell
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.rules.answers import outcomes
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.ui.refusals import Conflict, Refused


@transaction.atomic
def propose(
    *,
    assessment: Assessment,
    item: str,
    outcome: str,
    reason: str,
    dissent: str,
    after: int,
    role: str,
    name: str,
    by: Actor,
) -> Decision:
    """Put forward an outcome for a revealed item; the one who proposes it stands by it.

    `after` is the newest sequence the person saw (0: none). Raises Conflict when somebody proposed meanwhile.
    """
    fresh = my_turn_while_open(assessment)
    _check_role(role)
    if outcome not in outcomes(framework_of(fresh)):
        raise Refused(_("Choose one of the outcomes that are listed."))
    if not fresh.reveals.filter(item=item).exists():
        raise Refused(_("Reveal people's answers to this challenge first, so that everybody sees where they stand."))
    newest = fresh.decisions.filter(item=item).order_by("-sequence").first()
    if (newest.sequence if newest else 0) != after:
        raise Conflict(
            _("Somebody put forward another outcome while you were writing. Read it above, then decide what to do.")
        )
    decision = Decision.objects.create(
        assessment=fresh, item=item, sequence=after + 1, outcome=outcome, reason=reason, dissent=dissent, by_id=by.id
    )
    Confirmation.objects.create(decision=decision, role=role, by_id=by.id, name=name)
    record("proposed", decision, by=by, partnership_id=fresh.partnership_id)
    tell(fresh.pk, "changed")
    return decision


@transaction.atomic
def confirm(*, decision: Decision, role: str, name: str, by: Actor) -> bool:
    """Stand by a proposal. With lead and co-lead, two people, it is recorded: true. Twice changes nothing."""
    fresh = my_turn_while_open(decision.assessment)
    _check_role(role)
    if fresh.decisions.filter(item=decision.item, sequence__gt=decision.sequence).exists():
        raise Conflict(_("Somebody put forward another outcome meanwhile. Read it, then decide what to do."))
    if by.id is not None and decision.confirmations.exclude(role=role).filter(by_id=by.id).exists():
        raise Refused(_("You stand by this already. The other half of the decision needs another person."))
    made = Confirmation.objects.get_or_create(decision=decision, role=role, defaults={"by_id": by.id, "name": name})[1]
    if made:
        record("confirmed", decision, by=by, partnership_id=fresh.partnership_id)
        tell(fresh.pk, "changed")
    return decision.confirmations.count() == 2


@transaction.atomic
def park(*, assessment: Assessment, item: str, text: str, by: Actor) -> ParkedQuestion:
    """Keep a question that could not be answered that day."""
    fresh = my_turn_while_open(assessment)
    parked = ParkedQuestion.objects.create(assessment=fresh, item=item, text=text)
    record("parked", parked, by=by, partnership_id=fresh.partnership_id)
    return parked


@transaction.atomic
def unpark(*, parked: ParkedQuestion, by: Actor) -> None:
    """Remove a parked question, while the record is open."""
    fresh = my_turn_while_open(parked.assessment)
    record("removed", parked, by=by, partnership_id=fresh.partnership_id)
    parked.delete()


def _check_role(role: str) -> None:
    if role not in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        raise Refused(_("Decisions are recorded by a lead together with a lived-experience co-lead."))
