"""Take the counts of an archive into a partnership."""

from __future__ import annotations

from django.db import transaction

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.feedback.actions.adding import add_to_counts
from alongside.feedback.archives.counts import CountsFile
from alongside.feedback.models import TakenIn
from alongside.feedback.queries.askings import today_of
from alongside.people.actions.teams import add_team
from alongside.people.models import Partnership, Team
from alongside.ui.refusals import Refused

# A refusal names so many teams and the number of the others.
NAMED = 20


@transaction.atomic
def take_in_counts(*, partnership: Partnership, counts: CountsFile, make_teams: bool, by: Actor) -> bool:
    """Add an archive's counts to those that no release holds yet; False where this archive was taken in before.

    Everything of one archive, or nothing. Whoever publishes, opens or takes in meanwhile waits for the teams' rows.
    Raises Refused for teams that the partnership does not have, unless they are to be made.
    """
    # First of all: two who take in the same archive at once wait for each other here.
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    survey, _slash, version = counts.folder.layout.survey.partition("/")
    same = TakenIn.objects.filter(partnership=partnership, survey=survey, survey_version=version, sha256=counts.sha256)
    if same.exists():
        return False
    teams = _teams(partnership, counts.teams(), make_teams, by)
    for name, months in counts.by_team():
        add_to_counts(partnership_id=partnership.pk, team_id=teams[name].pk, edition=(survey, version), more=months)
    made = TakenIn.objects.create(
        partnership=partnership,
        survey=survey,
        survey_version=version,
        sha256=counts.sha256,
        what=TakenIn.What.COUNTS,
        name=counts.name[:200],
        accepted=counts.people,
        rejected=counts.rejected,
        by_id=by.id,
        taken_on=today_of(partnership),
    )
    record("took in counts", made, by=by, partnership_id=partnership.pk, fields=["accepted", "rejected"])
    return True


def _teams(partnership: Partnership, names: list[str], make_teams: bool, by: Actor) -> dict[str, Team]:
    """The team for each name in an archive, which may also be a team's key; each with its turn, in one order."""
    known: dict[str, Team] = {}
    for team in partnership.teams.select_for_update().order_by("pk"):
        known[str(team.pk)] = team
        known[team.name] = team
    missing = [name for name in names if name not in known]
    if missing and not make_teams:
        more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
        raise Refused(
            f"{partnership.name} does not have these teams: {'; '.join(missing[:NAMED])}{more}. "
            "Add them first, or let them be made with --make-teams."
        )
    for name in missing:
        known[name] = add_team(partnership=partnership, name=name, by=by)
    return {name: known[name] for name in names}
