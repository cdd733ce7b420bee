"""What people said about one team: the newest release in words, then how it was before, and what the team did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from alongside.feedback import kinds
from alongside.feedback.models import Release
from alongside.feedback.queries.overview import ready_to_publish
from alongside.feedback.queries.releases import releases_of, words_for
from alongside.feedback.queries.surveys import kind_of
from alongside.feedback.rules.releasing import Result
from alongside.feedback.views.finding import installed, months_of, the_team
from alongside.feedback.views.publishing import may_take_back
from alongside.feedback.wording import Told, over_time, told
from alongside.people.access import Can, MemberRequest, may, page
from alongside.plans.queries.promised import actions_now
from alongside.ui.show import show


@dataclass(frozen=True)
class Before:
    """The releases of one edition of a survey, as the head and the rows of a table."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Section:
    """The results of one kind of survey: the newest in words, those before, what the team did, and people's words."""

    kind: str
    title: str
    public: bool
    newest: Release
    told: Told | None
    before: list[Before]
    replied: list[Release]
    words: list[str]


@page(Can.SEE_RECORD)
@require_safe
def feedback_team(request: MemberRequest, team_id: UUID) -> HttpResponseBase:
    """A team's page for those who work with the results. It shows only what was published, and words."""
    team = the_team(request, team_id)
    releases = list(releases_of(team))
    role = request.membership.role
    replies = [reply for release in releases for reply in release.replies.all()]
    return show(
        request,
        "feedback/team.jinja",
        team=team,
        sections=list(sections(releases, words_for(team))),
        months_of=months_of,
        actions_now=actions_now(request.partnership, {reply.action for reply in replies if reply.action}),
        may_take_back={reply.pk for reply in replies if may(role, Can.CARRY_OUT) and may_take_back(request, reply)},
        may_publish=may(role, Can.PUBLISH_FEEDBACK) and bool(ready_to_publish(request.partnership, team)),
        may_ask=may(role, Can.ASK_FEEDBACK),
        may_reply=may(role, Can.CARRY_OUT),
    )


def sections(releases: Sequence[Release], words: Mapping[str, list[str]]) -> Iterable[Section]:
    """What was published, one section for each kind of survey, what people said of the service first.

    Results whose survey is not installed at all are shown where staff's are: not to everybody.
    """
    for kind in (*kinds.ASKED, ""):
        same = [release for release in releases if kind_of(release.survey) == kind]
        if not same:
            continue
        survey = installed(same[0])
        yield Section(
            kind=kind,
            title=kinds.section(kind),
            public=kinds.is_public(kind),
            newest=same[0],
            told=told(survey, Result.from_json(same[0].result)) if survey else None,
            before=list(before(same)) if len(same) > 1 else [],
            replied=[release for release in same if release.replies.all()],
            words=[text for key in dict.fromkeys(release.survey for release in same) for text in words.get(key, [])],
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
