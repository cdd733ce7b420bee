"""The main job from the first account to the record that somebody outside reads, through real pages only."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from alongside.audit.actor import SYSTEM
from alongside.people.actions.accounts import create_site_administrator
from tests.journeys import acts
from tests.journeys.screen import Screen

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

MEETINGS, COLLEGE = "1. Everyday meetings", "3. Recovery college"
HEARD = "At the clinic they asked me what I hope for."
HURRIED = "My visits last four minutes."
ONLY_MINE = "I was afraid to say no to the nurse."
CARER_SAID = "Nobody rang me back about my brother."
CARD = "Minutes of the garden group"
DISSENT = "Two of us say that at night nobody talks with people."
NO_COMMISSIONERS = "We cannot say what commissioners would pay for. We ask them in May."
BEFORE_ANYBODY_MAY = (HEARD, HURRIED, ONLY_MINE, CARER_SAID, CARD)


class TestAPartnershipLooksAtItsService:
    """Who is who: Sam runs the website, Amina leads, Joel co-leads with lived experience; the others take part."""

    @pytest.fixture(autouse=True)
    def room(self, at_a_screen: Callable[..., Screen]) -> None:
        self.sits = at_a_screen

    def test_from_the_first_account_to_what_was_decided(self) -> None:
        self.given_a_partnership_whose_lead_and_co_lead_have_come_in()
        self.given_an_open_assessment_with_ways_in()
        self.when_people_who_use_services_take_part_in_three_ways()
        self.when_staff_share_a_device_and_one_fills_in_paper()
        self.when_one_carer_would_not_be_shown_alone()
        self.then_nobody_can_see_an_answer_before_the_reveal()
        self.when_the_answers_are_shown()
        self.then_the_room_sees_where_groups_differ_and_nothing_more()
        self.when_lead_and_co_lead_decide()
        self.when_they_explain_who_was_absent_and_close()
        self.then_template_a_tells_the_whole_story()
        self.then_the_spreadsheet_tells_the_same()
        self.then_a_shared_record_opens_until_it_is_taken_back()
        self.then_somebody_who_took_part_reads_what_was_decided()

    def given_a_partnership_whose_lead_and_co_lead_have_come_in(self) -> None:
        create_site_administrator(email="sam@example.org", name="Sam", password=acts.PASSWORD, by=SYSTEM)
        sam = self.sits("Sam").open("/account/sign-in/")
        sam.fill(login="sam@example.org", password=acts.PASSWORD).press("Sign in")
        sam.open("/site/")
        acts.set_up_a_code_app(sam)
        sam.open("/site/").reads("No partnership yet").follow("Organisations").follow("Add an organisation")
        sam.fill(name="Riverside Mental Health Trust").pick(kind="NHS trust or other NHS provider").press(
            "Add the organisation"
        )
        sam.open("/site/").follow("Add a partnership").fill(name="Riverside recovery partnership")
        sam.pick(provider="Riverside Mental Health Trust").press("Make the partnership")
        sam.fill(name="Amina Osei").press("Make the invitation")

        self.amina = self.sits("Amina").open(sam.value("Link"))
        acts.accept_invitation(self.amina, "Amina Osei", "Staff")
        self.amina.follow("Riverside recovery partnership").follow("Invite a lived-experience co-lead")
        self.amina.choose(role="Lived-experience co-lead").fill(name="Joel").press("Make the invitation")

        self.joel = self.sits("Joel").open(self.amina.value("Link"))
        acts.accept_invitation(self.joel, "Joel Brandt", "People who use services")

    def given_an_open_assessment_with_ways_in(self) -> None:
        amina = self.amina.open("/home/").follow("Riverside recovery partnership").follow("Start an assessment")
        amina.fill(title="Spring 2027").choose(edition="The ten challenges, working edition 2026")
        amina.tick("Peer workers", "Managers and board", off=True)
        amina.tick("Voluntary and independent providers", "Other agencies", off=True).press("Save and go on")
        self.assessment = amina.page.url
        amina.follow("Check the groups and what you offer them")
        amina.fill(**{"invited_people-who-use-services": "6", "payment_people-who-use-services": "£20 and travel"})
        amina.press("Save").follow("Open it for answers").press("Open it")
        for group in ("People who use services", "Staff", "Carers, family and friends"):
            amina.choose(group=group, kind="A link and a code that many people may use").press("Make it")
        self.codes = dict(self.ways_in())

    def ways_in(self) -> list[tuple[str, str]]:
        """The code of each group, off Amina's page."""
        blocks = self.amina.page.locator("section.app-block")
        return [
            (block.locator("h3").inner_text().strip(), block.locator(".app-code strong").inner_text().strip())
            for block in blocks.all()
        ]

    def when_people_who_use_services_take_part_in_three_ways(self) -> None:
        link = self.amina.value("Link for People who use services")
        rosa = self.sits("Rosa, on a phone without scripts", width=360, java_script_enabled=False).open(link)
        acts.join(rosa, alone="Yes")
        acts.answer(rosa, MEETINGS, "Engagement", HURRIED, then="Save and see how my reason would look if I share it")
        rosa.reads(HURRIED, "Could somebody tell from it who you are").press("Share it, without my name")
        rosa.follow("Your part")
        acts.answer(rosa, COLLEGE, "Engagement", ONLY_MINE, then="Save and add an evidence card")
        rosa.choose(kind="A document").fill(title=CARD, shows="Six people planned it.", source="Notice board")
        rosa.fill(dated="May 2026").press("Keep this card").follow("Back to your part")
        self.return_code = acts.finish(rosa)

        ben = self.sits("Ben, with a code").open("/join/").fill(code=self.codes["People who use services"].lower())
        ben.press("Go on")
        acts.join(ben, alone="Yes")
        acts.answer(ben, MEETINGS, "Engagement")
        acts.answer(ben, COLLEGE, "Engagement")
        acts.finish(ben)

        amina = self.amina.open(self.assessment).follow("Enter answers with somebody")
        amina.choose(mode="I enter what they tell me", group="People who use services", alone="Yes").press("Start")
        acts.answer(amina, MEETINGS, "Development", HEARD, then="Save and see how my reason would look if I share it")
        amina.press("Share it, without my name").follow("Your part")
        acts.answer(amina, COLLEGE, "I can’t say")
        acts.finish(amina)
        amina.follow("Hand this device over to somebody else").press("Hand it over")

    def when_staff_share_a_device_and_one_fills_in_paper(self) -> None:
        tablet = self.sits("A tablet that goes round", width=768)
        for _person in range(4):
            tablet.open("/join/").fill(code=self.codes["Staff"]).press("Go on")
            acts.join(tablet, alone="No")
            acts.answer(tablet, MEETINGS, "Transformation")
            acts.answer(tablet, COLLEGE, "Development")
            acts.finish(tablet)
            tablet.follow("Hand this device over to somebody else").press("Hand it over")
        amina = self.amina.open(self.assessment).follow("Type in a paper sheet")
        amina.choose(group="Staff", alone="No").pick(answer_interactions="Transformation")
        amina.pick(**{"answer_education-centre": "Development"}).press("Store this sheet")
        amina.reads("The sheet is stored: 2 answers. It cannot be opened again")

    def when_one_carer_would_not_be_shown_alone(self) -> None:
        carla = self.sits("Carla").open(self.amina.open(self.invitations).value("Link for Carers, family and friends"))
        acts.join(carla, alone="No")
        acts.answer(carla, MEETINGS, "Not there yet", CARER_SAID)
        acts.finish(carla)

    @property
    def invitations(self) -> str:
        """Where the ways in are kept."""
        return f"{self.assessment}invitations/"

    def then_nobody_can_see_an_answer_before_the_reveal(self) -> None:
        for screen in (self.amina, self.joel):
            screen.open(self.assessment).reads(
                "People who use services Asked 6 Joined 3 Answered something 3 Pressed “I have finished” 3",
                "Staff Asked not counted Joined 5 Answered something 5 Pressed “I have finished” 5",
            )
            for link in ("Look at the answers together", "Read the record"):
                screen.open(self.assessment).follow(link)
                self.sees_no_answer(screen)
            self.sees_no_answer(screen.open(f"{self.assessment}together/interactions/").reads("Not shown yet"))

    def sees_no_answer(self, screen: Screen) -> None:
        """Neither words nor counts: a chart's table would name the row of a group."""
        assert not [words for words in BEFORE_ANYBODY_MAY if words in screen.page.content()]
        expect(screen.page.locator("svg[role=img], .app-chart")).to_have_count(0)

    def when_the_answers_are_shown(self) -> None:
        amina = self.amina.open(self.assessment).follow("Look at the answers together")
        amina.follow("Show all answers given so far").reads("This cannot be undone").press("Show them now")
        amina.reads("2 challenges are now open to everybody")

    def then_the_room_sees_where_groups_differ_and_nothing_more(self) -> None:
        joel = self.joel.open(f"{self.assessment}together/")
        expect(joel.page.locator("main h2 a")).to_have_text(["Everyday meetings", "Recovery college"])
        joel.reads("The middle answer of people who use services is “Engagement”; of staff it is “Transformation”.")
        joel.follow("Everyday meetings")
        with pytest.raises(AssertionError):  # What was looked for before the reveal is there now.
            self.sees_no_answer(joel)
        joel.reads(HURRIED, HEARD, "Also answered, but too few to show without showing who they are: Carers")
        for words in (ONLY_MINE, CARER_SAID, "Not there yet:"):
            assert words not in joel.words
        joel.open(f"{self.assessment}together/education-centre/").reads(CARD, "Six people planned it.")

    def when_lead_and_co_lead_decide(self) -> None:
        together = f"{self.assessment}together/"
        why = "Most of us meet people with hope in the day."
        acts.put_forward(self.amina.open(together), "Everyday meetings", "Development", why, DISSENT)
        acts.confirm(self.joel.open(together).reads("Put forward, waits for the other lead"), "Everyday meetings")
        acts.put_forward(self.joel.open(together), "Recovery college", "We did not agree", "We know too little of it.")
        acts.confirm(self.amina.open(together), "Recovery college")
        self.amina.open(together).reads("Recorded: Development", "Recorded: Not agreed")

    def when_they_explain_who_was_absent_and_close(self) -> None:
        amina = self.amina.open(self.assessment).follow("Close the record").reads("Nobody answered from: Commissioners")
        amina.follow("Say who was not in the room")
        amina.page.get_by_label("Commissioners: what does it mean").fill(NO_COMMISSIONERS)
        amina.press("Save")
        for screen in (self.amina, self.joel):
            screen.open(self.assessment).follow("Close the record")
            screen.tick("I have read the record and agree that it can close as it stands")
            screen.press("Agree to close the record")
        self.joel.reads("The record is closed and stands")

    def then_template_a_tells_the_whole_story(self) -> None:
        made = self.amina.open(self.assessment).follow("Read the record").download("Template A to print (PDF)")
        text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
        whole = ("People who use services", "Staff", "Carers, family and friends", "Commissioners", HEARD, HURRIED)
        for words in (*whole, DISSENT, NO_COMMISSIONERS, "Not agreed", CARD, "3 answered; 6 were asked"):
            assert words in text, words
        assert text.count(DISSENT) == 1
        assert ONLY_MINE not in text and CARER_SAID not in text

    def then_the_spreadsheet_tells_the_same(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(self.amina.download("The same as a spreadsheet (Excel)")))
        said = {sheet.title: [row for row in sheet.iter_rows(values_only=True) if any(row)] for sheet in book}
        people = {row[3]: row[4:] for row in said["Answers by group"] if row[1] == "Everyday meetings"}
        assert people["People who use services"][:4] == (3, 0, 2, 1)
        assert people["Staff"][:5] == (5, 0, 0, 0, 5)
        assert people["Carers, family and friends"][0] is None
        assert {row[-1] for row in said["Reasons shared"]} >= {HEARD, HURRIED}
        assert [row for row in said["Decisions"] if DISSENT in row]
        assert [row for row in said["Who took part"] if row[0] == "Commissioners" and row[-1] == NO_COMMISSIONERS]

    def then_a_shared_record_opens_until_it_is_taken_back(self) -> None:
        amina = self.amina.follow("Share this record with somebody outside")
        amina.fill(for_whom="Scrutiny committee").choose(with_reasons="No").press("Make the link")
        link = amina.value("Link")
        stranger = self.sits("A councillor").open(link)
        stranger.reads("This record was shared with: Scrutiny committee", DISSENT, NO_COMMISSIONERS)
        assert HEARD not in stranger.words and HURRIED not in stranger.words
        amina.press("Take back").reads("The link for “Scrutiny committee” opens nothing now")
        with stranger.expecting(404):
            stranger.open(link).reads("Ask the person who gave it to you for a new one")
        assert DISSENT not in stranger.words

    def then_somebody_who_took_part_reads_what_was_decided(self) -> None:
        rosa = self.sits("Rosa, on another device", width=360).open("/join/").fill(code=self.return_code)
        rosa.press("Go on").reads("This assessment is closed").follow("Read what was decided")
        rosa.reads("Everyday meetings", "Development", DISSENT, NO_COMMISSIONERS, "Not agreed")
        assert ONLY_MINE not in rosa.words
