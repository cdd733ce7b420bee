"""Two answers for machines: is it well, and may it be indexed."""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from alongside.people.access import public

TEXT = "text/plain; charset=utf-8"
logger = logging.getLogger(__name__)


@public
def health(request: HttpRequest) -> HttpResponse:
    """Say "ok" where the database answers, else 503; nothing about versions or people."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        logger.exception("The database does not answer.")
        return HttpResponse("the database does not answer\n", status=503, content_type=TEXT)
    return HttpResponse("ok\n", content_type=TEXT)


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Ask search engines to stay away: links here carry secrets."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type=TEXT)
