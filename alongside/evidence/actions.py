"""What people do with evidence cards.

The log never says who wrote a held card: its entry names the partnership instead of the card, and no field.
Opening a card gives it the time of the opening, so that its own time does not tell either.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor, ActorKind
from alongside.audit.record import record
from alongside.catalogue.evidence import EvidenceSet
from alongside.evidence.models import Card, Release
from alongside.evidence.rules import CardRefused, problems
from alongside.people.models import Partnership


@transaction.atomic
def add_card(
    *,
    partnership: Partnership,
    framework: str,
    framework_version: str,
    item: str,
    kind: str,
    title: str,
    shows: str,
    does_not_show: str,
    source: str,
    dated: str,
    by: Actor,
    held_for: str = "",
) -> Card:
    """Keep a card about an item of an edition; with `held_for` it waits for a release. Raises CardRefused.

    Only a member's own card that is open from the start names its writer.
    """
    card = Card(
        partnership=partnership,
        framework=framework,
        framework_version=framework_version,
        item=item,
        kind=kind,
        title=title.strip(),
        shows=shows.strip(),
        does_not_show=does_not_show.strip(),
        source=source.strip(),
        dated=dated.strip(),
        held_for=held_for,
        by_id=None if held_for else _user(by),
    )
    _check(card)
    card.save()
    if held_for:
        record("added held card", partnership, by=by, partnership_id=partnership.pk)
    else:
        record("added", card, by=by, partnership_id=partnership.pk)
    return card


@transaction.atomic
def change_card(
    *, card: Card, kind: str, title: str, shows: str, does_not_show: str, source: str, dated: str, by: Actor
) -> Card:
    """Correct an open card. Raises CardRefused, always for one put beside an answer."""
    card = Card.objects.select_for_update().get(pk=card.pk)
    if card.held_for:
        raise CardRefused({"": _("This card was put beside somebody’s answer, so nobody else can reword it.")})
    wanted = {
        "kind": kind,
        "title": title.strip(),
        "shows": shows.strip(),
        "does_not_show": does_not_show.strip(),
        "source": source.strip(),
        "dated": dated.strip(),
    }
    changed = [name for name, value in wanted.items() if getattr(card, name) != value]
    for name in changed:
        setattr(card, name, wanted[name])
    _check(card)
    if changed:
        card.save(update_fields=changed)
        record("changed", card, by=by, partnership_id=card.partnership_id, fields=changed)
    return card


@transaction.atomic
def remove_card(*, card: Card, by: Actor) -> None:
    """Delete a card that everybody could see."""
    record("removed", card, by=by, partnership_id=card.partnership_id)
    card.delete()


@transaction.atomic
def remove_held(*, card: Card, by: Actor) -> bool:
    """Let its writer take a held card back. False, and the card stays, once it was opened to everybody."""
    held = Card.objects.select_for_update(of=("self",)).exclude(held_for="").filter(pk=card.pk, release=None).first()
    if held is None:
        return False
    record("took back held card", held.partnership, by=by, partnership_id=held.partnership_id)
    held.delete()
    return True


@transaction.atomic
def release(*, partnership: Partnership, held_for: Iterable[str], by: Actor) -> int:
    """Open the cards that wait for any of these, together with the answers they belong to; returns how many.

    Doing it again opens only what was added since.
    """
    # Never the empty text: it means that a card does not wait.
    waits = {text for text in held_for if text}
    held = Card.objects.select_for_update(of=("self",)).filter(partnership=partnership, held_for__in=waits)
    opened = list(held.exclude(pk__in=Release.objects.values("card_id")).values_list("pk", flat=True))
    if not opened:
        return 0
    now = timezone.now()
    Card.objects.filter(pk__in=opened).update(created_at=now)
    Release.objects.bulk_create(Release(card_id=id) for id in opened)
    record("released cards", partnership, by=by, partnership_id=partnership.pk)
    return len(opened)


@transaction.atomic
def load_pack(*, partnership: Partnership, pack: EvidenceSet, organisation_key: str, by: Actor) -> int:
    """Add what a published document says about one organisation; returns how many cards were added.

    Where the document is silent about an item, a card of that kind says so. Cards that are there already are left
    alone. Raises ValueError if the document does not tell of the organisation.
    """
    if organisation_key not in {organisation.key for organisation in pack.organisations}:
        raise ValueError(f"{pack.key} tells nothing about {organisation_key}.")
    edition = {"framework": pack.framework.key, "framework_version": pack.framework.version}
    open_cards = Card.objects.filter(partnership=partnership, held_for="", **edition)
    there = set(open_cards.values_list("item", "title"))
    added = 0
    for wanted in _pack_cards(pack, organisation_key):
        if (wanted["item"], wanted["title"]) not in there:
            add_card(partnership=partnership, by=by, **edition, **wanted)
            added += 1
    return added


def _pack_cards(pack: EvidenceSet, organisation_key: str) -> list[dict[str, str]]:
    document = f"{pack.document.title} ({pack.document.year})"
    cards = [
        {
            "item": card.item,
            "kind": card.kind,
            "title": card.title,
            "shows": _unwrapped(card.shows),
            "does_not_show": _unwrapped(card.does_not_show),
            "source": _("%(document)s, section %(section)s") % {"document": document, "section": card.section},
            "dated": card.date,
        }
        for card in pack.cards
        if card.organisation == organisation_key
    ]
    silences = [
        {
            "item": silence.item,
            "kind": str(Card.Kind.SILENCE),
            "title": _("This document says nothing about the challenge"),
            "shows": _unwrapped(silence.note),
            "does_not_show": _("Whether anything was being done. Silence in a document is not a finding."),
            "source": document,
            "dated": str(pack.document.year),
        }
        for silence in pack.silences
        if silence.organisation == organisation_key
    ]
    return cards + silences


def _unwrapped(text: str) -> str:
    """A text of a file as its paragraphs, without the ends of its lines."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))


def _check(card: Card) -> None:
    found = problems(kind=card.kind, title=card.title, shows=card.shows, source=card.source, dated=card.dated)
    if found:
        raise CardRefused(found)


def _user(by: Actor) -> UUID | None:
    return by.id if by.kind is ActorKind.USER else None
