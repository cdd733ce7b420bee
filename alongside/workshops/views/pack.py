"""What facilitators take into the room on paper: what to say and do, and the poster that leads people in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse

from alongside.assessments.views.finding import edition_of
from alongside.catalogue.framework import Framework, Item
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.show import show
from alongside.ui.square_codes import square_code
from alongside.workshops.models import Step
from alongside.workshops.queries.sessions import room_secret
from alongside.workshops.rules.phases import SHARES, minutes_for
from alongside.workshops.rules.timetable import Slot, timetable, whole_time
from alongside.workshops.views.finding import the_session
from alongside.workshops.views.sessions import code_of, plain_address
from alongside.workshops.wording import duration, part_name

LARGE = "large"


@dataclass(frozen=True)
class Sheet:
    """One challenge in the pack: when it is on, and each phase with its beginning and its minutes."""

    item: Item
    number: int
    slot: Slot
    phases: tuple[tuple[str, datetime, int], ...]


@page(Can.RUN_ASSESSMENT)
def facilitator_pack(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """One page to print: times, what to say, what to do when, and what never to do."""
    found, here = the_session(request, assessment_id, session_id)
    framework = edition_of(found)
    rows = here.agenda.filter(skipped=False)
    slots = timetable(here.starts_at, [(row.item, row.minutes) for row in rows])
    return show(
        request,
        "workshops/pack.jinja",
        assessment=found,
        framework=framework,
        session=here,
        workshop=here.workshop,
        slots=slots,
        whole=duration(whole_time(slots)),
        sheets=sheets(framework, slots),
        phases=[str(phase) for phase in SHARES],
        phase_name=lambda phase: Step.Phase(phase).label,
        part_name=part_name,
        code=code_of(here),
        short_address=plain_address(request),
        large=request.GET.get("size") == LARGE,
    )


def sheets(framework: Framework, slots: list[Slot]) -> list[Sheet]:
    """One for each challenge of the timetable."""
    known = {item.key: item for item in framework.items}
    return [
        Sheet(known[slot.item], framework.item_number(slot.item), slot, phases(slot))
        for slot in slots
        if slot.item in known
    ]


def phases(slot: Slot) -> tuple[tuple[str, datetime, int], ...]:
    """The phases of one challenge on the clock."""
    found, begins = [], slot.starts_at
    for phase in SHARES:
        minutes = minutes_for(phase, slot.minutes)
        found.append((str(phase), begins, minutes))
        begins += timedelta(minutes=minutes)
    return tuple(found)


@page(Can.RUN_ASSESSMENT)
def room_poster(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """The way into the room in very large type: to print, or to show on a wall."""
    found, here = the_session(request, assessment_id, session_id)
    link = request.build_absolute_uri(reverse("enter-room", args=[here.pk, room_secret(here.pk)]))
    return show(
        request,
        "workshops/poster.jinja",
        assessment=found,
        session=here,
        code=code_of(here),
        picture=square_code(link),
        short_address=plain_address(request),
    )
