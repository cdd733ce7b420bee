"""Tables of six to eight at which groups mix; and what to talk about first."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.workshops.rules.agenda import Why, suggested
from alongside.workshops.rules.tables import LARGEST, SMALLEST, number_of_tables, table_for

GROUPS = st.sampled_from(["people", "carers", "staff", None])


def crowd(seated, group):
    """As `queries.inside.crowd_at_tables` counts it."""
    tables = {table for table, _other in seated}
    return {
        table: (seated.count((table, group)), sum(1 for other, _group in seated if other == table)) for table in tables
    }


def seat(groups, people):
    """Everybody in the order in which they come in."""
    seated = []
    for group in groups:
        seated.append((table_for(crowd(seated, group), people), group))
    return seated


@given(st.integers(0, 5000))
def test_number_of_tables_leaves_none_too_full(people):
    tables = number_of_tables(people)
    assert tables >= 1 and people <= tables * LARGEST
    assert tables == 1 or people > (tables - 1) * LARGEST


@given(st.lists(GROUPS, max_size=120), st.integers(0, 120))
def test_nobody_sits_at_a_table_that_is_too_full(groups, counted):
    """Also where more come than the facilitators counted."""
    seated = seat(groups, counted)
    assert all(table >= 1 for table, _group in seated)
    assert max(Counter(table for table, _group in seated).values(), default=0) <= LARGEST


@given(st.lists(GROUPS, min_size=31, max_size=120))
def test_where_everybody_counted_came_tables_have_six_to_eight(groups):
    """From 31 people on, six at each table is possible whatever the number; 9 or 17 people make it five."""
    sizes = Counter(table for table, _group in seat(groups, len(groups)))
    assert len(sizes) == number_of_tables(len(groups))
    assert sum(sizes.values()) == len(groups)
    assert max(sizes.values()) <= LARGEST
    average = len(groups) / len(sizes)
    assert average >= SMALLEST


@given(st.lists(st.just("staff"), min_size=1, max_size=100))
def test_one_group_alone_is_spread_evenly(groups):
    sizes = Counter(table for table, _group in seat(groups, len(groups))).values()
    assert max(sizes) - min(sizes) <= 1


def test_groups_mix():
    seated = seat(["people"] * 8 + ["staff"] * 8, 16)
    assert {table: Counter(group for t, group in seated if t == table) for table in (1, 2)} == {
        1: {"people": 4, "staff": 4},
        2: {"people": 4, "staff": 4},
    }


@given(st.permutations(["people", "staff", "carers", None] * 6))
def test_groups_mix_in_whatever_order_they_come(groups):
    """Each of three tables gets two of each group: one more or less than its even share where tables fill up."""
    for table, found in Counter(seat(groups, 24)).items():
        assert 1 <= found <= 3, table


@pytest.mark.parametrize(
    ("gaps", "settled", "early", "order"),
    [
        ({}, (), (), "abcd"),
        ({}, (), "c", "cabd"),
        ({"d": 1.5, "b": None}, (), "c", "dbca"),
        ({"d": 1.5, "b": None}, "d", "c", "bcad"),
        ({}, "ac", "c", "bdac"),
        ({"a": 2.0, "b": 1.0, "c": 0.5, "d": 0.0}, "abcd", "b", "abcd"),
    ],
)
def test_what_to_talk_about_first(gaps, settled, early, order):
    found = suggested("abcd", gaps, settled, early)
    assert "".join(each.item for each in found) == order
    assert {each.item for each in found if each.why is Why.SETTLED} == set(settled)
    assert all(each.steps == gaps.get(each.item) for each in found if each.why is Why.DIFFERED)
