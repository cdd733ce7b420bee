"""What people say of a team goes out and comes back: asked on a phone, counted, published, read, replied to, and read
on that phone again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from alongside.audit.actor import SYSTEM
from alongside.feedback.actions import opening
from alongside.feedback.models import Reply
from alongside.feedback.tests.makers import answer, ask
from alongside.people.models import Membership
from tests import plan_makers
from tests.journeys import acts_of_plans as acts
from tests.journeys.phones import Looker
from tests.journeys.screen import Screen
from tests.journeys.watching import Watcher

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = 360
TEAM = "Harbour team"
ASKED = "What people experience with this team"
WROTE = "On Sundays nobody on Willow ward asks me anything."
SAID = "On some days nobody asks you what you want to do."
DID = "From Monday the question stands on the board of each ward. Somebody looks every evening whether it was asked."
ACTION = "Put the question on the board"
OWNER, SUM = "Dee who cares", "£4,000"
# What stands on the public page, from top to bottom.
WORDS, NUMBERS, REPLY = ".feedback-asked__first", ".feedback-bars", "blockquote"


class TestWhatPeopleSaidComesBack:
    """Rosa answers and reads; Amina leads and publishes; Dee carries out an action of the plan, and replies."""

    @pytest.fixture(autouse=True)
    def everybody(self, at_a_screen: Callable[..., Screen], live_server: Any) -> None:
        self.watcher, self.looker, self.place = Watcher(), Looker(), live_server.url
        self.sits = lambda *args, **options: self.watcher.watch(at_a_screen(*args, **options))
        self.who = plan_makers.cast()
        self.who.contributor.user.name = OWNER
        self.who.contributor.user.save(update_fields=["name"])
        plan_makers.in_force(self.who)
        self.asking = ask(self.who.partnership, TEAM)

    def test_from_a_phone_to_a_reply_on_that_phone(self) -> None:
        self.when_rosa_answers_on_her_phone()
        self.then_she_reads_that_nothing_is_published_yet()
        self.when_seven_others_have_answered_and_all_are_counted()
        self.when_the_lead_publishes()
        self.then_the_team_reads_what_people_said()
        self.when_somebody_replies_and_names_an_action_of_the_plan()
        self.then_rosa_reads_words_then_numbers_then_the_reply()
        assert self.watcher.faults == [], "\n".join(self.watcher.faults)

    def comes_in(self, name: str, member: Membership) -> Screen:
        """A member at a large screen, on the page of the partnership's feedback."""
        screen = acts.signed_in(self.sits(name), member.user, self.place)
        return screen.open(reverse("feedback", args=[self.who.partnership.pk]))

    def when_rosa_answers_on_her_phone(self) -> None:
        link = reverse("feedback-link", args=[self.asking.pk])
        rosa = self.rosa = self.sits("Rosa, on a phone", width=PHONE).open(link)
        rosa.reads(f"{TEAM} is asking the people it serves.", "opened only when eight or more have come in")
        self.looker.picture("1 asked", rosa)
        rosa.press("Start")
        for item, words in (("hope", "Quite a lot"), ("control", "A little"), ("opportunity", "Not at all")):
            rosa.choose(**{f"answer-{item}": words}).press("Continue")
        rosa.fill(**{"words-anything-else": WROTE}).press("Continue")
        rosa.press("Continue").reads("You cannot change it afterwards").press("Send")
        rosa.reads("Your answer has come in.", "Your answer stays sealed until at least 8 have come in.")
        self.looker.picture("2 thanks", rosa)

    def then_she_reads_that_nothing_is_published_yet(self) -> None:
        self.rosa.follow(f"What people said about {TEAM}, and what the team did").reads("Nothing is published yet")
        self.results = reverse("feedback-results", args=[self.asking.team_id])

    def when_seven_others_have_answered_and_all_are_counted(self) -> None:
        for hope in ("quite-a-lot", "quite-a-lot", "a-little", "very-much", "quite-a-lot", "not-at-all"):
            answer(self.asking, hope=hope)
        opening.open_all(by=SYSTEM)
        amina = self.amina = self.comes_in("Amina", self.who.lead)
        assert "Publish results" not in amina.words, "Seven are not eight."
        answer(self.asking, hope="a-little")
        opening.open_all(by=SYSTEM)

    def when_the_lead_publishes(self) -> None:
        amina = self.amina.open(reverse("feedback-team", args=[self.who.partnership.pk, self.asking.team_id]))
        amina.reads("No results yet").follow("Publish results").reads("They are frozen.")
        self.looker.picture("3 publish", amina)
        amina.press("Publish for everybody").reads("Published. Tell the people who answered where it is.")

    def then_the_team_reads_what_people_said(self) -> None:
        amina = self.amina.reads("About 10 people answered.", "Quite a lot", "Nobody has replied yet.")
        assert WROTE not in amina.words, "Words wait until somebody has read them, and eight of them are there."
        self.looker.picture("4 team", amina)

    def when_somebody_replies_and_names_an_action_of_the_plan(self) -> None:
        dee = self.comes_in("Dee", self.who.contributor).follow(f"Say what you do about it ({TEAM})")
        dee.follow("Reply to the newest results").reads("Is this an action of a plan?")
        with dee.expecting(422):
            dee.fill(said=SAID).press("See how it will look").reads("Choose what came of it")
        dee.choose(kind="We are doing this").fill(did=DID).pick(plan_action=f"1.1 {ACTION}")
        self.looker.picture("5 write a reply", dee)
        dee.press("See how it will look").reads("This is how everybody will see it", SAID, DID, ACTION)
        self.looker.picture("6 look at it", dee)
        dee.press("Put it on the public page").reads("Your reply stands on the team’s public page now.")
        dee.reads("This is an action of our plan", "How this action goes now: No update yet")
        self.looker.picture("7 team with a reply", dee)
        assert Reply.objects.get().action_words == ACTION

    def then_rosa_reads_words_then_numbers_then_the_reply(self) -> None:
        rosa = self.rosa.open(self.results).reads("About 10 people answered.", "We are doing this", SAID, DID, ACTION)
        self.looker.picture("8 what came of it", rosa)
        places = [rosa.page.locator(each).first for each in (WORDS, NUMBERS, REPLY)]
        tops = []
        for place in places:
            expect(place).to_be_visible()
            tops.append(place.bounding_box()["y"])
        assert tops == sorted(tops), "Words come first, then how the answers are spread, then the reply."
        for private in (OWNER, SUM, WROTE, "No update yet", "How this action goes"):
            assert private not in rosa.words
        assert rosa.page.context.cookies() == []
