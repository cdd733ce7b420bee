"""What a version says has one way of being written, and nothing else is taken for it."""

import json
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plans.rules.changes import changes
from alongside.plans.rules.content import (
    ActionContent,
    GoalContent,
    PlanContent,
    SignatoryContent,
    digest,
    from_text,
    to_text,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
ACTIONS = st.builds(ActionContent, id=st.uuids(), text=WORDS, side=WORDS, organisation=WORDS, person=WORDS,
                    person_id=st.none() | st.uuids(), due=DAYS, resources=WORDS)  # fmt: skip
GOALS = st.builds(GoalContent, id=st.uuids(), text=WORDS, measure=WORDS, baseline=WORDS, target=WORDS, agreed=WORDS,
                  realistic=WORDS, by_when=DAYS, actions=st.lists(ACTIONS, max_size=2).map(tuple))  # fmt: skip
SIGNATORIES = st.builds(SignatoryContent, id=st.uuids(), user_id=st.uuids(), side=WORDS, organisation=WORDS,
                        name=WORDS, post=WORDS, authority=WORDS)  # fmt: skip
PLANS = st.builds(PlanContent, plan=st.uuids(), number=st.integers(1, 99), partnership=WORDS, provider=WORDS,
                  edition=WORDS, item=WORDS, challenge=WORDS, challenge_number=st.integers(1, 10), stage=WORDS,
                  stage_name=WORDS, described=WORDS, goals=st.lists(GOALS, max_size=2).map(tuple),
                  evidence_sources=WORDS, review_on=DAYS,
                  signatories=st.lists(SIGNATORIES, max_size=2).map(tuple))  # fmt: skip
KEY = UUID(int=7)
ACTION = ActionContent(id=UUID(int=2), text="Ask", side="provider", organisation="Trust", person="", person_id=None,
                       due=date(2027, 1, 31), resources="")  # fmt: skip
GOAL = GoalContent(id=UUID(int=1), text="Everybody is asked", measure="m", baseline="3", target="8", agreed="",
                   realistic="", by_when=date(2027, 3, 1), actions=(ACTION,))  # fmt: skip
SIGNS = SignatoryContent(id=UUID(int=3), user_id=KEY, side="provider", organisation="Trust", name="Ann",
                         post="Director", authority="The board")  # fmt: skip
PLAN = PlanContent(plan=KEY, number=1, partnership="P", provider="Trust", edition="E", item="risk", challenge="Risk",
                   challenge_number=6, stage="s", stage_name="S", described="As it is", goals=(GOAL,),
                   evidence_sources="", review_on=date(2027, 6, 1), signatories=(SIGNS,))  # fmt: skip


@given(PLANS)
def test_text_and_content_are_the_same_both_ways(content):
    text = to_text(content)
    assert from_text(text) == content
    assert to_text(from_text(text)) == text
    assert digest(text) == digest(to_text(content))


@given(PLANS, PLANS)
def test_two_contents_have_two_texts(one, other):
    assert (one == other) == (to_text(one) == to_text(other)) == (digest(to_text(one)) == digest(to_text(other)))


def test_text_is_pinned():
    """People keep the SHA-256 on paper. A change of the format is a new format, never another way of writing this."""
    assert digest(to_text(PLAN)) == "9e7c5dadee31347f13e7a90d35152333b596b9f54ddd8966fdf7f25845c56c34"


def broken():
    text = to_text(PLAN)
    said = json.loads(text)
    yield "a line end", text + "\n"
    yield "a mark of byte order", "\ufeff" + text
    yield "spaces", json.dumps(said, sort_keys=True, ensure_ascii=False)
    yield "another format", text.replace("plan-version/1", "plan-version/2")
    yield "a key twice", text.replace('"number":1', '"number":2,"number":1')
    yield "a key too many", json.dumps({**said, "more": 1}, sort_keys=True, separators=(",", ":"))
    yield (
        "a key too few",
        json.dumps({k: v for k, v in said.items() if k != "item"}, sort_keys=True, separators=(",", ":")),
    )
    yield "a list for a name", text.replace('"partnership":"P"', '"partnership":["P"]')
    yield "true for a number", text.replace('"number":1', '"number":true')
    yield "a half number", text.replace('"number":1', '"number":1.5')
    yield "a day in another way", text.replace("2027-06-01", "20270601")
    yield "an upper-case key", text.replace(str(UUID(int=10)), str(UUID(int=10)).upper())[:-1]
    yield "a list", "[]"
    yield "nothing", ""
    yield "depth", "[" * 100_000


@pytest.mark.parametrize(("what", "text"), list(broken()))
def test_nothing_else_is_taken_for_such_a_text(what, text):
    with pytest.raises(ValueError):
        from_text(text)


def test_commitments_and_places_are_found():
    assert PLAN.commitments == {GOAL.id, ACTION.id}
    assert PLAN.signatory_of(KEY) == SIGNS
    assert PLAN.signatory_of(None) is None


# ── What changed ────────────────────────────────────────────────────────────────────────────────


@given(PLANS)
def test_the_same_plan_has_not_changed(content):
    assert changes(content, content) == []
    assert changes(content, replace(content, number=content.number + 1)) == []


def test_changes_are_told_goal_by_goal_and_action_by_action():
    new = replace(ACTION, id=UUID(int=9), text="Train", organisation="Board")
    after = replace(
        PLAN,
        review_on=date(2027, 7, 1),
        goals=(replace(GOAL, target="9", actions=(replace(ACTION, due=date(2027, 2, 28)), new)),),
        signatories=(),
    )
    told = changes(PLAN, after)
    assert [each.sentence for each in told] == [
        "The plan itself changed.",
        "Goal changed: “Everybody is asked”",
        "Action changed: “Ask (Trust)”",
        "New action: “Train (Board)”",
        "No longer signs: Ann",
    ]
    assert [(line.name, line.before, line.after) for line in told[1].lines] == [("Target", "8", "9")]
    assert told[0].lines[0].after == "1 July 2027"


def test_every_answer_of_a_plan_is_compared():
    """The seeded fault is a field that the comparison forgets: whatever people read, a change of it is told."""
    silent = {"plan", "number", "item", "edition", "stage", "challenge_number", "goals", "signatories"}
    for name in set(vars(PLAN)) - silent:
        other = date(2030, 1, 1) if name == "review_on" else "Something else"
        assert changes(PLAN, replace(PLAN, **{name: other})), name
    for name in set(vars(GOAL)) - {"id", "actions"}:
        other = date(2030, 1, 1) if name == "by_when" else "Something else"
        assert changes(PLAN, replace(PLAN, goals=(replace(GOAL, **{name: other}),))), name
    for name in set(vars(ACTION)) - {"id", "side", "person_id"}:
        other = date(2030, 1, 1) if name == "due" else "Something else"
        assert changes(PLAN, replace(PLAN, goals=(replace(GOAL, actions=(replace(ACTION, **{name: other}),)),))), name
    for name in set(vars(SIGNS)) - {"id", "user_id"}:
        assert changes(PLAN, replace(PLAN, signatories=(replace(SIGNS, **{name: "commissioner"}),))), name
