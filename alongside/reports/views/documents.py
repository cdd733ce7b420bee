"""Files made on the spot: Template A, the spreadsheet, the printed pack."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from alongside.assessments.models import Assessment
from alongside.assessments.views.finding import edition_of, the_assessment
from alongside.people.access import Can, MemberRequest, page
from alongside.reports.pack import SIZES, Wanted, pack
from alongside.reports.spreadsheet import spreadsheet
from alongside.reports.template_a import template_a
from alongside.reports.views.finding import told

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(Can.SEE_RECORD)
@require_safe
def template_a_pdf(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """The record as Template A, to print or send."""
    found = the_assessment(request, assessment_id)
    return as_file(template_a(told(found)), PDF, _name(found, "template-a", "pdf"), shown=True)


@page(Can.SEE_RECORD)
@require_safe
def template_a_xlsx(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """The same as a spreadsheet."""
    found = the_assessment(request, assessment_id)
    return as_file(spreadsheet(told(found)), XLSX, _name(found, "template-a", "xlsx"), shown=False)


@page(Can.RUN_ASSESSMENT)
@require_safe
def printed_pack(request: MemberRequest, assessment_id: UUID) -> HttpResponseBase:
    """The assessment to fill in by hand; `size` is a4 or large, `words` may be plain."""
    found = the_assessment(request, assessment_id)
    size = request.GET.get("size", "a4")
    wanted = Wanted(size if size in SIZES else "a4", plain=request.GET.get("words") == "plain")
    made = pack(found, edition_of(found), wanted)
    return as_file(made, PDF, _name(found, f"pack-{wanted.size}", "pdf"), shown=True)


def _name(assessment: Assessment, kind: str, ending: str) -> str:
    """A name that any computer can keep: plain letters, digits and hyphens."""
    return "-".join(part for part in (slugify(assessment.title)[:60], kind) if part) + f".{ending}"


def as_file(content: bytes, kind: str, name: str, *, shown: bool) -> HttpResponse:
    """A file that a browser shows or keeps, and that nobody on the way may keep."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
