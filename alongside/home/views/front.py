"""The front door, and what Alongside says of itself to anybody."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.assessments.doors import CAME_BY as CAME_BY_COOKIE
from alongside.assessments.doors import COOKIE as PARTICIPANT_COOKIE
from alongside.assessments.views.words import WORDS as WORDS_COOKIE
from alongside.people.access import public
from alongside.people.sign_in import DEVICE_COOKIE
from alongside.people.visitor import COOKIE as VISITOR_COOKIE
from alongside.ui.show import show
from alongside.workshops.tablet import COOKIE as TABLET_COOKIE


@dataclass(frozen=True)
class Cookie:
    """A small text that this website leaves in a browser: its name, what for, how long."""

    name: str
    purpose: str
    kept: str


@public
def front_door(request: HttpRequest) -> HttpResponseBase:
    """What Alongside is, and the doors. Somebody who is signed in goes straight to their first page."""
    if request.user.is_authenticated:
        return redirect("home")
    return show(
        request, "home/front_door.jinja", demonstration=settings.DEMONSTRATION, sources=settings.STORY == "sources"
    )


@public
def about(request: HttpRequest) -> HttpResponse:
    """What it does, where it comes from, who stands behind it and who does not."""
    return show(request, "home/about.jinja")


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """The organisation's own words, then what the product itself keeps, shows and deletes."""
    return show(request, "home/privacy.jinja", cookies=cookies())


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """What was tested, what is known not to work, whom to tell."""
    return show(request, "home/accessibility.jinja")


@public
def crisis(request: HttpRequest) -> HttpResponse:
    """Where to turn, and how to raise a concern."""
    return show(request, "home/crisis.jinja", came_from=came_from(request))


def came_from(request: HttpRequest) -> str:
    """The page of this website that somebody followed a link from; empty where that is not known, or is this one."""
    link = urlsplit(request.headers.get("referer", ""))
    if link.netloc != request.get_host() or link.path == request.path or not link.path.startswith("/"):
        return ""
    # Never two slashes in front, which a browser would read as another website.
    return f"/{link.path.lstrip('/')}" + (f"?{link.query}" if link.query else "")


def cookies() -> tuple[Cookie, ...]:
    """Every cookie that this website sets; a test holds the list against what browsers are given."""
    closed = _("Until you close the browser")
    return (
        Cookie(settings.SESSION_COOKIE_NAME, _("Keeps you signed in."), _("Two hours, or until you close the browser")),
        Cookie(settings.CSRF_COOKIE_NAME, _("Makes sure that what is sent comes from our own page."), _("One year")),
        Cookie(PARTICIPANT_COOKIE, _("Lets your device come back to your own answers."), _("90 days")),
        Cookie(CAME_BY_COOKIE, _("Lets the link you came by lead you back to your own answers."), _("90 days")),
        Cookie(WORDS_COOKIE, _("Remembers whether you read the short plain words."), _("90 days")),
        Cookie(
            TABLET_COOKIE,
            _("On a tablet that goes round in a session: the words that people go by, and a scrambled number of each."),
            _("12 hours"),
        ),
        Cookie(DEVICE_COOKIE, _("Lets you sign in while somebody else guesses at your password."), _("400 days")),
        Cookie(VISITOR_COOKIE, _("Counts wrong codes, so that nobody can guess one."), closed),
        Cookie(
            CookieStorage.cookie_name, _("Carries a sentence such as “Saved” to the next page."), _("Until it is shown")
        ),
    )
