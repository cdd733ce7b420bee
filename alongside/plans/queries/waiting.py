"""What of plans waits for one person, over all partnerships that are asked about, in five queries at most."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from alongside.catalogue import shelf
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD, Can, may
from alongside.people.models import Membership, User
from alongside.plans.models import (
    Chooser,
    Cycle,
    Plan,
    PriorityConfirmation,
    PriorityOrder,
    Review,
    Signature,
    Update,
    Version,
    VersionState,
)
from alongside.plans.queries.versions import content_of
from alongside.plans.rules.content import ActionContent, PlanContent
from alongside.plans.rules.due import (
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
PRIORITIES = "partnership__assessments__prioritising"


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
    versions = Version.objects.in_bulk({row[name] for row in plans for name in ("force", "newest") if row[name]})
    found = [each for row in rows for each in _of_priorities(row, places)]
    actions: dict[UUID, tuple[Waiting, ActionContent, date]] = {}
    carried: set[UUID] = set()
    for row in plans:
        place, about = places[row["partnership_id"]], _about(row, versions)
        newest = versions.get(row["newest"])
        found += _of_versions(row, place, about, newest, user.pk)
        force = versions.get(row["force"])
        if force is not None:
            content = content_of(force)
            carried.add(row["id"])
            found += _of_review(row, place, about, content, user.pk)
            actions |= _of_actions(row, place, about, content, user.pk)
    found += _open_actions(actions)
    found += _of_cycles(user, places, carried, {row["id"]: _about(row, versions) for row in plans})
    return urgent_first(found)


def _place(row: Row) -> Place:
    today = timezone.localdate(timezone=ZoneInfo(row["partnership__time_zone"]))
    return Place(row["partnership_id"], row["role"], today)


# ── Priorities ──────────────────────────────────────────────────────────────────────────────────


def _memberships(user: User, partnership_ids: Collection[UUID]) -> list[Row]:
    """One row for each membership and each prioritising there, with what decides whether it waits for this person."""
    orders = PriorityOrder.objects.filter(prioritising=OuterRef(PRIORITIES)).order_by("-sequence").values("pk")[:1]
    mine = Chooser.objects.filter(user=user, prioritising=OuterRef(PRIORITIES))
    stands = PriorityConfirmation.objects.filter(order=OuterRef("newest_order"))
    found: Any = Membership.objects.filter(user=user, partnership_id__in=partnership_ids).annotate(newest_order=orders)
    found = found.annotate(
        chosen=Exists(mine),
        by_lead=Exists(stands.filter(role=DECIDES_AS_LEAD)),
        by_co_lead=Exists(stands.filter(role=DECIDES_AS_CO_LEAD)),
        prioritising=F(f"{PRIORITIES}__pk"),
        opened=F(f"{PRIORITIES}__opened__at"),
        assessment=F("partnership__assessments__pk"),
        title=F("partnership__assessments__title"),
    )
    names = ["partnership_id", "role", "partnership__time_zone", "newest_order", "chosen", "by_lead", "by_co_lead"]
    return list(found.values(*names, "prioritising", "opened", "assessment", "title"))


def _of_priorities(row: Row, places: dict[UUID, Place]) -> Iterable[Waiting]:
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
    if row["newest_order"] is None and row["opened"] is None:
        if not row["chosen"] and may(role, Can.TAKE_PART):
            yield Waiting(kind=Kind.CHOOSE, address="choose-priorities", **given)
    elif row["by_lead"] != row["by_co_lead"]:
        missing = DECIDES_AS_CO_LEAD if row["by_lead"] else DECIDES_AS_LEAD
        if role == missing:
            yield Waiting(kind=Kind.CONFIRM_ORDER, address="priorities", **given)


# ── Plans and their versions ────────────────────────────────────────────────────────────────────


def _plans(user: User, places: Collection[UUID]) -> list[Row]:
    """Every plan that has not ended, with the keys and states of the versions that matter."""
    versions = Version.objects.filter(plan=OuterRef("pk")).order_by("-number")
    forced = versions.filter(pk__in=VersionState.objects.filter(state=State.IN_FORCE).values("version"))
    states = VersionState.objects.filter(version=OuterRef("newest")).order_by("-sequence").values("state")
    acts = Signature.objects.filter(version=OuterRef("newest"), by=user, act__in=DECIDES)
    told = Review.objects.filter(version=OuterRef("force")).order_by("-sequence").values("next_on")
    found: Any = Plan.objects.filter(partnership_id__in=places, end=None).annotate(
        newest=versions.values("pk")[:1], force=forced.values("pk")[:1]
    )
    found = found.annotate(
        state=Subquery(states[:1]),
        act=Subquery(acts.order_by("-sequence").values("act")[:1]),
        next_on=Subquery(told[:1]),
    )
    names = ("id", "partnership_id", "item", "newest", "force", "state", "act", "next_on")
    assessment = "order__prioritising__assessment"
    return list(
        found.order_by("created_at", "pk").values(
            *names,
            framework=F(f"{assessment}__framework"),
            edition=F(f"{assessment}__framework_version"),
            title=F(f"{assessment}__title"),
        )
    )


def _about(row: Row, versions: dict[UUID, Version]) -> str:
    """The challenge as its newest version names it, or the shipped edition; else the assessment's title.

    A local edition is not looked up, because each would cost a query.
    """
    version = versions.get(row["newest"])
    if version is not None:
        return content_of(version).challenge
    try:
        return shelf.framework(row["framework"], row["edition"]).item(row["item"]).title
    except (shelf.NotOnTheShelfError, KeyError):
        return str(row["title"])


def _of_versions(row: Row, place: Place, about: str, newest: Version | None, user_id: UUID) -> Iterable[Waiting]:
    given = _given(row, about)
    if newest is None or row["state"] == State.TAKEN_BACK:
        if row["force"] is None and may(place.role, Can.PLAN):
            yield Waiting(kind=Kind.WRITE_DRAFT, **{**given, "address": "plan-draft"})
        return
    given |= {"address": "plan-version", "args": (*given["args"], newest.number)}
    signs = content_of(newest).signatory_of(user_id) is not None
    if opens(row["state"], newest.by_id, newest.role, user_id, place.role):
        yield Waiting(kind=Kind.OPEN_VERSION, **given)
    elif signs and asks_for_signature(row["state"], row["act"], place.role):
        yield Waiting(kind=Kind.SIGN, **given)


def _of_review(row: Row, place: Place, about: str, content: PlanContent, user_id: UUID) -> Iterable[Waiting]:
    day = next_review(content, row["next_on"])
    stands = of_day(day, place.today)
    if stands is When.LATER or not looks_after_review(content, user_id, place.role):
        return
    kind = Kind.REVIEW_PAST if stands is When.OVERDUE else Kind.REVIEW_DUE
    address = "hold-review" if may(place.role, Can.PLAN) else "plan"
    yield Waiting(kind=kind, **{**_given(row, about), "date": day, "address": address})


# ── What somebody promised, and what they are trying ────────────────────────────────────────────


def _of_actions(
    row: Row, place: Place, about: str, content: PlanContent, user_id: UUID
) -> dict[UUID, tuple[Waiting, ActionContent, date]]:
    """This person's actions that would be due or overdue if nobody has finished them."""
    if not may(place.role, Can.CARRY_OUT):
        return {}
    found = {}
    for action in content.actions:
        stands = of_day(action.due, place.today)
        if action.person_id == user_id and stands is not When.LATER:
            kind = Kind.ACTION_OVERDUE if stands is When.OVERDUE else Kind.ACTION_DUE
            given = _given(row, about)
            given |= {"text": action.text, "date": action.due, "address": "update-commitment"}
            given["args"] = (*given["args"], action.id)
            found[action.id] = (Waiting(kind=kind, **given), action, place.today)
    return found


def _open_actions(found: dict[UUID, tuple[Waiting, ActionContent, date]]) -> list[Waiting]:
    """Those that nobody has finished: one query for their newest updates."""
    if not found:
        return []
    newer = Update.objects.filter(plan=OuterRef("plan"), commitment=OuterRef("commitment"), at__gt=OuterRef("at"))
    rows = Update.objects.filter(commitment__in=found, plan_id__in={each[0].plan_id for each in found.values()})
    progress = dict(rows.filter(~Exists(newer)).order_by("at", "id").values_list("commitment", "progress"))
    return [
        waiting
        for id, (waiting, action, today) in found.items()
        if when(progress.get(id, ""), action.due, today) is not When.FINISHED
    ]


def _of_cycles(user: User, places: dict[UUID, Place], carried: set[UUID], about: dict[UUID, str]) -> list[Waiting]:
    """Tries whose day has come, for who began them; for those who run the plan where that person has gone."""
    if not carried:
        return []
    there = Membership.objects.filter(partnership=OuterRef("plan__partnership"), user=OuterRef("by"))
    latest = max(place.today for place in places.values())
    runs = [id for id, place in places.items() if may(place.role, Can.PLAN)]
    mine = Q(by=user) | Q(left=True, plan__partnership_id__in=runs)
    rows = Cycle.objects.filter(plan_id__in=carried, study=None, look_on__lte=latest).annotate(left=~Exists(there))
    found = []
    for cycle in rows.filter(mine).values("id", "plan_id", "plan__partnership_id", "we_try", "look_on"):
        place = places[cycle["plan__partnership_id"]]
        if cycle["look_on"] and cycle["look_on"] <= place.today and may(place.role, Can.CARRY_OUT):
            found.append(
                Waiting(
                    kind=Kind.LOOK_AT_CYCLE,
                    partnership_id=place.partnership_id,
                    plan_id=cycle["plan_id"],
                    about=about[cycle["plan_id"]],
                    text=cycle["we_try"],
                    date=cycle["look_on"],
                    address="study-cycle",
                    args=(place.partnership_id, cycle["plan_id"], cycle["id"]),
                )
            )
    return found


def _given(row: Row, about: str) -> Row:
    return {
        "partnership_id": row["partnership_id"],
        "plan_id": row["id"],
        "about": about,
        "text": "",
        "date": None,
        "address": "plan",
        "args": (row["partnership_id"], row["id"]),
    }
