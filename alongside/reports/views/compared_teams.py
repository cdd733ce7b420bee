"""A comparison of teams as a file."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from alongside.comparing.views.finding import the_comparison
from alongside.feedback.views.finding import months_of
from alongside.people.access import Can, MemberRequest, page
from alongside.reports.compared_teams import compared_teams
from alongside.reports.views.documents import XLSX, as_file


@page(Can.SEE_RECORD)
@require_safe
def compared_teams_xlsx(request: MemberRequest, comparison_id: UUID) -> HttpResponseBase:
    """The frozen comparison as a spreadsheet, while comparing is on. Not found where its questions are gone."""
    found = the_comparison(request, comparison_id)
    if found.survey is None:
        raise Http404
    made = compared_teams(found.comparison, found.survey, found.turn, months_of(found.comparison))
    return as_file(made, XLSX, f"comparison-{found.comparison.number}.xlsx", shown=False)
