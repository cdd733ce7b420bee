"""Template B: a version of a plan, or its draft, to take away."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from alongside.people.access import Can, MemberRequest, page
from alongside.plans.queries.versions import plan_view
from alongside.reports.plans_on_paper.pdf import template_b
from alongside.reports.plans_on_paper.spreadsheet import spreadsheet
from alongside.reports.plans_on_paper.telling import tell_draft, tell_version
from alongside.reports.plans_on_paper.told import ToldPlan
from alongside.reports.plans_on_paper.word import word_document
from alongside.reports.views.documents import PDF, XLSX, as_file

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(Can.SEE_RECORD)
@require_safe
def template_b_pdf(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """A version as Template B, to print or send."""
    told = _version(request, plan_id, number)
    return as_file(template_b(told), PDF, _name(told, number, "pdf"), shown=True)


@page(Can.SEE_RECORD)
@require_safe
def template_b_docx(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """The same as a Word document."""
    told = _version(request, plan_id, number)
    return as_file(word_document(told), DOCX, _name(told, number, "docx"), shown=False)


@page(Can.SEE_RECORD)
@require_safe
def template_b_xlsx(request: MemberRequest, plan_id: UUID, number: int) -> HttpResponseBase:
    """The same as a spreadsheet."""
    told = _version(request, plan_id, number)
    return as_file(spreadsheet(told), XLSX, _name(told, number, "xlsx"), shown=False)


@page(Can.SEE_RECORD)
@require_safe
def template_b_draft_pdf(request: MemberRequest, plan_id: UUID) -> HttpResponseBase:
    """The draft as it is now, marked as one. An edition that is gone has no draft: not found."""
    plan = get_object_or_404(request.partnership.plans.select_related("order__prioritising__assessment"), pk=plan_id)
    plan.partnership = request.partnership
    try:
        told = tell_draft(plan)
    except LookupError:
        raise Http404 from None
    return as_file(template_b(told), PDF, _name(told, None, "pdf"), shown=True)


def _version(request: MemberRequest, plan_id: UUID, number: int) -> ToldPlan:
    """One version in words, with its statements, or nothing."""
    plan = plan_view(get_object_or_404(request.partnership.plans, pk=plan_id))
    found = next((each for each in plan.versions if each.version.number == number), None)
    if found is None:
        raise Http404
    return tell_version(plan, found)


def _name(told: ToldPlan, number: int | None, ending: str) -> str:
    """A name that any computer can keep."""
    kind = "draft" if number is None else f"version-{number}"
    return "-".join(part for part in (slugify(told.challenge)[:60], "template-b", kind) if part) + f".{ending}"
