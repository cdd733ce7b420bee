"""What of two records is compared: swapping mirrors it, the same twice has not changed, split and merged stay apart."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.assessments.rules.answers import CANNOT_SAY, MISSES_THE_POINT, NOT_AGREED, NOT_THERE_YET
from alongside.assessments.rules.small_groups import Cell, GroupAnswers, Released, release
from alongside.library.rules.comparing import Row, Standing
from alongside.reports.changes.groups import compared_in_words, not_compared_in_words
from alongside.reports.changes.rules import (
    NOT_DECIDED,
    How,
    Moved,
    Pair,
    Scale,
    Shown,
    apart_and_together,
    middle,
    moved,
    pairs,
    scale,
)

STAGES = ("seed", "leaf", "harvest")
NEWER = tuple(f"new-{stage}" for stage in STAGES)
ANSWERS = (NOT_THERE_YET, *STAGES, CANNOT_SAY, MISSES_THE_POINT)
NAMES = {"people": "People who use services", "carers": "Carers", "staff": "Staff", "night": "Night staff", "": ""}


def row(older: tuple[str, ...], newer: tuple[str, ...], standing: Standing = Standing.SAME) -> Row:
    """A row of a comparison of editions; only keys matter here."""
    things = tuple(SimpleNamespace(key=key) for key in older), tuple(SimpleNamespace(key=key) for key in newer)
    return Row(*things, standing, "")  # type: ignore[arg-type]


SAME = scale([row((key,), (key,)) for key in STAGES], STAGES, STAGES)
RENAMED = scale([row((a,), (b,)) for a, b in zip(STAGES, NEWER, strict=True)], STAGES, NEWER)
BACK = scale([row((b,), (a,)) for a, b in zip(STAGES, NEWER, strict=True)], NEWER, STAGES)
OUTCOMES = st.sampled_from((NOT_THERE_YET, *STAGES, NOT_AGREED, NOT_DECIDED))


def who(key: str | None, name: str) -> str:
    """A group by its key, or by its name where only that was kept."""
    return key if key is not None else next(each for each, known in NAMES.items() if known == name)


@st.composite
def records(draw: Callable[..., object]) -> Released | None:
    """What the small-group rule releases of some groups; None where nothing was revealed."""
    if draw(st.integers(0, 9)) == 0:
        return None
    groups = []
    for key, name in NAMES.items():
        counts = draw(st.dictionaries(st.sampled_from(ANSWERS), st.integers(1, 4), max_size=4))
        groups.append(GroupAnswers(key, name, counts, draw(st.booleans())))  # type: ignore[arg-type]
    return release(groups)


def renamed(released: Released | None) -> Released | None:
    """The same answers under the names of the newer stages."""
    if released is None:
        return None
    names = dict(zip(STAGES, NEWER, strict=True))
    cells = (Cell(c.keys, c.names, {names.get(key, key): n for key, n in c.counts.items()}) for c in released.cells)
    return Released(tuple(cells), released.withheld)


def mirrored(found: tuple[Pair, ...]) -> set[object]:
    """What was found, with then and now exchanged."""
    return {(pair.who, _said(pair.now), _said(pair.then)) for pair in found}


def plain(found: tuple[Pair, ...]) -> set[object]:
    """What was found, in a form that can be compared."""
    return {(pair.who, _said(pair.then), _said(pair.now)) for pair in found}


def _said(shown: object) -> object:
    counts = shown.counts  # type: ignore[attr-defined]
    return shown.how, None if counts is None else tuple(sorted(counts.items()))  # type: ignore[attr-defined]


@given(OUTCOMES, OUTCOMES)
def test_swapping_mirrors_what_was_agreed(then: str, now: str) -> None:
    mirror = {Moved.LATER: Moved.EARLIER, Moved.EARLIER: Moved.LATER}
    forth, back = moved(then, now, SAME), moved(now, then, SAME)
    assert back == mirror.get(forth, forth)


@given(OUTCOMES)
def test_the_same_outcome_has_not_changed(outcome: str) -> None:
    assert moved(outcome, outcome, SAME) is Moved.SAME


@settings(deadline=None)
@given(records(), records())
def test_swapping_mirrors_every_group(then: Released | None, now: Released | None) -> None:
    assert plain(pairs(then, now, who, who, SAME)) == mirrored(pairs(now, then, who, who, SAME))


@settings(deadline=None)
@given(records(), records())
def test_swapping_mirrors_across_editions(then: Released | None, now: Released | None) -> None:
    forth = plain(pairs(then, renamed(now), who, who, RENAMED))
    back = pairs(renamed(now), then, who, who, BACK)
    assert {(each[0], each[1][0], each[2][0]) for each in forth} == {(p.who, p.now.how, p.then.how) for p in back}
    assert {p.who for p in back if p.compared} == {each[0] for each in forth if each[1][1] is not None}


@settings(deadline=None)
@given(records())
def test_a_record_against_itself_has_not_changed(released: Released | None) -> None:
    found = pairs(released, released, who, who, SAME)
    assert all(pair.then == pair.now for pair in found)
    shown = {cell.keys for cell in released.cells if "" not in cell.keys} if released else set()
    assert {pair.who for pair in found if pair.compared} == {tuple(sorted(keys)) for keys in shown}


@settings(deadline=None)
@given(records(), records())
def test_only_what_was_released_is_ever_compared(then: Released | None, now: Released | None) -> None:
    for pair in pairs(then, now, who, who, SAME):
        if pair.compared:
            for released, shown in ((then, pair.then), (now, pair.now)):
                assert any(
                    tuple(sorted(cell.keys)) == pair.who and dict(cell.counts) == shown.counts
                    for cell in released.cells  # type: ignore[union-attr]
                )
            assert "" not in pair.who
        else:
            assert pair.then.counts is None and pair.now.counts is None


def test_shown_then_and_pooled_now_is_said_and_not_compared() -> None:
    then = Released((Cell(("carers",), ("Carers",), {"seed": 5}),))
    now = Released((Cell(("carers", "staff"), ("Carers", "Staff"), {"leaf": 6}),))
    carers, staff = pairs(then, now, who, who, SAME)
    assert (carers.who, carers.then.how, carers.now.how, carers.compared) == (("carers",), How.ALONE, How.POOLED, False)
    assert (staff.then.how, staff.now.how, staff.compared) == (How.SILENT, How.POOLED, False)


def test_the_check_notices_a_comparison_too_many() -> None:
    """The seeded fault: rows matched by any group in common instead of by all."""
    then = Released((Cell(("carers",), ("Carers",), {"seed": 5}),))
    now = Released((Cell(("carers", "staff"), ("Carers", "Staff"), {"leaf": 6}),))
    careless = [c for c in then.cells for d in now.cells if set(c.keys) & set(d.keys)]
    assert careless and not any(pair.compared for pair in pairs(then, now, who, who, SAME))


STANDINGS = st.sampled_from(Standing)


@given(st.lists(STANDINGS, max_size=8))
def test_split_and_merged_are_never_compared(standings: list[Standing]) -> None:
    rows = [row((f"a{n}",), (f"b{n}",), standing) for n, standing in enumerate(standings)]
    apart, together = apart_and_together(rows)
    assert {each.standing for each in together} <= {Standing.SAME, Standing.REWORDED}
    assert not {each.standing for each in apart} & {Standing.SAME, Standing.REWORDED}
    assert len(apart) + len(together) == len(rows)


@pytest.mark.parametrize(
    "stages",
    [
        [row(("seed",), ("seed",)), row(("leaf",), ("leaf",)), row(("harvest",), ("harvest",), Standing.SPLIT)],
        [row(("seed",), ("leaf",)), row(("leaf",), ("seed",)), row(("harvest",), ("harvest",))],
    ],
)
def test_counts_are_compared_only_on_the_whole_scale(stages: list[Row]) -> None:
    on = scale(stages, STAGES, STAGES)
    released = Released((Cell(("carers",), ("Carers",), {"seed": 5}),))
    assert not on.whole
    assert not any(pair.compared for pair in pairs(released, released, who, who, on))


def test_a_stage_without_a_partner_is_not_compared() -> None:
    on = Scale((NOT_THERE_YET, "seed"), {NOT_THERE_YET: NOT_THERE_YET, "seed": "seed"}, whole=False)
    assert moved("harvest", "seed", on) is Moved.UNLIKE
    assert moved("seed", "harvest", on) is Moved.UNLIKE
    assert moved("seed", NOT_THERE_YET, on) is Moved.EARLIER


def test_the_middle_answer() -> None:
    order = SAME.order
    assert middle({"seed": 3}, order) == ("seed",)
    assert middle({NOT_THERE_YET: 1, "harvest": 2}, order) == ("harvest",)
    assert middle({"seed": 2, "leaf": 2}, order) == ("seed", "leaf")
    assert middle({NOT_THERE_YET: 1, "leaf": 1}, order) == ("seed",)
    assert middle({CANNOT_SAY: 4}, order) == ()


FRAMEWORK = SimpleNamespace(stages=[SimpleNamespace(key=key, name=key.title()) for key in STAGES])


def sentence(then: dict[str, int], now: dict[str, int]) -> str:
    """What is said of a group of two records."""
    pair = Pair(("carers",), ("Carers",), Shown(How.ALONE, then), Shown(How.ALONE, now))
    return compared_in_words([pair], FRAMEWORK)[0]  # type: ignore[arg-type]


def test_one_person_has_no_middle_however_many_could_not_say() -> None:
    said = sentence({"leaf": 1, CANNOT_SAY: 1}, {"leaf": 1})
    assert said == "Carers: the one answer was “Leaf” both times (1 of 2 gave a stage then, 1 person now)."
    said = sentence({"leaf": 1, CANNOT_SAY: 1}, {"leaf": 9, CANNOT_SAY: 2})
    assert "the one answer was “Leaf” then (1 of 2 gave a stage); the middle answer is “Leaf” now (9 of 11" in said


def test_who_was_not_asked_is_not_said_to_have_been_silent() -> None:
    pair = Pair(("carers",), ("Carers",), Shown(How.SILENT), Shown(How.ALONE))
    asked, not_asked = not_compared_in_words([pair], {"carers"}, {"carers"}), not_compared_in_words([pair], (), ())
    assert "then nobody answered this" in asked[0]
    assert "then not asked, now shown on their own" in not_asked[0]
