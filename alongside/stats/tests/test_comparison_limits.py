"""Limits by chance alone: printed values, the definition worked out slowly, and no more false alarms than promised."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from alongside.stats.comparison import Form, binomial_limits, poisson_limits

HIGH = 0.998
LEVELS = [0.95, HIGH]

shares = st.floats(0.001, 0.999)
sizes = st.integers(1, 800)
means = st.floats(0.01, 500)


def outside_binomial(n: int, p: float, level: float, form: Form) -> tuple[float, float]:
    """The chances, added up result by result, of lying below and above the limits."""
    limits = binomial_limits(p, [n], level=level, form=form)
    people = np.arange(n + 1)
    chance, ratio = stats.binom.pmf(people, n, p), people / n
    return float(chance[ratio < limits.lower[0]].sum()), float(chance[ratio > limits.upper[0]].sum())


def outside_poisson(mean: float, level: float, form: Form) -> tuple[float, float]:
    """The same for events."""
    limits = poisson_limits([mean], level=level, form=form)
    events = np.arange(int(mean + 20 * mean**0.5 + 40))
    chance, ratio = stats.poisson.pmf(events, mean), events / mean
    return float(chance[ratio < limits.lower[0]].sum()), float(chance[ratio > limits.upper[0]].sum())


def test_the_chi_square_form_gives_what_the_tests_of_funnelplotr_print() -> None:
    at95, at998 = (poisson_limits([15, 20, 30], level=level, form="published") for level in LEVELS)
    assert at95.lower == pytest.approx([0.5596924, 0.6108260, 0.6746958], abs=5e-8)
    assert at95.upper == pytest.approx([1.649348, 1.544419, 1.427562], abs=5e-7)
    assert at998.lower == pytest.approx([0.3862650, 0.4479107, 0.5289724], abs=5e-8)
    assert at998.upper == pytest.approx([2.082907, 1.902094, 1.702771], abs=5e-7)


@pytest.mark.parametrize("level", LEVELS)
def test_the_chi_square_form_is_the_chi_square_distribution(level: float) -> None:
    expected, tail = np.array([0.05, 0.7, 3.3, 40, 2500.5]), (1 - level) / 2
    limits = poisson_limits(expected, level=level, form="published")
    assert limits.lower == pytest.approx(stats.chi2.ppf(tail, 2 * expected) / (2 * expected))
    assert limits.upper == pytest.approx(stats.chi2.ppf(1 - tail, 2 * (expected + 1)) / (2 * expected))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("p", [0.03, 0.5, 0.8, 0.97])
def test_the_published_binomial_form_is_spiegelhalters_definition(p: float, level: float) -> None:
    n = np.array([1, 2, 7, 20, 55, 300, 4001])
    limits = binomial_limits(p, n, level=level, form="published")
    for found, chance in ((limits.lower, (1 - level) / 2), (limits.upper, (1 + level) / 2)):
        r = stats.binom.ppf(chance, n, p)
        alpha = (stats.binom.cdf(r, n, p) - chance) / stats.binom.pmf(r, n, p)
        assert found == pytest.approx(np.clip((r - alpha) / n, 0, 1), abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
def test_the_guarded_poisson_form_is_its_definition(level: float) -> None:
    mean, tail = np.array([0.3, 1, 2.5, 9, 33.3, 250, 4000]), (1 - level) / 2
    limits = poisson_limits(mean, level=level)
    r = stats.poisson.ppf(tail, mean)
    short = r - (stats.poisson.cdf(r, mean) - tail) / stats.poisson.pmf(r, mean)
    assert limits.lower * mean == pytest.approx(np.maximum(short, 0), abs=1e-7)
    # The largest t with P(X >= t) >= tail; sf(t - 1) is P(X >= t), where isf gives the smallest x with sf(x) <= tail.
    t = stats.poisson.isf(tail, mean)
    beyond = t + (stats.poisson.sf(t - 1, mean) - tail) / stats.poisson.pmf(t, mean)
    assert limits.upper * mean == pytest.approx(beyond, abs=1e-7)


@given(sizes, shares, st.sampled_from(LEVELS))
def test_chance_alone_leaves_no_more_of_a_proportion_outside_than_promised(n: int, p: float, level: float) -> None:
    below, above = outside_binomial(n, p, level, "guarded")
    assert max(below, above) <= (1 - level) / 2 * (1 + 1e-9)


@given(means, st.sampled_from(LEVELS))
def test_chance_alone_leaves_no_more_of_a_ratio_outside_than_promised(mean: float, level: float) -> None:
    below, above = outside_poisson(mean, level, "guarded")
    assert max(below, above) <= (1 - level) / 2 * (1 + 1e-9)


def test_the_published_forms_break_that_promise_as_the_module_says() -> None:
    """The fault that the guarded forms were made to avoid."""
    assert outside_binomial(20, 0.9, HIGH, "published")[1] == pytest.approx(0.12, abs=0.005)
    assert outside_poisson(2, HIGH, "published")[0] == pytest.approx(0.135, abs=0.005)


@pytest.mark.parametrize("n", [400, 4000])
def test_large_units_are_let_off_no_more_than_a_step(n: int) -> None:
    """Guarding costs little: the chance outside is the promise, less at most the chance of one more result."""
    below, above = outside_binomial(n, 0.7, 0.95, "guarded")
    assert 0.019 < below <= 0.025
    assert 0.019 < above <= 0.025


@given(sizes, shares, st.sampled_from(LEVELS))
def test_yes_and_no_are_treated_alike(n: int, p: float, level: float) -> None:
    yes, no = binomial_limits(p, [n], level=level), binomial_limits(1 - p, [n], level=level)
    assert yes.lower[0] == pytest.approx(1 - no.upper[0], abs=1e-9)
    assert yes.upper[0] == pytest.approx(1 - no.lower[0], abs=1e-9)


@given(st.lists(st.tuples(sizes, shares), min_size=1, max_size=20))
def test_the_target_is_within_and_the_wider_level_is_outside(units: list[tuple[int, float]]) -> None:
    n, p = [size for size, _ in units], [share for _, share in units]
    narrow, wide = (binomial_limits(p, n, level=level) for level in LEVELS)
    assert (wide.lower <= narrow.lower).all()
    assert (narrow.lower <= p).all()
    assert (p <= narrow.upper).all()
    assert (narrow.upper <= wide.upper).all()
    assert wide.lower.min() >= 0
    assert wide.upper.max() <= 1


@given(st.lists(means, min_size=1, max_size=20))
def test_a_ratio_of_one_is_within(expected: list[float]) -> None:
    for form in ("guarded", "published"):
        narrow, wide = (poisson_limits(expected, level=level, form=form) for level in LEVELS)
        assert (wide.lower <= narrow.lower).all()
        assert (narrow.lower <= 1).all()
        assert (narrow.upper >= 1).all()
        assert (wide.upper >= narrow.upper).all()


@given(sizes, shares, st.sampled_from(LEVELS))
def test_limits_close_in_as_a_unit_grows(n: int, p: float, level: float) -> None:
    """Sixteen times the people: the limits are nearer, though from one size to the next they may waver."""
    limits = binomial_limits(p, [n, 16 * n], level=level)
    width = limits.upper - limits.lower
    assert width[1] <= width[0] + 1e-12


@given(st.lists(sizes, min_size=2, max_size=20), shares)
def test_a_unit_has_the_same_limits_in_any_company(n: list[int], p: float) -> None:
    together = binomial_limits(p, n)
    for place, size in enumerate(n):
        alone = binomial_limits([p], [size])
        assert (alone.lower[0], alone.upper[0]) == (together.lower[place], together.upper[place])


def test_a_target_that_cannot_vary() -> None:
    never, always = binomial_limits(0.0, [5, 80]), binomial_limits(1.0, [5, 80])
    assert (never.lower == 0).all()
    assert (always.upper == 1).all()
    assert (always.lower < 1).all()


def test_limits_cannot_be_written_to() -> None:
    limits = binomial_limits(0.5, [10, 20])
    with pytest.raises(ValueError, match="read-only"):
        limits.lower[0] = 0
