"""Compare teams: freeze what can be said of their newest releases."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.catalogue.survey import Survey
from alongside.comparing.actions.turns import my_turn
from alongside.comparing.models import Compared, Comparison
from alongside.comparing.queries.fresh import counts_behind, fresh_releases, names_without
from alongside.comparing.queries.turns import standing
from alongside.comparing.rules.figures import FEWEST_TEAMS
from alongside.comparing.rules.frozen import Measure, Result
from alongside.feedback.models import Release
from alongside.feedback.rules.releasing import Result as Published
from alongside.people.models import Partnership
from alongside.ui.refusals import Refused


@transaction.atomic
def compare(*, partnership: Partnership, survey: Survey, since: date, by: Actor) -> Comparison:
    """Compare every team whose newest release is in no comparison yet and reaches into the month `since` or past it.

    Raises Refused while comparing is off, and where there are too few such teams. Who presses second waits, and finds
    nothing left to compare. With 2,000 teams this takes some seconds.
    """
    fresh = my_turn(partnership)
    if not standing(fresh, survey.key, survey.version).on:
        raise Refused(_("Comparing is off. A lead and a co-lead must both turn it on first."))
    releases = fresh_releases(fresh, survey.key, survey.version, since)
    if len(releases) < FEWEST_TEAMS:
        raise Refused(
            _(
                "There are too few teams to compare. At least %(fewest)d teams need published results that are new "
                "since the last comparison. Number of teams that have them: %(here)d."
            )
            % {"fewest": FEWEST_TEAMS, "here": len(releases)}
        )
    same = Comparison.objects.filter(partnership=fresh, survey=survey.key, survey_version=survey.version)
    made = Comparison.objects.create(
        partnership=fresh,
        survey=survey.key,
        survey_version=survey.version,
        number=same.count() + 1,
        first_month=min(each.first_month for each in releases),
        last_month=max(each.last_month for each in releases),
        result={},
        by_id=by.id,
    )
    Compared.objects.bulk_create([Compared(release=each, comparison=made) for each in releases], batch_size=500)
    made.result = _result(made, survey, releases).to_json()
    made.save(update_fields=["result"])
    record("compared", made, by=by, partnership_id=fresh.pk)
    return made


def _result(comparison: Comparison, survey: Survey, releases: list[Release]) -> Result:
    """All that its pages will show. The files named here take a second to be read for the first time."""
    from alongside.comparing.rules.groups import told_apart
    from alongside.comparing.rules.sharing import grouped

    whole, teams = counts_behind(comparison.partnership, releases)
    # After a move to another installation the counts of older releases are not there.
    complete = len(teams) == len(releases)
    shown, hidden = told_apart(survey, whole, teams) if complete else ((), set())
    return Result(
        measures=_measures(survey, releases),
        groups=grouped(survey, shown, hidden),
        grouped=complete,
        unheard=names_without(comparison.partnership, releases),
    )


def _measures(survey: Survey, releases: list[Release]) -> tuple[Measure, ...]:
    """Every question that has answers which count as a yes."""
    from alongside.comparing.rules.measuring import Published as Team
    from alongside.comparing.rules.measuring import measured

    said = [{each.item: each for each in Published.from_json(release.result).questions} for release in releases]
    items = [item for item in survey.items if item.favourable]
    return tuple(
        measured(
            item.key,
            item.favourable,
            [
                Team(str(release.team_id), release.team.name, questions.get(item.key))
                for release, questions in zip(releases, said, strict=True)
            ],
        )
        for item in items
    )
