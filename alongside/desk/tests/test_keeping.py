"""The page never says that nothing has changed when a copy made now would say something else; and it asks little."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from alongside.assessments.queries.record import record
from alongside.audit.actor import SYSTEM
from alongside.desk import actions, queries
from alongside.desk.making import made_now
from alongside.desk.rules import to_json
from alongside.plans.models import PlanEnd, Review, ReviewPresence, Update
from alongside.plans.queries.versions import content_of
from alongside.reports import marks
from alongside.reports.marks import WATCHED
from alongside.reports.telling import tell
from alongside.reports.tests import planned
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> planned.Story:
    """Two closed records and a plan, shared with the board that commissions."""
    found = planned.story()
    actions.share(partnership=found.who.partnership, organisation=found.who.board, by=SYSTEM)
    return found


@pytest.fixture(autouse=True)
def fresh_statement() -> Iterator[None]:
    """No statement of another test."""
    marks._statement.cache_clear()
    yield
    marks._statement.cache_clear()


def _goal(found: planned.Story) -> None:
    key = content_of(found.version).goals[0].id
    Update.objects.create(plan=found.plan, commitment=key, progress="done", reading="9 of 10", name="Ann")


def _ask(found: planned.Story) -> None:
    asked = next(each for each in content_of(found.version).actions if each.side == "commissioner")
    Update.objects.create(plan=found.plan, commitment=asked.id, progress="stuck", text="No money.", name="Ann")


def _review(found: planned.Story) -> None:
    made = Review.objects.create(
        plan=found.plan,
        version=found.version,
        sequence=2,
        held_on=timezone.localdate(),
        learned="Ask twice.",
        outcome=Review.Outcome.CARRY_ON,
    )
    ReviewPresence.objects.create(review=made, position=1, key="staff", name="Staff", voice="staff", people=3)


def _in_force(found: planned.Story) -> None:
    plan_makers.in_force(found.who, found.draft)


def _end(found: planned.Story) -> None:
    PlanEnd.objects.create(plan=found.plan, why="It is done.")


def _close(found: planned.Story) -> None:
    plan_makers.closed(found.who.partnership, "transformation")


def _provider(found: planned.Story) -> None:
    found.who.provider.name += " and Lake"
    found.who.provider.save()


def _partnership(found: planned.Story) -> None:
    found.who.partnership.name += " and Lake"
    found.who.partnership.save()


def _zone(found: planned.Story) -> None:
    found.who.partnership.time_zone = "Pacific/Kiritimati"
    found.who.partnership.save()


def _a_draft(found: planned.Story) -> None:
    """Nothing that a copy tells."""
    found.draft.described = "Nobody reads this yet."
    found.draft.save()


HAPPENED: tuple[Callable[[planned.Story], None], ...] = (
    _goal, _ask, _review, _in_force, planned.declined, _close, _provider, _partnership, _zone, _a_draft, _end,
)  # fmt: skip
FAULTS = {"update": (Update, _goal), "review": (Review, _review), "end": (PlanEnd, _end)}


def honest(found: planned.Story) -> bool:
    """Whether the page says of the copy on the desk exactly what a copy made now, from everything, would say."""
    said = queries.sharing(found.who.partnership)[0]
    lies = queries.open_share(found.who.partnership, found.who.board)
    assert lies is not None
    now = to_json(made_now(found.who.partnership, found.who.board))
    return said.changed == (lies.copies.get().content != now)


@pytest.mark.parametrize("seed", range(3))
def test_what_has_changed_is_never_said_to_be_the_same(seed: int, story: planned.Story) -> None:
    """Whatever happens, in whatever order, released again now and then."""
    random = Random(seed)  # noqa: S311 - an order of events, no secret
    assert honest(story)
    for happens in random.sample(HAPPENED, len(HAPPENED)):
        happens(story)
        assert honest(story), happens.__name__
        if random.random() < 0.5:
            opened = queries.open_share(story.who.partnership, story.who.board)
            assert opened is not None
            actions.release(share=opened, by=SYSTEM)
            assert not queries.sharing(story.who.partnership)[0].changed


@pytest.mark.parametrize("what", FAULTS)
def test_a_mark_that_leaves_out_what_is_told_is_found(
    what: str, story: planned.Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded fault: one kind of row is not looked at, and the page says that nothing has changed."""
    table, happens = FAULTS[what]
    left = {table, ReviewPresence} if table is Review else {table}
    monkeypatch.setattr(marks, "WATCHED", [each for each in WATCHED if each[0] not in left])
    assert honest(story)
    happens(story)
    assert not honest(story)


def test_what_is_released_never_rests_on_what_was_kept(story: planned.Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even where the mark were blind to everything."""
    monkeypatch.setattr(marks, "_rows", lambda _partnership: ())
    queries.sharing(story.who.partnership)
    _goal(story)
    opened = queries.open_share(story.who.partnership, story.who.board)
    assert opened is not None
    made = actions.release(share=opened, by=SYSTEM)
    assert "9 of 10" in str(made.content)


def test_a_copy_says_of_the_record_what_its_own_page_says(story: planned.Story) -> None:
    told = tell(record(story.now), with_reasons=False)
    copy = made_now(story.who.partnership, story.who.board).record
    assert copy is not None
    assert (copy.title, copy.dated, copy.edition) == (told.title, told.dated, told.edition)
    assert (copy.incomplete, copy.incomplete_means) == (told.incomplete, told.incomplete_means)
    assert [(each.number, each.challenge, each.outcome, each.reason, each.dissent) for each in copy.agreed] == [
        (each.number, each.title, each.outcome, each.reason, each.dissent) for each in told.challenges
    ]
    assert copy.present == tuple(f"{group.name}: {group.came}" for group in told.present)
    assert copy.absent == tuple(f"{group.name}: {group.absence}" for group in told.absent)


def test_pages_with_much_to_tell(story: planned.Story, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    """Ten plans, thirty goals, three hundred actions, five years of updates; told anew first, then found again."""
    planned.much(story)
    client, partnership = makers.signed_in(story.who.lead), story.who.partnership.pk
    preview, sharing = (
        reverse("desk-preview", args=[partnership, story.who.board.pk]),
        reverse("desk-sharing", args=[partnership]),
    )
    queries._KEPT._found.clear()
    for address, anew in ((preview, 15), (sharing, 15), (preview, 6), (sharing, 7)):
        with django_assert_max_num_queries(anew):
            assert client.get(address).status_code == 200
    queries._KEPT._found.clear()
    with django_assert_max_num_queries(15):
        assert "Something has changed." in client.get(sharing).content.decode()
