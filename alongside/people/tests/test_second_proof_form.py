"""The end of a form that somebody signs, as a page of another room draws it, and the way there and back."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.people.access import Role
from alongside.people.models import User
from alongside.people.tests import signing
from alongside.people.tests.making import (
    a_member,
    a_partnership,
    a_user,
    code_now,
    signed_in,
    with_second_factor,
)
from alongside.people.tests.signing import ADDRESSES, digest
from tests.access.passkeys import answer, passkey

PAGE = "/sign/plan/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def page(settings):
    settings.ROOT_URLCONF = ADDRESSES
    signing.SIGNED.clear()


def sign(user_or_client: User | Client, **answers):
    client = user_or_client if isinstance(user_or_client, Client) else signed_in(user_or_client)
    return client.post(PAGE, {"comment": "Because", "second_proof_about": digest("plan"), **answers})


def test_a_code_signs_what_the_page_shows():
    user = a_user(second_factor=True)
    text = signed_in(user).get(PAGE).text
    assert 'autocomplete="one-time-code"' in text
    assert 'inputmode="numeric"' in text
    assert f'name="second_proof_about" value="{digest("plan")}"' in text
    assert "passkey" not in text
    assert sign(user, code=code_now()).text == signing.DONE
    assert signing.SIGNED[0].covers(user.pk, [digest("plan")])


def test_a_code_is_not_lost_to_an_empty_box():
    user = a_user(second_factor=True)
    again = sign(user, code=code_now(), comment="")
    assert again.status_code == 422
    assert "Say why you sign" in again.text
    assert sign(user, code=code_now()).text == signing.DONE


def test_a_page_that_is_drawn_again_carries_what_is_there_now_and_no_old_answer():
    user = a_user(second_factor=True)
    passkey(user, "my phone")
    again = sign(user, code=code_now(), second_proof_about=digest("old plan"), credential="{}")
    assert again.status_code == 422
    assert "has changed since you opened the page" in again.text
    assert digest("old plan") not in again.text
    assert '<input type="hidden" name="credential" value="">' in again.text


def test_what_is_wrong_stands_where_it_belongs():
    user = a_user(second_factor=True)
    passkey(user, "my phone")
    assert 'href="#id_code"' in sign(user, code="000000").text
    of_passkey = sign(user, credential="{}").text
    assert "could not match your passkey" in of_passkey
    assert 'href="#id_code"' not in of_passkey


def test_a_passkey_signs_and_its_answer_counts_once():
    user = a_user()
    passkey(user, "my phone")
    client = signed_in(user)
    text = client.get(PAGE).text
    assert "Sign with my passkey" in text
    assert 'id="id_code"' not in text
    assert '<script id="passkey-data" type="application/json">' in text
    options = {"publicKey": {"challenge": client.session["second-proof"]["state"]["challenge"]}}
    said = answer(user, options)
    assert sign(client, credential=said).text == signing.DONE
    assert sign(client, credential=said).status_code == 422
    assert len(signing.SIGNED) == 1


def test_with_only_a_passkey_and_no_javascript_the_page_says_what_to_do():
    user = a_user()
    passkey(user, "my phone")
    client = signed_in(user)
    assert "Set up a code app" in client.get(PAGE).text
    assert "Use your passkey, or set up a code app first" in sign(client).text


@pytest.mark.django_db(transaction=True)
def test_somebody_without_a_second_factor_sets_one_up_and_comes_back_once():
    client = signed_in(a_user())
    assert client.get(PAGE).url == reverse("second-factor-needed")
    assert client.get(reverse("second-factor-needed")).status_code == 200
    user = User.objects.get()
    with_second_factor(user)
    assert client.get(reverse("second-factor-needed")).url == PAGE
    assert client.get(reverse("second-factor-needed")).url == reverse("home")


def test_a_page_of_a_partnership_brings_back_too():
    member = a_member(a_partnership(), Role.LEAD)
    member.user.authenticator_set.all().delete()
    client = signed_in(member.user)
    wanted = reverse("people", args=[member.partnership_id]) + "?page=2"
    assert client.get(wanted).url == reverse("second-factor-needed")
    with_second_factor(member.user)
    assert client.get(reverse("second-factor-needed")).url == wanted
