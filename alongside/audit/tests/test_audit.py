"""The log says what was done without saying values, and a change to it shows."""

import uuid
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.audit.actor import SYSTEM, Actor, ActorKind
from alongside.audit.models import Entry, SealedEntry
from alongside.audit.record import record
from alongside.audit.seal import faults, seal_waiting

pytestmark = pytest.mark.django_db


@dataclass
class Thing:
    pk: uuid.UUID = field(default_factory=uuid.uuid4)


def some_entries(count: int = 3) -> list[Entry]:
    who = Actor.user(uuid.uuid4())
    return [record("changed", Thing(), by=who, fields=["name"]) for _ in range(count)]


def test_an_actor_needs_an_identifier_unless_it_is_the_system():
    with pytest.raises(ValueError, match="needs an identifier"):
        Actor(ActorKind.USER, None)
    with pytest.raises(ValueError, match="needs an identifier"):
        Actor(ActorKind.SYSTEM, uuid.uuid4())


def test_record_keeps_identifiers_verb_and_field_names():
    thing = Thing()
    entry = record("changed", thing, by=SYSTEM, fields=["b", "a"])
    assert (entry.verb, entry.target_type, entry.target_id, entry.fields) == (
        "changed",
        "thing",
        thing.pk,
        ["a", "b"],
    )


def test_sealing_covers_every_entry_once():
    some_entries(3)
    assert seal_waiting() == 3
    assert seal_waiting() == 0
    some_entries(2)
    assert seal_waiting() == 2
    assert faults() == []


@pytest.mark.parametrize("number", [0, 1, 2])
def test_an_edited_entry_shows(number):
    entries = some_entries(3)
    seal_waiting()
    Entry.objects.filter(pk=entries[number].pk).update(verb="did nothing")
    assert len(faults()) == 1


def test_a_deleted_entry_shows():
    entries = some_entries(3)
    seal_waiting()
    entries[1].delete()
    assert "gone" in faults()[0]


def test_an_entry_slipped_in_behind_the_seals_shows_once_it_is_old():
    some_entries(2)
    seal_waiting()
    late = some_entries(1)[0]
    assert faults() == []
    Entry.objects.filter(pk=late.pk).update(at=timezone.now() - timedelta(hours=2))
    assert "never sealed" in faults()[0]


def test_a_chain_made_anew_without_the_key_shows(settings):
    some_entries(2)
    settings.SECRET_KEY = "somebody else's key"
    seal_waiting()
    settings.SECRET_KEY = "the true key"
    assert faults()


def test_a_removed_line_shows_as_an_unsealed_entry():
    entries = some_entries(2)
    seal_waiting()
    SealedEntry.objects.filter(entry_id=entries[0].pk).delete()
    assert faults()
