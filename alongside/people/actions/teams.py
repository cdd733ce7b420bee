"""Teams of the provider."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.models import Partnership, Team


class TeamInUse(Exception):
    """Something the partnership keeps is about this team, so it stays."""


@transaction.atomic
def add_team(*, partnership: Partnership, name: str, by: Actor) -> Team:
    """Add a team. Raises IntegrityError where the partnership has one of that name."""
    team = Team.objects.create(partnership=partnership, name=name)
    record("created", team, by=by, partnership_id=partnership.pk, fields=["name"])
    return team


@transaction.atomic
def rename_team(*, team: Team, name: str, by: Actor) -> Team:
    """Give a team another name. Raises IntegrityError where the partnership has one of that name."""
    team.name = name
    team.save(update_fields=["name"])
    record("changed", team, by=by, partnership_id=team.partnership_id, fields=["name"])
    return team


@transaction.atomic
def remove_team(*, team: Team, by: Actor) -> None:
    """Remove a team that nothing is about. Raises TeamInUse otherwise."""
    record("removed", team, by=by, partnership_id=team.partnership_id)
    try:
        team.delete()
    except ProtectedError as problem:
        raise TeamInUse from problem
