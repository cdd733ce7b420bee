"""Tell how teams were compared: published one after another, turned on by both sides, and frozen."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

from alongside.audit.actor import Actor
from alongside.catalogue import shelf
from alongside.comparing.actions.comparing import compare
from alongside.comparing.actions.turns import confirm_turn, turn_on
from alongside.comparing.forms.deciding import months_back
from alongside.demo.calendar import day, on
from alongside.demo.feedback import SURVEY
from alongside.demo.telling import comparing_told
from alongside.feedback.actions.publishing import publish
from alongside.feedback.models import Count
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.counting import tally
from alongside.people.access import Role
from alongside.people.models import Partnership, User

Told = Mapping[str, Any]
YES, NO = ("quite-a-lot", "very-much"), ("a-little", "a-little", "not-at-all", "worse")


def tell(partnership: Partnership, users: Mapping[str, User]) -> None:
    """Count and publish every team, decide, compare."""
    told, survey = comparing_told(), shelf.survey(*SURVEY)
    amina, joel = users["amina"], users["joel"]
    by, by_joel = Actor.user(amina.pk), Actor.user(joel.pk)
    for number, each in enumerate(told["teams"]):
        team, _new = partnership.teams.get_or_create(name=each["name"])
        with on(told["published"]):
            _count(partnership, team.pk, _people(each, told, number), told)
            publish(team=team, survey=survey, by=by_joel)
    with on(told["turned_on"]):
        made = turn_on(
            partnership=partnership,
            survey=survey,
            reason=told["reason"],
            after=0,
            role=Role.LEAD,
            name=amina.name,
            by=by,
        )
        confirm_turn(turn=made, role=Role.CO_LEAD, name=joel.name, by=by_joel)
    with on(told["compared"]):
        compare(partnership=partnership, survey=survey, since=months_back(day(told["compared"]), 12), by=by)


def _people(each: Told, told: Told, number: int) -> list[Answer]:
    """Everybody who answered for a team; the same people each time the story is told."""
    chance = random.Random(number)
    others: Sequence[str] = told["others"]
    found = []
    for person in range(each["people"]):
        group = others[person] if person < len(others) else "white"
        answers = {}
        for item, less in told["less"].items():
            yes = chance.random() < each[item] - (0 if group == "white" else less)
            answers[item] = chance.choice(YES if yes else NO)
        found.append(Answer(answers=answers, about={"ethnic-group": group}))
    return found


def _count(partnership: Partnership, team_id: object, people: Sequence[Answer], told: Told) -> None:
    """Counts as an opening leaves them, made at once: sealing a thousand answers would keep everybody waiting."""
    place: dict[str, Any] = {"partnership": partnership, "team_id": team_id, "survey": SURVEY[0], "window": 0}
    place |= {"survey_version": SURVEY[1], "month": day(told["counted"]).replace(day=1)}
    Count.objects.bulk_create(
        Count(**place, about=about, group=group, item=item, answer=answer, people=number)
        for (about, group, item, answer), number in tally(shelf.survey(*SURVEY), people).items()
    )
