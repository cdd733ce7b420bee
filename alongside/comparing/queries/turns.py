"""Whether comparing is on, by which edition, and whose word is still needed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.catalogue.survey import Survey
from alongside.comparing.models import Turn
from alongside.people.models import Partnership

Edition = tuple[str, str]


@dataclass(frozen=True)
class Standing:
    """The newest turn of an edition: None where there was never one."""

    turn: Turn | None

    @property
    def on(self) -> bool:
        """Whether both sides stand by it."""
        return self.turn is not None and self.turn.on and hasattr(self.turn, "confirmation")

    @property
    def waiting(self) -> bool:
        """Whether it was put forward, and the other side has not agreed yet."""
        return self.turn is not None and self.turn.on and not hasattr(self.turn, "confirmation")

    @property
    def sequence(self) -> int:
        """The number of the newest turn, 0 before the first."""
        return self.turn.sequence if self.turn else 0


def standings(partnership: Partnership) -> dict[Edition, Standing]:
    """The newest turn of each edition."""
    turns = Turn.objects.filter(partnership=partnership).select_related("confirmation").order_by("sequence")
    return {(turn.survey, turn.survey_version): Standing(turn) for turn in turns}


def standing(partnership: Partnership, survey: str, version: str) -> Standing:
    """The newest turn of one edition."""
    turns = Turn.objects.filter(partnership=partnership, survey=survey, survey_version=version)
    return Standing(turns.select_related("confirmation").order_by("-sequence").first())


def decided_before(now: Turn, at: datetime) -> Turn:
    """The decision that held at a time: the newest that was confirmed by then, or `now` where none is kept."""
    turns = Turn.objects.filter(partnership=now.partnership_id, survey=now.survey, survey_version=now.survey_version)
    confirmed = turns.filter(on=True, confirmation__at__lte=at).select_related("confirmation")
    return confirmed.order_by("-sequence").first() or now


def turned_on_again(turn: Turn) -> bool:
    """Whether comparing was turned off after this decision, and turned on again by both sides."""
    turns = Turn.objects.filter(partnership=turn.partnership_id, survey=turn.survey, survey_version=turn.survey_version)
    return turns.filter(on=True, confirmation__isnull=False, sequence__gt=turn.sequence).exists()


def needs_a_reason(survey: Survey) -> bool:
    """Whether the questions were never shown to measure what they claim."""
    return survey.validated is None
