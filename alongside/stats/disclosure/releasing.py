"""May these groups be shown at this moment, beside each other and after what was shown before?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from alongside.stats.rounding import whole

Rule: TypeAlias = Literal["few", "few new", "nothing new", "too near", "too near before"]

_SENTENCES: dict[Rule, str] = {
    "few": "Too few people have answered for this group to be shown.",
    "few new": "Too few people have answered since this group was last shown.",
    "nothing new": "Too few people have answered since the last release for a new one.",
    "too near": "This group and another one differ by too few people for both to be shown.",
    "too near before": "This group and one that was shown before differ by too few people.",
}


@dataclass(frozen=True, slots=True)
class Near:
    """Two populations that differ by too few people for figures of both to be shown."""

    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Who had answered by the moment of a release, and which groups it showed.

    ``people`` is how many had answered until then in each part; everybody is in exactly one part. ``groups``
    gives the parts of each group that is shown. Numbers of later snapshots hold those of earlier ones.
    """

    people: Mapping[str, int]
    groups: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        """Refuse groups of unknown parts and counts that are not counts."""
        people = {part: whole(count, "Every count of people") for part, count in self.people.items()}
        groups = {name: frozenset(parts) for name, parts in self.groups.items()}
        if any(not parts or not parts <= set(people) for parts in groups.values()):
            raise ValueError("A group must be made of parts whose people are counted.")
        object.__setattr__(self, "people", MappingProxyType(people))
        object.__setattr__(self, "groups", MappingProxyType(groups))

    def size(self, parts: Collection[str]) -> int:
        """Return how many people had answered in these parts; a part that is not there had none."""
        return sum(self.people.get(part, 0) for part in parts)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a group may not be shown now. ``other`` is the group it differs from, where there is one."""

    rule: Rule
    group: str
    other: str | None = None

    @property
    def sentence(self) -> str:
        """Return the reason as a sentence; it holds no number."""
        return _SENTENCES[self.rule]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a release may be published as it is, and if not, why."""

    refusals: tuple[Refusal, ...]

    @property
    def allowed(self) -> bool:
        """Tell whether nothing speaks against the release."""
        return not self.refusals


def nested_difference(
    groups: Mapping[str, Collection[str]], people: Mapping[str, int], *, threshold: int = 8
) -> tuple[Near, ...]:
    """Return every two groups of which one holds from 1 up to one below the threshold people more than the other.

    ``groups`` gives the parts of each group and ``people`` how many are in each part; everybody is in exactly
    one part. Looked at is who is in the first and not in the second, and the other way round, so groups that
    overlap without one holding the other are found too: windows of time, wards and ages, a total and all but
    one of its parts. Groups of the very same people are not reported. One group alone with too few people is
    not looked at here.

    Limits: it compares two groups at a time. Three or more figures can still be combined; the audit finds that.
    Raises ValueError for unknown parts, a threshold below 2, and anything but whole numbers from 0 up.
    """
    least = _threshold(threshold)
    snapshot = Snapshot(people, {name: frozenset(parts) for name, parts in groups.items()})
    names, only = _only_in_first(snapshot)
    near = (only > 0) & (only < least)
    pairs = np.argwhere(np.triu(near | near.T, 1))
    return tuple(Near(names[first], names[second]) for first, second in pairs.tolist())


def may_release(new: Snapshot, earlier: Sequence[Snapshot] = (), *, threshold: int = 8) -> Decision:
    """Return whether these groups may be shown now, given all earlier releases in the order of time.

    Every group needs at least ``threshold`` people. Since it was last shown, nobody may have come to it or at
    least as many; and to one group at least, as many must have come, or there is nothing to release. Every two
    groups, of this release or of this and an earlier one where one holds the other, differ by nobody or by at
    least as many. The default of 8 is the one of English hospital statistics; a service may raise it.

    Source: the decisions on frozen releases in the design of Alongside; Asghar and Kaafar, PETS 2020, on
    why noise does not replace a rule about which questions may be asked.
    Limits: it is about who is counted, not what they said: ``suppress`` is needed for the counts themselves.
    Raises ValueError for a threshold below 2 and for numbers that fell since an earlier release.
    """
    least = _threshold(threshold)
    for before, after in pairwise([*earlier, new]):
        if any(after.people.get(part, 0) < count for part, count in before.people.items()):
            raise ValueError("A later release must count everybody whom an earlier one counted.")
    found = [Refusal("few", name) for name, parts in new.groups.items() if new.size(parts) < least]
    found += _few_new(new, earlier, least)
    found += [
        Refusal("too near", near.first, near.second)
        for near in nested_difference(new.groups, new.people, threshold=least)
    ]
    found += _near_before(new, earlier, least)
    return Decision(tuple(found))


def _few_new(new: Snapshot, earlier: Sequence[Snapshot], least: int) -> list[Refusal]:
    """Return the groups to which too few people have come since they were last shown."""
    found, enough = [], not earlier
    for name, parts in new.groups.items():
        last = next((one for one in reversed(earlier) if parts in one.groups.values()), None)
        come = new.size(parts) - (last.size(parts) if last else 0)
        enough = enough or come >= least
        if last and 0 < come < least:
            found.append(Refusal("few new", name))
    if not enough and not found:
        found = [Refusal("nothing new", name) for name in new.groups]
    return found


def _near_before(new: Snapshot, earlier: Sequence[Snapshot], least: int) -> list[Refusal]:
    """Return the groups that hold, or are held by, a group shown before and differ from it by too few people."""
    found: dict[Refusal, None] = {}
    for before in earlier:
        for name, parts in new.groups.items():
            for other, others in before.groups.items():
                common = before.size(parts & others)
                only_new, only_old = new.size(parts) - common, before.size(others) - common
                apart = sorted((only_new, only_old))
                if parts != others and apart[0] == 0 and 0 < apart[1] < least:
                    found[Refusal("too near before", name, other)] = None
    return list(found)


def _only_in_first(snapshot: Snapshot) -> tuple[list[str], NDArray[np.int64]]:
    """Return for every two groups how many people are in the first and not in the second."""
    names, parts = list(snapshot.groups), list(snapshot.people)
    count = np.array([snapshot.people[part] for part in parts], dtype=np.int64)
    within = np.array([[part in snapshot.groups[name] for part in parts] for name in names], dtype=np.int64)
    within = within.reshape(len(names), len(parts))
    return names, (within * count) @ (1 - within).T


def _threshold(threshold: int) -> int:
    """Return the threshold, or refuse it."""
    least = whole(threshold, "The threshold")
    if least < 2:
        raise ValueError("The threshold must be at least 2.")
    return least
