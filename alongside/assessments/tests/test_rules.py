"""Answers, states and what is missing: small rules that everything else leans on."""

import pytest

from alongside.assessments.models import AssessmentState
from alongside.assessments.rules import answers
from alongside.assessments.rules.completeness import Presence, is_provider_view, problems_before_closing
from alongside.assessments.rules.states import NEXT, may_follow
from alongside.catalogue import shelf
from alongside.catalogue.framework import parse

State = AssessmentState.State
OURS = (answers.NOT_THERE_YET, answers.CANNOT_SAY, answers.MISSES_THE_POINT, answers.NOT_AGREED)


@pytest.mark.parametrize("framework", shelf.frameworks(), ids=lambda each: each.id)
def test_answers_are_distinct_and_in_the_order_of_the_stages(framework):
    stages = tuple(stage.key for stage in framework.stages)
    assert answers.ordered(framework) == ("not_there_yet", *stages)
    assert answers.answers(framework) == ("not_there_yet", *stages, "cannot_say", "misses_the_point")
    assert answers.outcomes(framework) == ("not_there_yet", *stages, "not_agreed")
    assert len(set(answers.answers(framework))) == len(stages) + 3


@pytest.mark.parametrize("ours", OURS)
def test_our_answers_can_never_be_the_key_of_a_stage(ours):
    text = (shelf.content_folder() / "frameworks" / "ten-challenges" / "2026.yaml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=ours):
        parse(text.replace("engagement", ours), "a framework that names a stage as we name an answer")
    assert "_" in ours


def test_every_state_says_what_may_follow():
    assert set(NEXT) == set(State.values)
    assert set().union(*NEXT.values()) <= set(State.values)


@pytest.mark.parametrize("now", State.values)
@pytest.mark.parametrize("then", State.values)
def test_states_only_go_forward_one_at_a_time(now, then):
    order = State.values
    assert may_follow(now, then) == (order.index(then) == order.index(now) + 1)


def presence(voice="staff", answered=0, absence=""):
    return Presence("Group", voice, answered, absence)


def test_record_without_people_who_use_services_is_a_provider_view():
    users = "people-who-use-services"
    assert is_provider_view([])
    assert is_provider_view([presence("staff", 9), presence("carers", 9), presence(users, 0)])
    assert not is_provider_view([presence(users, 1)])


def test_closing_needs_a_decision_and_words_for_every_absence():
    assert problems_before_closing([presence(answered=1)], 1) == []
    assert len(problems_before_closing([presence(answered=1)], 0)) == 1
    assert len(problems_before_closing([presence()], 1)) == 1
    assert problems_before_closing([presence(absence="We did not reach them.")], 1) == []
    both = problems_before_closing([presence(), presence()], 0)
    assert len(both) == 2
    assert "Group; Group" in both[1]
