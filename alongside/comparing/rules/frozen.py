"""All that the pages of a comparison show, as it is frozen. Plain numbers and words, a row for each team or group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

_WORDS_OF_A_ROW = (0, 1, 4)
_LARGEST = 1e12
# Why a team is not compared.
FEW, SILENT = "few", "silent"


class Row(NamedTuple):
    """A team that is compared on one question.

    `people` and `share` are as published, `nearly` says where only "most" or "few" is known, `lowest` and `highest` are
    what the share can stand for. `estimate` with its interval is the steadier one. `side` is -1 below the 99.8 %
    limits whatever the exact numbers were, 1 above; `od_side` the same for the adjusted ones. `first` and `last` are
    the interval of its place, from the smallest share.
    """

    team: str
    name: str
    people: int
    share: float
    nearly: str
    lowest: float
    highest: float
    estimate: float
    lower: float
    upper: float
    side: int
    od_side: int
    first: int
    last: int


class Line(NamedTuple):
    """The limits for a team of so many people."""

    people: int
    lower95: float
    upper95: float
    lower998: float
    upper998: float
    od_lower95: float
    od_upper95: float
    od_lower998: float
    od_upper998: float


class Spread(NamedTuple):
    """A figure with its 95 % interval."""

    middle: float
    lower: float
    upper: float


@dataclass(frozen=True)
class Measure:
    """One question. `target` is None where it could not be compared: too few teams, or all said the same.

    `phi` and `tau2` tell how much more teams vary than chance and rounding make them; below ten teams (`few_teams`)
    neither is worth much. `rows` stand in alphabetical order, and so does `left_out`: a team's name, and why.
    `middle` is what steadier estimates lean towards; older comparisons do not hold it.
    """

    item: str
    target: float | None
    phi: float
    tau2: float
    few_teams: bool
    rankability: float
    places: bool
    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    middle: float | None = None

    @property
    def has_places(self) -> bool:
        """Whether places may be shown: never where the limits find no difference, which older rows do not heed."""
        return self.places and self.tau2 > 0


class Share(NamedTuple):
    """What one group said to one question, and how far that is from the other groups that are shown."""

    item: str
    share: Spread
    apart: Spread | None


class Group(NamedTuple):
    """People of all compared teams who said the same of themselves."""

    group: str
    people: int
    shares: tuple[Share, ...]


class About(NamedTuple):
    """The groups of one question about oneself, in the survey's order; `hidden` where some are not shown."""

    about: str
    groups: tuple[Group, ...]
    hidden: bool


@dataclass(frozen=True)
class Result:
    """A whole comparison. `unheard` are teams that had no new results, by name.

    `grouped` is False where the counts behind some release are not here, so that no group could be counted.
    """

    measures: tuple[Measure, ...]
    groups: tuple[About, ...]
    grouped: bool
    unheard: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """As it is frozen."""
        return {
            "measures": [vars(each) for each in self.measures],
            "groups": self.groups,
            "grouped": self.grouped,
            "unheard": self.unheard,
        }

    @classmethod
    def from_json(cls, frozen: Mapping[str, Any]) -> Result:
        """As it was frozen. Raises ValueError, KeyError or TypeError for anything else."""
        return cls(
            measures=tuple(measure_from(each) for each in frozen["measures"]),
            groups=tuple(_about(*each) for each in frozen["groups"]),
            grouped=bool(frozen["grouped"]),
            unheard=tuple(str(name) for name in frozen["unheard"]),
        )

    def check(self) -> None:
        """Raise ValueError where a word or a number is not one: numbers go into pictures as they are."""
        words: list[object] = [*self.unheard, *(each.item for each in self.measures)]
        numbers: list[object] = []
        for measure in self.measures:
            numbers += [measure.target or 0, measure.middle or 0, measure.phi, measure.tau2, measure.rankability]
            words += [word for pair in measure.left_out for word in pair]
            for row in measure.rows:
                words += [row.team, row.name, row.nearly]
                numbers += [number for place, number in enumerate(row) if place not in _WORDS_OF_A_ROW]
            numbers += [number for line in measure.lines for number in line]
        for about in self.groups:
            words += [about.about, *(group.group for group in about.groups)]
            for group in about.groups:
                numbers += [group.people, *(n for share in group.shares for n in (*share.share, *(share.apart or ())))]
                words += [share.item for share in group.shares]
        if not all(isinstance(word, str) for word in words):
            raise ValueError("A word is due here.")
        # True is a number to Python.
        if not all(type(number) in (int, float) and abs(number) < _LARGEST for number in numbers):  # type: ignore[arg-type]
            raise ValueError("A number is due here.")


def measure_from(frozen: Mapping[str, Any]) -> Measure:
    """One question as it was frozen."""
    return Measure(
        **{
            **frozen,
            "rows": tuple(Row(*each) for each in frozen["rows"]),
            "left_out": tuple((str(name), str(why)) for name, why in frozen["left_out"]),
            "lines": tuple(Line(*each) for each in frozen["lines"]),
        }
    )


def _about(about: str, groups: Any, hidden: bool) -> About:
    return About(about, tuple(Group(group, people, _shares(shares)) for group, people, shares in groups), hidden)


def _shares(frozen: Any) -> tuple[Share, ...]:
    return tuple(Share(item, Spread(*share), Spread(*apart) if apart else None) for item, share, apart in frozen)
