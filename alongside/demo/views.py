"""The demonstration's own page: who its people are, how to sign in as each, and a button that does it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from alongside.demo.codes import demonstration_user, keys
from alongside.people.access import ROLE_NAMES, Role, public
from alongside.ui.show import show

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
def demonstration(request: HttpRequest) -> HttpResponseBase:
    """Everybody one can be."""
    entries = [(key, str(ROLE_NAMES[Role(key.person.role)]) if key.person.role else "") for key in keys()]
    return show(request, "demo/demonstration.jinja", entries=entries, sources=settings.STORY == "sources")


@public
@require_POST
def sign_in_as(request: HttpRequest, key: str) -> HttpResponseBase:
    """Be one of the invented people; there is nobody else that this can sign in."""
    user = demonstration_user(key)
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    return redirect("home")
