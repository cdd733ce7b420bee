"""Krippendorff's alpha: printed values, an independent calculation, properties, and plain refusals."""

import math
from collections.abc import Callable
from itertools import combinations
from random import Random

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from alongside.stats import agreement

Ratings = list[list[int | None]]

NO = None
# Four observers, twelve units: the example of Krippendorff's own instructions (2011).
PRINTED: Ratings = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3],
    [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
]
# Three observers, fifteen units: a second widely printed example.
PRINTED_FIFTEEN: Ratings = [
    [NO, NO, NO, NO, NO, 3, 4, 1, 2, 1, 1, 3, 3, NO, 3],
    [1, NO, 2, 1, 3, 3, 4, 3, NO, NO, NO, NO, NO, NO, NO],
    [NO, NO, 2, 1, 3, 4, 4, NO, 2, 1, 1, 3, 3, NO, 4],
]
COMPLETE: Ratings = [[1, 2, 3, 3, 2], [1, 2, 3, 2, 2], [1, 3, 3, 3, 1], [2, 2, 3, 3, 2]]

levels = st.sampled_from(["nominal", "ordinal", "interval", "ratio"])
tables = st.integers(1, 7).flatmap(
    lambda units: st.lists(
        st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=units, max_size=units),
        min_size=2,
        max_size=5,
    )
)


def alpha_or_skip(ratings: Ratings, level: agreement.Level) -> float:
    """Return alpha, or skip the drawn example where alpha is rightly refused."""
    try:
        return agreement.krippendorff_alpha(ratings, level)
    except ValueError:
        reject()


def pair_by_pair(ratings: Ratings, divisor: Callable[[int], int]) -> float:
    """Return interval alpha by its definition over pairs, with the divisor for a unit's number of ratings."""
    units = [[value for value in unit if value is not None] for unit in zip(*ratings, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    pairs = [(a, b, 1 / divisor(len(unit))) for unit in units for a, b in combinations(unit, 2)]
    weight = {v: 0.0 for unit in units for v in unit}
    for a, b, share in pairs:
        weight[a] += share
        weight[b] += share
    n = sum(weight.values())
    observed: float = sum(share * (a - b) ** 2 for a, b, share in pairs)
    expected: float = sum(weight[a] * weight[b] * (a - b) ** 2 for a, b in combinations(weight, 2))
    return 1 - (n - 1) * observed / expected


@pytest.mark.parametrize(
    ("level", "printed"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_printed_values_of_krippendorff(level: agreement.Level, printed: float) -> None:
    assert agreement.krippendorff_alpha(PRINTED, level) == pytest.approx(printed, abs=0.0005)


@pytest.mark.parametrize(("level", "printed"), [("nominal", 0.691358), ("interval", 0.810845)])
def test_printed_values_of_the_second_example(level: agreement.Level, printed: float) -> None:
    assert agreement.krippendorff_alpha(PRINTED_FIFTEEN, level) == pytest.approx(printed, abs=5e-7)


def test_ordinal_is_the_level_unless_another_is_named() -> None:
    assert agreement.krippendorff_alpha(PRINTED) == agreement.krippendorff_alpha(PRINTED, level="ordinal")


def test_ordinal_difference_by_hand() -> None:
    # Ratings 1,1,1,2,2,3 in three units: middles of the ranks 1.5, 4, 5.5.
    # Observed: one pair (1,2) of 2.5^2, one pair (2,3) of 1.5^2. Expected: 6 x 6.25 + 3 x 16 + 2 x 2.25.
    ratings: Ratings = [[1, 1, 2], [1, 2, 3]]
    assert agreement.krippendorff_alpha(ratings, "ordinal") == pytest.approx(1 - 5 * 8.5 / 90)


def test_a_divisor_that_forgets_the_number_of_raters_is_seen() -> None:
    """A known package divides by 1 and not by the ratings less one; its 1 - alpha is then too large."""
    ours = agreement.krippendorff_alpha(COMPLETE, "interval")
    right, faulty = pair_by_pair(COMPLETE, lambda m: m - 1), pair_by_pair(COMPLETE, lambda _: 1)
    assert ours == pytest.approx(right)
    assert abs(ours - faulty) > 0.005
    # With 5 units and 4 raters the fault multiplies 1 - alpha by (20 - 1/3)/19, as 0.6924 is to 0.7028.
    assert (1 - faulty) / (1 - ours) == pytest.approx((20 - 1 / 3) / 19)
    published = (1 - 0.6924) / (1 - 0.7028)
    assert published == pytest.approx((20 - 1 / 3) / 19, abs=0.0005)


@given(tables)
def test_the_same_as_pair_by_pair(ratings: Ratings) -> None:
    ours = alpha_or_skip(ratings, "interval")
    assert ours == pytest.approx(pair_by_pair(ratings, lambda m: m - 1), abs=1e-9)


@given(tables, levels)
def test_never_above_one(ratings: Ratings, level: agreement.Level) -> None:
    assert alpha_or_skip(ratings, level) <= 1


@given(tables, levels, st.randoms(use_true_random=False))
def test_order_of_raters_and_units_changes_nothing(ratings: Ratings, level: agreement.Level, random: Random) -> None:
    expected = alpha_or_skip(ratings, level)
    columns = list(zip(*ratings, strict=True))
    random.shuffle(columns)
    rows = [list(row) for row in zip(*columns, strict=True)]
    random.shuffle(rows)
    assert agreement.krippendorff_alpha(rows, level) == expected


@given(tables)
def test_ordinal_sees_only_the_order(ratings: Ratings) -> None:
    expected = alpha_or_skip(ratings, "ordinal")
    stretched: Ratings = [[v if v is None else 10**v for v in row] for row in ratings]
    backwards: Ratings = [[v if v is None else 4 - v for v in row] for row in ratings]
    assert agreement.krippendorff_alpha(stretched, "ordinal") == expected
    assert agreement.krippendorff_alpha(backwards, "ordinal") == expected


@given(st.lists(st.integers(0, 9), min_size=2, max_size=8), st.integers(2, 5), levels)
def test_perfect_agreement_with_variation_is_one(row: list[int], raters: int, level: agreement.Level) -> None:
    assume(len(set(row)) > 1)
    assert agreement.krippendorff_alpha([row] * raters, level) == 1


@given(st.lists(st.integers(0, 4), min_size=2, max_size=9), levels)
def test_one_unit_is_exactly_zero_whatever_the_raters_say(said: list[int], level: agreement.Level) -> None:
    assume(len(set(said)) > 1)
    assert agreement.krippendorff_alpha([[value] for value in said], level) == 0


@given(tables, levels, st.integers(0, 4))
def test_a_unit_with_one_rating_is_dropped(ratings: Ratings, level: agreement.Level, value: int) -> None:
    expected = alpha_or_skip(ratings, level)
    longer: Ratings = [[*ratings[0], value], *([*row, None] for row in ratings[1:])]
    assert agreement.krippendorff_alpha(longer, level) == expected


def test_one_disagreement_in_an_otherwise_constant_table_is_zero() -> None:
    assert agreement.krippendorff_alpha([[1, 1, 1, 1, 1], [1, 1, 1, 1, 2]], "nominal") == 0


def test_systematic_disagreement_is_below_zero() -> None:
    assert agreement.krippendorff_alpha([[1, 2, 1, 2], [2, 1, 2, 1]], "nominal") == pytest.approx(-0.75)


def test_floats_and_zero_are_fine_at_ratio_level() -> None:
    assert agreement.krippendorff_alpha([[0, 0.5, 2.25], [0, 0.5, 2.25]], "ratio") == 1


@pytest.mark.parametrize(
    ("ratings", "level", "sentence"),
    [
        (
            [[2, 2], [2, 2]],
            "ordinal",
            "All ratings are the same, so there is no variation and alpha has no value.",
        ),
        (
            [[1, 7], [None, None]],
            "ordinal",
            "No unit has two ratings or more, so there is nothing to compare.",
        ),
        ([[1, 7]], "ordinal", "No unit has two ratings or more, so there is nothing to compare."),
        ([], "ordinal", "There are no ratings to compare."),
        ([[], []], "ordinal", "There are no ratings to compare."),
        (
            [[1, 7], [1]],
            "ordinal",
            "Every rater needs a place for every unit; write None where a rating is missing.",
        ),
        (
            [[1, 7], [1, math.nan]],
            "nominal",
            "The rating of unit 2 by rater 2 is not a finite number; write None where a rating is missing.",
        ),
        (
            [[1, 7], [math.inf, 7]],
            "interval",
            "The rating of unit 1 by rater 2 is not a finite number; write None where a rating is missing.",
        ),
        (
            [[1, 7], [1, -7]],
            "ratio",
            "The rating of unit 2 by rater 2 is below zero, which the ratio level does not allow.",
        ),
        ([[1, True], [1, 7]], "ordinal", "The rating of unit 2 by rater 1 must be a number."),
        ([["7", 7], [1, 7]], "nominal", "The rating of unit 1 by rater 1 must be a number."),
        ([1, 7], "ordinal", "The ratings must be a list of rows, one row for each rater."),
        (["17", "17"], "ordinal", "The ratings must be a list of rows, one row for each rater."),
        ([[1, 7], [1, 7]], "ordered", "The level must be nominal, ordinal, interval or ratio."),
    ],
)
def test_refusals_are_sentences_that_keep_the_value_to_themselves(
    ratings: list[list[float | None]], level: agreement.Level, sentence: str
) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$") as refused:
        agreement.krippendorff_alpha(ratings, level)
    assert str(refused.value) == sentence
    assert "7" not in str(refused.value)


def test_below_zero_is_fine_below_ratio_level() -> None:
    assert agreement.krippendorff_alpha([[-1, 3], [-1, 3]], "interval") == 1
