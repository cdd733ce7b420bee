"""Nobody is averaged away, and nobody is exposed: the rule over every small population, and faults it must find."""

import inspect
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.assessments.rules import small_groups
from alongside.assessments.rules.small_groups import Cell, GroupAnswers, Released, added, may_name_groups, release

# Said here once more, on purpose: the rule's own constant may not be what it is measured by.
FIVE = 5
KEYS = ("users", "carers", "staff", "")


def group(key, consents, everybody=all):
    """A group whose members each chose whether it may be shown while it is small; their answers alternate."""
    counts = {answer: len(consents[place::2]) for place, answer in enumerate(("low", "high"))}
    return GroupAnswers(
        key, key.title(), {a: n for a, n in counts.items() if n}, bool(consents) and everybody(consents)
    )


def breaches(people, released):
    """Everything that is wrong with what was released for these people: {group: consent of each member}."""
    found = []
    shown = [key for cell in released.cells for key in cell.keys]
    named = [*(key.title() for key in shown), *released.withheld]
    present = {key: consents for key, consents in people.items() if consents}
    if sorted(named) != sorted(key.title() for key in present):
        found.append("every group that answered is shown, pooled or named exactly once")
    for cell in released.cells:
        members = [consent for key in cell.keys for consent in people.get(key, [])]
        if cell.size != len(members):
            found.append("a row holds its own people, and no one else")
        if len(members) < FIVE and not (len(cell.keys) == 1 and all(members)):
            found.append("fewer than five are shown only if each of them chose so")
        if len(cell.keys) > 1 and any(len(people[key]) >= FIVE or all(people[key]) for key in cell.keys):
            found.append("a group that may be shown alone is never drawn into a pool")
    held = [key for key in present if key.title() in released.withheld]
    if any(len(people[key]) >= FIVE or all(people[key]) for key in held):
        found.append("nobody is withheld who may be shown")
    if len(held) > 1 and sum(len(people[key]) for key in held) >= FIVE:
        found.append("what can be pooled is not withheld")
    return found


def populations():
    """Every population of up to four groups of zero to six people, none, one or all of whom refuse."""
    one = [[], *([True] * size for size in range(1, 7)), *([True] * (size - 1) + [False] for size in range(1, 7))]
    one += [[False] * size for size in (2, 4)]
    for made in product(one, repeat=4):
        yield dict(zip(KEYS, made, strict=True))


def test_release_over_every_small_population():
    wrong = [
        (people, found)
        for people in populations()
        if (found := breaches(people, release([group(*each) for each in people.items()])))
    ]
    assert wrong == []


FAULTS = {
    "four are enough": ("group.size >= SMALLEST_SHOWN", "group.size >= 4"),
    "one group is a pool": ("len(small) > 1 and sum(group.size for group in small) >= SMALLEST_SHOWN", "small"),
    "a pool may be small": ("for group in small) >= SMALLEST_SHOWN", "for group in small) > 0"),
    "everybody is taken to agree": ("or group.all_chose_alone", "or True"),
    "nobody's wish to be shown counts": (" or group.all_chose_alone", ""),
    "large groups are drawn in": (" if group not in alone", ""),
    "pooled groups are named as withheld too": ("small = []", "pass"),
    "the withheld are not named": ("tuple(group.name for group in small))\n", "())\n"),
    "the pool is everybody": ("added(small)", "added(present)"),
    "one member too many": ("dict(group.counts)", "{**group.counts, 'low': 7}"),
}


def faulty(old, new):
    """The rule with one fault put into its own text."""
    source = inspect.getsource(release)
    assert source.count(old) == 1, f"{old} is no longer in the rule: write the fault anew"
    names = dict(vars(small_groups))
    exec(source.replace(old, new), names)  # noqa: S102 - the text is ours
    return names["release"]


@pytest.mark.parametrize("fault", FAULTS)
def test_release_with_a_seeded_fault_is_caught(fault, monkeypatch):
    monkeypatch.setattr(small_groups, "release", faulty(*FAULTS[fault]))
    assert any(
        breaches(people, small_groups.release([group(*each) for each in people.items()])) for people in populations()
    )


def test_release_that_ignores_one_refusal_is_caught():
    def nearly_all(consents):
        return sum(not consent for consent in consents) <= 1

    assert any(
        breaches(people, release([group(*each, everybody=nearly_all) for each in people.items()]))
        for people in populations()
    )


@given(st.dictionaries(st.sampled_from([*KEYS, "a", "b", "c"]), st.lists(st.booleans(), max_size=12)))
def test_release_over_many_populations(people):
    released = release([group(*each) for each in people.items()])
    assert breaches(people, released) == []
    assert Released.from_json(released.as_json()) == released


def test_release_keeps_the_order_of_groups_and_puts_the_pool_last():
    people = {"users": [False] * 2, "carers": [True] * 6, "staff": [False] * 4, "": [True]}
    released = release([group(*each) for each in people.items()])
    assert [cell.keys for cell in released.cells] == [("carers",), ("",), ("users", "staff")]
    assert released.cells[2].pooled
    assert released.cells[2].counts == {"low": 3, "high": 3}
    assert released.withheld == ()


def test_release_of_nobody_shows_nothing():
    assert release([]) == release([group("users", [])]) == Released(())


def test_a_group_is_named_only_where_it_has_a_row_of_its_own_and_is_not_small():
    alone = Cell(("users",), ("Users",), {"low": 5}), Cell(("few",), ("Few",), {"low": 4})
    released = Released((*alone, Cell(("a", "b"), ("A", "B"), {"low": 5})), ("C",))
    assert released.names("users")
    assert not any(released.names(key) for key in ("few", "a", "b", "c", ""))


LARGE = {"users": [True] * 5, "staff": [True] * 6}


@pytest.mark.parametrize(
    ("rounds", "may"),
    [
        ([LARGE], True),
        ([LARGE | {"carers": [False] * 4}], False),
        ([LARGE, {"carers": [False]}], False),
        ([LARGE | {"carers": [True] * 4}], False),
        ([LARGE | {"carers": [False], "": [False] * 3}], False),
        ([LARGE | {"carers": [False] * 2, "": [False] * 3}], True),
        ([LARGE | {"carers": [True] * 2, "": [True] * 3}], True),
        ([{"carers": [False] * 2, "": [False] * 3}, {"users": [False]}], True),
    ],
)
def test_groups_stand_beside_reasons_only_where_no_other_writer_can_be_found_by_leaving_them_out(rounds, may):
    released = [release([group(*each) for each in people.items()]) for people in rounds]
    assert may_name_groups(released) is may


def test_added_counts_by_answer():
    assert added([group("a", [True] * 3), group("b", [True])]) == {"low": 3, "high": 1}
