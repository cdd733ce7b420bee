"""Whatever is released keeps its small counts, alone, beside other tables and after earlier releases."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.stats.disclosure import (
    CannotProtect,
    Dimension,
    Released,
    Table,
    audit,
    cell,
    linked,
    passes,
    primary,
    suppress,
    tabulate,
)
from alongside.stats.tests.test_disclosure_audit import OPTION, TEAM, YES_NO, listed

AGE = Dimension("age", ("young", "middle", "old"))


def only_primary(table: Table, threshold: int) -> Released:
    """Return what a release would be if nothing were hidden to protect other cells: the fault put in."""
    hidden = primary(table, threshold)
    shown = {key: count for key, count in table.counts.items() if key not in hidden}
    return Released(table.dimensions, shown, hidden, threshold, until=table.until)


def check(table: Table, released: Released, earlier: Sequence[Released] = ()) -> None:
    """Hold a release against everything that it promises."""
    assert set(released.shown) | set(released.hidden) == set(table.counts)
    for key, figure in released.shown.items():
        assert figure == table.counts[key]
        assert figure == 0 or figure >= released.threshold
    for key, reason in released.hidden.items():
        assert reason != "complement" or table.counts[key] >= released.threshold
    for knows_rule in (True, False):
        found = audit([*earlier, released], knows_rule=knows_rule)
        assert found.passed
        assert all(one.values >= 3 for one in found.intervals)


def test_a_small_cell_hides_with_the_cheapest_square() -> None:
    table = tabulate([[3, 9, 30], [12, 20, 40], [50, 60, 70]], (TEAM, OPTION))
    released = suppress(table, 5)
    assert dict(released.hidden) == {
        cell(team="ash", option="yes"): "small",
        cell(team="ash", option="no"): "complement",
        cell(team="birch", option="yes"): "complement",
        cell(team="birch", option="no"): "complement",
    }
    check(table, released)


def test_nothing_small_means_nothing_hidden() -> None:
    table = tabulate([[9, 0, 30], [12, 20, 40]], (Dimension("team", ("ash", "birch")), OPTION))
    assert not suppress(table, 5).hidden


def test_a_partner_too_close_to_the_threshold_is_not_enough() -> None:
    # 1 and 8 make 9: who knows that the second is at least 8 has the first. So the larger one is hidden.
    released = suppress(tabulate([1, 8, 30], (OPTION,)), 8)
    assert set(released.hidden) == {cell(option="yes"), cell(option="unsure")}
    near = Released(
        (OPTION,),
        {(): 39, cell(option="unsure"): 30},
        {cell(option="yes"): "small", cell(option="no"): "complement"},
        8,
    )
    assert not passes(near)
    assert passes(near, knows_rule=False)


def test_leaving_out_the_second_step_is_caught_every_time() -> None:
    draw = np.random.default_rng(11)
    caught = 0
    for _ in range(40):
        table = tabulate(draw.integers(8, 40, (3, 3)) * (draw.random((3, 3)) < 0.9), (TEAM, OPTION))
        counts = {**table.counts}
        tiny = cell(team="ash", option="yes")
        change = 3 - counts[tiny]
        for key in counts:
            if set(key) <= set(tiny):
                counts[key] += change
        faulty = only_primary(Table(table.dimensions, counts), 8)
        caught += not passes(faulty)
    assert caught == 40


def test_no_exact_recovery_in_hundreds_of_tables() -> None:
    draw = np.random.default_rng(2026)
    small = naive = 0
    for number in range(200):
        shape = (int(draw.integers(1, 4)), int(draw.integers(2, 4)))
        dimensions = (
            Dimension("team", TEAM.parts[: shape[0]]),
            Dimension("option", OPTION.parts[: shape[1]], answers=bool(number % 2)),
        )
        table = tabulate(draw.poisson(draw.choice([3, 8, 15, 40]), shape), dimensions)
        threshold = int(draw.choice([5, 8, 10]))
        released = suppress(table, threshold, show_zero=bool(draw.integers(2)))
        small += sum(0 < count < threshold for count in table.counts.values())
        naive += not passes(only_primary(table, threshold))
        assert not any(0 < figure < threshold for figure in released.shown.values())
        found = audit(released)
        assert found.passed
        assert all(one.values >= 3 for one in found.intervals)
    # The tables were worth the trouble: without the second step many would have given a count away.
    assert small > 300
    assert naive > 30


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=4, max_size=4).filter(lambda counts: sum(counts) <= 13))
def test_what_is_released_holds_against_all_tables_there_are(counts: list[int]) -> None:
    table = tabulate(np.array(counts).reshape(2, 2), (Dimension("team", ("ash", "birch")), YES_NO))
    released = suppress(table, 4, hide_unanimous=False)
    if () in released.shown and released.show_zero and "group" not in released.hidden.values():
        for _, _, (_, _, values) in listed([released], table.counts[()], knows_rule=True):
            assert values >= 3


def test_the_same_table_is_always_hidden_the_same_way() -> None:
    counts = np.random.default_rng(3).poisson(9, (3, 3))
    first = suppress(tabulate(counts, (TEAM, OPTION)), 8)
    for _ in range(3):
        again = suppress(tabulate(counts, (TEAM, OPTION)), 8)
        assert again == first
        assert list(again.hidden) == list(first.hidden)


def test_everybody_of_one_mind_is_not_shown() -> None:
    table = tabulate([[0, 12, 0], [10, 11, 12]], (Dimension("team", ("ash", "birch")), OPTION))
    released = suppress(table, 8)
    for option in OPTION.parts:
        assert released.hidden[cell(team="ash", option=option)] == "group"
        assert audit(released).of(cell(team="ash", option=option)).values == 3
    assert released.shown[cell(team="ash")] == 12
    # The fault: zeros and the full count side by side say it all.
    assert cell(team="ash", option="no") in suppress(table, 8, hide_unanimous=False).shown


def test_a_group_below_the_threshold_shows_no_zeros() -> None:
    table = tabulate([[0, 2, 1], [10, 11, 12], [20, 21, 22]], (TEAM, OPTION))
    assert cell(team="ash", option="yes") in suppress(table, 8).hidden


def test_a_total_that_gives_the_rest_away_is_not_shown() -> None:
    # The table prints the total and "yes" alone; the two who said no stand between them.
    told = Table((YES_NO,), {(): 50, cell(option="yes"): 48})
    released = suppress(told, 8)
    assert list(released.hidden) == [cell(option="yes")]
    check(told, released)


def test_linked_tables_are_hidden_together() -> None:
    by_team = tabulate([[3, 20, 21], [25, 26, 27], [30, 31, 32]], (TEAM, OPTION))
    by_age = tabulate([[20, 25, 24], [25, 25, 26], [13, 27, 30]], (AGE, OPTION))
    both = linked(by_team, by_age)
    released = suppress(both, 8)
    check(both, released)
    # The fault: told that the option is hidden in one table, the other one prints its total.
    alone = suppress(Table(by_team.dimensions, {key: n for key, n in by_team.counts.items() if key}), 8)
    assert passes(alone)
    square = only_primary(by_team, 8)
    assert not passes([square, suppress(by_age, 8)])


def test_a_later_release_must_not_open_an_earlier_one() -> None:
    first = tabulate([[3, 9, 30], [12, 20, 40], [50, 60, 70]], (TEAM, OPTION))
    before = suppress(first, 8)
    # Nobody new in the first two teams: now the same cells could be hidden differently, or not at all.
    second = tabulate([[3, 9, 30], [12, 20, 40], [70, 80, 90]], (TEAM, OPTION), until=1)
    after = suppress(second, 8, earlier=before)
    check(second, after, [before])
    # The fault: ignoring what was released before. A "yes" of the first team that grew to 8 looks harmless
    # alone, and 5 new answers are what it tells beside the earlier figure.
    third = tabulate([[3, 9, 35], [12, 20, 40], [70, 80, 90]], (TEAM, OPTION), until=1)
    careless = suppress(third, 8)
    assert passes(careless)
    assert not passes([before, careless])
    careful = suppress(third, 8, earlier=[before])
    check(third, careful, [before])
    assert len(careful.hidden) > len(careless.hidden)


def test_small_changes_of_large_counts_are_hidden_and_the_rest_is_released() -> None:
    draw = np.random.default_rng(21)
    teams = Dimension("team", tuple("abcde"))
    counts = draw.integers(1000, 4_000_000, (5, 3))
    before = suppress(tabulate(counts, (teams, OPTION)), 8)
    later = tabulate(counts + draw.integers(0, 20, (5, 3)), (teams, OPTION), until=1)
    after = suppress(later, 8, earlier=before)
    check(later, after, [before])
    assert 0 < len(after.hidden) < len(later.counts)
    for key, figure in after.shown.items():
        assert figure - before.shown[key] not in range(1, 8)


def test_releases_after_every_answer_give_no_answer_away() -> None:
    draw = np.random.default_rng(8)
    for _ in range(5):
        answers = list(draw.integers(0, 3, int(draw.integers(20, 40))))
        told: list[Released] = []
        for until, people in enumerate(range(14, len(answers), 1 + int(draw.integers(3)))):
            table = tabulate(np.bincount(answers[:people], minlength=3), (OPTION,), until=until)
            try:
                told.append(suppress(table, 8, earlier=told))
            except CannotProtect:
                continue
            if len(told) == 4:
                break
        found = audit(told)
        assert found.passed


def test_where_zeros_would_give_a_count_away_they_are_hidden_too() -> None:
    # Seven teams of one answer each and a total of seven: who knows that none is 0 knows them all.
    teams = Dimension("team", tuple("abcdefghi"))
    rare = np.array([[1, 20]] * 7 + [[0, 20]] * 2)
    released = suppress(tabulate(rare, (teams, YES_NO)), 8)
    assert not released.show_zero
    check(tabulate(rare, (teams, YES_NO)), released)
    assert suppress(tabulate(rare * 2, (teams, YES_NO)), 8).show_zero


def test_what_cannot_be_protected_is_refused_as_a_whole() -> None:
    # An earlier release that should not have been: the total and two of three options are out.
    open_one = Released((OPTION,), {(): 30, cell(option="no"): 18, cell(option="unsure"): 10}, {}, 8)
    with pytest.raises(CannotProtect, match="none of it may be shown"):
        suppress(tabulate([2, 18, 10], (OPTION,)), 8, earlier=open_one)


@pytest.mark.parametrize("threshold", [0, 3, True, 5.0])
def test_thresholds_that_protect_nothing_are_refused(threshold: int) -> None:
    with pytest.raises(ValueError, match="threshold"):
        suppress(tabulate([2, 18, 10], (OPTION,)), threshold)


def test_older_tables_and_sums_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="older"):
        suppress(tabulate([9, 9], (YES_NO,)), 8, earlier=only_primary(tabulate([9, 9], (YES_NO,), until=1), 8))
    wrong = Table((YES_NO,), {(): 40, cell(option="yes"): 9, cell(option="no"): 10})
    with pytest.raises(ValueError, match="do not add up"):
        suppress(wrong, 8)
    fell = tabulate([9, 30], (YES_NO,), until=1)
    with pytest.raises(ValueError, match="do not add up"):
        suppress(fell, 8, earlier=suppress(tabulate([20, 20], (YES_NO,)), 8))


def test_a_table_of_sixty_teams() -> None:
    teams = Dimension("team", tuple(f"t{number}" for number in range(60)))
    table = tabulate(np.random.default_rng(2).poisson(12, (60, 5)), (teams, Dimension("option", tuple("abcde"))))
    check(table, suppress(table, 8))
