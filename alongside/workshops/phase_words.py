"""The phases in words: where a room is, and what each button does."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.workshops.models import Step

Phase = Step.Phase


def phase_words(phase: str) -> str:
    """Where a room is."""
    return str(Phase(phase).label)


def way_words(phase: str, challenge: str = "") -> str:
    """What a button does; `challenge` is named where another one begins."""
    if phase == Phase.UNDERSTAND and challenge:
        return _("Begin: %(challenge)s") % {"challenge": challenge}
    return {
        Phase.LOBBY: _("Let people come in"),
        Phase.UNDERSTAND: _("Explain it once more"),
        Phase.ALONE: _("Let everybody answer alone"),
        Phase.REVEAL: _("Show the answers"),
        Phase.TALK: _("Talk"),
        Phase.AGAIN: _("Let everybody answer again"),
        Phase.MOVED: _("Show what moved"),
        Phase.AGREE: _("See whether you agree"),
        Phase.BREAK: _("Take a break"),
        Phase.ENDED: _("End the session"),
    }[Phase(phase)]
