"""What the layouts ask for on every page, and where the project plugs its own answers in.

Four settings may name a function (a dotted path) that takes the request:

    ALONGSIDE_NAVIGATION     -> [(href, text, current)]
    ALONGSIDE_ACCOUNT        -> [(href, text, method)]; "get" draws a link, "post" a button
    ALONGSIDE_FOOTER_LINKS   -> [(href, text)]
    ALONGSIDE_BANNER         -> one sentence for the strip above the header, or ""

One that is not set gives nothing. Functions here never fail for a missing request: an error page has none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.utils.module_loading import import_string

PLUGGED = {
    "navigation": ("ALONGSIDE_NAVIGATION", list),
    "account": ("ALONGSIDE_ACCOUNT", list),
    "footer_links": ("ALONGSIDE_FOOTER_LINKS", list),
    "banner": ("ALONGSIDE_BANNER", str),
}


def plugged(setting: str, empty: Callable[[], Any], request: HttpRequest | None = None) -> Any:
    """Ask the function that the setting names; nothing where it names none or there is no request."""
    path = getattr(settings, setting, "")
    if not path or not isinstance(request, HttpRequest):
        return empty()
    return import_string(path)(request)


def messages_of(request: HttpRequest | None = None) -> list[dict[str, str]]:
    """What the last page wants to tell, each as kind ("success" or "") and text; read once."""
    if not isinstance(request, HttpRequest):
        return []
    return [
        {"kind": "success" if "success" in message.tags else "", "text": str(message)}
        for message in get_messages(request)
    ]


def page_globals() -> dict[str, Callable[..., Any]]:
    """The callables above under the names that the layouts use."""
    found: dict[str, Callable[..., Any]] = {
        name: partial(plugged, setting, empty) for name, (setting, empty) in PLUGGED.items()
    }
    return {**found, "messages_of": messages_of}
