"""The pages of those who ask for a team: the list of teams, asking, and cards."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from alongside.assessments.tests.devices import says
from alongside.audit.actor import SYSTEM
from alongside.feedback.actions import asking as asking_actions
from alongside.feedback.actions import publishing
from alongside.feedback.models import Asking, Card, CardSheet
from alongside.feedback.tests.makers import answer, ask, survey
from alongside.feedback.tests.staff import answered, asked_for, at
from alongside.feedback.tickets import card_hash, looks_like_card
from alongside.people.models import Membership, Partnership
from tests import makers

pytestmark = pytest.mark.django_db


# ── The list of teams ──────────────────────────────────────────────────────────────────────────────


def test_without_a_team_the_way_leads_to_one(riverside: Partnership, amina: Membership, tom: Membership) -> None:
    page = at("feedback", riverside)
    assert says(makers.signed_in(amina).get(page), "No team yet", at("add-team", riverside))
    assert not says(makers.signed_in(tom).get(page), at("add-team", riverside))


def test_with_nothing_asked_it_says_what_this_is(riverside: Partnership, priya: Membership, tom: Membership) -> None:
    riverside.teams.create(name="Harbour team")
    page = at("feedback", riverside)
    assert says(makers.signed_in(priya).get(page), "Nothing has been asked yet", at("ask-feedback", riverside))
    assert not says(makers.signed_in(tom).get(page), at("ask-feedback", riverside))


def test_teams_stand_in_alphabetical_order_with_what_is_next(riverside: Partnership, amina: Membership) -> None:
    for name in ("Quay team", "Anchor team"):
        riverside.teams.create(name=name)
    here = ask(riverside)
    answered(here)
    client = makers.signed_in(amina)
    text = client.get(at("feedback", riverside)).content.decode()
    assert text.index("Anchor team") < text.index("Harbour team") < text.index("Quay team")
    assert at("publish-feedback", riverside, here.team) in text
    assert at("asking", riverside, here) in text
    made = publishing.publish(team=here.team, survey=survey(), by=SYSTEM)
    page = client.get(at("feedback", riverside))
    assert says(page, "Newest results published on", "Say what you do about it")
    assert not says(page, at("publish-feedback", riverside, here.team))
    publishing.reply(release=made, kind="done", said="More tea", did="There is tea", by=SYSTEM)
    assert not says(client.get(at("feedback", riverside)), "Say what you do about it")


def test_the_first_page_and_the_menu_lead_here(riverside: Partnership, tom: Membership) -> None:
    page = makers.signed_in(tom).get(at("partnership", riverside))
    assert says(page, "What people say about our teams", at("feedback", riverside))


# ── Asking ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_facilitator_asks_for_a_team(riverside: Partnership, priya: Membership) -> None:
    team = riverside.teams.create(name="Harbour team")
    client = makers.signed_in(priya)
    page = client.get(at("ask-feedback", riverside) + f"?team={team.pk}")
    assert says(page, "Not validated", "one person can answer more than once")
    wrong = client.post(at("ask-feedback", riverside), asked_for(team, readers=""))
    assert wrong.status_code == 422
    assert says(wrong, "Say who reads what people write", "Ring 111")
    done = client.post(at("ask-feedback", riverside), asked_for(team))
    made = Asking.objects.get()
    assert done["Location"] == at("asking", riverside, made)
    assert (made.link, made.served, made.readers) == (False, 40, "Joel, co-lead")
    again = client.post(at("ask-feedback", riverside), asked_for(team))
    assert again.status_code == 422
    assert says(again, "This team is asked this survey in these days already")


def test_a_team_of_another_partnership_cannot_be_asked(
    riverside: Partnership, hillside: Partnership, amina: Membership
) -> None:
    theirs = hillside.teams.create(name="Hill team")
    sent = makers.signed_in(amina).post(at("ask-feedback", riverside), asked_for(theirs))
    assert sent.status_code == 422
    assert not Asking.objects.exists()


def test_the_organisations_crisis_text_is_filled_in(riverside: Partnership, amina: Membership, settings: Any) -> None:
    riverside.teams.create(name="Harbour team")
    settings.ALONGSIDE_DEPLOYER = {"crisis": "Ring the blue line on 0800"}
    assert says(makers.signed_in(amina).get(at("ask-feedback", riverside)), "Ring the blue line on 0800</textarea>")


def test_returns_are_told_in_steps_of_ten_from_eight(riverside: Partnership, amina: Membership) -> None:
    here = ask(riverside)
    client, page = makers.signed_in(amina), at("asking", riverside, here)
    for _each in range(7):
        answer(here)
    assert says(client.get(page), "Fewer than eight people have been counted so far")
    answered(here, 8)
    shown = client.get(page)
    assert says(shown, "At least 8 people have been counted", "at least one in ten")
    assert not says(shown, "15 people")


def test_with_cards_only_there_is_no_link(riverside: Partnership, amina: Membership) -> None:
    here = ask(riverside, link=False)
    page = makers.signed_in(amina).get(at("asking", riverside, here))
    assert not says(page, reverse("feedback-link", args=[here.pk]))
    assert not says(page, reverse("feedback-tablet", args=[here.pk]))
    poster = makers.signed_in(amina).get(at("asking-poster", riverside, here))
    assert says(poster, "type the letters and numbers on your card")
    open_one = ask(riverside, "Quay team")
    page = makers.signed_in(amina).get(at("asking", riverside, open_one))
    assert says(page, reverse("feedback-link", args=[open_one.pk]), reverse("feedback-tablet", args=[open_one.pk]))


def test_stopping_is_confirmed_first(riverside: Partnership, amina: Membership) -> None:
    here = ask(riverside)
    client, page = makers.signed_in(amina), at("stop-asking", riverside, here)
    assert says(client.get(page), "Stop asking for Harbour team?", "cannot be undone")
    assert not hasattr(Asking.objects.get(), "end")
    assert client.post(page).status_code == 302
    assert Asking.objects.get().end.how == "stopped"
    assert client.post(page).status_code == 422
    assert says(client.get(at("asking", riverside, here)), "Stopped", "takes no more answers")
    assert client.get(at("asking-poster", riverside, here)).status_code == 422


# ── Cards ──────────────────────────────────────────────────────────────────────────────────────────


def test_cards_are_printed_once_and_kept_nowhere(riverside: Partnership, amina: Membership) -> None:
    here = ask(riverside, link=False)
    client, page = makers.signed_in(amina), at("print-cards", riverside, here)
    assert says(client.get(page), "cannot be printed again")
    for wrong in ("0", "501", "many", ""):
        assert client.post(page, {"how_many": wrong}).status_code == 422
    assert not Card.objects.exists()
    made = client.post(page, {"how_many": "9"})
    assert made["Content-Type"] == "application/pdf"
    assert made["Cache-Control"] == "no-store"
    assert Card.objects.count() == 9
    text = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(made.content)).pages)
    printed = {card_hash(code) for code in re.findall(r"\b\w{4} \w{4} \w{4}\b", text) if looks_like_card(code)}
    assert set(Card.objects.values_list("code_hash", flat=True)) <= printed
    assert text.count("Harbour team") == 9
    assert CardSheet.objects.get().how_many == 9
    assert says(client.get(at("asking", riverside, here)), "9 cards were printed")
    asking_actions.stop(asking=here, by=SYSTEM)
    assert client.post(page, {"how_many": "9"}).status_code == 422
    assert not Card.objects.exists()
