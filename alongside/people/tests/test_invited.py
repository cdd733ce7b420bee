"""Somebody who was invited reads the offer and takes it up, with or without an account."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.audit.actor import Actor
from alongside.people import queries
from alongside.people.access import Role
from alongside.people.actions.invitations import accept, withdraw
from alongside.people.forms.places import NO_GROUP
from alongside.people.models import Membership, User
from alongside.people.tests.making import PASSWORD, a_member, a_partnership, a_user, an_invitation, code_now, signed_in
from alongside.people.tests.test_invitations import run_out

pytestmark = pytest.mark.django_db
NEW = {"name": "Cleo Marsh", "email": "cleo@example.org", "password": PASSWORD, "group": "carers"}


def path(offer):
    return queries.invitation_link(offer.pk).removeprefix("http://localhost:8000")


def test_the_code_leads_to_the_offer():
    offer = an_invitation(a_partnership())
    client = Client()
    client.get(reverse("invitation"))
    typed = queries.invitation_code(offer.pk).replace("-", " ").lower()
    assert client.post(reverse("invitation"), {"code": typed}).url == path(offer)


def test_the_offer_says_who_invites_to_what():
    partnership = a_partnership("Northdale")
    a_member(partnership, Role.LEAD, "Ola Fernhill")
    page = Client().get(path(an_invitation(partnership, Role.FACILITATOR))).text
    for said in ("Ola Fernhill", "Northdale", "Facilitator", "reveals answers", "second proof"):
        assert said in page


def test_somebody_new_makes_an_account_and_is_in():
    offer = an_invitation(a_partnership())
    client = Client()
    assert client.post(path(offer), NEW).url == reverse("home")
    place = Membership.objects.get(user__email="cleo@example.org")
    assert (place.group, place.role, place.user.name) == ("carers", Role.CONTRIBUTOR, "Cleo Marsh")
    assert client.get(reverse("people", args=[offer.partnership_id])).status_code == 200


def test_rather_not_naming_a_group_is_an_answer_and_none_at_all_is_not():
    offer = an_invitation(a_partnership())
    client = Client()
    assert client.post(path(offer), {**NEW, "group": ""}).status_code == 422
    assert not User.objects.filter(email=NEW["email"]).exists()
    client.post(path(offer), {**NEW, "group": NO_GROUP})
    assert Membership.objects.get(user__email=NEW["email"]).group == ""


def test_a_role_that_needs_it_leads_to_the_second_factor_without_asking_the_password_again():
    offer = an_invitation(a_partnership(), Role.CO_LEAD)
    client = Client()
    assert client.post(path(offer), NEW).url == reverse("second-factor-needed")
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = page.context_data["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get(done.url).status_code == 200
    assert client.get(reverse("people", args=[offer.partnership_id])).status_code == 200


def test_an_address_in_the_invitation_cannot_be_changed():
    offer = an_invitation(a_partnership(), email="cleo@example.org")
    client = Client()
    page = client.get(path(offer)).text
    assert "cleo@example.org" in page
    assert 'name="email"' not in page
    client.post(path(offer), {**NEW, "email": "mallory@example.org"})
    assert not User.objects.filter(email="mallory@example.org").exists()
    assert Membership.objects.filter(user__email="cleo@example.org").exists()


@pytest.mark.parametrize("password", ["short", "cleo@example.org", "qwerty123456"])
def test_a_password_that_is_easy_to_guess_is_refused_and_nothing_else_is_lost(password):
    offer = an_invitation(a_partnership())
    response = Client().post(path(offer), {**NEW, "password": password})
    assert response.status_code == 422
    assert "Cleo Marsh" in response.text
    assert not User.objects.filter(email="cleo@example.org").exists()


def test_an_address_that_has_an_account_is_asked_to_sign_in_and_keeps_the_offer_open():
    a_user(email="cleo@example.org")
    offer = an_invitation(a_partnership())
    response = Client().post(path(offer), NEW)
    assert response.status_code == 422
    assert "sign in instead" in response.text
    assert queries.open_offers(offer.partnership)


def test_somebody_with_an_account_signs_in_first_and_comes_back():
    user = a_user(email="cleo@example.org")
    offer = an_invitation(a_partnership())
    client = Client()
    assert f"{reverse('account_login')}?next={path(offer)}" in client.get(path(offer)).text
    signed = client.post(
        f"{reverse('account_login')}?next={path(offer)}",
        {"login": user.email, "password": PASSWORD, "next": path(offer)},
    )
    assert signed.url == path(offer)
    assert client.post(path(offer), {"group": "staff"}).url == reverse("home")
    assert Membership.objects.get(user=user).group == "staff"


def test_the_wrong_account_is_told_so_and_gets_nothing():
    offer = an_invitation(a_partnership(), email="cleo@example.org")
    other = a_user()
    response = signed_in(other).post(path(offer), {"group": "staff"})
    assert "another address" in response.text
    assert not Membership.objects.filter(user=other).exists()


def test_a_member_is_told_that_they_belong_already():
    offer = an_invitation(a_partnership())
    member = a_member(offer.partnership)
    for response in (
        signed_in(member.user).get(path(offer)),
        signed_in(member.user).post(path(offer), {"group": "staff"}),
    ):
        assert "already" in response.text
    assert queries.open_offers(offer.partnership)


def test_every_invitation_that_opens_nothing_looks_the_same():
    partnership = a_partnership()
    offers = [an_invitation(partnership) for _ in range(4)]
    run_out(offers[0])
    withdraw(invitation=offers[1], by=Actor.user(offers[1].invited_by_id))
    user = a_user()
    accept(invitation=offers[2], user=user, group="", by=Actor.user(user.pk))
    unknown = path(offers[3]).replace(str(offers[3].pk), str(partnership.pk))
    wrong = path(offers[3])[:-5] + "AAAA/"
    client = Client()
    responses = [client.get(url) for url in (*map(path, offers[:3]), unknown, wrong)]
    assert {response.status_code for response in responses} == {404}
    assert len({response.content for response in responses}) == 1
    assert client.get(path(offers[3])).status_code == 200


@pytest.mark.parametrize("secret", ["x", "%00", "é" * 20, "a" * 500, "%2e%2e"])
def test_nonsense_in_the_place_of_the_secret_is_answered_calmly(secret):
    offer = an_invitation(a_partnership())
    assert Client().get(f"/invitation/{offer.pk}/{secret}/").status_code == 404


def test_going_back_to_an_invitation_that_one_took_up_leads_to_the_partnership():
    offer = an_invitation(a_partnership())
    client = Client()
    client.post(path(offer), NEW)
    assert client.get(path(offer)).url == reverse("partnership", args=[offer.partnership_id])
    assert signed_in(a_user()).get(path(offer)).status_code == 404
    assert Client().get(path(offer)).status_code == 404
    assert client.get(path(offer)[:-2] + "x/").status_code == 404


def test_nothing_is_kept_is_said_only_where_it_is_true():
    assert "Nothing is kept about you" in Client().get(path(an_invitation(a_partnership()))).text
    named = an_invitation(a_partnership())
    named.name = "Ira Pond"
    named.save()
    page = Client().get(path(named)).text
    assert "Nothing is kept about you" not in page
    assert "wrote down who the invitation is for (Ira Pond)" in page
