"""Asking again, and again in another way: the same page to the byte, and nothing on it that rounding did not allow."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.audit.actor import SYSTEM
from alongside.catalogue.survey import Survey
from alongside.feedback import wording
from alongside.feedback.actions import opening, publishing
from alongside.feedback.rules import releasing
from alongside.feedback.rules.counting import Cell, tally
from alongside.feedback.rules.releasing import Result, result_of
from alongside.feedback.tests.attacks.crowds import answered, crowd, so_many
from alongside.feedback.tests.makers import answer, ask, survey
from alongside.people.models import Partnership

ASKED_AGAIN = so_many(150, 10_000)
POPULATIONS = so_many(150, 2_000)


def pages(partnership: Partnership) -> set[bytes]:
    """Every answer of a team's public page, asked for again and again, in equivalent ways."""
    here = ask(partnership)
    for hope in ("worse", "a-little", "very-much"):
        for _each in range(9):
            answer(here, hope=hope, age="25-44")
    opening.open_all(by=SYSTEM)
    publishing.publish(team=here.team, survey=survey(), by=SYSTEM)
    address, client = reverse("feedback-results", args=[here.team_id]), Client()
    ways = ("", "?again=1", "?age=25-44", "?from=2026-01&to=2026-02", "?format=json")
    return {client.get(address + ways[number % len(ways)]).content for number in range(ASKED_AGAIN)}


@pytest.mark.django_db
def test_asking_again_gives_the_same_page_to_the_byte(riverside: Partnership) -> None:
    assert len(pages(riverside)) == 1


@pytest.mark.django_db
def test_noise_is_caught(riverside: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: a number of people more or fewer, drawn anew for each reader."""
    chance, rows = random.Random(3), wording.rows  # noqa: S311

    def noisy(of: Survey, question: releasing.Question) -> tuple[wording.Row, ...]:
        return tuple(
            wording.Row(each.label, each.about + chance.randint(0, 2), each.length) for each in rows(of, question)
        )

    monkeypatch.setattr(wording, "rows", noisy)
    assert len(pages(riverside)) > 1


def test_the_same_counts_always_make_the_same_release() -> None:
    for people in map(crowd, range(20)):
        counts = tally(survey(), people)
        first = result_of(survey(), counts).to_json()
        assert all(result_of(survey(), dict(reversed(counts.items()))).to_json() == first for _again in range(10))


# ── Percentages, averages, lengths of bars: only what the rounded numbers say ───────────────────


def rounded_ones(counts: Mapping[Cell, int]) -> dict[Cell, int]:
    """The same counts as somebody would have them who knows the published numbers only."""
    return {cell: releasing.rounded(people) for cell, people in counts.items()}


def said_of(counts: Mapping[Cell, int]) -> Any:
    """Every sentence, row, share, bar and average that any page, picture or file draws of a release without groups."""
    result = Result.from_json(result_of(survey(), counts).to_json())
    return (
        wording.told(survey(), result),
        wording.sentences(survey(), result),
        wording.over_time(survey(), [("now", result)]),
        [wording.share(each, ("quite-a-lot", "very-much")) for each in result.questions if each.answers],
        result.to_json(),
    )


def exact_ones() -> int:
    """How often something is said that the rounded numbers do not say."""
    found = 0
    for people in map(answered, range(POPULATIONS)):
        counts = tally(survey(), people)
        shown = said_of(counts)
        found += any(shown != said_of(other) for other in moved(counts))
    return found


def moved(counts: Mapping[Cell, int]) -> list[dict[Cell, int]]:
    """Other true numbers of the same people in all, each of which is rounded to the same."""
    found: list[dict[Cell, int]] = []
    chance = random.Random(sum(counts.values()))  # noqa: S311
    for _try in range(12):
        other = dict(counts)
        for item in ("hope", "control", "opportunity"):
            cells = [cell for cell in other if cell[:3] == ("", "", item)]
            for _step in range(2):
                more, less = chance.choice(cells), chance.choice(cells)
                if more != less and other[less]:
                    other[more], other[less] = other[more] + 1, other[less] - 1
        if rounded_ones(counts) == rounded_ones(other):
            found.append(other)
    return found


def test_everything_that_is_said_follows_from_rounded_numbers() -> None:
    assert exact_ones() == 0


def test_an_average_of_the_true_numbers_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault, which every release had until this attack was written."""
    question = releasing._question

    def exact(of: Survey, counts: Mapping[Cell, int], item: str, fewest: int) -> Any:
        said = question(of, counts, item, fewest)
        rows = [(float(value), number) for value, number in releasing._valued(of, counts, "", "", item)]
        people = sum(number for _value, number in rows)
        mean = round(sum(value * number for value, number in rows) / people, 1) if people else None
        return releasing.Question(said.item, said.people, said.answers, said.nearly_all, mean)

    monkeypatch.setattr(releasing, "_question", exact)
    assert exact_ones() > 10
