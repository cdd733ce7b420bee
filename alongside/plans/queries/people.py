"""Who of a partnership is a member now, may sign, or speaks for people who use services or carers."""

from __future__ import annotations

from uuid import UUID

from alongside.assessments.models import Participant
from alongside.people.access import GRANTS, Can, Role
from alongside.people.groups import stakeholder_groups
from alongside.people.models import Membership, Partnership, PartnershipOrganisation

SIGNING_ROLES = [role.value for role, grants in GRANTS.items() if Can.SIGN in grants]


def members_now(partnership: Partnership) -> dict[UUID, str]:
    """The role of everybody who is a member, by their account."""
    return dict(partnership.memberships.values_list("user_id", "role"))


def signers_among(members: dict[UUID, str]) -> frozenset[UUID]:
    """Those of `members_now` whose role lets them sign."""
    return frozenset(user for user, role in members.items() if role in SIGNING_ROLES)


def commissioners_among(members: dict[UUID, str]) -> frozenset[UUID]:
    """Those of `members_now` who may sign for a commissioner."""
    side = PartnershipOrganisation.Side.COMMISSIONER
    return frozenset(user for user, role in members.items() if stands_for(side, role))


def stands_for(side: str, role: str | None) -> bool:
    """Whether somebody in this role may sign for this side: for commissioners their own signs, and for nobody else."""
    return (side == PartnershipOrganisation.Side.COMMISSIONER) == (role == Role.COMMISSIONER)


def who_may_sign(partnership: Partnership) -> list[Membership]:
    """Members who can be named to sign, by name."""
    found = partnership.memberships.filter(role__in=SIGNING_ROLES)
    return list(found.select_related("user", "organisation").order_by("user__name", "pk"))


def voice_of_member(membership: Membership) -> tuple[str, str]:
    """The voice and the name of the group that a member named; empty for none."""
    group = stakeholder_groups().get(membership.group)
    return (group.voice, group.name) if group else ("", "")


def voice_of_participant(participant: Participant) -> tuple[str, str]:
    """The voice and the name of the group that somebody took part from; empty for none."""
    return (participant.group.voice, participant.group.name) if participant.group else ("", "")
