"""What an order must hold, whom it leaves out, and when it may become final: pure decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.plans.rules.choices import OpenedChoices
from alongside.plans.rules.voices import SPEAKS

# How long people whose first choice is left out have before an order may become final without a word from them.
TIME_TO_ANSWER = timedelta(days=7)


def left_out(opened: OpenedChoices, acted_on: Collection[str]) -> dict[str, tuple[str, ...]]:
    """What a voice put first and is not acted on, each with the voices that put it first."""
    firsts = {voice: opened.firsts(voice) for voice in SPEAKS}
    items = sorted(frozenset().union(*firsts.values()) - set(acted_on))
    return {item: tuple(voice for voice in SPEAKS if item in firsts[voice]) for item in items}


def voices_in(left: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The voices that are left out, in a fixed order."""
    return tuple(voice for voice in SPEAKS if any(voice in voices for voices in left.values()))


def problems_with_order(placed: Sequence[str], act_on: int, items: Sequence[str], limit: int, reason: str) -> list[str]:
    """What is wrong with an order as such, as sentences: each item once, from one to the limit acted on, a reason."""
    found = []
    if sorted(placed) != sorted(items):
        found.append(_("Give every challenge its own place, from 1 to %(n)d.") % {"n": len(items)})
    if not 1 <= act_on <= limit:
        found.append(
            ngettext(
                "Act on one challenge. The others can wait for their turn.",
                "Act on at least one challenge and at most %(n)d, so that each of them gets done.",
                limit,
            )
            % {"n": limit}
        )
    if not reason.strip():
        found.append(_("Write down why you put the challenges in this order."))
    return found


def still_to_hear(left: Collection[str], heard: Collection[str], since: datetime, now: datetime) -> tuple[str, ...]:
    """The voices left out that have not said anything yet; none once the time to answer is over.

    `left` are the voices an order leaves out, `heard` those that answered it, `since` when it was put forward.
    """
    if now - since >= TIME_TO_ANSWER:
        return ()
    return tuple(voice for voice in left if voice not in heard)
