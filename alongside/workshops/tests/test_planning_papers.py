"""What facilitators print and rehearse with: the pack, the poster, and a room that never was."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.assessments.queries.editions import framework_of
from alongside.assessments.rules.answers import ordered
from alongside.assessments.tests.devices import says
from alongside.people.tokens import typed_code
from alongside.workshops.queries.rehearsal import WALK, rehearsed, simulated
from alongside.workshops.queries.sessions import room_secret
from alongside.workshops.rules.rehearsal import invented
from alongside.workshops.tests.planned import at, session_of, workshop_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(assessment, amina, joel):
    return session_of(workshop_of(assessment), amina, joel)


@pytest.fixture
def lead(amina):
    return makers.signed_in(amina)


# ── The pack ────────────────────────────────────────────────────────────────────────────────────


def test_the_pack_holds_what_two_people_need_in_a_room(lead, assessment, here):
    page = lead.get(at("facilitator-pack", assessment, here))
    framework = framework_of(assessment)
    assert says(page, "Mo Adeyemi", "The small room", "£20", "Willow Hall", "Amina", "Joel")
    for heading in ("Before people come", "What never to do", "Welcome", "When something happens", "Ending well"):
        assert says(page, heading)
    for key in ("risk", "training"):
        item = framework.item(key)
        assert says(page, item.question, item.plain.strip()[:40])
        for stage in framework.stages:
            assert says(page, item.stages[stage.key].strip()[:40])
    assert not says(page, framework.item("workforce").question), "only what is on the agenda"
    for words in ("Never ask for hands", "Never press anybody for a reason", "‘not agreed’", "somebody here knows"):
        assert says(page, words)
    assert says(page, "2pm", "2:15pm", "3:05pm"), "welcome, first challenge, and the second after a break"


def test_the_pack_comes_in_large_letters_and_without_a_challenge(lead, assessment, here):
    where = at("facilitator-pack", assessment, here)
    assert "room-paper--large" not in lead.get(where).content.decode()
    assert says(lead.get(where + "?size=large"), "room-paper--large", "In ordinary letters")
    here.agenda.all().delete()
    assert says(lead.get(where), "No challenge is on the agenda yet")


def test_skipped_challenges_are_not_in_the_pack(lead, assessment, here):
    here.agenda.filter(item="risk").update(skipped=True)
    assert not says(lead.get(at("facilitator-pack", assessment, here)), framework_of(assessment).item("risk").question)


# ── The poster ──────────────────────────────────────────────────────────────────────────────────


def test_the_poster_of_an_open_room_has_the_square_and_the_letters(lead, assessment, here):
    page = lead.get(at("room-poster", assessment, here))
    text = page.content.decode()
    assert says(page, typed_code("assessment", here.invite_id), "testserver/room", "No phone")
    picture = re.search(r"<svg.*?</svg>", text, re.DOTALL)
    assert picture
    assert "style=" not in picture[0]
    # The secret stands in the picture alone, where nobody reads it over a shoulder.
    assert room_secret(here.pk) not in text
    assert "/room" in reverse("enter-room", args=[here.pk, "x"])


def test_the_poster_of_a_room_with_personal_codes_has_no_letters_for_all(lead, assessment, amina, joel):
    made = session_of(workshop_of(assessment), amina, joel, open_room=False)
    page = lead.get(at("room-poster", assessment, made))
    assert says(page, "the letters on your own card")
    assert not says(page, "room-poster__code")


# ── The rehearsal ───────────────────────────────────────────────────────────────────────────────


def test_a_rehearsal_walks_through_one_challenge_and_says_that_all_is_made_up(lead, assessment, here):
    for step, phase in enumerate(WALK):
        page = lead.get(at("rehearse", assessment, here, step))
        assert page.status_code == 200, phase
        assert says(page, "Only a rehearsal", "nothing is stored", "On every phone", "On the big screen")
        last = step == len(WALK) - 1
        assert says(page, at("rehearse", assessment, here, step + 1)) != last
    assert lead.get(at("rehearse", assessment, here, len(WALK))).status_code == 404


def test_a_rehearsal_writes_nothing_and_no_button_of_it_can_be_pressed(lead, assessment, here):
    before = (here.steps.count(), here.attendances.count(), assessment.participants.count(), assessment.reveals.count())
    for step in range(len(WALK)):
        with CaptureQueriesContext(connection) as asked:
            text = lead.get(at("rehearse", assessment, here, step)).content.decode()
        changes = [each["sql"] for each in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", each["sql"], re.IGNORECASE)]
        assert changes == []
        # Whatever a picture holds to press stands in a fieldset that is switched off.
        outside = re.sub(r"<fieldset[^>]*\bdisabled\b.*?<!-- end of picture -->", "", text, flags=re.DOTALL)
        main = outside[outside.index("<main") : outside.index("</main>")]
        assert "<form" not in main
        assert "<button" not in main
        inside = "".join(re.findall(r"<fieldset[^>]*\bdisabled\b.*?<!-- end of picture -->", text, flags=re.DOTALL))
        assert not re.search(r"<form|<a[^>]* href=|type=\"hidden\"", inside)
        # Nor does it show the way into the real room.
        assert typed_code("assessment", here.invite_id) not in text
    after = (here.steps.count(), here.attendances.count(), assessment.participants.count(), assessment.reveals.count())
    assert after == before


def test_real_answers_never_stand_in_a_rehearsal(assessment, here):
    """The seeded fault: a rehearsal made of real answers would open them."""
    of = rehearsed(here, framework_of(assessment))
    before = [simulated(of, step).here for step in range(len(WALK))]
    people = makers.participants(assessment, "people-who-use-services", 6)
    makers.rate_all(people, {"risk": "transformation"}, reason="Our own words", share=True)
    makers.reveal_all(assessment, ["risk"])
    of = rehearsed(here, framework_of(assessment))
    assert [simulated(of, step).here for step in range(len(WALK))] == before


def test_made_up_answers_follow_the_rule_for_small_groups_and_are_the_same_each_time(assessment):
    names = [(group.key, group.name) for group in assessment.groups.all()]
    answers = ordered(framework_of(assessment))
    first, again = (invented(names, answers, "risk", again=again) for again in (False, True))
    assert first == invented(names, answers, "risk")
    assert first != again
    assert all(cell.size >= 5 for cell in first.cells)
    assert first.withheld, "one group is so small that it is named and not shown"


def test_a_framework_of_one_stage_or_a_single_group_can_be_rehearsed_too():
    for answers in (("not_there_yet", "only"), ("a", "b", "c", "d", "e", "f")):
        for groups in ([], [("staff", "Staff")], [("staff", "Staff"), ("carers", "Carers")]):
            invented(groups, answers, "risk", again=True)


def test_without_a_challenge_there_is_nothing_to_rehearse(lead, assessment, here):
    here.agenda.update(skipped=True)
    assert says(lead.get(at("rehearse", assessment, here, 3)), "Nothing to rehearse yet")
