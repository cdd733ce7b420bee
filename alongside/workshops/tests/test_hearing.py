"""The room hears what changes on other pages of its assessment, and its words are right in every phase."""

import pytest
from django.test import Client

from alongside.assessments import news
from alongside.assessments.actions import decision, withholding
from alongside.assessments.actions.rating import share_reason
from alongside.assessments.models import Rating, SharedReason
from alongside.assessments.tests.devices import Device, hidden, says
from alongside.audit.actor import Actor
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.workshops import drawing, hearing
from alongside.workshops.queries.room import progress, room
from alongside.workshops.tests.roomful import ITEM, Roomful
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch, django_capture_on_commit_callbacks):
    """What the live screens are told while something is done: `told(act)`."""
    said = []
    monkeypatch.setattr(hearing, "announce_changed", lambda session: said.append((session, "changed")))
    monkeypatch.setattr(hearing, "announce_moved", lambda session: said.append((session, "moved")))

    def during(act):
        said.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return said

    return during


def talking():
    made = Roomful()
    devices = [made.walk_in() for _ in range(5)]
    made.phase("understand", "alone")
    for device in devices:
        made.answer(device, reason="Shared words")
    for rating in Rating.objects.all():
        share_reason(rating=rating, by=Actor.participant(rating.participant_id))
    made.phase("reveal", "talk")
    return made, devices


def propose(made):
    words = {"outcome": "development", "reason": "Most see it.", "dissent": "", "role": DECIDES_AS_LEAD, "name": "A"}
    return decision.propose(assessment=made.assessment, item=ITEM, after=0, by=made_by(made.lead), **words)


def made_by(member):
    return Actor.user(member.user_id)


def test_a_reason_withheld_by_lead_and_co_lead_is_heard_in_the_room(told):
    made, _devices = talking()
    reason = SharedReason.objects.all()[0]

    def half(role, member):
        return lambda: withholding.withhold(reason=reason, role=role, cause="abuse", by=made_by(member))

    assert told(half(DECIDES_AS_LEAD, made.lead)) == []
    assert told(half(DECIDES_AS_CO_LEAD, made.lived)) == [(made.session.pk, "changed")]


def test_an_outcome_put_forward_and_confirmed_is_heard_and_changes_the_mark_of_the_console(told):
    made, _devices = talking()
    before = drawing.frame_of(room(made.session))
    assert told(lambda: propose(made)) == [(made.session.pk, "changed")]
    after = drawing.frame_of(room(made.session))
    assert (before.version, before.html) == (after.version, after.html) and before.nudge != after.nudge
    put = made.assessment.decisions.get()
    confirm = {"role": DECIDES_AS_CO_LEAD, "name": "B", "by": made_by(made.lived)}
    assert told(lambda: decision.confirm(decision=put, **confirm)) == [(made.session.pk, "changed")]
    assert drawing.frame_of(room(made.session)).nudge != after.nudge


def test_without_listening_the_room_hears_nothing(told, monkeypatch):
    """The seeded fault: as it was before."""
    monkeypatch.setattr(news, "_listeners", [])
    made, _devices = talking()
    assert told(lambda: propose(made)) == []


def test_sessions_that_have_not_begun_or_have_ended_are_left_alone(told):
    made, _devices = talking()
    made.phase("ended", item="")
    assert told(lambda: propose(made)) == []


def test_answers_given_elsewhere_are_counted_live(told):
    made = Roomful()
    made.walk_in()
    made.phase("understand", "alone")
    assert progress(made.session)["elsewhere"] == 0
    member = makers.member(made.partnership)
    device = Device()
    device.force_login(member.user)
    join = f"/p/{made.partnership.pk}/assessments/{made.assessment.pk}/take-part/"
    device.post(join, {"group": made.group("staff"), "alone": "no"})
    at = f"/take-part/{made.assessment.pk}/challenges/{ITEM}/answer/"
    sent = {**hidden(device.get(at)), "answer": "engagement", "reason": "", "then": "next"}
    assert told(lambda: device.post(at, sent)) == [(made.session.pk, "moved")]
    assert progress(made.session)["elsewhere"] == 1 and progress(made.session)["answered"] == 0
    console = makers.signed_in(made.lead).get(made.console)
    assert says(console, '<strong data-progress="elsewhere">1</strong>')


def test_the_phone_names_a_withheld_reason_once_and_still_asks_whose_it_was():
    made, devices = talking()
    reason = SharedReason.objects.all()[0]
    for role, member in ((DECIDES_AS_LEAD, made.lead), (DECIDES_AS_CO_LEAD, made.lived)):
        withholding.withhold(reason=reason, role=role, cause="abuse", by=made_by(member))
    page = next(
        device.get(made.phone).content.decode()
        for device in devices
        if b"A reason of yours" not in device.get(made.phone).content
    )
    assert page.count("withheld on") == 1 and "shared reason was withheld" not in page
    assert f'data-withheld="{ITEM}.1"' in page
    assert says(Client().get(made.screen), "1 shared reason was withheld")
    assert says(makers.signed_in(made.lead).get(made.console), "1 shared reason was withheld")


def test_after_the_end_nobody_is_told_that_they_can_come_back():
    made, devices = talking()
    assert not says(devices[0].get(made.phone), "You can go out and come back")
    made.phase("break")
    assert says(devices[0].get(made.phone), "You can go out and come back at any time", "If you want a break")
    made.phase("ended", item="")
    ended = devices[0].get(made.phone)
    assert not says(ended, "You can go out and come back")
    assert says(ended, "If you want somebody to talk to", "Rosa is there")


def test_in_a_break_the_agenda_does_not_begin_what_is_on():
    made, _devices = talking()
    lead = makers.signed_in(made.lead)

    def agenda():
        return lead.get(made.console).content.decode().split("room-agenda")[1].split("</ol>")[0]

    assert "On now" in agenda() and agenda().count("Begin<") == 1
    made.phase("break")
    assert "Before the break" in agenda() and "On now" not in agenda()
    assert agenda().count("Begin<") == 1
