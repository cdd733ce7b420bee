"""Withhold a shared reason that names somebody or is abuse: both halves together, before or after the record closes."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.actions.turns import my_turn
from alongside.assessments.models import SharedReason, Withholding
from alongside.assessments.news import tell
from alongside.assessments.queries.reveals import revealed_rounds
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.ui.refusals import Conflict, Refused


@transaction.atomic
def withhold(*, reason: SharedReason, role: str, cause: str, by: Actor) -> bool:
    """Agree, as one half, that a reason which everybody can see must go. With both, two people, its words go: true.

    The row stays, so that everybody sees that a reason was withheld; its group goes, so that nothing tells whose it
    was. Agreeing twice changes nothing. Raises Conflict where it was withheld or taken back meanwhile.
    """
    if cause not in Withholding.Cause.values:
        raise Refused(_("A reason is withheld because it names somebody or because it is abuse, and for nothing else."))
    fresh = _still_shown(reason)
    if role not in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        raise Refused(_("A reason is withheld by a lead together with a lived-experience co-lead."))
    if by.id is not None and fresh.withholdings.exclude(role=role).filter(by_id=by.id).exists():
        raise Refused(_("You have agreed already. The other half needs another person."))
    partnership_id = fresh.assessment.partnership_id
    if Withholding.objects.get_or_create(reason=fresh, role=role, defaults={"by_id": by.id, "cause": cause})[1]:
        record("agreed to withhold", fresh, by=by, partnership_id=partnership_id)
    both = fresh.withholdings.count() == 2
    if both:
        fresh.text, fresh.group = "", None
        fresh.save(update_fields=["text", "group"])
        record("withheld", fresh, by=by, partnership_id=partnership_id, fields=["text", "group"])
        tell(fresh.assessment_id, "changed")
    return both


@transaction.atomic
def let_stand(*, reason: SharedReason, by: Actor) -> None:
    """Drop the wish to withhold a reason: either half may. Raises Conflict where both have agreed by now."""
    fresh = _still_shown(reason)
    fresh.withholdings.all().delete()
    record("let stand", fresh, by=by, partnership_id=fresh.assessment.partnership_id)


def _still_shown(reason: SharedReason) -> SharedReason:
    assessment = my_turn(reason.assessment)
    fresh = assessment.shared_reasons.filter(pk=reason.pk).first()
    if fresh is None or (fresh.item, fresh.round) not in revealed_rounds(assessment):
        raise Conflict(_("This reason is not shown any more: its writer has taken it back."))
    if not fresh.text:
        raise Conflict(_("This reason has been withheld already."))
    return fresh
