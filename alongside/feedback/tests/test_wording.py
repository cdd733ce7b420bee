"""A release in words: what is said is true of every number of people that rounding may hide."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from alongside.catalogue.survey import RATHER_NOT_SAY
from alongside.feedback import wording
from alongside.feedback.rules.counting import EVERYBODY
from alongside.feedback.rules.releasing import Group, Question, Result, result_of, rounded
from alongside.feedback.tests.makers import survey

FAVOURABLE = ("quite-a-lot", "very-much")
EDITION = survey()
KEYS = ("worse", "not-at-all", "a-little", "quite-a-lot", "very-much", RATHER_NOT_SAY)


def question(*counts: int, mean: float | None = 3.9) -> Question:
    """What a release holds of these true numbers."""
    answers = tuple(zip(KEYS, map(rounded, counts), strict=True))
    return Question("hope", rounded(sum(counts)), answers, mean=mean)


def untrue(most: int) -> list[tuple[int, ...]]:
    """True numbers, up to `most` in an answer, of which something is said that does not hold."""
    found = []
    for counts in product(range(most), repeat=4):
        given = (0, *counts, 0)
        if sum(given) < 8:
            continue
        share = Fraction(given[3] + given[4], sum(given))
        said = wording.said(EDITION, question(*given))[0]
        if ("more than half said" in said and "cannot tell" not in said and share <= Fraction(1, 2)) or (
            "fewer than half" in said and share >= Fraction(1, 2)
        ):
            found.append(given)
    return found


def test_half_is_only_spoken_of_where_it_is_certain() -> None:
    assert untrue(11) == []


def test_taking_rounded_numbers_at_their_word_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault."""
    monkeypatch.setattr(wording, "AWAY", 0)
    assert len(untrue(11)) > 10


def test_the_real_share_lies_between_the_ends() -> None:
    for counts in product(range(0, 14, 3), repeat=4):
        given = (*counts, 4, 0)
        if sum(given) >= 8:
            low, high = wording.share(question(*given), FAVOURABLE)
            assert low <= Fraction(given[3] + given[4], sum(given)) <= high


def test_most_the_worst_and_the_average_are_told() -> None:
    said = wording.said(survey(), question(5, 1, 3, 20, 30, 2))
    assert said == [
        "more than half said “Quite a lot” or “Very much”.",
        "About 5 people said “It has made this worse”.",
        "On average the answers are about 3.9, where 1 means “It has made this worse” and 5 means “Very much”.",
    ]
    assert wording.said(survey(), question(0, 20, 30, 3, 2, 0, mean=None)) == [
        "fewer than half said “Quite a lot” or “Very much”."
    ]
    assert "cannot tell" in wording.said(survey(), question(0, 5, 5, 5, 5, 0))[0]


def test_where_nearly_everybody_agrees_nothing_else_is_said() -> None:
    same = Question("hope", 40, (), nearly_all="very-much")
    asked = wording.told(survey(), Result(40, (same,))).questions[0]
    assert asked.sentences[0] == "Most people said “Very much”."
    assert asked.rows == ()
    assert not any(figure in " ".join(asked.sentences) for figure in "0123456789")


def test_numbers_that_would_give_an_answer_away_are_told_as_that() -> None:
    asked = wording.told(survey(), Result(10, (Question("hope", 10, ()),))).questions[0]
    assert asked.sentences[0] == "About 10 people answered this question."
    assert "What they said is not shown" in asked.sentences[1]
    assert asked.rows == ()


def test_too_few_answers_are_told_as_that() -> None:
    asked = wording.told(survey(), Result(10, (Question("hope", 0, ()),))).questions[0]
    assert asked.sentences == ("Fewer than 8 people answered this question, so nothing is shown.",)


def test_sentences_begin_with_how_many() -> None:
    found = wording.sentences(survey(), Result(25, (question(0, 0, 2, 12, 11, 0),)))
    assert found == ["About 25 people answered.", "Hope: more than half said “Quite a lot” or “Very much”."]


def test_groups_have_averages_and_what_is_hidden_is_explained() -> None:
    one = Group("age", "18-24", 15, (Question("hope", 0, (), mean=3.5), Question("control", 0, (), mean=4.5)))
    two = Group("age", "25-44", 0, (Question("hope", 0, (), mean=1.5), Question("control", 0, ())))
    told = wording.told(survey(), Result(30, (question(0, 0, 10, 10, 10, 0),), (one, two), ("age", "gender")))
    age, gender = told.groups
    assert age.rows == (("18 to 24", "15", "3.5", "4.5 or more"), ("25 to 44", "8 or more", "1.5 or less", "not shown"))
    assert "Other groups are not shown" in age.note
    assert gender.rows == ()
    assert "No group of this question" in gender.note


def test_bars_are_shares_of_everybody_and_never_longer_than_the_whole() -> None:
    rows = wording.rows(survey(), question(0, 0, 0, 8, 2, 0))
    assert [(row.about, row.length) for row in rows if row.about] == [(10, 100)]
    assert [row.label for row in rows][-1] == "I'd rather not say"
    assert all(row.length <= 100 for row in wording.rows(survey(), question(3, 3, 3, 3, 3, 3)))


def test_a_rounded_nought_is_shown_as_what_it_stands_for() -> None:
    """Nobody, one or two: who gave that answer reads no 0."""
    for given in range(5):
        worst = wording.rows(survey(), question(given, 0, 10, 10, 10, 0))[0]
        assert worst.people == ("0 to 2" if given < 3 else "5")
        assert worst.length == (0 if given < 3 else 14)


def test_a_question_says_how_many_answered_it_where_numbers_are_shown() -> None:
    told = wording.told(survey(), Result(35, (question(0, 0, 10, 10, 10, 0), Question("control", 35, (), "worse"))))
    assert [asked.people for asked in told.questions] == ["About 30 people answered this question.", ""]


def test_over_time_has_a_row_for_each_release() -> None:
    head, rows = wording.over_time(survey(), [("May 2026", Result(25, (question(0, 0, 5, 5, 5, 0),)))])
    assert head == ["Published for", "People, about", "Hope", "Control", "Opportunity"]
    assert rows == [["May 2026", "25", "3.9"]]


def test_a_whole_release_can_be_told_and_carries_its_caution() -> None:
    counts = {EVERYBODY: 12, ("", "", "hope", "worse"): 12}
    told = wording.told(survey(), Result.from_json(result_of(survey(), counts).to_json()))
    assert told.people == "About 10 people answered."
    assert told.caution == "Not validated: for learning within a team."
    validated = replace(survey(), validated=object())
    assert wording.told(validated, Result(10, ())).caution == ""
