"""Change beyond error: the worked example of Jacobson and Truax, published thresholds, and plain refusals."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.stats.scoring import Instrument, Scale, cut_off, from_totals, reliable_change

# The worked example of Jacobson and Truax 1991: means 40 and 60, both standard deviations 7.5, reliability 0.80.
EXAMPLE = {"sd": 7.5, "reliability": 0.80, "higher_is_better": True}


def test_the_worked_example():
    found = reliable_change(32.5, 47.5, **EXAMPLE)
    assert found.error == pytest.approx(4.74, abs=0.005)
    assert found.index == pytest.approx(3.16, abs=0.005)
    assert (found.change, found.verdict, found.at_least) == (15.0, "improvement", False)
    assert cut_off(40, 7.5, 60, 7.5) == 50.0


def test_a_cut_off_lies_nearer_to_the_group_that_varies_less():
    assert cut_off(40, 5, 60, 15) == 45.0
    assert cut_off(60, 15, 40, 5) == 45.0


def test_the_second_score_may_cross_the_cut_off():
    assert reliable_change(32.5, 47.5, cut_off=50, **EXAMPLE).crossed is False
    assert reliable_change(32.5, 50, cut_off=50, **EXAMPLE).crossed is True
    assert reliable_change(55, 70, cut_off=50, **EXAMPLE).crossed is False
    assert reliable_change(60, 40, cut_off=50, sd=7.5, reliability=0.8, higher_is_better=False).crossed is True
    assert reliable_change(32.5, 47.5, **EXAMPLE).crossed is None


@pytest.mark.parametrize(("reliability", "points"), [(0.89, 9.4), (0.74, 14.4)])
def test_a_published_recovery_measure_needs_more_points_with_its_retest_reliability(reliability, points):
    """Standard deviation 10.2 (REFOCUS), internal consistency 0.89, retest 0.74 (Williams 2015)."""
    found = reliable_change(30, 40, sd=10.2, reliability=reliability, higher_is_better=True)
    assert found.needed == pytest.approx(points, abs=0.05)
    assert found.verdict == ("improvement" if points < 10 else "none")


def test_an_index_must_exceed_the_criterion_and_a_threshold_need_only_be_reached():
    """sd 1 and reliability 0.5 make an error of exactly 1."""
    unit = {"sd": 1, "reliability": 0.5, "higher_is_better": True}
    assert reliable_change(0, 1.96, **unit).verdict == "none"
    assert reliable_change(0, 1.961, **unit).verdict == "improvement"
    assert reliable_change(0, 1.7, **unit, criterion=1.645).verdict == "improvement"
    assert reliable_change(0, 3, threshold=3, higher_is_better=True).verdict == "improvement"
    assert reliable_change(0, 2.999, threshold=3, higher_is_better=True).verdict == "none"


# Thresholds of NHS England's public code, as points and direction.
@pytest.mark.parametrize(
    ("threshold", "higher_is_better"), [(6, False), (4, False), (5, False), (8, False), (3, True), (6.6, True)]
)
def test_a_threshold_works_in_both_directions(threshold, higher_is_better):
    worse, better = ("deterioration", "improvement") if higher_is_better else ("improvement", "deterioration")
    for change, verdict in [(threshold, better), (-threshold, worse), (threshold - 0.1, "none"), (0, "none")]:
        found = reliable_change(10, 10 + change, threshold=threshold, higher_is_better=higher_is_better)
        assert (found.verdict, found.at_least, found.index, found.error) == (verdict, True, None, None)


def test_dust_of_arithmetic_does_not_decide():
    """Means of sixths: their differences print as a little less than 3."""
    assert Fraction(repr(19 / 6)) - Fraction(repr(1 / 6)) < 3
    for low, high in [(1 / 6, 19 / 6), (19.35, 22.35), (13.4, 16.4), (4 / 3, 13 / 3), (0.1, 3.1)]:
        assert reliable_change(low, high, threshold=3, higher_is_better=True).verdict == "improvement"


SLOT = {
    version: Instrument(
        key="x",
        version=version,
        items=(),
        scales=(Scale(key="total", items=(), method="sum", low=0, high=40, higher_is_better=True),),
    )
    for version in ("1", "2")
}


def placed(value, version="1"):
    return from_totals(SLOT[version], {"total": value}).scales["total"]


def test_scores_bring_their_direction():
    assert reliable_change(placed(10), placed(16), threshold=5).verdict == "improvement"
    assert reliable_change(placed(16), placed(10), threshold=5).verdict == "deterioration"


def test_scores_of_different_versions_are_not_compared():
    with pytest.raises(ValueError, match="different measures or versions"):
        reliable_change(placed(10), placed(16, "2"), threshold=5)


def test_a_direction_that_contradicts_the_scores_is_refused():
    with pytest.raises(ValueError, match="without contradicting the scores"):
        reliable_change(placed(10), placed(16), threshold=5, higher_is_better=False)


def test_numbers_need_a_direction():
    with pytest.raises(ValueError, match="whether higher is better"):
        reliable_change(10, 16, threshold=5)


@pytest.mark.parametrize(("before", "after", "which"), [(99, 10, "first"), (10, 99, "second"), (99, 99, "first")])
def test_a_change_from_or_to_no_score_is_none_with_a_reason(before, after, which):
    found = reliable_change(placed(before), placed(after), threshold=5)
    assert (found.verdict, found.change, found.reason) == (None, None, f"The {which} score is none.")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({}, "Give a threshold, or"),
        ({"sd": 1}, "Give a threshold, or"),
        ({"reliability": 0.8}, "Give a threshold, or"),
        ({"threshold": 3, "sd": 1, "reliability": 0.8}, "but not both"),
        ({"threshold": 0}, "threshold must be above zero"),
        ({"threshold": math.nan}, "threshold must be a finite number"),
        ({"sd": 0, "reliability": 0.8}, "standard deviation must be above zero"),
        ({"sd": 1, "reliability": 1}, "from 0 to below 1"),
        ({"sd": 1, "reliability": -0.1}, "from 0 to below 1"),
        ({"sd": 1, "reliability": 0.8, "criterion": 0}, "criterion must be above zero"),
    ],
)
def test_options_that_make_no_sense_are_refused(options, reason):
    with pytest.raises(ValueError, match=reason):
        reliable_change(1, 2, higher_is_better=True, **options)


@pytest.mark.parametrize("value", ["17", True, None, math.inf])
def test_a_refusal_never_repeats_a_score(value):
    with pytest.raises(ValueError, match=r"^The second score must be a (finite )?number\.$"):
        reliable_change(1, value, threshold=3, higher_is_better=True)


def test_a_cut_off_needs_groups_that_vary():
    with pytest.raises(ValueError, match="above zero"):
        cut_off(40, 0, 60, 7.5)


points = st.integers(-500, 500)


@given(points, points, st.integers(1, 100), st.booleans())
def test_swapping_the_scores_swaps_the_verdict(before, after, threshold, higher_is_better):
    there = reliable_change(before, after, threshold=threshold, higher_is_better=higher_is_better)
    back = reliable_change(after, before, threshold=threshold, higher_is_better=higher_is_better)
    swapped = {"improvement": "deterioration", "deterioration": "improvement", "none": "none"}
    assert back.verdict == swapped[there.verdict]
    assert there.change == -back.change
