"""What changed since, in words: what the page says, and the board summary after it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.reports.changes.rules import Moved
from alongside.reports.sentences import listed
from alongside.ui.charts import Distribution


@dataclass(frozen=True)
class Try:
    """A cycle of trying and learning; what is empty was not written yet."""

    tried: str
    predicted: str
    happened: str
    learned: str
    next: str


@dataclass(frozen=True)
class GoalDone:
    """A goal and how it went: `goes` as its people said by the end of the time."""

    text: str
    target: str
    goes: str
    actions: tuple[str, ...]
    tries: tuple[Try, ...]


@dataclass(frozen=True)
class PlanDone:
    """A plan that was in force in between. `sentence` says which version and since when."""

    title: str
    sentence: str
    goals: tuple[GoalDone, ...]
    reviews: tuple[str, ...]


@dataclass(frozen=True)
class Time:
    """What one of the two records says about a challenge."""

    outcome: str
    reason: str
    dissent: str


@dataclass(frozen=True)
class Compared:
    """One challenge that both records can be asked about. `decided` is false where neither recorded an outcome."""

    number: int
    key: str
    title: str
    short_title: str
    sentence: str
    caution: str
    moved: Moved
    decided: bool
    note: str
    groups: tuple[str, ...]
    not_compared: tuple[str, ...]
    chart: Distribution | None
    then: Time
    now: Time
    done: tuple[PlanDone, ...]


@dataclass(frozen=True)
class Apart:
    """Challenges that the two editions do not share: what stands on either side, and why they are not compared."""

    title: str
    short_title: str
    why: str
    then: tuple[str, ...]
    now: tuple[str, ...]
    done: tuple[PlanDone, ...]


@dataclass(frozen=True)
class TookPart:
    """A group and how many of it answered, then and now, in words."""

    name: str
    then: str
    now: str


@dataclass(frozen=True)
class ToldChanges:
    """Two records side by side. `cautions` come first, always.

    `not_looked` are the short titles of challenges that the newer record neither opened nor decided.
    `never_compared` says of groups why no challenge compares them; a challenge's own `not_compared` has the others.
    """

    then: str
    now: str
    cautions: tuple[str, ...]
    editions: str
    never_compared: tuple[str, ...]
    not_looked: tuple[str, ...]
    challenges: tuple[Compared, ...]
    apart: tuple[Apart, ...]
    groups: tuple[TookPart, ...]
    other_done: tuple[PlanDone, ...]

    @property
    def not_looked_at(self) -> str:
        """Those challenges in one line; empty where people looked at all."""
        if not self.not_looked:
            return ""
        return _("Not looked at this time: %(names)s.") % {"names": listed(list(self.not_looked))}

    @property
    def anything_done(self) -> bool:
        """Whether any plan was in force in between."""
        theirs = [*(each.done for each in self.challenges), *(each.done for each in self.apart)]
        return bool(self.other_done) or any(theirs)
