"""What is due is decided from a day and a state, and every decision can be said in one sentence."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.people.access import GRANTS, Can, Role
from alongside.plans.models import Progress, Review, VersionState
from alongside.plans.rules import due
from alongside.plans.rules.due import SOON, Kind, Waiting, When, of_day, urgent_first, when
from alongside.plans.rules.reviews import Came, Line, is_provider_view, problems
from alongside.plans.rules.weekly import FROM, began, week_of

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
PROGRESS = st.sampled_from(Progress.values)
ZONES = st.sampled_from(["Europe/London", "Pacific/Auckland", "America/Los_Angeles", "UTC"])
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))


@given(progress=PROGRESS, due_on=DAYS, today=DAYS)
def test_finished_is_never_overdue_and_open_is_told_by_its_day(progress, due_on, today):
    found = when(progress, due_on, today)
    if progress in (Progress.DONE, Progress.STOPPED):
        assert found is When.FINISHED
    else:
        assert found is of_day(due_on, today)
        assert (found is When.OVERDUE) == (due_on < today)


@given(due_on=DAYS, today=DAYS)
def test_a_day_is_overdue_only_once_it_is_over(due_on, today):
    assert of_day(today, today) is When.SOON
    assert (of_day(due_on, today) is When.LATER) == (due_on > today + SOON)


@given(due_on=DAYS, today=DAYS, later=st.integers(1, 400))
def test_time_only_ever_makes_it_more_urgent(due_on, today, later):
    order = [When.LATER, When.SOON, When.OVERDUE]
    now, then = of_day(due_on, today), of_day(due_on, today + timedelta(days=later))
    assert order.index(then) >= order.index(now)


@given(now=MOMENTS, zone=ZONES)
def test_a_week_is_named_by_its_monday_and_begins_at_seven(now, zone):
    monday = week_of(now, zone)
    here = now.astimezone(ZoneInfo(zone))
    if monday is None:
        assert here.weekday() == 0 and here.time() < FROM
    else:
        assert monday.weekday() == 0 and began(monday, zone) <= now < began(monday + timedelta(days=7), zone)


@given(now=MOMENTS, zone=ZONES, minutes=st.integers(1, 60 * 24 * 30))
def test_weeks_follow_one_another(now, zone, minutes):
    first, second = week_of(now, zone), week_of(now + timedelta(minutes=minutes), zone)
    assert first is None or second is None or first <= second


def test_who_takes_part_in_what_waits():
    state = VersionState.State
    me, other = uuid4(), uuid4()
    assert due.opens(state.PUT_FORWARD, other, Role.LEAD, me, Role.CO_LEAD)
    assert not due.opens(state.PUT_FORWARD, other, Role.LEAD, me, Role.LEAD)
    assert not due.opens(state.PUT_FORWARD, me, Role.LEAD, me, Role.CO_LEAD)
    assert not due.opens(state.OPEN, other, Role.LEAD, me, Role.CO_LEAD)
    assert not due.opens(state.PUT_FORWARD, other, Role.LEAD, me, Role.FACILITATOR)


@pytest.mark.parametrize("act", ["signed", "declined", "withdrew"])
def test_who_has_answered_is_not_asked_again(act):
    assert due.asks_for_signature("open", None, Role.COMMISSIONER)
    assert due.asks_for_signature("unsigned", None, Role.COMMISSIONER)
    assert not due.asks_for_signature("open", act, Role.COMMISSIONER)
    assert not due.asks_for_signature("taken-back", None, Role.COMMISSIONER)


def test_an_observer_is_never_asked_to_sign():
    assert {role for role in Role if due.asks_for_signature("open", None, role)} == {
        role for role in Role if Can.SIGN in GRANTS[role]
    }


@given(st.lists(st.tuples(st.sampled_from(list(Kind)), st.none() | DAYS), max_size=12))
def test_what_others_wait_for_comes_first(drawn):
    found = [
        Waiting(kind=kind, partnership_id=uuid4(), plan_id=None, about="x", text="", date=day, address="home", args=())
        for kind, day in drawn
    ]
    ordered = urgent_first(found)
    assert sorted(map(id, ordered)) == sorted(map(id, found))
    places = [list(Kind).index(each.kind) for each in ordered]
    assert places == sorted(places)


# ── Reviews ─────────────────────────────────────────────────────────────────────────────────────

TODAY = date(2026, 11, 21)
IDS = [uuid4() for _ in range(3)]
CAME = [Came("people-who-use-services", "People", "people-who-use-services", 1), Came("staff", "Staff", "staff", 0)]


def said(**other):
    fine = {
        "outcome": "carry-on",
        "held_on": TODAY,
        "next_on": TODAY + timedelta(days=1),
        "learned": "A lot",
        "changes": "Something",
        "lines": [Line(id, "done", "") for id in IDS],
        "wanted": frozenset(IDS),
        "came": CAME,
        "today": TODAY,
    }
    return problems(**{**fine, **other})


def test_a_whole_review_is_taken():
    assert said() == []
    assert said(outcome="end", next_on=None) == []


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"outcome": "perhaps"}, "goes on"),
        ({"held_on": TODAY + timedelta(days=1)}, "still to come"),
        ({"next_on": None}, "looked at next"),
        ({"next_on": TODAY}, "looked at next"),
        ({"learned": "  "}, "learned"),
        ({"outcome": "change", "changes": ""}, "change"),
        ({"lines": []}, "each goal"),
        ({"lines": [Line(IDS[0], "done", "")] * 3}, "each goal"),
        ({"lines": [Line(id, "green", "") for id in IDS]}, "answers shown"),
        ({"came": [Came("staff", "Staff", "staff", 0)]}, "how many people"),
    ],
)
def test_what_is_missing_is_said(wrong, word):
    assert any(word in each for each in said(**wrong))
    assert said(**wrong) != said()


@given(st.sampled_from(Review.Outcome.values), st.none() | DAYS)
def test_a_plan_goes_on_only_with_a_day_to_come(outcome, next_on):
    refused = any("looked at next" in each for each in said(outcome=outcome, next_on=next_on))
    assert refused == (outcome != "end" and (next_on is None or next_on <= TODAY))


@given(st.lists(st.builds(Came, st.just("k"), st.just("n"), st.sampled_from(["staff", "carers",
       "people-who-use-services"]), st.integers(0, 9))))  # fmt: skip
def test_without_people_who_use_services_it_is_the_providers_view(came):
    assert is_provider_view(came) == (sum(c.people for c in came if c.voice == "people-who-use-services") == 0)
