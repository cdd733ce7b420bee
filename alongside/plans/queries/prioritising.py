"""Where choosing and ordering stand: counts of people before, what was released after, orders and their answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from alongside.assessments.models import Assessment, AssessmentState, ExpectedGroup, Participant
from alongside.assessments.queries.decisions import are_both_halves
from alongside.people.models import User
from alongside.plans.models import (
    Chooser,
    Plan,
    Prioritising,
    PriorityAnswer,
    PriorityLine,
    PriorityOrder,
)
from alongside.plans.rules.choices import OpenedChoices
from alongside.plans.rules.ordering import TIME_TO_ANSWER, left_out, still_to_hear, voices_in


@dataclass(frozen=True)
class Line:
    """One item in an order. `voices` are those that put it first although it is not acted on."""

    item: str
    place: int
    acted_on: bool
    left_out_because: str
    voices: tuple[str, ...]


@dataclass(frozen=True)
class StandsBy:
    """The lead or the co-lead who stands by an order, with the name of that day; nobody's key once they have left."""

    role: str
    name: str
    at: datetime
    by_id: UUID | None


@dataclass(frozen=True)
class OrderView:
    """An order with who stands by it, whom it leaves out, and what they answered."""

    order: PriorityOrder
    lines: tuple[Line, ...]
    confirmed: tuple[StandsBy, ...]

    @cached_property
    def answers(self) -> tuple[PriorityAnswer, ...]:
        """What was said by those it leaves out: one query, and none where it leaves out nobody."""
        return tuple(self.order.answers.all()) if self.voices else ()

    @property
    def is_final(self) -> bool:
        """Whether both halves stand by it."""
        return _is_final(self.confirmed)

    @property
    def left_out(self) -> tuple[Line, ...]:
        """What a voice put first and is not acted on."""
        return tuple(line for line in self.lines if line.voices)

    @property
    def voices(self) -> tuple[str, ...]:
        """The voices whose first choice is left out."""
        return voices_in({line.item: line.voices for line in self.lines})

    @property
    def acted_on(self) -> tuple[Line, ...]:
        """What is acted on, first things first."""
        return tuple(line for line in self.lines if line.acted_on)

    @property
    def answer_until(self) -> datetime:
        """Until when a voice that is left out is waited for."""
        return self.order.at + TIME_TO_ANSWER

    def answers_of(self, voice: str) -> tuple[PriorityAnswer, ...]:
        """What one voice said about being left out."""
        return tuple(answer for answer in self.answers if answer.voice == voice)

    def still_to_hear(self, now: datetime | None = None) -> tuple[str, ...]:
        """The voices that must still be heard before this order can become final."""
        heard = {answer.voice for answer in self.answers}
        return still_to_hear(self.voices, heard, self.order.at, now or timezone.now())


@dataclass(frozen=True)
class Orders:
    """The order that counts, and the one put forward since that waits for its other half."""

    final: OrderView | None
    proposed: OrderView | None
    newest_sequence: int


NO_ORDERS = Orders(None, None, 0)
# What is stored of a line, and in this order.
PLACED = ("item", "place", "acted_on", "left_out_because")
Placed = tuple[str, int, bool, str]


@dataclass(frozen=True)
class Ended:
    """When a plan ended, and why."""

    at: datetime
    why: str


@dataclass(frozen=True)
class Turnout:
    """How many people of one group have chosen; `group` is None for those who name none."""

    group: ExpectedGroup | None
    people: int


def prioritising_of(assessment: Assessment) -> Prioritising | None:
    """The second part of an assessment, if it has begun, with its opening."""
    found = Prioritising.objects.select_related("opened").filter(assessment=assessment).first()
    if found is not None:
        # It is the assessment that was already read: no second query for it.
        found.assessment = assessment
    return found


def opened_choices(prioritising: Prioritising) -> OpenedChoices | None:
    """What was opened, or None while choices are closed to all."""
    opened = getattr(prioritising, "opened", None)
    return OpenedChoices.from_json(opened.cells) if opened else None


def chosen_by_group(prioritising: Prioritising) -> list[Turnout]:
    """How many of each expected group have chosen; then those who named none, if there are any."""
    rows = prioritising.choosers.values("group_id").annotate(people=Count("pk")).order_by()
    people: dict[object, int] = {row["group_id"]: row["people"] for row in rows}
    found = [Turnout(group, people.get(group.pk, 0)) for group in prioritising.assessment.groups.all()]
    return [*found, Turnout(None, people[None])] if None in people else found


def newer_record(assessment: Assessment) -> Assessment | None:
    """The newest record of the same framework that closed after this one's did, in the same partnership, if any.

    One query, for its key and title. Another framework asks for other challenges: its record takes the place of none.
    """
    records = Assessment.objects.filter(
        partnership=assessment.partnership_id,
        framework=assessment.framework,
        states__state=AssessmentState.State.CLOSED,
    )
    # From the newest down; nothing follows on closed, so each record has one such row.
    closed = list(records.order_by("-states__at", "pk").only("title"))
    return closed[0] if assessment in closed and closed[0] != assessment else None


def plans_ended(prioritising: Prioritising) -> dict[str, Ended]:
    """By item, how the newest plan that came of these priorities ended, where it has; one query."""
    plans = Plan.objects.filter(order__prioritising=prioritising).order_by("created_at")
    newest = {item: (at, why) for item, at, why in plans.values_list("item", "end__at", "end__why")}
    return {item: Ended(at, why) for item, (at, why) in newest.items() if at is not None}


def chooser_of(
    prioritising: Prioritising, *, participant: Participant | None = None, user: User | None = None
) -> Chooser | None:
    """A person's own choices, for nobody but them."""
    if participant is None and user is None:
        return None
    whose = {"participant": participant} if participant is not None else {"user": user}
    return prioritising.choosers.prefetch_related("choices").filter(**whose).first()


def whys(prioritising: Prioritising) -> dict[str, list[tuple[str, str]]]:
    """Shared reasons by item, each with the group that may be named beside it; in no telling order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for item, text, group_name in prioritising.reasons.order_by("id").values_list("item", "text", "group_name"):
        found.setdefault(item, []).append((text, group_name))
    return found


def orders(prioritising: Prioritising, opened: OpenedChoices) -> Orders:
    """The order that counts and the one that waits; two queries however many there were.

    What those who are left out said is read where a page asks for it.
    """
    confirmed: dict[PriorityOrder, tuple[StandsBy, ...]] = {}
    # An order with each who stands by it: one read for both.
    rows = prioritising.orders.order_by("sequence", "confirmations__at").values_list(
        "pk", "sequence", "reason", "at",
        "confirmations__role", "confirmations__name", "confirmations__at", "confirmations__by",
    )  # fmt: skip
    for pk, sequence, reason, at, role, name, confirmed_at, by in rows:
        order = PriorityOrder(pk=pk, prioritising=prioritising, sequence=sequence, reason=reason, at=at)
        stands = (StandsBy(role, name, confirmed_at, by),) if role else ()
        confirmed[order] = confirmed.get(order, ()) + stands
    if not confirmed:
        return NO_ORDERS
    *_older, newest = confirmed
    final = next((order for order in reversed(confirmed) if _is_final(confirmed[order])), None)
    lines: dict[UUID, list[Placed]] = {}
    for key, *line in PriorityLine.objects.filter(order__in={final, newest} - {None}).values_list("order", *PLACED):
        lines.setdefault(key, []).append(tuple(line))
    views = {
        order: _view(order, lines.get(order.pk, ()), confirmed[order], opened) for order in (final, newest) if order
    }
    proposed = None if newest == final else views[newest]
    return Orders(views[final] if final else None, proposed, newest.sequence)


def order_of(assessment: Assessment) -> dict[str, tuple[int, bool]]:
    """For each item its place in the final order, from 1, and whether it is acted on; empty while no order is final.

    One query.
    """
    confirmed: dict[int, set[str]] = {}
    lines: dict[int, dict[str, tuple[int, bool]]] = {}
    # Once more for each who stands by it: which order is final is found here.
    for item, place, acted_on, sequence, role in _placed().filter(order__prioritising__assessment=assessment):
        confirmed.setdefault(sequence, set()).add(role or "")
        lines.setdefault(sequence, {})[item] = (place, acted_on)
    return lines[max(final)] if (final := [each for each in lines if are_both_halves(confirmed[each])]) else {}


@cache
def _placed() -> Any:
    facts = ("item", "place", "acted_on", "order__sequence", "order__confirmations__role")
    return PriorityLine.objects.order_by("place").values_list(*facts)


def order_view(order: PriorityOrder, opened: OpenedChoices) -> OrderView:
    """One order against what was opened, read anew."""
    confirmed = (StandsBy(each.role, each.name, each.at, each.by_id) for each in order.confirmations.order_by("at"))
    return _view(order, order.lines.values_list(*PLACED), tuple(confirmed), opened)


def _view(
    order: PriorityOrder,
    lines: Iterable[Placed],
    confirmed: tuple[StandsBy, ...],
    opened: OpenedChoices,
) -> OrderView:
    placed = tuple(lines)
    left = left_out(opened, {item for item, _place, acted_on, _because in placed if acted_on})
    shown = tuple(Line(*each, left.get(each[0], ())) for each in placed)
    return OrderView(order, shown, confirmed)


def _is_final(confirmed: Iterable[StandsBy]) -> bool:
    return are_both_halves({each.role for each in confirmed})
