"""The teams of a partnership as the feedback page lists them: what is asked now, what was published, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Sum

from alongside.feedback.models import Asking, Comment, Count, Release, Reply
from alongside.feedback.queries.askings import teams_of, today_of
from alongside.feedback.rules.releasing import FEWEST
from alongside.people.models import Partnership, Team


@dataclass(frozen=True)
class Line:
    """One team: what is or will be asked, its newest release and whether that has a reply, and whether more waits."""

    team: Team
    askings: tuple[Asking, ...]
    release: Release | None
    replied: bool
    may_publish: bool


def lines(partnership: Partnership) -> list[Line]:
    """Every team in alphabetical order."""
    asked = _asked(partnership)
    published, ready = _newest(partnership), set(ready_teams(partnership))
    found = []
    for team in teams_of(partnership):
        release = published.get(team.pk)
        replied = release is not None and release.has_reply  # type: ignore[attr-defined]
        found.append(Line(team, tuple(asked.get(team.pk, ())), release, replied, team.pk in ready))
    return found


def ready_teams(partnership: Partnership) -> list[UUID]:
    """Teams of whom eight people are counted that are in no release yet; how many there are is not told."""
    return [team for team, _survey, _version in ready_to_publish(partnership)]


def ready_to_publish(partnership: Partnership, team: Team | None = None) -> list[tuple[UUID, str, str]]:
    """Team, survey and edition of what can be published now."""
    rows = Count.objects.filter(partnership=partnership, team__isnull=False, window=0)
    rows = rows.filter(about="", group="", item="", answer="", **({"team": team} if team else {}))
    summed = rows.order_by().values_list("team", "survey", "survey_version").annotate(people=Sum("people"))
    enough = summed.filter(people__gte=FEWEST).order_by("survey", "survey_version")
    return [(team_id, survey, version) for team_id, survey, version, _people in enough]


def words_waiting(partnership: Partnership) -> int:
    """For how many comments a reader is needed, in steps of eight; 1 stands for anything below the first step."""
    waiting = Comment.objects.filter(asking__partnership=partnership, reading__isnull=True).count()
    return max(waiting - waiting % FEWEST, 1) if waiting else 0


def _asked(partnership: Partnership) -> dict[UUID, list[Asking]]:
    """For each team what is asked now, or else what is asked next, once for each survey."""
    open_ones = partnership.askings.filter(end__isnull=True, closes_on__gte=today_of(partnership))
    first = {(asking.team_id, asking.survey): asking for asking in open_ones.order_by("-opens_on", "-created_at")}
    found: dict[UUID, list[Asking]] = {}
    for (team_id, _survey), asking in sorted(first.items(), key=lambda each: each[0][1], reverse=True):
        found.setdefault(team_id, []).append(asking)
    return found


def _newest(partnership: Partnership) -> dict[UUID, Release]:
    """The newest release of each team, without what it says."""
    replied = Exists(Reply.objects.filter(release=OuterRef("pk"), taken_back__isnull=True))
    releases = partnership.feedback_releases.order_by("at", "number").defer("result")
    return {release.team_id: release for release in releases.annotate(has_reply=replied)}
