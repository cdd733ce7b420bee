"""Publish every team that has enough people: a national programme does not press two thousand buttons."""

from __future__ import annotations

from alongside.audit.actor import Actor
from alongside.catalogue.survey import Survey
from alongside.comparing.queries.fresh import ready_by
from alongside.feedback.actions.publishing import publish
from alongside.people.models import Partnership
from alongside.ui.refusals import Refused


def publish_everybody(*, partnership: Partnership, survey: Survey, by: Actor) -> int:
    """Publish team by team; returns how many. Each is a transaction of its own, so nobody waits for all of them,
    and what was published stays if the rest breaks off. A team that somebody else published meanwhile is passed over.
    """
    done = 0
    for team in partnership.teams.filter(pk__in=ready_by(partnership, survey)).order_by("name"):
        try:
            publish(team=team, survey=survey, by=by)
        except Refused:
            continue
        done += 1
    return done
