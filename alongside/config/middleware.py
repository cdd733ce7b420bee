"""Two middlewares of ours: no page that may be personal is kept, and pages are only read and posted to."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

Handler = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST")


def private_pages(get_response: Handler) -> Handler:
    """Mark every answer that does not say otherwise as not to be stored, and keep other sites away from it."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return handle


def reading_and_posting(get_response: Handler) -> Handler:
    """Refuse every other method: our pages need none, and the sign-in library would take some of them as a form."""

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return handle
