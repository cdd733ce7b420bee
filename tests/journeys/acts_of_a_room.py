"""What facilitators do with a room: plan it, open it, lead it from phase to phase, write down what came of it."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from tests.journeys.screen import Screen

HALL = "Willow Hall, ground floor, step-free from Mill Road"
LOOKED_AFTER = {
    "support_person": "Grace Lindqvist-Abernethy",
    "support_where": "She wears a yellow scarf and sits by the door.",
    "quiet_space": "The small room to the left.",
    "breaks": "Ten minutes after each challenge, with tea.",
    "payment": "£25 in cash on the day, and the bus fare.",
    "afterwards": "We stay for half an hour and ring whoever would like that.",
}
CARED_FOR = (
    "Grace Lindqvist-Abernethy is here, and the quiet space (The small room to the left) is right for this place"
)


def arrange(lead: Screen) -> None:
    """From the assessment: say how people are looked after."""
    lead.follow("Hold a workshop").reads("A good workshop begins with how people are looked after")
    lead.follow("Say how people are looked after").fill(**LOOKED_AFTER).press("Save")
    lead.reads("Saved. Now plan the first session.", *LOOKED_AFTER.values())


def plan(lead: Screen, facilitators: tuple[str, str], challenges: tuple[str, ...]) -> None:
    """From the workshop: an open room tomorrow."""
    day = date.today() + timedelta(days=1)
    lead.follow("Plan a session").fill(day_day=str(day.day), day_month=str(day.month), day_year=str(day.year))
    lead.fill(clock="2pm", place=HALL).choose(kind="Open room: one code on the wall for everybody")
    lead.pick(facilitator=facilitators[0], lived_facilitator=facilitators[1]).tick(*challenges)
    lead.press("Plan this session").reads("Session 1 is planned.", HALL, LOOKED_AFTER["support_person"])


def count(lead: Screen, present: int) -> None:
    """From the console: say how many are in the room."""
    lead.follow("Say how many are here").reads("0 people have come in so far.")
    lead.fill(present=str(present)).tick(CARED_FOR).press("Save").reads(f"Saved: {present} are in the room.")


def lead_to(console: Screen, button: str, phase: str) -> None:
    """Press a button of the console; the room is there then."""
    console.press(button)
    is_at(console, phase)


def is_at(console: Screen, phase: str) -> None:
    """Be sure that this is on now, also where the other facilitator pressed."""
    expect(console.page.locator(".room-now h2")).to_have_text(f"On now: {phase}")


def counts(screen: Screen, **numbers: int) -> None:
    """Be sure that a screen tells how many came in or have answered; it learns that by itself."""
    for name, number in numbers.items():
        place = screen.page.locator(f"[data-progress={name}]").first
        expect(place).to_have_text(str(number))


def bring_in(tablet: Screen, group: str) -> None:
    """From the console: sit with somebody who has no phone."""
    tablet.follow("Bring in somebody without a phone").reads("Read this page together.")
    tablet.choose(mode="I enter what they tell me", group=group, alone="No").press("Bring them in")
    tablet.reads("Back to the facilitators’ page", "Your table:")


def put_forward(console: Screen, outcome: str, reason: str, dissent: str = "") -> None:
    """From the console: write down what came of it, and come back to the room."""
    console.follow("Write down what was agreed, or that you did not agree")
    console.choose(outcome=outcome).fill(reason=reason, dissent=dissent).press("Put it forward")
    console.reads("Put forward. It is recorded once the other lead confirms it.", "On now: ")


def stand_by(console: Screen) -> None:
    """From the other console: stand by it, and go back to the room."""
    room = console.page.url
    console.follow("Stand by what is put forward").press("I stand by this: record it").reads("Recorded by both of you")
    console.open(room).reads("On now: ")


def keep_a_question(console: Screen, question: str) -> None:
    """From the console: park a question."""
    room = console.page.url
    console.follow("Keep a question for later").unfold("Keep a question for later")
    console.fill(text=question).press("Keep the question").reads("The question is kept.")
    console.open(room)


def withhold(console: Screen, words: str, cause: str, says: str) -> None:
    """From the console: agree that a shared reason goes, and why."""
    quote = console.page.locator(".app-quote").filter(has_text=words)
    expect(quote).to_have_count(1)
    console.open(str(quote.get_by_role("link").get_attribute("href")))
    console.reads(words, "Do this only where somebody else can be recognised in it")
    console.choose(cause=cause).press("Withhold it").reads(says, "On now: ")


def agree_to_close(screen: Screen, assessment: str) -> None:
    """As lead or co-lead."""
    screen.open(assessment).follow("Close the record")
    screen.tick("I have read the record and agree that it can close as it stands").press("Agree to close the record")
