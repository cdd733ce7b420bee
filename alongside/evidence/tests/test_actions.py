"""Cards are added, corrected, held, released and loaded; nothing tells who wrote a held one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from alongside.audit.actor import Actor
from alongside.audit.models import Entry
from alongside.catalogue import evidence as packs
from alongside.catalogue.framework import Edition
from alongside.evidence import actions, queries
from alongside.evidence.models import Card, Release
from alongside.evidence.rules import CardRefused
from alongside.evidence.tests import making
from alongside.people.models import Partnership, User

HELD = "3b7e:training:1"
NEW = Edition(key="ten-challenges", version="2026")


def add(place: Partnership, by: Actor, **more: Any) -> Card:
    wanted = {
        "framework": "ten-challenges",
        "framework_version": "2026",
        "item": "training",
        "kind": "story",
        "title": "A morning on the ward",
        "shows": "People were asked.",
        "does_not_show": "",
        "source": "",
        "dated": "",
    }
    return actions.add_card(partnership=place, by=by, **{**wanted, **more})


def test_an_open_card_names_its_writer_and_is_seen(place: Partnership, contributor: User) -> None:
    card = add(place, making.actor(contributor))
    assert card.by == contributor
    assert list(queries.visible(place)) == [card]


@pytest.mark.parametrize("kind", ["document", "reading"])
@pytest.mark.parametrize("missing", ["source", "dated"])
def test_an_opinion_cannot_fill_a_documents_place(
    place: Partnership, contributor: User, kind: str, missing: str
) -> None:
    whole = {"kind": kind, "source": "Annual report, page 3", "dated": "2025"}
    with pytest.raises(CardRefused) as refused:
        add(place, making.actor(contributor), **{**whole, missing: "  "})
    assert set(refused.value.problems) == {missing}
    assert not Card.objects.exists()
    assert add(place, making.actor(contributor), **whole).kind == kind


@pytest.mark.parametrize("empty", ["title", "shows"])
def test_a_card_without_words_is_refused(place: Partnership, contributor: User, empty: str) -> None:
    with pytest.raises(CardRefused) as refused:
        add(place, making.actor(contributor), **{empty: " "})
    assert set(refused.value.problems) == {empty}


def test_an_unknown_kind_is_refused(place: Partnership, contributor: User) -> None:
    with pytest.raises(CardRefused):
        add(place, making.actor(contributor), kind="rumour")


def test_a_held_card_is_hidden_and_names_nobody(place: Partnership, contributor: User) -> None:
    by_participant = add(place, Actor.participant(uuid4()), held_for=HELD)
    # Somebody with an account who types in a paper sheet is not its writer either.
    from_paper = add(place, making.actor(contributor), held_for=HELD)
    assert by_participant.by is None
    assert from_paper.by is None
    assert not queries.visible(place).exists()
    assert not queries.by_item(place, NEW)
    assert not queries.for_item(place, NEW, "training")


def test_the_log_tells_neither_card_nor_item_of_a_held_card(place: Partnership) -> None:
    card = add(place, Actor.participant(uuid4()), held_for=HELD, title="Seen in the garden")
    actions.remove_held(card=card, by=Actor.participant(uuid4()))
    entries = list(Entry.objects.all())
    assert [entry.verb for entry in entries] == ["added held card", "took back held card"]
    for entry in entries:
        assert entry.target_id == place.pk
        assert entry.fields == []
        assert "training" not in repr(vars(entry))
        assert str(card.pk) not in repr(vars(entry))


def test_release_opens_only_what_waits_for_it_and_once(place: Partnership, lead: User) -> None:
    by = Actor.participant(uuid4())
    waiting = add(place, by, held_for=HELD)
    later = add(place, by, held_for="3b7e:training:2")
    elsewhere = add(making.partnership("Westmere"), by, held_for=HELD)
    assert actions.release(partnership=place, held_for=[HELD], by=making.actor(lead)) == 1
    assert actions.release(partnership=place, held_for=[HELD, ""], by=making.actor(lead)) == 0
    assert list(queries.visible(place)) == [waiting]
    assert set(Release.objects.values_list("card_id", flat=True)) == {waiting.pk}
    assert {later.pk, elsewhere.pk}.isdisjoint(queries.visible(place).values_list("pk", flat=True))


def test_release_hides_when_a_held_card_was_written(place: Partnership, lead: User) -> None:
    by = Actor.participant(uuid4())
    first, second = add(place, by, held_for=HELD), add(place, by, held_for=HELD)
    assert first.created_at != second.created_at
    actions.release(partnership=place, held_for=[HELD], by=making.actor(lead))
    times = set(Card.objects.values_list("created_at", flat=True))
    assert len(times) == 1
    assert min(times) > second.created_at


def test_the_order_of_cards_does_not_tell_when_they_were_written(place: Partnership) -> None:
    add(place, Actor.participant(uuid4()), title="Zebra crossing")
    add(place, Actor.participant(uuid4()), title="Allotment")
    assert [card.title for card in queries.visible(place)] == ["Allotment", "Zebra crossing"]


def test_a_held_card_can_be_taken_back_until_it_is_opened(place: Partnership, lead: User) -> None:
    by = Actor.participant(uuid4())
    card, opened, never_held = add(place, by, held_for=HELD), add(place, by, held_for="x:y:1"), add(place, by)
    actions.release(partnership=place, held_for=["x:y:1"], by=making.actor(lead))
    assert actions.remove_held(card=card, by=by)
    assert not actions.remove_held(card=opened, by=by)
    assert not actions.remove_held(card=never_held, by=by)
    assert set(Card.objects.all()) == {opened, never_held}


def test_changing_names_only_the_fields_that_changed(place: Partnership, contributor: User) -> None:
    card = add(place, making.actor(contributor))
    words = {name: getattr(card, name) for name in ("kind", "title", "shows", "does_not_show", "source", "dated")}
    actions.change_card(card=card, by=making.actor(contributor), **{**words, "title": "An afternoon"})
    assert Entry.objects.get(verb="changed").fields == ["title"]
    with pytest.raises(CardRefused):
        actions.change_card(card=card, by=making.actor(contributor), **{**words, "kind": "document"})
    card.refresh_from_db()
    assert (card.title, card.kind) == ("An afternoon", "story")


def test_nobody_rewords_a_card_that_stood_beside_an_answer(place: Partnership, lead: User) -> None:
    card = add(place, Actor.participant(uuid4()), held_for=HELD)
    actions.release(partnership=place, held_for=[HELD], by=making.actor(lead))
    words = {name: getattr(card, name) for name in ("kind", "title", "shows", "does_not_show", "source", "dated")}
    with pytest.raises(CardRefused):
        actions.change_card(card=card, by=making.actor(lead), **{**words, "title": "Mine now"})


def test_documents_and_accounts_are_two_lists_in_one_query(
    place: Partnership, contributor: User, django_assert_num_queries: Any
) -> None:
    by = making.actor(contributor)
    found = {"source": "Audit", "dated": "2025"}
    document = add(place, by, kind="document", title="A", **found)
    reading = add(place, by, kind="reading", title="B", **found)
    story, seen = add(place, by, item="risk"), add(place, by, kind="observation", item="risk", title="B")
    with django_assert_num_queries(1):
        evidence = queries.by_item(place, NEW)
    assert evidence.of("training") == queries.ItemEvidence(documents=(document, reading), accounts=())
    assert set(evidence.of("risk").accounts) == {story, seen}
    assert not evidence.of("risk").documents


PACK = """\
format: evidence/1
key: small-report
title: What a small report says
document: {key: small-report, title: A small report, authors: [Somebody], publisher: A press, year: 2010}
caution: Nothing here is a score.
framework: {key: ten-challenges, version: "2010"}
organisations:
  - {key: north, name: North Trust, kind: provider}
  - {key: south, name: South Trust, kind: provider}
cards:
  - key: one
    organisation: north
    item: training
    kind: reading
    title: 23% answered
    shows: |
      In 2009 the trust asked its staff, and wrapped
      the line here.

      Then it wrote a second paragraph.
    does_not_show: How many people that is.
    date: "2009"
    section: "4.4"
  - key: two
    organisation: south
    item: training
    kind: story
    title: Other
    shows: X
    does_not_show: Y
    date: "2009"
    section: "1"
silences:
  - {organisation: north, item: risk, note: Nothing is said of risk.}
"""


def test_a_pack_gives_one_organisations_cards_with_their_source(place: Partnership, lead: User) -> None:
    pack = packs.parse(PACK, "small-report.yaml")
    load = {"partnership": place, "pack": pack, "by": making.actor(lead)}
    assert actions.load_pack(organisation_key="north", **load) == 2
    assert actions.load_pack(organisation_key="north", **load) == 0
    card = Card.objects.get(item="training")
    assert card.source == "A small report (2010), section 4.4"
    assert (card.dated, card.kind) == ("2009", "reading")
    assert card.shows == (
        "In 2009 the trust asked its staff, and wrapped the line here.\n\nThen it wrote a second paragraph."
    )
    silence = Card.objects.get(item="risk")
    assert (silence.kind, silence.shows) == ("silence", "Nothing is said of risk.")
    assert {each.framework_version for each in Card.objects.all()} == {"2010"}
    with pytest.raises(ValueError, match="nowhere"):
        actions.load_pack(organisation_key="nowhere", **load)
