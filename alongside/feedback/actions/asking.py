"""Ask for a team, print cards, and stop asking."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.catalogue.survey import Survey
from alongside.feedback.actions.turns import my_turn
from alongside.feedback.models import Asking, AskingEnd, Card, CardSheet
from alongside.feedback.queries.askings import is_over, today_of
from alongside.feedback.tickets import card_hash, new_code
from alongside.people.models import Partnership, Team
from alongside.ui.refusals import Refused

LONGEST = timedelta(days=366)
MOST_CARDS = 500


@transaction.atomic
def ask(
    *,
    partnership: Partnership,
    team: Team,
    survey: Survey,
    opens_on: date,
    closes_on: date,
    served: int | None,
    readers: str,
    crisis: str,
    link: bool,
    by: Actor,
) -> Asking:
    """Ask a survey for a team between two days. Raises Refused for days that make no sense or overlap another's."""
    my_turn(team.pk)
    if closes_on < opens_on or closes_on < today_of(partnership):
        raise Refused(_("The last day must be today or later, and not before the first day."))
    if closes_on - opens_on > LONGEST:
        raise Refused(_("Ask for a year at most. You can ask again afterwards."))
    same = partnership.askings.filter(team=team, survey=survey.key, end__isnull=True)
    if same.filter(opens_on__lte=closes_on, closes_on__gte=opens_on).exists():
        raise Refused(_("This team is asked this survey in these days already. Stop that first, or choose other days."))
    made: Asking = partnership.askings.create(
        team=team,
        survey=survey.key,
        survey_version=survey.version,
        opens_on=opens_on,
        closes_on=closes_on,
        served=served,
        readers=readers,
        crisis=crisis,
        link=link,
        created_by_id=by.id,
    )
    record("asked", made, by=by, partnership_id=partnership.pk)
    return made


@transaction.atomic
def print_cards(*, asking: Asking, how_many: int, by: Actor) -> list[str]:
    """New codes, each good for one answer. They are returned once, for the paper, and kept nowhere."""
    my_turn(asking.team_id)
    if not 1 <= how_many <= MOST_CARDS:
        raise Refused(_("Print between 1 and %(most)d cards at a time.") % {"most": MOST_CARDS})
    if is_over(asking):
        raise Refused(_("This asking is over, so its cards would open nothing. Ask again first."))
    codes = [new_code() for _each in range(how_many)]
    # Sorted by what nobody can read, so that the order of the rows is not the order of the paper.
    Card.objects.bulk_create(Card(asking=asking, code_hash=each) for each in sorted(map(card_hash, codes)))
    sheet = CardSheet.objects.create(
        asking=asking, how_many=how_many, by_id=by.id, printed_on=today_of(asking.partnership)
    )
    record("printed", sheet, by=by, partnership_id=asking.partnership_id, fields=["how_many"])
    return codes


@transaction.atomic
def stop(*, asking: Asking, by: Actor) -> None:
    """End an asking before its last day. Cards that were not used open nothing any more."""
    my_turn(asking.team_id)
    fresh = Asking.objects.select_related("partnership", "end").get(pk=asking.pk)
    if is_over(fresh):
        raise Refused(_("This asking is over already. Nothing was changed."))
    end(fresh, AskingEnd.How.STOPPED, by)


def end(asking: Asking, how: str, by: Actor) -> None:
    """Write the end down, and forget the cards that are left. Called with the team's turn."""
    made = AskingEnd.objects.create(asking=asking, how=how, by_id=by.id)
    asking.cards.all().delete()
    record("ended", made, by=by, partnership_id=asking.partnership_id, fields=["how"])
