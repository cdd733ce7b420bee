"""What of plans waits for one person, over all partnerships that are asked about, in five queries at most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.catalogue import shelf
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD, Can, may
from alongside.people.models import User
from alongside.plans.models import VersionState
from alongside.plans.queries.said import finished
from alongside.plans.queries.waiting_rows import (
    Row,
    cycles_to_look_at,
    every_plan,
    memberships,
    versions,
)
from alongside.plans.rules.content import PlanContent
from alongside.plans.rules.due import (
    Kind,
    Waiting,
    When,
    asks_for_signature,
    looks_after_review,
    next_review,
    of_day,
    opens,
    tells_of_withdrawal,
    urgent_first,
)

State = VersionState.State


@dataclass(frozen=True)
class Place:
    """Where somebody is a member: their role, and which day it is there."""

    partnership_id: UUID
    role: str
    today: date


def waiting_for(user: User, partnership_ids: Iterable[UUID]) -> tuple[Waiting, ...]:
    """What waits for a person in those of these partnerships of which they are a member, the most urgent first.

    Give only partnerships that they may open: nothing here asks for a second factor.
    """
    rows = memberships(user, list(partnership_ids))
    places = {row["partnership_id"]: _place(row) for row in rows}
    if not places:
        return ()
    plans = every_plan(user, places)
    contents, told = versions({row[name] for row in plans for name in ("force", "newest") if row[name]})
    found = [each for row in rows for each in _of_priorities(row)]
    actions: dict[UUID, Waiting] = {}
    about = _told_apart(plans, {row["pk"]: _about(row, contents) for row in plans})
    carried = {row["pk"]: row["partnership_id"] for row in plans if row["force"]}
    for row in plans:
        place, given = places[row["partnership_id"]], _given(row, about[row["pk"]])
        found += _of_versions(row, place, given, contents.get(row["newest"]), user.pk)
        if row["force"]:
            content = contents[row["force"]]
            found += _of_review(place, given, content, told.get(row["force"]), user.pk)
            actions |= _of_actions(place, given, content, user.pk)
    found += _open_actions(actions)
    found += _of_cycles(user, places, carried, about)
    return urgent_first(found)


def _place(row: Row) -> Place:
    today = timezone.localdate(timezone=ZoneInfo(row["zone"]))
    return Place(row["partnership_id"], row["role"], today)


# ── Priorities ──────────────────────────────────────────────────────────────────────────────────


def _of_priorities(row: Row) -> Iterable[Waiting]:
    if row["prioritising"] is None:
        return
    role = row["role"]
    given = {
        "partnership_id": row["partnership_id"],
        "plan_id": None,
        "about": row["title"],
        "text": "",
        "date": None,
        "args": (row["partnership_id"], row["assessment"]),
    }
    if not row["newest"] and row["opened"] is None:
        if not row["chosen"] and may(role, Can.TAKE_PART):
            yield Waiting(kind=Kind.CHOOSE, address="choose-priorities", **given)
    elif not row["newest"] and may(role, Can.DECIDE):
        yield Waiting(kind=Kind.PUT_IN_ORDER, address="order-priorities", **given)
    elif len(missing := {DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD} - row["stand_by"]) == 1 and role in missing:
        yield Waiting(kind=Kind.CONFIRM_ORDER, address="priorities", **given)


# ── Plans and their versions ────────────────────────────────────────────────────────────────────


def _told_apart(plans: Iterable[Row], about: dict[UUID, str]) -> dict[UUID, str]:
    """The same names; where two plans of a partnership have one, each says which assessment it comes from."""
    plans = list(plans)
    times = Counter((row["partnership_id"], about[row["pk"]]) for row in plans)
    return {
        row["pk"]: _("%(challenge)s (from “%(title)s”)") % {"challenge": about[row["pk"]], "title": row["title"]}
        if times[row["partnership_id"], about[row["pk"]]] > 1
        else about[row["pk"]]
        for row in plans
    }


def _about(row: Row, contents: dict[UUID, PlanContent]) -> str:
    """The challenge as its newest version names it, or the shipped edition; else the assessment's title.

    A local edition is not looked up, because each would cost a query.
    """
    if row["newest"]:
        return contents[row["newest"]].challenge
    try:
        return shelf.framework(row["framework"], row["edition"]).item(row["item"]).title
    except (shelf.NotOnTheShelfError, KeyError):
        return str(row["title"])


def _of_versions(row: Row, place: Place, given: Row, newest: PlanContent | None, user_id: UUID) -> Iterable[Waiting]:
    if newest is None or row["state"] == State.TAKEN_BACK:
        if row["force"] is None and may(place.role, Can.PLAN):
            yield Waiting(kind=Kind.WRITE_DRAFT, **{**given, "address": "plan-draft"})
        return
    given = {**given, "address": "plan-version", "args": (*given["args"], row["number"])}
    if opens(row["state"], row["put_forward_by"], row["put_forward_as"], user_id, place.role):
        yield Waiting(kind=Kind.OPEN_VERSION, **given)
    elif newest.signatory_of(user_id) and asks_for_signature(row["state"], row["act"], place.role):
        yield Waiting(kind=Kind.SIGN, **given)
    elif tells_of_withdrawal(row["state"], place.role):
        yield Waiting(kind=Kind.WITHDRAWN, **given)


def _of_review(place: Place, given: Row, content: PlanContent, told: date | None, user_id: UUID) -> Iterable[Waiting]:
    day = next_review(content, told)
    stands = of_day(day, place.today)
    if stands is When.LATER or not looks_after_review(content, user_id, place.role):
        return
    kind = Kind.REVIEW_PAST if stands is When.OVERDUE else Kind.REVIEW_DUE
    address = "hold-review" if may(place.role, Can.PLAN) else "plan"
    yield Waiting(kind=kind, **{**given, "date": day, "address": address})


# ── What somebody promised, and what they are trying ────────────────────────────────────────────


def _of_actions(place: Place, given: Row, content: PlanContent, user_id: UUID) -> dict[UUID, Waiting]:
    """This person's actions that would be due or overdue if nobody has finished them."""
    if not may(place.role, Can.CARRY_OUT):
        return {}
    found = {}
    for action in content.actions_of(user_id):
        stands = of_day(action.due, place.today)
        if stands is not When.LATER:
            said = {**given, "text": action.text, "date": action.due, "address": "update-commitment"}
            said["args"] = (*given["args"], action.id)
            kind = Kind.ACTION_OVERDUE if stands is When.OVERDUE else Kind.ACTION_DUE
            found[action.id] = Waiting(kind=kind, **said)
    return found


def _open_actions(found: dict[UUID, Waiting]) -> list[Waiting]:
    """Those that nobody has finished."""
    if not found:
        return []
    over = finished(found, {waiting.plan_id for waiting in found.values() if waiting.plan_id})
    return [waiting for id, waiting in found.items() if id not in over]


def _of_cycles(
    user: User, places: dict[UUID, Place], carried: dict[UUID, UUID], about: dict[UUID, str]
) -> list[Waiting]:
    """Tries whose day has come, for who began them; for those who run the plan where that person has gone."""
    if not carried:
        return []
    latest = max(place.today for place in places.values())
    found = []
    for cycle in cycles_to_look_at(carried, latest):
        place = places[carried[cycle.plan_id]]
        ours = cycle.by_id == user.pk or (cycle.left and may(place.role, Can.PLAN))
        if ours and cycle.look_on <= place.today and may(place.role, Can.CARRY_OUT):
            found.append(
                Waiting(
                    kind=Kind.LOOK_AT_CYCLE,
                    partnership_id=place.partnership_id,
                    plan_id=cycle.plan_id,
                    about=about[cycle.plan_id],
                    text=cycle.we_try,
                    date=cycle.look_on,
                    address="study-cycle",
                    args=(place.partnership_id, cycle.plan_id, cycle.pk),
                )
            )
    return found


def _given(row: Row, about: str) -> Row:
    return {
        "partnership_id": row["partnership_id"],
        "plan_id": row["pk"],
        "about": about,
        "text": "",
        "date": None,
        "address": "plan",
        "args": (row["partnership_id"], row["pk"]),
    }
