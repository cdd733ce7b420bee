"""What several pages here do with what was found and what was not."""

from __future__ import annotations

from typing import TypeVar

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict

from alongside.ui.show import show

T = TypeVar("T")


def or_404(found: T | None) -> T:
    """What was found. Raises Http404 where nothing was."""
    if found is None:
        raise Http404
    return found


def sent(request: HttpRequest) -> QueryDict | None:
    """What was filled in, also where that is nothing; None where a page is only asked for."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, template: str, form: BaseForm, **context: object) -> HttpResponse:
    """A page with a form: 422 where something in it has to be put right."""
    return show(request, template, status=422 if form.errors else 200, form=form, **context)
