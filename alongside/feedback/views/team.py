"""What people said about one team: the newest release in words, then how it was before, and what the team did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from alongside.feedback.models import Release
from alongside.feedback.queries.overview import ready_to_publish
from alongside.feedback.queries.releases import releases_of, words_for
from alongside.feedback.rules.releasing import Result
from alongside.feedback.views.finding import installed, months_of, the_team
from alongside.feedback.wording import over_time, told
from alongside.people.access import Can, MemberRequest, may, page
from alongside.ui.show import show


@dataclass(frozen=True)
class Before:
    """The releases of one edition of a survey, as the head and the rows of a table."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@page(Can.SEE_RECORD)
@require_safe
def feedback_team(request: MemberRequest, team_id: UUID) -> HttpResponseBase:
    """A team's page for those who work with the results. It shows only what everybody may read, and words."""
    team = the_team(request, team_id)
    releases = list(releases_of(team))
    newest = releases[0] if releases else None
    survey = installed(newest) if newest else None
    role = request.membership.role
    return show(
        request,
        "feedback/team.jinja",
        team=team,
        newest=newest,
        survey=survey,
        told=told(survey, Result.from_json(newest.result)) if newest and survey else None,
        months_of=months_of,
        before=list(before(releases)) if len(releases) > 1 else [],
        replied=[release for release in releases if release.replies.all()],
        words=words_for(team),
        may_publish=may(role, Can.PUBLISH_FEEDBACK) and bool(ready_to_publish(request.partnership, team)),
        may_ask=may(role, Can.ASK_FEEDBACK),
        may_reply=may(role, Can.CARRY_OUT),
    )


def before(releases: Iterable[Release]) -> Iterable[Before]:
    """Everything that was published, a table for each edition, the newest first."""
    editions = sorted(releases, key=lambda each: (each.survey, each.survey_version), reverse=True)
    for _edition, same in groupby(editions, key=lambda each: (each.survey, each.survey_version)):
        rows = list(same)
        survey = installed(rows[0])
        if survey is not None:
            named = [(months_of(each), Result.from_json(each.result)) for each in rows]
            yield Before(f"{survey.title} ({survey.version})", *over_time(survey, named))
