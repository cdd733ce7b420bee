"""On whose device somebody answers; a device that is shared keeps nothing and begins again."""

from __future__ import annotations

from enum import StrEnum

from django.urls import reverse

from alongside.feedback.models import Asking


class Way(StrEnum):
    """One's own phone or computer, a tablet that people use one after another, or the device of an interviewer."""

    OWN = ""
    TABLET = "tablet"
    INTERVIEW = "interview"

    @classmethod
    def read(cls, written: str) -> Way:
        """As a form carries it; one's own for anything that makes no sense."""
        return cls(written) if written in list(cls) else cls.OWN

    def start(self, asking: Asking) -> str:
        """Where the next person begins on a shared device; empty on one's own."""
        return "" if self is Way.OWN else reverse(f"feedback-{self}", args=[asking.pk])
