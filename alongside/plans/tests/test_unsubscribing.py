"""The weekly message carries, in its headers, the way to stop it with one press; and nothing else opens by it."""

from email import message_from_bytes, policy
from unittest import mock

import pytest
from django.core.management import call_command
from django.test import Client

from alongside.audit.actor import SYSTEM
from alongside.people.actions.mail import headers_of, post, send_waiting
from alongside.people.models import OutboxMail
from alongside.people.tokens import link_secret
from alongside.plans.models import WeeklyMailOff
from alongside.plans.tests.test_weekly import moment, run
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def who():
    found = plan_makers.cast()
    plan_makers.plans(found, ["risk"])
    return found


@pytest.fixture
def over_https(settings):
    settings.PUBLIC_ADDRESS = "https://alongside.example"


def path(member):
    return f"/weekly-mail-off/{member.user_id}/{link_secret('weekly-mail', member.user_id)}/"


def test_a_sent_message_carries_the_headers_in_one_piece(who, over_https, mailoutbox):
    with mock.patch("django.utils.timezone.now", return_value=moment()):
        call_command("weekly_mail")
    mine = next(mail for mail in mailoutbox if mail.to == [who.lead.user.email])
    link = f"https://alongside.example{path(who.lead)}"
    sent = mine.message().as_bytes()
    assert sent.count(f" <{link}>\n".encode()) == 1, "the address is never broken over two lines"
    headers = message_from_bytes(sent, policy=policy.default)
    assert headers["List-Unsubscribe"].strip() == f"<{link}>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in mine.body
    links = {mail.extra_headers["List-Unsubscribe"] for mail in mailoutbox}
    assert len(links) == len(mailoutbox) == 3, "each for its own reader"


def test_the_outbox_forgets_the_address_with_the_text(who):
    (mail, *_others) = run()
    assert mail.unsubscribe and mail.unsubscribe in mail.body
    send_waiting(by=SYSTEM)
    assert set(OutboxMail.objects.values_list("body", "unsubscribe")) == {("", "")}


def test_one_press_is_offered_over_https_only():
    given = {"to": "a@example.org", "subject": "S", "body": "B", "by": SYSTEM}
    assert headers_of(post(**given)) == {}
    plain = post(**given, unsubscribe="http://localhost:8000/off/")
    assert headers_of(plain) == {"List-Unsubscribe": "<http://localhost:8000/off/>"}
    assert set(headers_of(post(**given, unsubscribe="https://a.example/off/"))) == {
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
    }


def test_a_mail_program_presses_without_cookies_and_without_a_token(who):
    program = Client(enforce_csrf_checks=True)
    for content_type in ("application/x-www-form-urlencoded", None):
        WeeklyMailOff.objects.all().delete()
        sent = ("List-Unsubscribe=One-Click", content_type) if content_type else (ONE_CLICK,)
        answer = program.post(path(who.lead), *sent)
        assert answer.status_code == 200, "no way elsewhere: a program follows none"
        assert WeeklyMailOff.objects.get().user == who.lead.user
    assert program.post(path(who.lead), ONE_CLICK).status_code == 200
    assert who.lead.user.email not in {mail.to for mail in run()}


def test_looking_changes_nothing_and_whatever_else_is_sent_needs_its_token(who):
    program = Client(enforce_csrf_checks=True)
    assert program.get(path(who.lead), ONE_CLICK).status_code == 200
    assert program.head(path(who.lead)).status_code == 200
    for data in ({}, {"List-Unsubscribe": "one-click"}, {"csrfmiddlewaretoken": "a" * 64}):
        assert program.post(path(who.lead), data).status_code == 403
    assert not WeeklyMailOff.objects.exists()
    page = program.get(path(who.lead)).content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    assert program.post(path(who.lead), {"csrfmiddlewaretoken": token}).status_code == 200
    assert WeeklyMailOff.objects.get().user == who.lead.user


def test_the_secret_is_bound_to_the_person_and_to_this_one_thing(who):
    program = Client(enforce_csrf_checks=True)
    theirs = link_secret("weekly-mail", who.lead.user_id)
    for user, secret in (
        (who.co_lead.user_id, theirs),
        (who.lead.user_id, link_secret("invitation", who.lead.user_id)),
        (who.lead.user_id, theirs[:-1]),
    ):
        for method in (program.get, program.post):
            assert method(f"/weekly-mail-off/{user}/{secret}/", ONE_CLICK).status_code == 404
    assert not WeeklyMailOff.objects.exists()
    program.post(path(who.lead), ONE_CLICK)
    assert "sessionid" not in program.cookies and "session" not in program.cookies
    assert program.get("/home/").status_code == 302, "it signs nobody in"
    assert program.post("/account/weekly-mail/", {"send": "yes", **ONE_CLICK}).status_code in (302, 403)
    assert WeeklyMailOff.objects.count() == 1, "and cannot switch it on again"


def test_a_press_in_somebody_elses_browser_is_for_the_reader(who):
    """Whoever is signed in on the device: the address says whose message it is."""
    makers.signed_in(who.co_lead).post(path(who.lead), ONE_CLICK)
    assert WeeklyMailOff.objects.get().user == who.lead.user
