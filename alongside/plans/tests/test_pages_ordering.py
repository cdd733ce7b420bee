"""Put forward, hear who is left out, decide: pages for lead, co-lead and everybody who may answer."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.assessments.tests.devices import hidden, says
from alongside.people.access import Role
from alongside.plans.models import Plan, PriorityAnswer, PriorityOrder
from alongside.plans.queries.prioritising import order_of
from alongside.plans.tests.pressing import at, mine, places, put_forward, send

pytestmark = pytest.mark.django_db


def test_the_order_says_which_place_is_taken_twice_and_keeps_what_was_typed(assessment, opened, who):
    taken = {**places(assessment, ["risk", "training"]), "place_training": "1"}
    page = put_forward(who[Role.LEAD], assessment, ["risk", "training"], **{**taken, "reason": "My own words"})
    assert page.status_code == 422
    assert says(page, "Place 1 is taken by", "Still free: 2", "My own words")
    nothing = send(who[Role.LEAD], at("order-priorities", assessment), act_on="", reason="")
    assert says(nothing, "Choose how many you will act on", "Write down why", "Choose a place for")


def test_places_nobody_looked_at_are_no_order(assessment, opened, who):
    asked = put_forward(who[Role.LEAD], assessment, ["risk", "training"], ours="")
    assert (asked.status_code, says(asked, "tick that the whole order is yours")) == (422, True)
    assert not PriorityOrder.objects.exists()
    page = who[Role.LEAD].get(at("order-priorities", assessment))
    assert says(page, "nobody has chosen them")


def test_everything_that_is_wrong_is_said_at_once(assessment, opened, who):
    asked = put_forward(who[Role.LEAD], assessment, ["risk"], reason="", ours="", place_interactions="1")
    assert asked.status_code == 422
    assert says(asked, "Place 1 is taken by", "Write down why", "tick that the whole order is yours")
    assert says(asked, "first. Act on it, or write down why not now")


def test_one_press_moves_a_challenge_up_and_numbers_the_others_anew(assessment, opened, who):
    typed = {**places(assessment, ["training", "risk"]), "reason": "My own words", "act_on": "2", "ours": "on"}
    page = send(who[Role.LEAD], at("order-priorities", assessment), **typed, move="up:risk")
    assert page.status_code == 200
    assert placed(page)[:2] == ["risk", "training"]
    assert says(page, "My own words")
    assert 'name="ours" type="checkbox" value="on" checked' not in page.content.decode()
    down = send(who[Role.LEAD], at("order-priorities", assessment), **typed, move="down:training")
    assert placed(down) == placed(page), "one up is the other down"
    for nonsense in ("up:training", "sideways:risk", "up:nothing", "up"):
        same = send(who[Role.LEAD], at("order-priorities", assessment), **typed, move=nonsense)
        assert placed(same)[:2] == ["training", "risk"], nonsense
    assert not PriorityOrder.objects.exists(), "moving puts nothing forward"


def placed(page):
    """The challenges as the page lists them, each of which has the place it stands in."""
    text = page.content.decode()
    keys = re.findall(r'id="challenge-([a-z-]+)"', text)
    chosen = [re.search(rf'name="place_{key}".*?value="(\d+)" selected', text, re.S)[1] for key in keys]
    assert chosen == [str(place) for place in range(1, len(keys) + 1)]
    return keys


def test_the_order_never_begins_from_what_people_chose(assessment, opened, who):
    text = who[Role.LEAD].get(at("order-priorities", assessment)).content.decode()
    first = text.index('name="place_interactions"')
    assert 'value="1" selected' in text[first : first + 200]


def test_leaving_out_a_first_choice_asks_for_the_reason_shows_it_and_waits(assessment, opened, who, devices):
    asked = put_forward(who[Role.LEAD], assessment, ["risk"])
    assert (asked.status_code, says(asked, "first. Act on it, or write down why not now")) == (422, True)
    put_forward(who[Role.LEAD], assessment, ["risk"], because_training="The college opens next year.")
    order, page = PriorityOrder.objects.get(), at("priorities", assessment)
    assert says(who[Role.CO_LEAD].get(page), "You can confirm it once those who are left out have been heard")
    refused = who[Role.CO_LEAD].post(at("confirm-order", assessment), {"order": order.pk})
    assert (refused.status_code, says(refused, "nobody of them has answered yet")) == (422, True)
    assert order_of(assessment) == {}

    assert says(who[Role.OBSERVER].get(page), "The college opens next year.")
    assert not says(devices["people-who-use-services"].get(mine("my-priorities", assessment)), "I have read this")
    device = devices["carers"]
    assert says(device.get(mine("my-priorities", assessment)), "The college opens next year.", "I have read this")
    answer = {"order": order.pk, "text": "We can wait if it is really next year."}
    assert device.post(mine("answer-order", assessment), answer).status_code == 302
    assert PriorityAnswer.objects.get().voice == "carers"

    who[Role.CO_LEAD].post(at("confirm-order", assessment), {"order": order.pk})
    assert order_of(assessment)["risk"] == (1, True)
    assert list(Plan.objects.values_list("item", flat=True)) == ["risk"]
    for shown in (who[Role.OBSERVER].get(page), device.get(mine("my-priorities", assessment))):
        assert says(shown, "Decided", "We can wait if it is really next year.")


def test_a_member_of_the_voice_answers_and_the_co_lead_writes_down(assessment, opened, who):
    put_forward(who[Role.LEAD], assessment, ["training"], because_risk="It is under way already.")
    order = PriorityOrder.objects.get()
    told = {"order": order.pk, "voice": "people-who-use-services", "text": ""}
    page = who[Role.CO_LEAD].get(at("priorities", assessment))
    assert says(page, "Told somebody in person?")
    assert not says(page, 'action="' + at("answer-order-as-member", assessment)), "who decides does not answer"
    assert who[Role.CO_LEAD].post(at("order-told", assessment), told).status_code == 422
    assert who[Role.LEAD].post(at("order-told", assessment), {**told, "text": "Yes"}).status_code == 422
    assert who[Role.CO_LEAD].post(at("order-told", assessment), {**told, "text": "Fine by us"}).status_code == 302
    carer = who[Role.CONTRIBUTOR].post(at("answer-order-as-member", assessment), {"order": order.pk, "text": "x"})
    assert carer.status_code == 422
    who[Role.CO_LEAD].post(at("confirm-order", assessment), {"order": order.pk})
    assert says(who[Role.LEAD].get(at("priorities", assessment)), "Fine by us", "Told in person")


def test_silence_for_seven_days_is_told_for_good(assessment, opened, who):
    put_forward(who[Role.LEAD], assessment, ["risk"], because_training="Later.")
    PriorityOrder.objects.update(at=timezone.now() - timedelta(days=8))
    order = PriorityOrder.objects.get()
    who[Role.CO_LEAD].post(at("confirm-order", assessment), {"order": order.pk})
    assert says(who[Role.OBSERVER].get(at("priorities", assessment)), "Nobody answered in the 7 days")


def test_an_order_put_forward_meanwhile_is_a_conflict_and_shows_it(assessment, opened, who):
    page = who[Role.LEAD].get(at("order-priorities", assessment))
    put_forward(who[Role.CO_LEAD], assessment, ["risk", "training"])
    sent = {**hidden(page), "reason": "Mine", "act_on": "2", "ours": "on", **places(assessment, ["training", "risk"])}
    late = who[Role.LEAD].post(at("order-priorities", assessment), sent)
    assert late.status_code == 409
    assert says(late, "put forward another order while you were writing", "Put forward now", "Mine")
    again = who[Role.LEAD].post(at("order-priorities", assessment), {**sent, **hidden(late)})
    assert again.status_code == 302
    first = PriorityOrder.objects.get(sequence=1)
    overtaken = who[Role.LEAD].post(at("confirm-order", assessment), {"order": first.pk})
    assert (overtaken.status_code, says(overtaken, "another order meanwhile")) == (409, True)


def test_presses_that_name_no_order_change_nothing(assessment, opened, who, devices):
    for name in ("confirm-order", "order-told", "answer-order-as-member"):
        assert who[Role.CO_LEAD].post(at(name, assessment), {"order": "nonsense"}).status_code == 422
    assert devices["carers"].post(mine("answer-order", assessment), {}).status_code == 422
