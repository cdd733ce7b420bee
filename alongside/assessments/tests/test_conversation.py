"""Where groups differ and what to talk about first: from what was released, and without ever failing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.assessments.queries.drawing import drawn, gap_sentence, what_can_be_said
from alongside.assessments.queries.reveals import Opened
from alongside.assessments.rules.answers import CANNOT_SAY, MISSES_THE_POINT, NOT_THERE_YET, ordered
from alongside.assessments.rules.conversation import balanced_counts, difference, talking_order
from alongside.assessments.rules.small_groups import Cell, Released
from alongside.catalogue import shelf

FRAMEWORK = shelf.framework("ten-challenges", "2026")
ORDERED = ordered(FRAMEWORK)
ALL = (*ORDERED, CANNOT_SAY, MISSES_THE_POINT)


def cell(name, **counts):
    return Cell((name,), (name,), counts)


def released(*cells, withheld=()):
    return Released(cells, withheld)


def said(found):
    opened = Opened("risk", 1, found, difference("risk", found, ORDERED))
    return what_can_be_said(opened, FRAMEWORK)


def test_gap_is_between_the_lowest_and_the_highest_middle():
    found = difference(
        "risk",
        released(cell("a", engagement=5), cell("b", transformation=3, development=2), cell("c", not_there_yet=9)),
        ORDERED,
    )
    assert (found.gap.steps, found.gap.low.keys, found.gap.high.keys) == (3, ("c",), ("b",))


def test_gap_may_be_half_a_step():
    found = difference("risk", released(cell("a", engagement=5), cell("b", engagement=3, development=3)), ORDERED)
    assert found.gap.steps == 0.5


def test_gap_of_one_row_is_none():
    assert difference("risk", released(cell("a", engagement=5)), ORDERED).gap is None


def test_gap_leaves_out_people_who_cannot_say():
    found = difference("risk", released(cell("a", engagement=5), cell("b", engagement=1, cannot_say=8)), ORDERED)
    assert found.gap.steps == 0
    assert difference("risk", released(cell("a", engagement=5), cell("b", cannot_say=8)), ORDERED).gap is None


@pytest.mark.parametrize(
    "cells", [(), (cell("a", cannot_say=5),), (cell("a", cannot_say=5), cell("b", misses_the_point=9))]
)
def test_difference_without_an_ordered_answer_is_empty(cells):
    found = difference("risk", released(*cells), ORDERED)
    assert (found.gap, found.agreement) == (None, None)


def test_agreement_weighs_every_row_the_same():
    few_against_many = released(cell("a", not_there_yet=1), cell("b", transformation=1000))
    same_size = released(cell("a", not_there_yet=7), cell("b", transformation=7))
    assert difference("x", few_against_many, ORDERED).agreement == pytest.approx(-1)
    assert difference("x", same_size, ORDERED).agreement == pytest.approx(-1)


def test_agreement_is_one_where_all_say_the_same():
    assert difference("x", released(cell("a", engagement=5), cell("b", engagement=8)), ORDERED).agreement == 1


def test_framework_with_one_stage_has_a_gap_but_no_agreement():
    two = (NOT_THERE_YET, "done")
    found = difference("x", released(cell("a", not_there_yet=5), cell("b", done=5)), two)
    assert (found.gap.steps, found.agreement) == (1, None)


def test_talking_order_puts_the_widest_gap_first_then_the_least_agreement():
    items = ["a", "b", "c", "d", "e", "f"]
    found = {
        "a": difference("a", released(cell("x", engagement=5), cell("y", engagement=5)), ORDERED),
        "b": difference("b", released(cell("x", engagement=5), cell("y", development=5)), ORDERED),
        "c": difference("c", released(cell("x", cannot_say=5)), ORDERED),
        "d": difference("d", released(cell("x", not_there_yet=5), cell("y", transformation=5)), ORDERED),
        "f": difference("f", released(cell("x", not_there_yet=3, transformation=3)), ORDERED),
    }
    assert talking_order(found, items) == ["d", "b", "f", "a", "c"]


COUNTS = st.dictionaries(st.sampled_from(ALL), st.integers(0, 400), max_size=6)


@given(st.lists(COUNTS, max_size=7), st.integers(2, 4))
def test_difference_never_fails_and_stays_in_range(rows, categories):
    found = released(*(Cell((str(n),), (str(n),), row) for n, row in enumerate(rows)), withheld=("few",))
    compared = difference("x", found, ORDERED[:categories])
    assert compared.gap is None or 0 <= compared.gap.steps <= categories - 1
    assert compared.agreement is None or -1 <= compared.agreement <= 1
    assert said(found)
    chart = drawn(Opened("risk", 2, found, compared), "Risk", FRAMEWORK)
    assert [sum(row.counts) for row in chart.distribution.rows] == [sum(row.values()) for row in rows]
    assert chart.withheld == ("few",)


@given(st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any), min_size=1, max_size=6))
def test_balanced_counts_give_every_row_the_same_weight(rows):
    total = sum(balanced_counts(rows))
    alone = [sum(balanced_counts([row])) for row in rows]
    assert total % len(rows) == 0
    assert alone == [sum(row) for row in rows]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (released(), "Too few people answered"),
        (released(cell("Staff", engagement=5)), "Only one row"),
        (released(cell("Staff", engagement=5), cell("Carers", cannot_say=5)), "Too few people chose"),
        (released(cell("Staff", engagement=5), cell("Carers", engagement=6)), "is the same in every group"),
        (
            released(cell("Staff", development=5), cell("Carers", not_there_yet=6)),
            "The middle answer of carers is “Not there yet”; of staff it is “Development”.",
        ),
        (
            released(cell("Staff", development=5), cell("Carers", not_there_yet=1)),
            "The one answer of carers is “Not there yet”; the middle answer of staff is “Development”.",
        ),
        (
            released(cell("Staff", development=1), cell("Carers", not_there_yet=6)),
            "The middle answer of carers is “Not there yet”; the one answer of staff is “Development”.",
        ),
        (
            released(cell("Staff", development=1), cell("Carers", not_there_yet=1)),
            "The one answer of carers is “Not there yet”; of staff it is “Development”.",
        ),
        (
            released(cell("Staff", engagement=5), cell("Carers", engagement=1)),
            "or the one answer there is, is the same",
        ),
    ],
)
def test_what_can_be_said_fits_what_was_released(found, words):
    assert words in said(found)


def test_a_middle_between_two_answers_names_both():
    found = released(cell("Staff", development=5), cell("Carers", not_there_yet=3, engagement=3))
    gap = difference("x", found, ORDERED).gap
    assert "of carers is “Not there yet” to “Engagement”; of staff" in gap_sentence(gap, FRAMEWORK)
