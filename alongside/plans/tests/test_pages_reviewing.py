"""A review on its pages: prefilled, written once, read by everybody, and nothing lost when something came between."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.plans.models import Plan, Review
from alongside.plans.queries.versions import content_of
from alongside.plans.tests import carried
from alongside.plans.tests.reading import at, day, read, words
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def version(who):
    return plan_makers.in_force(who)


def answers(client, version, **more):
    """What the form would send, as it came, with people and words."""
    page = client.get(at(version, "review/")).content.decode()
    sent = dict(re.findall(r'type="hidden" name="(key|version|seen)" value="([^"]*)"', page))
    for id in content_of(version).commitments:
        sent |= {f"progress_{id}": "done", f"happened_{id}": "We did it"}
    sent |= {"people_people-who-use-services": "2", "people_staff": "3", "learned": "Ask twice", "outcome": "carry-on"}
    return {**sent, **day("held_on", timezone.localdate()), **day("next_on", timezone.localdate() + timedelta(days=90)),
            **more}  # fmt: skip


def test_a_review_is_prefilled_written_down_and_read(who, version):
    client = makers.signed_in(who.facilitator)
    carried.say(who.contributor, version, carried.action_of(version), progress="stuck", text="Nobody on nights")
    page = client.get(at(version, "review/")).content.decode()
    assert "Nobody on nights" in page and re.search(r'value="stuck" selected', page)
    sent = answers(client, version)
    for _ in range(2):
        assert client.post(at(version, "review/"), sent)["Location"] == at(version, "reviews/1/")
    text = read(makers.signed_in(who.commissioner), at(version, "reviews/1/"))
    for said in (
        "Ask twice",
        "We did it",
        "People who use services: 2",
        "Nobody came from: Carers",
    ):
        assert said in text
    assert "Provider view" not in text
    assert Review.objects.count() == 1


def test_where_nobody_said_anything_nothing_is_chosen_beforehand(who, version):
    client = makers.signed_in(who.facilitator)
    assert 'value="not-started" selected' not in client.get(at(version, "review/")).content.decode()
    unsaid = {f"progress_{carried.action_of(version)}": ""}
    assert client.post(at(version, "review/"), answers(client, version, **unsaid)).status_code == 422


def test_a_review_without_people_who_use_services_is_headed_so(who, version):
    client = makers.signed_in(who.facilitator)
    sent = answers(client, version, **{"people_people-who-use-services": ""})
    assert client.post(at(version, "review/"), sent).status_code == 302
    assert "Provider view, incomplete" in read(client, at(version, "reviews/1/"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"next_on_day": "", "next_on_month": "", "next_on_year": ""}, "Enter the day on which the plan"),
        ({"next_on_year": "2020"}, "must still be to come"),
        ({"outcome": "change"}, "Write down what is to change"),
        ({"people_people-who-use-services": "", "people_staff": "0"}, "Enter how many people took part"),
        ({"held_on_year": "2999"}, "or earlier"),
        ({"learned": ""}, "Write down what you learned"),
    ],
)  # fmt: skip
def test_a_review_that_is_not_whole_is_sent_back_with_every_word(who, version, wrong, sentence):
    client = makers.signed_in(who.facilitator)
    response = client.post(at(version, "review/"), answers(client, version, **wrong))
    assert response.status_code == 422 and sentence in words(response)
    assert "We did it" in response.content.decode() and not Review.objects.exists()


def test_a_version_that_came_into_force_while_writing_is_said_and_nothing_is_lost(who, version):
    client = makers.signed_in(who.facilitator)
    sent = answers(client, version)
    plan = Plan.objects.get(pk=version.plan_id)
    goal = plan_makers.goal(plan, text="A second goal")
    plan_makers.action(goal, who.provider, text="A new action")
    newer = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    plan_makers.sign(who.lead, newer)
    plan_makers.sign(who.commissioner, newer)
    response = client.post(at(version, "review/"), sent)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Another version came into force" in page and "Ask twice" in page and "We did it" in page
    assert "A new action" in page and f'name="version" value="{newer.number}"' in page
    again = dict(re.findall(r'type="hidden" name="(key|version|seen)" value="([^"]*)"', page))
    filled = {f"progress_{id}": "done" for id in content_of(newer).commitments}
    assert client.post(at(version, "review/"), {**sent, **again, **filled}).status_code == 302
    assert Review.objects.get().version == newer


def test_two_reviews_of_one_meeting_the_second_is_told(who, version):
    lead, facilitator = makers.signed_in(who.lead), makers.signed_in(who.facilitator)
    first, second = answers(lead, version), answers(facilitator, version, learned="My own words")
    assert lead.post(at(version, "review/"), first).status_code == 302
    response = facilitator.post(at(version, "review/"), second)
    assert response.status_code == 409 and "My own words" in response.content.decode()


def test_the_form_says_beforehand_what_is_taken_back(who, version):
    client = makers.signed_in(who.facilitator)
    assert "taken back" not in read(client, at(version, "review/"))
    plan = Plan.objects.get(pk=version.plan_id)
    plan_makers.goal(plan, text="A second goal")
    plan_makers.action(Plan.objects.get(pk=plan.pk).goals.last(), who.provider)
    plan_makers.opened(who, plan_makers.put_forward(who, plan))
    text = read(client, at(version, "review/"))
    assert "Version 2 waits for signatures" in text and "bind nobody" in text
