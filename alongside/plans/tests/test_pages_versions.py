"""Pages on which versions are read, opened and taken back."""

import pytest
from django.urls import reverse

from alongside.people.access import Role
from alongside.plans.models import Plan
from alongside.plans.tests.planning_pages import address, of_version, send, text_of
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def plan(who):
    return plan_makers.plans(who, ["interactions"])[0]


def test_the_other_half_opens_and_the_page_tells_what_changed(who, plan):
    plan_makers.filled(who, plan)
    first = plan_makers.in_force(who, plan)
    plan_makers.action(plan.goals.get(), who.provider, text="One thing more")
    assert "One thing more" in text_of(makers.signed_in(who.co_lead).get(address("plan-draft", plan)))
    co_lead = makers.signed_in(who.co_lead)
    send(co_lead, address("put-forward", plan))
    second = plan.versions.get(number=2)
    page = text_of(makers.signed_in(who.lead).get(of_version("plan-version", second)))
    assert "What changed since version 1" in page
    assert "New action: “One thing more" in page
    assert co_lead.post(of_version("open-for-signature", second)).status_code == 422
    assert makers.signed_in(who.lead).post(of_version("open-for-signature", second)).status_code == 302
    assert "There is a newer version" in text_of(co_lead.get(of_version("plan-version", first)))
    assert makers.signed_in(who.lead).post(of_version("open-for-signature", second)).status_code == 409


def test_taking_back_needs_a_sentence_that_everybody_reads(who, plan):
    version = plan_makers.put_forward(who, plan_makers.filled(who, plan))
    lead = makers.signed_in(who.lead)
    assert send(lead, of_version("take-back-version", version), comment="").status_code == 422
    assert send(lead, of_version("take-back-version", version), comment="Old figures.").status_code == 302
    observer = makers.signed_in(makers.member(who.partnership, Role.OBSERVER))
    assert "Old figures." in text_of(observer.get(of_version("plan-version", version)))
    assert send(lead, of_version("take-back-version", version), comment="Again").status_code == 409


def test_the_exact_text_is_downloaded(who, plan):
    version = plan_makers.put_forward(who, plan_makers.filled(who, plan))
    answer = makers.signed_in(who.contributor).get(of_version("plan-version-text", version))
    assert answer.content == version.content.encode()
    assert answer["Content-Type"] == "application/json"
    assert "attachment" in answer["Content-Disposition"]


def test_words_on_the_page_are_escaped(who, plan):
    nasty = '<script>alert("x")</script>'
    plan_makers.filled(who, plan)
    plan_makers.goal(plan, text=nasty, target=nasty)
    plan_makers.action(plan.goals.last(), who.provider, text=nasty, resources=nasty)
    version = plan_makers.put_forward(who, plan)
    for where in (address("plan-draft", plan), of_version("plan-version", version)):
        page = makers.signed_in(who.lead).get(where).content.decode()
        assert nasty not in page
        assert "&lt;script&gt;" in page


def test_a_plan_of_another_partnership_does_not_exist(who, plan):
    elsewhere = plan_makers.cast()
    theirs = plan_makers.in_force(elsewhere)
    lead = makers.signed_in(who.lead)
    for name in ("plan-draft", "describe-plan", "put-forward"):
        where = reverse(name, args=[who.partnership.pk, theirs.plan_id])
        assert lead.get(where).status_code == 404
    assert lead.get(reverse("plan-version", args=[who.partnership.pk, theirs.plan_id, 1])).status_code == 404
    assert lead.get(of_version("plan-version", theirs)).status_code == 404
    assert Plan.objects.count() == 2
