"""What can be read about people. Each starts from something the visitor was already given: a partnership, a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from alongside.people import rules, tokens
from alongside.people.access import ROLE_MEANS, ROLE_NAMES, SECOND_FACTOR, SECOND_FACTORS, Role
from alongside.people.groups import group_name
from alongside.people.models import (
    Invitation,
    InvitationEnd,
    Membership,
    Organisation,
    Partnership,
    PartnershipOrganisation,
    Team,
    User,
)

INVITATION = "invitation"


def address(name: str, *args: object) -> str:
    """The whole address of a page for a message, on the installation's own host whatever the request named."""
    return f"{settings.PUBLIC_ADDRESS}{reverse(name, args=args)}"


@dataclass(frozen=True)
class Member:
    """Somebody's place as the list of people shows it. An empty group was not named."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    role: Role
    group: str
    organisation: str
    joined_at: datetime
    has_second_factor: bool

    @property
    def needs_second_factor(self) -> bool:
        """Whether their role opens only with a second factor that they have not set up yet."""
        return self.role in SECOND_FACTOR and not self.has_second_factor


@dataclass(frozen=True)
class RoleHolders:
    """A role, what it means, and who has it."""

    role: Role
    name: str
    means: str
    members: tuple[Member, ...]


@dataclass(frozen=True)
class Offer:
    """An open invitation as whoever may hand it over sees it."""

    id: UUID
    name: str
    email: str
    role: Role
    role_name: str
    organisation: str
    expires_at: datetime
    invited_by: str
    link: str
    code: str


# ── Members ─────────────────────────────────────────────────────────────────────────────────────


def members(partnership: Partnership) -> tuple[Member, ...]:
    """Everybody with a place here, by name."""
    rows = list(partnership.memberships.select_related("user", "organisation").order_by("user__name", "pk"))
    secured = _with_second_factor(row.user_id for row in rows)
    return tuple(_member(row, row.user_id in secured) for row in rows)


def members_by_role(partnership: Partnership) -> tuple[RoleHolders, ...]:
    """All roles in their order, each with who has it; a role that nobody has is there too, empty."""
    everybody = members(partnership)
    return tuple(
        RoleHolders(
            role=role,
            name=str(ROLE_NAMES[role]),
            means=str(ROLE_MEANS[role]),
            members=tuple(member for member in everybody if member.role is role),
        )
        for role in Role
    )


def member(partnership: Partnership, id: UUID) -> Membership | None:
    """One place here, or None."""
    return partnership.memberships.select_related("user", "organisation").filter(pk=id).first()


def kept(membership: Membership, *, by_themselves: bool) -> rules.Kept | None:
    """Why this member may not lose their role now, or None."""
    others = membership.partnership.memberships.filter(role=membership.role).exclude(pk=membership.pk).count()
    return rules.kept(membership.role, others, by_themselves=by_themselves)


def memberships_of(user: User) -> QuerySet[Membership]:
    """A person's own places, by the partnership's name."""
    return user.memberships.select_related("partnership", "organisation").order_by("partnership__name", "pk")


def _with_second_factor(user_ids: Iterable[UUID]) -> set[UUID]:
    found = Authenticator.objects.filter(user_id__in=list(user_ids), type__in=SECOND_FACTORS)
    return set(found.values_list("user_id", flat=True))


def _member(row: Membership, secured: bool) -> Member:
    return Member(
        id=row.pk,
        user_id=row.user_id,
        name=row.user.name,
        email=row.user.email,
        role=Role(row.role),
        group=group_name(row.group),
        organisation=row.organisation.name if row.organisation else "",
        joined_at=row.joined_at,
        has_second_factor=secured,
    )


# ── Teams and organisations ─────────────────────────────────────────────────────────────────────


def teams(partnership: Partnership) -> QuerySet[Team]:
    """The provider's teams, by name."""
    return partnership.teams.order_by("name")


def team(partnership: Partnership, id: UUID) -> Team | None:
    """One team here, or None."""
    return partnership.teams.filter(pk=id).first()


def sides(partnership: Partnership) -> list[PartnershipOrganisation]:
    """The organisations of a partnership: the provider first, then commissioners, then partners, by name."""
    order = [side.value for side in PartnershipOrganisation.Side]
    rows = partnership.sides.select_related("organisation")
    return sorted(rows, key=lambda row: (order.index(row.side), row.organisation.name))


def organisations_of(partnership: Partnership) -> QuerySet[Organisation]:
    """The organisations of a partnership, by name."""
    return Organisation.objects.filter(sides__partnership=partnership).order_by("name")


def organisations_to_bring_in(partnership: Partnership) -> QuerySet[Organisation]:
    """Organisations of the site that do not belong to the partnership yet."""
    return Organisation.objects.exclude(sides__partnership=partnership).order_by("name")


# ── Invitations ─────────────────────────────────────────────────────────────────────────────────


def open_offers(partnership: Partnership) -> tuple[Offer, ...]:
    """Invitations that can still be taken up, the next to run out first."""
    rows = (
        _open(partnership.invitations.all()).select_related("invited_by", "organisation").order_by("expires_at", "pk")
    )
    return tuple(_offer(row) for row in rows)


def open_offer(partnership: Partnership, id: UUID) -> Offer | None:
    """One invitation that can still be taken up, or None."""
    row = _open(partnership.invitations.all()).select_related("invited_by", "organisation").filter(pk=id).first()
    return _offer(row) if row else None


def invitation(partnership: Partnership, id: UUID) -> Invitation | None:
    """One invitation of the partnership whatever its standing, or None."""
    return partnership.invitations.filter(pk=id).first()


def invitation_by_link(id: UUID, secret: str) -> Invitation | None:
    """The open invitation that a link opens, or None whatever the reason."""
    opens = tokens.link_opens(INVITATION, id, secret)
    found = _open(Invitation.objects.all()).select_related("partnership", "invited_by", "organisation").filter(pk=id)
    return found.first() if opens else None


def taken_up_by(id: UUID, secret: str, user: User) -> Partnership | None:
    """The partnership that this person joined by this very link, if they did and still belong to it."""
    if not tokens.link_opens(INVITATION, id, secret):
        return None
    mine = Invitation.objects.filter(pk=id, end__how=InvitationEnd.How.ACCEPTED, end__by=user)
    found = mine.filter(partnership__memberships__user=user).select_related("partnership").first()
    return found.partnership if found else None


def invitation_by_code(code: str) -> Invitation | None:
    """The open invitation that a typed code opens, or None whatever the reason."""
    if not tokens.looks_like_code(code):
        return None
    return _open(Invitation.objects.all()).filter(code_hash=tokens.code_hash(INVITATION, code)).first()


def why_not(invitation: Invitation, user: User) -> str:
    """Why this person cannot take up an open invitation: "NotForYou", "AlreadyMember", or nothing."""
    if invitation.email and invitation.email != user.email:
        return "NotForYou"
    return "AlreadyMember" if invitation.partnership.memberships.filter(user=user).exists() else ""


def invitation_link(id: UUID) -> str:
    """The address that opens an invitation."""
    return address("accept-invitation", id, tokens.link_secret(INVITATION, id))


def invitation_code(id: UUID) -> str:
    """The code that opens an invitation when typed."""
    return tokens.typed_code(INVITATION, id)


def _open(invitations: QuerySet[Invitation]) -> QuerySet[Invitation]:
    return invitations.filter(end=None, expires_at__gt=timezone.now())


def _offer(row: Invitation) -> Offer:
    return Offer(
        id=row.pk,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        role_name=str(ROLE_NAMES[Role(row.role)]),
        organisation=row.organisation.name if row.organisation else "",
        expires_at=row.expires_at,
        invited_by=row.invited_by.name if row.invited_by else "",
        link=invitation_link(row.pk),
        code=invitation_code(row.pk),
    )


# ── The whole site, for its administrators ──────────────────────────────────────────────────────


def organisations() -> QuerySet[Organisation]:
    """All organisations, by name."""
    return Organisation.objects.order_by("name")


def partnerships() -> QuerySet[Partnership]:
    """All partnerships by name, each with `lead_count`; nothing of their content."""
    leads = Count("memberships", filter=Q(memberships__role=Role.LEAD.value))
    return Partnership.objects.annotate(lead_count=leads).order_by("name")


def has_lead(partnership: Partnership) -> bool:
    """Whether a partnership has a lead."""
    return partnership.memberships.filter(role=Role.LEAD.value).exists()


def account(email: str) -> User | None:
    """The account with an address, whatever its case, or None."""
    return User.objects.filter(email__iexact=email.strip()).first()


def partnership(id: UUID) -> Partnership | None:
    """One partnership, or None."""
    return Partnership.objects.filter(pk=id).first()
