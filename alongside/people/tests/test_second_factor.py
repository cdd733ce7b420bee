"""The second proof: set up, asked for, never twice the same, and never readable from the database alone."""

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.test import Client, override_settings
from django.urls import reverse

from alongside.people.models import OutboxMail
from alongside.people.sign_in import MFAAdapter
from alongside.people.tests.making import (
    PASSWORD,
    SECRET,
    a_user,
    code_now,
    forget_used_codes,
    signed_in,
    with_second_factor,
)
from tests.access.routes import EVERY_ADDRESS

# Where the library does something after the commit, only a real transaction shows what a browser would see.
pytestmark = pytest.mark.django_db


def first_step(user):
    client = Client()
    response = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client, response


def second_step(client, code):
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_a_password_alone_does_not_open_an_account_with_a_second_factor():
    user = a_user(second_factor=True)
    client, response = first_step(user)
    assert response.url == reverse("mfa_authenticate")
    assert client.get(reverse("account")).status_code == 302
    assert client.get(reverse("mfa_authenticate")).status_code == 200


def test_password_and_code_open_it():
    client, _ = first_step(a_user(second_factor=True))
    assert second_step(client, code_now()).url == reverse("home")
    assert client.get(reverse("account")).status_code == 200


def test_a_wrong_code_does_not():
    client, _ = first_step(a_user(second_factor=True))
    wrong = f"{(int(code_now()) + 1) % 10**6:06}"
    response = second_step(client, wrong)
    assert "did not match" in response.text
    assert client.get(reverse("account")).status_code == 302


def test_a_code_that_somebody_looked_at_cannot_be_used_again():
    user = a_user(second_factor=True)
    code = code_now()
    client, _ = first_step(user)
    second_step(client, code)
    thief, _ = first_step(user)
    assert second_step(thief, code).status_code == 200
    assert thief.get(reverse("account")).status_code == 302


def test_guessing_codes_is_slowed_down():
    client, _ = first_step(a_user(second_factor=True))
    for _ in range(12):
        response = second_step(client, "000000")
    assert "too many tries" in response.text


def test_the_second_step_cannot_be_opened_without_the_first():
    assert Client().get(reverse("mfa_authenticate")).url == reverse("account_login")


@pytest.mark.django_db(transaction=True)
def test_setting_up_the_app_gives_recovery_codes_and_tells_the_owner():
    user = a_user()
    elsewhere = signed_in(user)
    client, _ = first_step(user)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    done = client.post(reverse("mfa_activate_totp"), {"code": code_now(page.context_data["form"].secret)})
    assert done.url == reverse("mfa_view_recovery_codes")
    assert client.get(done.url).text.count("<code>") == 10
    assert "A code app was set up." in OutboxMail.objects.get().body
    assert elsewhere.get(reverse("account")).status_code == 302


def test_a_wrong_first_code_sets_up_nothing_and_keeps_the_same_square():
    client, _ = first_step(a_user())
    secret = client.get(reverse("mfa_activate_totp")).context_data["form"].secret
    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert response.context_data["form"].secret == secret
    assert not Authenticator.objects.exists()


def test_each_recovery_code_works_once():
    user = a_user(second_factor=True)
    code = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client, _ = first_step(user)
    assert second_step(client, code).url == reverse("home")
    forget_used_codes()
    again, _ = first_step(user)
    assert second_step(again, code).status_code == 200
    assert len(user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()) == 9


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_replace_the_old():
    user = a_user(second_factor=True)
    old = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    client, _ = first_step(user)
    second_step(client, code_now())
    client.post(reverse("mfa_generate_recovery_codes"))
    new = user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)
    download = client.get(reverse("mfa_download_recovery_codes"))
    assert download["Content-Disposition"].startswith("attachment")
    assert new[0] in download.text


def test_an_old_session_proves_itself_again_before_it_changes_anything():
    client = signed_in(with_second_factor(a_user()))
    for name in ("mfa_view_recovery_codes", "mfa_deactivate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
        response = client.get(reverse(name))
        assert response.url.startswith(reverse("account_reauthenticate")), name
        assert client.get(response.url).status_code == 200
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert Authenticator.objects.filter(type="totp").exists()


@pytest.mark.parametrize("way", ["account_reauthenticate", "mfa_reauthenticate"])
def test_both_ways_of_proving_it_again_work(way):
    client = signed_in(with_second_factor(a_user()))
    target = reverse("mfa_deactivate_totp")
    answer = {"password": PASSWORD} if way == "account_reauthenticate" else {"code": code_now()}
    assert client.get(f"{reverse(way)}?next={target}").status_code == 200
    assert client.post(reverse(way), {**answer, "next": target}).url == target
    assert client.get(target).status_code == 200
    client.post(target)
    assert not Authenticator.objects.exists()


def test_what_one_person_set_up_is_not_found_by_another():
    owner, other = a_user(), a_user()
    passkey = Authenticator.objects.create(user=owner, type="webauthn", data={"name": "my phone", "credential": {}})
    client, _ = first_step(other)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.get(reverse(name, args=[passkey.pk])).status_code == 404
        assert client.post(reverse(name, args=[passkey.pk])).status_code == 404


def test_the_pages_show_what_is_set_up():
    user = with_second_factor(a_user())
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "my phone", "credential": {}})
    client = signed_in(user)
    page = client.get(reverse("mfa_index")).text
    for shown in ("1 passkey", "10 codes left", "Turn off"):
        assert shown in page
    assert "my phone" in client.get(reverse("mfa_list_webauthn")).text


def stored_for(user):
    return str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))


def test_secrets_are_not_readable_from_the_database():
    assert SECRET not in stored_for(a_user(second_factor=True))


def test_a_secret_stored_in_the_clear_would_be_noticed(monkeypatch):
    """The seeded fault: the library's own way, which hides nothing."""
    monkeypatch.setattr(MFAAdapter, "encrypt", lambda self, text: text)
    monkeypatch.setattr(MFAAdapter, "decrypt", lambda self, text: text)
    assert SECRET in stored_for(a_user(second_factor=True))


def test_secrets_survive_a_new_site_key_as_long_as_the_old_one_is_named(settings, rf):
    adapter = MFAAdapter()
    hidden = adapter.encrypt(SECRET)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "a new key"
    with pytest.raises(InvalidToken):
        adapter.decrypt(hidden)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert adapter.decrypt(hidden) == SECRET


def test_the_square_code_is_a_picture_that_stands_alone():
    picture = MFAAdapter().build_totp_svg("otpauth://totp/x?secret=" + SECRET)
    assert picture.startswith("<svg")
    assert 'xmlns="http://www.w3.org/2000/svg"' in picture


def test_the_passkey_page_carries_its_data_without_an_inline_script():
    client, _ = first_step(a_user())
    page = client.get(reverse("mfa_add_webauthn")).text
    assert '<script id="passkey-data" type="application/json">' in page
    assert "people/passkeys.js" in page
    assert "A code works without both" in page


@override_settings(DEMONSTRATION=True, ROOT_URLCONF=EVERY_ADDRESS)
def test_a_demonstration_says_where_its_codes_are():
    client, _ = first_step(a_user(second_factor=True))
    assert f'href="{reverse("demonstration")}"' in client.get(reverse("mfa_authenticate")).text


def test_nothing_but_a_demonstration_speaks_of_codes_on_a_page():
    client, _ = first_step(a_user(second_factor=True))
    assert "demonstration" not in client.get(reverse("mfa_authenticate")).text
