"""Tell of the workshops of the story: one that was held, and one that is planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from alongside.assessments.models import Assessment, Participant
from alongside.audit.actor import Actor
from alongside.demo.calendar import on
from alongside.demo.telling import Told, story
from alongside.people.models import User
from alongside.workshops.actions.entering import come_in
from alongside.workshops.actions.leading import declare_present, move
from alongside.workshops.actions.planning import arrange, plan_session
from alongside.workshops.models import Session, Step

Phase = Step.Phase
# One challenge from the beginning to the end of the talk; nobody answered a second time.
PHASES = (Phase.UNDERSTAND, Phase.ALONE, Phase.REVEAL, Phase.TALK, Phase.AGREE, Phase.ENDED)


def meet(assessment: Assessment, told: Told, came: Sequence[Participant], users: dict[str, User]) -> None:
    """Hold or plan the session that the story has for this assessment, if it has one."""
    workshop = story()["workshop"]
    if told.title == workshop["held"]["assessment"]:
        with on(told.days_ago - workshop["held"]["after_days"]):
            hold(plan(assessment, workshop["held"]["items"], timezone.now(), users), came, users)
    elif told.title == workshop["planned"]["assessment"]:
        starts_at = (timezone.now() + timedelta(days=workshop["planned"]["in_days"])).replace(minute=0, second=0)
        plan(assessment, workshop["planned"]["items"], starts_at, users)


def plan(assessment: Assessment, items: Sequence[str], starts_at: datetime, users: dict[str, User]) -> Session:
    """An open room, led by the facilitator of the story together with the co-lead."""
    by = Actor.user(users["priya"].pk)
    return plan_session(
        workshop=arrange(assessment=assessment, by=by, **story()["workshop"]["looked_after"]),
        starts_at=starts_at,
        place=story()["workshop"]["place"],
        open_room=True,
        facilitator=users["priya"],
        lived_facilitator=users["joel"],
        items=items,
        by=by,
    )


def hold(session: Session, came: Sequence[Participant], users: dict[str, User]) -> None:
    """Everybody comes in, and the room talks about the first challenge of its agenda."""
    by = Actor.user(users["priya"].pk)
    open_now = declare_present(session=session, present=len(came), by=by)
    for person in came:
        come_in(session=open_now, participant=person, by=by)
    item = open_now.agenda.values_list("item", flat=True)[0]
    for after, phase in enumerate(PHASES, start=1):
        move(session=open_now, phase=phase, item=item, after=after, by=by, sure=phase == Phase.ENDED)
