"""What a partnership shares with whom, and what lies on a desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils import timezone

from alongside.desk.making import addressed, told_now
from alongside.desk.models import DeskCopy, DeskReader, DeskShare
from alongside.desk.rules import Copy, by_name, from_json, to_json
from alongside.people.models import Organisation, Partnership, PartnershipOrganisation, User
from alongside.reports.keeping import MOST_KEPT, Kept
from alongside.reports.marks import mark_of

Side = PartnershipOrganisation.Side
_KEPT: Kept[Copy] = Kept()


@dataclass(frozen=True)
class Shared:
    """One commissioner as its partnership sees it: who reads its desk, and how old the copy there is."""

    organisation: Organisation
    readers: tuple[str, ...]
    copied_at: datetime | None
    changed: bool


@dataclass(frozen=True)
class Lying:
    """A copy on a desk."""

    share_id: UUID
    at: datetime
    copy: Copy

    @property
    def day(self) -> date:
        """The day on which it was made, in the time zone that is active: it knows nothing later."""
        return timezone.localtime(self.at).date()


def commissioners(partnership: Partnership) -> QuerySet[Organisation]:
    """The commissioning organisations of a partnership, by name."""
    return Organisation.objects.filter(sides__partnership=partnership, sides__side=Side.COMMISSIONER).order_by("name")


def commissioner(partnership: Partnership, organisation_id: UUID) -> Organisation | None:
    """One of them."""
    return commissioners(partnership).filter(pk=organisation_id).first()


def sharing(partnership: Partnership) -> list[Shared]:
    """Every commissioner of a partnership with what lies on its desk."""
    newest = {copy.share.organisation_id: copy for copy in _open_copies(partnership.desk_shares.all())}
    # Told once, whoever reads it, and only where there is a copy to hold against it.
    now = copy_now(partnership) if newest else None
    # Each commissioner with each who reads its desk: one read for both.
    reading: dict[Organisation, list[str]] = {}
    for row in commissioners(partnership).annotate(reader=F("desk_readers__user__name")):
        reading.setdefault(row, []).append(row.reader or "")
    found = []
    for organisation, names in reading.items():
        copy = newest.get(organisation.pk)
        found.append(
            Shared(
                organisation=organisation,
                readers=tuple(sorted(name for name in names if name)),
                copied_at=copy.at if copy else None,
                changed=copy is not None and now is not None and copy.content != _kept(addressed(now, organisation)),
            )
        )
    return found


def copy_now(partnership: Partnership) -> Copy:
    """What is the same in the copies of all commissioners, told anew only once something has changed.

    For pages of the partnership. What is released is told afresh, so that a copy never rests on what was kept.
    """
    return _KEPT.get(mark_of(partnership), lambda: told_now(partnership))


def open_share(partnership: Partnership, organisation: Organisation) -> DeskShare | None:
    """What is shared with a commissioner now."""
    return partnership.desk_shares.filter(organisation=organisation, ended_at=None).first()


def desk_of(user: User, organisation_id: UUID) -> Organisation | None:
    """The organisation whose desk this person may open; None for any other."""
    return Organisation.objects.filter(pk=organisation_id, desk_readers__user=user).first()


def desks(user: User) -> QuerySet[Organisation]:
    """The organisations whose desks somebody may open, by name."""
    return _read_by_somebody().filter(desk_readers__user_id=user.pk)


@cache
def _read_by_somebody() -> QuerySet[Organisation]:
    """Put together once: the first page asks it for everybody."""
    return Organisation.objects.order_by("name").only("name")


def on_desk(organisation: Organisation) -> list[Lying]:
    """The copies on a desk, providers by name."""
    lying = [_lying(copy) for copy in _open_copies(organisation.desk_shares.all())]
    return sorted(lying, key=lambda each: by_name(each.copy))


def one_on_desk(organisation: Organisation, share_id: UUID) -> Lying | None:
    """One of them."""
    return next((_lying(copy) for copy in _open_copies(organisation.desk_shares.filter(pk=share_id))), None)


def readers(organisation: Organisation) -> QuerySet[DeskReader]:
    """Who reads a desk, by name."""
    return organisation.desk_readers.select_related("user").order_by("user__name")


@lru_cache(maxsize=MOST_KEPT)
def _kept(copy: Copy) -> dict[str, Any]:
    """A copy as it would be kept, written once for copies that are the same."""
    return to_json(copy)


def _lying(copy: DeskCopy) -> Lying:
    return Lying(copy.share_id, copy.at, from_json(copy.content))


def _open_copies(shares: QuerySet[DeskShare]) -> list[DeskCopy]:
    """The newest copy of each share that is open."""
    copies = DeskCopy.objects.filter(share__in=shares, share__ended_at=None).select_related("share")
    return list({copy.share_id: copy for copy in copies.order_by("sequence")}.values())
