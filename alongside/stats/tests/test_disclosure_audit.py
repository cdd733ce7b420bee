"""The audit against every table that there is: by hand, by listing all tables, and with faults put in."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.stats.disclosure import Dimension, Released, Table, audit, cell, passes, possible_numerators, tabulate
from alongside.stats.disclosure.tables import Cell, Reason

TEAM = Dimension("team", ("ash", "birch", "cedar"))
OPTION = Dimension("option", ("yes", "no", "unsure"), answers=True)
YES_NO = Dimension("option", ("yes", "no"), answers=True)


def hide(table: Table, cells: Sequence[Cell], threshold: int = 5) -> Released:
    """Return a table with these cells hidden, each with the reason that is true."""
    hidden: dict[Cell, Reason] = {key: "small" if 0 < table.counts[key] < threshold else "complement" for key in cells}
    shown = {key: count for key, count in table.counts.items() if key not in hidden}
    return Released(table.dimensions, shown, hidden, threshold, until=table.until)


@cache
def all_tables(people: int, places: int) -> np.ndarray:
    """Return every way to put so many people into so many places."""
    bars = np.array(list(combinations(range(people + places - 1), places - 1)), dtype=int).reshape(-1, places - 1)
    ends = np.hstack([np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), people + places - 1)])
    return np.diff(ends, axis=1) - 1


def listed(
    releases: Sequence[Released], people: int, *, knows_rule: bool
) -> Iterator[tuple[int, Cell, tuple[int, int, int]]]:
    """Yield for every hidden cell the lowest, highest and number of values, by listing all tables there are."""
    first = releases[0].dimensions
    shape = (len(releases), *(len(dimension.parts) for dimension in first))
    tables = all_tables(people, int(np.prod(shape))).reshape(-1, *shape)

    def total(number: int, key: Mapping[str, str]) -> np.ndarray:
        part = tables[:, : number + 1].sum(axis=1)
        for axis, dimension in reversed(list(enumerate(first, start=1))):
            label = key.get(dimension.name)
            names = dimension.parts if label is None else dimension.sums.get(label, (label,))
            part = part.take([dimension.parts.index(name) for name in names], axis=axis).sum(axis=axis)
        return part

    fits = np.ones(len(tables), dtype=bool)
    for number, release in enumerate(releases):
        for key, figure in release.shown.items():
            fits &= total(number, dict(key)) == figure
        for key, reason in release.hidden.items():
            if knows_rule:
                count = total(number, dict(key))
                fits &= (count >= 1) & (count < release.threshold) if reason == "small" else count >= release.threshold
    for number, release in enumerate(releases):
        for key in sorted(release.hidden):
            values = np.unique(total(number, dict(key))[fits])
            yield number, key, (int(values.min()), int(values.max()), min(3, len(values)))


def test_one_hidden_cell_in_a_row_is_no_secret() -> None:
    table = tabulate([[3, 9], [12, 20]], (Dimension("team", ("ash", "birch")), YES_NO))
    found = audit(hide(table, [cell(team="ash", option="yes")]))
    assert not found.passed
    assert found.of(cell(team="ash", option="yes")).lowest == 3
    assert found.of(cell(team="ash", option="yes")).highest == 3


def test_a_square_of_hidden_cells_by_hand() -> None:
    # Rows 3 + 9 = 12 and 12 + 20 = 32, columns 15 and 29: the first cell decides all, from 0 to 12.
    table = tabulate([[3, 9], [12, 20]], (Dimension("team", ("ash", "birch")), YES_NO))
    square = [cell(team=team, option=option) for team in ("ash", "birch") for option in ("yes", "no")]
    stranger = audit(hide(table, square), knows_rule=False).of(square[0])
    assert (stranger.lowest, stranger.highest) == (0, 12)
    # Below 5, and the 9 beside it at least 5: from 1 to 4.
    insider = audit(hide(table, square), knows_rule=True).of(square[0])
    assert (insider.lowest, insider.highest, insider.values, insider.exposed) == (1, 4, 3, False)


def test_two_hidden_in_every_row_and_column_are_not_enough() -> None:
    # Two squares, each safe by itself, and one cell that joins them: rows 1 and 2 less columns 1 and 2 leave it.
    counts = [[6, 7, 3, 20], [8, 9, 21, 22], [23, 24, 6, 7], [25, 26, 8, 9]]
    teams = Dimension("team", ("a", "b", "c", "d"))
    options = Dimension("option", ("1", "2", "3", "4"))
    squares = [(team, option) for pair, both in (("ab", "12"), ("cd", "34")) for team in pair for option in both]
    cells = [cell(team=team, option=option) for team, option in [*squares, ("a", "3")]]
    found = audit(hide(tabulate(counts, (teams, options)), cells))
    for dimension in (teams, options):
        for part in dimension.parts:
            assert sum((dimension.name, part) in key for key in cells) in {2, 3}
    assert [one.cell for one in found.exposed] == [cell(team="a", option="3")]
    assert (found.exposed[0].lowest, found.exposed[0].highest) == (3, 3)


def test_without_totals_nothing_limits_a_count() -> None:
    table = tabulate([2, 30, 40], (OPTION,), margins=False)
    found = audit(hide(table, [cell(option="yes")]), knows_rule=False).of(cell(option="yes"))
    assert (found.lowest, found.highest, found.values) == (0, None, 3)
    assert audit(hide(table, [cell(option="yes")])).of(cell(option="yes")).highest == 4


@pytest.mark.parametrize(("until", "lowest", "highest"), [(0, 3, 3), (1, 0, 15)])
def test_a_cell_told_elsewhere(until: int, lowest: int, highest: int) -> None:
    # In a table about the same people it is no secret; a later, larger count only limits it.
    first = tabulate([[3, 9, 8]], (Dimension("team", ("ash",)), OPTION), margins=False)
    hidden = hide(first, [cell(team="ash", option="yes")])
    later = Released((OPTION,), {cell(option="yes"): 3 if until == 0 else 15}, {}, 5, until=until)
    found = audit([hidden, later], knows_rule=False).of(cell(team="ash", option="yes"))
    assert (found.lowest, found.highest) == (lowest, highest)


def test_polling_after_every_answer_is_found() -> None:
    before = tabulate([8, 9, 10], (OPTION,))
    after = tabulate([8, 10, 10], (OPTION,), until=1)
    found = audit([hide(before, []), hide(after, [])])
    assert {one.cell for one in found.exposed} == {(), cell(option="no")}
    assert all(one.lowest == 1 and one.less == one.cell and one.less_until == 0 for one in found.exposed)
    # The fault it must catch: each release by itself is in order.
    assert passes(hide(before, []))
    assert passes(hide(after, []))


def test_a_total_less_a_part_is_found_though_it_is_not_printed() -> None:
    table = tabulate([48, 2], (YES_NO,))
    told = Released((YES_NO,), {key: table.counts[key] for key in [(), cell(option="yes")]}, {}, 5)
    assert [(one.cell, one.less, one.lowest) for one in audit(told).exposed] == [((), cell(option="yes"), 2)]


def test_overlapping_windows_are_found() -> None:
    months = Dimension(
        "month", ("jan", "feb", "mar", "apr"), {"winter": ("jan", "feb", "mar"), "new year": ("jan", "feb")}
    )
    windows = Table((months,), {(): 60, cell(month="winter"): 40, cell(month="new year"): 38})
    found = audit(hide(windows, []))
    assert [(one.cell, one.less) for one in found.exposed] == [(cell(month="winter"), cell(month="new year"))]


@pytest.mark.parametrize(("people", "exposed"), [(12, True), (900, False)])
def test_percentages_can_give_the_count_back(people: int, exposed: bool) -> None:
    ends = possible_numerators(25, people)
    assert ends is not None
    told = Released((OPTION,), {(): people}, {}, 5, between={cell(option="yes"): ends})
    assert audit(told).of(cell(option="yes")).exposed is exposed


def test_gaps_are_not_counted_as_values() -> None:
    # The first two days had the same number, 0 or 1: together 0 or 2, which is two values and not three.
    days = Dimension("day", ("a", "b", "x"), {"ab": ("a", "b"), "ax": ("a", "x"), "bx": ("b", "x")})
    told = {cell(day="ax"): 10, cell(day="bx"): 10}
    hidden: dict[Cell, Reason] = {cell(day="ab"): "small"}
    found = audit(Released((days,), told, hidden, 5, between={cell(day="a"): (0, 1)}), knows_rule=False)
    twice = found.of(cell(day="ab"))
    assert (twice.lowest, twice.highest, twice.values, twice.exposed) == (0, 2, 2, True)


def test_figures_that_cannot_be_true_are_refused() -> None:
    told = Released((YES_NO,), {(): 10, cell(option="yes"): 11}, {cell(option="no"): "complement"}, 5)
    with pytest.raises(ValueError, match="contradict each other"):
        audit(told)


def test_a_fractional_bound_is_not_believed() -> None:
    # Sums of pairs: linear programming allows halves, and a highest value that no table has.
    trio = Dimension("day", ("a", "b", "c"), {"ab": ("a", "b"), "bc": ("b", "c"), "ac": ("a", "c")})
    pairs = {cell(day=name): (0, 1) for name in ("ab", "bc", "ac")}
    found = audit(Released((trio,), {}, {(): "complement"}, 5, between=pairs), knows_rule=False).of(())
    assert (found.lowest, found.highest) == (0, 1)


@st.composite
def releases(draw: st.DrawFn) -> tuple[list[Released], int]:
    """Return one or two releases over the same dimensions with any cells hidden, and how many people there are."""
    dimensions = draw(st.sampled_from([(TEAM, YES_NO), (Dimension("team", ("ash", "birch")), OPTION), (OPTION,)]))
    shape = tuple(len(dimension.parts) for dimension in dimensions)
    periods = 1 if len(dimensions) > 1 and draw(st.booleans()) else 2
    places = periods * int(np.prod(shape))
    people = draw(st.integers(0, {3: 12, 6: 9, 12: 5}[places]))
    seats = draw(st.lists(st.integers(0, places - 1), min_size=people, max_size=people))
    counts = np.bincount(seats, minlength=places).reshape(periods, *shape).cumsum(axis=0).astype(int)
    found = []
    for until, table in enumerate(tabulate(each, dimensions, until=at) for at, each in enumerate(counts)):
        able = sorted(key for key, count in table.counts.items() if count and (key or until < periods - 1))
        hidden = draw(st.sets(st.sampled_from(able))) if able else set()
        found.append(hide(table, sorted(hidden), threshold=4))
    return found, people


@settings(max_examples=150, deadline=None)
@given(releases(), st.booleans())
def test_every_interval_is_that_of_all_tables_there_are(drawn: tuple[list[Released], int], knows_rule: bool) -> None:
    told, people = drawn
    found = audit(told, knows_rule=knows_rule)
    expected = list(listed(told, people, knows_rule=knows_rule))
    assert [(one.release, one.cell, (one.lowest, one.highest, one.values)) for one in found.intervals] == expected
    assert [one.exposed for one in found.intervals] == [values < 3 for _, _, (_, _, values) in expected]
    # The quick answer is the same answer.
    assert passes(told, knows_rule=knows_rule) == found.passed


def test_hundreds_of_hidden_cells_with_two_kinds_of_totals() -> None:
    counts = np.random.default_rng(5).poisson(9, (60, 5))
    table = tabulate(
        counts, (Dimension("team", tuple(f"t{i}" for i in range(60))), Dimension("option", tuple("abcde")))
    )
    hidden = [key for key, count in table.counts.items() if 0 < count < 20 and len(key) == 2]
    found = audit(hide(table, hidden, threshold=8))
    assert len(found.intervals) > 290
    for one in found.intervals:
        assert one.highest is not None
        assert one.lowest <= table.counts[one.cell] <= one.highest


@pytest.mark.parametrize("values", [0, 1])
def test_one_value_would_be_no_secret(values: int) -> None:
    with pytest.raises(ValueError, match="two values"):
        audit(hide(tabulate([8, 9], (YES_NO,)), []), values=values)


def test_no_release_is_refused() -> None:
    with pytest.raises(ValueError, match="no release"):
        audit([])
