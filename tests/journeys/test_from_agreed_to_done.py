"""From a closed record to a plan that two sides signed, carried out, looked back at, and a second record beside it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from pypdf import PdfReader

from alongside.audit.actor import SYSTEM
from alongside.people.actions.accounts import create_site_administrator
from alongside.people.models import Membership
from alongside.people.tests.making import SECRET, code_now
from tests import makers, plan_makers
from tests.journeys import acts_of_plans as acts
from tests.journeys.screen import Screen
from tests.journeys.watching import Watcher

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAMES = {"lead": "Amina", "co_lead": "Joel", "facilitator": "Priya", "commissioner": "Gareth", "contributor": "Dee"}
MEETINGS, TRAINING, LEADERSHIP = "Everyday meetings", "Training led by lived experience", "Commitment and leadership"
CHALLENGE = "Changing everyday meetings and how care feels"
CARERS_WHY = "Nobody taught the staff to talk with us."
NOT_NOW = "The trainers are booked until spring. We begin it then."
CARER_SAYS = "Spring is late, but we will hold you to it."
GOAL, TARGET = "Everybody on Willow ward chooses how their day is spent", "8 of 10"
ASK, PAY = "Write the question on the board of each ward", "Pay for cover while staff learn"
STATED = "We stand behind it if our meeting hears the figures."
UPDATE = "The question hangs in two of three wards."
TRY, LEARNED = "Ask at supper on one ward", "Supper is better than the morning."
REVIEWED = "Asking once is not enough."


class TestWhatWasAgreedIsDone:
    """Amina leads, Joel co-leads with lived experience, Priya facilitates, Gareth commissions, Dee cares and helps."""

    @pytest.fixture(autouse=True)
    def room(self, at_a_screen: Callable[..., Screen], tmp_path: Path, live_server: object) -> None:
        self.watcher, self.folder, self.place = Watcher(), tmp_path, live_server.url
        self.sits = lambda *args, **options: self.watcher.watch(at_a_screen(*args, **options))

    def test_from_what_was_agreed_to_what_changed(self) -> None:
        self.given_a_closed_record_and_everybody_at_their_screens()
        self.when_three_people_choose_in_three_ways()
        self.when_the_choices_are_opened()
        self.when_an_order_leaves_out_what_carers_put_first()
        self.then_it_is_final_only_after_a_carer_answered()
        self.when_the_plan_is_written()
        self.when_it_is_put_forward_and_somebody_says_what_they_think()
        self.when_both_sides_sign_with_nothing_but_keys()
        self.then_the_text_is_what_was_signed()
        self.when_dee_says_from_her_phone_how_it_goes()
        self.when_something_small_is_tried()
        self.when_they_look_back_together()
        self.then_amina_sees_what_is_due()
        self.when_a_second_record_closes()
        self.then_the_two_stand_side_by_side()
        self.then_the_board_and_the_printer_get_their_pages()
        self.then_the_commissioner_reads_what_is_shared()
        assert self.watcher.faults == [], "\n".join(self.watcher.faults)

    def given_a_closed_record_and_everybody_at_their_screens(self) -> None:
        self.who = plan_makers.cast()
        for role, name in NAMES.items():
            user = getattr(self.who, role).user
            user.name = name
            user.save(update_fields=["name"])
        for signs in (self.who.lead, self.who.commissioner):
            signs.user.authenticator_set.all().delete()
        TOTP.activate(self.who.lead.user, SECRET)
        self.record = plan_makers.closed(self.who.partnership)
        self.home = f"/p/{self.who.partnership.pk}/"
        self.amina = self.comes_in("Amina", self.who.lead)
        self.joel = self.comes_in("Joel", self.who.co_lead)
        self.priya = self.comes_in("Priya", self.who.facilitator)

    def comes_in(self, name: str, member: Membership, **options: int) -> Screen:
        """A member at a screen, signed in."""
        return acts.signed_in(self.sits(name, **options), member.user, self.place)

    def somebody_of(self, group: str, name: str) -> Screen:
        """Somebody who took part, with a phone and no account."""
        return acts.come_back(self.sits(name, width=390), self.record.participants.filter(group__key=group)[0])

    def when_three_people_choose_in_three_ways(self) -> None:
        priya = self.priya.open(self.home).follow(self.record.title).follow("Priorities: what to act on first")
        self.priorities = priya.page.url
        priya.reads("Everybody names alone up to 5 challenges").press("Let people choose").follow("Choose yourself")
        acts.choose_alone(priya, MEETINGS)
        priya.tick("I have not chosen on a page of my own that opens with a return code")
        priya.choose(alone="Yes").press("Keep my choice").reads("Your choice is kept")
        self.carla = self.somebody_of("carers", "Carla, a carer")
        self.carla.follow("What to act on first: choose, or see what was chosen").reads("Nobody sees your choice")
        acts.choose_alone(self.carla, TRAINING, why=CARERS_WHY)
        self.carla.unfold("Change that for this choice").choose(alone="Yes").press("Keep my choice")
        priya.open(self.priorities).follow("Type in what somebody wrote on paper")
        acts.choose_alone(priya, MEETINGS, LEADERSHIP).choose(group="People who use services", alone="Yes")
        priya.press("Store this sheet").reads("It cannot be opened again")

    def when_the_choices_are_opened(self) -> None:
        for screen in (self.amina, self.joel):
            assert CARERS_WHY not in screen.open(self.priorities).page.content()
        self.priya.open(self.priorities).follow("Open the choices").reads("This cannot be undone")
        self.priya.press("Open them now")
        self.amina.open(self.priorities).reads(f"1 of 1 chose “{TRAINING}”", CARERS_WHY)

    def when_an_order_leaves_out_what_carers_put_first(self) -> None:
        amina = self.amina.follow("Put the challenges in order").pick(place_commitment="2", place_training="4")
        amina.pick(act_on="2").fill(reason="Everything begins with how people meet.")
        amina.tick("This order is ours from first to last, also for those we do not act on now")
        with amina.expecting(422):
            amina.press("Put it forward").reads(f"Somebody put “{TRAINING}” first. Act on it, or write down why not")
        amina.fill(because_training=NOT_NOW).press("Put it forward").reads("It is final once the other lead confirms")

    def then_it_is_final_only_after_a_carer_answered(self) -> None:
        self.joel.open(self.priorities).reads("You can confirm it once those who are left out have been heard")
        carla = self.carla.open(self.carla.page.url).reads(NOT_NOW)
        carla.fill(text=CARER_SAYS).press("I have read this").reads("What you said stands beside the order")
        self.joel.open(self.priorities).reads(CARER_SAYS).press("I stand by this: make it final")
        self.joel.reads("A plan has begun for each challenge that you act on")

    def when_the_plan_is_written(self) -> None:
        priya = self.priya.open(self.priorities).follow("Go to the plans").follow(f"1. {CHALLENGE}")
        self.plan = priya.page.url
        priya.follow("Go on with the draft").reads("Still missing before it can be put forward", "What we see in")
        acts.write_goal(priya, GOAL, TARGET)
        acts.add_action(priya, ASK, self.who.provider.name, "Dee", acts.in_days(10))
        acts.add_action(priya, PAY, self.who.board.name, "Gareth", acts.in_days(60), resources="£4,000")
        priya.follow("Change this part").fill(evidence_sources="The question on the board, asked monthly")
        priya.fill(**acts.day("review_on", acts.in_days(180))).choose(signing="Yes").press("Save")
        acts.name_signatory(priya, "Amina (Lead)", self.who.provider.name, "Director of recovery")
        acts.name_signatory(priya, "Gareth (Commissioner)", self.who.board.name, "Director of mental health")
        priya.reads("Nothing is missing: this draft can be put forward", "The lead or the lived-experience co-lead")

    def when_it_is_put_forward_and_somebody_says_what_they_think(self) -> None:
        amina = self.amina.open(self.plan).follow("Go on with the draft").follow("Put it forward")
        amina.press("Put version 1 forward").reads("Nobody opens what they put forward themselves")
        self.version = amina.page.url
        uma = self.somebody_of("people-who-use-services", "Uma, who uses services")
        uma.follow("What to act on first: choose, or see what was chosen").follow("Read the plans that came of it")
        uma.follow(f"Read version 1 of the plan for {CHALLENGE}").reads(GOAL, ASK, "Your name does not stand there")
        uma.choose(kind="Yes", whose="Several of us do").fill(text=STATED, asked="The Tuesday group", people="6").press(
            "Save what I think"
        )
        joel = self.joel.open("/home/").follow(f"{CHALLENGE}: a plan waits for you to open it").reads(STATED)
        joel.press("Open it for signature")

    def when_both_sides_sign_with_nothing_but_keys(self) -> None:
        keys = acts.Keyboard(self.amina.open("/home/"))
        keys.link("a plan waits for your signature")
        self.amina.reads("Signing agrees goals; it varies no contract", STATED)
        if "sign/" not in self.amina.page.url:
            keys.link("Sign it")
        with self.amina.expecting(422):
            keys.type("code", "12").button("Sign")
        keys.type("comment", "With all my heart.").type("code", code_now()).button("Sign")
        self.amina.open(self.plan).reads("Once everybody named in it has signed")

        self.gareth = acts.a_device_with_passkeys(self.sits("Gareth"))
        acts.set_up_a_passkey(self.gareth, self.who.commissioner.user, makers.PASSWORD)
        acts.Keyboard(self.gareth.open(self.version)).link("Sign it").button("Sign with my passkey")
        self.gareth.open(self.version).reads("In force", "With all my heart.")

    def then_the_text_is_what_was_signed(self) -> None:
        text = self.gareth.download("Download the exact text")
        digest = hashlib.sha256(text).hexdigest()
        self.gareth.reads(digest)
        kept, said = self.folder / "plan.json", io.StringIO()
        kept.write_bytes(text)
        call_command("verify", str(kept), sha256=digest, stdout=said)
        for words in ("keeps exactly these words", "Signed by Amina on", "Signed by Gareth on", "In force"):
            assert words in said.getvalue()

    def when_dee_says_from_her_phone_how_it_goes(self) -> None:
        dee = self.comes_in("Dee, on a phone", self.who.contributor, width=390)
        dee.follow(f"{CHALLENGE}: an action of yours is due on {self.words_of(10)}")
        dee.choose(progress="Under way").fill(text=UPDATE).press("Save")
        self.amina.open(self.plan).reads(UPDATE, "Under way")

    def when_something_small_is_tried(self) -> None:
        priya = self.priya.open(self.plan).follow("Try something small for goal 1")
        priya.fill(we_try=TRY, we_predict="Half will answer", **acts.day("look_on", acts.in_days(1))).press("Begin")
        priya.unfold("Try 1").follow("Say what came of it try 1").reads("Half will answer")
        priya.fill(happened="Nine of eleven answered", learned=LEARNED).choose(next="Adopt").press("Save")
        self.amina.open(self.plan).reads(LEARNED)

    def when_they_look_back_together(self) -> None:
        priya = self.priya.open(self.plan).follow("Write down a review").fill(**acts.day("held_on", acts.in_days(0)))
        priya.fill(**{"people_people-who-use-services": "4", "people_carers": "2", "people_staff": "5"})
        # Where somebody said how it goes, that is filled in; where nobody did, the room has to say.
        for box in priya.page.locator("select[name^=progress_]").all():
            if not box.input_value():
                box.select_option("under-way")
        priya.fill(learned=REVIEWED, **acts.day("next_on", acts.in_days(10))).choose(outcome="Carry on")
        priya.press("Write down the review").reads("People who use services: 4", UPDATE, REVIEWED)

    def then_amina_sees_what_is_due(self) -> None:
        self.amina.open("/home/").reads(f"{CHALLENGE}: the review is due on {self.words_of(10)}")
        self.amina.follow(f"{CHALLENGE}: the review is due on {self.words_of(10)}")

    def when_a_second_record_closes(self) -> None:
        again = plan_makers.closed(self.who.partnership, "development")
        again.title = "A year later"
        again.save(update_fields=["title"])

    def then_the_two_stand_side_by_side(self) -> None:
        amina = self.amina.open(f"{self.home}assessments/").follow("What changed since: two records side by side")
        amina.reads(self.record.title, "A year later", MEETINGS, "Engagement", "Development", GOAL)
        # A lower stage may mean greater honesty, and the page says so.
        amina.reads("onest")

    def then_the_board_and_the_printer_get_their_pages(self) -> None:
        amina = self.amina.open(f"{self.home}assessments/").follow("Two pages for the board").reads(MEETINGS)
        assert len(PdfReader(io.BytesIO(amina.download("Two pages to print (PDF)"))).pages) <= 2
        printed = PdfReader(io.BytesIO(amina.open(self.version).download("Template B to print (PDF)")))
        text = " ".join(" ".join(page.extract_text() for page in printed.pages).split())
        for words in (GOAL, TARGET, ASK, PAY, "Gareth", "Director of recovery", STATED):
            assert words in text, words

    def then_the_commissioner_reads_what_is_shared(self) -> None:
        sam = create_site_administrator(email="sam@example.org", name="Sam", password=makers.PASSWORD, by=SYSTEM)
        TOTP.activate(sam, SECRET)
        desks = acts.signed_in(self.sits("Sam"), sam, self.place).open("/site/").follow("Organisations")
        desks.follow(f"Who reads it Desk of {self.who.board.name}")
        desks.fill(email=self.who.commissioner.user.email).press("Let them read it").reads("Gareth can open this desk")
        amina = self.amina.open(self.home).follow("Share with commissioners").follow("Read what they would see")
        amina.press("Share this").reads("can read this from now on")
        gareth = self.gareth.open("/home/").follow(f"Desk of {self.who.board.name}").reads(PAY)
        gareth.follow(self.who.provider.name).reads("What they ask of you", GOAL, REVIEWED, "Development")
        assert CARERS_WHY not in gareth.words

    def words_of(self, days: int) -> str:
        """A day as pages write it."""
        day = acts.in_days(days)
        return f"{day.day} {day:%B %Y}"
