"""The public pages of a survey, walked through without scripts: nothing is lost, nothing is kept, nobody is known."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from markupsafe import escape

from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.catalogue import shelf
from alongside.feedback import box, kinds
from alongside.feedback.actions import asking as asking_actions
from alongside.feedback.models import Asking, Sealed, Spent
from alongside.feedback.rules.answers import LONGEST_WORDS, Answer
from alongside.feedback.tests.makers import ask
from alongside.feedback.tests.walking import held, press, start, to_the_end
from alongside.feedback.tickets import draw
from alongside.people.models import Partnership

pytestmark = pytest.mark.django_db
UNKNOWN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def here(riverside: Partnership) -> Asking:
    return ask(riverside)


@pytest.fixture
def phone() -> Client:
    """A browser that checks forged forms as a real one is checked."""
    return Client(enforce_csrf_checks=True)


def text(response: Any) -> str:
    return response.content.decode()


def opened() -> list[Answer]:
    return [Answer.from_bytes(box.unseal(bytes(each.box))) for each in Sealed.objects.all()]


# ── The way through ─────────────────────────────────────────────────────────────────────────────


def test_an_answer_goes_through_page_by_page_and_is_stored_once(phone: Client, here: Asking) -> None:
    last = to_the_end(
        phone, start(phone, here), answer_hope="quite-a-lot", answer_control="rather-not-say",
        words_anything_else="x", about_age="25-44", **{"words-anything-else": "They listen.\nThank you."},
    )  # fmt: skip
    assert not Sealed.objects.exists()
    done = press(phone, last, "send")
    assert done.status_code == 200
    assert "Your answer has come in" in text(done)
    assert reverse("feedback-results", args=[here.team_id]) in text(done)
    assert opened() == [
        Answer(
            {"hope": "quite-a-lot", "control": "rather-not-say"},
            {"age": "25-44"},
            {"anything-else": "They listen. Thank you."},
        )
    ]
    again = press(phone, last, "send", answer_hope="worse")
    assert "had come in already" in text(again)
    assert (Sealed.objects.count(), Spent.objects.count()) == (1, 1)
    assert not Entry.objects.filter(target_type__in=["sealed", "spent"]).exists()


def test_who_reads_words_is_said_alike_on_every_way(phone: Client, here: Asking) -> None:
    """Whoever may publish may read them first, and every member afterwards: the page promises no less company."""
    told = kinds.read_by(here.readers)
    for way in ("feedback-link", "feedback-tablet", "feedback-interview"):
        assert told in text(start(phone, here, way))
    for part in (
        "Another lead or lived-experience co-lead may read them too",
        "every member of this partnership can read",
    ):
        assert part in told


def test_everything_may_be_left_out(phone: Client, here: Asking) -> None:
    assert press(phone, to_the_end(phone, start(phone, here)), "send").status_code == 200
    assert opened() == [Answer()]


def test_each_page_asks_one_question_and_the_wish_not_to_say_is_last(phone: Client, here: Asking) -> None:
    page = press(phone, start(phone, here))
    said = text(page)
    assert said.count('type="radio"') == 6
    assert said.index('value="very-much"') < said.index('value="rather-not-say"')
    assert "Page 1 of 5" in said
    assert here.crisis in said.replace('<a href="tel:111">111</a>', "111")


def test_back_keeps_what_was_filled_in(phone: Client, here: Asking) -> None:
    page = press(phone, start(phone, here), answer_hope="a-little")
    page = press(phone, page, "on", answer_hope="a-little")
    page = press(phone, page, "back", answer_control="worse")
    assert held(page)["answer-hope"] == "a-little"
    assert held(page)["answer-control"] == "worse"
    first = press(phone, page, "back")
    assert "What happens to your answer" in text(first)
    assert held(first)["answer-hope"] == "a-little"
    assert held(press(phone, first))["answer-hope"] == "a-little"


def test_plain_words_are_carried_and_can_be_left_again(phone: Client, here: Asking) -> None:
    survey = shelf.survey("team-feedback", "2026")
    hope = survey.item("hope")
    page = press(phone, start(phone, here), "plain")
    assert hope.plain in text(page)
    assert "Yes, a lot" in text(page)
    page = press(phone, page, "on", answer_hope="very-much")
    assert survey.item("control").plain in text(page)
    page = press(phone, page, "usual", answer_control="worse")
    assert survey.item("control").question in text(page)
    assert held(page)["answer-control"] == "worse"
    assert held(page)["answer-hope"] == "very-much"


# ── What is refused ─────────────────────────────────────────────────────────────────────────────


def test_words_that_are_too_long_come_back_as_typed(phone: Client, here: Asking) -> None:
    long = "Good day. " * (LONGEST_WORDS // 10) + "more"
    page = start(phone, here)
    for _question in range(4):
        page = press(phone, page, answer_hope="worse")
    page = press(phone, page, **{"words-anything-else": long})
    assert page.status_code == 422
    assert f"Use {LONGEST_WORDS} characters or fewer. You have used {len(long)}." in text(page)
    assert held(page)["words-anything-else"].strip() == long
    assert held(page)["answer-hope"] == "worse"
    # Somebody who sends them round the page is shown that page again.
    sent = press(phone, to_the_end(phone, start(phone, here)), "send", **{"words-anything-else": long})
    assert sent.status_code == 422
    assert held(sent)["words-anything-else"].strip() == long
    assert not Sealed.objects.exists()
    exactly = press(
        phone, to_the_end(phone, start(phone, here)), "send", **{"words-anything-else": long[:LONGEST_WORDS]}
    )
    assert exactly.status_code == 200


@pytest.mark.parametrize("name", ["answer-hope", "about-age"])
@pytest.mark.parametrize("value", ["brilliant", "<b>", "rather_not_say"])
def test_an_answer_that_does_not_exist_is_refused_with_a_sentence(
    phone: Client, here: Asking, name: str, value: str
) -> None:
    page = press(phone, to_the_end(phone, start(phone, here)), "send", **{name: value})
    assert page.status_code == 422
    assert "Choose one of the answers shown" in text(page)
    assert not Sealed.objects.exists()
    assert not Spent.objects.exists()


def test_characters_that_no_database_takes_never_stand_in_the_way_of_an_answer(phone: Client, here: Asking) -> None:
    page = press(phone, to_the_end(phone, start(phone, here)), "send", **{"words-anything-else": "a\0b"})
    assert "Your answer has come in" in text(page)
    sealed = Answer.from_bytes(box.unseal(bytes(Sealed.objects.get().box)))
    assert sealed.words == {"anything-else": "a b"}


def test_html_in_words_is_never_rendered(phone: Client, here: Asking) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'>"
    page = start(phone, here)
    for _question in range(5):
        page = press(phone, page, **{"words-anything-else": attack})
        assert attack not in text(page)
        assert "<script>alert" not in text(page)
    assert str(escape(attack)) in text(page)
    back = press(phone, page, "back")
    assert "<img src=x" not in text(back)
    assert held(back)["words-anything-else"].strip() == attack
    asking_actions.stop(asking=here, by=SYSTEM)
    over = press(phone, page, "send")
    assert "&lt;script&gt;alert" in text(over)
    assert "<script>alert" not in text(over)


def test_a_ticket_that_was_not_drawn_here_leads_nowhere(phone: Client, here: Asking) -> None:
    good = held(start(phone, here))
    for ticket in ("", "x", good["ticket"][:-1], draw(here.pk).replace(".", ""), f"{UNKNOWN}.a.b"):
        page = phone.post(reverse("feedback-answer"), {**good, "ticket": ticket, "go": "send"})
        assert page.status_code == 404
        assert "cannot be found" in text(page)
    assert phone.get(reverse("feedback-link", args=[UNKNOWN])).status_code == 404
    assert phone.get(reverse("feedback-tablet", args=[UNKNOWN])).status_code == 404


@pytest.mark.parametrize("at", ["", "99", "-1", "x", "٣", "9" * 5000])
def test_a_page_that_does_not_exist_breaks_nothing(phone: Client, here: Asking, at: str) -> None:
    assert press(phone, start(phone, here), at=at).status_code == 200


def test_opening_the_address_of_the_form_leads_to_the_box(phone: Client) -> None:
    assert phone.get(reverse("feedback-answer")).headers["Location"] == reverse("feedback-card")


# ── When it is not the time ─────────────────────────────────────────────────────────────────────


def test_before_it_begins_and_after_it_is_over_there_are_dates(phone: Client, riverside: Partnership) -> None:
    later = ask(riverside, opens_on=date.today() + timedelta(days=3))
    assert "You can answer from" in text(start(phone, later))
    over = ask(riverside, "Another team")
    last = to_the_end(phone, start(phone, over), **{"words-anything-else": "What I wrote"})
    Asking.objects.filter(pk=over.pk).update(closes_on=date.today() - timedelta(days=1))
    for page in (start(phone, over), press(phone, last, "send")):
        assert page.status_code == 200
        assert "These questions are closed" in text(page)
        assert "The last day was" in text(page)
    assert "What I wrote" in text(press(phone, last, "send"))
    assert not Sealed.objects.exists()


def test_an_asking_that_was_stopped_says_so(phone: Client, here: Asking) -> None:
    asking_actions.stop(asking=here, by=SYSTEM)
    assert "The team has stopped asking" in text(start(phone, here))


def test_a_link_that_is_switched_off_leads_to_the_box(phone: Client, riverside: Partnership) -> None:
    here = ask(riverside, link=False)
    page = start(phone, here)
    assert "This link is switched off" in text(page)
    assert reverse("feedback-card") in text(page)
