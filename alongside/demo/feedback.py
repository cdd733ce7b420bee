"""Tell what people said of two teams: published twice, replied to, and one where too few have answered yet."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, repeat
from typing import Any

from alongside.audit.actor import SYSTEM, Actor
from alongside.catalogue import shelf
from alongside.demo.calendar import day, on
from alongside.demo.telling import feedback_told
from alongside.feedback.actions import answering, asking, opening, publishing
from alongside.feedback.models import Asking
from alongside.feedback.queries.releases import words_to_read
from alongside.feedback.rules.answers import Answer
from alongside.feedback.tickets import draw, read
from alongside.people.models import Partnership, User

SURVEY = ("team-feedback", "2026")
Told = Mapping[str, Any]


def tell(partnership: Partnership, users: Mapping[str, User]) -> None:
    """Everything that was asked, in the order of time."""
    told = feedback_told()
    for each in told["asked"]:
        here = ask(partnership, each, told, users)
        with on(each["from"] - 3):
            for person in range(each["people"]):
                answer(here, each, person)
            opening.open_all(by=SYSTEM)
        if "published" in each:
            give_back(here, each, users)


def ask(partnership: Partnership, each: Told, told: Told, users: Mapping[str, User]) -> Asking:
    """Ask for a team, and print its cards."""
    by = Actor.user(users["priya"].pk)
    with on(each["from"]):
        made = asking.ask(
            partnership=partnership,
            team=partnership.teams.get(name=each["team"]),
            survey=shelf.survey(*SURVEY),
            opens_on=day(each["from"]),
            closes_on=day(each["until"]),
            served=each["served"],
            readers=told["readers"],
            crisis=told["crisis"].strip(),
            link=True,
            by=by,
        )
        asking.print_cards(asking=made, how_many=each["cards"], by=by)
    return made


def answer(here: Asking, each: Told, person: int) -> None:
    """One person's answer, made up of the totals of the story; who said what together is of no meaning."""
    ticket = read(draw(here.pk))
    if ticket is None:
        raise ValueError("A ticket that was just drawn must be one.")
    words = {"anything-else": each["words"][person]} if person < len(each["words"]) else {}
    given = Answer(
        answers={item: nth(options, person * 7 + step) for step, (item, options) in enumerate(each["answers"].items())},
        about={item: nth(groups, person * 13) for item, groups in each["about"].items()},
        words=words,
    )
    answering.put_in(asking=here, ticket=ticket, answer=given)


def nth(totals: Mapping[str, int], place: int) -> str:
    """What stands at this place when everything is laid out in a row and read in a circle."""
    row = list(chain.from_iterable(repeat(key, times) for key, times in totals.items()))
    return row[place % len(row)]


def give_back(here: Asking, each: Told, users: Mapping[str, User]) -> None:
    """Read the words, publish, and reply some weeks later."""
    joel = Actor.user(users["joel"].pk)
    with on(each["published"]):
        for comment in words_to_read(here.partnership):
            publishing.read_words(comment=comment, text=comment.text, by=joel)
        made = publishing.publish(team=here.team, survey=shelf.survey(*SURVEY), by=joel)
    reply = each["reply"]
    with on(reply["after"]):
        by = Actor.user(users["priya"].pk)
        publishing.reply(release=made, kind=reply["kind"], said=reply["said"], did=reply["did"], by=by)
