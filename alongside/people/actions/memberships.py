"""Changes to a person's place in a partnership."""

from __future__ import annotations

from django.db import transaction

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people import rules
from alongside.people.access import Role
from alongside.people.models import Membership, Organisation, Partnership


class MustStay(Exception):
    """The partnership would be left without somebody it needs; `why` says whom."""

    def __init__(self, why: rules.Kept) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: Actor) -> Membership:
    """Give a member another role. Raises MustStay for the last lead, or co-lead unless they wish it."""
    place = _locked(membership)
    if place.role == role:
        return place
    _may_lose_role(place, by)
    place.role = role.value
    place.save(update_fields=["role"])
    record("changed", place, by=by, partnership_id=place.partnership_id, fields=["role"])
    return place


@transaction.atomic
def change_group(*, membership: Membership, group: str, by: Actor) -> Membership:
    """Name another stakeholder group, or with an empty key rather none."""
    membership.group = group
    membership.save(update_fields=["group"])
    record("changed", membership, by=by, partnership_id=membership.partnership_id, fields=["group"])
    return membership


@transaction.atomic
def change_place(*, membership: Membership, role: Role, organisation: Organisation | None, by: Actor) -> Membership:
    """Change a member's role and the organisation they are here for, both or neither. Raises as `change_role` does."""
    place = change_role(membership=membership, role=role, by=by)
    if place.organisation != organisation:
        place.organisation = organisation
        place.save(update_fields=["organisation"])
        record("changed", place, by=by, partnership_id=place.partnership_id, fields=["organisation"])
    return place


@transaction.atomic
def remove_member(*, membership: Membership, by: Actor) -> None:
    """End somebody's place, their own included. Raises MustStay as `change_role` does. What they did stays recorded."""
    place = _locked(membership)
    _may_lose_role(place, by)
    record("removed", place, by=by, partnership_id=place.partnership_id)
    place.delete()


def _locked(membership: Membership) -> Membership:
    """The membership as it is now, once nobody else can change the places of this partnership."""
    Partnership.objects.select_for_update().get(pk=membership.partnership_id)
    return Membership.objects.get(pk=membership.pk)


def _may_lose_role(place: Membership, by: Actor) -> None:
    same_role = Membership.objects.filter(partnership=place.partnership_id, role=place.role)
    others = same_role.exclude(pk=place.pk).count()
    why = rules.kept(place.role, others, by_themselves=by.id == place.user_id)
    if why:
        raise MustStay(why)
