"""What the public pages of a survey have in common: they know nobody."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def unwatched(view: View[P]) -> View[P]:
    """A page that sets no cookie, reads none, is kept nowhere and tells no other page where its reader came from.

    It is exempt from the check against forged forms, because there is nothing to forge with: such a check protects what
    a browser adds by itself, a cookie or a session, and these pages take neither. What lets an answer in is the ticket
    in the form, which another site would have to know. A token would need the very cookie that must not be.
    """

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    exempt: View[P] = csrf_exempt(shown)
    return exempt
