"""What of plans waits for one person, over all partnerships that are asked about, in five queries at most."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import FilteredRelation, Max, Q
from django.utils import timezone

from alongside.catalogue import shelf
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD, Can, may
from alongside.people.models import Membership, User
from alongside.plans.models import Cycle, Plan, Update, VersionState
from alongside.plans.queries.versions import known_contents, remember
from alongside.plans.rules.content import ActionContent, PlanContent
from alongside.plans.rules.due import (
    FINISHED,
    Kind,
    Waiting,
    When,
    asks_for_signature,
    looks_after_review,
    next_review,
    of_day,
    opens,
    urgent_first,
    when,
)
from alongside.plans.rules.versions import DECIDES

State = VersionState.State
Row = dict[str, Any]
# Names under which a read below gives its columns, and the columns.
ASSESSMENT = "partnership__assessments"
PRIORITIES = f"{ASSESSMENT}__prioritising"
OF_MEMBERSHIP = {
    "partnership_id": "partnership_id",
    "role": "role",
    "zone": "partnership__time_zone",
    "assessment": f"{ASSESSMENT}__pk",
    "title": f"{ASSESSMENT}__title",
    "prioritising": f"{PRIORITIES}__pk",
    "opened": f"{PRIORITIES}__opened__at",
    "chosen": "mine__pk",
}
ASSESSED = "order__prioritising__assessment"
OF_PLAN = {
    "pk": "pk",
    "partnership_id": "partnership_id",
    "item": "item",
    "framework": f"{ASSESSED}__framework",
    "edition": f"{ASSESSED}__framework_version",
    "title": f"{ASSESSED}__title",
}
OF_VERSION = ("versions__number", "versions__states__sequence", "versions__pk", "versions__states__state")
OF_NEWEST = {"put_forward_by": "versions__by_id", "put_forward_as": "versions__role", "act": "mine__act"}


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
    rows = _memberships(user, list(partnership_ids))
    places = {row["partnership_id"]: _place(row) for row in rows}
    if not places:
        return ()
    plans = _plans(user, places)
    contents, told = _versions({row[name] for row in plans for name in ("force", "newest") if row[name]})
    found = [each for row in rows for each in _of_priorities(row)]
    actions: dict[UUID, tuple[Waiting, ActionContent, date]] = {}
    about = {row["pk"]: _about(row, contents) for row in plans}
    carried = {row["pk"] for row in plans if row["force"]}
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


def _memberships(user: User, partnership_ids: Collection[UUID]) -> list[Row]:
    """One row for each membership and each prioritising there, with the roles that stand by its newest order.

    Plain joins, and the newest of each found here: in Django a sub-query costs more to write than all these rows.
    """
    theirs = f"{PRIORITIES}__choosers"
    mine = FilteredRelation(theirs, condition=Q(**{f"{theirs}__user": user}))
    rows: Any = Membership.objects.filter(user=user, partnership_id__in=partnership_ids).annotate(mine=mine)
    orders = (f"{PRIORITIES}__orders__sequence", f"{PRIORITIES}__orders__confirmations__role")
    found: dict[object, Row] = {}
    for *facts, sequence, role in rows.values_list(*OF_MEMBERSHIP.values(), *orders):
        read = dict(zip(OF_MEMBERSHIP, facts, strict=True))
        row = found.setdefault((read["partnership_id"], read["assessment"]), {**read, "newest": 0, "stand_by": set()})
        if sequence and sequence > row["newest"]:
            row |= {"newest": sequence, "stand_by": set()}
        if sequence and sequence == row["newest"]:
            row["stand_by"].add(role)
    return list(found.values())


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
    elif len(missing := {DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD} - row["stand_by"]) == 1 and role in missing:
        yield Waiting(kind=Kind.CONFIRM_ORDER, address="priorities", **given)


# ── Plans and their versions ────────────────────────────────────────────────────────────────────


def _plans(user: User, places: Collection[UUID]) -> list[Row]:
    """Every plan that has not ended, with its newest version and the one that is carried out.

    `state` is the newest version's, `act` what this person did with it that decides.
    """
    theirs = "versions__signatures"
    mine = FilteredRelation(theirs, condition=Q(**{f"{theirs}__by": user, f"{theirs}__act__in": DECIDES}))
    rows: Any = Plan.objects.filter(partnership_id__in=places, end=None).annotate(mine=mine)
    rows = rows.values_list(*OF_VERSION, *OF_PLAN.values(), *OF_NEWEST.values())
    found: dict[UUID, Row] = {}
    # From the first state of the first version to the last of the last: the last one seen is the newest.
    for row in sorted(rows, key=lambda row: (row[0] or 0, row[1] or 0)):
        (number, _sequence, version, state), others = row[: len(OF_VERSION)], row[len(OF_VERSION) :]
        read = dict(zip([*OF_PLAN, *OF_NEWEST], others, strict=True))
        plan = found.setdefault(read["pk"], {"force": None})
        plan |= {**read, "newest": version, "number": number, "state": state}
        if state == State.IN_FORCE:
            plan["force"] = version
    return list(found.values())


def _versions(keys: Collection[UUID]) -> tuple[dict[UUID, PlanContent], dict[UUID, date | None]]:
    """What these versions say, and the next date as the last review of each gave it; one query.

    A text is asked for only where this process has not read it before.
    """
    if not keys:
        return {}, {}
    known = known_contents(keys)
    names = ["versions__pk", "reviews__version_id", "reviews__sequence", "reviews__next_on"]
    if len(known) < len(keys):
        names.append("versions__content")
    told: dict[UUID, tuple[int, date | None]] = {}
    for version, reviewed, sequence, next_on, *text in Plan.objects.filter(versions__in=keys).values_list(*names):
        if version not in known:
            known[version] = remember(version, text[0])
        if reviewed == version:
            told[version] = max(told.get(version, (0, None)), (sequence, next_on))
    return known, {version: next_on for version, (_sequence, next_on) in told.items()}


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


def _of_review(place: Place, given: Row, content: PlanContent, told: date | None, user_id: UUID) -> Iterable[Waiting]:
    day = next_review(content, told)
    stands = of_day(day, place.today)
    if stands is When.LATER or not looks_after_review(content, user_id, place.role):
        return
    kind = Kind.REVIEW_PAST if stands is When.OVERDUE else Kind.REVIEW_DUE
    address = "hold-review" if may(place.role, Can.PLAN) else "plan"
    yield Waiting(kind=kind, **{**given, "date": day, "address": address})


# ── What somebody promised, and what they are trying ────────────────────────────────────────────


def _of_actions(
    place: Place, given: Row, content: PlanContent, user_id: UUID
) -> dict[UUID, tuple[Waiting, ActionContent, date]]:
    """This person's actions that would be due or overdue if nobody has finished them."""
    if not may(place.role, Can.CARRY_OUT):
        return {}
    found = {}
    for action in content.actions:
        if action.person_id != user_id:
            continue
        stands = of_day(action.due, place.today)
        if stands is not When.LATER:
            said = {**given, "text": action.text, "date": action.due, "address": "update-commitment"}
            said["args"] = (*given["args"], action.id)
            kind = Kind.ACTION_OVERDUE if stands is When.OVERDUE else Kind.ACTION_DUE
            found[action.id] = (Waiting(kind=kind, **said), action, place.today)
    return found


def _open_actions(found: dict[UUID, tuple[Waiting, ActionContent, date]]) -> list[Waiting]:
    """Those that nobody has finished: one query for their newest updates."""
    if not found:
        return []
    rows = Update.objects.filter(commitment__in=found, plan_id__in={each[0].plan_id for each in found.values()})
    progress: dict[UUID, str] = {}
    # The last time that each state was said of it. Of two said at one moment, the one that is not finished counts.
    said = rows.order_by().values_list("commitment", "progress").annotate(last=Max("at"))
    for commitment, state, _at in sorted(said, key=lambda row: (row[2], row[1] not in FINISHED)):
        progress[commitment] = state
    return [
        waiting
        for id, (waiting, action, today) in found.items()
        if when(progress.get(id, ""), action.due, today) is not When.FINISHED
    ]


def _of_cycles(user: User, places: dict[UUID, Place], carried: set[UUID], about: dict[UUID, str]) -> list[Waiting]:
    """Tries whose day has come, for who began them; for those who run the plan where that person has gone."""
    if not carried:
        return []
    latest = max(place.today for place in places.values())
    rows = Cycle.objects.filter(plan_id__in=carried, study=None, look_on__lte=latest)
    members: dict[UUID, set[UUID | None]] = {}
    cycles: dict[UUID, tuple[UUID, UUID, UUID | None, str, date]] = {}
    names = ("pk", "plan_id", "plan__partnership_id", "by_id", "we_try", "look_on", "by__memberships__partnership_id")
    for *cycle, there in rows.values_list(*names):
        cycles[cycle[0]] = tuple(cycle[1:])
        members.setdefault(cycle[0], set()).add(there)
    found = []
    for id, (plan_id, partnership_id, by_id, we_try, look_on) in cycles.items():
        place = places[partnership_id]
        left = partnership_id not in members[id] and may(place.role, Can.PLAN)
        if look_on <= place.today and may(place.role, Can.CARRY_OUT) and (by_id == user.pk or left):
            found.append(
                Waiting(
                    kind=Kind.LOOK_AT_CYCLE,
                    partnership_id=place.partnership_id,
                    plan_id=plan_id,
                    about=about[plan_id],
                    text=we_try,
                    date=look_on,
                    address="study-cycle",
                    args=(place.partnership_id, plan_id, id),
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
