"""What the pages of an open assessment say once it is closed: an old tab or the Back button may still open them."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.assessments.queries.states import is_closed
from alongside.people.access import MemberRequest
from alongside.ui.show import show

P = ParamSpec("P")
View = Callable[Concatenate[MemberRequest, UUID, P], HttpResponseBase]


def until_closed(view: View[P]) -> Callable[..., HttpResponseBase]:
    """Lead to the record instead, once it is closed. What was sent goes on to the view, which keeps it and refuses."""

    @wraps(view)
    def guarded(request: MemberRequest, assessment_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST" and is_closed(request.partnership, assessment_id):
            return closed_page(request, assessment_id)
        return view(request, assessment_id, *args, **kwargs)

    return guarded


def closed_page(request: MemberRequest, assessment_id: UUID) -> HttpResponse:
    """What to do instead: read the record."""
    return show(
        request,
        "ui/message.jinja",
        title=_("This assessment is closed"),
        sentence=_("Its record stands, so there is nothing to do on this page any more."),
        action=(reverse("record", args=[request.partnership.pk, assessment_id]), _("Read the record")),
    )
