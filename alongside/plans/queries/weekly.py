"""Whose week was not looked at yet, and what their message would say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef

from alongside.people.access import SECOND_FACTOR, SECOND_FACTORS
from alongside.people.models import Membership, Partnership, User
from alongside.people.queries import address, memberships_of
from alongside.people.tokens import link_opens, link_secret
from alongside.plans.models import WeeklyMail, WeeklyMailOff
from alongside.plans.queries.waiting import waiting_for
from alongside.plans.rules.due import Waiting
from alongside.plans.rules.weekly import began, week_of

OFF = "weekly-mail"


@dataclass(frozen=True)
class Section:
    """What waits in one partnership that this person may open."""

    partnership_id: UUID
    name: str
    waiting: tuple[Waiting, ...]


@dataclass(frozen=True)
class Week:
    """What a message would say. `locked`: something waits where a second factor is missing, and no more is said."""

    sections: tuple[Section, ...]
    locked: bool

    def __bool__(self) -> bool:
        return bool(self.sections or self.locked)


def to_look_at(now: datetime, most: int) -> list[tuple[UUID, date]]:
    """People whose week was not looked at yet, each with its Monday, at most so many.

    Only who was a member before the week's message could be written: who joins on a Wednesday waits for Monday. A
    clock that is put back never brings an earlier week's message after a later one.
    """
    found: dict[UUID, date] = {}
    for zone in Partnership.objects.order_by("time_zone").values_list("time_zone", flat=True).distinct():
        monday = week_of(now, zone)
        if monday is not None and len(found) < most:
            done = WeeklyMail.objects.filter(user=OuterRef("user"), monday__gte=monday)
            here = Membership.objects.filter(
                ~Exists(done),
                partnership__time_zone=zone,
                user__is_active=True,
                joined_at__lt=began(monday, zone),
            )
            users = here.order_by("user").values_list("user", flat=True).distinct()[: most - len(found)]
            found |= {user: max(monday, found.get(user, monday)) for user in users}
    return list(found.items())


def week_for(user: User) -> Week:
    """What waits for somebody in all their partnerships."""
    places = list(memberships_of(user))
    secured = Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists()
    waiting = waiting_for(user, [place.partnership_id for place in places])
    sections, locked = [], False
    for place in places:
        here = tuple(each for each in waiting if each.partnership_id == place.partnership_id)
        if here and place.role in SECOND_FACTOR and not secured:
            locked = True
        elif here:
            sections.append(Section(place.partnership_id, place.partnership.name, here))
    return Week(tuple(sections), locked)


def wants_mail(user: User) -> bool:
    """Whether they have not switched the weekly message off."""
    return not WeeklyMailOff.objects.filter(user=user).exists()


def off_link(user_id: UUID) -> str:
    """The whole address that switches somebody's weekly message off; it opens nothing else."""
    return address("weekly-mail-off", user_id, link_secret(OFF, user_id))


def whose_link(user_id: UUID, secret: str) -> User | None:
    """Whose switch a link is, or None."""
    if not link_opens(OFF, user_id, secret):
        return None
    return User.objects.filter(pk=user_id).first()
