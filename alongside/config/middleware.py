"""Three middlewares of ours: no page that may be personal is kept, surveys know nobody, and only two methods."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

Handler = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST")
# Where the public pages of a survey are; nothing else is.
KNOWS_NOBODY = "/feedback/"


def private_pages(get_response: Handler) -> Handler:
    """Mark every answer that does not say otherwise as not to be stored, and keep other sites away from it."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", "no-store")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return handle


def without_cookies(get_response: Handler) -> Handler:
    """Take every cookie off a request for a survey's public pages before anything reads it, and let none back out.

    So whoever is signed in, or takes part elsewhere, is a stranger there: their session is not even looked up.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(KNOWS_NOBODY):
            return get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = get_response(request)
        response.cookies.clear()
        response["Vary"] = "Accept-Language"
        return response

    return handle


def reading_and_posting(get_response: Handler) -> Handler:
    """Refuse every other method: our pages need none, and the sign-in library would take some of them as a form."""

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in METHODS else HttpResponseNotAllowed(METHODS)

    return handle
