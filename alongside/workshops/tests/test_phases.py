"""Which phase may follow which, as tables; and that a room never gets stuck."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.workshops.models import Step
from alongside.workshops.rules import phases
from alongside.workshops.rules.phases import ABOUT_NONE, ANSWERING, FOLLOWS, OPENING, TOGETHER, may_follow, minutes_for

Phase = Step.Phase
ITEMS = ("risk", "training")


def test_every_phase_is_said_in_every_table():
    assert set(FOLLOWS) == set(Phase)
    assert set(phases.SHARES) | {Phase.BREAK} | set(ABOUT_NONE) == set(Phase)
    assert not set(ANSWERING) & set(TOGETHER) and set(OPENING) <= set(TOGETHER)
    assert sum(phases.SHARES.values()) == 100


@pytest.mark.parametrize(
    ("now", "wanted", "allowed"),
    [
        (Phase.LOBBY, Phase.UNDERSTAND, True),
        (Phase.LOBBY, Phase.ALONE, False),
        (Phase.LOBBY, Phase.REVEAL, False),
        (Phase.UNDERSTAND, Phase.ALONE, True),
        (Phase.UNDERSTAND, Phase.REVEAL, False),
        (Phase.ALONE, Phase.REVEAL, True),
        (Phase.ALONE, Phase.TALK, False),
        (Phase.REVEAL, Phase.TALK, True),
        (Phase.REVEAL, Phase.ALONE, False),
        (Phase.TALK, Phase.AGAIN, True),
        (Phase.TALK, Phase.MOVED, False),
        (Phase.AGAIN, Phase.MOVED, True),
        (Phase.AGAIN, Phase.AGREE, False),
        (Phase.MOVED, Phase.AGREE, True),
        (Phase.AGREE, Phase.TALK, True),
        (Phase.AGREE, Phase.UNDERSTAND, False),
        (Phase.ENDED, Phase.LOBBY, True),
        (Phase.ENDED, Phase.BREAK, False),
        (Phase.ENDED, Phase.UNDERSTAND, False),
        (Phase.TALK, Phase.LOBBY, False),
    ],
)
def test_what_may_follow_with_the_same_challenge(now, wanted, allowed):
    item = "" if now in ABOUT_NONE else "risk"
    assert may_follow(now, item, wanted, "" if wanted in ABOUT_NONE else "risk") == allowed


@pytest.mark.parametrize("now", set(Phase) - {Phase.ENDED})
def test_another_challenge_begins_with_understanding_it_and_a_session_may_end_anywhere(now):
    item = "" if now in ABOUT_NONE else "risk"
    assert may_follow(now, item, Phase.UNDERSTAND, "training", Phase.TALK)
    assert not any(may_follow(now, item, each, "training", Phase.TALK) for each in (*ANSWERING, *TOGETHER))
    assert may_follow(now, item, Phase.ENDED, "")
    assert may_follow(now, item, Phase.BREAK, item) == (now != Phase.BREAK)


@pytest.mark.parametrize("before", set(Phase) - {Phase.BREAK, Phase.ENDED})
def test_after_a_break_a_room_goes_on_where_it_was(before):
    item = "" if before in ABOUT_NONE else "risk"
    assert may_follow(Phase.BREAK, item, before, item, before)
    others = set(Phase) - {before, Phase.ENDED, Phase.UNDERSTAND, Phase.BREAK}
    assert not any(may_follow(Phase.BREAK, item, each, item, before) for each in others)


def reached_from(start):
    """Every phase that a room can come to, with the challenge it is about and what a break interrupted."""
    found, ahead = set(), [start]
    while ahead:
        now, item, before = here = ahead.pop()
        if here in found:
            continue
        found.add(here)
        for phase in Phase:
            for wanted in {"" if phase in ABOUT_NONE else each for each in ITEMS}:
                about = item if phase == Phase.BREAK else wanted
                if may_follow(now, item, phase, about, before):
                    ahead.append((phase, about, now if phase == Phase.BREAK else ""))
    return found


def test_nothing_is_unreachable_and_no_room_gets_stuck():
    everything = reached_from((Phase.LOBBY, "", ""))
    assert {phase for phase, _item, _before in everything} == set(Phase)
    assert {(phase, item) for phase, item, _ in everything if phase in TOGETHER} == {
        (phase, item) for phase in TOGETHER for item in ITEMS
    }
    for place in everything:
        assert {phase for phase, _item, _before in reached_from(place)} == set(Phase), place


def test_answers_are_seen_only_after_they_were_given():
    """Whatever the way, a room that shows answers of a round passed a phase of answering it, with that challenge."""
    for now in set(Phase) - {Phase.BREAK}:
        for opening, answering in zip(OPENING, ANSWERING, strict=True):
            assert may_follow(now, "risk", opening, "risk") == (now == answering)


@given(st.sampled_from(list(Phase)), st.integers(5, 180))
def test_minutes_of_a_phase_are_at_least_one_and_fit_the_challenge(phase, minutes):
    given = minutes_for(phase, minutes)
    assert given == 0 if phase in ABOUT_NONE else given >= 1
    whole = sum(minutes_for(each, minutes) for each in phases.SHARES)
    assert abs(whole - minutes) <= len(phases.SHARES)
