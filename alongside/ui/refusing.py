"""Forms that may be refused: by their own fields, or by the rules once what was sent is tried."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alongside.ui.forms import Form
from alongside.ui.refusals import Conflict, Refused
from alongside.ui.show import show

CONFLICT = "conflict"


def fresh_form(form_class: type[Any], request: HttpRequest, **kwargs: Any) -> Any:
    """The form, bound when something was sent."""
    return form_class(request.POST if request.method == "POST" else None, **kwargs)


@contextmanager
def refusals_on(form: Form) -> Iterator[None]:
    """Try what a form asks for; a refusal ends the block and stands on the form, which keeps what was typed.

    So the block returns the answer to a form that was done, and what follows it draws the form again.
    """
    try:
        yield
    except Refused as problem:
        refused(form, problem)


def refused(form: Form, problem: Refused) -> int:
    """Put a refusal on the form it came from, which keeps what was typed; returns the page's status."""
    form.add_error(None, ValidationError(str(problem), CONFLICT if isinstance(problem, Conflict) else None))
    return status_of(form)


def met_conflict(form: Form) -> bool:
    """Whether somebody did something in the meantime."""
    return form.is_bound and form.has_error(NON_FIELD_ERRORS, CONFLICT)


def status_of(form: Form) -> int:
    """The status of a page that draws this form, for the first time or again."""
    if not form.is_bound or form.is_valid():
        return 200
    return 409 if met_conflict(form) else 422


def refusal_page(request: HttpRequest, problem: Refused, back: tuple[str, str]) -> HttpResponse:
    """A page of its own for a refused press of a button; nothing was typed that could be lost."""
    status = 409 if isinstance(problem, Conflict) else 422
    title = _("Nothing was changed")
    return show(request, "ui/message.jinja", status=status, title=title, sentence=str(problem), action=back)
