"""Somebody looks at a team's page after every single answer, and counts at the door who has just been there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from alongside.feedback.rules import releasing
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.counting import tally
from alongside.feedback.rules.releasing import FEWEST, Question, Result, result_of
from alongside.feedback.rules.rounded_figures import fewest_of_most, least, most
from alongside.feedback.tests.attacks.crowds import answered, so_many
from alongside.feedback.tests.makers import survey

Page = Sequence[tuple[Result, int]]
TEAMS = so_many(400, 10_000)


def in_windows(people: Sequence[Answer]) -> Callable[[int], Page]:
    """What the page shows after so many answers: opened as soon as eight wait, published as soon as that is allowed."""
    pages: list[list[tuple[Result, int]]] = [[]]
    sealed, counted = 0, 0
    for number in range(1, len(people) + 1):
        sealed += 1
        if sealed >= FEWEST:
            counted, sealed = counted + sealed, 0
        page = list(pages[-1])
        if releasing.may_release(counted):
            page.append((result_of(survey(), tally(survey(), people[number - counted : number])), counted))
            counted = 0
        pages.append(page)
    return pages.__getitem__


def live(people: Sequence[Answer]) -> Callable[[int], Page]:
    """The seeded fault: no eight new people are waited for, and the page follows every answer."""

    def page(number: int) -> Page:
        if number < FEWEST:
            return []
        return [(result_of(survey(), tally(survey(), people[:number])), number)]

    return page


def recovered(people: Sequence[Answer], page: Callable[[int], Page]) -> int:
    """How many answers of the newest person a reader is sure of, who saw the page before and after each."""
    sure = 0
    for number in range(1, len(people) + 1):
        before, after = page(number - 1), page(number)
        if before == after:
            continue
        result, among = after[-1]
        old = before[-1][0].questions if before and len(before) == len(after) else ()
        for at, said in enumerate(result.questions):
            sure += len(_left(said, old[at] if old else None, among)) == 1
    return sure


def _left(said: Question, old: Question | None, among: int) -> set[str]:
    """Which answers the newest of so many people can have given."""
    if old and old.answers and said.answers:
        was = dict(old.answers)
        grown = {key for key, number in said.answers if number > was[key]}
        if grown:
            return grown
    if said.nearly_all:
        others = {"others"} if among > fewest_of_most(said.people) else set()
        return {said.nearly_all} | others
    lows = {key: least(number) for key, number in said.answers}
    return {
        key
        for key, number in said.answers
        if min(most(number), among - sum(low for other, low in lows.items() if other != key)) > 0
    }


def test_nobody_s_answer_is_had_by_looking_after_every_answer() -> None:
    assert sum(recovered(people, in_windows(people)) for people in map(answered, range(TEAMS))) == 0


def test_a_team_of_one_mind_gives_nobody_away() -> None:
    for number in range(8, 61):
        same = [Answer({"hope": "worse", "control": "worse", "opportunity": "worse"})] * number
        assert recovered(same, in_windows(same)) == 0


def test_a_page_that_follows_every_answer_is_caught() -> None:
    teams = [answered(seed) for seed in range(12)]
    answers = sum(3 * (len(people) - FEWEST) for people in teams)
    assert sum(recovered(people, live(people)) for people in teams) > answers / 10


def test_saying_that_all_of_eight_agree_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: what nearly everybody said is told of about 10 people too."""
    monkeypatch.setattr(releasing, "may_be_told", lambda _people: True)
    same = [Answer({"hope": "worse"})] * 8
    assert recovered(same, in_windows(same)) > 0
