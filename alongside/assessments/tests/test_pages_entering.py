"""Members come in, sit with somebody, or type in paper; every way in counts once."""

import re

import pytest
from django.urls import reverse

from alongside.assessments.models import Participant, Rating, SharedReason
from alongside.assessments.queries.record import record
from alongside.assessments.tests.devices import Device, hidden, says
from alongside.people.access import Role
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return makers.assessment(makers.partnership())


def at(name, assessment, *args):
    return reverse(name, args=[assessment.partnership_id, assessment.pk, *args])


def mine(name, assessment, *args):
    return reverse(name, args=[assessment.pk, *args])


def device_of(assessment, role=Role.FACILITATOR, group=""):
    device = Device()
    device.member = makers.member(assessment.partnership, role, group=group)
    device.force_login(device.member.user)
    return device


def key(assessment, group):
    return str(assessment.groups.get(key=group).pk)


def test_member_takes_part_and_comes_back_with_their_account(assessment):
    device = device_of(assessment, Role.CONTRIBUTOR, group="carers")
    address = at("take-part", assessment)
    assert re.search(f'value="{key(assessment, "carers")}"[^>]* checked', device.get(address).content.decode())
    assert device.send(address, group=key(assessment, "carers"), alone="no").status_code == 302
    assert device.get(address)["Location"] == mine("my-part", assessment)
    elsewhere = Device()
    elsewhere.force_login(device.member.user)
    assert says(elsewhere.get(mine("my-part", assessment)), "Carers, family and friends")
    assert Participant.objects.get().user == device.member.user


def test_member_who_only_reads_cannot_take_part(assessment):
    assert device_of(assessment, Role.OBSERVER).get(at("take-part", assessment)).status_code == 403


def test_helper_hands_the_device_to_one_person_after_another(assessment):
    device = device_of(assessment)
    for number in (1, 2):
        sent = device.send(
            at("enter-for-somebody", assessment), mode="helper", group=key(assessment, "carers"), alone="no"
        )
        assert sent["Location"] == mine("my-part", assessment)
        device.send(mine("answer", assessment, "risk"), answer="engagement", reason=f"Person {number}")
        shown = device.get(mine("my-answers", assessment))
        assert says(shown, f"Person {number}")
        assert not says(shown, f"Person {3 - number}")
        device.post(mine("hand-over", assessment))
        assert device.get(mine("my-part", assessment)).status_code == 404
    assert Participant.objects.filter(mode="helper", user=None).count() == 2
    assert Rating.objects.count() == 2


def test_helper_who_takes_part_too_has_their_own_answers_back_after_handing_over(assessment):
    device = device_of(assessment)
    device.send(at("take-part", assessment), group=key(assessment, "staff"), alone="no")
    device.send(mine("answer", assessment, "risk"), answer="engagement", reason="The helper's own words")
    device.send(at("enter-for-somebody", assessment), mode="shared", group=key(assessment, "carers"), alone="no")
    assert not says(device.get(mine("my-answers", assessment)), "own words")
    device.post(mine("hand-over", assessment))
    assert says(device.get(mine("my-answers", assessment)), "The helper's own words")


def sheet(assessment, **more):
    return {"group": key(assessment, "people-who-use-services"), "alone": "no", **more}


def test_paper_sheet_is_stored_once_and_cannot_be_opened_again(assessment):
    device, address = device_of(assessment), at("enter-paper", assessment)
    form = hidden(device.get(address)) | sheet(
        assessment,
        answer_risk="engagement",
        reason_risk="Shown with a tick",
        share_risk="on",
        answer_training="cannot_say",
        reason_training="Without a tick",
    )
    first = device.post(address, form)
    assert first.status_code == 302
    again = device.post(address, form)
    assert again.status_code == 409
    assert says(again, "stored already")
    person = Participant.objects.get()
    assert (person.mode, person.finished_at is None, Rating.objects.count()) == ("paper", False, 2)
    assert [each.text for each in SharedReason.objects.all()] == ["Shown with a tick"]
    for page in (address, at("assessment", assessment), at("challenge", assessment, "risk")):
        assert not says(device.get(page), "with a tick")
    assert device.get(mine("my-answers", assessment)).status_code == 404
    users = next(group for group in record(assessment).attendance if group.answered)
    assert users.modes == (("On paper", 1),)


def test_two_paper_sheets_are_two_people(assessment):
    device, address = device_of(assessment), at("enter-paper", assessment)
    for _ in range(2):
        assert device.send(address, **sheet(assessment, answer_risk="engagement")).status_code == 302
    assert Participant.objects.count() == 2


def test_paper_sheet_joins_the_round_that_is_open(assessment):
    makers.rate_all(makers.participants(assessment, "staff", 5), {"risk": "engagement"})
    makers.reveal_all(assessment, ["risk"])
    device = device_of(assessment)
    device.send(
        at("enter-paper", assessment), **sheet(assessment, answer_risk="engagement", answer_training="engagement")
    )
    person = Participant.objects.get(mode="paper")
    assert sorted(person.ratings.values_list("item", "round")) == [("risk", 2), ("training", 1)]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({}, "no answers yet"),
        ({"reason_risk": "Words without a tick box"}, "choose the answer that was ticked"),
        ({"answer_risk": "harvest"}, "Choose one of the answers shown"),
        ({"answer_risk": "engagement", "alone": ""}, "Choose yes or no"),
        ({"answer_risk": "engagement", "key": "no-key"}, ""),
    ],
)
def test_paper_sheet_with_a_slip_stores_nothing_and_keeps_what_was_typed(assessment, wrong, said):
    device = device_of(assessment)
    typed = {"reason_training": "Ten lines of somebody's handwriting", "answer_training": ""} if wrong else {}
    response = device.send(at("enter-paper", assessment), **sheet(assessment) | typed | wrong)
    assert response.status_code == 422
    assert says(response, said, *(value for value in typed.values() if value))
    assert not Participant.objects.exists()


@pytest.mark.parametrize("name", ["enter-for-somebody", "enter-paper"])
@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER])
def test_entering_for_somebody_is_for_those_who_run_it(assessment, name, role):
    assert device_of(assessment, role).get(at(name, assessment)).status_code == 403


@pytest.mark.parametrize("name", ["take-part", "enter-for-somebody", "enter-paper"])
def test_nobody_comes_in_before_it_is_open(name):
    prepared = makers.assessment(makers.partnership(), open=False)
    answers = sheet(prepared, answer_risk="engagement", mode="helper")
    response = device_of(prepared).send(at(name, prepared), **answers)
    assert response.status_code == 422
    assert says(response, "has not been opened yet")
    assert not Participant.objects.exists()


def test_a_button_pressed_twice_lets_one_person_take_part(assessment):
    """The fault: each press makes a person, and one of them counts for nobody."""
    device, address = device_of(assessment), at("enter-for-somebody", assessment)
    sent = {**hidden(device.get(address)), "mode": "helper", "group": key(assessment, "carers"), "alone": "no"}
    first, second = device.post(address, sent), device.post(address, sent)
    assert first["Location"] == second["Location"] == mine("my-part", assessment)
    assert Participant.objects.count() == 1 and device.get(mine("my-part", assessment)).status_code == 200
    other = device.post(address, {**sent, "alone": "yes"})
    assert other.status_code == 409 and says(other, "Somebody was entered with this page already", "Begin again")
    device.send(mine("answer", assessment, "risk"), answer="engagement", reason="Mine alone")
    device.post(mine("hand-over", assessment))
    late = device.post(address, sent)
    assert late.status_code == 409, "nobody opens what was answered by going back to an old page"
    assert device.get(mine("my-answers", assessment)).status_code == 404
    assert Participant.objects.count() == 1
