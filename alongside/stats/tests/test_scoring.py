"""From answers to scores: published tables, missing answers, and plain refusals that repeat nobody's answer."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.stats.scoring import Band, Instrument, Item, Option, Scale, from_totals, score

# The short Warwick-Edinburgh scale: raw totals of seven answers from 1 to 5, and the published metric value of each.
METRIC = (
    "7.00 9.51 11.25 12.40 13.33 14.08 14.75 15.32 15.84 16.36 16.88 17.43 17.98 18.59 19.25 19.98 20.73 21.54 22.35 "
    "23.21 24.11 25.03 26.02 27.03 28.13 29.31 30.70 32.55 35.00"
)
CONVERSION = {total: Decimal(value) for total, value in enumerate(METRIC.split(), start=7)}


def items(count, low, high):
    options = (*(Option(key=str(value), value=value) for value in range(low, high + 1)), Option(key="no-answer"))
    return tuple(Item(key=f"item-{number}", options=options) for number in range(1, count + 1))


def instrument(asked, *scales):
    return Instrument(key="made-up", version="1", items=asked, scales=scales)


def total(asked, **differently):
    keys = tuple(item.key for item in asked)
    fields = {"key": "total", "items": keys, "method": "sum", "low": 0, "high": 4, "higher_is_better": True}
    return Scale(**{**fields, **differently})


SEVEN = items(7, 1, 5)
SHORT = instrument(SEVEN, total(SEVEN, low=7, high=35, conversion=CONVERSION))
ELEVEN = items(11, 1, 7)
MEAN = {"method": "mean", "low": 1, "high": 7}
TWO_MEANS = instrument(
    ELEVEN,
    total(ELEVEN[:8], key="life", **MEAN),
    total(ELEVEN[8:], key="care", **MEAN),
)
FIVE = items(5, 0, 4)


def answered(asked, values):
    return {item.key: str(value) for item, value in zip(asked, values, strict=True)}


def test_the_lowest_and_the_highest_total_are_converted_to_the_ends_of_the_table():
    assert score(SHORT, answered(SEVEN, [1] * 7)).scales["total"].value == 7.0
    assert score(SHORT, answered(SEVEN, [5] * 7)).scales["total"].value == 35.0


@pytest.mark.parametrize(
    ("values", "raw", "metric"),
    [([3, 3, 3, 3, 3, 3, 3], 21, 19.25), ([4, 4, 4, 3, 3, 3, 3], 24, 21.54), ([1, 1, 1, 1, 1, 1, 2], 8, 9.51)],
)
def test_a_total_is_looked_up_in_the_published_table(values, raw, metric):
    found = score(SHORT, answered(SEVEN, values)).scales["total"]
    assert (found.raw, found.value, found.reason) == (raw, metric, None)
    assert (found.low, found.high, found.measure) == (7.0, 35.0, "made-up/1/total")


def test_the_published_table_has_its_structure():
    """Every total from 7 to 35 once, rising, and the ends unchanged."""
    assert sorted(CONVERSION) == list(range(7, 36))
    assert all(low < high for low, high in pairwise(CONVERSION[each] for each in sorted(CONVERSION)))


@pytest.mark.parametrize("gone", [{"item-3": None}, {"item-3": "no-answer"}])
def test_one_missing_answer_leaves_no_score_and_a_reason(gone):
    found = score(SHORT, {**answered(SEVEN, [3] * 7), **gone}).scales["total"]
    assert (found.value, found.raw, found.band) == (None, None, None)
    assert found.reason == "1 of 7 questions have no answer that counts, and all are needed."
    assert (found.answered, found.asked, found.stood_in) == (6, 7, 0)


def test_an_item_left_out_is_missing_like_one_without_an_answer():
    answers = answered(SEVEN, [3] * 7)
    del answers["item-3"]
    assert score(SHORT, answers) == score(SHORT, {**answers, "item-3": None})


def test_two_scales_are_means_of_their_own_items():
    found = score(TWO_MEANS, answered(ELEVEN, [4] * 7 + [5] + [6, 7, 7])).scales
    assert found["life"].value == pytest.approx(33 / 8)
    assert found["care"].value == pytest.approx(20 / 3)


def test_a_scale_without_its_answers_does_not_harm_the_other():
    found = score(TWO_MEANS, answered(ELEVEN[:8], [4] * 8)).scales
    assert found["life"].value == 4
    assert found["care"].value is None


def test_a_reversed_item_is_turned_round_within_its_own_options():
    """Rated 12 items from 1 to 4 with two reversed, as a published hope measure is: 12 to 48."""
    asked = items(12, 1, 4)
    turned = instrument(asked, total(asked, low=12, high=48, reverse=frozenset({"item-3", "item-6"})))
    hopeful = [1 if number in (3, 6) else 4 for number in range(1, 13)]
    assert score(turned, answered(asked, hopeful)).scales["total"].value == 48
    assert score(turned, answered(asked, [4] * 12)).scales["total"].value == 42


def test_where_the_rule_allows_it_the_mean_of_the_others_stands_in_and_is_counted():
    lenient = instrument(FIVE, total(FIVE, low=0, high=20, may_miss=1))
    found = score(lenient, answered(FIVE[:4], [4, 4, 3, 3])).scales["total"]
    assert (found.value, found.stood_in, found.answered) == (17.5, 1, 4)
    assert score(lenient, answered(FIVE, [4, 4, 3, 3, 0])).scales["total"].stood_in == 0
    none = score(lenient, answered(FIVE[:3], [4, 4, 3])).scales["total"]
    assert none.reason == "2 of 5 questions have no answer that counts, and no more than 1 may be missing."


def test_a_total_with_a_stand_in_is_never_converted():
    """Even where it happens to be whole: the table is of totals that were given."""
    lenient = instrument(SEVEN, total(SEVEN, low=7, high=35, conversion=CONVERSION, may_miss=1))
    found = score(lenient, answered(SEVEN[:6], [3] * 6)).scales["total"]
    assert (found.value, found.raw, found.stood_in) == (None, 21.0, 1)
    assert "in which no missing answer was filled in" in found.reason


def test_bands_begin_where_they_say():
    banded = instrument(
        FIVE, total(FIVE, low=0, high=20, bands=(Band(key="low", starts=0), Band(key="high", starts=12)))
    )
    for values, band in [([0] * 5, "low"), ([3, 3, 3, 2, 0], "low"), ([3, 3, 3, 3, 0], "high"), ([4] * 5, "high")]:
        assert score(banded, answered(FIVE, values)).scales["total"].band == band


def test_a_band_is_of_the_converted_value():
    banded = instrument(
        SEVEN,
        total(SEVEN, low=7, high=35, conversion=CONVERSION, bands=(Band(key="a", starts=7), Band(key="b", starts=20))),
    )  # fmt: skip
    assert score(banded, answered(SEVEN, [4] + [3] * 6)).scales["total"].band == "a"  # 22 is 19.98
    assert score(banded, answered(SEVEN, [4, 4] + [3] * 5)).scales["total"].band == "b"  # 23 is 20.73


SLOT = instrument((), total((), high=40, bands=(Band(key="below-24", starts=0), Band(key="24-or-more", starts=24))))


@pytest.mark.parametrize(
    ("given_total", "band"), [(0, "below-24"), (23, "below-24"), (24, "24-or-more"), (40.0, "24-or-more")]
)
def test_a_total_from_elsewhere_is_placed(given_total, band):
    found = from_totals(SLOT, {"total": given_total}).scales["total"]
    assert (found.value, found.band, found.asked) == (float(given_total), band, 0)


@pytest.mark.parametrize("given_total", [-1, 41, 99])
def test_a_total_outside_the_range_is_no_score(given_total):
    found = from_totals(SLOT, {"total": given_total}).scales["total"]
    assert (found.value, found.reason) == (None, "The total is outside the range of the scale, 0 to 40.")


def test_a_missing_total_and_a_total_that_is_not_whole_are_no_score():
    assert from_totals(SLOT, {}).scales["total"].reason == "There is no total."
    assert from_totals(SHORT, {"total": 21}).scales["total"].value == 19.25
    assert (
        from_totals(SHORT, {"total": 21.5}).scales["total"].reason
        == "The conversion table holds only for whole totals."
    )


def test_a_scale_without_items_is_not_scored_from_answers():
    assert score(SLOT, {}).scales["total"].reason == "This scale takes totals from elsewhere, not answers."


def test_an_instrument_without_scales_has_no_scores():
    assert score(instrument(FIVE), answered(FIVE, [1] * 5)).scales == {}


SECRET = "a-secret-answer"


@pytest.mark.parametrize("answers", [{"item-1": SECRET}, {SECRET: "1"}, {"item-1": 3}, [SECRET]])
def test_a_refusal_never_repeats_an_answer(answers):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        score(SHORT, answers)
    assert SECRET not in str(refused.value)
    assert "3" not in str(refused.value)


@pytest.mark.parametrize("totals", [{SECRET: 3}, {"total": SECRET}, {"total": True}, {"total": float("nan")}])
def test_a_refused_total_is_not_repeated(totals):
    with pytest.raises(ValueError, match=r"\.$") as refused:
        from_totals(SLOT, totals)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("asked", "scale", "reason"),
    [
        (FIVE, {"high": 19}, "has a range that its items do not have"),
        (FIVE, {"low": 20, "high": 20}, "has a range that does not rise"),
        (FIVE, {"high": 20, "items": ("item-9",)}, "needs the item item-9"),
        (FIVE, {"high": 20, "items": ("item-1", "item-1")}, "is there twice"),
        (FIVE, {"high": 20, "reverse": frozenset({"item-9"})}, "turns an item round that it does not have"),
        (FIVE, {"high": 20, "may_miss": 5}, "must need at least one of its items"),
        (FIVE, {"high": 20, "may_miss": -1}, "must need at least one of its items"),
        (FIVE, {"high": 20, "method": "median"}, "must be a sum or a mean"),
        (FIVE, {"high": 20, "conversion": {0: 0, 20: 20}}, "must have a value for every total"),
        (FIVE, {"high": 20, "conversion": dict.fromkeys(range(21), 1)}, "must rise with every total"),
        (FIVE, {"high": 4, "method": "mean", "conversion": dict(enumerate(range(5)))}, "only if it is a sum"),
        (FIVE, {"high": 20, "bands": (Band(key="a", starts=1),)}, "must start at its low end"),
        (FIVE, {"high": 20, "bands": (Band(key="a", starts=0), Band(key="b", starts=21))}, "within its range"),
        (FIVE, {"high": 20, "bands": (Band(key="a", starts=0), Band(key="a", starts=2))}, "is there twice"),
        ((*FIVE, FIVE[0]), {"high": 20}, "is there twice"),
        ((Item(key="item-1", options=(Option(key="a", value=1), Option(key="b", value=1))),), {}, "count for the same"),
        ((Item(key="item-1", options=(Option(key="a", value=1), Option(key="a", value=2))),), {}, "is there twice"),
    ],
)  # fmt: skip
def test_an_instrument_that_contradicts_itself_is_refused(asked, scale, reason):
    with pytest.raises(ValueError, match=reason):
        instrument(asked, total(FIVE, **scale))


def test_two_scales_of_one_key_are_refused():
    with pytest.raises(ValueError, match="The scale total is there twice"):
        instrument(FIVE, total(FIVE, high=20), total(FIVE, high=20))


values = st.lists(st.integers(0, 4), min_size=5, max_size=5)


@given(values, st.sets(st.sampled_from([item.key for item in FIVE])), st.integers(0, 4))
def test_turning_every_item_round_turns_the_score_round(given_values, missing, may_miss):
    answers = {key: value for key, value in answered(FIVE, given_values).items() if key not in missing}
    every = frozenset(item.key for item in FIVE)
    plain = instrument(FIVE, total(FIVE, high=20, may_miss=may_miss))
    turned = instrument(FIVE, total(FIVE, high=20, may_miss=may_miss, reverse=every))
    one, other = score(plain, answers).scales["total"], score(turned, answers).scales["total"]
    assert (one.value is None) == (one.reason is not None) == (len(missing) > may_miss)
    if one.value is not None:
        assert one.value + other.value == pytest.approx(20)
        assert 0 <= one.value <= 20
        assert one.stood_in == len(missing)


@given(values)
def test_the_order_of_the_answers_changes_nothing(given_values):
    answers = answered(FIVE, given_values)
    plain = instrument(FIVE, total(FIVE, high=20))
    assert score(plain, answers) == score(plain, dict(reversed(answers.items())))
