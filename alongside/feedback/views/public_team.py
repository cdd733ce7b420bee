"""What everybody may read of a team: what was published, and what the team did about it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from alongside.feedback import wording
from alongside.feedback.models import Release, Reply
from alongside.feedback.queries.answering import asked_team
from alongside.feedback.queries.releases import releases_of
from alongside.feedback.queries.surveys import public_surveys
from alongside.feedback.rules.releasing import Result
from alongside.feedback.unwatched import unwatched
from alongside.feedback.views.finding import installed, months_of
from alongside.people.access import public
from alongside.ui.show import show


@dataclass(frozen=True)
class Published:
    """A release with its words and the replies to it; no words where its edition is not installed any more."""

    release: Release
    months: str
    told: wording.Told | None
    replies: tuple[Reply, ...]


@public
@unwatched
def results(request: HttpRequest, team_id: UUID) -> HttpResponseBase:
    """The newest release in words, what the team did, and what was published before. Nothing here is a live figure."""
    team = asked_team(team_id)
    if team is None:
        raise Http404
    published = [in_words(release) for release in releases_of(team, public_surveys())]
    with timezone.override(team.partnership.time_zone):
        return show(
            request,
            "feedback/public/results.jinja",
            team=team,
            newest=published[0] if published else None,
            earlier=published[1:],
            in_time=in_time([each.release for each in published]),
        )


def in_words(release: Release) -> Published:
    """What may be said of one release."""
    survey = installed(release)
    told = wording.told(survey, Result.from_json(release.result)) if survey else None
    return Published(release, months_of(release), told, tuple(release.replies.all()))


def in_time(releases: list[Release]) -> tuple[list[str], list[list[str]]] | None:
    """The averages of every release of the newest edition, from two of them on."""
    same = [each for each in releases if edition(each) == edition(releases[0])]
    survey = installed(same[0]) if len(same) > 1 else None
    if survey is None:
        return None
    return wording.over_time(survey, [(months_of(each), Result.from_json(each.result)) for each in same])


def edition(release: Release) -> tuple[str, str]:
    """Which questions were asked."""
    return (release.survey, release.survey_version)
