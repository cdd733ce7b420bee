"""Invitations are made, sent, handed over, withdrawn and taken up once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.audit.models import Entry
from alongside.people import queries
from alongside.people.access import Role
from alongside.people.actions.invitations import (
    AlreadyMember,
    InvitationOver,
    NotForYou,
    accept,
    invite,
    join,
    withdraw,
)
from alongside.people.forms.places import NO_ORGANISATION
from alongside.people.models import Invitation, Membership, OutboxMail, User
from alongside.people.tests.making import (
    PASSWORD,
    a_member,
    a_partnership,
    a_user,
    an_invitation,
    an_organisation,
    signed_in,
)

pytestmark = pytest.mark.django_db


def run_out(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    invitation.refresh_from_db()


def take_up(invitation, user, group=""):
    return accept(invitation=invitation, user=user, group=group, by=Actor.user(user.pk))


def test_neither_secret_is_stored():
    offer = an_invitation(a_partnership())
    code, secret = queries.invitation_code(offer.pk), queries.invitation_link(offer.pk).split("/")[-2]
    stored = str(Invitation.objects.filter(pk=offer.pk).values())
    assert code.replace("-", "") not in stored
    assert secret not in stored


def test_link_and_code_open_it_and_nothing_else_does():
    offer, other = an_invitation(a_partnership()), an_invitation(a_partnership())
    secret = queries.invitation_link(offer.pk).split("/")[-2]
    assert queries.invitation_by_link(offer.pk, secret) == offer
    assert queries.invitation_by_link(other.pk, secret) is None
    assert queries.invitation_by_link(offer.pk, secret[:-1] + "~") is None
    assert queries.invitation_by_code(queries.invitation_code(offer.pk).lower()) == offer
    assert queries.invitation_by_code("ABCD-EFGH") is None
    assert queries.invitation_by_code("") is None


def test_one_with_an_address_is_mailed_with_link_and_code():
    partnership = a_partnership("Valley")
    lead = a_member(partnership, Role.LEAD, "Ola Fernhill")
    offer = invite(partnership=partnership, role=Role.OBSERVER, email="Cleo@Example.org", by=Actor.user(lead.user_id))
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.subject) == ("cleo@example.org", "Invitation to Valley")
    for part in (queries.invitation_link(offer.pk), queries.invitation_code(offer.pk), "Ola Fernhill", "Observer"):
        assert part in mail.body


def test_mail_carries_names_as_they_were_written():
    partnership = a_partnership("O'Hara & Söhne <Valley>")
    an_invitation(partnership, email="cleo@example.org")
    mail = OutboxMail.objects.get()
    assert mail.subject == "Invitation to O'Hara & Söhne <Valley>"
    assert "&amp;" not in mail.body


def test_one_without_an_address_sends_nothing():
    an_invitation(a_partnership())
    assert not OutboxMail.objects.exists()


def test_accepting_gives_the_place_with_role_group_and_organisation():
    partnership = a_partnership()
    organisation = partnership.organisations.get()
    offer = an_invitation(partnership, Role.COMMISSIONER, organisation=organisation)
    place = take_up(offer, a_user(), "commissioners")
    assert (place.role, place.group, place.organisation) == (Role.COMMISSIONER, "commissioners", organisation)
    assert offer.end.how == "accepted"


@pytest.mark.parametrize("spoil", ["run out", "accepted", "withdrawn"])
def test_one_that_is_over_gives_no_place(spoil):
    offer = an_invitation(a_partnership())
    if spoil == "run out":
        run_out(offer)
    elif spoil == "accepted":
        take_up(offer, a_user())
    else:
        withdraw(invitation=offer, by=Actor.user(offer.invited_by_id))
    before = Membership.objects.count()
    with pytest.raises(InvitationOver):
        take_up(offer, a_user())
    with pytest.raises(InvitationOver):
        join(invitation=offer, email="new@example.org", name="New", password=PASSWORD, group="")
    assert Membership.objects.count() == before
    assert not User.objects.filter(email="new@example.org").exists()
    assert queries.open_offers(offer.partnership) == ()
    assert queries.invitation_by_code(queries.invitation_code(offer.pk)) is None


def test_one_for_an_address_is_for_that_account_only():
    offer = an_invitation(a_partnership(), email="cleo@example.org")
    with pytest.raises(NotForYou):
        take_up(offer, a_user())
    assert take_up(offer, a_user(email="cleo@example.org"))


def test_a_new_account_has_the_address_of_the_invitation_whatever_was_sent():
    offer = an_invitation(a_partnership(), email="cleo@example.org")
    user = join(invitation=offer, email="mallory@example.org", name="Cleo", password=PASSWORD, group="")
    assert user.email == "cleo@example.org"


def test_an_address_with_an_account_gets_no_second_one():
    offer = an_invitation(a_partnership())
    known = a_user(email="known@example.org")
    with pytest.raises(IntegrityError):
        join(invitation=offer, email=" Known@Example.org ", name="Again", password=PASSWORD, group="")
    assert User.objects.get(email="known@example.org") == known
    assert queries.invitation_by_code(queries.invitation_code(offer.pk)) == offer


def test_a_member_does_not_use_up_an_invitation():
    offer = an_invitation(a_partnership())
    member = a_member(offer.partnership)
    with pytest.raises(AlreadyMember):
        take_up(offer, member.user)
    assert queries.invitation_by_code(queries.invitation_code(offer.pk)) == offer


def test_withdrawing_twice_says_that_it_is_over():
    offer = an_invitation(a_partnership())
    by = Actor.user(offer.invited_by_id)
    withdraw(invitation=offer, by=by)
    with pytest.raises(InvitationOver):
        withdraw(invitation=offer, by=by)


def test_the_log_says_who_did_what_without_names():
    offer = an_invitation(a_partnership(), name="Cleo Marsh", email="cleo@example.org")
    user = join(invitation=offer, email="", name="Cleo Marsh", password=PASSWORD, group="staff")
    said = {(entry.verb, entry.target_type, entry.actor_id) for entry in Entry.objects.all()}
    assert ("invited", "invitation", offer.invited_by_id) in said
    assert {
        ("created", "user", user.pk),
        ("accepted", "invitation", user.pk),
        ("joined", "membership", user.pk),
    } <= said
    everything = str(list(Entry.objects.values()))
    for secret in ("Cleo", "cleo@", "staff", PASSWORD):
        assert secret not in everything


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def lead():
    return a_member(a_partnership(), Role.LEAD)


def answers(**changed):
    return {"role": "contributor", "name": "Ben", "email": "", "organisation": NO_ORGANISATION, "days": "14", **changed}


def test_a_lead_invites_and_is_shown_link_and_code(lead):
    client = signed_in(lead.user)
    response = client.post(reverse("invite", args=[lead.partnership_id]), answers(days="3"))
    offer = Invitation.objects.get()
    assert response.url == reverse("hand-over-invitation", args=[lead.partnership_id, offer.pk])
    assert timedelta(days=2, hours=23) < offer.expires_at - timezone.now() <= timedelta(days=3)
    page = client.get(response.url).text
    assert queries.invitation_link(offer.pk) in page
    assert queries.invitation_code(offer.pk) in page


@pytest.mark.parametrize(
    "wrong",
    [{"role": "emperor"}, {"email": "no address"}, {"days": "0"}, {"days": "61"}, {"organisation": "elsewhere"}],
)
def test_what_makes_no_sense_is_not_invited(lead, wrong):
    elsewhere = {"organisation": str(an_organisation().pk)} if "organisation" in wrong else wrong
    response = signed_in(lead.user).post(reverse("invite", args=[lead.partnership_id]), answers(**elsewhere))
    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_the_list_shows_open_ones_and_withdraws_them(lead):
    offer, gone = an_invitation(lead.partnership, name="Ben"), an_invitation(lead.partnership, name="Past")
    run_out(gone)
    client = signed_in(lead.user)
    page = client.get(reverse("open-invitations", args=[lead.partnership_id])).text
    assert "Ben" in page
    assert "Past" not in page
    url = reverse("withdraw-invitation", args=[lead.partnership_id, offer.pk])
    assert client.get(url).status_code == 405
    client.post(url)
    client.post(url)
    assert offer.end.how == "withdrawn"
    assert client.get(reverse("hand-over-invitation", args=[lead.partnership_id, offer.pk])).status_code == 404


def test_in_a_demonstration_no_mail_is_said_to_leave(settings):
    lead = a_member(a_partnership(), Role.LEAD)
    client, address = signed_in(lead.user), reverse("invite", args=[lead.partnership_id])
    assert (
        "nothing leaves this computer" not in client.post(address, answers(email="ira@example.org"), follow=True).text
    )
    settings.DEMONSTRATION = True
    page = client.post(address, answers(email="kit@example.org"), follow=True).text
    assert "on its way to kit@example.org" in page and "nothing leaves this computer" in page
