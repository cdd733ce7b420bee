"""What must not leave does not leave. Each guard comes with the fault that it catches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import QuerySet

from alongside.archive.queries import rows as reading
from alongside.archive.rules import reach
from alongside.archive.rules.classification import CLASSIFICATION
from alongside.archive.rules.kinds import Kept, Without
from alongside.archive.tests.growing import LEFT_OUT, Grown, grow
from alongside.archive.tests.packed import manifest, members, packed, rows
from tests.access.world import build

pytestmark = pytest.mark.django_db
Reclassify = Callable[[str, Any], None]


@pytest.fixture
def reclassify(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say something else about a table; what was worked out from the classification is worked out anew."""

    def forget() -> None:
        for worked_out in (reach.exported, reach.fields, reach.via, reach.in_order):
            worked_out.cache_clear()

    def say(label: str, said: Any) -> None:
        monkeypatch.setitem(CLASSIFICATION, label, said)
        forget()

    yield say
    monkeypatch.undo()
    forget()


def all_text(archive: bytes) -> str:
    """Everything that can be read in an archive."""
    return "\n".join(text.decode() for text in members(archive).values())


def may_leave(place: tuple[str, str, int]) -> bool:
    """Whether a word at this place belongs into the file."""
    label, name, row = place
    said = CLASSIFICATION[label]
    if not isinstance(said, Kept) or row in LEFT_OUT.get(label, set()):
        return False
    return not isinstance(said.fields.get(name), Without)


def strays(grown: Grown, archive: bytes) -> set[str]:
    """Every "table.field" of which a word is in the file and must not be."""
    text = all_text(archive)
    return {f"{place[0]}.{place[1]}" for word, place in grown.words.items() if word in text and not may_leave(place)}


def missing(grown: Grown, archive: bytes) -> set[str]:
    """Every "table.field" of which a word is not in the file and must be."""
    text = all_text(archive)
    return {f"{place[0]}.{place[1]}" for word, place in grown.words.items() if may_leave(place) and word not in text}


def test_every_text_is_where_it_belongs() -> None:
    """Words in every text of every table: those that may leave are in the file, all others are not."""
    grown = grow()
    archive = packed(grown.partnership.pk)
    assert strays(grown, archive) == set()
    assert missing(grown, archive) == set()
    kept_back = {f"{place[0]}.{place[1]}" for place in grown.words.values() if not may_leave(place)}
    assert kept_back >= {
        "people.User.password",
        "people.Invitation.code_hash",
        "assessments.Participant.secret_hash",
        "assessments.Participant.return_code_hash",
        "assessments.Rating.answer",
        "assessments.Rating.reason",
        "assessments.SharedReason.text",
        "evidence.Card.shows",
        "plans.Choice.why",
        "people.OutboxMail.body",
        "people.OutboxMail.unsubscribe",
        "audit.Seal.digest",
    }


FAULTS: dict[str, tuple[str, Any]] = {
    "people.User.password": ("people.User", Kept()),
    "people.Invitation.code_hash": ("people.Invitation", Kept(only=CLASSIFICATION["people.Invitation"].only)),  # type: ignore[union-attr]
    "assessments.Rating.reason": ("assessments.Rating", Kept(via="assessment")),
    "plans.Choice.why": ("plans.Choice", Kept(via="chooser")),
    "evidence.Card.shows": ("evidence.Card", Kept()),
    "audit.Entry.verb": ("audit.Entry", replace(CLASSIFICATION["audit.Entry"], only=None)),
    "assessments.SharedReason.text": (
        "assessments.SharedReason",
        replace(CLASSIFICATION["assessments.SharedReason"], only=None),
    ),
}


@pytest.mark.parametrize("where", FAULTS)
def test_what_must_not_leave_is_caught(where: str, reclassify: Reclassify) -> None:
    """The seeded faults: a secret, a single answer, a private reason, a held card, a private line of the log."""
    grown = grow()
    must_not = [word for word, place in grown.words.items() if not may_leave(place) and ".".join(place[:2]) == where]
    label, fault = FAULTS[where]
    if label == "plans.Choice":
        reclassify("plans.Chooser", Kept(via="prioritising"))
    reclassify(label, fault)
    text = all_text(packed(grown.partnership.pk))
    assert [word for word in must_not if word in text] != []


def test_nothing_of_another_partnership_leaves() -> None:
    grown, other = grow(), grow()
    text = all_text(packed(grown.partnership.pk))
    assert [place for word, place in other.words.items() if word in text] == []
    assert str(other.partnership.pk) not in text


def test_a_forgotten_partnership_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: the rows of a table are not asked whose they are."""
    grown, other = grow(), grow()
    real = reading.belonging

    def everybodys(label: str, scope: Any) -> QuerySet[Any]:
        return reach.model_of(label)._base_manager.all() if label == "people.Team" else real(label, scope)

    monkeypatch.setattr(reading, "belonging", everybodys)
    text = all_text(packed(grown.partnership.pk))
    assert {place[0] for word, place in other.words.items() if word in text} == {"people.Team"}


def test_people_nobody_names_stay_where_they_are() -> None:
    grown, other = grow(), grow()
    archive = packed(grown.partnership.pk)
    theirs = {str(each.pk) for each in other.rows["people.User"] + other.rows["people.Organisation"]}
    for label in ("people.User", "people.Organisation"):
        assert theirs & {row["id"] for row in rows(archive, label)} == set()


# ── Who took part ───────────────────────────────────────────────────────────────────────────────


def test_who_took_part_is_counted_and_not_told() -> None:
    grown = grow()
    archive = packed(grown.partnership.pk)
    began = rows(archive, "assessments.Assessment")[0]
    people = rows(archive, "assessments.Participant")
    assert {frozenset(person) for person in people} == {
        frozenset({"id", "assessment", "group", "mode", "joined_at", "answered_at", "finished_at"})
    }
    by_assessment = {row["id"]: row["created_at"] for row in rows(archive, "assessments.Assessment")}
    for person in people:
        moments = {person[name] for name in ("joined_at", "answered_at", "finished_at")}
        assert moments == {by_assessment[person["assessment"]]}
    assert began["created_at"] != ""


def test_nobody_who_takes_part_is_in_the_log(reclassify: Reclassify) -> None:
    """A person's key in the log beside their group in the table would say when they came and left."""
    grown = grow()
    assert told_in_the_log(grown) == set()
    reclassify("audit.Entry", replace(CLASSIFICATION["audit.Entry"], only=None))
    assert told_in_the_log(grown) == {"participant"}


def told_in_the_log(grown: Grown) -> set[str]:
    """Kinds of actor in the exported log that must not be there."""
    return {row["actor_kind"] for row in rows(packed(grown.partnership.pk), "audit.Entry")} & {"participant"}


def test_a_small_group_is_not_named_beside_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first reason's group was shown alone with six; the second's was not shown."""
    grown = grow()
    first, second = (str(each.pk) for each in grown.rows["assessments.SharedReason"][:2])

    def groups() -> dict[str, Any]:
        return {row["id"]: row["group"] for row in rows(packed(grown.partnership.pk), "assessments.SharedReason")}

    named = groups()
    assert named[first] == str(grown.rows["assessments.ExpectedGroup"][0].pk)
    assert named[second] is None
    # The seeded fault: every reason keeps its group.
    everything = {each.pk for each in grown.rows["assessments.SharedReason"]}
    monkeypatch.setitem(reading.SOMETIMES, "reasons_with_a_group", lambda scope: everything)
    assert groups()[second] is not None


def test_what_is_left_out_is_counted_where_that_tells_nothing() -> None:
    grown = grow()
    said = {entry["what"]: entry for entry in manifest(packed(grown.partnership.pk))["left_out"]}
    invitations = next(entry for what, entry in said.items() if what.startswith("Invitations"))
    assert invitations["rows"] == 2
    silent = [entry for entry in said.values() if entry["rows"] is None]
    assert {"evidence.Card", "assessments.Rating", "audit.Entry"} <= {
        name for entry in silent for name in entry["tables"]
    }
    assert all(entry["why"] for entry in said.values())


def test_a_lived_in_partnership_keeps_its_secrets() -> None:
    """The furnished partnerships of the access tests: private reasons, rounds that are not open yet, held cards."""
    world = build()
    here, there = (all_text(packed(place.partnership.pk)).lower() for place in (world.here, world.there))
    assert not [word for word in world.private if word.lower() in here + there]
    assert not [word for word in world.canaries if word in here]
    theirs = {where for word, where in world.canaries.items() if word in there}
    assert {"people.Team.name", "assessments.SharedReason.text", "evidence.Card.shows"} <= theirs
    assert not theirs & {"assessments.Rating.reason", "people.OutboxMail.body"}
