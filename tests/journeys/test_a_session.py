"""A whole session: two facilitators, a wall, eight phones that are not alike, and a server that is killed halfway."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from alongside.assessments.models import Rating
from alongside.people.models import Membership
from alongside.workshops.models import Attendance, Session
from tests.journeys import acts_of_a_room as acts
from tests.journeys.hall import Hall, sees_none_of
from tests.journeys.phones import Tree

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PEOPLE, STAFF, CARERS = "People who use services", "Staff", "Carers, family and friends"
FIRST, SECOND = "interactions", "risk"
MEETINGS, SAFETY = "Everyday meetings", "Planning for safety together"
HEARD = "At the clinic they asked me what I hope for."
ONLY_MINE = "I was afraid to say no to the nurse."
NAMES_SOMEBODY = "Sister Maggie on ward two never answers the bell."
CARER_SAID = "Nobody rang me back about my brother."
WHILE_IT_WAS_DOWN = "I had four minutes for each visit."
NOT_SENT_YET = "On our ward we sit down first,"
SAFER = "We wrote my plan together in one hour."
SECRETS = (HEARD, ONLY_MINE, NAMES_SOMEBODY, CARER_SAID, WHILE_IT_WAS_DOWN, NOT_SENT_YET, SAFER)
WHY = "Most of us meet people with hope in the day."
DISSENT = "Two of us say that at night nobody talks with people."
WHY_NOT = "We know too little of what happens in a crisis."
QUESTION = "Who writes the plan with somebody who has no family?"


class TestAWorkshopIsHeld:
    """Amina leads and Joel leads from lived experience; eight people came, and Dot is at the door."""

    @pytest.fixture(autouse=True)
    def come_together(self, browser: Any, amina: Membership, tmp_path: Path) -> Iterator[None]:
        self.hall = Hall(browser, amina, tmp_path)
        self.phones = self.hall.phones
        yield
        self.hall.leave()
        assert self.hall.troubles == []

    def test_from_planning_to_template_a(self, amina: Membership, joel: Membership) -> None:
        self.given_two_facilitators_who_planned_a_session(amina, joel)
        self.given_a_room_for_eight_and_no_ninth()
        self.when_they_understand_and_answer_alone()
        self.then_nobody_sees_an_answer_before_it_is_shown()
        self.when_the_answers_are_shown_one_reason_goes()
        self.when_they_talk_longer_and_somebody_sleeps()
        self.when_the_server_is_killed_while_they_answer_again()
        self.then_nobody_joins_again_and_nothing_is_lost()
        self.when_they_agree_and_have_a_break()
        self.when_they_do_not_agree_about_the_second_challenge()
        self.then_everybody_takes_their_own_answers_home()
        self.then_template_a_tells_what_happened()
        faults = self.hall.looker.faults
        assert faults == [], "\n".join(faults)

    # ── Before ───────────────────────────────────────────────────────────────────────────────────────────

    def given_two_facilitators_who_planned_a_session(self, amina: Membership, joel: Membership) -> None:
        hall = self.hall
        lead, lived = hall.amina, hall.joel = hall.member(amina), hall.member(joel)
        acts.arrange(lead)
        acts.plan(lead, ("Amina (Lead)", "Joel (Lived-experience co-lead)"), (f"1. {MEETINGS}", f"6. {SAFETY}"))
        lead.follow("Open the room").reads("Nobody can come in before you say how many people are in the room.")
        lived.follow("Hold a workshop").follow("Open the room of session 1").reads("Nobody can come in before you say")
        hall.session = Session.objects.get()
        hall.wall = hall.projector(str(lead.page.get_by_role("link", name="Open the big screen").get_attribute("href")))
        hall.phone("Dot, too early").open(hall.square_code).reads("The room is not open yet.")
        acts.count(lead, 8)
        for screen in (hall.wall, lived):
            acts.counts(screen, present=8)
        assert "Nobody can come in" not in lived.words

    def given_a_room_for_eight_and_no_ninth(self) -> None:
        hall = self.hall
        letters = hall.wall.page.locator(".room-screen__letters").inner_text()
        by_letters, by_square_code = True, False
        people = [
            (hall.phone("Rosa, who hears her phone", 320), PEOPLE, "No", by_letters),
            (hall.phone("Ben"), PEOPLE, "No", by_square_code),
            (hall.phone("Uma, whose phone sleeps"), PEOPLE, "No", by_square_code),
            (hall.phone("Hugh, without scripts", 360, java_script_enabled=False), PEOPLE, "No", by_letters),
            (hall.phone("Ivo, on a slow line").is_slow(), STAFF, "Yes", by_square_code),
            (hall.phone("Nadia, whose network goes"), STAFF, "Yes", by_letters),
            (hall.phone("Carla, the only carer"), CARERS, "No", by_square_code),
        ]
        for phone, group, alone, by_hand in people:
            if by_hand:
                phone.open("/room/").fill(code=letters.lower()).press("Go on")
            else:
                phone.open(hall.square_code)
            phone.come_in(group, alone).follows("You are in")
            self.phones[phone.who.partition(",")[0]] = phone
        self.phones["Wren"] = hall.tablet_of(hall.joel, "Wren, who has no phone")
        acts.bring_in(self.phones["Wren"].open(hall.joel.page.url), PEOPLE)
        for screen in (hall.wall, hall.amina, hall.joel):
            acts.counts(screen, joined=8, present=8)
        dot = hall.phone("Dot, the ninth").open(hall.square_code)
        dot.reads("You cannot come in just now", "As many people have come in as the facilitators counted.")
        assert Attendance.objects.count() == 8
        hall.look("lobby")

    # ── The first challenge ──────────────────────────────────────────────────────────────────────────────

    def when_they_understand_and_answer_alone(self) -> None:
        hall, phones = self.hall, self.phones
        acts.lead_to(hall.amina, f"Begin: {MEETINGS}", "Understand it together")
        hall.everybody("Changing everyday meetings and how care feels")
        hall.look("understand")
        acts.is_at(hall.joel, "Understand it together")
        acts.lead_to(hall.joel, "Let everybody answer alone", "Answer alone")
        hall.everybody("Answer alone")
        hall.look("alone")
        tree = Tree(phones["Rosa"])
        assert f"Answer alone. {MEETINGS}" in tree.polite()
        tree.is_in_order()
        tree.has_answers_to_choose()
        phones["Rosa"].say("Engagement", HEARD).share()
        phones["Ben"].say("Development")
        phones["Uma"].say("Engagement")
        phones["Hugh"].say("Engagement")
        phones["Ivo"].say("Development", NAMES_SOMEBODY).share()
        phones["Carla"].say("Not there yet", CARER_SAID)
        phones["Wren"].say("I can’t say")
        self.one_answers_while_the_network_is_gone()
        assert len(hall.stored(FIRST, 1)) == 8

    def one_answers_while_the_network_is_gone(self) -> None:
        nadia = self.phones["Nadia"].write("Transformation", ONLY_MINE)
        nadia.context.set_offline(True)
        nadia.tap().reads("Kept on this phone. It is sent when the network is back.")
        acts.counts(self.hall.wall, answered=7)
        nadia.context.set_offline(False)
        nadia.is_saved("Transformation")
        for screen in (self.hall.wall, self.hall.amina, self.hall.joel):
            acts.counts(screen, answered=8)
        assert self.hall.stored(FIRST, 1).count((ONLY_MINE, "transformation", 1)) == 1

    def then_nobody_sees_an_answer_before_it_is_shown(self) -> None:
        for screen in (self.hall.wall, self.hall.amina, self.hall.joel):
            sees_none_of(SECRETS, screen)
        for phone in self.phones.values():
            sees_none_of(SECRETS, phone, phone.own)

    def when_the_answers_are_shown_one_reason_goes(self) -> None:
        hall, phones = self.hall, self.phones
        acts.lead_to(hall.amina, "Show the answers", "See the answers")
        hall.everybody("What people answered")
        hall.wall_shows("What people answered")
        acts.is_at(hall.joel, "See the answers")
        hall.look("reveal")
        for screen in (hall.wall, hall.amina, hall.joel, *phones.values()):
            with pytest.raises(AssertionError):  # What was looked for before is there now.
                sees_none_of([], screen)
            screen.reads(HEARD, NAMES_SOMEBODY, f"too few to show without showing who they are: {CARERS}")
            for words in (ONLY_MINE, CARER_SAID, "Not there yet: 1"):
                assert words not in screen.words, screen.who
        acts.withhold(hall.amina, NAMES_SOMEBODY, "It names somebody", "It goes once the other facilitator agrees too")
        hall.wall.reads(NAMES_SOMEBODY)
        acts.withhold(hall.joel, NAMES_SOMEBODY, "It names somebody", "Withheld by both of you. Its writer is told")
        phones["Hugh"].follow("See what is on now")
        phones["Ivo"].reads("Something you shared was withheld. Why stands further down on this page.")
        phones["Ivo"].reads("A reason of yours was withheld on")
        for screen in (hall.wall, *phones.values()):
            screen.reads("1 shared reason was withheld." if screen is hall.wall else "One reason was withheld on")
            assert NAMES_SOMEBODY not in screen.words, screen.who
        assert [name for name, phone in phones.items() if "A reason of yours" in phone.words] == ["Ivo"]

    def when_they_talk_longer_and_somebody_sleeps(self) -> None:
        hall, phones = self.hall, self.phones
        acts.lead_to(hall.joel, "Talk", "Talk")
        hall.everybody("Talk together")
        phones["Uma"].fall_asleep()
        clock = phones["Rosa"].page.locator("[data-ends]")
        before = datetime.fromisoformat(str(clock.get_attribute("data-ends")))
        acts.is_at(hall.amina, "Talk")
        acts.lead_to(hall.amina, "5 minutes more", "Talk")
        later = (before + timedelta(minutes=5)).isoformat()
        for screen in (hall.amina, hall.joel, hall.wall, phones["Rosa"], phones["Ivo"]):
            expect(screen.page.locator("[data-ends]")).to_have_attribute("data-ends", later)
        hall.look("talk")

    # ── Again, and the server is killed ──────────────────────────────────────────────────────────────────

    def when_the_server_is_killed_while_they_answer_again(self) -> None:
        hall, phones = self.hall, self.phones
        acts.lead_to(hall.amina, "Let everybody answer again", "Answer again, alone")
        hall.everybody("Answer again, alone", but=["Uma"])
        phones["Uma"].wake_up()
        hall.everybody("Answer again, alone")
        hall.look("again")
        for name in ("Rosa", "Ben", "Uma", "Hugh"):
            phones[name].say("Development")
        phones["Wren"].fill(reason=NOT_SENT_YET)
        self.came = set(Attendance.objects.values_list("participant", flat=True))
        hall.server.kill()
        phones["Ivo"].write("Engagement", WHILE_IT_WAS_DOWN).tap().reads("Kept on this phone.")
        hall.server.start()
        phones["Ivo"].is_saved("Engagement")

    def then_nobody_joins_again_and_nothing_is_lost(self) -> None:
        hall, phones = self.hall, self.phones
        phones["Nadia"].say("Transformation")
        phones["Carla"].say("Not there yet")
        expect(phones["Wren"].page.locator("main [name='reason']")).to_have_value(NOT_SENT_YET)
        phones["Wren"].say("Development", f"{NOT_SENT_YET} and then we ask.")
        for screen in (hall.wall, hall.amina, hall.joel):
            acts.counts(screen, answered=8)
        self.then_nobody_sees_an_answer_before_it_is_shown()
        assert len(hall.stored(FIRST, 1)) == len(hall.stored(FIRST, 2)) == 8
        assert hall.stored(FIRST, 2).count((WHILE_IT_WAS_DOWN, "engagement", 1)) == 1
        acts.lead_to(hall.joel, "Show what moved", "See what moved")
        hall.everybody("What moved")
        hall.wall_shows("What moved")
        acts.is_at(hall.amina, "See what moved")
        hall.look("moved")
        hall.wall.reads("went from “Engagement” to “Development”.", "“Development” to “Transformation” before. Now")
        assert WHILE_IT_WAS_DOWN not in hall.wall.words
        assert set(Attendance.objects.values_list("participant", flat=True)) == self.came

    def when_they_agree_and_have_a_break(self) -> None:
        hall = self.hall
        acts.lead_to(hall.amina, "See whether you agree", "Agree, or not")
        hall.everybody("Agree, or not")
        acts.put_forward(hall.amina, "Development", WHY, DISSENT)
        hall.joel.reads(DISSENT)
        acts.stand_by(hall.joel)
        for screen in (hall.wall, hall.amina, self.phones["Rosa"], self.phones["Ivo"]):
            screen.reads("What is recorded")
            screen.reads("Development", WHY, DISSENT)
        hall.look("agree")
        acts.lead_to(hall.joel, "Take a break", "Break")
        hall.everybody("Break")
        self.phones["Rosa"].reads(*list(acts.LOOKED_AFTER.values())[:4])
        acts.is_at(hall.amina, "Break")
        hall.wall.reads("About 10 minutes left.")
        hall.look("break")

    # ── The second challenge, and the end ────────────────────────────────────────────────────────────────

    def when_they_do_not_agree_about_the_second_challenge(self) -> None:
        hall, phones = self.hall, self.phones
        phones["Carla"].follow("Change your choice about a small group").choose(alone="Yes").press("Save")
        phones["Carla"].open(hall.phone_page).follows("Break")
        acts.lead_to(hall.amina, f"Begin: {SAFETY}", "Understand it together")
        acts.lead_to(hall.amina, "Let everybody answer alone", "Answer alone")
        hall.everybody("Answer alone")
        for number, phone in enumerate(phones.values()):
            phone.say(("Engagement", "Transformation")[number % 2], SAFER if phone is phones["Ben"] else "")
        for screen in (hall.wall, hall.amina, hall.joel):
            acts.counts(screen, answered=8)
        self.then_nobody_sees_an_answer_before_it_is_shown()
        assert len(hall.stored(SECOND, 1)) == 8
        acts.lead_to(hall.amina, "Show the answers", "See the answers")
        hall.everybody("What people answered")
        phones["Rosa"].reads(CARERS)  # Carla said yes now, and is her whole group.
        assert "too few to show" not in phones["Rosa"].words
        acts.lead_to(hall.amina, "Talk", "Talk")
        acts.is_at(hall.joel, "Talk")
        acts.keep_a_question(hall.joel, QUESTION)
        acts.lead_to(hall.amina, "See whether you agree", "Agree, or not")
        acts.put_forward(hall.amina, "We did not agree", WHY_NOT)
        hall.joel.reads(WHY_NOT)
        acts.stand_by(hall.joel)
        hall.joel.unfold("End the session")
        acts.lead_to(hall.joel, "Yes, end it now", "The session has ended")
        hall.everybody("Thank you")
        hall.wall_shows("Thank you")
        acts.is_at(hall.amina, "The session has ended")
        hall.look("ended")

    def then_everybody_takes_their_own_answers_home(self) -> None:
        nadia = self.phones["Nadia"].follow("See or print all your answers")
        nadia.reads(f"{MEETINGS} Your answer Transformation Your reason {ONLY_MINE}", f"{MEETINGS} (round 2)", SAFETY)
        assert HEARD not in nadia.words and CARER_SAID not in nadia.words

    def then_template_a_tells_what_happened(self) -> None:
        hall = self.hall
        for screen in (hall.amina, hall.joel):
            acts.agree_to_close(screen, hall.place)
        hall.joel.reads("The record is closed and stands")
        made = hall.amina.open(hall.place).follow("Read the record").download("Template A to print (PDF)")
        text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
        who = ("Session 1", acts.HALL, "Amina", "Joel", PEOPLE, CARERS, STAFF)
        for words in (*who, MEETINGS, WHY, DISSENT, SAFETY, "Not agreed", WHY_NOT, QUESTION, HEARD):
            assert words in text, f"{words} is not in: {text}"
        for words in (ONLY_MINE, CARER_SAID, NAMES_SOMEBODY, WHILE_IT_WAS_DOWN, NOT_SENT_YET, SAFER):
            assert words not in text, words
        assert not Rating.objects.exists()
