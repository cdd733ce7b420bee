"""A server of the same kind that stores nothing: the same server, pool and framework, one view without a database.

`python -m bench.bare PORT`.
"""

from __future__ import annotations

import sys
from secrets import token_urlsafe

import uvicorn
from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import path

THREADS = 12


def bare(request: HttpRequest) -> HttpResponse:
    """Read what was sent, and say that it came."""
    request.POST.get("reason")
    return HttpResponse(status=204)


urlpatterns = [path("bare/", bare)]


def main(port: int) -> None:
    """Serve until killed."""
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["localhost"], SECRET_KEY=token_urlsafe(), MIDDLEWARE=[])
    from django.core.wsgi import get_wsgi_application

    pages = WSGIMiddleware(get_wsgi_application(), workers=THREADS)  # type: ignore[arg-type]
    uvicorn.run(pages, port=port, access_log=False, log_level="warning", server_header=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
