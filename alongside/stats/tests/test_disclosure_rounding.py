"""Rounding, the English rules, and what a percentage gives back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.stats.disclosure import (
    english_counts,
    english_percentage,
    possible_numerators,
    round_to,
    rounded_range,
)


@pytest.mark.parametrize(
    ("counts", "base", "rounded"),
    [
        ([0, 1, 2, 3, 7, 8, 12, 13], 5, (0, 0, 0, 5, 5, 10, 10, 15)),
        ([0, 1, 4, 5, 14, 15], 10, (0, 0, 0, 10, 10, 20)),
        ([0, 1, 2, 3], 2, (0, 2, 2, 4)),
    ],
)
def test_rounding_by_hand(counts: list[int], base: int, rounded: tuple[int, ...]) -> None:
    assert round_to(counts, base) == rounded


def test_the_vectors_of_the_hospital_rule() -> None:
    # As the public code of the National Health Service tests it: 1 to 7 hidden, others to the nearest 5.
    counts, shown = [0, 2, 5, 8, 16, 57, 10023], (0, None, None, 10, 15, 55, 10025)
    assert english_counts(counts, threshold=8, show_zero=True) == shown


def test_the_rule_of_the_mental_health_data_set() -> None:
    assert english_counts([0, 4, 5, 7, 8, 12, 13]) == (None, None, 5, 5, 10, 10, 15)


@given(st.integers(0, 500), st.integers(2, 12), st.integers(2, 12))
def test_a_rounded_figure_holds_the_counts_that_show_so_and_no_other(count: int, base: int, threshold: int) -> None:
    low, high = rounded_range(round_to([count], base)[0], base)
    assert [n for n in range(count + 30) if round_to([n], base) == round_to([count], base)] == list(
        range(low, high + 1)
    )
    (shown,) = english_counts([count], threshold=threshold, base=base, show_zero=True)
    if shown:
        low, high = rounded_range(shown, base, threshold=threshold)
        same = [n for n in range(count + 30) if english_counts([n], threshold=threshold, base=base) == (shown,)]
        assert same == list(range(low, high + 1))


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(5, 10, 50), (4, 10, None), (4, 4, None), (None, 10, None), (10, None, None), (1, 8, None), (10, 80, 13)],
)
def test_percentages(numerator: int | None, denominator: int | None, shown: int | None) -> None:
    assert english_percentage(numerator, denominator) == shown


def test_nearly_everybody_tells_of_the_few() -> None:
    assert english_percentage(48, 50, complement=False) == 96
    assert english_percentage(48, 50) is None
    assert english_percentage(50, 50) == 100


@pytest.mark.parametrize(
    ("percentage", "denominator", "decimals", "ends"),
    [
        (25, 12, 0, (3, 3)),
        (25, 900, 0, (221, 229)),
        (25.0, 900, 1, (225, 225)),
        (96, 50, 0, (48, 48)),
        ("33.3", 9, 1, (3, 3)),
        (0, 1000, 0, (0, 5)),
        (100, 1000, 0, (995, 1000)),
        (34, 3, 0, None),
        (50, (8, 12), 0, (4, 6)),
    ],
)
def test_what_a_percentage_can_stand_for(
    percentage: float | str, denominator: int | tuple[int, int], decimals: int, ends: tuple[int, int] | None
) -> None:
    assert possible_numerators(percentage, denominator, decimals=decimals) == ends


@given(st.integers(1, 400), st.data())
def test_the_true_count_is_always_possible(people: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, people))
    ends = possible_numerators((200 * count + people) // (2 * people), people)
    assert ends is not None
    assert ends[0] <= count <= ends[1]


@pytest.mark.parametrize("bad", [[-1], [True], [2.5], ["4"], [None], [2**41]])
def test_only_counts_are_rounded(bad: list[int]) -> None:
    for rule in (round_to, english_counts):
        with pytest.raises(ValueError, match="whole number") as refusal:
            rule(bad)
        assert str(bad[0]).lstrip("-") not in str(refusal.value).replace("from 0", "")


@pytest.mark.parametrize("base", [0, 1, -5, True])
def test_bases_that_round_nothing_are_refused(base: int) -> None:
    with pytest.raises(ValueError, match="base"):
        round_to([7], base)


def test_other_refusals() -> None:
    with pytest.raises(ValueError, match="larger than the denominator"):
        english_percentage(9, 8)
    with pytest.raises(ValueError, match="multiple"):
        rounded_range(7)
    with pytest.raises(ValueError, match="No count"):
        rounded_range(5, threshold=8)
    with pytest.raises(ValueError, match="between 0 and 100"):
        possible_numerators(101, 10)
    with pytest.raises(ValueError, match="must be a number"):
        possible_numerators("a few", 10)
    with pytest.raises(ValueError, match="threshold"):
        english_counts([4], threshold=1)
