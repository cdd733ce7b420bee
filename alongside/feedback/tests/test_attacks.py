"""Attacks on what people were promised, each with the fault it must catch.

The attacker of the first one holds the whole database at the end, with the physical order of its rows; that of the
second reads everything that was ever published and may ask for any group that a page would show.
"""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from django.db import connection

from alongside.audit.actor import SYSTEM
from alongside.feedback.actions import opening
from alongside.feedback.models import Comment, Spent
from alongside.feedback.rules import releasing
from alongside.feedback.rules.answers import Answer, asked_about
from alongside.feedback.rules.counting import tally
from alongside.feedback.rules.releasing import FEWEST
from alongside.feedback.tests.makers import answer, ask, survey
from alongside.feedback.tickets import read
from alongside.people.models import Partnership

ROUNDS = 20
PEOPLE = ROUNDS * FEWEST


def physical(table: str, column: str) -> list[str]:
    """A column in the order in which the rows lie on the disk."""
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table} ORDER BY {order}")  # noqa: S608
        return [str(row[0]) for row in cursor.fetchall()]


def relinked(partnership: Partnership) -> float:
    """The share of people whose words an attacker finds by laying tickets and words side by side, as they lie."""
    here = ask(partnership)
    truth: dict[str, str] = {}
    for person in range(PEOPLE):
        ticket = read(answer(here, words=f"words of person {person}"))
        assert ticket
        truth[ticket.hash] = f"words of person {person}"
        if (person + 1) % FEWEST == 0:
            assert opening.open_inbox(asking=here, by=SYSTEM) == FEWEST
    tickets = physical(Spent._meta.db_table, "ticket_hash")
    words = physical(Comment._meta.db_table, "text")
    assert len(tickets) == len(words) == PEOPLE
    return sum(truth[ticket] == text for ticket, text in zip(tickets, words, strict=True)) / PEOPLE


@pytest.mark.django_db
def test_the_order_of_rows_links_nobody_to_their_words(riverside: Partnership) -> None:
    # Chance is one in 160 where all tickets are shuffled anew at each opening; one in eight is what we promise.
    assert relinked(riverside) <= 1 / 8


@pytest.mark.django_db
def test_an_opening_that_does_not_shuffle_is_caught(riverside: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    class InOrder:
        def shuffle(self, _rows: list[object]) -> None:
            """The seeded fault."""

    monkeypatch.setattr(opening, "_chance", InOrder())
    assert relinked(riverside) >= 0.95


def crowd(seed: int) -> list[Answer]:
    """Eight to sixty people who say more or less of themselves."""
    chance = random.Random(seed)  # noqa: S311
    about = asked_about(survey())
    people = []
    for _each in range(chance.randint(8, 60)):
        said = {key: chance.choice(groups) for key, groups in about.items() if chance.random() < 0.9}
        if chance.random() < 0.7:  # One large group, so that overlaps of nearly everybody happen.
            said |= {"answering-as": "person", "ethnic-group": "white"}
        people.append(Answer(answers={"hope": chance.choice(["worse", "very-much"])}, about=said))
    return people


def standing_alone(people: list[Answer]) -> int:
    """How many pairs of groups that may be told apart leave one to seven people when one is taken from the other."""
    shown = releasing.told_apart(survey(), tally(survey(), people), FEWEST)
    groups = [frozenset(range(len(people)))]
    groups += [frozenset(i for i, each in enumerate(people) if each.about.get(about) == key) for about, key in shown]
    left = [one - other for one, other in combinations(groups, 2)] + [b - a for a, b in combinations(groups, 2)]
    return sum(0 < len(each) < FEWEST for each in left)


def test_no_group_taken_from_another_leaves_a_few_people_alone() -> None:
    crowds = [crowd(seed) for seed in range(400)]
    assert sum(map(standing_alone, crowds)) == 0
    told = [releasing.told_apart(survey(), tally(survey(), people), FEWEST) for people in crowds]
    # The rule hides where it must, not everywhere.
    assert sum(map(bool, told)) > 100


def test_groups_that_are_only_large_enough_are_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(releasing, "_far_apart", lambda *_each: True)  # the seeded fault
    assert sum(standing_alone(crowd(seed)) for seed in range(400)) > 0


def test_the_threshold_cannot_be_lowered() -> None:
    assert [releasing.threshold(wanted) for wanted in (-1, 0, 7, 8, 12)] == [8, 8, 8, 8, 12]
    with pytest.raises(ValueError, match="too few"):
        releasing.result_of(survey(), tally(survey(), [Answer()] * 7), wanted=1)


def test_what_is_published_holds_no_exact_count_and_no_unanimous_group() -> None:
    for people in map(crowd, range(200)):
        told = releasing.result_of(survey(), tally(survey(), people))
        for question in [*told.questions, *(each for group in told.groups for each in group.questions)]:
            assert question.people % 5 == 0
            assert all(number % 5 == 0 for _key, number in question.answers)
            assert not (question.nearly_all and (question.answers or question.mean is not None))
        assert releasing.Result.from_json(told.to_json()) == told
