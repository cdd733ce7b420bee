"""My account, and the mail that waits to be sent."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.people.actions.mail import CLAIM, MOST_ATTEMPTS, post, send_waiting
from alongside.people.models import OutboxMail, User
from alongside.people.tests.making import PASSWORD, a_member, a_partnership, a_user, signed_in

pytestmark = pytest.mark.django_db


def test_the_page_shows_my_places_and_nobody_elses():
    member = a_member(a_partnership("Northdale"), Role.OBSERVER)
    a_partnership("Southdale")
    page = signed_in(member.user).get(reverse("account")).text
    assert "Northdale" in page
    assert "Observer" in page
    assert "Southdale" not in page
    assert reverse("site") not in page


def test_my_name_changes_and_needs_letters():
    user = a_user("Old Name")
    client = signed_in(user)
    assert client.post(reverse("account-name"), {"name": "  "}).status_code == 422
    assert client.post(reverse("account-name"), {"name": "New Name"}).url == reverse("account")
    user.refresh_from_db()
    assert user.name == "New Name"


def test_signing_out_elsewhere_keeps_only_this_session():
    user = a_user()
    here, elsewhere = signed_in(user), signed_in(user)
    assert here.get(reverse("end-sessions")).status_code == 405
    here.post(reverse("end-sessions"))
    assert here.get(reverse("account")).status_code == 200
    assert elsewhere.get(reverse("account")).status_code == 302


def test_leaving_a_partnership_one_does_not_belong_to_is_not_found():
    client = signed_in(a_user())
    real, none = a_partnership(), uuid.uuid4()
    assert client.get(reverse("leave", args=[real.pk])).status_code == 404
    assert client.get(reverse("leave", args=[none])).status_code == 404


def test_somebody_with_a_second_factor_is_not_asked_for_one():
    client = signed_in(a_user(second_factor=True))
    assert client.get(reverse("second-factor-needed")).url == reverse("home")


# ── Mail ────────────────────────────────────────────────────────────────────────────────────────


def a_mail():
    return post(to="cleo@example.org", subject="Hello", body="A secret link", by=SYSTEM)


def test_what_waits_is_sent_once_and_its_text_forgotten():
    waiting = a_mail()
    assert send_waiting(by=SYSTEM) == 1
    assert send_waiting(by=SYSTEM) == 0
    assert [sent.body for sent in django_mail.outbox] == ["A secret link"]
    waiting.refresh_from_db()
    assert waiting.body == ""


def test_one_that_another_sender_has_in_hand_is_left_alone_until_it_gives_up():
    waiting = a_mail()
    OutboxMail.objects.update(claimed_at=timezone.now())
    assert send_waiting(by=SYSTEM) == 0
    OutboxMail.objects.update(claimed_at=timezone.now() - CLAIM - timedelta(seconds=1))
    assert send_waiting(by=SYSTEM) == 1
    waiting.refresh_from_db()
    assert waiting.sent_at


def test_a_failure_is_tried_again_but_not_for_ever(monkeypatch, caplog):
    def refuse(self):
        raise ConnectionRefusedError

    monkeypatch.setattr("alongside.people.actions.mail.EmailMessage.send", refuse)
    waiting = a_mail()
    for _ in range(MOST_ATTEMPTS + 3):
        assert send_waiting(by=SYSTEM) == 0
        OutboxMail.objects.update(claimed_at=None)
    waiting.refresh_from_db()
    assert (waiting.attempts, waiting.body) == (MOST_ATTEMPTS, "A secret link")
    assert "secret" not in caplog.text


# ── The first administrator ─────────────────────────────────────────────────────────────────────


def test_createadmin_prints_a_link_that_chooses_a_password_once(client, capsys):
    call_command("createadmin", "Sam@Example.org", "Sam Ashby", "--link")
    user = User.objects.get(email="sam@example.org")
    assert user.is_site_administrator
    link = next(word for word in capsys.readouterr().out.split() if word.startswith("http://localhost:8000/"))
    form = client.get(link.removeprefix("http://localhost:8000"))
    assert client.post(form.url, {"password1": PASSWORD}).status_code == 302
    assert client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}).url == reverse("home")
    assert client.get(reverse("site")).url == reverse("second-factor-needed")


@pytest.mark.parametrize("email", ["sam@example.org", "not an address"])
def test_createadmin_refuses_an_address_that_is_taken_or_none(email):
    a_user(email="sam@example.org")
    with pytest.raises(CommandError):
        call_command("createadmin", email, "Sam Ashby", "--link")
    assert User.objects.count() == 1


def test_createadmin_refuses_an_easy_password(monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "short")
    with pytest.raises(CommandError, match="too short"):
        call_command("createadmin", "sam@example.org", "Sam Ashby")
    assert not User.objects.exists()


def test_a_lost_second_factor_is_removed_and_its_owner_told():
    member = a_member(a_partnership(), Role.LEAD)
    client = signed_in(member.user)
    call_command("resetsecondfactor", member.user.email.upper())
    assert client.get(reverse("account")).status_code == 302
    again = signed_in(User.objects.get(pk=member.user_id))
    assert again.get(reverse("people", args=[member.partnership_id])).url == reverse("second-factor-needed")
    assert "because it was lost" in OutboxMail.objects.get(to=member.user.email).body


def test_nobody_elses_second_factor_is_removed_by_a_slip_of_the_pen():
    member = a_member(a_partnership(), Role.LEAD)
    with pytest.raises(CommandError, match="no account"):
        call_command("resetsecondfactor", "nobody@example.org")
    assert member.user.authenticator_set.exists()
