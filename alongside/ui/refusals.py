"""Why something was not done, as sentences meant for the person who tried it."""

from __future__ import annotations


class Refused(Exception):
    """The rules do not allow this; the message is a sentence for the user and says what to do."""


class Conflict(Refused):
    """Somebody, perhaps the same person on another page, did something in the meantime."""
