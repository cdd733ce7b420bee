"""Whoever chose the short plain words reads a short version of everything while they answer, in a room and at home."""

import re

import pytest
from django.urls import reverse

from alongside.assessments.actions.participation import come_back
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.tests.devices import Device, says
from alongside.audit.actor import SYSTEM
from alongside.workshops.tests.roomful import ITEM, Roomful
from tests import makers

pytestmark = pytest.mark.django_db
LONG_PART = re.compile(r'<(span|div) data-words="long">.*?</\1>', re.DOTALL)


def at_home(assessment):
    device = Device()
    joined = makers.participants(assessment, "staff", 1)
    device.jar["participant", f"/take-part/{assessment.pk}/"] = come_back(participant=joined[0], by=SYSTEM).secret
    return device


def test_in_the_room_no_long_description_is_left_for_those_who_read_plain_words():
    room = Roomful()
    device = room.walk_in()
    framework = framework_of(room.assessment)
    item = framework.item(ITEM)
    room.phase("understand", "alone")
    page = device.get(room.phone).content.decode()
    seen = LONG_PART.sub("", page)
    for stage in framework.stages:
        words = item.stages[stage.key].strip()[:40]
        assert words in page and words not in seen
        assert f'<span data-words="plain">{stage.short}</span>' in seen


def test_understanding_has_short_stages_too():
    room = Roomful()
    device = room.walk_in()
    framework = framework_of(room.assessment)
    room.phase("understand")
    page = device.get(room.phone).content.decode()
    plain = page.split('<div data-words="plain"><details')[1].split("</details>")[0]
    assert all(stage.short in plain for stage in framework.stages)
    assert framework.item(ITEM).stages[framework.stages[0].key].strip()[:40] not in plain


def test_at_home_the_choice_stays_from_the_idea_to_the_answer_and_back():
    assessment = makers.assessment(makers.partnership())
    device = at_home(assessment)
    framework = framework_of(assessment)
    item = framework.items[0]
    idea, answer = (reverse(name, args=[assessment.pk, item.key]) for name in ("understand", "answer"))
    long = item.stages[framework.stages[0].key].strip()[:40]
    assert says(device.get(answer), long) and not says(device.get(answer), framework.stages[0].short)
    device.get(idea, {"words": "plain"})
    for page in (device.get(idea), device.get(answer)):
        assert says(page, framework.stages[0].short, item.plain.strip()[:30], "words=long") and not says(page, long)
    device.get(answer, {"words": "long"})
    assert says(device.get(answer), long) and says(device.get(idea), "words=plain")


def test_an_error_comes_back_in_the_words_that_were_chosen():
    assessment = makers.assessment(makers.partnership())
    device = at_home(assessment)
    framework = framework_of(assessment)
    item = framework.items[0]
    answer = reverse("answer", args=[assessment.pk, item.key])
    device.get(answer, {"words": "plain"})
    wrong = device.post(answer, {"round": 1, "revision": 0})
    assert wrong.status_code == 422 and says(wrong, framework.stages[0].short)
