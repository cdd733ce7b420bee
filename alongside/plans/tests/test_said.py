"""What summaries read of many plans at once is what the rows say."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.utils import timezone

from alongside.plans.models import Review, ReviewPresence, Update
from alongside.plans.queries.doing import newest_and_readings
from alongside.plans.queries.said import held_reviews, last_said
from alongside.plans.queries.versions import content_of
from tests import plan_makers

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def carried_out():
    """Two plans in force."""
    who = plan_makers.cast()
    plans = plan_makers.plans(who)
    return plans, [plan_makers.in_force(who, plan_makers.filled(who, plan, goals=2)) for plan in plans]


@pytest.mark.parametrize("seed", range(4))
def test_the_last_of_everything_is_what_was_said_last(seed, carried_out, monkeypatch, django_assert_num_queries):
    """Against the plain way: every row from first to last. Some are said in the same instant, some give no reading."""
    plans, versions = carried_out
    random = Random(seed)  # noqa: S311 - an order of events, no secret
    goals = [goal.id for version in versions for goal in content_of(version).goals]
    instants = [BEGAN + timedelta(days=day) for day in range(6)]
    for number in range(40):
        at = random.choice(instants)
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        which = random.randrange(len(plans))
        told = random.choice(sorted(content_of(versions[which]).commitments))
        reading = random.choice(["", "", f"{number} of 40"]) if told in goals else ""
        Update.objects.create(
            plan=plans[which], commitment=told, progress="under-way", text=str(number), reading=reading, name="Ann"
        )
    newest, readings = {}, {}
    for row in Update.objects.order_by("at", "id"):
        newest[row.commitment] = row.text
        if row.reading:
            readings[row.commitment] = row.reading
    with django_assert_num_queries(1):
        said, read = last_said(Update.objects.filter(plan__in=plans), goals)
    assert {key: each.text for key, each in said.items()} == newest
    assert {key: each.reading for key, each in read.items()} == readings
    rows, with_reading = newest_and_readings(Update.objects.filter(plan__in=plans))
    assert {key: each.text for key, each in rows.items()} == newest
    assert {key: each.reading for key, each in with_reading.items()} == readings
    of_each = (newest_and_readings(plan.updates.all())[0] for plan in plans)
    assert {key: each.text for said in of_each for key, each in said.items()} == newest


def test_no_reading_is_looked_for_where_nothing_is_measured(carried_out):
    plans, versions = carried_out
    goal = content_of(versions[0]).goals[0].id
    for reading in ("4 of 10", ""):
        Update.objects.create(plan=plans[0], commitment=goal, progress="done", reading=reading, text="x", name="Ann")
    said, read = last_said(Update.objects.filter(plan__in=plans))
    assert (said[goal].label, said[goal].reading, read) == ("Done", "", {})
    assert last_said(Update.objects.filter(plan__in=plans), [goal])[1][goal].reading == "4 of 10"


def test_reviews_are_read_from_first_to_last_each_with_who_was_there(carried_out, django_assert_num_queries):
    plans, versions = carried_out
    for sequence, voice in ((2, "people-who-use-services"), (1, "staff")):
        made = Review.objects.create(
            plan=plans[0],
            version=versions[0],
            sequence=sequence,
            held_on=BEGAN.date(),
            learned=f"Lesson {sequence}",
            outcome=Review.Outcome.CARRY_ON,
        )
        ReviewPresence.objects.create(review=made, position=1, key=voice, name=voice, voice=voice, people=3)
    with django_assert_num_queries(1):
        found = held_reviews([plan.pk for plan in plans])
    assert [(each.learned, each.one_sided) for each in found[plans[0].pk]] == [("Lesson 1", True), ("Lesson 2", False)]
    assert {each.version_id for each in found[plans[0].pk]} == {versions[0].pk}
