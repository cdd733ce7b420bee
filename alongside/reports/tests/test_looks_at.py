"""Which team or part of the service an assessment looks at stands where people meet it, and moves no older record."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from alongside.assessments.actions import assessment as running
from alongside.assessments.actions.invites import invite
from alongside.assessments.queries.digest import digest
from alongside.assessments.queries.record import record
from alongside.assessments.tests.devices import Device, hidden, says
from alongside.audit.actor import SYSTEM
from alongside.people.tokens import link_secret
from alongside.reports.spreadsheet import spreadsheet
from alongside.reports.telling import tell
from alongside.reports.template_a import document
from alongside.workshops.tests.roomful import Roomful
from tests import makers

pytestmark = pytest.mark.django_db
WARD = "Willow ward, days & nights"
READ = "Willow ward, days &amp; nights"


def looking(assessment, words=WARD):
    return running.set_up(
        assessment=assessment, title=assessment.title, told=assessment.told, looks_at=words, by=SYSTEM
    )


def test_it_is_asked_at_the_start_and_can_be_changed_until_the_record_closes():
    assessment = makers.assessment(makers.partnership())
    device = makers.signed_in(makers.member(assessment.partnership))
    page = reverse("set-up-assessment", args=[assessment.partnership_id, assessment.pk])
    drawn = device.get(page)
    assert says(drawn, "What does this assessment look at? (optional)")
    names = ("invited", "support", "payment")
    groups = {f"{name}_{group.key}": "" for group in assessment.groups.all() for name in names}
    sent = {"title": "Spring", "told": "We write.", "looks_at": WARD, **groups, **hidden(drawn)}
    assert device.post(page, sent).status_code == 302
    assessment.refresh_from_db()
    assert assessment.looks_at == WARD
    assert says(device.get(page), READ)
    start = reverse("start-assessment", args=[assessment.partnership_id])
    assert says(device.get(start), "What does this assessment look at?")


def test_people_read_it_before_they_join_at_home_and_in_a_room():
    room = Roomful()
    looking(room.assessment)
    own = invite(assessment=room.assessment, group=None, personal=True, by=SYSTEM)
    join = reverse("join-by-link", args=[own.pk, link_secret("assessment", own.pk)])
    assert says(Device().get(join), f"It looks at: {READ}")
    assert says(Device().get(room.door), f"It looks at: {READ}")
    assert says(Client().get(room.screen), f"We look at: {READ}")
    assert says(room.walk_in().get(room.phone), f"We look at: {READ}")
    room.phase("understand")
    assert says(Client().get(room.screen), READ)
    lead = makers.signed_in(room.lead)
    at = reverse("assessment", args=[room.partnership.pk, room.assessment.pk])
    assert says(lead.get(at), f"It looks at: {READ}")


def test_the_record_template_a_and_the_sheet_say_it():
    assessment = makers.assessment(makers.partnership())
    lead = makers.signed_in(makers.member(assessment.partnership))
    page = reverse("record", args=[assessment.partnership_id, assessment.pk])
    silent = tell(record(assessment))
    assert not says(lead.get(page), "It looks at")
    assert "It looks at" not in dict(document(silent)["facts"])
    told = tell(record(looking(assessment)))
    assert says(lead.get(page), "It looks at", READ)
    assert dict(document(told)["facts"])["It looks at"] == WARD
    cells = {cell.value for sheet in load_workbook(BytesIO(spreadsheet(told))) for row in sheet for cell in row}
    assert WARD in cells


def test_what_was_agreed_before_anybody_could_say_it_stays_agreed():
    assessment = makers.assessment(makers.partnership())
    before = digest(assessment)
    assert digest(looking(assessment, "")) == before
    assert digest(looking(assessment)) != before
    assert digest(looking(assessment, "")) == before


def test_a_change_of_the_other_words_leaves_it_alone():
    assessment = looking(makers.assessment(makers.partnership()))
    running.set_up(assessment=assessment, title="Else", told="Else", by=SYSTEM)
    assessment.refresh_from_db()
    assert (assessment.title, assessment.looks_at) == ("Else", WARD)
