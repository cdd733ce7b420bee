"""Offer a place in a partnership, withdraw the offer, take it up."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people import queries, rules, tokens
from alongside.people.access import ROLE_MEANS, ROLE_NAMES, Role
from alongside.people.actions.mail import write
from alongside.people.models import Invitation, InvitationEnd, Membership, Organisation, Partnership, User


class InvitationOver(Exception):
    """The invitation was taken up or withdrawn, or its time is over."""


class NotForYou(Exception):
    """The invitation names another address than this account's."""


class AlreadyMember(Exception):
    """This person has a place in the partnership."""


@transaction.atomic
def invite(
    *,
    partnership: Partnership,
    role: Role,
    by: Actor,
    email: str = "",
    name: str = "",
    organisation: Organisation | None = None,
    days: int = rules.INVITATION_DAYS,
) -> Invitation:
    """Offer a role. With an address it is sent there and only that address may take it up; else it is handed over."""
    id = uuid.uuid4()
    invitation = Invitation.objects.create(
        id=id,
        partnership=partnership,
        role=role.value,
        email=email.strip().lower(),
        name=name,
        organisation=organisation,
        code_hash=tokens.code_hash(queries.INVITATION, queries.invitation_code(id)),
        expires_at=rules.expiry(timezone.now(), days),
        invited_by_id=by.id,
    )
    given = [field for field in ("email", "name", "organisation") if getattr(invitation, field)]
    record("invited", invitation, by=by, partnership_id=partnership.pk, fields=["expires_at", "role", *given])
    if invitation.email:
        _send(invitation, by)
    return invitation


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Actor) -> InvitationEnd:
    """Take an offer back. Raises InvitationOver where it has ended already."""
    return _end(invitation, InvitationEnd.How.WITHDRAWN, by)


def accept(*, invitation: Invitation, user: User, group: str, by: Actor) -> Membership:
    """Take up an offer. Of two at once exactly one succeeds.

    Raises InvitationOver, NotForYou where it names another address, AlreadyMember. An empty group means "I would
    rather not name mine".
    """
    with transaction.atomic():
        return _take_up(invitation, user, group, by)


def join(*, invitation: Invitation, email: str, name: str, password: str, group: str) -> User:
    """Make an account for somebody new and take up the offer with it, both or neither.

    Raises what `accept` raises, and IntegrityError where the address has an account.
    """
    user = User(email=(invitation.email or email).strip().lower(), name=name)
    # Hashing is slow on purpose, so it is done before the transaction keeps others waiting.
    user.set_password(password)
    by = Actor.user(user.pk)
    with transaction.atomic():
        user.save(force_insert=True)
        record("created", user, by=by, fields=["email", "name", "password"])
        _take_up(invitation, user, group, by)
    return user


def _take_up(invitation: Invitation, user: User, group: str, by: Actor) -> Membership:
    # One at a time in this partnership; the unique rows below would refuse a second one anyway.
    Partnership.objects.select_for_update().get(pk=invitation.partnership_id)
    if invitation.email and invitation.email != user.email:
        raise NotForYou
    if Membership.objects.filter(partnership=invitation.partnership_id, user=user).exists():
        raise AlreadyMember
    _end(invitation, InvitationEnd.How.ACCEPTED, by)
    place = Membership.objects.create(
        partnership_id=invitation.partnership_id,
        user=user,
        role=invitation.role,
        group=group,
        organisation_id=invitation.organisation_id,
    )
    record("joined", place, by=by, partnership_id=place.partnership_id, fields=["group", "role"])
    return place


def _end(invitation: Invitation, how: str, by: Actor) -> InvitationEnd:
    ended = InvitationEnd.objects.filter(invitation=invitation).values_list("how", flat=True).first()
    if rules.standing(ended, invitation.expires_at, timezone.now()) is not rules.Standing.OPEN:
        raise InvitationOver
    try:
        with transaction.atomic():
            end = InvitationEnd.objects.create(invitation_id=invitation.pk, how=how, by_id=by.id)
    except IntegrityError as problem:
        raise InvitationOver from problem
    record(how, invitation, by=by, partnership_id=invitation.partnership_id)
    return end


def _send(invitation: Invitation, by: Actor) -> None:
    role = Role(invitation.role)
    write(
        "people/mail/invitation.jinja",
        to=invitation.email,
        by=by,
        invitation=invitation,
        who=invitation.invited_by.name if invitation.invited_by else _("Somebody"),
        role=ROLE_NAMES[role],
        means=ROLE_MEANS[role],
        link=queries.invitation_link(invitation.pk),
        code=queries.invitation_code(invitation.pk),
        code_address=queries.address("invitation"),
    )
