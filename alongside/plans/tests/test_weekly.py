"""One weekly message at most, for who wants it, and nothing in it that its reader may not see."""

import re
import threading
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.people.access import Role
from alongside.people.models import Membership, OutboxMail, User
from alongside.people.tokens import link_secret
from alongside.plans.actions import weekly
from alongside.plans.models import WeeklyMail, WeeklyMailOff
from alongside.plans.queries.weekly import off_link
from alongside.plans.rules.weekly import week_of
from tests import makers, plan_makers
from tests.racing import after, at_once, meet

pytestmark = pytest.mark.django_db
# Four weeks from now, so that everybody was a member before.
MONDAY = (timezone.now() + timedelta(days=28)).date()
MONDAY -= timedelta(days=MONDAY.weekday())


def moment(days=0, hours=9, minutes=0):
    """A moment so many days after the Monday, in London's winter or summer time alike well past seven at nine."""
    return datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=UTC) + timedelta(
        days=days, hours=hours, minutes=minutes
    )


def run(when=None):
    """Run until nobody is left; returns what was written."""
    before = set(OutboxMail.objects.values_list("pk", flat=True))
    with mock.patch("django.utils.timezone.now", return_value=when or moment()):
        while weekly.write_weekly(by=SYSTEM):
            pass
    return list(OutboxMail.objects.exclude(pk__in=before))


@pytest.fixture
def who():
    found = plan_makers.cast()
    plan_makers.plans(found, ["risk"])
    return found


# ── When, and to whom ───────────────────────────────────────────────────────────────────────────


def test_on_monday_from_seven_to_those_for_whom_something_waits(who):
    assert run(moment(hours=6)) == []
    assert not WeeklyMail.objects.exists()
    written = run(moment(hours=8))
    holders = {who.lead.user.email, who.co_lead.user.email, who.facilitator.user.email}
    assert {mail.to for mail in written} == holders
    assert WeeklyMail.objects.count() == 5, "a week with nothing to say was looked at too"
    assert run(moment(hours=12)) == run(moment(days=6)) == []
    assert {mail.to for mail in run(moment(days=7))} == holders


def test_a_missed_monday_is_made_up_for_once(who):
    assert len(run(moment(days=3))) == 3
    assert run(moment(days=4)) == []


def test_who_joins_on_a_wednesday_waits_for_monday(who):
    run()
    late = makers.member(who.partnership, Role.FACILITATOR)
    Membership.objects.filter(pk=late.pk).update(joined_at=moment(days=2))
    assert run(moment(days=3)) == []
    assert late.user.email in {mail.to for mail in run(moment(days=7))}


def test_somebody_whose_account_is_off_gets_nothing(who):
    User.objects.filter(pk=who.lead.user_id).update(is_active=False)
    assert who.lead.user.email not in {mail.to for mail in run()}


def test_in_the_zone_of_the_partnership(who):
    who.partnership.time_zone = "America/Los_Angeles"
    who.partnership.save()
    assert run(moment(hours=9)) == []
    assert len(run(moment(hours=16))) == 3


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("clock"), st.integers(-20 * 24 * 60, 20 * 24 * 60)),
        st.tuples(st.just("switch"), st.booleans()),
    ),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(moves=MOVES)
def test_at_most_one_a_week_whatever_the_clock_does_and_none_while_off(who, moves):
    """Runs at any moment, clocks put forward and back, switches in between."""
    with transaction.atomic():
        now, sent = moment(), []
        for kind, value in moves:
            if kind == "clock":
                now += timedelta(minutes=value)
            else:
                act = weekly.switch_off if value else weekly.switch_on
                act(user=who.lead.user, by=SYSTEM)
            off = WeeklyMailOff.objects.filter(user=who.lead.user).exists()
            mine = [mail for mail in run(now) if mail.to == who.lead.user.email]
            assert not (off and mine)
            sent += [week_of(now, "Europe/London")] * len(mine)
        assert len(sent) == len(set(sent))
        assert sent == sorted(sent), "an earlier week never follows a later one"
        transaction.set_rollback(True)


# ── What it says ────────────────────────────────────────────────────────────────────────────────


def test_it_names_the_challenge_and_the_way_and_nothing_that_people_wrote(who):
    version = plan_makers.in_force(who, plan_makers.plans(who, ["training"])[0])
    text = next(mail for mail in run(moment(days=70)) if mail.to == who.contributor.user.email).body
    assert who.partnership.name in text and f"/p/{who.partnership.pk}/" in text
    assert "an action of yours was due on" in text
    said = [version.plan.described, "Put the question on the board", "Pay for the training", "Everybody is asked"]
    others = [member.user.name for member in (who.lead, who.co_lead, who.facilitator, who.commissioner)]
    assert [each for each in said + others if each in text] == []
    assert off_link(who.contributor.user_id) in text


def test_a_plan_past_its_review_tells_those_who_signed_it(who):
    plan_makers.in_force(who, plan_makers.plans(who, ["training"])[0])
    written = {mail.to: mail.body for mail in run(moment(days=28 * 6))}
    assert "the review was due on" in written[who.commissioner.user.email]
    assert "the review was due on" not in written[who.contributor.user.email]


def test_a_member_learns_only_of_where_they_belong_and_may_open(who):
    """No second factor: only that something waits. A place that was left: nothing at all."""
    other = plan_makers.cast()
    other.partnership.name = "Hillside Zq7k partnership"
    other.partnership.save()
    plan_makers.plans(other, ["commitment"])
    place = Membership.objects.create(partnership=other.partnership, user=who.contributor.user, role=Role.FACILITATOR)
    Authenticator.objects.filter(user=who.contributor.user).delete()
    text = next(mail for mail in run() if mail.to == who.contributor.user.email).body
    assert "something waits for you" in text.lower() and "second proof" in text
    assert "Zq7k" not in text and str(other.partnership.pk) not in text
    assert who.partnership.name not in text, "nothing waits there"
    place.delete()
    assert who.contributor.user.email not in {mail.to for mail in run(moment(days=7))}


def test_a_message_stays_short(who, monkeypatch):
    monkeypatch.setattr(weekly, "MOST_LINES", 2)
    plan_makers.plans(who, ["training", "commitment", "workforce"])
    text = next(mail for mail in run() if mail.to == who.lead.user.email).body
    assert text.count("\n- ") == 3 and "and 2 more" in text
    assert not re.search(r"\n{3,}", text) and "  " not in text


# ── Off and on ──────────────────────────────────────────────────────────────────────────────────


def test_one_press_without_signing_in_switches_it_off(who):
    address = off_link(who.lead.user_id).partition("://")[2]
    address = address[address.index("/") :]
    stranger = Client()
    page = stranger.get(address)
    assert page.status_code == 200
    assert who.lead.user.name not in page.content.decode() and who.lead.user.email not in page.content.decode()
    assert not WeeklyMailOff.objects.exists(), "looking does nothing: scanners of mail open every link"
    assert stranger.post(address).status_code == 200
    assert stranger.post(address).status_code == 200
    assert WeeklyMailOff.objects.get().user == who.lead.user
    assert Entry.objects.filter(verb="switched off").count() == 1
    assert who.lead.user.email not in {mail.to for mail in run()}


def test_a_link_works_for_one_person_and_one_thing(who):
    right = link_secret("weekly-mail", who.lead.user_id)
    for user, secret in (
        (who.co_lead.user_id, right),
        (who.lead.user_id, right[:-1] + "A" if right[-1] != "A" else right[:-1] + "B"),
        (who.lead.user_id, link_secret("invitation", who.lead.user_id)),
    ):
        assert Client().post(f"/weekly-mail-off/{user}/{secret}/").status_code == 404
    assert not WeeklyMailOff.objects.exists()


def test_off_and_on_in_ones_account(who):
    client = makers.signed_in(who.lead)
    assert "/account/weekly-mail/" in client.get("/account/").content.decode()
    client.post("/account/weekly-mail/", {"send": "no"})
    assert "It is switched off" in client.get("/account/weekly-mail/").content.decode()
    assert who.lead.user.email not in {mail.to for mail in run()}
    client.post("/account/weekly-mail/", {"send": "yes"})
    assert run(moment(days=1)) == [], "the week was looked at while it was off"
    assert who.lead.user.email in {mail.to for mail in run(moment(days=7))}


# ── Running ─────────────────────────────────────────────────────────────────────────────────────


def test_the_command_writes_and_sends(who, mailoutbox, capsys):
    with mock.patch("django.utils.timezone.now", return_value=moment()):
        call_command("weekly_mail")
        call_command("weekly_mail")
    assert len(mailoutbox) == 3
    assert mailoutbox[0].subject == "Something waits for you on Alongside"
    assert capsys.readouterr().out.splitlines() == [
        "Looked at the week of 5; sent 3 messages.",
        "Looked at the week of 0; sent 0 messages.",
    ]


def test_one_that_fails_keeps_nobody_waiting_and_is_tried_again(who, monkeypatch, caplog):
    real = weekly.week_for

    def breaks(user):
        if user == who.lead.user:
            raise ValueError("a fault")
        return real(user)

    monkeypatch.setattr(weekly, "week_for", breaks)
    with mock.patch("django.utils.timezone.now", return_value=moment()):
        weekly.write_weekly(by=SYSTEM)
    assert {mail.to for mail in OutboxMail.objects.all()} == {who.co_lead.user.email, who.facilitator.user.email}
    assert "will be tried again" in caplog.text
    monkeypatch.setattr(weekly, "week_for", real)
    assert {mail.to for mail in run()} == {who.lead.user.email}


def two_runs(monkeypatch):
    """Both have seen that nobody's week was looked at; returns what was written to the lead."""
    who = plan_makers.cast()
    plan_makers.plans(who, ["risk"])
    monkeypatch.setattr(weekly, "to_look_at", after(weekly.to_look_at, meet(2, 5)))
    now = moment()
    with mock.patch("django.utils.timezone.now", return_value=now):
        results = at_once(*[lambda: weekly.write_weekly(by=SYSTEM)] * 2)
    return results, OutboxMail.objects.filter(to=who.lead.user.email).count()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_write_one_message(monkeypatch):
    results, written = two_runs(monkeypatch)
    assert written == 1 and sum(results) == 5


@pytest.mark.django_db(transaction=True)
def test_two_runs_without_the_claim_are_caught(monkeypatch):
    """The seeded fault: nobody claims the week."""
    monkeypatch.setattr(WeeklyMail.objects, "create", lambda **given: None)
    assert two_runs(monkeypatch)[1] == 2


def test_the_server_does_it_by_itself(who, monkeypatch):
    from alongside.config import server

    done = threading.Event()
    monkeypatch.setattr(server, "EVERY_SECONDS", 0)
    monkeypatch.setattr(server, "seal_waiting", lambda: None)
    monkeypatch.setattr(server, "close_old_connections", lambda: None)
    monkeypatch.setattr(server, "send_waiting", lambda by: done.set())
    with mock.patch("django.utils.timezone.now", return_value=moment()):
        server.do_chores(done)
    assert OutboxMail.objects.count() == 3
