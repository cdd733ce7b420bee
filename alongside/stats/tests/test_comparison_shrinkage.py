"""Steadier estimates: printed values, figures of metafor, likelihood searched by brute force, and properties."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.stats.comparison import Method, james_stein, shrink

# Figures "of metafor" are those of version 3.8, with its own searches told to go on until nothing changes.
METHODS: list[Method] = ["REML", "DL", "PM"]

# Eight schools: Rubin 1981, Journal of Educational Statistics 6:377-401.
SCHOOLS = [28, 8, -3, 7, -1, 1, 18, 12]
SCHOOL_ERRORS = [15, 10, 16, 11, 9, 11, 10, 18]

# Vaccine trials: Colditz and others 1994, as dat.bcg of metafor: cases and others, vaccinated and not.
BCG = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]
BCG_LOGS = [float(np.log(a / (a + b) / (c / (c + d)))) for a, b, c, d in BCG]
BCG_VARIANCES = [1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in BCG]

# Teacher expectancy: Raudenbush and Bryk 1985, Journal of Educational Statistics 10:75-98, as dat.raudenbush1985.
TEACHERS = [0.03, 0.12, -0.14, 1.18, 0.26, -0.06, -0.02, -0.32, 0.27, 0.8]
TEACHERS += [0.54, 0.18, -0.02, 0.23, -0.18, -0.06, 0.3, 0.07, -0.07]
TEACHER_VARIANCES = [0.0156, 0.0216, 0.0279, 0.1391, 0.1362, 0.0106, 0.0106, 0.0484, 0.0269, 0.063]
TEACHER_VARIANCES += [0.0912, 0.0497, 0.0835, 0.0841, 0.0253, 0.0279, 0.0193, 0.0088, 0.0303]

# First 45 times at bat of 18 players in 1970: Efron and Morris 1975.
HITS = [18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7]

units = st.lists(
    st.tuples(st.floats(-50, 50).map(lambda y: round(y, 3)), st.floats(0.01, 100).map(lambda v: round(v, 3))),
    min_size=3,
    max_size=15,
)


def columns(data: list[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [y for y, _ in data], [v for _, v in data]


@pytest.mark.parametrize("method", METHODS)
def test_eight_schools_cannot_be_told_apart(method: Method) -> None:
    """Without a cut at 0 the moments would give tau2 of about -45 and a mean of 7.05."""
    found = shrink(SCHOOLS, [error**2 for error in SCHOOL_ERRORS], method=method)
    assert (found.tau2, found.i2) == (0, 0)
    assert (found.mu, found.se_mu) == pytest.approx((7.685616725, 4.071919158))
    assert found.q == pytest.approx(4.707078864)
    assert list(found.estimates) == [found.mu] * 8
    assert found.ses == pytest.approx([found.se_mu] * 8)
    assert list(found.own_weights) == [0] * 8


@pytest.mark.parametrize(
    ("method", "mu", "se_mu", "tau2", "i2"),
    [
        # metafor's own page prints -0.7145, 0.1798 and 0.3132 for REML, 0.3088 for DL.
        ("REML", -0.7145323422, 0.1797815161, 0.3132432581, None),
        ("DL", -0.7141172221, 0.1787420895, 0.3087602629, 92.11734685),
        ("PM", -0.7149681535, 0.1808921915, 0.3180684522, None),
    ],
)
def test_vaccine_trials_as_metafor_has_them(
    method: Method, mu: float, se_mu: float, tau2: float, i2: float | None
) -> None:
    found = shrink(BCG_LOGS, BCG_VARIANCES, method=method)
    assert (found.mu, found.se_mu, found.tau2) == pytest.approx((mu, se_mu, tau2), rel=1e-6)
    assert found.q == pytest.approx(152.2330081)
    # I2 here is that of Q; metafor's is that of tau2, and the two agree where tau2 comes from moments.
    assert i2 is None or found.i2 == pytest.approx(i2 / 100)


def test_estimates_of_vaccine_trials_as_metafor_has_them() -> None:
    found = shrink(BCG_LOGS, BCG_VARIANCES)
    assert found.estimates[:4] == pytest.approx([-0.8002336, -1.251706, -0.9869031, -1.3978977], abs=1e-6)
    assert found.ses[:4] == pytest.approx([0.4099304, 0.3532273, 0.4348316, 0.1375684], abs=1e-6)


@pytest.mark.parametrize(
    ("method", "mu", "tau2"),
    [
        ("REML", 0.08370124188, 0.01881828814),
        ("DL", 0.08932208443, 0.0259036723),
        ("PM", 0.1039569702, 0.0517733101),
    ],
)
def test_teacher_expectancy_as_metafor_has_it(method: Method, mu: float, tau2: float) -> None:
    found = shrink(TEACHERS, TEACHER_VARIANCES, method=method)
    assert found.q == pytest.approx(35.8295363)
    assert (found.mu, found.tau2) == pytest.approx((mu, tau2), rel=1e-7)


def test_teacher_expectancy_as_raudenbush_and_bryk_print_it() -> None:
    """Their figure 2: each estimate, and its interval of 95 %."""
    found = shrink(TEACHERS, TEACHER_VARIANCES)
    printed = [0.054, 0.101, -0.006, 0.214, 0.105, -0.008, 0.017, -0.029, 0.16, 0.249]
    printed += [0.162, 0.11, 0.065, 0.11, -0.029, 0.026, 0.191, 0.074, 0.025]
    lower = [-0.132, -0.103, -0.223, -0.053, -0.162, -0.174, -0.148, -0.269, -0.054, 0]
    lower += [-0.097, -0.13, -0.192, -0.146, -0.241, -0.191, -0.008, -0.081, -0.195]
    assert (round(found.mu, 3), round(found.tau2, 3)) == (0.084, 0.019)
    assert found.estimates == pytest.approx(printed, abs=0.0011)
    assert found.estimates - 1.959964 * found.ses == pytest.approx(lower, abs=0.0011)


def restricted_log_likelihood(y: np.ndarray, v: np.ndarray, tau2: float) -> float:
    """Of the differences from the mean, by matrices: no formula is shared with the code."""
    contrasts = np.linalg.qr(np.column_stack([np.ones(len(y)), np.eye(len(y))[:, 1:]]))[0][:, 1:].T
    covariance = contrasts @ np.diag(v + tau2) @ contrasts.T
    residual = contrasts @ y
    return float(-np.linalg.slogdet(covariance)[1] - residual @ np.linalg.solve(covariance, residual)) / 2


@given(units)
def test_no_other_tau2_has_a_higher_restricted_likelihood(data: list[tuple[float, float]]) -> None:
    y, v = (np.array(column) for column in columns(data))
    found = shrink(y, v).tau2
    best = restricted_log_likelihood(y, v, found)
    for tau2 in [0.0, *np.geomspace(1e-4, 1e4, 60), found * 1.01, found * 0.99]:
        assert restricted_log_likelihood(y, v, tau2) <= best + 1e-7


def test_the_higher_of_two_summits_is_found() -> None:
    """Two teams known closely and near each other, one loosely: here the likelihood may rise twice."""
    noise = np.random.default_rng(3)
    for _ in range(60):
        y, v = noise.normal(0, 3, 4), np.exp(noise.uniform(-8, 4, 4))
        best = restricted_log_likelihood(y, v, shrink(y, v).tau2)
        assert all(restricted_log_likelihood(y, v, tau2) <= best + 1e-6 for tau2 in [0, *np.geomspace(1e-6, 1e3, 100)])


@given(units)
def test_paule_and_mandels_tau2_makes_the_misfit_what_it_should_be(data: list[tuple[float, float]]) -> None:
    y, v = (np.array(column) for column in columns(data))
    found = shrink(y, v, method="PM")
    weights = 1 / (v + found.tau2)
    misfit = float((weights * (y - found.mu) ** 2).sum())
    assert misfit == pytest.approx(len(y) - 1) if found.tau2 else misfit <= len(y) - 1 + 1e-9


@given(units)
def test_the_moments_as_the_textbook_writes_them(data: list[tuple[float, float]]) -> None:
    y, v = (np.array(column) for column in columns(data))
    w = 1 / v
    expected = (shrink(y, v).q - (len(y) - 1)) / (w.sum() - (w**2).sum() / w.sum())
    assert shrink(y, v, method="DL").tau2 == pytest.approx(max(0, expected), rel=1e-6, abs=1e-9)


@given(units, st.sampled_from(METHODS))
def test_estimates_lie_between_the_own_result_and_the_mean(data: list[tuple[float, float]], method: Method) -> None:
    y, v = (np.array(column) for column in columns(data))
    found = shrink(y, v, method=method)
    assert found.tau2 >= 0
    assert 0 <= found.i2 < 1
    assert ((found.own_weights >= 0) & (found.own_weights <= 1)).all()
    assert (np.abs(found.estimates - found.mu) <= np.abs(y - found.mu) + 1e-9).all()
    assert (found.ses <= np.sqrt(v) + 1e-9).all()


@given(units, st.sampled_from(METHODS), st.floats(0.01, 100), st.floats(-30, 30))
def test_another_unit_of_measure_or_another_zero_changes_nothing_else(
    data: list[tuple[float, float]], method: Method, by: float, shift: float
) -> None:
    y, v = (np.array(column) for column in columns(data))
    here, there = shrink(y, v, method=method), shrink(y * by + shift, v * by**2, method=method)
    assume(here.tau2 == 0 or here.tau2 > 1e-6)
    assert there.tau2 == pytest.approx(here.tau2 * by**2, rel=1e-5, abs=1e-7 * by**2)
    assert there.estimates == pytest.approx(here.estimates * by + shift, rel=1e-5, abs=1e-5 * (1 + by))


@given(units, st.sampled_from(METHODS))
def test_the_order_of_units_changes_nothing(data: list[tuple[float, float]], method: Method) -> None:
    here, there = shrink(*columns(data), method=method), shrink(*columns(data[::-1]), method=method)
    assert there.tau2 == pytest.approx(here.tau2, rel=1e-7, abs=1e-9)
    assert there.estimates[::-1] == pytest.approx(here.estimates, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("method", METHODS)
def test_one_unit_that_outweighs_all_others_leaves_a_figure(method: Method) -> None:
    found = shrink([0, 5, -5, 4], [1e-20, 1, 1, 1], method=method)
    assert found.tau2 > 1
    assert np.isfinite(found.estimates).all()


def test_batting_as_efron_and_morris_print_it() -> None:
    """1977, Scientific American: c is 0.212, the mean 0.265, and these estimates."""
    mean = sum(HITS) / 18 / 45
    found = james_stein([hits / 45 for hits in HITS], mean * (1 - mean) / 45)
    assert (round(found.mean, 3), round(found.own_weight, 3)) == (0.265, 0.212)
    printed = [0.294, 0.289, 0.285, 0.280, 0.275, 0.275, 0.270, 0.266, 0.261, 0.261]
    assert found.estimates == pytest.approx([*printed, *[0.256] * 5, 0.252, 0.247, 0.242], abs=0.0006)


def test_transformed_batting_as_efron_and_morris_print_it() -> None:
    """1975: of each angle 0.209 stays, and 0.791 comes from the mean."""
    angles = [float(np.sqrt(45) * np.arcsin(2 * round(hits / 45, 3) - 1)) for hits in HITS]
    assert [round(angle, 2) for angle in angles[:4]] == [-1.35, -1.65, -1.96, -2.28]
    found = james_stein(angles, 1.0)
    assert round(found.own_weight, 3) == 0.209


def test_james_and_stein_never_turn_a_result_round() -> None:
    """The plain formula would: with so large a variance it takes away more than there is."""
    found = james_stein([1, 2, 3, 4, 5], 100)
    assert found.own_weight == 0
    assert list(found.estimates) == [3] * 5
    assert list(james_stein([2, 2, 2, 2], 1).estimates) == [2] * 4
