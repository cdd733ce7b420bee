"""The two voices that nobody may pass over unheard, and how pages call them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.assessments.rules.completeness import PEOPLE_WHO_USE_SERVICES

CARERS = "carers"
SPEAKS = (PEOPLE_WHO_USE_SERVICES, CARERS)


def may_state(voice: str) -> bool:
    """Whether somebody of this voice may say what they think before a plan is signed."""
    return voice in SPEAKS


def voice_name(voice: str) -> str:
    """One of the two in the middle of a sentence. Raises KeyError for any other voice."""
    names = {PEOPLE_WHO_USE_SERVICES: _("people who use services"), CARERS: _("carers, family and friends")}
    return names[voice]
