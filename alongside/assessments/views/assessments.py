"""The partnership's assessments, and one assessment's own page: where it stands and what comes next."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from alongside.assessments.models import AssessmentState
from alongside.assessments.queries.decisions import recorded_decisions
from alongside.assessments.queries.digest import agreed_to_close
from alongside.assessments.queries.groups import presences_in, progress
from alongside.assessments.queries.overview import overviews
from alongside.assessments.queries.participants import by_account
from alongside.assessments.queries.record import provider_name
from alongside.assessments.queries.reveals import agreed_to_withhold, revealed_rounds
from alongside.assessments.queries.states import latest_state
from alongside.assessments.rules.completeness import is_provider_view
from alongside.assessments.views.finding import edition_of, the_assessment
from alongside.assessments.views.next_steps import next_steps
from alongside.people.access import Can, MemberRequest, may, page
from alongside.ui.show import show


@page(Can.SEE_PARTNERSHIP)
def assessments(request: MemberRequest) -> HttpResponseBase:
    """Every assessment of the partnership, newest first."""
    return show(
        request,
        "assessments/assessments.jinja",
        overviews=overviews(request.partnership),
        may_run=may(request.membership.role, Can.RUN_ASSESSMENT),
    )


@page(Can.SEE_PARTNERSHIP)
def assessment(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """One assessment: the steps, counts of people, and what this member may do now."""
    found = the_assessment(request, assessment_id)
    role, latest = request.membership.role, latest_state(found)
    state, decides = latest.state, may(request.membership.role, Can.DECIDE)
    counts = progress(found)
    decided = recorded_decisions(found)
    framework = edition_of(found)
    revealed = {item for item, _round in revealed_rounds(found)}
    return show(
        request,
        "assessments/assessment.jinja",
        assessment=found,
        framework=framework,
        provider=provider_name(found),
        state=state,
        State=AssessmentState.State,
        step=step(state, bool(revealed), bool(decided)),
        progress=counts,
        provider_view=is_provider_view(presences_in(counts)),
        tasks=next_steps(
            found,
            state,
            role,
            mine=by_account(found.pk, request.user.pk),
            shown=_("%(count)d of %(all)d shown") % {"count": len(revealed), "all": len(framework.items)},
            nothing_shown=not revealed,
            decided=_("%(count)d decided") % {"count": len(decided)},
            agreed=agreed_to_close(found, latest) if decides and state == AssessmentState.State.OPEN else (),
            to_withhold=[id for id, agreed in agreed_to_withhold(found).items() if role not in agreed]
            if decides
            else [],
        ),
    )


def step(state: str, revealed: bool, decided: bool) -> int:
    """Which of Understand, Alone, Together, Decided an assessment is at; 0 before it opens, 5 once it is closed."""
    if state == AssessmentState.State.PREPARING:
        return 0
    if state == AssessmentState.State.CLOSED:
        return 5
    if decided:
        return 4
    return 3 if revealed else 2
