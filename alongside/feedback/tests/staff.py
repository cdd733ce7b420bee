"""What tests of the staff's pages of feedback need: addresses, people who answered, and what forms send."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from alongside.audit.actor import SYSTEM
from alongside.feedback.actions import opening, publishing
from alongside.feedback.models import Asking, Release
from alongside.feedback.tests.makers import answer, survey
from alongside.people.models import Partnership


def at(name: str, partnership: Partnership, *rest: Any) -> str:
    return reverse(name, args=[partnership.pk, *(getattr(each, "pk", each) for each in rest)])


def without_token(page: bytes) -> bytes:
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"', b"", page)


def answered(here: Asking, people: int = 8, words: str = "") -> None:
    """So many people answered and were counted."""
    for number in range(people):
        answer(here, words=f"{words} {number}" if words else "")
    opening.open_all(by=SYSTEM)


def released(here: Asking) -> Release:
    answered(here)
    return publishing.publish(team=here.team, survey=survey(), by=SYSTEM)


def asked_for(team: Any, **more: Any) -> dict[str, Any]:
    """What the form for asking sends."""
    today = date.today()
    last = today + timedelta(days=30)
    parts = {f"opens_on_{part}": getattr(today, part) for part in ("day", "month", "year")}
    parts |= {f"closes_on_{part}": getattr(last, part) for part in ("day", "month", "year")}
    told = {"team": str(team.pk), "survey": "team-feedback/2026", "link": "cards", "readers": "Joel, co-lead"}
    return {**parts, **told, "crisis": "Ring 111", "served": "40", **more}
