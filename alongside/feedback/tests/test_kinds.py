"""Surveys of staff, and the openness check: the same seal and counts, words of their own, nothing for the public."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.tests.devices import hidden, says
from alongside.audit.actor import SYSTEM
from alongside.catalogue import shelf
from alongside.catalogue.survey import Survey
from alongside.feedback import kinds
from alongside.feedback.actions import answering, asking, opening, publishing
from alongside.feedback.models import Asking, Release, Sealed
from alongside.feedback.rules.answers import Answer
from alongside.feedback.tests.makers import ask
from alongside.feedback.tests.staff import asked_for, at
from alongside.feedback.tests.staff import released as released_feedback
from alongside.feedback.tests.walking import press, start, to_the_end
from alongside.feedback.tickets import draw, read
from alongside.people.models import Membership, Partnership
from tests import makers

pytestmark = pytest.mark.django_db
STAFF, OPENNESS = ("staff-experience", "2026"), ("openness-check", "2026")
EITHER = pytest.mark.parametrize("edition", [STAFF, OPENNESS])


def ask_for(partnership: Partnership, edition: tuple[str, str], name: str = "Harbour team") -> Asking:
    """Ask this survey, with the same days and words as any other."""
    like = ask(partnership, name)
    found = asking.ask(
        partnership=partnership, team=like.team, survey=shelf.survey(*edition), opens_on=like.opens_on,
        closes_on=like.closes_on, served=20, readers="Joel", crisis="Ring the staff line on 0800", link=True, by=SYSTEM,
    )  # fmt: skip
    like.delete()
    return found


def released(here: Asking, people: int = 12) -> Release:
    survey: Survey = shelf.survey(here.survey, here.survey_version)
    item = next(each for each in survey.items if each.favourable)
    for _each in range(people):
        ticket = read(draw(here.pk))
        assert ticket
        given = Answer({item.key: survey.options(item.key)[0].key}, {}, {survey.items[-1].key: "Nobody asks"})
        answering.put_in(asking=here, ticket=ticket, answer=given)
    opening.open_all(by=SYSTEM)
    return publishing.publish(team=here.team, survey=survey, by=SYSTEM)


def main(page: Any) -> str:
    return page.content.decode().split("<main")[1]


@EITHER
def test_they_are_asked_like_any_other(riverside: Partnership, priya: Membership, edition: tuple[str, str]) -> None:
    team = riverside.teams.create(name="Harbour team")
    client, survey = makers.signed_in(priya), shelf.survey(*edition)
    assert says(client.get(at("ask-feedback", riverside)), survey.title, survey.caution or "")
    client.post(at("ask-feedback", riverside), asked_for(team, survey=survey.id, link="open"))
    here = Asking.objects.get()
    phone = Client()
    first = start(phone, here)
    assert says(first, kinds.freely(survey), "not put on a public page", "tel:111")
    done = press(phone, to_the_end(phone, press(phone, first)), "send")
    assert says(done, "Your answer has come in", "not put on a public page")
    assert reverse("feedback-results", args=[team.pk]) not in done.content.decode()
    assert Sealed.objects.count() == 1


def test_staff_are_not_spoken_to_as_people_who_use_services(riverside: Partnership, priya: Membership) -> None:
    here, client, phone = ask_for(riverside, STAFF), makers.signed_in(priya), Client()
    pages = [start(phone, here, way) for way in ("feedback-link", "feedback-tablet", "feedback-interview")]
    pages += [client.get(at("asking-poster", riverside, here)), press(phone, pages[0])]
    for page in pages:
        assert [words for words in ("Your care", "same care", "it serves", "helped you") if words in main(page)] == []
        assert says(page, "0800")
    assert says(pages[0], "is asking everybody who works there", "Nothing at work depends on")
    # The seeded fault: the words for people who use services are found where they belong.
    assert says(start(phone, ask(riverside, "Quay team")), "Your care does not depend", "the people it serves")


@EITHER
def test_results_are_for_the_partnership_and_on_no_public_page(
    riverside: Partnership, tom: Membership, hillside: Partnership, edition: tuple[str, str]
) -> None:
    here = ask_for(riverside, edition)
    release = released(here)
    publishing.reply(release=release, kind="done", said="Nobody asks us", did="We ask", by=SYSTEM)
    survey = shelf.survey(*edition)
    team_page = makers.signed_in(tom).get(at("feedback-team", riverside, here.team))
    assert says(team_page, kinds.section(survey.kind), "About 10 people answered", "Nobody asks us")
    assert says(team_page, "For members of this partnership only", survey.caution or "")
    assert not says(team_page, reverse("feedback-results", args=[here.team_id]))
    public = reverse("feedback-results", args=[here.team_id])
    unknown = Client().get(reverse("feedback-results", args=[hillside.pk]))
    assert Client().get(public).status_code == 404
    assert Client().get(public).content == unknown.content
    # And beside results that are for everybody, nothing of them.
    released_feedback(ask(riverside))
    everybody = Client().get(public)
    assert says(everybody, "About 10 people answered")
    for words in (survey.title, survey.items[0].title, "Nobody asks us", "0800"):
        assert words not in main(everybody)
    both = main(makers.signed_in(tom).get(at("feedback-team", riverside, here.team)))
    assert both.index("What people said") < both.index(kinds.section(survey.kind))


def test_a_survey_of_staff_that_is_shown_to_everybody_is_caught(
    riverside: Partnership, tom: Membership, hillside: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded fault."""
    monkeypatch.setattr(kinds, "is_public", lambda kind: True)
    with pytest.raises(AssertionError):
        test_results_are_for_the_partnership_and_on_no_public_page(riverside, tom, hillside, STAFF)


def test_a_survey_that_is_gone_is_not_taken_for_a_public_one(riverside: Partnership, tom: Membership) -> None:
    here = ask_for(riverside, STAFF)
    released(here)
    released_feedback(ask(riverside))
    Release.objects.filter(survey="staff-experience").update(survey="gone")
    public = Client().get(reverse("feedback-results", args=[here.team_id]))
    assert not says(public, "not installed here any more")
    page = makers.signed_in(tom).get(at("feedback-team", riverside, here.team))
    assert says(page, "Other questions", "For members of this partnership only")


def test_publishing_and_replying_say_who_will_read_it(riverside: Partnership, joel: Membership) -> None:
    here, client = ask_for(riverside, STAFF), makers.signed_in(joel)
    released(here)
    for _each in range(8):
        ticket = read(draw(here.pk))
        assert ticket
        answering.put_in(asking=here, ticket=ticket, answer=Answer())
    opening.open_all(by=SYSTEM)
    page = client.get(at("publish-feedback", riverside, here.team))
    assert says(page, "They are not on the public page", "Publish for this partnership")
    assert not says(page, "Everybody can read them")
    client.post(at("publish-feedback", riverside, here.team), hidden(page))
    assert Release.objects.count() == 2
    reply = client.get(at("reply-feedback", riverside, Release.objects.latest("number")))
    assert says(reply, "Members of this partnership, and whoever in the team")
    assert not says(reply, "public page")


def test_a_team_that_is_asked_two_things_shows_both(riverside: Partnership, priya: Membership) -> None:
    staff = ask_for(riverside, STAFF)
    people = ask(riverside)
    page = makers.signed_in(priya).get(at("feedback", riverside))
    assert says(page, "Hope, control and opportunity: asked until", "Lived experience and safety to speak: asked until")
    assert says(page, at("asking", riverside, staff), at("asking", riverside, people))
