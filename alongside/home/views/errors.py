"""Pages for when something went wrong. They are no addresses of their own, so they declare no scope.

"Not found" has the same bytes for everybody: it says nothing of the address, of who asks, or of whether something is
there. So it and those that may come before or after the rest works are drawn without the request.
"""

from __future__ import annotations

import logging

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.ui.show import show

MESSAGE = "ui/message.jinja"
LAST_RESORT = (
    "<!DOCTYPE html><html lang='en'><title>Something went wrong</title><h1>Something went wrong</h1>"
    "<p>This is our fault. Please go back and try again in a few minutes.</p></html>"
)
logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The browser sent something that no page of ours sends."""
    return _without_request(
        400,
        title=_("We could not read what was sent"),
        sentence=_("Nothing was saved. Go back, load the page again, and try once more."),
        action=_to_the_start(),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A member whose role does not open this page; the sentence of the refusal says why."""
    said = str(exception) if isinstance(exception, PermissionDenied) else ""
    return show(
        request,
        MESSAGE,
        status=403,
        title=_("This page is not for your role"),
        sentence=said or _("You may not open this page."),
        action=(reverse("home"), _("Go to my first page")),
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is nothing here, or nothing for this person; the page does not tell which."""
    return _without_request(
        404,
        title=_("Page not found"),
        sentence=_("There is no such page, or it is not open to you."),
        what_to_do=_("Check the address. If somebody gave you a link, ask them for a new one."),
        action=_to_the_start(),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Our own fault. Needs no database and no session; where even the page fails, plain words remain."""
    try:
        return _without_request(
            500,
            title=_("Something went wrong"),
            sentence=_("This is our fault, not yours. It has been written down for the people who run this website."),
            what_to_do=_("Go back and try again in a few minutes. What you sent may not have been saved."),
            action=_to_the_start(),
        )
    except Exception:
        logger.exception("The page for errors failed too.")
        return HttpResponse(LAST_RESORT, status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or was not ours. What somebody wrote is given back to copy."""
    return show(request, "home/not_sent.jinja", status=403, written=written(request))


def written(request: HttpRequest) -> list[str]:
    """What was written freely, if it came from a page of ours; never a password.

    The browser names the site that a form came from and no other site can change that. Without that name nothing is
    given back, because somebody else could have put words into our page.
    """
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return []
    texts = [(name, text.strip()) for name, values in request.POST.lists() for text in values]
    return [text for name, text in texts if " " in text and "password" not in name.lower()]


def _to_the_start() -> tuple[str, str]:
    return reverse("front-door"), _("Go to the start")


def _without_request(status: int, **words: object) -> HttpResponse:
    return HttpResponse(engines["jinja2"].get_template(MESSAGE).render(words), status=status)
