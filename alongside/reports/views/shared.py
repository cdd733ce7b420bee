"""The record for somebody with a link: no account, nothing else to reach from here."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.audit.actor import SYSTEM
from alongside.people.access import public
from alongside.reports.actions import note_opening
from alongside.reports.drawing import drawn
from alongside.reports.queries import share_by_link
from alongside.reports.views.finding import told
from alongside.ui.show import show


@public
@require_safe
def shared_record(request: HttpRequest, share_id: UUID, secret: str) -> HttpResponseBase:
    """The record that a link opens. A wrong, unknown, finished and withdrawn link all get the very same answer."""
    share = share_by_link(share_id, secret)
    if share is None:
        return _opens_nothing(request)
    words = told(share.assessment, with_reasons=share.with_reasons)
    if request.method == "GET":
        note_opening(share=share, by=SYSTEM)
    with timezone.override(share.assessment.partnership.time_zone):
        page = show(request, "reports/shared.jinja", share=share, told=words, drawn=drawn(words))
    return _unlisted(page)


def _opens_nothing(request: HttpRequest) -> HttpResponse:
    page = show(
        request,
        "ui/message.jinja",
        status=404,
        title=_("This link opens nothing"),
        sentence=_("Its time may be over, it may have been taken back, or a part of it is missing."),
        what_to_do=_("Ask the person who gave it to you for a new one."),
    )
    return _unlisted(page)


def _unlisted(page: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines, and its address out of what other sites are told."""
    page["X-Robots-Tag"] = "noindex, nofollow"
    page["Referrer-Policy"] = "no-referrer"
    return page
