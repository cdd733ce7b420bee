"""What becomes of an answer that arrives: a new one, a change, the same once more, or a conflict."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Protocol

from django.utils.translation import gettext as _

from alongside.ui.refusals import Conflict


class Saved(Protocol):
    """What is saved of somebody's answer to one item in one round."""

    answer: str
    reason: str
    revision: int


class Outcome(StrEnum):
    """What to do with an answer."""

    SAME = auto()
    NEW = auto()
    CHANGED = auto()


def outcome(saved: Saved | None, *, answer: str, reason: str, round: int, revision: int, open_round: int) -> Outcome:
    """What to do with an answer to `round`, whose writer saw `revision`, where `open_round` is open now.

    The same answer once more counts once, also after its round was shown: its writer may never have heard that it was
    saved. Raises Conflict where the round was shown meanwhile, or a newer answer was saved from another page.
    """
    if saved is not None and (saved.answer, saved.reason) == (answer, reason):
        return Outcome.SAME
    if open_round != round:
        raise Conflict(
            _(
                "The answers to this question were shown to everybody while you were writing, so yours could not "
                "join them. Save again, and it will count when people rate again."
            )
        )
    if saved is None:
        if revision:
            raise Conflict(_("This answer was taken back meanwhile. Save again to give it anew."))
        return Outcome.NEW
    if saved.revision != revision:
        raise Conflict(
            _("You saved another answer to this question on a different page. Look at it, then save the one you mean.")
        )
    return Outcome.CHANGED
