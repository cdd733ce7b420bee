"""Whether the draft says something else than what was put forward: asked only where its revision has moved."""

import pytest

from alongside.audit.actor import SYSTEM
from alongside.plans.actions import drafting
from alongside.plans.queries.doing import draft_differs
from alongside.plans.queries.versions import view
from tests import plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def version(who):
    return plan_makers.in_force(who)


def test_a_draft_differs_once_somebody_changes_it_and_not_before(who, version):
    plan = version.plan
    plan.refresh_from_db()
    assert not draft_differs(plan, view(version))
    who.contributor.user.name = "A new name"
    who.contributor.user.save()
    assert not draft_differs(plan, view(version))
    plan_makers.goal(plan, text="One more goal")
    plan.refresh_from_db()
    assert draft_differs(plan, view(version))


def test_a_draft_that_was_changed_back_differs_from_nothing(who, version, django_assert_num_queries):
    plan, forward = version.plan, view(version)
    plan.refresh_from_db()
    assert plan.revision == version.revision
    with django_assert_num_queries(0):
        assert not draft_differs(plan, forward)
    at_first = plan.described
    for said in ("Something else", at_first):
        describe(plan, said)
        with django_assert_num_queries(3):
            assert draft_differs(plan, forward) == (said != at_first)


def test_a_name_that_changed_elsewhere_counts_only_once_somebody_changed_the_draft(who, version):
    plan = version.plan
    who.provider.name = "Another name"
    who.provider.save()
    plan.refresh_from_db()
    assert not draft_differs(plan, view(version))
    describe(plan, plan.described)
    assert draft_differs(plan, view(version))


def describe(plan, said):
    """Save the first part of the draft, with these words about how things are."""
    plan.refresh_from_db()
    drafting.describe(
        plan=plan, described=said, evidence_sources=plan.evidence_sources, review_on=plan.review_on,
        signed_by_sides=True, seen=plan.revision, by=SYSTEM,
    )  # fmt: skip
    plan.refresh_from_db()
