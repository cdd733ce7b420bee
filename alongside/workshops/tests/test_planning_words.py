"""Times of day as people type them, how long a session is, and why a challenge is suggested."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.workshops.forms.agenda import rearranged
from alongside.workshops.forms.clock import Clock, read_clock
from alongside.workshops.models import Step
from alongside.workshops.rules.agenda import Suggestion, Why
from alongside.workshops.rules.timetable import Part, timetable, whole_time
from alongside.workshops.wording import duration, number_of_challenges, session_state, why_words

START = datetime(2027, 3, 27, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2pm", time(14)),
        ("2 PM", time(14)),
        ("2:30pm", time(14, 30)),
        ("2.30 p.m.", time(14, 30)),
        ("14:30", time(14, 30)),
        ("9.05", time(9, 5)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("2", None),
        ("25:00", None),
        ("13pm", None),
        ("0am", None),
        ("2:75pm", None),
        ("after lunch", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed, meant):
    assert read_clock(typed) == meant


@given(st.times())
def test_a_time_that_a_page_wrote_is_read_back(moment):
    clock, exact = Clock("When?", missing="When?"), moment.replace(second=0, microsecond=0, tzinfo=None)
    assert clock.clean(clock.prepare_value(exact)) == exact


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(5, 180)), max_size=6))
def test_a_timetable_has_no_holes_and_a_break_between_two_challenges(challenges):
    slots = timetable(START, challenges)
    assert all(one.ends_at == next_one.starts_at for one, next_one in pairwise(slots))
    assert sum(slot.part == Part.BREAK for slot in slots) == max(0, len(challenges) - 1)
    assert slots[-1].ends_at - START == timedelta(minutes=whole_time(slots))


@given(
    st.lists(st.sampled_from("abcdef"), unique=True), st.sampled_from(["up", "down", "off", ""]), st.text(max_size=2)
)
def test_no_button_loses_or_doubles_a_challenge(keys, what, key):
    rows = [(each, 40, False) for each in keys]
    changed = rearranged(rows, what, key)
    gone = {key} if what == "off" and key in keys else set()
    assert sorted(changed) == sorted(row for row in rows if row[0] not in gone)


@pytest.mark.parametrize(
    ("minutes", "said"), [(5, "5 minutes"), (60, "1 hour"), (125, "2 hours 5 minutes"), (0, "0 minutes")]
)
def test_minutes_are_said_as_people_say_them(minutes, said):
    assert duration(minutes) == said


@pytest.mark.parametrize(
    ("suggestion", "said"),
    [
        (Suggestion("a", Why.DIFFERED, 1.0), "1 step apart"),
        (Suggestion("a", Why.DIFFERED, 1.5), "1.5 steps apart"),
        (Suggestion("a", Why.DIFFERED, 0.0), "the same"),
        (Suggestion("a", Why.DIFFERED), "too few groups"),
        (Suggestion("a", Why.EARLY_LOOK), "early look"),
        (Suggestion("a", Why.SETTLED), "can wait"),
        (Suggestion("a", Why.IN_ORDER), "which is no advice"),
    ],
)
def test_why_is_said_in_words(suggestion, said):
    assert said in why_words(suggestion)


def test_a_session_says_where_it_stands():
    future, past = datetime(2999, 1, 1, tzinfo=UTC), START - timedelta(days=9999)
    assert session_state(Step.Phase.LOBBY, future, 0)[0] == "Planned"
    assert session_state(Step.Phase.LOBBY, past, 0)[0] == "Its time has come"
    assert session_state(Step.Phase.LOBBY, past, 2)[0] == "People are coming in"
    assert session_state(Step.Phase.TALK, past, 2)[0] == "Going on now"
    assert session_state(Step.Phase.ENDED, past, 2)[0] == "Held"
    assert number_of_challenges(3) == number_of_challenges(0) == ""
