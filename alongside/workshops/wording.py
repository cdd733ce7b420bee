"""Words of the planning pages: how long, where a session stands, and why a challenge is suggested at its place."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.workshops.models import Step
from alongside.workshops.rules.agenda import FEWEST, MOST, Suggestion, Why
from alongside.workshops.rules.timetable import Part

Phase = Step.Phase


def duration(minutes: int) -> str:
    """So many minutes as somebody would say it: "2 hours 5 minutes"."""
    hours, rest = divmod(minutes, 60)
    said = []
    if hours:
        said.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if rest or not hours:
        said.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(said)


def why_words(suggestion: Suggestion) -> str:
    """Why a challenge stands at its place in the suggested order."""
    if suggestion.why == Why.DIFFERED:
        return _differed(suggestion.steps)
    if suggestion.why == Why.EARLY_LOOK:
        return _("The framework says that this one deserves an early look.")
    if suggestion.why == Why.SETTLED:
        return _("Lead and co-lead have recorded a decision already, so it can wait.")
    return _("In the framework’s own order, which is no advice.")


def _differed(steps: float | None) -> str:
    if steps is None:
        return _("Answers were shown already, and too few groups can be shown to compare them.")
    if not steps:
        return _("Answers were shown already: the middle answer of every group shown is the same.")
    number = int(steps) if steps == int(steps) else steps
    said = ngettext(
        "Answers were shown already: two groups are %(n)s step apart, so there is something to talk about.",
        "Answers were shown already: two groups are %(n)s steps apart, so there is much to talk about.",
        2 if steps > 1 else 1,
    )
    return said % {"n": number}


def number_of_challenges(count: int) -> str:
    """A sentence about an agenda that is longer or shorter than suggested; nothing where it is neither."""
    if count > MOST:
        said = _("%(n)d challenges are many for one session. People tire; you can move some to another session.")
        return said % {"n": count}
    if 0 < count < FEWEST:
        return _("One challenge is fine. It leaves time for people who need more of it.")
    return ""


def session_state(phase: str, starts_at: datetime, came: int) -> tuple[str, str]:
    """Where a session stands, in a few words, and a colour that only helps."""
    if phase == Phase.ENDED:
        return _("Held") if came else _("Ended, nobody came in"), "grey"
    if phase != Phase.LOBBY:
        return _("Going on now"), "green"
    if came:
        return _("People are coming in"), "green"
    if starts_at < timezone.now():
        return _("Its time has come"), "orange"
    return _("Planned"), "blue"


def part_name(part: str) -> str:
    """A stretch of a session that is about no challenge."""
    return {
        Part.WELCOME: _("Coming in and welcome"),
        Part.BREAK: _("Break"),
        Part.CLOSING: _("Ending well"),
    }[Part(part)]
