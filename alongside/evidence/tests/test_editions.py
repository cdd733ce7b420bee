"""A card stands under an item of another edition only where the two are the same, and else it is listed apart."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.audit.actor import SYSTEM
from alongside.catalogue import shelf
from alongside.catalogue.framework import Edition
from alongside.evidence import actions, queries
from alongside.evidence.editions import name_of
from alongside.evidence.models import Card
from alongside.evidence.queries import Listing
from alongside.evidence.rules import counted
from alongside.evidence.tests import making
from alongside.evidence.tests.test_actions import HELD, add
from alongside.evidence.tests.test_pages import address
from alongside.people.models import Partnership, User

OLD, NEW = shelf.framework("ten-challenges", "2010"), shelf.framework("ten-challenges", "2026")
PAPER = {"kind": "document", "source": "A report", "dated": "2010"}


@pytest.fixture
def old_cards(place: Partnership) -> dict[str, Card]:
    """A card for each challenge of 2010, by its key."""
    about = {"framework_version": OLD.version, **PAPER}
    return {item.key: add(place, SYSTEM, item=item.key, title=f"On {item.key}", **about) for item in OLD.items}


def everything(found: Listing) -> list[Card]:
    """Every card of a listing, as often as it stands there."""
    under = [card for each in found.items.values() for card in (*each.documents, *each.accounts, *each.silences)]
    return [*under, *(each.card for each in (*found.elsewhere.cards, *found.elsewhere.silences))]


def test_only_the_same_challenge_takes_a_card_of_another_edition(
    place: Partnership, old_cards: dict[str, Card]
) -> None:
    found = queries.by_item(place, NEW)
    under = {item for item, each in found.items.items() if each.cards}
    assert under == {item.key for item in NEW.items} - {"education-centre", "risk"}
    assert [(each.card, each.edition, each.challenge) for each in found.elsewhere.cards] == [
        (old_cards["education-centre"], name_of(OLD), f"3. {OLD.items[2].short_title}"),
        (old_cards["risk"], name_of(OLD), f"6. {OLD.items[5].short_title}"),
    ]


def test_its_namesake_lists_it_apart(place: Partnership, old_cards: dict[str, Card]) -> None:
    risk = queries.for_item(place, NEW, "risk")
    assert (risk.cards, risk.counted) == (0, "")
    assert [each.card for each in risk.elsewhere.cards] == [old_cards["risk"]]
    assert not queries.for_item(place, NEW, "training").elsewhere


def test_under_its_own_edition_every_card_stands_in_its_place(place: Partnership, old_cards: dict[str, Card]) -> None:
    found = queries.by_item(place, OLD)
    assert {item: each.documents for item, each in found.items.items()} == {
        item: (card,) for item, card in old_cards.items()
    }
    assert not found.elsewhere


def test_the_crosswalk_is_read_from_both_sides(place: Partnership) -> None:
    same, not_same = add(place, SYSTEM, item="training"), add(place, SYSTEM, item="risk")
    found = queries.by_item(place, OLD)
    assert found.of("training").accounts == (same,)
    assert [each.card for each in found.elsewhere.cards] == [not_same]
    assert found.elsewhere.cards[0].edition == name_of(NEW)


def test_a_card_of_an_edition_that_nobody_can_read_is_listed_by_its_keys(place: Partnership) -> None:
    gone = add(place, SYSTEM, framework_version="2019-local-1")
    other = add(place, SYSTEM, framework="our-own", framework_version="1", item="first-visit")
    found = queries.by_item(place, NEW)
    assert [(each.card, each.edition, each.challenge) for each in found.elsewhere.cards] == [
        (other, "our-own (1)", "first-visit"),
        (gone, "ten-challenges (2019-local-1)", "training"),
    ]
    assert [each.card for each in found.of("training").elsewhere.cards] == [gone]
    # The other way round: what a plan of an edition that is out of use still shows.
    assert queries.for_item(place, Edition(key="ten-challenges", version="2019-local-1"), "training").accounts == (
        gone,
    )


@pytest.mark.parametrize("edition", [OLD, NEW, Edition(key="our-own", version="1")])
def test_no_card_is_dropped_or_stands_twice(place: Partnership, old_cards: dict[str, Card], edition: Edition) -> None:
    for version in ("2010", "2026", "2019-local-1"):
        for item in ("risk", "training", "no-such-item"):
            add(place, SYSTEM, framework_version=version, item=item, kind="story")
            add(place, SYSTEM, framework_version=version, item=item, **{**PAPER, "kind": "silence"})
    add(place, SYSTEM, held_for=HELD)
    listed = everything(queries.by_item(place, edition))
    assert len(listed) == len(set(listed))
    assert set(listed) == set(queries.visible(place))


def test_a_silence_is_no_card(place: Partnership) -> None:
    silence = add(place, SYSTEM, item="risk", **{**PAPER, "kind": "silence"})
    story = add(place, SYSTEM, item="risk")
    found = queries.for_item(place, NEW, "risk")
    assert (found.documents, found.accounts, found.silences) == ((), (story,), (silence,))
    assert (found.cards, found.counted) == (1, "1 card, and 1 document that says nothing")


@pytest.mark.parametrize(
    ("cards", "silences", "words"),
    [
        (0, 0, ""),
        (1, 0, "1 card"),
        (0, 1, "1 document that says nothing"),
        (3, 1, "3 cards, and 1 document that says nothing"),
        (1, 2, "1 card, and 2 documents that say nothing"),
    ],
)
def test_what_is_counted(cards: int, silences: int, words: str) -> None:
    assert counted(cards, silences) == words


def test_cards_of_the_same_edition_cost_one_query(place: Partnership, django_assert_num_queries: Any) -> None:
    add(place, SYSTEM)
    with django_assert_num_queries(1):
        queries.by_item(place, NEW)


def test_the_page_counts_silences_apart_and_lists_other_editions(
    place: Partnership, contributor: User, old_cards: dict[str, Card]
) -> None:
    add(place, SYSTEM, item="training", title="Nothing on training", **{**PAPER, "kind": "silence"})
    silent = {**PAPER, "kind": "silence", "framework_version": "2010"}
    add(place, SYSTEM, item="risk", title="Nothing on risk", **silent)
    page = making.browser(contributor).get(address("evidence", place)).content.decode()
    said = " ".join(page.split())
    assert f"{NEW.items[1].short_title}</a> (1 card, and 1 document that says nothing)" in said
    assert f"{NEW.items[5].short_title}</a> (nothing yet)" in said
    assert "Written for another edition</a> (2 cards, and 1 document that says nothing)" in said
    assert said.index('id="elsewhere"') < said.index("On risk") < said.index("Nothing on risk")
    assert f"Written for {name_of(OLD)}, about “6. {OLD.items[5].short_title}”" in said
    assert "Written for edition 2010, in which this challenge is the same." in said


def test_a_silence_can_be_added_and_needs_its_document(place: Partnership, contributor: User) -> None:
    client = making.browser(contributor)
    words = {"item": "risk", "kind": "silence", "title": "Our strategy", "shows": "It speaks of beds only."}
    assert client.post(address("add-evidence", place), words).status_code == 422
    answer = client.post(address("add-evidence", place), {**words, "source": "Strategy 2026", "dated": "2026"})
    assert answer.status_code == 302
    assert Card.objects.get().edition.id == NEW.id


def test_a_document_is_loaded_once_into_its_own_edition(place: Partnership) -> None:
    pack = shelf.evidence("hope-2010")
    add(place, SYSTEM, item=pack.cards[0].item, title=pack.cards[0].title)
    load = {"partnership": place, "pack": pack, "organisation_key": "devon-partnership", "by": SYSTEM}
    loaded = actions.load_pack(**load)
    assert loaded == sum(each.organisation == "devon-partnership" for each in (*pack.cards, *pack.silences))
    assert actions.load_pack(**load) == 0
    assert queries.for_item(place, NEW, "education-centre").counted == ""
    assert queries.for_item(place, OLD, "education-centre").counted == "1 document that says nothing"
