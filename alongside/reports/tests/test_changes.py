"""What changed since, on the page: cautions first, words before pictures, and nothing that was not released."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alongside.assessments.models import AssessmentState
from alongside.people.access import Role
from alongside.plans.queries.between import carried_between
from alongside.plans.queries.versions import plan_views
from alongside.reports.tests import planned
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db: None) -> planned.Story:
    """Two records of one edition, with a plan between them."""
    return planned.story()


def words(found: planned.Story, **names: object) -> str:
    """The page as a contributor reads it, without markup and on one line."""
    client = makers.signed_in(found.who.contributor)
    answer = client.get(reverse("what-changed", args=[found.who.partnership.pk]), names)
    assert answer.status_code == 200
    return flat(answer.content.decode())


def flat(page: str) -> str:
    """Only what is read."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace(" .", ".").replace("&amp;", "&")


def test_cautions_come_first(story: planned.Story) -> None:
    page = words(story)
    first = page.index("Then: Engagement. Now: Development.")
    for caution in (
        "Other people may have answered this time.",
        "speak more honestly",
        "“Not agreed” is a result",
        "Nothing is added up",
        "How many of each group answered",
        "6 of 12 asked Answered now 8 of 12 asked",
    ):
        assert page.index(caution) < first, caution


def test_each_challenge_is_a_sentence_before_a_picture(story: planned.Story) -> None:
    page = words(story)
    assert "Then: Engagement. Now: Development. That is a later stage than then." in page
    assert "Then: Development. Now: Engagement. That is an earlier stage than then." in page
    assert "people were more honest this time" in page
    assert "Then: Not agreed. Now: Engagement. One of the two times no stage was agreed" in page
    assert "Then: Not decided. Now: Not decided. No outcome was recorded either time." in page
    assert "the middle answer was “Engagement” then (6 people) and is “Development” now (8 people)" in page
    assert "Why engagement for interactions." in page and "Why development for interactions." in page
    assert page.index("Then: Engagement.") < page.index("Answers by group, then and now")


def test_a_group_shown_only_once_is_named_and_not_compared(story: planned.Story) -> None:
    page = words(story)
    said = "Carers, family and friends: then shown on their own, now too few to show. So they are not compared."
    assert said in page
    assert "Night staff: then shown on their own, now nobody answered this." in page
    # Said once for all challenges, and not under each of them.
    assert page.count(said) == 1 and page.index(said) < page.index("Why engagement for interactions.")
    assert "Carers, family and friends, then" not in page


def test_what_was_done_in_between(story: planned.Story) -> None:
    page = words(story)
    for said in (
        "Version 1 came into force on",
        "Last reading: 5 of 10",
        "Done: Put the question on the board",
        f"Stuck: Pay for the training (Integrated care board of {story.who.provider.name}). {planned.STUCK}",
        "No update yet: Put the question on the board",
        f"What we learned: {planned.LEARNED}",
        "What was learned: Small steps hold. (provider view, incomplete: nobody who uses services took part) Carry on "
        "with the plan as it is.",
    ):
        assert said in page, said
    assert page.count("Version 1 came into force on") == 1


def test_without_plans_nothing_is_said_to_be_done(db: None) -> None:
    who = plan_makers.cast()
    for stage in ("engagement", "development"):
        plan_makers.closed(who.partnership, stage)
    client = makers.signed_in(who.contributor)
    page = flat(client.get(reverse("what-changed", args=[who.partnership.pk])).content.decode())
    assert "Then: Engagement. Now: Development." in page
    assert "What was done in between" not in page
    assert "No plan was in force between these two records." in page


def partly(who: plan_makers.Cast, item: str = "risk") -> None:
    """A newer record of one challenge and two groups' few people."""
    assessment = makers.assessment(who.partnership)
    for group in ("people-who-use-services", "staff"):
        makers.rate_all(makers.participants(assessment, group, 2), "development", items=[item])
    makers.reveal_all(assessment, [item])
    makers.decide(assessment, item, "development")
    makers.close(assessment)


def test_what_nobody_looked_at_this_time_is_one_line_and_no_comparison(db: None) -> None:
    who = plan_makers.cast()
    plan_makers.closed(who.partnership)
    partly(who)
    page = flat(makers.signed_in(who.lead).get(reverse("what-changed", args=[who.partnership.pk])).content.decode())
    assert "Then: Engagement. Now: Development." in page
    assert "Now: Not decided" not in page
    assert page.count("Not looked at this time: ") == 1
    board = flat(makers.signed_in(who.lead).get(reverse("board-summary", args=[who.partnership.pk])).content.decode())
    assert "now Not decided" not in board and "Not looked at this time: " in board
    assert "This record covers 1 of 10 challenges, and the answers of 4 people of 2 groups." in board
    assert "An earlier record, closed on " in board
    assert "covers 10 challenges, and the answers of 15 people of 3 groups." in board


def test_an_older_record_than_the_last_two_may_cover_more(db: None) -> None:
    who = plan_makers.cast()
    plan_makers.closed(who.partnership)
    partly(who)
    partly(who)
    board = flat(makers.signed_in(who.lead).get(reverse("board-summary", args=[who.partnership.pk])).content.decode())
    assert "covers 10 challenges, and the answers of 15 people of 3 groups." in board


def test_across_editions_only_the_same_is_compared(db: None) -> None:
    page = words(planned.story("2010"))
    assert "Two editions" in page
    compared, apart = page.split("Not compared", 1)
    assert "Then: Engagement. Now: Development." in compared
    assert "From risk assessment to planning for safety together" not in compared
    assert "Only the older edition asks this." in apart
    assert "Only the newer edition asks this." in apart
    assert "From risk assessment to planning for safety together: Engagement." in apart


def test_with_fewer_than_two_records_the_page_says_so(db: None) -> None:
    who = plan_makers.cast()
    plan_makers.closed(who.partnership)
    client = makers.signed_in(who.contributor)
    page = client.get(reverse("what-changed", args=[who.partnership.pk])).content.decode()
    assert "There is only one record so far, or none" in page


def test_records_are_chosen_by_the_address_and_put_in_order(story: planned.Story) -> None:
    then, now = story.then.pk, story.now.pk
    assert words(story, then=then, now=now) == words(story, then=now, now=then) == words(story)
    third = plan_makers.closed(story.who.partnership, "transformation")
    assert "Now: Transformation." in words(story)
    assert "Compare other records" in words(story)
    assert "Now: Transformation." not in words(story, then=then, now=now)
    assert "Then: Development. Now: Transformation." in words(story, then=now, now=third.pk)


def test_a_record_of_somebody_else_or_of_nobody_is_not_found(story: planned.Story) -> None:
    other = planned.story()
    client = makers.signed_in(story.who.lead)
    address = reverse("what-changed", args=[story.who.partnership.pk])
    opened = makers.assessment(story.who.partnership)
    for key in (other.then.pk, opened.pk, "6a1f3c1e-7a4f-4c6b-9a55-0d3a1f0a8d11", "x"):
        assert client.get(address, {"then": key}).status_code == 404, key
    assert makers.signed_in(other.who.lead).get(address).status_code == 404


def test_every_role_may_read_it(story: planned.Story) -> None:
    for role in Role:
        client = makers.signed_in(makers.member(story.who.partnership, role))
        assert client.get(reverse("what-changed", args=[story.who.partnership.pk])).status_code == 200, role


def test_what_happened_later_is_not_in_it(story: planned.Story) -> None:
    end = timezone.now() - timedelta(days=400)
    views = plan_views(story.who.partnership)
    assert carried_between(views, end - timedelta(days=1), end) == []
    states = AssessmentState.objects.filter(assessment=story.now, state="closed")
    states.update(at=timezone.now() + timedelta(days=1))
    story.plan.updates.update(at=timezone.now() + timedelta(days=2))
    page = words(story)
    assert "No update yet." in page
    assert "Not started" not in page
    assert planned.STUCK not in page


def test_it_asks_for_no_total_and_grades_nothing(story: planned.Story) -> None:
    client = makers.signed_in(story.who.lead)
    page = client.get(reverse("what-changed", args=[story.who.partnership.pk])).content.decode()
    for grade in ("otal", "↑", "↓", "improv", "worsen", "nhsuk-tag--red", "nhsuk-tag--green", "%"):
        assert grade not in flat(page), grade


def test_queries(story: planned.Story, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    client = makers.signed_in(story.who.lead)
    with django_assert_max_num_queries(15):
        client.get(reverse("what-changed", args=[story.who.partnership.pk]))


def test_the_record_leads_to_it(story: planned.Story) -> None:
    client = makers.signed_in(story.who.lead)
    partnership = story.who.partnership.pk
    link = f"{reverse('what-changed', args=[partnership])}?then={story.then.pk}&amp;now={story.now.pk}"
    assert link in client.get(reverse("record", args=[partnership, story.now.pk])).content.decode()
    older = client.get(reverse("record", args=[partnership, story.then.pk])).content.decode()
    assert "What changed since the record" not in older
    assert (
        reverse("what-changed", args=[partnership])
        in client.get(reverse("assessments", args=[partnership])).content.decode()
    )
