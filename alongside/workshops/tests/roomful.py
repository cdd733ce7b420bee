"""A room full of people for the tests of its pages: members, a session, and devices that came in by its door."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from alongside.assessments.tests.devices import Device, hidden
from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.people.tokens import typed_code
from alongside.workshops import drawing
from alongside.workshops.actions import leading, planning
from alongside.workshops.models import Attendance
from alongside.workshops.queries.sessions import newest_step, room_secret, screen_secret
from tests import makers

ITEM = "risk"


class Roomful:
    """An open or a personal-code room; `phase` takes it on, `walk_in` brings a device, `answer` sends its form."""

    def __init__(self, open_room=True, present=30, items=(ITEM, "training")):
        drawing._held.clear()
        self.partnership = makers.partnership()
        self.lead = makers.member(self.partnership, Role.LEAD)
        self.lived = makers.member(self.partnership, Role.CO_LEAD)
        self.assessment = makers.assessment(self.partnership)
        workshop = planning.arrange(assessment=self.assessment, by=SYSTEM, support_person="Rosa", quiet_space="Room 2")
        self.session = planning.plan_session(
            workshop=workshop,
            starts_at=timezone.now() + timedelta(minutes=5),
            place="Town hall",
            open_room=open_room,
            facilitator=self.lead.user,
            lived_facilitator=self.lived.user,
            items=items,
            by=SYSTEM,
        )
        if open_room and present:
            leading.declare_present(session=self.session, present=present, by=SYSTEM)
        self.door = reverse("come-in", args=[self.assessment.pk, self.session.pk, room_secret(self.session.pk)])
        self.phone = reverse("phone", args=[self.assessment.pk, self.session.pk])
        self.answer_at = reverse("answer-in-room", args=[self.assessment.pk, self.session.pk])
        self.screen = reverse("big-screen", args=[self.session.pk, screen_secret(self.session.pk)])
        self.console = self.member_page("console")

    def member_page(self, name, *rest):
        return reverse(name, args=[self.partnership.pk, self.assessment.pk, self.session.pk, *rest])

    @property
    def letters(self):
        return typed_code("assessment", self.session.invite_id)

    def phase(self, *phases, item=ITEM):
        for phase in phases:
            leading.move(session=self.session, phase=phase, item=item, after=self.after(), by=SYSTEM, sure=True)

    def after(self):
        return newest_step(self.session).sequence

    def group(self, key):
        return str(self.assessment.groups.get(key=key).pk)

    def walk_in(self, group="staff", alone="no"):
        """A new device at the door: says its group, makes its choice, and is in."""
        device = Device()
        chosen = self.group(group) if group else "none"
        assert device.post(self.door, {"group": chosen}).status_code == 200
        came = device.post(self.door, {"group": chosen, "told": "yes", "alone": alone})
        assert (came.status_code, came["Location"]) == (302, self.phone)
        return device

    def person(self, device):
        """Whose device that is: the newest to come in, asked right after it did."""
        return Attendance.objects.filter(session=self.session).order_by("-at")[0].participant

    def answer(self, device, answer="engagement", reason="", live=True, item=ITEM, **changed):
        sent = hidden(device.get(self.phone)) | {"item": item, "answer": answer, "reason": reason} | changed
        return self.send(device, sent, live)

    def send(self, device, sent, live=True):
        return device.post(self.answer_at, sent, headers={"X-Room": "1"} if live else {})
