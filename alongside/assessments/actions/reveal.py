"""Open a round of answers, for everybody and for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.actions.turns import my_turn_while_open
from alongside.assessments.models import Assessment, Reveal
from alongside.assessments.queries.answered import answers_by_group
from alongside.assessments.queries.rounds import held_for, open_rounds
from alongside.assessments.rules.small_groups import release
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.evidence import actions as evidence
from alongside.ui.refusals import Conflict, Refused


class NobodyShown(Refused):
    """A later round was not opened: so few answered that nobody would be shown, then or ever."""


@transaction.atomic
def reveal(
    *,
    assessment: Assessment,
    items: Sequence[str],
    by: Actor,
    seen: Mapping[str, int] | None = None,
    sure: bool = True,
) -> list[Reveal]:
    """Open the current round of these items. Items without a new answer are passed over; all without: refused.

    Two people who reveal at once: the first opens the round, the second is told so. `seen` are
    the rounds that the page showed; an item that has moved on since is passed over, because its next round has
    only just begun.

    Who is not `sure` opens no later round that would show nobody; where that is all there is, raises NobodyShown. Only
    whoever opens answers learns that, and no page tells beforehand how many were given.
    """
    fresh = my_turn_while_open(assessment)
    rounds = open_rounds(fresh, items)
    if seen is not None:
        rounds = {item: round for item, round in rounds.items() if seen.get(item) == round}
    answered = answers_by_group(fresh, rounds)
    released = {item: release(answered[item]) for item in items if answered.get(item)}
    made = [
        Reveal(assessment=fresh, item=item, round=rounds[item], cells=found.as_json(), by_id=by.id)
        for item, found in released.items()
        if sure or found.cells or rounds[item] == 1
    ]
    if released and not made:
        raise NobodyShown(_("So few have answered since that nobody would be shown. Nothing was opened."))
    if not made:
        raise Conflict(
            _("There is nothing new to show. All answers given so far are open, perhaps just now by somebody else.")
        )
    Reveal.objects.bulk_create(made)
    waiting = [held_for(fresh, each.item, each.round) for each in made]
    evidence.release(partnership=fresh.partnership, held_for=waiting, by=by)
    for each in made:
        record("revealed", each, by=by, partnership_id=fresh.partnership_id)
    return made
