"""Everything that a release says, as one riddle: which numbers can stand where none was told?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from statistics import fmean

import pytest

from alongside.feedback.rules import releasing, riddle
from alongside.feedback.rules.counting import tally
from alongside.feedback.rules.releasing import FEWEST, Question, Result, result_of
from alongside.feedback.rules.riddle import Riddle, guarded, leaks
from alongside.feedback.rules.rounded_figures import fewest_of_most, least, most
from alongside.feedback.tests.attacks.crowds import answered, crowd, so_many
from alongside.feedback.tests.makers import survey
from alongside.stats.disclosure import Dimension, Released, audit, cell
from alongside.stats.disclosure.statements import possible_values

TABLES = so_many(120, 20_000)
# Releases with groups: with them one riddle takes about a second.
WITH_GROUPS = so_many(4, 300)
# These tell too much once averages of groups stand beside the counts.
TELLING = (32, 49)


def tables(many: int) -> Iterator[Question]:
    """So many questions as they are released."""
    for seed in range(many // 3 + 1):
        yield from result_of(survey(), tally(survey(), answered(seed))).questions


def as_read(said: Question, exact: int | None = None) -> Released:
    """A question as the audit reads it: every count and their sum within what rounding leaves open."""
    options = tuple(option.key for option in survey().options(said.item))
    ranges = {cell(answer=key): (least(number), most(number)) for key, number in said.answers}
    ranges = ranges or {cell(answer=key): (0, most(said.people)) for key in options}
    if said.nearly_all:
        ranges[cell(answer=said.nearly_all)] = (fewest_of_most(said.people), most(said.people))
    total = {cell(): (max(FEWEST, least(said.people)), most(said.people))} if exact is None else {}
    told = {} if exact is None else {cell(): exact}
    return Released((Dimension("answer", options, answers=True),), told, {}, FEWEST, between=ranges | total)


def possible(given: Iterable[Released]) -> list[int]:
    """How many numbers can stand in each count, up to seven."""
    found = []
    for released in given:
        found += [each.values for each in audit(released, values=7).intervals if each.cell]
    return found


def test_every_count_can_be_three_numbers_or_more() -> None:
    found = possible(as_read(said) for said in tables(TABLES) if said.people)
    assert min(found) >= 3
    assert fmean(found) >= 4


def test_exact_totals_beside_rounded_counts_are_caught() -> None:
    """The seeded fault: 3, 8 and 8 people are about 5, 10 and 10 of about 20; of exactly 19 they are 3, 8 and 8."""
    nineteen = {("", "", "", ""): 19, ("", "", "hope", "worse"): 3, ("", "", "hope", "a-little"): 8}
    said = result_of(survey(), nineteen | {("", "", "hope", "very-much"): 8}).questions[0]
    assert min(possible([as_read(said)])) >= 3
    assert set(possible([as_read(said, 19)])) == {1}


def test_counts_that_are_only_rounded_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: 3, 3, 3, 3, 0 and 0 people are about 5, 5, 5, 5, 0 and 0 of about 10, and nothing else is."""
    twelve = {("", "", "", ""): 12} | {("", "", "hope", key): 3 for key in ("worse", "not-at-all", "a-little")}
    twelve |= {("", "", "hope", "very-much"): 3}
    assert result_of(survey(), twelve).questions[0].answers == ()
    monkeypatch.setattr(releasing, "leaves_enough", lambda *_each: True)
    said = result_of(survey(), twelve).questions[0]
    assert set(possible([as_read(said)])) == {1}


def with_average(said: Question, people: int, mean: float, decimals: int) -> int:
    """The fewest numbers that any count can be, for a reader who has the true average beside the counts."""
    found = Riddle(survey(), Result(releasing.rounded(people), (said,)), 0)
    found.answers(said, found.hidden(FEWEST, most(said.people)))
    half = 0.5 * 10**-decimals
    values = [option.value for option in survey().options(said.item)]
    valued = [(place, float(value)) for place, value in zip(found.places[1:], values, strict=True) if value is not None]
    found.about.known({place: value - mean + half for place, value in valued}, 0)
    found.about.known({place: value - mean - half for place, value in valued}, -1e9, -1e-9)
    return min(possible_values(found.about, found.places[1:], enough=True))


@pytest.mark.parametrize("decimals", [1, 2])
def test_true_averages_beside_rounded_counts_are_caught(decimals: int) -> None:
    """The seeded fault, which one decimal was until this attack was written."""
    given = 0
    for seed in range(30):
        counts = tally(survey(), answered(seed))
        said = result_of(survey(), counts).questions[0]
        if said.answers:
            options = [(option.value, counts["", "", "hope", option.key]) for option in survey().options("hope")]
            rows = [(float(value), number) for value, number in options if value is not None]
            mean = sum(value * number for value, number in rows) / sum(number for _value, number in rows)
            people = counts["", "", "", ""]
            given += with_average(said, people, round(mean, decimals), decimals) < riddle.ENOUGH
    assert given > 2


def test_averages_of_groups_leave_every_count_three_numbers() -> None:
    chosen = [*TELLING, *range(WITH_GROUPS - len(TELLING))]
    for seed in chosen:
        result = guarded(survey(), result_of(survey(), tally(survey(), crowd(seed))))
        assert not any(leaks(survey(), result, at) for at in range(len(result.questions)))
        assert result.to_json() == guarded(survey(), result).to_json()


def test_averages_of_groups_that_nobody_tried_are_caught() -> None:
    """The seeded fault: what is published without the guard."""
    found = [result_of(survey(), tally(survey(), crowd(seed))) for seed in TELLING]
    assert any(leaks(survey(), result, at) for result in found for at in range(3))


def test_sizes_of_groups_that_add_up_are_left_out() -> None:
    """18 women and 18 men are about 20 and about 20 of about 35: they could only be 18 or 19 each."""
    counts = {("", "", "", ""): 36, ("gender", "woman", "", ""): 18, ("gender", "man", "", ""): 18}
    result = result_of(survey(), counts)
    assert [(group.group, group.people) for group in result.groups] == [("woman", 0), ("man", 0)]
    loud = replace(result, groups=tuple(replace(group, people=20) for group in result.groups))
    assert leaks(survey(), loud, 0)
    assert not leaks(survey(), result, 0)
