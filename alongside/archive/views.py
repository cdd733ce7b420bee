"""Take everything with you: what is in the file, what is not, and the file itself."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from alongside.archive.actions.exporting import export
from alongside.archive.rules.kinds import Reason
from alongside.archive.rules.reasons import FOR_PEOPLE, FOR_TECHNICIANS
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.show import show


@page(Can.EXPORT)
@require_safe
def archive(request: MemberRequest) -> HttpResponse:
    """What the file holds, what it leaves out and why, and who should keep it."""
    return show(
        request,
        "archive/archive.jinja",
        partnership=request.partnership,
        for_people=_told(FOR_PEOPLE),
        for_technicians=_told(FOR_TECHNICIANS),
    )


def _told(reasons: tuple[Reason, ...]) -> list[tuple[str, str]]:
    return [(str(reason.what), str(reason.why)) for reason in reasons]


@page(Can.EXPORT)
@require_POST
def export_file(request: MemberRequest) -> HttpResponseBase:
    """The file, made now. That it was made is written down first."""
    file = export(partnership=request.partnership, by=request.actor)
    name = f"{slugify(request.partnership.name)[:60] or 'partnership'}-{timezone.localdate():%Y-%m-%d}.zip"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "no-store"
    return answer
