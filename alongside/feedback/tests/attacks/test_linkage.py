"""Whoever holds the database, its backups of every moment, its log and its mail: which card gave which answer?

The attacker knows when every ticket was used, and the order and the keys of every row at every moment, but not the
feedback key: sealed answers are closed to them until they are opened, eight or more at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from django.apps import apps
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from alongside.audit.actor import SYSTEM
from alongside.feedback.actions import asking as asking_actions
from alongside.feedback.actions import opening
from alongside.feedback.models import Card, Comment, Count, Sealed, Spent
from alongside.feedback.rules.releasing import FEWEST
from alongside.feedback.tests.attacks.crowds import so_many
from alongside.feedback.tests.makers import answer, ask
from alongside.feedback.tests.walking import held, press, start, to_the_end
from alongside.feedback.tickets import card_hash, read
from alongside.feedback.views import answering as answering_views
from alongside.people.models import Partnership

SURVEYS, RESPONDENTS = so_many(5, 200), 40
Links = dict[str, str]


@dataclass
class Moment:
    """One backup: the rows of two tables as they lie on the disk, and as the database hands them out."""

    tickets: list[str]
    ids: list[str]
    sealed: list[str]
    words: list[str]


@dataclass
class Seen:
    """What happened to one survey: tickets in the order in which they came, a backup after each, and the truth."""

    came: list[str] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    truth: Links = field(default_factory=dict)


def physical(model: type[Model], column: str, asking: object) -> list[str]:
    """A column in the order in which the rows lie on the disk, oldest transaction first where the database tells."""
    order = "xmin::text::bigint, ctid" if connection.vendor == "postgresql" else "rowid"
    key = asking if connection.vendor == "postgresql" else str(asking).replace("-", "")
    with connection.cursor() as cursor:
        table = model._meta.db_table
        cursor.execute(f"SELECT {column} FROM {table} WHERE asking_id = %s ORDER BY {order}", [key])
        return [str(row[0]) for row in cursor.fetchall()]


def answered(partnership: Partnership, number: int) -> Seen:
    """Forty people answer one after the other; inboxes are opened as soon as eight lie in them."""
    here, seen = ask(partnership, f"Team {number}"), Seen()
    for person in range(RESPONDENTS):
        said = f"words of person {person}"
        ticket = read(answer(here, words=said))
        assert ticket
        seen.came.append(ticket.hash)
        seen.truth[ticket.hash] = said
        if (person + 1) % FEWEST == 0:
            assert opening.open_inbox(asking=here, by=SYSTEM) == FEWEST
        seen.moments.append(
            Moment(
                physical(Spent, "ticket_hash", here.pk),
                physical(Spent, "id", here.pk),
                physical(Sealed, "id", here.pk),
                physical(Comment, "text", here.pk),
            )
        )
    return seen


# ── Twelve ways to lay tickets beside words ─────────────────────────────────────────────────────


def laid(tickets: Sequence[str], words: Sequence[str]) -> Links:
    return dict(zip(tickets, words, strict=False))


def by_groups(seen: Seen, order: Callable[[list[str]], list[str]], words: Callable[[list[str]], list[str]]) -> Links:
    """With a backup of every moment: the eight that came between two openings beside the words that were new then."""
    found: Links = {}
    before: list[str] = []
    for start_at in range(0, RESPONDENTS, FEWEST):
        after = seen.moments[start_at + FEWEST - 1].words
        new = [text for text in after if text not in before]
        found |= laid(order(seen.came[start_at : start_at + FEWEST]), words(new))
        before = after
    return found


def as_they_are(rows: list[str]) -> list[str]:
    return rows


def turned(rows: list[str]) -> list[str]:
    return rows[::-1]


def at_the_end(seen: Seen) -> Moment:
    return seen.moments[-1]


WITH_THE_LAST_BACKUP: dict[str, Callable[[Seen], Links]] = {
    "tickets and words as they lie": lambda seen: laid(at_the_end(seen).tickets, at_the_end(seen).words),
    "tickets as they lie, words turned": lambda seen: laid(at_the_end(seen).tickets, turned(at_the_end(seen).words)),
    "tickets by their hash": lambda seen: laid(sorted(seen.came), at_the_end(seen).words),
    "words by the alphabet": lambda seen: laid(at_the_end(seen).tickets, sorted(at_the_end(seen).words)),
    "tickets by their key": lambda seen: laid(
        [ticket for _key, ticket in sorted(zip(at_the_end(seen).ids, at_the_end(seen).tickets, strict=True))],
        at_the_end(seen).words,
    ),
    "words by the alphabet, tickets by their hash": lambda seen: laid(
        sorted(seen.came), sorted(at_the_end(seen).words)
    ),
}
WITH_EVERY_BACKUP: dict[str, Callable[[Seen], Links]] = {
    "all as they came": lambda seen: laid(seen.came, at_the_end(seen).words),
    "each eight as they came": lambda seen: by_groups(seen, as_they_are, as_they_are),
    "each eight the other way round": lambda seen: by_groups(seen, as_they_are, turned),
    "each eight by hash": lambda seen: by_groups(seen, sorted, as_they_are),
    "each eight by the alphabet": lambda seen: by_groups(seen, sorted, sorted),
    "each eight as its tickets lay at the opening": lambda seen: {
        key: text
        for at in range(FEWEST - 1, RESPONDENTS, FEWEST)
        for key, text in laid(seen.moments[at].tickets[-FEWEST:], seen.moments[at].words[-FEWEST:]).items()
    },
    "each eight as its sealed rows lay before": lambda seen: {
        key: text
        for at in range(FEWEST - 1, RESPONDENTS, FEWEST)
        for key, text in laid(
            [ticket for _box, ticket in sorted(zip(seen.moments[at - 1].sealed, seen.came[at - 7 : at], strict=True))],
            [text for text in seen.moments[at].words if text not in seen.moments[at - 1].words],
        ).items()
    },
}


def best(seen: Sequence[Seen], ways: dict[str, Callable[[Seen], Links]]) -> tuple[float, str]:
    """The share of people whose words the best of these ways finds, and its name."""
    people = sum(len(each.truth) for each in seen)
    shares = [
        (sum(sum(each.truth[key] == text for key, text in way(each).items()) for each in seen) / people, name)
        for name, way in ways.items()
    ]
    return max(shares)


def by_chance(share: float, people: int) -> float:
    """The most that the best of a dozen guesses of this quality reaches once in some thousand runs."""
    return share + 4 * (share * (1 - share) / people) ** 0.5


@pytest.mark.django_db
def test_no_way_links_a_ticket_to_an_answer(riverside: Partnership) -> None:
    seen = [answered(riverside, number) for number in range(SURVEYS)]
    people = SURVEYS * RESPONDENTS
    share, way = best(seen, WITH_THE_LAST_BACKUP)
    assert share <= by_chance(1 / RESPONDENTS, people), way
    share, way = best(seen, WITH_EVERY_BACKUP)
    assert share <= by_chance(1 / FEWEST, people), way


@pytest.mark.django_db
def test_an_opening_that_does_not_shuffle_is_caught(riverside: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    class InOrder:
        def shuffle(self, _rows: list[object]) -> None:
            """The seeded fault: everything is written as it came."""

    monkeypatch.setattr(opening, "_chance", InOrder())
    seen = [answered(riverside, 0)]
    assert best(seen, WITH_THE_LAST_BACKUP)[0] >= 0.95
    assert best(seen, WITH_EVERY_BACKUP)[0] >= 0.95


# ── Logs, times, mail, sessions, cache ──────────────────────────────────────────────────────────


def rows_of_everything() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models(include_auto_created=True)}


@contextmanager
def whole_log() -> Iterator[list[str]]:
    """Everything that any logger is told, at any level, whether or not somebody wants to know."""
    written: list[str] = []

    def kept(_logger: logging.Logger, record: logging.LogRecord) -> None:
        written.append(f"{record.getMessage()} {record.args} {record.exc_info}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.Logger, "isEnabledFor", lambda *_each: True)
        patch.setattr(logging.Logger, "handle", kept)
        yield written


def traces(partnership: Partnership) -> list[str]:
    """What is left of somebody who answered by the link and somebody with a card, beside the two rows of an answer."""
    here = ask(partnership)
    [code] = asking_actions.print_cards(asking=here, how_many=1, by=SYSTEM)
    cache.clear()
    before, phone = rows_of_everything(), Client(enforce_csrf_checks=True)
    with whole_log() as written:
        first = start(phone, here)
        ticket = held(first)["ticket"]
        press(phone, to_the_end(phone, first, answer_hope="worse"), "send")
        entered = phone.post(reverse("feedback-card"), {"code": code})
        press(phone, to_the_end(phone, entered), "send")
        log = " ".join(written).lower()
    after = rows_of_everything()
    wanted = {Spent._meta.label: 2, Sealed._meta.label: 2, Card._meta.label: -1}
    found = [f"rows of {name}" for name in after if after[name] - before[name] != wanted.get(name, 0)]
    names = {ticket, ticket.split(".")[1], code, code.replace("-", ""), card_hash(code)}
    hashes = set(Spent.objects.values_list("ticket_hash", flat=True))
    found += ["the log" for secret in names | hashes if secret.lower() in log]
    found += ["mail"] if mail.outbox else []
    found += ["the cache"] if getattr(cache, "_cache", None) else []
    found += ["cookies"] if phone.cookies else []
    found += [f"a time in {model.__name__}" for model in (Spent, Sealed, Card, Comment, Count) if times(model)]
    return found


def times(model: type[Model]) -> list[str]:
    """Fields that hold a moment; the month of a count is no moment."""
    kinds = {"DateTimeField", "TimeField", "AutoField", "BigAutoField"}
    return [each.name for each in model._meta.concrete_fields if each.get_internal_type() in kinds]


@pytest.mark.django_db
def test_who_answers_leaves_no_other_trace(riverside: Partnership) -> None:
    assert traces(riverside) == []


@pytest.mark.django_db
def test_a_line_in_the_log_is_caught(riverside: Partnership, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: somebody logs tickets to find a mistake."""
    store = answering_views.put_in

    def talkative(**given: object) -> bool:
        logging.getLogger("alongside.feedback").debug("took in %s", given["ticket"])
        return store(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(answering_views, "put_in", talkative)
    assert "the log" in traces(riverside)
