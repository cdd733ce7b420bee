"""Signing in, forgetting a password, and what a stranger can learn from either."""

import re

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from alongside.audit.models import Entry
from alongside.people.models import OutboxMail
from alongside.people.sign_in import AccountAdapter
from alongside.people.tests.making import PASSWORD, a_user, forget_used_codes, signed_in

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "green kettles never whisper"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def masked(response):
    """A page without what differs from request to request or was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", response.text)
    return response.status_code, re.sub(r"[\w.]+@example\.org", "ADDRESS", text)


def test_the_right_password_opens_the_door_whatever_the_case_of_the_address():
    a_user(email="ola@example.org")
    client = Client()
    assert sign_in(client, "OLA@Example.org").url == reverse("home")
    assert client.get(reverse("account")).status_code == 200


def test_the_page_is_plain_and_shows_no_demonstration_unless_it_is_one(settings):
    settings.DEMONSTRATION = False
    page = Client().get(reverse("account_login")).text
    assert "demonstration" not in page
    assert "I have a code for an invitation" in page


def test_nobody_can_make_an_account_without_an_invitation():
    assert Client().get("/account/signup/").status_code == 404
    assert "signup" not in Client().get(reverse("account_login")).text


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer():
    a_user(email="known@example.org")
    wrong = masked(sign_in(Client(), "known@example.org", "wrong password here"))
    unknown = masked(sign_in(Client(), "unknown@example.org", "wrong password here"))
    assert wrong == unknown
    assert "is not right" in wrong[1]


def test_an_answer_that_tells_them_apart_would_be_noticed(monkeypatch):
    """The seeded fault: the sentence for an address that nobody has differs."""

    def tell(adapter, request, **credentials):
        raise adapter.validation_error("unknown_email" if "unknown" in credentials["email"] else "incorrect_password")

    monkeypatch.setattr(AccountAdapter, "authenticate", tell)
    wrong, unknown = sign_in(Client(), "known@example.org"), sign_in(Client(), "unknown@example.org")
    assert masked(wrong) != masked(unknown)


def test_an_unknown_address_costs_as_much_hashing_as_a_known_one(monkeypatch):
    a_user(email="known@example.org")
    counted = []
    hasher = django_settings.PASSWORD_HASHERS[0].rsplit(".", 1)
    real = getattr(__import__(hasher[0], fromlist=[hasher[1]]), hasher[1]).encode
    monkeypatch.setattr(
        f"{hasher[0]}.{hasher[1]}.encode", lambda *args, **more: counted.append(1) or real(*args, **more)
    )
    for email in ("known@example.org", "unknown@example.org"):
        counted.clear()
        sign_in(Client(), email, "wrong password here")
        assert len(counted) == 1, email


def test_a_closed_account_cannot_sign_in():
    a_user(email="closed@example.org", is_active=False)
    client = Client()
    sign_in(client, "closed@example.org")
    assert client.get(reverse("account")).status_code == 302
    assert Client().get(reverse("account_inactive")).status_code == 200


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site_after_signing_in(target):
    user = a_user()
    assert sign_in(Client(), user.email, next=target).url == reverse("home")


def test_guessing_stops_but_the_owner_still_comes_in_on_their_own_device():
    user = a_user()
    own, attacker = Client(), Client()
    sign_in(own, user.email)
    own.post(reverse("account_logout"))
    for _ in range(30):
        sign_in(attacker, user.email, "wrong password here")
    assert "too many tries" in sign_in(attacker, user.email).text
    assert attacker.get(reverse("account")).status_code == 302
    assert sign_in(own, user.email).url == reverse("home")


def test_a_device_known_for_one_address_gets_no_extra_tries_at_another():
    mallory, victim = a_user(), a_user()
    client = Client()
    sign_in(client, mallory.email)
    client.post(reverse("account_logout"))
    for _ in range(30):
        sign_in(Client(), victim.email, "wrong password here")
    assert "too many tries" in sign_in(client, victim.email).text


# ── Forgotten passwords ─────────────────────────────────────────────────────────────────────────


def ask_for_reset(email):
    return Client().post(reverse("account_reset_password"), {"email": email})


def link_in_mail():
    return re.search(r"http://localhost:8000(/account/reset-password/\S+)", OutboxMail.objects.get().body).group(1)


def choose(link, password=NEW_PASSWORD):
    client = Client()
    form = client.get(link)
    return client.post(form.url, {"password1": password}) if form.status_code == 302 else form


def test_the_answer_is_the_same_whether_or_not_there_is_an_account():
    a_user(email="known@example.org")
    known, unknown = ask_for_reset("known@example.org"), ask_for_reset("unknown@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert [mail.to for mail in OutboxMail.objects.order_by("to")] == ["known@example.org", "unknown@example.org"]
    assert "no account with it" in OutboxMail.objects.get(to="unknown@example.org").body


def test_the_link_chooses_a_new_password_once_and_ends_all_sessions():
    user = a_user()
    elsewhere = signed_in(user)
    ask_for_reset(user.email)
    link = link_in_mail()
    assert choose(link).url == reverse("account_reset_password_from_key_done")
    assert elsewhere.get(reverse("account")).status_code == 302
    assert sign_in(Client(), user.email, NEW_PASSWORD).url == reverse("home")
    assert sign_in(Client(), user.email, PASSWORD).status_code == 200
    assert "no longer works" in choose(link, "another kettle never whispers").text


def test_the_link_is_dead_after_the_address_changed():
    user = a_user()
    ask_for_reset(user.email)
    user.email = "moved@example.org"
    user.save()
    assert "no longer works" in choose(link_in_mail()).text


def test_the_link_of_one_person_does_not_serve_for_another():
    user, other = a_user(), a_user()
    ask_for_reset(user.email)
    crossed = link_in_mail().replace(user.pk.hex, other.pk.hex)
    assert "no longer works" in choose(crossed).text


def test_the_link_names_our_own_host_whatever_the_request_said(settings):
    settings.ALLOWED_HOSTS = ["*"]
    user = a_user()
    Client().post(reverse("account_reset_password"), {"email": user.email}, headers={"host": "evil.example"})
    assert "evil.example" not in OutboxMail.objects.get().body
    assert link_in_mail()


def test_an_easy_password_is_refused():
    user = a_user()
    ask_for_reset(user.email)
    link = link_in_mail()
    response = choose(link, "too short")
    assert response.status_code == 200
    assert "12 characters" in response.text
    assert sign_in(Client(), user.email).url == reverse("home")


def test_a_second_factor_can_be_set_up_after_a_reset():
    """The library notes an unchecked address when a link is asked for, and would then refuse a second factor."""
    user = a_user()
    ask_for_reset(user.email)
    choose(link_in_mail())
    forget_used_codes()
    client = Client()
    sign_in(client, user.email, NEW_PASSWORD)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


# ── Changing it ─────────────────────────────────────────────────────────────────────────────────


def test_changing_it_keeps_this_session_ends_the_others_and_tells_the_owner():
    user = a_user()
    here, elsewhere = signed_in(user), signed_in(user)
    response = here.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW_PASSWORD})
    assert response.url == reverse("account")
    assert here.get(reverse("account")).status_code == 200
    assert elsewhere.get(reverse("account")).status_code == 302
    mail = OutboxMail.objects.get()
    assert mail.to == user.email
    assert "Your password was changed." in mail.body
    assert Entry.objects.filter(verb="password_changed", target_id=user.pk).exists()


def test_the_old_password_must_be_right():
    user = a_user()
    answer = {"oldpassword": "not this one at all", "password1": NEW_PASSWORD}
    assert signed_in(user).post(reverse("account_change_password"), answer).status_code == 200
    assert sign_in(Client(), user.email).url == reverse("home")


def test_signing_out_is_a_button_and_ends_the_session():
    client = signed_in(a_user())
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse("account")).status_code == 200
    assert client.post(reverse("account_logout")).url == reverse("front-door")
    assert client.get(reverse("account")).status_code == 302


def test_a_session_gets_a_new_key_when_somebody_signs_in():
    user = a_user()
    client = Client()
    client.get(reverse("account_login"))
    client.session["x"] = 1
    client.session.save()
    before = client.cookies["session"].value if "session" in client.cookies else None
    sign_in(client, user.email)
    assert client.cookies["session"].value != before
