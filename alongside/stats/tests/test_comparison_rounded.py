"""Shares of which only rounded counts are known, and the intervals of one share and of two."""

import numpy as np
import pytest

from alongside.stats.comparison import Rounded, difference, funnel, rounded_funnel, share_interval


def exact(yes: int, people: int) -> Rounded:
    return Rounded(people, ((yes, yes),), ((people, yes, yes),))


def test_counts_that_are_not_rounded_give_the_same_as_the_funnel() -> None:
    yes, people = [30, 45, 12, 80, 25, 60, 33, 41, 70, 20, 5], [50, 70, 30, 120, 60, 90, 55, 62, 110, 31, 40]
    ours = rounded_funnel([exact(*each) for each in zip(yes, people, strict=True)])
    theirs = funnel(yes, people)
    assert ours.target == pytest.approx(theirs.target)
    assert (ours.phi, ours.tau2) == (pytest.approx(theirs.phi), pytest.approx(theirs.tau2))
    assert ours.side998.tolist() == theirs.units.side998.tolist()
    assert ours.od_side998.tolist() == theirs.units.od_side998.tolist()
    lines = ours.lines(people)
    for name in ("lower95", "upper95", "lower998", "upper998", "od_lower95", "od_upper998"):
        assert getattr(lines, name) == pytest.approx(getattr(theirs.units, name)), name


def test_a_unit_is_outside_only_with_every_number_that_is_possible() -> None:
    usual = [exact(30, 50) for _each in range(20)]
    wide = Rounded(50, ((6, 20),), ((50, 6, 20),))
    narrow = Rounded(50, ((6, 10),), ((50, 6, 10),))
    found = rounded_funnel([*usual, wide, narrow])
    assert found.side998.tolist()[-2:] == [0, -1]


def test_the_target_is_not_pulled_down_by_counts_rounded_to_nothing() -> None:
    chance = np.random.default_rng(3)
    true = chance.binomial(24, 0.05, 3000)
    shown = 5 * ((true + 2) // 5)
    units = [Rounded(24, ((max(0, n - 2), n + 2),), ((24, max(0, n - 2), n + 2),)) for n in shown.tolist()]
    assert rounded_funnel(units).target == pytest.approx(0.05, abs=0.003)
    assert shown.sum() / (24 * 3000) < 0.04, "at its face"


@pytest.mark.parametrize(
    ("units", "sentence"),
    [
        ([exact(1, 5)] * 2, "at least 3 units"),
        ([exact(0, 5)] * 4, "nothing to compare"),
        ([exact(5, 5)] * 4, "nothing to compare"),
        ([exact(1, 5), exact(1, 5), Rounded(5, ((1, 1),), ())], "at least one number"),
    ],
)
def test_what_cannot_be_compared_is_refused(units: list[Rounded], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        rounded_funnel(units)


def test_intervals_as_published() -> None:
    """Newcombe 1998: 81 of 263 and 15 of 148 by Wilson's method; 56 of 70 less 48 of 80 by his tenth."""
    one, other = share_interval(81, 81, 263), share_interval(15, 15, 148)
    assert (one.lower, one.upper) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))
    assert (other.lower, other.upper) == (pytest.approx(0.0624, abs=5e-5), pytest.approx(0.1605, abs=5e-5))
    apart = difference(share_interval(56, 56, 70), share_interval(48, 48, 80))
    assert (apart.middle, apart.lower, apart.upper) == (
        pytest.approx(0.2),
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )


def test_an_interval_holds_what_is_not_known_of_the_count() -> None:
    wide = share_interval(40, 50, 100)
    assert wide.lower == share_interval(40, 40, 100).lower and wide.upper == share_interval(50, 50, 100).upper
    assert wide.middle == 0.45


@pytest.mark.parametrize("given", [(1, 2, 0), (-1, 2, 5), (3, 2, 5), (1, 6, 5)])
def test_an_interval_of_nobody_is_refused(given: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="There must be somebody"):
        share_interval(*given)
