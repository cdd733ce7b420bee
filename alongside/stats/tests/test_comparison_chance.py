"""Teams that do not differ, teams that do, and how many of each the funnel finds. Seeds are fixed."""

import numpy as np
import pytest
from scipy import stats

from alongside.stats.comparison import Form, funnel

TEAMS = 2000
ROUNDS = 30
Z998 = stats.norm.ppf(0.999)


def alike(noise: np.random.Generator, kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Numerators and denominators of teams of many sizes, tiny ones too, that do not differ."""
    sizes = np.ceil(np.exp(noise.uniform(np.log(3), np.log(600), TEAMS)))
    if kind == "proportion":
        return noise.binomial(sizes.astype(int), 0.85), sizes
    if kind == "ratio":
        return noise.poisson(sizes / 4), sizes / 4
    return noise.poisson(sizes * 0.4), np.maximum(noise.poisson(sizes), 1)


def share_outside(kind: str, form: Form = "guarded") -> float:
    """The share of all teams of all rounds outside the 99.8 % limits, with the adjustment off."""
    noise = np.random.default_rng(20_100)
    found = [funnel(*alike(noise, kind), kind=kind, over_dispersion=None, form=form) for _ in range(ROUNDS)]
    return float(np.mean([found.units.side998 != 0 for found in found]))


@pytest.mark.parametrize("kind", ["proportion", "ratio", "count"])
def test_of_2000_teams_that_do_not_differ_at_most_3_in_1000_lie_outside(kind: str) -> None:
    assert share_outside(kind) <= 0.003


@pytest.mark.parametrize("kind", ["proportion", "ratio", "count"])
def test_published_limits_would_not_pass_that_test(kind: str) -> None:
    """The seeded fault: with tiny teams among them, the usual formulas raise several times as many alarms."""
    assert share_outside(kind, form="published") > 0.006


def test_the_adjustment_does_not_hide_that_teams_are_alike() -> None:
    noise = np.random.default_rng(7)
    found = [funnel(*alike(noise, "proportion")) for _ in range(ROUNDS)]
    assert np.mean([found.tau2 for found in found]) < 1e-3
    assert np.mean([found.units.od_side998 != 0 for found in found]) <= 0.003


def rate_found(people: int, usual: float, other: float) -> float:
    """The share found below the 99.8 % limits, of 100 teams that differ among 1,900 that do not."""
    noise = np.random.default_rng(people)
    truth = np.where(np.arange(TEAMS) < 100, other, usual)
    found = [
        funnel(noise.binomial(people, truth), np.full(TEAMS, people), over_dispersion=None).units.side998[:100] == -1
        for _ in range(ROUNDS)
    ]
    return float(np.mean(found))


@pytest.mark.parametrize(("people", "usual", "other"), [(100, 0.8, 0.65), (150, 0.8, 0.65), (200, 0.7, 0.6)])
def test_teams_that_differ_are_found_at_the_power_of_the_theory(people: int, usual: float, other: float) -> None:
    """Twice: by the normal distribution of angles, roughly, and by adding up binomial chances, closely."""
    found = rate_found(people, usual, other)
    target = (1900 * usual + 100 * other) / TEAMS
    steps = 2 * np.sqrt(people) * (np.arcsin(np.sqrt(target)) - np.arcsin(np.sqrt(other)))
    assert found == pytest.approx(stats.norm.cdf(steps - Z998), abs=0.05)
    # The most yes answers of which "that many or fewer" has a chance below 1 in 1,000.
    most = stats.binom.ppf(0.001, people, target) - 1
    power = stats.binom.cdf(most, people, other)
    # The target is itself estimated, and moves the limit by one person now and then.
    assert found == pytest.approx(power, abs=3 * np.sqrt(power * (1 - power) / (100 * ROUNDS)) + 0.015)


def varied(noise: np.random.Generator, tau: float) -> tuple[np.ndarray, np.ndarray]:
    """Teams of 100 to 400 people whose true angles vary by tau around that of 0.7."""
    sizes = noise.integers(100, 400, TEAMS)
    angles = np.arcsin(np.sqrt(0.7)) + tau * noise.standard_normal(TEAMS)
    return noise.binomial(sizes, np.sin(angles) ** 2), sizes


def test_true_variation_is_measured_and_winsorising_makes_it_smaller_rather_than_larger() -> None:
    noise = np.random.default_rng(11)
    rounds = [varied(noise, 0.08) for _ in range(10)]
    full = np.mean([funnel(*data, trim=0).tau2 for data in rounds])
    trimmed = np.mean([funnel(*data).tau2 for data in rounds])
    assert full == pytest.approx(0.0064, rel=0.05)
    assert 0.6 * full < trimmed < 0.95 * full


def test_where_all_teams_vary_the_adjusted_limits_raise_few_alarms_and_still_find_the_far_ones() -> None:
    noise = np.random.default_rng(12)
    plain, adjusted, far = [], [], []
    for _ in range(10):
        seen, sizes = varied(noise, 0.08)
        seen[:50] = noise.binomial(sizes[:50], 0.35)
        units = funnel(seen, sizes, trim=0.05).units
        plain.append(np.mean(units.side998[50:] != 0))
        adjusted.append(np.mean(units.od_side998[50:] != 0))
        far.append(np.mean(units.od_side998[:50] == -1))
    assert np.mean(plain) > 0.1
    assert np.mean(adjusted) < 0.01
    # Theory: the far teams are 0.358 away on the scale of angles, with variances s^2 + tau^2 in the limits and s^2 in
    # what is seen.
    s = 1 / (2 * np.sqrt(np.arange(100, 400)))
    away = np.arcsin(np.sqrt(0.7)) - np.arcsin(np.sqrt(0.35))
    power = stats.norm.cdf((away - Z998 * np.sqrt(s**2 + 0.0064)) / s).mean()
    assert np.mean(far) == pytest.approx(power, abs=0.06)
