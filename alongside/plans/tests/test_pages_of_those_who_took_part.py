"""What people who took part read and say, without an account, and members who use services or are carers."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.actions.participation import come_back
from alongside.assessments.doors import COOKIE
from alongside.assessments.models import ExpectedGroup
from alongside.audit.actor import Actor
from alongside.plans.models import Statement
from alongside.plans.tests.planning_pages import of_version, send, text_of
from alongside.ui.words import date, date_and_time
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def version(who):
    plan = plan_makers.filled(who, plan_makers.plans(who, ["interactions"])[0])
    return plan_makers.put_forward(who, plan)


def device(version, group):
    """The phone of somebody of a group who took part."""
    assessment = version.plan.order.prioritising.assessment
    person = assessment.participants.filter(group__key=group).first()
    client = Client()
    client.cookies[COOKIE] = come_back(participant=person, by=Actor.participant(person.pk)).secret
    return client


def mine(version, name="my-plan-version"):
    assessment = version.plan.order.prioritising.assessment_id
    return reverse(name, args=[assessment, *([version.plan_id, version.number] if "version" in name else [])])


def test_people_read_what_came_of_it_and_say_what_they_think(who, version):
    phone = device(version, "people-who-use-services")
    listed = text_of(phone.get(mine(version, "my-plans")))
    assert "put forward and waits for the lived-experience co-lead" in listed
    assert "and say whether you stand behind it" in listed
    page = text_of(phone.get(mine(version)))
    assert page.index("Who will see it") < page.index("In your own words")
    assert version.digest in page
    sent = send(phone, mine(version), kind="does-not", text="Nobody asked the night staff.", whose="mine")
    assert sent.status_code == 302
    said = Statement.objects.get()
    assert (said.voice, said.group_name, said.by) == ("people-who-use-services", "", None)
    read = text_of(makers.signed_in(who.commissioner).get(of_version("plan-version", version)))
    assert read.index("Nobody asked the night staff.") < read.index("Signing agrees goals")
    assert "I do not stand behind this plan" in read
    assert "One person who uses services" in read
    assert "No word yet from carers, family and friends" in read
    assert "You have said something already" in text_of(phone.get(mine(version)))


def test_nobody_is_asked_whether_a_group_may_be_named_that_says_no_more_than_the_voice(version):
    page = device(version, "carers").get(mine(version)).content.decode()
    assert "name_group" not in page
    assert "It always says whether you use services" in page


def test_a_group_that_says_more_is_named_only_by_choice(who, version):
    ExpectedGroup.objects.filter(key="carers").update(name="Carers of the night shift")
    phone = device(version, "carers")
    for choice, said in (("unnamed", "One carer, family member or friend"), ("named", "Carers of the night shift")):
        send(phone, mine(version), kind="endorses", text="", whose="mine", name_group=choice)
        read = text_of(makers.signed_in(who.commissioner).get(of_version("plan-version", version)))
        assert said in read
        assert ("night shift" in read) == (choice == "named")


def test_several_speak_as_we_only_with_who_and_how_many(who, version):
    phone = device(version, "people-who-use-services")
    again = send(phone, mine(version), kind="endorses", text="", whose="ours", asked="", people="1")
    assert again.status_code == 422
    assert "Write who met, or who was asked" in text_of(again)
    assert "Several are two or more" in text_of(again)
    assert not Statement.objects.exists()
    send(phone, mine(version), kind="endorses", text="", whose="ours", asked="the Tuesday group", people="6")
    read = text_of(makers.signed_in(who.commissioner).get(of_version("plan-version", version)))
    assert "We stand behind this plan" in read
    assert "6 people who met or were asked: the Tuesday group (people who use services)" in read


def test_one_person_never_speaks_as_we_and_no_minute_stands_beside_their_words(who, version):
    send(device(version, "people-who-use-services"), mine(version), kind="endorses", text="", whose="mine")
    said = Statement.objects.get()
    page = makers.signed_in(who.commissioner).get(of_version("plan-version", version)).content.decode()
    told = page[page.index("I stand behind this plan") :].split("</li>")[0]
    assert "We stand behind" not in page
    assert date(said.at) in told
    assert date_and_time(said.at) not in told


def test_a_no_needs_words_and_nothing_typed_is_lost(version):
    phone = device(version, "carers")
    again = send(phone, mine(version), kind="does-not", text="", whose="mine")
    assert again.status_code == 422
    assert not Statement.objects.exists()


def test_words_that_come_too_late_are_kept_on_the_page(who, version):
    phone = device(version, "carers")
    phone.get(mine(version))
    plan_makers.opened(who, version)
    plan_makers.sign(who.lead, version)
    plan_makers.sign(who.commissioner, version)
    late = phone.post(mine(version), {"kind": "does-not", "text": "My late words", "whose": "mine"})
    assert late.status_code == 409
    assert "My late words" in late.content.decode()
    assert "Say what you think" not in text_of(phone.get(mine(version)))


def test_staff_read_and_have_no_statement(version):
    phone = device(version, "staff")
    page = text_of(phone.get(mine(version)))
    assert "You took part from another group" in page
    phone.post(mine(version), {"kind": "endorses", "text": "", "whose": "mine"})
    assert not Statement.objects.exists()


def test_a_voice_cannot_be_sent(version):
    phone = device(version, "carers")
    send(phone, mine(version), kind="endorses", text="", whose="mine", voice="people-who-use-services",
         group_name="Everybody")  # fmt: skip
    said = Statement.objects.get()
    assert (said.voice, said.group_name) == ("carers", "")


def test_plans_of_another_assessment_are_not_there(who, version):
    other = plan_makers.plans(who, ["risk"])[0]
    theirs = plan_makers.put_forward(who, plan_makers.filled(who, other))
    phone = device(version, "carers")
    assessment = version.plan.order.prioritising.assessment_id
    assert phone.get(reverse("my-plan-version", args=[assessment, theirs.plan_id, 1])).status_code == 404
    assert Client().get(mine(version)).status_code == 404


def test_members_with_the_voice_say_it_with_their_account(who, version):
    co_lead = makers.signed_in(who.co_lead)
    assert "Say whether you stand behind it" in text_of(co_lead.get(of_version("plan-version", version)))
    ours = {"kind": "endorses", "text": "We wrote it together.", "whose": "mine"}
    send(co_lead, of_version("state-on-plan", version), **ours)
    said = Statement.objects.get()
    assert (said.by_id, said.voice) == (who.co_lead.user_id, "people-who-use-services")
    lead = makers.signed_in(who.lead)
    assert "Say whether you stand behind it" not in text_of(lead.get(of_version("plan-version", version)))
    lead.post(of_version("state-on-plan", version), {"kind": "endorses", "text": "", "whose": "mine"})
    assert Statement.objects.count() == 1


def test_no_plan_yet_is_said(who):
    found = plan_makers.prioritising(who.partnership)
    person = found.assessment.participants.first()
    phone = Client()
    phone.cookies[COOKIE] = come_back(participant=person, by=Actor.participant(person.pk)).secret
    assert "No plan yet" in text_of(phone.get(reverse("my-plans", args=[found.assessment_id])))
