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
from alongside.workshops.queries.room import room as now
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


def moved(made, same=None):
    """What is said where the same people answered both times, or only those of `same`."""
    everybody = [cell.keys for each in made for cell in each.released.cells]
    return movement(made, FRAMEWORK, everybody if same is None else same)


FIRST = {"Staff": ("engagement", 7), "Carers": ("engagement", 5)}


def test_nothing_is_said_of_a_group_of_which_fewer_answered_again():
    said = moved(rounds(FIRST, {"Staff": ("transformation", 1)}))
    assert said == [
        "Not as many answered both times, so nothing is said of what moved: staff (1 now, 7 before).",
        "Shown only one of the two times, so not compared: carers.",
    ]


def test_groups_of_the_same_size_are_compared_with_the_round_that_says_most():
    later = {"Staff": ("development", 7), "Carers": ("engagement", 5)}
    said = moved(rounds(FIRST, {"Staff": ("transformation", 1)}, later))
    assert said == ["The middle answer of staff went from “Engagement” to “Development”."]
    assert moved(rounds(FIRST, FIRST)) == [
        "The middle answer of every group that can be compared is the same as before."
    ]
    assert moved(rounds(FIRST)) == []


def test_people_who_all_cannot_say_moved_nowhere():
    unsure = {"Staff": ("cannot_say", 7), "Carers": ("cannot_say", 5)}
    assert moved(rounds(FIRST, unsure)) == ["Too few people chose one of the descriptions to say what moved."]


def test_as_many_people_who_need_not_be_the_same_are_not_said_to_have_moved():
    one = rounds({"Staff": ("engagement", 7), "Carers": ("engagement", 1)}, {"Carers": ("transformation", 1)})
    assert moved(one, same=[("Staff",)])[-1] == (
        "It need not be the same people who answered both times, so nothing is said of what moved: carers."
    )
    assert "went from" not in " ".join(moved(one, same=[])) and "went from" in " ".join(moved(one))


def test_one_person_compared_with_seven_is_caught(monkeypatch):
    """The seeded fault: rows are compared whatever their sizes."""
    honest = moving.compared

    def careless(earlier, later):
        found = honest(earlier, later)
        return type(found)((*found.alike, *found.uneven), (), found.once)

    monkeypatch.setattr(moving, "compared", careless)
    said = moved(rounds(FIRST, {"Staff": ("engagement", 1)}))
    assert said[0] == "The middle answer of every group that can be compared is the same as before."


# ── In the room ──────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def room(db):
    return Roomful()


def test_two_commissioners_are_not_one_who_changed_their_mind(room):
    """One answered first and kept silent later; another came in between and answered. Nobody moved."""
    first, second = (room.walk_in("commissioners", alone="yes") for _ in range(2))
    staff = [room.walk_in() for _ in range(5)]
    room.phase("understand", "alone")
    for device in (first, *staff):
        room.answer(device)
    room.phase("reveal", "talk", "again")
    room.answer(second, "transformation", revision="0", round="2")
    for device in staff:
        room.answer(device, "development", revision="0", round="2")
    room.phase("moved")
    lead = makers.signed_in(room.lead)
    for page in (Client().get(room.screen), lead.get(room.console), first.get(room.phone)):
        assert says(page, "The middle answer of staff went from", "It need not be the same people")
        assert not says(page, "The one answer of commissioners went from")


def test_the_same_people_are_those_who_answered_both_times_and_stand_in_the_row(room):
    devices = [room.walk_in() for _ in range(6)]
    room.phase("understand", "alone")
    for device in devices[:5]:
        room.answer(device)
    room.phase("reveal", "talk", "again")
    for device in devices[1:]:
        room.answer(device, revision="0", round="2")
    room.phase("moved")
    assert now(room.session).same_people == frozenset()
    room.phase("agree")
    room.phase("understand", "alone", item="training")
    for again in (1, 2):
        for device in devices:
            room.answer(device, item="training", revision="0", round=str(again))
        room.phase(*(("reveal", "talk", "again") if again == 1 else ("moved",)), item="training")
    assert now(room.session).same_people == {("staff",)}
    room.assessment.ratings.all().delete()
    assert now(room.session).same_people == frozenset(), "of answers that are gone nothing is known"


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
