"""Whether a record is the whole partnership's, and what is still missing before it can close."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

PEOPLE_WHO_USE_SERVICES = "people-who-use-services"


@dataclass(frozen=True)
class Presence:
    """One expected group and how many of it answered at least once."""

    name: str
    voice: str
    answered: int
    absence_means: str


def is_provider_view(groups: Iterable[Presence]) -> bool:
    """True without an answer from anybody who uses services: then it is a provider's view and cannot be signed."""
    return not any(group.voice == PEOPLE_WHO_USE_SERVICES and group.answered for group in groups)


def problems_before_closing(groups: Iterable[Presence], decided: int) -> list[str]:
    """What stands in the way of closing the record, as sentences; empty when nothing does."""
    found = []
    if not decided:
        found.append(_("No decision has been recorded by both the lead and the co-lead yet."))
    unexplained = [group.name for group in groups if not group.answered and not group.absence_means]
    if unexplained:
        found.append(
            _("Nobody answered from: %(names)s. Write down what their absence means for this record.")
            % {"names": "; ".join(unexplained)}
        )
    return found
