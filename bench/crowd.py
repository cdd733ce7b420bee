"""Many people and many answers, put straight into the tables."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from django.utils import timezone

from alongside.assessments.actions import assessment as running
from alongside.assessments.actions.participation import PURPOSE
from alongside.assessments.models import Assessment, Participant, Rating
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.rules.answers import ordered
from alongside.assessments.rules.expected import Wanted
from alongside.audit.actor import SYSTEM
from alongside.people.groups import stakeholder_groups
from alongside.people.models import Partnership
from alongside.people.tokens import hash_of


@dataclass(frozen=True)
class Crowd:
    """An open assessment, the secrets of its people's devices, and the keys of its items and ordered answers."""

    assessment: Assessment
    secrets: list[str]
    items: list[str]
    answers: list[str]


def assessment_with(people: int) -> Crowd:
    """An open assessment in the demonstration partnership whose people have answered everything, but for a lone one."""
    partnership = Partnership.objects.all()[0]
    groups = [Wanted(g.key, g.name, g.voice) for g in stakeholder_groups().values()]
    made = running.start(
        partnership=partnership,
        title="Bench",
        framework="ten-challenges",
        version="2026",
        language="en-GB",
        told="x",
        groups=groups,
        by=SYSTEM,
    )
    running.open_for_answers(assessment=made, by=SYSTEM)
    framework = framework_of(made)
    expected = list(made.groups.all())
    now = timezone.now()
    crowd = [
        Participant(
            assessment=made,
            group=expected[number % len(expected)],
            mode="own",
            secret_hash=hash_of(PURPOSE, f"{made.pk}{number}"),
            return_code_hash=f"{made.pk}{number}",
            answered_at=now,
        )
        for number in range(people)
    ]
    Participant.objects.bulk_create(crowd)
    items, answers = [item.key for item in framework.items], list(ordered(framework))
    if people > 1:
        answer_everything(made, crowd, items, answers)
    return Crowd(made, [f"{made.pk}{number}" for number in range(people)], items, answers)


def answer_everything(assessment: Assessment, crowd: list[Participant], items: list[str], answers: list[str]) -> None:
    """Everybody's answer to everything, at random but the same each time."""
    chance = Random(7)
    Rating.objects.bulk_create(
        Rating(assessment=assessment, participant=person, item=item, round=1, answer=chance.choice(answers))
        for person in crowd
        for item in items
    )


def stored_ratings(count: int) -> None:
    """Bring the number of stored ratings to at least this many."""
    while (missing := count - Rating.objects.count()) > 0:
        assessment_with(max(2, min(500, -(-missing // 10))))
