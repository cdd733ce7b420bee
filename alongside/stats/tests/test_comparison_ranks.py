"""Places: worked out by drawing again and again, sums that must hold, and when nothing may be shown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from alongside.stats.comparison import Shrunk, ranks, shrink

units = st.lists(
    st.tuples(st.floats(-5, 5).map(lambda y: round(y, 2)), st.floats(0.05, 2).map(lambda v: round(v, 2))),
    min_size=3,
    max_size=12,
)
SPREAD = ([-2.0, -0.4, 0.1, 0.3, 0.9, 1.2, 2.5, 4.0], [0.3, 0.1, 0.5, 0.2, 0.1, 0.9, 0.3, 0.4])


def of(data: list[tuple[float, float]]) -> Shrunk:
    return shrink([y for y, _ in data], [v for _, v in data], method="DL")


def drawn_places(shrunk: Shrunk, draws: int) -> np.ndarray:
    """Places of values drawn from the joint distribution by its covariance: no step is shared with the code."""
    own = shrunk.own_weights
    covariance = np.diag(own * shrunk.variances) + shrunk.se_mu**2 * np.outer(1 - own, 1 - own)
    values = np.random.default_rng(99).multivariate_normal(shrunk.estimates, covariance, draws)
    return stats.rankdata(values, axis=1)


def test_places_agree_with_slow_drawing() -> None:
    shrunk = shrink(*SPREAD)
    found, places = ranks(shrunk, draws=20_000), drawn_places(shrunk, 40_000)
    assert found.expected == pytest.approx(places.mean(axis=0), abs=0.03)
    assert found.top_quarter == pytest.approx((places > 6).mean(axis=0), abs=0.015)
    assert found.bottom_quarter == pytest.approx((places <= 2).mean(axis=0), abs=0.015)
    assert np.abs(found.lower - np.quantile(places, 0.025, axis=0, method="inverted_cdf")).max() <= 1
    assert np.abs(found.upper - np.quantile(places, 0.975, axis=0, method="inverted_cdf")).max() <= 1


def test_expected_places_with_equal_variances_are_the_formula_of_laird_and_louis() -> None:
    """There the uncertainty of mu is the same for all and moves nobody past anybody."""
    shrunk = shrink([1.0, 2.0, 4.0, 8.0], [1.0] * 4)
    m, spread = shrunk.estimates, np.sqrt(2 * shrunk.own_weights[0])
    slow = [1 + sum(stats.norm.cdf((m[i] - m[j]) / spread) for j in range(4) if j != i) for i in range(4)]
    assert ranks(shrunk).expected == pytest.approx(slow)


def test_rankability_is_the_share_that_is_not_chance() -> None:
    shrunk = shrink(*SPREAD)
    found = ranks(shrunk)
    assert found.rankability == pytest.approx(shrunk.tau2 / (shrunk.tau2 + 0.3))
    assert found.may_be_shown


def test_places_of_units_that_cannot_be_told_apart_must_not_be_shown() -> None:
    schools = shrink([28, 8, -3, 7, -1, 1, 18, 12], [error**2 for error in (15, 10, 16, 11, 9, 11, 10, 18)])
    found = ranks(schools, least_rankability=0)
    assert not found.may_be_shown
    assert found.rankability == 0
    assert list(found.expected) == [4.5] * 8
    assert list(found.lower) == [1] * 8
    assert list(found.upper) == [8] * 8
    assert found.top_quarter == pytest.approx([0.25] * 8)
    assert found.bottom_quarter == pytest.approx([0.25] * 8)


def test_where_showing_begins_is_an_option() -> None:
    shrunk = shrink([0.0, 1.0, 2.0, 3.0, 4.0], [2.0] * 5)
    found = ranks(shrunk)
    assert found.rankability < 0.5
    assert not found.may_be_shown
    assert ranks(shrunk, least_rankability=0.05).may_be_shown
    assert not ranks(shrink(*SPREAD), least_rankability=0.95).may_be_shown


def test_the_same_data_and_seed_give_the_same_page() -> None:
    shrunk = shrink(*SPREAD)
    assert (ranks(shrunk).top_quarter == ranks(shrunk).top_quarter).all()
    assert (ranks(shrunk, seed=1).top_quarter != ranks(shrunk).top_quarter).any()


def test_a_wider_level_has_wider_intervals() -> None:
    shrunk = shrink(*SPREAD)
    narrow, wide = ranks(shrunk, level=0.5), ranks(shrunk, level=0.99)
    assert (wide.lower <= narrow.lower).all()
    assert (wide.upper >= narrow.upper).all()


def test_three_teams_have_a_quarter_of_one_team() -> None:
    found = ranks(shrink([0, 0, 90], [0.1, 0.1, 0.1]))
    assert found.top_quarter == pytest.approx([0, 0, 1])
    assert found.bottom_quarter.sum() == pytest.approx(1)


def test_many_teams_are_compared_block_by_block() -> None:
    """More pairs than are looked at in one go."""
    noise = np.random.default_rng(5)
    shrunk = shrink(noise.normal(0, 1, 900), noise.uniform(0.1, 0.5, 900))
    found = ranks(shrunk, draws=100)
    place = 321
    apart = shrunk.estimates[place] - shrunk.estimates
    alone = shrunk.own_weights * shrunk.variances
    shared = (shrunk.own_weights - shrunk.own_weights[place]) * shrunk.se_mu
    chance = stats.norm.cdf(apart / np.sqrt(alone + alone[place] + shared**2))
    assert found.expected[place] == pytest.approx(0.5 + chance.sum())
    assert found.expected.sum() == pytest.approx(900 * 901 / 2)


@given(units)
def test_places_add_up(data: list[tuple[float, float]]) -> None:
    found, size = ranks(of(data), draws=200), len(data)
    assert found.expected.sum() == pytest.approx(size * (size + 1) / 2)
    assert (found.lower >= 1).all()
    assert (found.lower <= found.upper).all()
    assert (found.upper <= size).all()
    assert found.top_quarter.sum() == pytest.approx(max(1, size // 4))
    assert found.bottom_quarter.sum() == pytest.approx(max(1, size // 4))
    assert 0 <= found.rankability < 1


@given(units.filter(lambda data: len(set(data)) == len(data)))
def test_the_order_of_units_changes_nothing(data: list[tuple[float, float]]) -> None:
    here = ranks(of(data), draws=100)
    there = ranks(of(data[::-1]), draws=100)
    assert there.expected[::-1] == pytest.approx(here.expected, abs=1e-5)


def test_listing_units_in_another_order_draws_the_same_values_for_each() -> None:
    order = [3, 0, 7, 5, 1, 6, 2, 4]
    here = ranks(shrink(*SPREAD))
    there = ranks(shrink(*([column[place] for place in order] for column in SPREAD)))
    assert list(there.top_quarter) == list(here.top_quarter[order])
    assert list(there.lower) == list(here.lower[order])
