"""Editions are found, kept, kept apart by partnership; a broken one is listed and harms nothing."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.catalogue import shelf
from alongside.evidence.editions import editions as evidence_editions
from alongside.evidence.tests import making
from alongside.library import actions, queries
from alongside.library.models import LocalDocument
from alongside.library.rules.versions import fingerprint
from alongside.people.models import Partnership, User


def publish(place: Partnership, lead: User, text: str) -> LocalDocument:
    draft = actions.bring(partnership=place, text=text, by=making.actor(lead))
    return actions.publish(draft=draft, revision=1, by=making.actor(lead))


def broken(place: Partnership, text: str = "format: framework/1\nkey: half", sha256: str = "") -> LocalDocument:
    return LocalDocument.objects.create(
        partnership=place, key="half", version="1", text=text, sha256=sha256 or fingerprint(text)
    )


def test_shipped_editions_come_first_and_local_ones_are_marked(
    place: Partnership, lead: User, five_by_four: str
) -> None:
    publish(place, lead, five_by_four)
    found = queries.editions(place)
    assert [(each.id, each.local) for each in found] == [
        *((each.id, False) for each in shelf.frameworks()),
        ("five-by-four/1", True),
    ]


def test_the_newest_local_edition_is_offered_first(place: Partnership, lead: User, five_by_four: str) -> None:
    assert queries.default_edition(place) == shelf.default_framework()
    publish(place, lead, five_by_four)
    assert queries.default_edition(place).id == "five-by-four/1"
    # The evidence pages are below this room; they were given its reader at the start.
    assert evidence_editions(place) == queries.offered(place)
    assert [each.id for each in queries.offered(place)].count("five-by-four/1") == 1
    assert queries.offered(place)[0].id == "five-by-four/1"


def test_another_partnership_does_not_see_it(place: Partnership, lead: User, five_by_four: str) -> None:
    publish(place, lead, five_by_four)
    other = making.partnership("Westmere")
    assert not any(each.local for each in queries.editions(other))
    with pytest.raises(LookupError):
        queries.edition(other, "five-by-four", "1")


@pytest.mark.parametrize(
    ("text", "sha256", "why"),
    [
        ("format: framework/1\nkey: half", "", "missing"),
        ("key: [", "", "can be read"),
        ("anything", "0" * 64, "not the one that was published"),
    ],
)
def test_a_broken_document_disables_itself_only(place: Partnership, text: str, sha256: str, why: str) -> None:
    broken(place, text, sha256)
    listed = queries.editions(place)[-1]
    assert (listed.id, listed.framework) == ("half/1", None)
    assert why in listed.problem
    assert len(queries.frameworks(place)) == len(shelf.frameworks())
    assert queries.default_edition(place) == shelf.default_framework()
    with pytest.raises(LookupError):
        queries.edition(place, "half", "1")


def test_a_document_that_names_itself_otherwise_is_out_of_use(place: Partnership, five_by_four: str) -> None:
    broken(place, five_by_four)
    assert "five-by-four/1" in queries.editions(place)[-1].problem


def test_a_document_is_parsed_and_fetched_once(
    place: Partnership, lead: User, five_by_four: str, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    publish(place, lead, five_by_four)
    queries.edition(place, "five-by-four", "1")

    def refuse(text: str, name: str) -> None:
        raise AssertionError("parsed again")

    monkeypatch.setattr(queries, "parse", refuse)
    with django_assert_num_queries(1):
        assert queries.edition(place, "five-by-four", "1").key == "five-by-four"


def test_a_tampered_text_does_not_spoil_the_same_text_elsewhere(
    place: Partnership, lead: User, five_by_four: str
) -> None:
    document = publish(place, lead, five_by_four)
    queries._kept.clear()
    other = making.partnership("Westmere")
    LocalDocument.objects.create(
        partnership=other, key="five-by-four", version="1", text="tampered", sha256=document.sha256
    )
    with pytest.raises(LookupError):
        queries.edition(other, "five-by-four", "1")
    assert queries.edition(place, "five-by-four", "1").key == "five-by-four"


def test_editions_of_different_frameworks_have_nothing_to_compare(
    place: Partnership, lead: User, five_by_four: str
) -> None:
    publish(place, lead, five_by_four)
    local, shipped = queries.edition(place, "five-by-four", "1"), shelf.default_framework()
    assert queries.crosswalk(place, shipped, local).comparable_items() == {}


def test_what_is_kept_has_a_limit(
    place: Partnership, lead: User, five_by_four: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_KEPT", 1)
    publish(place, lead, five_by_four)
    actions.start_draft(partnership=place, key="ten-challenges", version="2010", by=making.actor(lead))
    queries.editions(place)
    assert len(queries._kept) == 1
