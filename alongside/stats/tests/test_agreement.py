"""One row of counts: hand-worked and published values, properties, and plain refusals."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.stats import agreement

# The worked example of van der Eijk 2001; the R package agrmt prints its values for all four measures.
PRINTED = [30, 40, 210, 130, 530, 50, 10]

MEASURES: list[Callable[[Sequence[int]], float]] = [
    agreement.van_der_eijk,
    agreement.polarisation,
    agreement.consensus,
    agreement.leik,
]

answered = st.lists(st.integers(0, 60), min_size=3, max_size=7).filter(any)


class Whole:
    """An integer of another library, known only by ``__index__``."""

    def __index__(self) -> int:
        return 4


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([5, 0, 0], 1),
        ([0, 1, 0], 1),
        ([0, 0, 9], 1),
        ([4, 4, 0], 0.5),
        ([0, 2, 2], 0.5),
        ([3, 3, 3], 0),
        ([6, 0, 6], -1),
        # Layers 111 (6 of 10 people, 0), 110 (2 of 10, 0.5) and 010 (2 of 10, 1).
        ([3, 5, 2], 0.3),
        # Layers 111 (3 of 21 people, 0) and 101 (18 of 21, -1): one person in the middle hardly helps.
        ([10, 1, 10], -18 / 21),
        # Layers 101 (4 of 5 people, -1) and 100 (1 of 5, 1).
        ([3, 0, 2], -0.6),
        ([5, 0, 0, 5], -1),
        ([2, 0, 1, 1], 1 / 12),
    ],
)
def test_van_der_eijk_by_hand(counts: list[int], expected: float) -> None:
    assert agreement.van_der_eijk(counts) == pytest.approx(expected, abs=1e-15)


@pytest.mark.parametrize(
    ("pattern", "printed"),
    [
        ([1, 1, 1, 1, 1, 1, 1], 0),
        ([1, 1, 1, 1, 1, 1, 0], 0.167),
        ([0, 1, 1, 1, 1, 1, 0], 0.333),
        ([0, 0, 1, 1, 1, 1, 0], 0.5),
        ([0, 0, 1, 1, 1, 0, 0], 0.667),
        ([0, 0, 1, 0, 1, 0, 0], 0.467),
        ([0, 0, 0, 0, 1, 0, 0], 1),
    ],
)
def test_each_layer_of_the_printed_example(pattern: list[int], printed: float) -> None:
    assert agreement.van_der_eijk(pattern) == pytest.approx(printed, abs=0.0005)


def test_printed_values_of_the_whole_example() -> None:
    assert agreement.van_der_eijk(PRINTED) == pytest.approx(0.6113333, abs=5e-8)
    assert agreement.polarisation(PRINTED) == pytest.approx(0.194, abs=0.0005)
    assert agreement.consensus(PRINTED) == pytest.approx(0.7256876, abs=5e-8)
    assert agreement.leik(PRINTED) == pytest.approx(0.287, abs=0.0005)


@pytest.mark.parametrize(
    ("tenths_of_percent", "printed"),
    [([24, 28, 32, 62, 135, 304, 416], 0.61), ([16, 26, 82, 210, 293, 270, 103], 0.48)],
)
def test_printed_party_placements(tenths_of_percent: list[int], printed: float) -> None:
    assert agreement.van_der_eijk(tenths_of_percent) == pytest.approx(printed, abs=0.005)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 7, 0], 1),
        ([4, 0, 4], 0),
        ([4, 4], 0),
        ([3, 3, 3], 1 / 3),
        # Mean 1.5 of 3 steps: 1 + (log2(1/2) + log2(5/6)) / 2.
        ([1, 1, 1, 1], 0.368),
        # Mean 0.5 of 2 steps: 1 + log2(3/4).
        ([5, 5, 0], 0.58496),
    ],
)
def test_consensus_by_hand(counts: list[int], expected: float) -> None:
    assert agreement.consensus(counts) == pytest.approx(expected, abs=0.0005)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 7, 0], 0),
        ([4, 0, 4], 1),
        ([4, 4], 1),
        ([3, 3, 3], 2 / 3),
        ([1, 1, 1, 1], 2 / 3),
        ([1, 1, 1, 1, 1], 0.6),
        ([5, 5, 0], 0.5),
        # Cumulative shares 0.3 and 0.8: 2 x (0.3 + 0.2) / 2.
        ([3, 5, 2], 0.5),
    ],
)
def test_leik_by_hand(counts: list[int], expected: float) -> None:
    assert agreement.leik(counts) == pytest.approx(expected)


def test_the_table_in_the_explanation_is_true() -> None:
    essay = Path(__file__).parents[3] / "docs" / "explanation" / "agreement.md"
    rows = re.findall(r"^\| (\d+, \d+, \d+):[^|]*\|(.*)\|$", essay.read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 4
    for answers, figures in rows:
        counts = [int(count) for count in answers.split(",")]
        printed = [float(figure) for figure in figures.split("|")]
        assert [round(measure(counts), 2) for measure in MEASURES] == printed


def test_percentages_as_floats_are_refused_because_dust_makes_false_layers() -> None:
    with pytest.raises(ValueError, match="whole number"):
        agreement.van_der_eijk([33.3, 33.3, 33.4])  # type: ignore[list-item]


@given(answered)
def test_bounds(counts: list[int]) -> None:
    assert -1 <= agreement.van_der_eijk(counts) <= 1
    for measure in (agreement.polarisation, agreement.consensus, agreement.leik):
        assert 0 <= measure(counts) <= 1


@given(answered)
def test_a_scale_read_backwards_gives_the_same_figures(counts: list[int]) -> None:
    for measure in MEASURES:
        assert measure(counts) == measure(counts[::-1])


@given(answered, st.integers(2, 1000))
def test_figures_do_not_know_how_many_people_answered(counts: list[int], times: int) -> None:
    for measure in MEASURES:
        assert measure([count * times for count in counts]) == pytest.approx(measure(counts), abs=1e-12)


@given(st.integers(3, 8), st.integers(0, 7), st.integers(1, 10**9))
def test_everybody_in_one_category_is_full_agreement(size: int, place: int, people: int) -> None:
    counts = [0] * size
    counts[place % size] = people
    assert [measure(counts) for measure in MEASURES] == [1, 0, 1, 0]


@given(st.integers(3, 8), st.integers(1, 10**9))
def test_half_at_each_end_is_full_division(size: int, people: int) -> None:
    counts = [people, *[0] * (size - 2), people]
    assert [measure(counts) for measure in MEASURES] == [-1, 1, 0, 1]


@given(st.integers(3, 8), st.integers(1, 10**9))
def test_an_even_spread_is_the_fixed_middle_of_a_only(size: int, people: int) -> None:
    assert agreement.van_der_eijk([people] * size) == 0
    assert agreement.polarisation([people] * size) == 0.5


def test_counts_too_large_for_floats_still_give_a_figure() -> None:
    assert agreement.consensus([10**400, 1, 0]) == pytest.approx(1)
    assert agreement.van_der_eijk([10**400, 0, 10**400]) == -1


@pytest.mark.parametrize("measure", MEASURES)
def test_integers_of_other_libraries_are_welcome(measure: Callable[[Sequence[object]], float]) -> None:
    assert measure([Whole(), 4, 0]) == measure([4, 4, 0])


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ([0, 0, 0], "Nobody has answered, so there is no agreement to measure."),
        ([4, -7, 1], "The count in category 2 must be a whole number of people, 0 or more."),
        ([4, 1, True], "The count in category 3 must be a whole number of people, 0 or more."),
        ([7.0, 1, 1], "The count in category 1 must be a whole number of people, 0 or more."),
        ([1, "7", 1], "The count in category 2 must be a whole number of people, 0 or more."),
        ([1, None, 1], "The count in category 2 must be a whole number of people, 0 or more."),
        ("777", "The counts must be a list of whole numbers, lowest category first."),
        (b"777", "The counts must be a list of whole numbers, lowest category first."),
        ({1: 7, 2: 7, 3: 7}, "The counts must be a list of whole numbers, lowest category first."),
        ({7, 8, 9}, "The counts must be a list of whole numbers, lowest category first."),
        (7, "The counts must be a list of whole numbers, lowest category first."),
    ],
)
def test_refusals_are_sentences_that_keep_the_value_to_themselves(
    measure: Callable[[object], float], counts: object, sentence: str
) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$") as refused:
        measure(counts)
    assert str(refused.value) == sentence
    assert "7" not in str(refused.value)


@pytest.mark.parametrize(
    ("measure", "counts", "least"),
    [
        (agreement.van_der_eijk, [3, 4], 3),
        (agreement.polarisation, [3, 4], 3),
        (agreement.consensus, [3], 2),
        (agreement.leik, [], 2),
    ],
)
def test_too_short_a_scale_is_refused(measure: Callable[[Sequence[int]], float], counts: list[int], least: int) -> None:
    with pytest.raises(ValueError, match=f"^The counts must cover at least {least} categories\\.$"):
        measure(counts)
