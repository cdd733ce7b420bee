"""A workshop and its sessions for the tests of pages, and the answers that plan one."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from alongside.audit.actor import SYSTEM
from alongside.workshops.actions import planning


def workshop_of(assessment):
    return planning.arrange(
        assessment=assessment, by=SYSTEM, support_person="Mo Adeyemi", quiet_space="The small room", payment="£20"
    )


def session_of(workshop, lead, lived, items=("risk", "training"), open_room=True):
    """A session in a week at two in the afternoon, where the partnership is."""
    zone = ZoneInfo(workshop.assessment.partnership.time_zone)
    day = timezone.localdate() + timedelta(days=7)
    return planning.plan_session(
        workshop=workshop,
        starts_at=datetime(day.year, day.month, day.day, 14, tzinfo=zone),
        place="Willow Hall",
        open_room=open_room,
        facilitator=lead.user,
        lived_facilitator=lived.user,
        items=items,
        by=SYSTEM,
    )


def at(name, assessment, session=None, *rest):
    keys = [assessment.partnership_id, assessment.pk, *([session.pk] if session else []), *rest]
    return reverse(name, args=keys)


def day_of(day):
    return {"day_day": day.day, "day_month": day.month, "day_year": day.year}


def sent(lead, lived, **answers):
    """What the form of a session sends."""
    return {
        **day_of(timezone.localdate() + timedelta(days=7)),
        "clock": "2pm",
        "place": "Willow Hall",
        "facilitator": str(lead.user_id),
        "lived_facilitator": str(lived.user_id),
        **answers,
    }
