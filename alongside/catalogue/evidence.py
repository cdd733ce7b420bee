"""What a published document shows about named organisations, and what not. The format is ``evidence/1``.

A card is one finding with its date and its limits; a silence says that the document is silent about an item,
so that an empty place is never taken for a bad result.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from alongside.catalogue.framework import EDITION, Edition, Framework
from alongside.catalogue.grammar import ListOf, Maybe, Path, Reading, Record, read
from alongside.catalogue.keys import known, unique
from alongside.catalogue.scalars import KEY, LINE, NUMBER, TEXT, WHEN, YEAR, Choice

KINDS = ("document", "reading", "observation", "story")


@dataclass(frozen=True, kw_only=True)
class Document:
    """The published document everything in the file comes from."""

    key: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    year: int


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An organisation the document tells of."""

    key: str
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Value:
    """A number the document gives, with its unit and what it is a number of."""

    figure: Decimal
    unit: str
    of: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """One finding about an organisation and an item. ``date`` is as the document has it."""

    key: str
    organisation: str
    item: str
    kind: str
    title: str
    shows: str
    does_not_show: str
    value: Value | None = None
    date: str
    section: str


@dataclass(frozen=True, kw_only=True)
class Silence:
    """The document says nothing about this item for this organisation."""

    organisation: str
    item: str
    note: str


@dataclass(frozen=True, kw_only=True)
class EvidenceSet:
    """The cards and silences of one document, for the items of one framework."""

    key: str
    title: str
    document: Document
    caution: str
    framework: Edition
    organisations: tuple[Organisation, ...]
    cards: tuple[Card, ...]
    silences: tuple[Silence, ...]


DOCUMENT = Record(Document, {"key": KEY, "title": LINE, "authors": ListOf(LINE), "publisher": LINE, "year": YEAR})
CARD = Record(
    Card,
    {
        "key": KEY,
        "organisation": KEY,
        "item": KEY,
        "kind": Choice(KINDS),
        "title": LINE,
        "shows": TEXT,
        "does_not_show": TEXT,
        "value": Maybe(Record(Value, {"figure": NUMBER, "unit": LINE, "of": LINE})),
        "date": WHEN,
        "section": LINE,
    },
)
EVIDENCE = Record(
    EvidenceSet,
    {
        "key": KEY,
        "title": LINE,
        "document": DOCUMENT,
        "caution": TEXT,
        "framework": EDITION,
        "organisations": ListOf(Record(Organisation, {"key": KEY, "name": LINE, "kind": LINE}), at_least=1),
        "cards": ListOf(CARD),
        "silences": ListOf(Record(Silence, {"organisation": KEY, "item": KEY, "note": TEXT})),
    },
    format="evidence/1",
)


def parse(text: str, name: str, frameworks: Iterable[Framework] = ()) -> EvidenceSet:
    """The evidence a text holds; its items are checked where its framework is among ``frameworks``.

    Raises ContentError with every problem found.
    """
    found, reading = read(text, name, EVIDENCE)
    evidence: EvidenceSet = found
    unique(evidence.organisations, reading, ("organisations",))
    unique(evidence.cards, reading, ("cards",))
    editions = {framework.id: framework for framework in frameworks}
    edition = editions.get(evidence.framework.id)
    places = [(card.organisation, card.item, ("cards", n)) for n, card in enumerate(evidence.cards)]
    places += [(gap.organisation, gap.item, ("silences", n)) for n, gap in enumerate(evidence.silences)]
    for organisation, item, path in places:
        known(organisation, _keys(evidence), "organisation", reading, (*path, "organisation"))
        if edition:
            _check_item(item, edition, reading, (*path, "item"))
    reading.stop_if_broken()
    return evidence


def _keys(evidence: EvidenceSet) -> list[str]:
    return [organisation.key for organisation in evidence.organisations]


def _check_item(item: str, edition: Framework, reading: Reading, path: Path) -> None:
    known(item, [each.key for each in edition.items], f"item in {edition.id}", reading, path)
