"""When people answer again: what may be said to have moved, whose answers are open, and that the first round stays."""

import pytest
from django.test import Client

from alongside.assessments.queries.reveals import Opened
from alongside.assessments.rules.answers import ordered
from alongside.assessments.rules.conversation import difference
from alongside.assessments.rules.small_groups import Cell, Released
from alongside.assessments.tests.devices import says
from alongside.catalogue import shelf
from alongside.workshops.queries import moving
from alongside.workshops.queries.moving import movement
from alongside.workshops.rules.wall import LETTERS, LINES, fitting, is_long
from alongside.workshops.tests.roomful import ITEM, Roomful
from tests import makers

FRAMEWORK = shelf.framework("ten-challenges", "2026")


def rounds(*each):
    made = []
    for number, cells in enumerate(each, start=1):
        released = Released(tuple(Cell((key,), (key,), {answer: size}) for key, (answer, size) in cells.items()))
        made.append(Opened(ITEM, number, released, difference(ITEM, released, ordered(FRAMEWORK))))
    return made


FIRST = {"Staff": ("engagement", 7), "Carers": ("engagement", 5)}


def test_nothing_is_said_of_a_group_of_which_fewer_answered_again():
    said = movement(rounds(FIRST, {"Staff": ("transformation", 1)}), FRAMEWORK)
    assert said == [
        "Not as many answered both times, so nothing is said of what moved: staff (1 now, 7 before).",
        "Shown only one of the two times, so not compared: carers.",
    ]


def test_groups_of_the_same_size_are_compared_with_the_round_that_says_most():
    later = {"Staff": ("development", 7), "Carers": ("engagement", 5)}
    said = movement(rounds(FIRST, {"Staff": ("transformation", 1)}, later), FRAMEWORK)
    assert said == ["The middle answer of staff went from “Engagement” to “Development”."]
    assert movement(rounds(FIRST, FIRST), FRAMEWORK) == [
        "The middle answer of every group that can be compared is the same as before."
    ]
    assert movement(rounds(FIRST), FRAMEWORK) == []


def test_people_who_all_cannot_say_moved_nowhere():
    unsure = {"Staff": ("cannot_say", 7), "Carers": ("cannot_say", 5)}
    assert movement(rounds(FIRST, unsure), FRAMEWORK) == [
        "Too few people chose one of the descriptions to say what moved."
    ]


def test_one_person_compared_with_seven_is_caught(monkeypatch):
    """The seeded fault: rows are compared whatever their sizes."""
    honest = moving.compared

    def careless(earlier, later):
        found = honest(earlier, later)
        return type(found)((*found.alike, *found.uneven), (), found.once)

    monkeypatch.setattr(moving, "compared", careless)
    said = movement(rounds(FIRST, {"Staff": ("engagement", 1)}), FRAMEWORK)
    assert said[0] == "The middle answer of every group that can be compared is the same as before."


# ── In the room ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def room(db):
    return Roomful()


def test_both_rounds_stay_on_every_screen_while_people_agree(room):
    devices = [room.walk_in() for _ in range(5)]
    room.phase("understand", "alone")
    for device in devices:
        room.answer(device)
    room.phase("reveal", "talk", "again")
    for device in devices[:5]:
        room.answer(device, "development", revision="0", round="2")
    room.phase("moved")
    assert says(Client().get(room.screen), "went from “Engagement” to “Development”")
    room.phase("agree")
    lead = makers.signed_in(room.lead)
    for page in (lead.get(room.console), devices[0].get(room.phone)):
        assert says(page, "Round 2", "Round 1", "Shows the answers of 5 people (round 1: 5 people).")
    wall = Client().get(room.screen)
    assert says(wall, "Round 2: the answers of 5 people", "Round 1: the answers of 5 people")


def test_how_many_are_opened_is_said_before_and_after(room):
    lead = makers.signed_in(room.lead)
    makers.rate_all(makers.participants(room.assessment, "staff", 4), {ITEM: "engagement"})
    device = room.walk_in()
    room.phase("understand", "alone")
    room.answer(device)
    assert says(
        lead.get(room.console),
        "This opens the answers of",
        '<strong data-progress="elsewhere">4</strong> who answered elsewhere',
    )
    room.phase("reveal")
    said = "Open: the answers of 1 person in this room, and of 4 who answered elsewhere."
    assert says(lead.get(room.console), said) and says(Client().get(room.screen), said)


# ── What fits on the wall ────────────────────────────────────────────────────────────────────────────────


def test_only_whole_reasons_stand_on_the_wall():
    assert fitting(["short"] * 3) == [0, 1, 2]
    assert fitting(["x" * LETTERS * LINES, "short"]) == [1]
    assert len(fitting(["short"] * 50)) == LINES // 2
    assert fitting([]) == [] and fitting(["one\n\ntwo\n"]) == [0]


def test_long_stages_are_set_smaller():
    assert is_long(["x" * 1000, "x" * 1000]) and not is_long(["x" * 900] * 2)
