"""Reads of evidence cards. Every one leaves out what is still held."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.evidence.models import Card
from alongside.evidence.rules import is_document
from alongside.people.models import Partnership


@dataclass(frozen=True)
class ItemEvidence:
    """The cards about one item: what can be looked up, and apart from it what people have seen and say."""

    documents: tuple[Card, ...] = ()
    accounts: tuple[Card, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.accounts)


def visible(partnership: Partnership) -> QuerySet[Card]:
    """The cards everybody in a partnership may see: never held, or released.

    The order is by item, then title: never by time, which could tell who wrote a card that names nobody.
    """
    seen = Card.objects.filter(Q(held_for="") | Q(release__isnull=False), partnership=partnership)
    return seen.order_by("framework", "item", "title", "pk")


def visible_card(partnership: Partnership, card_id: UUID) -> Card:
    """One card everybody may see. Raises Card.DoesNotExist, for a held one too."""
    return visible(partnership).get(pk=card_id)


def for_item(partnership: Partnership, framework: str, item: str) -> ItemEvidence:
    """The evidence about one item of a framework, whatever the edition."""
    return _sorted_out(list(visible(partnership).filter(framework=framework, item=item)))


def by_item(partnership: Partnership, framework: str, *, writers: bool = False) -> dict[str, ItemEvidence]:
    """The evidence of a framework by the key of its item, in one query; no entry for an item without.

    With `writers`, who wrote each open card is read along.
    """
    cards: dict[str, list[Card]] = {}
    seen = visible(partnership).filter(framework=framework)
    for card in seen.select_related("by") if writers else seen:
        cards.setdefault(card.item, []).append(card)
    return {item: _sorted_out(found) for item, found in cards.items()}


def _sorted_out(cards: list[Card]) -> ItemEvidence:
    return ItemEvidence(
        documents=tuple(card for card in cards if is_document(card.kind)),
        accounts=tuple(card for card in cards if not is_document(card.kind)),
    )
