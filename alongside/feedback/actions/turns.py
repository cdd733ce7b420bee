"""One at a time: what adds to a team's counts, publishes them or ends an asking waits for the team's row."""

from __future__ import annotations

from uuid import UUID

from alongside.people.models import Team


def my_turn(team_id: UUID) -> Team:
    """Lock a team's feedback until this transaction ends. Answers that come in meanwhile do not wait for it."""
    return Team.objects.select_for_update().get(pk=team_id)
