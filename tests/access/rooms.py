"""A session of a furnished partnership that is going on: people are in, and talk about answers that were opened."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from alongside.assessments.actions.participation import Joined
from alongside.assessments.models import Assessment
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.models import Membership
from alongside.workshops.actions import entering, leading, planning
from alongside.workshops.models import Step
from alongside.workshops.queries.sessions import room_secret, screen_secret

CARE = ("support_person", "support_where", "quiet_space", "breaks", "payment", "afterwards")


def in_a_room(
    assessment: Assessment, item: str, joined: Joined, writer: Membership, lead: Membership
) -> dict[str, object]:
    """An open room led by the lead and the writer; the participant is inside, with another answer not opened yet."""
    words = {name: f"The {name.replace('_', ' ')} by the gate" for name in CARE}
    workshop = planning.arrange(assessment=assessment, by=SYSTEM, **words)
    session = planning.plan_session(
        workshop=workshop,
        starts_at=timezone.now() + timedelta(minutes=20),
        place="The shed by the pond",
        open_room=True,
        facilitator=lead.user,
        lived_facilitator=writer.user,
        items=[item],
        by=SYSTEM,
    )
    leading.declare_present(session=session, present=40, by=SYSTEM)
    entering.come_in(session=session, participant=joined.participant, by=Actor.participant(joined.participant.pk))
    Step.objects.create(session=session, sequence=2, phase=Step.Phase.TALK, item=item, round=1)
    return {
        "workshops/<uuid:assessment_id>": assessment.pk,
        "sessions/<uuid:session_id>": session.pk,
        "agenda/<slug:item>": item,
        "rehearse/<int:step>": 0,
        "room/<uuid:session_id>": session.pk,
        "room/<uuid:session_id>/<str:secret>": room_secret(session.pk),
        "enter/<str:secret>": room_secret(session.pk),
        "screen/<uuid:session_id>": session.pk,
        "screen/<uuid:session_id>/<str:secret>": screen_secret(session.pk),
    }
