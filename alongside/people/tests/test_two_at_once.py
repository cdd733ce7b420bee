"""Of two who do the same thing at the same moment exactly one succeeds, on both databases."""

import pytest

from alongside.audit.actor import Actor
from alongside.people.access import Role
from alongside.people.actions.invitations import InvitationOver, accept, withdraw
from alongside.people.actions.memberships import MustStay, remove_member
from alongside.people.models import InvitationEnd, Membership
from alongside.people.tests.making import a_member, a_partnership, a_user, an_invitation
from tests.racing import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def take(offer, user):
    return lambda: accept(invitation=offer, user=user, group="", by=Actor.user(user.pk))


def test_two_people_take_up_one_invitation():
    offer = an_invitation(a_partnership())
    results = at_once(*[take(offer, a_user()) for _ in range(4)])
    assert [type(result) for result in results].count(Membership) == 1
    assert [type(result) for result in results].count(InvitationOver) == 3
    # The lead who invited, and one more.
    assert offer.partnership.memberships.count() == 2
    assert InvitationEnd.objects.count() == 1


def test_an_end_that_is_not_kept_would_be_noticed(monkeypatch):
    """The seeded fault: an invitation that never ends lets everybody in."""
    monkeypatch.setattr("alongside.people.actions.invitations._end", lambda *args: None)
    offer = an_invitation(a_partnership())
    results = at_once(*[take(offer, a_user()) for _ in range(4)])
    assert [type(result) for result in results].count(Membership) == 4


def test_one_person_presses_twice():
    offer, user = an_invitation(a_partnership()), a_user()
    results = at_once(take(offer, user), take(offer, user))
    assert [type(result) for result in results].count(Membership) == 1
    assert Membership.objects.filter(user=user).count() == 1


def test_taking_up_and_withdrawing_meet():
    offer, user = an_invitation(a_partnership()), a_user()
    results = at_once(take(offer, user), lambda: withdraw(invitation=offer, by=Actor.user(offer.invited_by_id)))
    assert [type(result) for result in results].count(InvitationOver) == 1
    ended = InvitationEnd.objects.get(invitation=offer).how
    assert Membership.objects.filter(user=user).exists() == (ended == "accepted")


def test_two_leads_remove_each_other():
    partnership = a_partnership()
    one, other = a_member(partnership, Role.LEAD), a_member(partnership, Role.LEAD)
    results = at_once(
        lambda: remove_member(membership=one, by=Actor.user(other.user_id)),
        lambda: remove_member(membership=other, by=Actor.user(one.user_id)),
    )
    assert [type(result) for result in results].count(MustStay) == 1
    assert partnership.memberships.filter(role=Role.LEAD.value).count() == 1
