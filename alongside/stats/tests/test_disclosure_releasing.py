"""When a release may be published, and the groups and windows that stand too near to each other."""

from collections import Counter

import numpy as np
import pytest

from alongside.stats.disclosure import Decision, Snapshot, may_release, nested_difference


def snapshot(**people: int) -> Snapshot:
    """Return a release of everybody in these parts."""
    return Snapshot(people, {"all": frozenset(people)})


def rules(decision: Decision) -> list[tuple[str, str]]:
    """Return the rule and the group of each refusal."""
    return [(one.rule, one.group) for one in decision.refusals]


@pytest.mark.parametrize(("people", "allowed"), [(0, False), (7, False), (8, True)])
def test_the_first_release(people: int, allowed: bool) -> None:
    assert may_release(snapshot(ward=people)).allowed is allowed


@pytest.mark.parametrize(
    ("now", "refused"), [(20, "nothing new"), (21, "few new"), (27, "few new"), (28, None), (99, None)]
)
def test_the_next_release(now: int, refused: str | None) -> None:
    decision = may_release(snapshot(ward=now), [snapshot(ward=8), snapshot(ward=20)])
    assert rules(decision) == ([(refused, "all")] if refused else [])
    assert all(not any(sign.isdigit() for sign in one.sentence) for one in decision.refusals)


def test_a_live_page_would_be_refused_at_nearly_every_answer() -> None:
    told: list[Snapshot] = []
    for people in range(61):
        if may_release(snapshot(ward=people), told).allowed:
            told.append(snapshot(ward=people))
    assert [one.size(["ward"]) for one in told] == [8, 16, 24, 32, 40, 48, 56]


def test_groups_without_anybody_new_may_stay_beside_one_that_grew() -> None:
    groups = {"carers": frozenset({"carers"}), "staff": frozenset({"staff"})}
    before = Snapshot({"carers": 10, "staff": 12}, groups)
    assert may_release(Snapshot({"carers": 10, "staff": 20}, groups), [before]).allowed
    decision = may_release(Snapshot({"carers": 12, "staff": 20}, groups), [before])
    assert rules(decision) == [("few new", "carers")]


def test_a_group_and_its_rest() -> None:
    people = {"women": 30, "men": 12, "others": 3}
    groups = {"all": {"women", "men", "others"}, "women": {"women"}, "women and men": {"women", "men"}}
    assert [(near.first, near.second) for near in nested_difference(groups, people)] == [("all", "women and men")]
    decision = may_release(Snapshot(people, {name: frozenset(parts) for name, parts in groups.items()}))
    assert rules(decision) == [("too near", "all")]
    assert not nested_difference(groups, people, threshold=3)


def test_overlapping_windows() -> None:
    months = {"jan": 3, "feb": 40, "mar": 40, "apr": 50}
    windows = {"first": {"jan", "feb", "mar"}, "second": {"feb", "mar", "apr"}, "last": {"mar", "apr"}}
    assert [(near.first, near.second) for near in nested_difference(windows, months)] == [("first", "second")]


def test_the_same_people_under_two_names_are_no_secret() -> None:
    assert not nested_difference({"ward": {"a"}, "unit": {"a", "b"}}, {"a": 20, "b": 0})


def test_a_group_shown_before_within_one_shown_now() -> None:
    parts = {"day": 20, "night": 3}
    before = Snapshot(parts, {"day": frozenset({"day"})})
    now = Snapshot({"day": 20, "night": 4}, {"all": frozenset(parts)})
    assert rules(may_release(now, [before])) == [("too near before", "all")]
    # The fault: nobody remembers the earlier release.
    assert may_release(now).allowed


def test_no_two_releasable_groups_are_near_in_hundreds_of_populations() -> None:
    draw = np.random.default_rng(4)
    found: Counter[bool] = Counter()
    for _ in range(300):
        parts = [f"p{number}" for number in range(int(draw.integers(2, 7)))]
        people = {part: int(draw.integers(0, 25)) for part in parts}
        groups = {
            f"g{number}": frozenset(part for part in parts if draw.random() < 0.6) or frozenset(parts[:1])
            for number in range(int(draw.integers(2, 6)))
        }
        allowed = may_release(Snapshot(people, groups)).allowed
        sets = [{(part, each) for part in members for each in range(people[part])} for members in groups.values()]
        apart = [len(one - other) for one in sets for other in sets]
        assert allowed == (all(len(one) >= 8 for one in sets) and not any(0 < count < 8 for count in apart))
        found[allowed] += 1
    assert min(found[True], found[False]) > 20


def test_refusals() -> None:
    with pytest.raises(ValueError, match="made of parts"):
        nested_difference({"all": {"a", "b"}}, {"a": 20})
    with pytest.raises(ValueError, match="threshold"):
        may_release(snapshot(ward=20), threshold=1)
    with pytest.raises(ValueError, match="must count everybody"):
        may_release(snapshot(ward=20), [snapshot(ward=30)])
    with pytest.raises(ValueError, match="whole number"):
        snapshot(ward=-1)
