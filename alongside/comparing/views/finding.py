"""What the pages of comparing have in common: reach an edition or a comparison; name its months."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from alongside.catalogue.survey import Survey
from alongside.comparing import cautions
from alongside.comparing.models import Comparison, Turn
from alongside.comparing.queries.comparisons import comparison_in
from alongside.comparing.queries.editions import editions, installed
from alongside.comparing.queries.turns import decided_before, standing
from alongside.people.access import MemberRequest


@dataclass(frozen=True)
class Found:
    """A comparison that may be read, its questions where they are installed, and the decision that it was made on.

    `again` says whether comparing was turned off and on since then.
    """

    comparison: Comparison
    survey: Survey | None
    turn: Turn
    again: bool

    @property
    def why(self) -> tuple[str, ...]:
        """The sentences of the decision: before the reason, who decided, and what happened since."""
        survey_warns = bool(self.survey and self.survey.caution)
        return cautions.before_the_reason(warned=survey_warns), *cautions.decided(self.turn, again=self.again)


def the_edition(request: MemberRequest, key: str, version: str) -> Survey:
    """An edition that was asked or published here, or nothing."""
    found = next((each for each in editions(request.partnership) if (each.key, each.version) == (key, version)), None)
    if found is None:
        raise Http404
    return found


def the_comparison(request: MemberRequest, comparison_id: UUID) -> Found:
    """A comparison of this partnership while comparing is on, or nothing."""
    comparison = comparison_in(request.partnership, comparison_id)
    if comparison is None:
        raise Http404
    now = standing(request.partnership, comparison.survey, comparison.survey_version)
    if now.turn is None or not now.on:
        raise Http404
    comparison.partnership = request.partnership
    turn = decided_before(now.turn, comparison.at)
    again = turn.pk != now.turn.pk
    return Found(comparison, installed(comparison.survey, comparison.survey_version), turn, again)
