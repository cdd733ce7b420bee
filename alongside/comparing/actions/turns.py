"""Turn comparing on, which needs both sides, or off, for which one is enough."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.catalogue.survey import Survey
from alongside.comparing.models import Turn, TurnConfirmation
from alongside.comparing.queries.turns import needs_a_reason, standing
from alongside.comparing.rules.deciding import is_a_sentence
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.people.models import Partnership
from alongside.ui.refusals import Conflict, Refused


def my_turn(partnership: Partnership) -> Partnership:
    """Lock comparing in a partnership until this transaction ends."""
    return Partnership.objects.select_for_update().get(pk=partnership.pk)


@transaction.atomic
def turn_on(
    *, partnership: Partnership, survey: Survey, reason: str, after: int, role: str, name: str, by: Actor
) -> Turn:
    """Put forward that teams are compared; it is on once the other side confirms.

    `after` is the newest turn the person saw, 0 for none. Raises Conflict where there is a newer one, Refused without a
    reason where the questions were not validated, or where it is on already.
    """
    fresh = my_turn(partnership)
    _check_role(role)
    now = standing(fresh, survey.key, survey.version)
    if now.sequence != after:
        raise Conflict(_("Somebody turned this on or off while you were reading. Look at it again before you decide."))
    if now.on:
        raise Refused(_("Comparing is on already. Nothing was changed."))
    if needs_a_reason(survey) and not is_a_sentence(reason):
        raise Refused(_("Write at least one sentence on why you compare teams with questions that were not validated."))
    made = _add(fresh, survey, after + 1, on=True, reason=reason.strip(), role=role, name=name, by=by)
    record("proposed", made, by=by, partnership_id=fresh.pk, fields=["on", "reason"])
    return made


@transaction.atomic
def confirm_turn(*, turn: Turn, role: str, name: str, by: Actor) -> TurnConfirmation:
    """Agree that comparing is on. Raises Refused for the same side or the same person, Conflict for an older turn."""
    fresh = my_turn(turn.partnership)
    _check_role(role)
    now = standing(fresh, turn.survey, turn.survey_version)
    if now.sequence != turn.sequence or not now.waiting:
        raise Conflict(_("This was decided, or put forward anew, while you were reading. Look at it again."))
    if role == turn.role or (by.id is not None and by.id == turn.by_id):
        raise Refused(_("You stand by this already. It needs the word of the other side: a lead and a co-lead."))
    made = TurnConfirmation.objects.create(turn=turn, role=role, name=name, by_id=by.id)
    record("confirmed", turn, by=by, partnership_id=fresh.pk)
    return made


@transaction.atomic
def turn_off(
    *, partnership: Partnership, survey: Survey, reason: str, after: int, role: str, name: str, by: Actor
) -> Turn:
    """End comparing at once, or take back what waits. Comparisons are hidden, not deleted."""
    fresh = my_turn(partnership)
    _check_role(role)
    now = standing(fresh, survey.key, survey.version)
    if now.sequence != after:
        raise Conflict(_("Somebody turned this on or off while you were reading. Look at it again before you decide."))
    if not (now.on or now.waiting):
        raise Refused(_("Comparing is off already. Nothing was changed."))
    made = _add(fresh, survey, after + 1, on=False, reason=reason.strip(), role=role, name=name, by=by)
    record("turned off", made, by=by, partnership_id=fresh.pk, fields=["on", "reason"])
    return made


def _add(
    partnership: Partnership, survey: Survey, sequence: int, *, on: bool, reason: str, role: str, name: str, by: Actor
) -> Turn:
    return Turn.objects.create(
        partnership=partnership,
        survey=survey.key,
        survey_version=survey.version,
        sequence=sequence,
        on=on,
        reason=reason,
        role=role,
        name=name,
        by_id=by.id,
    )


def _check_role(role: str) -> None:
    if role not in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        raise Refused(_("A lead and a lived-experience co-lead decide whether teams are compared."))
