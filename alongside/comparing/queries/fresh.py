"""Which releases can be compared: the newest of each team, if it is in no comparison yet and not too old."""

from __future__ import annotations

from collections import Counter
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from alongside.catalogue.survey import Survey
from alongside.comparing.rules.groups import Team
from alongside.feedback.models import Count, Release
from alongside.feedback.queries.overview import ready_to_publish
from alongside.feedback.rules.counting import Cell
from alongside.feedback.rules.releasing import Result
from alongside.people.models import Partnership

# A comparison reads hundreds of counts for each team: not all of them lie in memory at a time.
CHUNK = 20_000


def fresh(partnership: Partnership, survey: str, version: str, since: date) -> QuerySet[Release]:
    """The newest release of each team, if it is in no comparison, and its answers reach into a month or past it."""
    same = Release.objects.filter(partnership=partnership, survey=survey, survey_version=version)
    newer = same.filter(team=OuterRef("team"), number__gt=OuterRef("number"))
    return same.filter(~Exists(newer), compared__isnull=True, last_month__gte=since)


def fresh_releases(partnership: Partnership, survey: str, version: str, since: date) -> list[Release]:
    """The same with their teams, by name."""
    found = fresh(partnership, survey, version, since).select_related("team")
    return sorted(found, key=lambda each: by_name(each.team.name))


def by_name(name: str) -> tuple[str, str]:
    """The place of a name in the alphabet, whatever its capitals."""
    return (name.casefold(), name)


def names_without(partnership: Partnership, releases: list[Release]) -> tuple[str, ...]:
    """The teams that have no part in these releases, by name."""
    heard = {release.team_id for release in releases}
    rows = partnership.teams.values_list("pk", "name")
    return tuple(sorted((name for key, name in rows if key not in heard), key=by_name))


def ready_by(partnership: Partnership, survey: Survey) -> list[UUID]:
    """The teams that can be published now by one edition."""
    ready = ready_to_publish(partnership)
    return [team_id for team_id, key, version in ready if (key, version) == (survey.key, survey.version)]


def counts_behind(partnership: Partnership, releases: list[Release]) -> tuple[dict[Cell, int], list[Team]]:
    """The counts of exactly the people in these releases: over all teams, and for each team how many are in each group,
    who answered what, and what its release tells. A team whose counts are not here is left out.

    The releases are of one edition and of one partnership, one for each team.
    """
    number_of = {each.team_id: each.number for each in releases}
    rows = Count.objects.filter(
        partnership=partnership,
        survey=releases[0].survey,
        survey_version=releases[0].survey_version,
        window__in=set(number_of.values()),
    )
    whole: Counter[Cell] = Counter()
    people: dict[UUID, Counter[tuple[str, str, str]]] = {key: Counter() for key in number_of}
    cells = rows.order_by().values_list("team_id", "window", "about", "group", "item", "answer", "people")
    for team_id, window, about, group, item, answer, number in cells.iterator(chunk_size=CHUNK):
        # Teams differ in how often they were published, so a window of one can be that of another.
        if team_id is not None and number_of.get(team_id) == window:
            whole[about, group, item, answer] += number
            people[team_id][about, group, item] += number
    found = [Team(people[each.team_id], Result.from_json(each.result)) for each in releases]
    return dict(whole), [team for team in found if team.everybody]
