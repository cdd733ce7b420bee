"""What cannot be compared is refused with a sentence that keeps every value to itself."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from alongside.stats.comparison import binomial_limits, funnel, james_stein, poisson_limits, ranks, shrink

FINE = [70, 71, 72]
SIZES = [80, 80, 80]
NAN, INFINITY = float("nan"), float("inf")
SHRUNK = shrink([1.0, 2.0, 7.0], [0.1, 0.1, 0.1])


def refused(sentence: str, call: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$") as problem:
        call()
    assert str(problem.value) == sentence
    assert problem.value.__cause__ is None
    assert "7" not in re.sub(r"0\.\d+", "", sentence)


@pytest.mark.parametrize(
    ("numerators", "sentence"),
    [
        ([70, 71], "There must be as many numerators as denominators: one of each for every unit."),
        ([70, 81, 72], "The numerator of unit 2 must not be more than its denominator."),
        ([70, 71, -7], "The numerator of unit 3 must be a whole number, 0 or more."),
        ([70, 71, 7.5], "The numerator of unit 3 must be a whole number, 0 or more."),
        ([NAN, 71, 72], "The numerator of unit 1 must be a number, and not missing or without end."),
        ([70, INFINITY, 72], "The numerator of unit 2 must be a number, and not missing or without end."),
        ([70, 71, 1e77], "The numerator of unit 3 must be a number of an ordinary size."),
        ([70, 71, 7e17], "The numerator of unit 3 must be a whole number, 0 or more."),
        ([70, None, 72], "The numerators must be a list of numbers, one for each unit."),
        ([70, "71", 72], "The numerators must be a list of numbers, one for each unit."),
        ([70, True, 72], "The numerators must be a list of numbers, one for each unit."),
        ([[70], [71], [72]], "The numerators must be a list of numbers, one for each unit."),
        ([[70], [71, 72]], "The numerators must be a list of numbers, one for each unit."),
        (np.array([True, False, True]), "The numerators must be a list of numbers, one for each unit."),
        ("777", "The numerators must be a list of numbers, one for each unit."),
        (b"777", "The numerators must be a list of numbers, one for each unit."),
        ({70: 1, 71: 1, 72: 1}, "The numerators must be a list of numbers, one for each unit."),
        ({70, 71, 72}, "The numerators must be a list of numbers, one for each unit."),
        (7, "The numerators must be a list of numbers, one for each unit."),
    ],
)
def test_numerators(numerators: list[float], sentence: str) -> None:
    refused(sentence, lambda: funnel(numerators, SIZES))


@pytest.mark.parametrize("kind", ["proportion", "count"])
def test_nobody_asked(kind: str) -> None:
    sentence = "The denominator of unit 2 must be more than 0."
    refused(sentence, lambda: funnel([7, 0, 7], [70, 0, 70], kind=kind))


@pytest.mark.parametrize("expected", [0, -7])
def test_nothing_expected(expected: float) -> None:
    sentence = "The denominator of unit 2 must be more than 0."
    refused(sentence, lambda: funnel([7, 0, 7], [7.5, expected, 7.5], kind="ratio"))
    refused("The expected number of unit 1 must be more than 0.", lambda: poisson_limits([expected]))


def test_too_few_units() -> None:
    refused("There must be at least 3 units to compare.", lambda: funnel([7, 7], [70, 70]))
    refused("There must be at least 3 units to compare.", lambda: funnel([], []))
    refused("There must be at least 3 units to draw together.", lambda: shrink([7, 7], [1, 1]))
    refused("There must be at least 4 units to draw together.", lambda: james_stein([7, 7, 7], 1))
    sentence = "With this trim fewer than 2 units are left to judge by: choose a smaller one."
    refused(sentence, lambda: funnel([7, 7, 70], [7, 7, 7], kind="ratio", transform="log", trim=0.49))


def test_nothing_to_compare() -> None:
    refused("All numerators are 0, so there is nothing to compare.", lambda: funnel([0] * 3, SIZES, kind="count"))
    sentence = "Unit 2 has no events, so its logarithm does not exist: take the transform sqrt."
    refused(sentence, lambda: funnel([7, 0, 7], [7, 7, 7], kind="ratio", transform="log"))
    sentence = "The denominator of unit 3 is 0 to two places: take the transform sqrt."
    refused(sentence, lambda: funnel([7, 7, 7], [7, 7, 0.004], kind="ratio", transform="log"))


def test_all_and_nobody_can_be_compared() -> None:
    """Not a refusal: everybody said yes, or nobody did, everywhere."""
    assert set(funnel(SIZES, SIZES).units.side998) == {0}
    assert set(funnel([0] * 3, SIZES).units.side998) == {0}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"kind": "share"}, "The kind must be one of: proportion, ratio, count."),
        ({"kind": "count", "transform": "sqrt"}, "The transform for a count must be one of: log."),
        ({"kind": "ratio", "transform": "arcsine"}, "The transform for a ratio must be one of: sqrt, log."),
        ({"transform": "log"}, "The transform for a proportion must be one of: arcsine."),
        ({"over_dispersion": "yes"}, "The treatment of over-dispersion must be one of: additive, multiplicative."),
        ({"form": "exact"}, "The form must be one of: guarded, published."),
        ({"trim": 0.5}, "The trim must be a number, at least 0 and below 0.5."),
        ({"trim": NAN}, "The trim must be a number, at least 0 and below 0.5."),
        ({"trim": "0.1"}, "The trim must be a number, at least 0 and below 0.5."),
        ({"trim": False}, "The trim must be a number, at least 0 and below 0.5."),
    ],
)
def test_options_of_a_funnel(options: dict[str, object], sentence: str) -> None:
    refused(sentence, lambda: funnel(FINE, SIZES, **options))  # type: ignore[arg-type]


@pytest.mark.parametrize("level", [0, 1, 95, -0.5, NAN, None])
def test_levels(level: float) -> None:
    sentence = "The level must be a number, more than 0 and below 1."
    refused(sentence, lambda: poisson_limits([7], level=level))
    refused(sentence, lambda: binomial_limits(0.5, [7], level=level))
    refused(sentence, lambda: ranks(SHRUNK, level=level))


def test_limits() -> None:
    refused("The proportion of unit 1 must be from 0 to 1.", lambda: binomial_limits(1.7, [7, 7]))
    refused("The proportion of unit 2 must be from 0 to 1.", lambda: binomial_limits([0.5, -0.7], [7, 7]))
    refused("The proportion of unit 1 must be from 0 to 1.", lambda: binomial_limits(NAN, [7, 7]))
    sentence = "There must be as many proportions as numbers of people: one of each for every unit."
    refused(sentence, lambda: binomial_limits([0.5], [7, 7]))
    refused("The number of people of unit 2 must be more than 0.", lambda: binomial_limits(0.5, [7, 0]))
    refused("The number of people of unit 1 must be a whole number, 0 or more.", lambda: binomial_limits(0.5, [7.5]))
    refused("The form must be one of: guarded, published.", lambda: poisson_limits([7], form="exact"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("variances", "sentence"),
    [
        ([1, 1], "There must be as many estimates as variances: one of each for every unit."),
        ([1, 0, 1], "The variance of unit 2 must be more than 0."),
        ([1, 1, -7], "The variance of unit 3 must be more than 0."),
        ([NAN, 1, 1], "The variance of unit 1 must be a number, and not missing or without end."),
        ([1, 1, 1e-77], "The variance of unit 3 must be a number of an ordinary size."),
    ],
)
def test_variances(variances: list[float], sentence: str) -> None:
    refused(sentence, lambda: shrink([7, 7, 7], variances))


def test_other_arguments() -> None:
    refused("The method must be one of: REML, DL, PM.", lambda: shrink([7] * 3, [1] * 3, method="ML"))  # type: ignore[arg-type]
    refused("The variance must be one number.", lambda: james_stein([7] * 4, [1] * 4))  # type: ignore[arg-type]
    refused("The variance of unit 1 must be more than 0.", lambda: james_stein([7] * 4, 0))
    refused("Places are made from the result of shrink.", lambda: ranks([7, 7, 7]))  # type: ignore[arg-type]
    refused("The number of draws must be a whole number, 100 or more.", lambda: ranks(SHRUNK, draws=7))
    refused("The seed must be a whole number, 0 or more.", lambda: ranks(SHRUNK, seed=-7))
    sentence = "The least rankability must be a number, at least 0 and below 1."
    refused(sentence, lambda: ranks(SHRUNK, least_rankability=1.7))
