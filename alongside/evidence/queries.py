"""Reads of evidence cards. Every one leaves out what is still held.

A card is about an item of one edition. Under an item of another edition it stands only where the crosswalk says that
the two are the same; else it is listed apart, as written for another edition, and never left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.catalogue import shelf
from alongside.catalogue.crosswalk import Crosswalk
from alongside.catalogue.framework import Edition, Framework
from alongside.evidence import editions
from alongside.evidence.models import Card
from alongside.evidence.rules import ACCOUNTS, counted, is_document, is_silence
from alongside.people.models import Partnership


@dataclass(frozen=True)
class Apart:
    """A card written for another edition: what that edition and its item are called, and the item's number there."""

    card: Card
    edition: str
    challenge: str
    number: int = 0


@dataclass(frozen=True)
class Elsewhere:
    """What was written for other editions, and apart from it what says that a document says nothing."""

    cards: tuple[Apart, ...] = ()
    silences: tuple[Apart, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cards or self.silences)

    @property
    def counted(self) -> str:
        """How many there are, in words."""
        return counted(len(self.cards), len(self.silences))


@dataclass(frozen=True)
class ItemEvidence:
    """The cards about one item: what can be looked up, and apart from it what people have seen and say.

    `silences` name documents that say nothing about it, and are no cards; `elsewhere` is what was written for an
    item of another edition that has to do with this one without being the same.
    """

    documents: tuple[Card, ...] = ()
    accounts: tuple[Card, ...] = ()
    silences: tuple[Card, ...] = ()
    elsewhere: Elsewhere = Elsewhere()

    def __bool__(self) -> bool:
        return bool(self.cards or self.silences)

    @property
    def cards(self) -> int:
        """How many cards there are."""
        return len(self.documents) + len(self.accounts)

    @property
    def counted(self) -> str:
        """How many there are, in words."""
        return counted(self.cards, len(self.silences))


@dataclass(frozen=True)
class Listing:
    """All evidence of a partnership by the items of one edition; `elsewhere` holds whatever stands under none."""

    items: Mapping[str, ItemEvidence]
    elsewhere: Elsewhere

    def __bool__(self) -> bool:
        return bool(self.elsewhere) or any(self.items.values())

    def of(self, item: str) -> ItemEvidence:
        """What there is about an item."""
        return self.items.get(item, ItemEvidence())


def visible(partnership: Partnership) -> QuerySet[Card]:
    """The cards everybody in a partnership may see: never held, or released.

    The order is by item, then title: never by time, which could tell who wrote a card that names nobody.
    """
    seen = Card.objects.filter(Q(held_for="") | Q(release__isnull=False), partnership=partnership)
    return seen.order_by("framework", "item", "title", "pk")


def visible_card(partnership: Partnership, card_id: UUID) -> Card:
    """One card everybody may see. Raises Card.DoesNotExist, for a held one too."""
    return visible(partnership).get(pk=card_id)


def for_item(partnership: Partnership, edition: Edition | Framework, item: str) -> ItemEvidence:
    """The evidence about one item of an edition, which need not be readable any more."""
    return by_item(partnership, edition).of(item)


def by_item(partnership: Partnership, edition: Edition | Framework, *, writers: bool = False) -> Listing:
    """All evidence by the items of an edition: one query, and a few more only where another edition was used.

    With `writers`, who wrote each open card is read along.
    """
    here = _Shown(partnership, edition)
    under: dict[str, list[Card]] = defaultdict(list)
    beside: dict[str, list[Apart]] = defaultdict(list)
    apart = []
    seen = visible(partnership)
    for card in seen.select_related("by") if writers else seen:
        if item := here.item(card):
            under[item].append(card)
            continue
        apart.append(here.apart(card))
        for item in here.related(card):
            beside[item].append(apart[-1])
    items = {item: _sorted_out(under[item], beside[item]) for item in {*under, *beside}}
    return Listing(items, _elsewhere(apart))


@dataclass
class _Shown:
    """The edition whose items are shown, and what cards of other editions have to do with them."""

    partnership: Partnership
    edition: Edition | Framework
    _read: dict[str, Crosswalk | None] = field(default_factory=dict)

    def item(self, card: Card) -> str:
        """The item under which a card stands; empty where it stands under none."""
        if card.edition.id == self.edition.id:
            return card.item
        compared = self._crosswalk(card)
        return compared.comparable_items().get(card.item, "") if compared else ""

    def related(self, card: Card) -> list[str]:
        """The items beside which a card of another edition is listed: its split or merged kin, or its namesake."""
        compared = self._crosswalk(card)
        links = compared.items if compared else ()
        kin = {key for link in links if card.item in link.from_keys for key in link.to_keys}
        return sorted(kin | {card.item} if card.framework == self.edition.key else kin)

    def apart(self, card: Card) -> Apart:
        """The card with the names of its own edition and item; their keys, where that edition is out of use."""
        framework = self._framework(card.edition.id)
        if framework is None:
            return Apart(card, f"{card.framework} ({card.framework_version})", card.item)
        edition = editions.name_of(framework)
        for number, item in enumerate(framework.items, start=1):
            if item.key == card.item:
                return Apart(card, edition, f"{number}. {item.short_title}", number)
        return Apart(card, edition, card.item)

    def _framework(self, edition: str) -> Framework | None:
        # What ships is known already; only for another edition it is worth asking for those of the partnership.
        return _shipped().get(edition) or self._local.get(edition)

    @cached_property
    def _local(self) -> dict[str, Framework]:
        return {framework.id: framework for framework in editions.editions(self.partnership)}

    def _crosswalk(self, card: Card) -> Crosswalk | None:
        written = card.edition.id
        if written not in self._read:
            older, newer = self._framework(written), self._framework(self.edition.id)
            self._read[written] = editions.crosswalk(self.partnership, older, newer) if older and newer else None
        return self._read[written]


def _shipped() -> dict[str, Framework]:
    return {framework.id: framework for framework in shelf.frameworks()}


def _sorted_out(cards: Iterable[Card], beside: Iterable[Apart]) -> ItemEvidence:
    # Cards of several editions come together here, so they are put in the order of their titles once more.
    listed = sorted(cards, key=lambda card: (card.title, str(card.pk)))
    return ItemEvidence(
        documents=tuple(card for card in listed if is_document(card.kind)),
        accounts=tuple(card for card in listed if card.kind in ACCOUNTS),
        silences=tuple(card for card in listed if is_silence(card.kind)),
        elsewhere=_elsewhere(beside),
    )


def _elsewhere(apart: Iterable[Apart]) -> Elsewhere:
    listed = sorted(
        apart, key=lambda each: (each.edition, each.number, each.challenge, each.card.title, str(each.card.pk))
    )
    return Elsewhere(
        cards=tuple(each for each in listed if not is_silence(each.card.kind)),
        silences=tuple(each for each in listed if is_silence(each.card.kind)),
    )
