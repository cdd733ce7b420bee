"""Whether teams are compared here, by which questions, and the comparisons that were made."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from alongside.catalogue.survey import Survey
from alongside.comparing.models import Comparison
from alongside.comparing.queries.comparisons import comparisons
from alongside.comparing.queries.editions import editions
from alongside.comparing.queries.turns import Standing, standings
from alongside.feedback.queries.overview import ready_to_publish
from alongside.feedback.views.finding import months_of
from alongside.people.access import Can, MemberRequest, may, page
from alongside.ui.show import show


@dataclass(frozen=True)
class Line:
    """One edition: where it stands, how many teams can be published, and its comparisons while it is on."""

    survey: Survey
    standing: Standing
    ready: int
    made: tuple[Comparison, ...]


@page(Can.SEE_RECORD)
@require_safe
def comparing(request: MemberRequest) -> HttpResponseBase:
    """Every edition that was asked here: off, waiting for the other side, or on with its comparisons."""
    here, role = request.partnership, request.membership.role
    found = standings(here)
    may_publish = may(role, Can.PUBLISH_FEEDBACK)
    ready = [(key, version) for _team, key, version in ready_to_publish(here)] if may_publish else []
    made = list(comparisons(here))
    lines = []
    for survey in editions(here):
        edition = (survey.key, survey.version)
        now = found.get(edition, Standing(None))
        mine = tuple(each for each in made if (each.survey, each.survey_version) == edition) if now.on else ()
        lines.append(Line(survey, now, ready.count(edition), mine))
    return show(
        request,
        "comparing/overview.jinja",
        lines=lines,
        months_of=months_of,
        may_compare=may(role, Can.COMPARE_TEAMS),
        may_ask=may(role, Can.ASK_FEEDBACK),
        role=role,
    )
