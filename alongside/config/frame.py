"""What surrounds every page: the menu of a partnership, one's account, the links at the foot, the strip at the top."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.models import Partnership

Link = tuple[str, str]


def navigation(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """The rooms of the partnership that the page belongs to; nothing on other pages."""
    partnership = _partnership(request)
    if partnership is None:
        return []
    overview = reverse("partnership", args=[partnership.pk])
    rooms = [
        ("assessments", _("Assessments")),
        ("plans", _("Plans")),
        ("feedback", _("Feedback")),
        ("evidence", _("Evidence")),
        ("library", _("Library")),
        ("people", _("People")),
    ]
    found = [(reverse(name, args=[partnership.pk]), text) for name, text in rooms]
    return [
        (overview, _("Overview"), request.path == overview),
        *((href, text, request.path.startswith(href)) for href, text in found),
    ]


def account(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Who is signed in, their first page, and the way out; for everybody else the way in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return [(reverse("account_login"), _("Sign in"), "get")]
    return [
        (reverse("account"), str(user), "get"),
        (reverse("home"), _("My first page"), "get"),
        (reverse("account_logout"), _("Sign out"), "post"),
    ]


def footer_links(request: HttpRequest) -> list[Link]:
    """What every page leads to; in a partnership its words as well."""
    links = [
        (reverse("crisis"), _("Help in a crisis")),
        (reverse("about"), _("About Alongside")),
        (reverse("privacy"), _("Privacy and cookies")),
        (reverse("accessibility"), _("Accessibility")),
    ]
    partnership = _partnership(request)
    return links + ([(reverse("glossary", args=[partnership.pk]), _("What the words mean"))] if partnership else [])


def banner(request: HttpRequest) -> str:
    """What every page of a demonstration says first."""
    if not settings.DEMONSTRATION:
        return ""
    if settings.STORY == "sources":
        return _(
            "Demonstration: what a report of 2010 says about two real trusts, not how they are today. "
            "The people who sign in are invented."
        )
    return _("Demonstration: the people are invented. Write nothing real here.")


def _partnership(request: HttpRequest) -> Partnership | None:
    """The partnership whose door this request has passed."""
    return getattr(request, "partnership", None)
