"""Invented people who answer, and how many of them an attack is tried on.

`ALONGSIDE_ATTACKS=full` tries every attack on as many as the assurance plan asks for; that takes about an hour. Without
it the same attacks run on fewer, so that they can run with every change.
"""

from __future__ import annotations

import os
import random

from alongside.feedback.rules.answers import Answer, asked, asked_about
from alongside.feedback.tests.makers import survey

FULL = os.environ.get("ALONGSIDE_ATTACKS") == "full"


def so_many(quick: int, full: int) -> int:
    """How many times an attack is tried."""
    return full if FULL else quick


def answered(seed: int) -> list[Answer]:
    """Eight to sixty people with the leanings of their team, who say nothing of themselves."""
    chance = random.Random(seed)  # noqa: S311
    leaning = {item: [chance.random() ** 3 + 0.01 for _option in options] for item, options in asked(survey()).items()}
    people = range(chance.randint(8, 60))
    return [
        Answer({item: chance.choices(options, leaning[item])[0] for item, options in asked(survey()).items()})
        for _each in people
    ]


def crowd(seed: int, fewest: int = 8, most: int = 60) -> list[Answer]:
    """People with leanings: some teams are of one mind, some are split, and some say little of themselves."""
    chance = random.Random(seed)  # noqa: S311
    leaning = {item: [chance.random() ** 3 + 0.01 for _option in options] for item, options in asked(survey()).items()}
    people = {
        about: [chance.random() ** 2 + 0.02 for _group in groups] for about, groups in asked_about(survey()).items()
    }
    open_about = {about: chance.choice([1.0, 0.95, 0.7]) for about in people}
    found = []
    for _each in range(chance.randint(fewest, most)):
        answers = {
            item: chance.choices(options, leaning[item])[0]
            for item, options in asked(survey()).items()
            if chance.random() < 0.96
        }
        about = {
            key: chance.choices(groups, people[key])[0]
            for key, groups in asked_about(survey()).items()
            if chance.random() < open_about[key]
        }
        found.append(Answer(answers=answers, about=about))
    return found
