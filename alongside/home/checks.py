"""What must be so before the product serves anybody; `serve` and `check` refuse where an error is found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}
SHORTEST_KEY = 40


def installation(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Every problem of this installation, with what to do about it."""
    return [*demonstration(), *secrets(), *transport()]


def demonstration() -> list[CheckMessage]:
    """Known people and known codes must not face a network."""
    abroad = sorted(set(settings.ALLOWED_HOSTS) - LOCAL)
    if settings.DEMONSTRATION and abroad:
        hint = "Unset ALONGSIDE_DEMONSTRATION, or ALONGSIDE_HOSTS."
        return [Error(f"A demonstration may not answer for {abroad[0]}, only here.", hint, id="alongside.E1")]
    return []


def secrets() -> list[CheckMessage]:
    """The site key signs sessions and derives every link."""
    found: list[CheckMessage] = []
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        hint = 'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        found.append(Error("The site key is shorter than 40 characters.", hint, id="alongside.E2"))
    if settings.DEBUG and not settings.DEMONSTRATION:
        hint = "Unset ALONGSIDE_DEBUG: pages of faults show data to whoever meets them."
        found.append(Error("Debugging is on.", hint, id="alongside.E3"))
    return found


def transport() -> list[CheckMessage]:
    """Answers and passwords travel encrypted."""
    if settings.SECURE or settings.DEMONSTRATION:
        return []
    hint = "Set ALONGSIDE_HTTPS=yes and serve behind a proxy with a certificate."
    return [Warning("People reach this installation without encryption.", hint, id="alongside.W1")]
