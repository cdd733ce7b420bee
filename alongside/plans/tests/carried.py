"""Plans in force with a history, made quickly: for pages, counts of queries and messages."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.people.models import Membership
from alongside.plans.actions import doing, reviewing
from alongside.plans.models import Cycle, Plan, Review, Update, Version
from alongside.plans.queries.versions import content_of
from alongside.plans.rules.reviews import Came, Line

USERS = Came("people-who-use-services", "People who use services", "people-who-use-services", 2)
STAFF = Came("staff", "Staff", "staff", 4)


def goal_of(version: Version) -> uuid.UUID:
    """The first goal."""
    return content_of(version).goals[0].id


def action_of(version: Version, place: int = 0) -> uuid.UUID:
    """One of the actions, the first by default."""
    return content_of(version).actions[place].id


def say(member: Membership, version: Version, commitment: uuid.UUID, progress: str = "under-way", **more) -> Update:
    """A member says how something goes."""
    given = {"key": uuid.uuid4(), "text": "The question is on the board", "reading": "", "name": member.user.name}
    by = Actor.user(member.user_id)
    return doing.update(plan=version.plan, commitment=commitment, progress=progress, by=by, **{**given, **more})


def try_out(member: Membership, version: Version, look_on: date | None = None, **more) -> Cycle:
    """A member begins a try for the first goal."""
    given = {"key": uuid.uuid4(), "we_try": "Ask at supper", "we_predict": "Half will answer", **more}
    by = Actor.user(member.user_id)
    return doing.start_cycle(
        plan=version.plan, goal=goal_of(version), look_on=look_on or timezone.localdate(), by=by, **given
    )


def lines(version: Version, progress: str = "done") -> list[Line]:
    """The same for every goal and action."""
    return [Line(id, progress, "We did it") for id in content_of(version).commitments]


def review(member: Membership, version: Version, outcome: str = "carry-on", **more) -> Review:
    """A member writes down a review."""
    given = {
        "key": uuid.uuid4(),
        "version": version.number,
        "seen": Review.objects.filter(plan=version.plan_id).count(),
        "held_on": timezone.localdate(),
        "learned": "Asking once is not enough",
        "changes": "Ask every day",
        "next_on": timezone.localdate() + timedelta(days=90),
        "lines": lines(version),
        "came": [USERS, STAFF],
        **more,
    }
    return reviewing.hold_review(plan=version.plan, outcome=outcome, by=Actor.user(member.user_id), **given)


def years_of_updates(plan: Plan, member: Membership, each: int = 60) -> None:
    """A long history of every goal and action of a plan in force, written in one go."""
    commitments = [id for version in plan.versions.all() for id in content_of(version).commitments]
    Update.objects.bulk_create(
        Update(plan=plan, commitment=id, progress="under-way", text=f"Month {n}", by=member.user, name="Ann")
        for id in commitments
        for n in range(each)
    )
