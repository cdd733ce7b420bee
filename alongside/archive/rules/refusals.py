"""Why a file was not restored, as one sentence for the person who tried."""

from __future__ import annotations


class Refused(Exception):
    """The file or the installation does not allow this; the message is a sentence that says what is wrong."""
