"""The board summary: two pages whatever was written, true to what was recorded, and kind."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from alongside.people.access import Role
from alongside.plans.models import PlanEnd
from alongside.plans.queries.between import carried_until
from alongside.plans.queries.versions import content_of, plan_views
from alongside.reports.board.doing import asked
from alongside.reports.board.fitting import ROOMS, fitted, shortened
from alongside.reports.board.pdf import LAYOUT, board_pdf
from alongside.reports.board.pdf import document as laid_out
from alongside.reports.board.telling import not_compared
from alongside.reports.board.told import Asked, Line, PlanLine, ToldBoard
from alongside.reports.changes.told import Apart
from alongside.reports.tests import planned
from alongside.reports.tests.conftest import DISSENT, SHARED, UNSHARED, Scene
from alongside.reports.tests.reading import document
from alongside.reports.typesetting import page_count, pdf
from alongside.ui.charts.lettering import width_of
from alongside.ui.words import date as date_in_words
from tests import makers, plan_makers

LONG = "Wholesome words without end " * 60
WIDE = "W" * 3000
BROKEN = "one\n\nword\n\non each\n\nline\n" * 80


@pytest.fixture
def story(db: None) -> planned.Story:
    """Two records, a plan in force, a draft."""
    return planned.story()


def words(found: planned.Story, name: str = "board-summary") -> str:
    """What the page, or the PDF, says on one line."""
    answer = makers.signed_in(found.who.contributor).get(reverse(name, args=[found.who.partnership.pk]))
    assert answer.status_code == 200
    if name.endswith("pdf"):
        return document(answer.content).text
    page = answer.content.decode()
    page = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace("&#39;", "'")


@pytest.mark.parametrize("name", ["board-summary", "board-summary-pdf"])
def test_it_says_what_a_board_needs(story: planned.Story, name: str) -> None:
    text = words(story, name)
    for said in (
        "It is not a performance report.",
        "People who use services (8 of 12 asked)",
        "Commissioners. We did not reach them",
        "1. Everyday meetings",
        "The middle answers of the groups shown are the same.",
        "Chosen after the record “Assessment 2026”",
        "People who use services chose most often: Everyday meetings and A life beyond illness.",
        "Carers, family and friends; Peer workers (put together) chose most often:",
        f"is not acted on now: {planned.LEFT_OUT}",
        "Acted on, first things first: Everyday meetings; Commitment and leadership.",
        "Goal “Goal 1: everybody is asked what they want from the day”: under way",
        "Goal “Goal 2: everybody is asked what they want from the day”: stuck.",
        "Next review: ",
        f"Signed by {story.who.lead.user.name} (provider) and {story.who.commissioner.user.name} (commissioner).",
        f"Of the board of {story.who.provider.name}",
        "A goal is stuck: Goal 2",
        "Of commissioners",
        f"Stuck: Pay for the training (Integrated care board of {story.who.provider.name}). {planned.STUCK}",
        f"Everyday meetings: {planned.LEARNED} (changed and tried again)",
        "Everyday meetings: Small steps hold. (provider view, incomplete: nobody who uses services took part)",
        "Everyday meetings: then Engagement, now Development.",
        "The same as then: Planning for safety together.",
        "A lower stage can mean that people spoke more honestly",
        "The whole record, with reasons and dissent",
    ):
        assert said in text, said
    for never in ("otal", "%", "score", "rating", "red", "amber", "green"):
        assert not re.search(rf"\b{never}\b", text) if never.isalpha() else never not in text, never


def test_the_biggest_difference_is_told_in_words(closed: Scene) -> None:
    answer = makers.signed_in(closed.lead).get(reverse("board-summary", args=[closed.partnership.pk]))
    page = answer.content.decode()
    assert "Lowest: " in page and "1½ steps apart." in page
    assert "Some see it differently." in page
    assert "There is no older record that can be set beside this one." in page
    assert "There is no plan yet." in page
    assert UNSHARED not in page and SHARED not in page and DISSENT not in page


def test_a_providers_view_says_so(provider_view: Scene) -> None:
    for name in ("board-summary", "board-summary-pdf"):
        answer = makers.signed_in(provider_view.lead).get(reverse(name, args=[provider_view.partnership.pk]))
        text = document(answer.content).text if name.endswith("pdf") else answer.content.decode()
        assert "Provider view, incomplete" in text


def test_before_the_first_record_there_is_none(draft: Scene) -> None:
    client = makers.signed_in(draft.lead)
    page = client.get(reverse("board-summary", args=[draft.partnership.pk])).content.decode()
    assert "No record is closed yet" in page
    assert client.get(reverse("board-summary-pdf", args=[draft.partnership.pk])).status_code == 404


def test_a_withdrawn_signature_is_asked_for(story: planned.Story) -> None:
    planned.declined(story)
    text = words(story)
    name = story.who.commissioner.user.name
    assert f"The signature of {name} is missing." in text
    assert f"waits for the signature of {name}." not in text
    assert f"{name} does not sign it: The money is not there this year. Please ask what would make it one" in text


def test_what_nobody_said_is_not_told_as_not_started(story: planned.Story) -> None:
    goal, other = content_of(story.version).goals
    story.plan.updates.filter(commitment=other.id).delete()
    assert "Goal “Goal 2: everybody is asked what they want from the day”: no update yet." in words(story)
    story.plan.updates.create(commitment=other.actions[0].id, progress="done", name="Ann")
    assert f"from the day”: 1 of {len(other.actions)} actions done." in words(story)
    story.plan.updates.filter(commitment=goal.id).delete()
    assert "ot started" not in words(story)


def test_a_goal_past_its_day_is_asked_about(story: planned.Story) -> None:
    carried = carried_until(plan_views(story.who.partnership), timezone.now())
    names = {each.plan.pk: "Everyday meetings" for each in carried}
    goal = content_of(story.version).goals[0]
    said = f"A goal was to be met by {date_in_words(goal.by_when)}: Goal 1"
    for day, past in ((goal.by_when, False), (goal.by_when + timedelta(days=1), True)):
        found = " ".join(what for each in asked(carried, (), names, "", day) for what in each.what)
        assert (said in found) is past
    story.plan.updates.create(commitment=goal.id, progress="done", name="Ann")
    carried = carried_until(plan_views(story.who.partnership), timezone.now())
    assert said not in " ".join(what for each in asked(carried, (), names, "", day) for what in each.what)


def test_what_was_put_together_is_not_pinned_on_carers(story: planned.Story) -> None:
    """The seeded fault: only the voice of a row of several groups is named."""
    story.plan.order.lines.filter(item="involvement").update(left_out_because=planned.LEFT_OUT)
    text = words(story)
    assert "was put first by Carers, family and friends; Peer workers (put together)" in text
    assert "was put first by carers" not in text


def test_what_ended_is_not_told_as_being_done(story: planned.Story) -> None:
    PlanEnd.objects.create(plan=story.plan, why="Done")
    text = words(story)
    assert "Goal 1: everybody" not in text and planned.STUCK not in text
    assert planned.LEARNED in text


def test_where_a_newer_record_covers_less_the_way_to_the_earlier_one_is_there(story: planned.Story) -> None:
    place = story.who.partnership.pk
    page = makers.signed_in(story.who.contributor).get(reverse("board-summary", args=[place])).content.decode()
    address = reverse("record", args=[place, story.then.pk])
    assert "An earlier record, closed on" in page
    assert re.search(rf'href="{address}">\s*The earlier record that covers more: {story.then.title}', page)


def test_one_challenge_in_the_words_of_two_editions_is_not_told_as_two() -> None:
    old = Apart("Establishing a college", "A college", "", ("A college: Engagement",), (), ())
    new = Apart("The recovery college", "Recovery college", "", (), ("Recovery college: Engagement",), ())
    assert not_compared((old, new)).endswith("Then: A college. Now: Recovery college.")
    assert not_compared((new,)).endswith("different things: Recovery college.")


def test_the_pdf_is_accessible(story: planned.Story) -> None:
    answer = makers.signed_in(story.who.lead).get(reverse("board-summary-pdf", args=[story.who.partnership.pk]))
    found = document(answer.content)
    assert answer["Content-Disposition"] == 'inline; filename="riverside-recovery-partnership-board-summary.pdf"'
    assert len(found.pages) <= 2
    assert found.tagged and found.claims_ua and found.language == "en-GB"
    assert {"H1", "H2", "Table", "TH", "TD", "L", "P", "Link"} <= set(found.tags)
    assert found.tags.count("H1") == 1
    assert min(found.sizes) >= 7


def endless(text: str, many: int) -> ToldBoard:
    """A summary in which every text is this one and every list has this many entries."""
    lines = (text,) * many
    return ToldBoard(
        language="en-GB",
        title=text,
        dated=text,
        covers="This record covers 10 of 10 challenges, and the answers of 1000 people of 12 groups. " * 2,
        what_it_is=(
            "This is what the groups below saw at " + "W" * 160 + ", what they agreed, and what they do about it.",
            "It is not a performance report. " * 5,
        ),
        took_part=text,
        not_there=lines,
        warning="Provider view, incomplete: nobody who uses services answered.",
        agreed=(Line(text, text, text),) * many,
        first=lines,
        plans=(PlanLine(text, text, text),) * many,
        no_plans="",
        help="Please ask what stands in the way, and help to clear it. Saying so is the right thing to do.",
        asked=(Asked(text, lines),) * 3,
        learned=lines,
        changed=lines,
        changed_caution="Other people may have answered. " * 6,
        left_out=(),
        read_on=(("The whole record, with reasons and dissent", "/p/" + "0" * 36 + "/reports/" + "0" * 36 + "/"),) * 3,
    )


@pytest.mark.parametrize("many", [10, 60])
@pytest.mark.parametrize("text", [LONG, WIDE, BROKEN, "😀 বাংলা " * 400], ids=["long", "wide", "broken", "odd"])
def test_two_pages_whatever_was_written(text: str, many: int) -> None:
    assert len(document(board_pdf(endless(text, many))).pages) <= 2


def test_a_third_page_would_be_noticed() -> None:
    """The seeded fault: nothing is shortened."""
    whole = laid_out(endless(LONG, 10))
    assert page_count(LAYOUT, whole) == len(document(pdf(LAYOUT, whole)).pages) > 2


def test_what_fits_is_not_shortened() -> None:
    short = endless("A short line.", 3)
    assert fitted(short, ROOMS[0]) == short


def test_what_is_cut_says_so() -> None:
    told = fitted(endless("A short line.", 30), ROOMS[-1])
    assert told.learned[-1] == "And 28 more."
    assert told.left_out == ("20 more challenges are in the record.", "25 more plans are on the page of plans.")
    assert len(told.agreed) == 10 and len(told.plans) == 5


@given(st.text(max_size=300), st.sampled_from([8, 22, 60]))
def test_shortened_text_fits_and_shows_that_it_was_cut(text: str, width: int) -> None:
    found = shortened(text, width)
    whole = " ".join(text.split())
    assert found == whole or (found.endswith("…") and width_of(found, 1) <= width + 1)
    assert "\n" not in found


def test_every_role_may_read_it_and_a_stranger_finds_nothing(story: planned.Story) -> None:
    stranger = makers.signed_in(makers.member(makers.partnership(), Role.LEAD))
    for name in ("board-summary", "board-summary-pdf"):
        address = reverse(name, args=[story.who.partnership.pk])
        for role in Role:
            assert makers.signed_in(makers.member(story.who.partnership, role)).get(address).status_code == 200
        assert stranger.get(address).status_code == 404


def test_queries_with_much_to_tell(story: planned.Story, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    """Ten plans, thirty goals, three hundred actions, five years of updates."""
    planned.much(story)
    client = makers.signed_in(story.who.lead)
    for name in ("board-summary", "what-changed"):
        with django_assert_max_num_queries(15):
            assert client.get(reverse(name, args=[story.who.partnership.pk])).status_code == 200
    answer = client.get(reverse("board-summary-pdf", args=[story.who.partnership.pk]))
    assert len(document(answer.content).pages) == 2


def test_names_of_plans_survive_their_edition(story: planned.Story) -> None:
    story.then.framework_version = "1999"
    story.then.save()
    text = words(story)
    assert "Changing everyday meetings and how care feels" in text
    assert "There is no older record that can be set beside this one." in text


def test_a_plan_before_anything_is_put_forward(db: None) -> None:
    who = plan_makers.cast()
    plan_makers.plans(who)
    answer = makers.signed_in(who.lead).get(reverse("board-summary", args=[who.partnership.pk]))
    assert "Being written." in answer.content.decode()
