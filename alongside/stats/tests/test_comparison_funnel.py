"""Funnels: figures of FunnelPlotR, the definitions worked out slowly, and what must hold for any teams."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from alongside.stats.comparison import Kind, Transform, binomial_limits, funnel, poisson_limits

# The data in the tests of FunnelPlotR, and what its functions give for them (trim 0.1).
SEEN = [100, 150, 180, 80, 120, 225]
EXPECTED = [108, 112, 165, 95, 100, 220]
# Twelve invented teams, and what the same functions give for them.
YES = [41, 66, 78, 30, 150, 92, 61, 24, 110, 83, 57, 201]
ASKED = [52, 90, 96, 48, 180, 100, 95, 25, 160, 90, 84, 240]
# Twelve invented units whose expected events have a third decimal place.
EVENTS = [12, 31, 9, 44, 27, 60, 18, 35, 22, 51, 15, 40]
FORESEEN = [15.204, 25.5, 14.1, 30.25, 33.333, 41, 12.5, 36, 30.1, 50.75, 9.9, 44.4]

teams = st.lists(
    st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=3, max_size=25
)


def columns(units: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [seen for seen, _ in units], [size for _, size in units]


@pytest.mark.parametrize(
    ("seen", "sizes", "kind", "transform", "phi", "tau2", "n_used"),
    [
        (SEEN, EXPECTED, "ratio", "log", 2.948033175, 0.01947753058, 6),
        (SEEN, EXPECTED, "ratio", "sqrt", 2.327178258, 0.003439780154, 6),
        (EVENTS, FORESEEN, "ratio", "log", 1.427421766, 0.02215258567, 10),
        (EVENTS, FORESEEN, "ratio", "sqrt", 1.805151729, 0.008635405953, 12),
        (YES, ASKED, "proportion", "arcsine", 5.823182315, 0.01310836271, 12),
        (YES, ASKED, "count", "log", 0.6252078257, 0, 12),
    ],
)
def test_phi_and_tau2_of_funnelplotr(
    seen: list[int], sizes: list[float], kind: Kind, transform: Transform, phi: float, tau2: float, n_used: int
) -> None:
    found = funnel(seen, sizes, kind=kind, transform=transform)
    assert found.phi == pytest.approx(phi, rel=1e-9)
    assert found.tau2 == pytest.approx(tau2, rel=1e-9)
    assert found.n_used == n_used


@pytest.mark.parametrize(
    ("kind", "transform", "seen", "sizes", "z", "od95", "od998"),
    [
        ("ratio", "log", SEEN, EXPECTED, -0.7998026007, (0.7173067493, 1.394103709), (0.5922337133, 1.688522584)),
        ("ratio", "sqrt", SEEN, EXPECTED, -0.7846096908, (0.7247440387, 1.319468041), (0.5861095919, 1.523797807)),
        ("ratio", "log", EVENTS, FORESEEN, 2.438133595, (0.6551844609, 1.526287725), (0.5134102341, 1.947760161)),
        ("proportion", "arcsine", YES, ASKED, 0.006465716, (0.5446276336, 0.9540545043), (0.3942054905, 0.9958148506)),
    ],
)
def test_z_and_adjusted_limits_of_funnelplotr(
    kind: Kind,
    transform: Transform,
    seen: list[int],
    sizes: list[float],
    z: float,
    od95: tuple[float, float],
    od998: tuple[float, float],
) -> None:
    """It rounds the two constants of the normal distribution to six places, hence the tolerance."""
    # The first unit, and of the invented events the sixth, which is large enough to need no guard.
    unit = funnel(seen, sizes, kind=kind, transform=transform).units[5 if seen is EVENTS else 0]
    assert unit.z == pytest.approx(z, rel=1e-7)
    assert (unit.od_lower95, unit.od_upper95) == pytest.approx(od95, abs=2e-7)
    assert (unit.od_lower998, unit.od_upper998) == pytest.approx(od998, abs=2e-7)


def test_an_adjusted_limit_of_a_small_unit_is_not_inside_its_limit_by_chance() -> None:
    """There the normal distribution would draw the limits in: FunnelPlotR gives 0.3999526488 for this unit."""
    unit = funnel(EVENTS, FORESEEN, kind="ratio", transform="log").units[0]
    assert unit.od_lower998 == unit.lower998 < 0.28


def test_published_limits_of_a_count_follow_its_own_standard_error_and_not_half_of_one() -> None:
    found = funnel(YES, ASKED, kind="count", form="published").units[0]
    assert (found.lower95, found.upper95) == pytest.approx((0.5257069277, 1.181445539), abs=1e-7)
    assert (found.lower998, found.upper998) == pytest.approx((0.4162397316, 1.492154778), abs=1e-7)


def test_every_step_for_proportions_worked_out_slowly() -> None:
    found = funnel(YES, ASKED)
    target = sum(YES) / sum(ASKED)
    z = [
        2 * math.sqrt(n) * (math.asin(math.sqrt(x / n)) - math.asin(math.sqrt(target)))
        for x, n in zip(YES, ASKED, strict=True)
    ]
    ordered = sorted(z)
    # Quantiles of type 7 at 0.1 and 0.9 of twelve: 1.1 and 9.9 steps along.
    low, high = ordered[1] + 0.1 * (ordered[2] - ordered[1]), ordered[9] + 0.9 * (ordered[10] - ordered[9])
    phi = sum(min(max(value, low), high) ** 2 for value in z) / 12
    weights = [4 * n for n in ASKED]
    tau2 = (12 * phi - 11) / (sum(weights) - sum(w * w for w in weights) / sum(weights))
    assert found.target == pytest.approx(target)
    assert list(found.units.z) == pytest.approx(z)
    assert (found.phi, found.tau2) == pytest.approx((phi, tau2))
    assert not found.few_units


def test_the_transform_says_whether_outer_units_are_drawn_in_or_left_out() -> None:
    wild = [*EVENTS[:-1], 400]
    drawn_in = funnel(wild, FORESEEN, kind="ratio", transform="sqrt")
    left_out = funnel(wild, FORESEEN, kind="ratio", transform="log")
    assert (drawn_in.n_used, left_out.n_used) == (12, 10)
    untrimmed = funnel(wild, FORESEEN, kind="ratio", transform="log", trim=0)
    assert untrimmed.n_used == 12
    assert untrimmed.phi > 8 * left_out.phi


def test_the_default_of_a_ratio_can_take_units_without_events() -> None:
    found = funnel([0, 3, 2], [1.5, 2.5, 1.1], kind="ratio")
    assert found.transform == "sqrt"
    assert found.units[0].ratio == 0
    assert found.few_units


def test_multiplicative_limits_are_the_standard_error_times_the_root_of_phi() -> None:
    found = funnel(YES, ASKED, over_dispersion="multiplicative")
    reach = stats.norm.ppf(0.975) * found.units.s * math.sqrt(found.phi)
    middle = math.asin(math.sqrt(found.target))
    assert found.units.od_lower95 == pytest.approx(np.sin(middle - reach) ** 2)
    assert found.units.od_upper95 == pytest.approx(np.sin(np.minimum(middle + reach, math.pi / 2)) ** 2)


@pytest.mark.parametrize("over_dispersion", ["additive", "multiplicative", None])
def test_nothing_is_adjusted_where_teams_vary_less_than_chance(over_dispersion: None) -> None:
    found = funnel([40, 41, 40, 39, 40] * 3, [50] * 15, over_dispersion=over_dispersion)
    assert found.phi < 0.1
    assert found.tau2 == 0
    assert (found.units.od_lower998 == found.units.lower998).all()
    assert (found.units.od_upper998 == found.units.upper998).all()


def test_without_an_adjustment_over_dispersion_is_still_told() -> None:
    found = funnel(YES, ASKED, over_dispersion=None)
    assert found.phi > 5
    assert found.tau2 > 0
    assert (found.units.od_upper95 == found.units.upper95).all()


def test_limits_by_chance_are_those_of_the_distributions() -> None:
    target = sum(YES) / sum(ASKED)
    proportion, ratio = funnel(YES, ASKED).units, funnel(EVENTS, FORESEEN, kind="ratio").units
    assert (proportion.lower998 == binomial_limits(target, ASKED, level=0.998).lower).all()
    assert (ratio.upper998 == poisson_limits(FORESEEN, level=0.998).upper).all()
    # For counts: of all people in both, the share in the first.
    count = funnel(YES, ASKED, kind="count").units
    share = binomial_limits(target / (1 + target), [x + n for x, n in zip(YES, ASKED, strict=True)]).upper
    assert count.upper95 == pytest.approx(share / (1 - share))


def test_published_limits_of_tiny_teams_end_at_nothing_and_all() -> None:
    """The angle runs past the end at tiny n, and its sine would come back."""
    found = funnel([1, 2, 5, 90, 900], [1, 2, 6, 100, 1000], form="published").units
    assert found.upper998[0] == found.upper998[1] == 1
    assert (np.diff(found.upper998) <= 0).all()
    assert (np.diff(found.lower998) >= 0).all()


def test_a_root_below_nothing_is_nothing_and_not_its_square() -> None:
    """With little expected the adjusted limit runs below 0, and the square would bring it back above."""
    found = funnel([4, 0, 60, 20], [0.5, 0.3, 30, 40], kind="ratio", form="published")
    assert found.tau2 > 0.1
    assert found.units.lower95[1] > 0
    assert found.units.od_lower95[1] == 0


def test_an_upper_limit_of_a_tiny_count_may_be_without_end() -> None:
    found = funnel([1, 2, 30], [1, 1, 30], kind="count").units
    assert math.isinf(found.upper998[0])
    assert found.side998[0] == 0


def test_a_unit_on_a_limit_is_within_and_sides_are_told() -> None:
    found = funnel([50, 50, 50, 50, 95, 5], [100] * 6, over_dispersion=None).units
    assert list(found.side998) == [0, 0, 0, 0, 1, -1]
    assert list(found.side95) == [0, 0, 0, 0, 1, -1]
    assert list(found.od_side95) == list(found.od_side998) == [0, 0, 0, 0, 1, -1]


def test_units_are_columns_and_each_can_be_taken_out() -> None:
    units = funnel(YES, ASKED).units
    assert len(units) == len(list(units)) == 12
    assert [unit.ratio for unit in units] == [x / n for x, n in zip(YES, ASKED, strict=True)]
    assert type(units[0].z) is float
    with pytest.raises(ValueError, match="read-only"):
        units.ratio[0] = 1


@given(teams, st.randoms())
def test_the_order_of_teams_changes_nothing(units: list[tuple[int, int]], chance: object) -> None:
    order = list(range(len(units)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    here, there = funnel(*columns(units)), funnel(*columns([units[place] for place in order]))
    assert there.tau2 == pytest.approx(here.tau2, rel=1e-9, abs=1e-12)
    for name in ("z", "lower998", "od_upper95"):
        moved = getattr(here.units, name)[order]
        assert getattr(there.units, name) == pytest.approx(moved, rel=1e-6, abs=1e-9)


@given(teams, st.sampled_from(["proportion", "ratio", "count"]), st.sampled_from(["additive", "multiplicative"]))
def test_the_target_is_within_and_an_adjustment_never_narrows(
    units: list[tuple[int, int]], kind: Kind, over_dispersion: None
) -> None:
    seen, sizes = columns(units)
    seen[0] = max(1, seen[0])
    for form in ("guarded", "published"):
        found = funnel(seen, sizes, kind=kind, over_dispersion=over_dispersion, form=form)
        of = found.units
        nearly = found.target * (1 + 1e-9)
        assert (of.od_lower998 <= of.lower998).all()
        assert (of.lower998 <= of.lower95).all()
        assert (of.lower95 <= nearly).all()
        assert (of.upper95 * (1 + 1e-9) >= found.target).all()
        assert (of.upper998 >= of.upper95).all()
        assert (of.od_upper998 >= of.upper998).all()
        assert found.tau2 >= 0


@given(teams)
def test_yes_and_no_give_the_same_picture_upside_down(units: list[tuple[int, int]]) -> None:
    yes = funnel(*columns(units))
    no = funnel(*columns([(n - x, n) for x, n in units]))
    assert no.tau2 == pytest.approx(yes.tau2, rel=1e-6, abs=1e-9)
    assert no.units.od_lower998 == pytest.approx(1 - yes.units.od_upper998, abs=1e-6)


def test_the_figures_in_the_explanation_are_true() -> None:
    essay = (Path(__file__).parents[3] / "docs" / "explanation" / "comparing-teams.md").read_text("utf-8")
    rows = [row for row in essay.splitlines() if row.startswith("| 8 in 10 | ")]
    assert len(rows) == 4
    for row in rows:
        size, lower, upper = (float(cell.split()[0].rstrip("%")) for cell in row.strip("| ").split("|")[1:])
        limits = binomial_limits(0.8, [int(size)], level=0.998)
        assert [round(100 * limits.lower[0]), round(100 * limits.upper[0])] == [lower, upper]


def test_equal_results_share_their_rank_before_any_are_left_out() -> None:
    """Of ten alike no two are told apart: with their average rank none is outermost, so all ten are used."""
    alike = funnel([6] * 10, [5] * 10, kind="ratio", transform="log")
    assert alike.n_used == 10
    # Of nineteen in ten classes, ranks 1, 18 and 19 are outermost. Two alike at the low end share 1.5, and go together.
    apart, tied = [3, 4, *range(5, 22)], [3, 3, *range(5, 22)]
    used = [funnel(seen, [10] * 19, kind="ratio", transform="log").n_used for seen in (apart, tied)]
    assert used == [16, 15]
