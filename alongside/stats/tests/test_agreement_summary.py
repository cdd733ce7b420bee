"""Groups side by side and together: hand-worked values, properties, and plain refusals."""

import statistics
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.stats import agreement

rows = st.lists(st.integers(0, 12), min_size=3, max_size=3).map(tuple)
tables = st.dictionaries(st.sampled_from("abcdef"), rows, min_size=1, max_size=6)


def test_three_groups_by_hand() -> None:
    found = agreement.summary({"people": [6, 2, 0], "carers": [1, 1, 2], "staff": [0, 4, 16]})
    people, carers, staff = found.groups["people"], found.groups["carers"], found.groups["staff"]
    assert list(found.groups) == ["people", "carers", "staff"]
    assert (people.n, people.median, people.q1, people.q3, people.modes) == (8, 1, 1, 1.25, (1,))
    assert people.proportions == (0.75, 0.25, 0)
    # Layers 110 (4 of 8 people, 0.5) and 100 (4 of 8, 1).
    assert people.agreement == pytest.approx(0.75)
    assert people.consensus == agreement.consensus([6, 2, 0])
    assert (carers.n, carers.median, carers.q1, carers.q3, carers.modes) == (4, 2.5, 1.75, 3, (3,))
    assert (staff.n, staff.median, staff.q1, staff.q3, staff.modes) == (20, 3, 3, 3, (3,))
    assert found.gap == 2


def test_a_large_group_drowns_the_others_only_when_pooled() -> None:
    found = agreement.summary({"people": [6, 2, 0], "carers": [2, 2, 0], "staff": [0, 4, 16]})
    assert found.pooled.proportions == (0.25, 0.25, 0.5)
    # Up to stage 2 exactly half: the middle may be 2 or 3.
    assert (found.pooled.median_low, found.pooled.median_high) == (2, 3)
    # The mean over the groups of 75, 50 and 0 per cent, of 25, 50 and 20, and of 0, 0 and 80.
    assert found.balanced.proportions == pytest.approx((1.25 / 3, 0.95 / 3, 0.8 / 3))
    assert (found.balanced.median_low, found.balanced.median_high) == (2, 2)


def test_two_groups_at_the_ends_have_no_middle() -> None:
    found = agreement.summary({"people": [3, 0, 0], "managers": [0, 0, 40]})
    assert (found.balanced.median_low, found.balanced.median_high) == (1, 3)
    assert (found.pooled.median_low, found.pooled.median_high) == (3, 3)
    assert found.gap == 2


def test_dust_from_floats_does_not_move_the_middle() -> None:
    """Half of the weight lies up to category 2; added as floats it falls short and the middle would move."""
    lower, upper = (1 / 2 + 2 / 6) / 2, (0 / 2 + 1 / 6) / 2
    assert lower + upper < 0.5
    found = agreement.summary({"people": [1, 0, 1], "staff": [2, 1, 3]})
    assert (found.balanced.median_low, found.balanced.median_high) == (2, 3)


def test_modes_may_be_several() -> None:
    assert agreement.summary({"staff": [4, 1, 4]}).groups["staff"].modes == (1, 3)


def test_a_group_that_did_not_answer_is_kept_and_counts_for_nothing() -> None:
    found = agreement.summary({"people": [0, 0, 0], "staff": [1, 2, 3]})
    assert found.groups["people"] == agreement.GroupSummary(n=0)
    assert found.groups["people"].agreement is None
    assert found.groups["people"].modes is None
    assert found.pooled == found.balanced == agreement.summary({"staff": [1, 2, 3]}).pooled
    assert found.gap is None


def test_nobody_answered_at_all() -> None:
    found = agreement.summary({"people": [0, 0, 0], "staff": [0, 0, 0]})
    assert [group.n for group in found.groups.values()] == [0, 0]
    assert found.pooled == found.balanced == agreement.WholeSummary(None, None, None)
    assert found.gap is None


def test_two_categories_have_no_agreement_but_have_consensus() -> None:
    group = agreement.summary({"staff": [3, 3]}).groups["staff"]
    assert (group.agreement, group.consensus, group.median) == (None, 0, 1.5)


def test_a_summary_cannot_be_changed() -> None:
    found = agreement.summary({"staff": [1, 2, 3]})
    with pytest.raises(FrozenInstanceError):
        found.gap = 0  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        found.groups["staff"].n = 0  # type: ignore[misc]
    with pytest.raises(TypeError):
        found.groups["staff"] = found.groups["staff"]  # type: ignore[index]


@given(rows)
def test_median_and_quartiles_are_those_of_the_answers_one_by_one(row: tuple[int, ...]) -> None:
    answers = [category for category, count in enumerate(row, start=1) for _ in range(count)]
    assume(len(answers) > 1)
    group = agreement.summary({"staff": row}).groups["staff"]
    q1, median, q3 = statistics.quantiles(answers, n=4, method="inclusive")
    assert group.median == statistics.median(answers) == median
    assert (group.q1, group.q3) == (q1, q3)


@given(rows.filter(any), st.integers(1, 6))
def test_balanced_is_pooled_when_all_groups_say_the_same(row: tuple[int, ...], groups: int) -> None:
    found = agreement.summary({str(name): row for name in range(groups)})
    assert found.balanced == found.pooled
    assert found.gap == (0 if groups > 1 else None)


@given(tables, st.sampled_from("abcdef"), st.integers(2, 50))
def test_a_group_grown_in_proportion_changes_nothing_when_balanced(
    table: dict[str, tuple[int, ...]], name: str, times: int
) -> None:
    assume(name in table)
    grown = table | {name: tuple(count * times for count in table[name])}
    assert agreement.summary(grown).balanced == agreement.summary(table).balanced


@given(tables)
def test_shares_add_up_and_the_middle_is_in_order(table: dict[str, tuple[int, ...]]) -> None:
    found = agreement.summary(table)
    assume(found.pooled.proportions is not None)
    for whole in (found.pooled, found.balanced):
        assert whole.proportions is not None
        assert whole.median_low is not None
        assert whole.median_high is not None
        assert sum(whole.proportions) == pytest.approx(1)
        assert 1 <= whole.median_low <= whole.median_high <= 3
        below, above = whole.proportions[: whole.median_low - 1], whole.proportions[whole.median_high :]
        assert sum(below) < 0.5 + 1e-12
        assert sum(above) < 0.5 + 1e-12


@given(tables)
def test_a_scale_read_backwards_mirrors_the_middle(table: dict[str, tuple[int, ...]]) -> None:
    found = agreement.summary(table)
    mirrored = agreement.summary({name: row[::-1] for name, row in table.items()})
    assert mirrored.gap == found.gap
    for one, other in ((found.pooled, mirrored.pooled), (found.balanced, mirrored.balanced)):
        if one.median_low is not None and one.median_high is not None:
            assert (other.median_low, other.median_high) == (4 - one.median_high, 4 - one.median_low)


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({}, "There must be at least one group."),
        ({"staff": [1, 2, 3], "carers": [1, 2]}, "Every group must have a count for the same categories."),
        ({"staff": [7]}, "The counts for the group staff must cover at least 2 categories."),
        (
            {"staff": [1, 2, 3], "carers": [1, 2.0, 7]},
            "The count for the group carers in category 2 must be a whole number of people, 0 or more.",
        ),
        (
            {"staff": [-7, 2, 3]},
            "The count for the group staff in category 1 must be a whole number of people, 0 or more.",
        ),
        (
            {"staff": "777"},
            "The counts for the group staff must be a list of whole numbers, lowest category first.",
        ),
        ([("staff", [1, 2, 7])], "The counts must be given by the name of each group."),
    ],
)
def test_refusals_are_sentences_that_keep_the_value_to_themselves(table: dict[str, list[int]], sentence: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z].*\.$") as refused:
        agreement.summary(table)
    assert str(refused.value) == sentence
    assert "7" not in str(refused.value)
