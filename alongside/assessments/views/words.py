"""Longer words or the short plain ones: somebody chooses once, and this device remembers it for the assessment."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from alongside.assessments.doors import KEPT_FOR

WORDS, PLAIN, LONG = "words", "plain", "long"


def reads_plain(request: HttpRequest) -> bool:
    """Whether somebody reads the short plain words: what the address says, else what they chose before."""
    return (request.GET.get(WORDS) or request.COOKIES.get(WORDS)) == PLAIN


def keep_words(request: HttpRequest, response: HttpResponse, assessment_id: UUID) -> HttpResponse:
    """Remember on this device what the address says, if it does. Scripts read it too."""
    if WORDS in request.GET:
        path = reverse("my-part", args=[assessment_id])
        words = PLAIN if reads_plain(request) else LONG
        response.set_cookie(WORDS, words, max_age=KEPT_FOR, path=path, secure=settings.SECURE, samesite="Lax")
    return response
