"""The pages of a plan that is carried out: what a member sees, does, and gets when something came between."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.audit.actor import Actor
from alongside.people.access import Role
from alongside.plans.actions import signing
from alongside.plans.models import Cycle, Plan, Study, Update
from alongside.plans.tests import carried
from alongside.plans.tests.reading import at, day, days_go_by, read, words
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db
ENOUGH = 15


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def version(who):
    return plan_makers.in_force(who)


# ── The page of a plan ──────────────────────────────────────────────────────────────────────────


def test_a_plan_in_force_tells_everything_to_every_member(who, version):
    carried.say(who.contributor, version, carried.goal_of(version), reading="5 of 10")
    carried.try_out(who.lead, version)
    carried.review(who.lead, version)
    for role in Role:
        member = makers.member(who.partnership, role)
        text = read(makers.signed_in(member), at(version))
        for said in ("3 of 10", "8 of 10", "5 of 10", "Put the question on the board", "Ask at supper", "Engagement",
                     "Half will answer", "Needs: £4,000", who.contributor.user.name, "Review of"):  # fmt: skip
            assert said in text, (role, said)
        assert ("Say how it goes" in text) == (role != Role.OBSERVER)
        assert ("Write down a review" in text) == (role in (Role.LEAD, Role.CO_LEAD, Role.FACILITATOR))


def test_overdue_is_said_in_words(who, version, monkeypatch):
    days_go_by(monkeypatch, 61)
    text = read(makers.signed_in(who.lead), at(version))
    assert "Overdue: it was due on" in text and "2 of 2 overdue" in text
    carried.say(who.lead, version, carried.action_of(version), progress="done")
    assert "1 of 2 overdue" in read(makers.signed_in(who.lead), at(version))


def test_a_plan_past_its_review_says_so(who, version, monkeypatch):
    assert "review was due" not in read(makers.signed_in(who.commissioner), at(version))
    days_go_by(monkeypatch, 181)
    text = read(makers.signed_in(who.commissioner), at(version))
    assert "This plan’s review was due on" in text and "Those who signed it see this too" in text


def test_banners_for_what_came_between(who, version):
    lead = makers.signed_in(who.lead)
    plan = Plan.objects.get(pk=version.plan_id)
    assert "changed the draft" not in read(lead, at(version))
    goal = plan_makers.goal(plan, text="A second goal")
    plan_makers.action(goal, who.provider)
    assert "Somebody has changed the draft since" in read(lead, at(version))
    newer = plan_makers.put_forward(who, plan)
    assert "A newer version is put forward" in read(lead, at(version))
    plan_makers.opened(who, newer)
    assert "A newer version is open for signature" in read(lead, at(version))
    signing.withdraw(version=version, comment="Wait", by=Actor.user(who.commissioner.user_id))
    assert "A signature was withdrawn" in read(lead, at(version))
    assert "A second goal" not in read(lead, at(version)), "only what is in force is carried out"


def test_before_it_is_in_force_the_page_says_what_comes_next(who):
    plan = plan_makers.plans(who, ["risk"])[0]
    lead, contributor = makers.signed_in(who.lead), makers.signed_in(who.contributor)
    address = f"/p/{who.partnership.pk}/plans/{plan.pk}/"
    assert "Go on with the draft" in read(lead, address)
    assert "Go on with the draft" not in read(contributor, address)
    version = plan_makers.put_forward(who, plan_makers.filled(who, plan))
    assert "say what they think" in read(contributor, address)
    plan_makers.opened(who, version)
    assert "Once everybody named in it has signed" in read(contributor, address)


def test_an_ended_plan_can_be_read_and_offers_nothing(who, version):
    cycle = carried.try_out(who.lead, version)
    carried.review(who.lead, version, "end")
    lead = makers.signed_in(who.lead)
    text = read(lead, at(version))
    assert "A review ended it." in text and "Put the question on the board" in text
    for offer in ("Say how it goes", "Try something small", "Write down a review", "Say what came of it"):
        assert offer not in text
    for address in (f"updates/{carried.goal_of(version)}/", f"goals/{carried.goal_of(version)}/cycles/start/",
                    f"cycles/{cycle.pk}/", "review/"):  # fmt: skip
        assert "This plan has ended" in read(lead, at(version, address), 422)
    assert "Review of" in read(lead, at(version, "reviews/1/"))


def test_nothing_of_another_partnership_or_plan_is_found(who, version):
    other = plan_makers.in_force(plan_makers.cast())
    cycle = carried.try_out(who.lead, version)
    lead = makers.signed_in(who.lead)
    for address in (
        at(other),
        f"/p/{who.partnership.pk}/plans/{other.plan_id}/",
        at(version, f"updates/{carried.goal_of(other)}/"),
        at(version, f"updates/{carried.goal_of(other)}/all/"),
        at(version, f"goals/{carried.goal_of(other)}/cycles/start/"),
        at(version, f"goals/{carried.action_of(version)}/cycles/start/"),
        f"/p/{who.partnership.pk}/plans/{other.plan_id}/cycles/{cycle.pk}/",
        at(version, "reviews/1/"),
    ):
        assert lead.get(address).status_code == 404, address


# ── An update ───────────────────────────────────────────────────────────────────────────────────


def test_an_update_is_two_taps_and_one_line(who, version):
    client = makers.signed_in(who.contributor)
    address = at(version, f"updates/{carried.action_of(version)}/")
    page = client.get(address).content.decode()
    assert page.count('type="radio"') == 5 and page.count('type="text"') == 1
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    given = {"key": key, "progress": "stuck", "text": "Nobody on nights"}
    for _ in range(2):
        assert client.post(address, given).status_code == 302
    made = Update.objects.get()
    assert (made.progress, made.text, made.name) == ("stuck", "Nobody on nights", who.contributor.user.name)
    assert "Nobody on nights" in read(client, at(version))
    assert "Nobody on nights" in read(client, address), "what was said before stands below"


def test_an_update_that_came_too_late_keeps_what_was_typed(who, version):
    client = makers.signed_in(who.contributor)
    gone = carried.action_of(version)
    plan = Plan.objects.get(pk=version.plan_id)
    from alongside.plans.actions.drafting import remove_action

    remove_action(plan=plan, action=plan.goals.get().actions.get(pk=gone), seen=plan.revision,
                  by=Actor.user(who.lead.user_id))  # fmt: skip
    newer = plan_makers.opened(who, plan_makers.put_forward(who, plan))
    plan_makers.sign(who.lead, newer)
    plan_makers.sign(who.commissioner, newer)
    address = at(version, f"updates/{gone}/")
    response = client.post(address, {"key": uuid.uuid4(), "progress": "done", "text": "It hangs there"})
    assert response.status_code == 409
    assert "no longer part of the plan" in words(response) and "It hangs there" in response.content.decode()
    assert "not part of the plan that is in force" in read(client, address, 422)
    assert not Update.objects.exists()


@pytest.mark.parametrize("wrong", [{"progress": ""}, {"text": "x" * 281}, {"key": "no"}])
def test_an_update_that_is_not_whole_is_sent_back(who, version, wrong):
    client = makers.signed_in(who.contributor)
    given = {"key": uuid.uuid4(), "progress": "done", "text": "A line", **wrong}
    response = client.post(at(version, f"updates/{carried.goal_of(version)}/"), given)
    assert response.status_code == 422 and not Update.objects.exists()


def test_history_is_read_by_everybody_page_by_page(who, version):
    carried.years_of_updates(version.plan, who.lead, 120)
    observer = makers.signed_in(makers.member(who.partnership, Role.OBSERVER))
    address = at(version, f"updates/{carried.goal_of(version)}/all/")
    assert read(observer, address).count("Month ") == 50
    assert read(observer, f"{address}?page=3").count("Month ") == 20
    assert observer.get(at(version, f"updates/{carried.goal_of(version)}/")).status_code == 403


# ── A try ───────────────────────────────────────────────────────────────────────────────────────


def test_a_try_from_beginning_to_the_next_one(who, version):
    client = makers.signed_in(who.contributor)
    start = at(version, f"goals/{carried.goal_of(version)}/cycles/start/")
    assert "Plan, do, study, act means" in read(client, start)
    given = {
        "key": uuid.uuid4(),
        "we_try": "Ask at supper",
        "we_predict": "Half",
        **day("look_on", timezone.localdate()),
    }
    for _ in range(2):
        assert client.post(start, given).status_code == 302
    cycle = Cycle.objects.get()
    study = at(version, f"cycles/{cycle.pk}/")
    told = {"happened": "Two answered", "learned": "Too loud", "next": "adapt"}
    response = client.post(study, told)
    assert response["Location"] == f"{start}?after={cycle.pk}"
    page = client.get(response["Location"]).content.decode()
    assert "Ask at supper" in page and "Too loud" in page
    assert 'name="we_predict"' in page and "Half" not in page, "a prediction is made anew"
    assert "What came of try" not in read(client, study)
    late = makers.signed_in(who.lead).post(study, {**told, "learned": "Mine is better"})
    assert late.status_code == 409 and "Mine is better" in late.content.decode() and "Too loud" in words(late)
    assert Study.objects.get().learned == "Too loud"


def test_a_try_without_a_prediction_is_sent_back(who, version):
    client = makers.signed_in(who.contributor)
    start = at(version, f"goals/{carried.goal_of(version)}/cycles/start/")
    yesterday = timezone.localdate() - timedelta(days=1)
    response = client.post(start, {"key": uuid.uuid4(), "we_try": "Ask", "we_predict": "", **day("look_on", yesterday)})
    assert response.status_code == 422 and "Ask" in response.content.decode()
    assert "Write down what you think will happen" in words(response)


# ── Queries ─────────────────────────────────────────────────────────────────────────────────────


def test_every_page_asks_little_however_much_there_is(who, django_assert_max_num_queries):
    """Ten plans, thirty goals, three hundred actions and five years of updates."""
    items = ["interactions", "training", "education-centre", "commitment", "personalisation", "risk", "involvement",
             "workforce", "staff-support", "beyond-illness"]  # fmt: skip
    for place, plan in enumerate(plan_makers.plans(who, items)):
        plan_makers.filled(who, plan, goals=3)
        for goal in plan.goals.all():
            for n in range(8):
                plan_makers.action(goal, who.provider, text=f"Action {n}", person=who.lead.user)
        version = plan_makers.opened(who, plan_makers.put_forward(who, plan))
        plan_makers.sign(who.lead, version)
        plan_makers.sign(who.commissioner, version)
        carried.years_of_updates(plan, who.lead, 60 if place == 9 else 6)
    cycle = carried.try_out(who.lead, version)
    for n in range(5):
        carried.review(who.lead, version, learned=f"Year {n}")
    goal, action = carried.goal_of(version), carried.action_of(version)
    client = makers.signed_in(who.lead)
    for rest in ("", f"updates/{goal}/", f"updates/{action}/", f"updates/{action}/all/", f"cycles/{cycle.pk}/",
                 f"goals/{goal}/cycles/start/", "review/", "reviews/3/"):  # fmt: skip
        with django_assert_max_num_queries(ENOUGH, info=rest):
            assert client.get(at(version, rest)).status_code == 200
    with django_assert_max_num_queries(ENOUGH):
        assert client.get("/account/weekly-mail/").status_code == 200
