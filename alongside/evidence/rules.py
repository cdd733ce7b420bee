"""What makes a card a document or somebody's account, how cards are counted, and who may change or remove one.

Documents are kept apart from opinions: an opinion never fills a document's place, because whoever reads a
card called a document or a figure must be able to go and find it.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.evidence.models import Card
from alongside.people.access import Role

DOCUMENTS = (Card.Kind.DOCUMENT, Card.Kind.READING)
ACCOUNTS = (Card.Kind.OBSERVATION, Card.Kind.STORY)
LEADS = (Role.LEAD, Role.CO_LEAD)


class CardRefused(ValueError):
    """A card cannot be kept as it is. `problems` says, for each field, what to do about it."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def is_document(kind: str) -> bool:
    """Whether a kind of card stands for something that others can look up."""
    return kind in DOCUMENTS


def is_silence(kind: str) -> bool:
    """Whether a card says that a document says nothing. It is no card among the others: it shows nothing."""
    return kind == Card.Kind.SILENCE


def names_a_document(kind: str) -> bool:
    """Whether a card must say where others can look: for what stands there, or to see that nothing does."""
    return is_document(kind) or is_silence(kind)


def counted(cards: int, silences: int) -> str:
    """ "3 cards, and 1 document that says nothing". Empty where there is neither."""
    number = ngettext("%(num)d card", "%(num)d cards", cards) % {"num": cards}
    silent = ngettext("%(num)d document that says nothing", "%(num)d documents that say nothing", silences) % {
        "num": silences
    }
    if cards and silences:
        return _("%(cards)s, and %(silent)s") % {"cards": number, "silent": silent}
    return number if cards else silent if silences else ""


def problems(*, kind: str, title: str, shows: str, source: str, dated: str) -> dict[str, str]:
    """What is missing, a sentence for each field; empty when the card can be kept."""
    found = {}
    if kind not in Card.Kind.values:
        found["kind"] = _("Choose what kind of evidence this is.")
    if not title.strip():
        found["title"] = _("Give it a short title, so that people can find it again.")
    if not shows.strip():
        found["shows"] = _("Say what it shows, in a sentence or two.")
    if names_a_document(kind) and not source.strip():
        found["source"] = _(
            "Say where others can find this document or figure. If there is nothing to find, "
            "choose “%(seen)s” or “%(account)s” instead."
        ) % {"seen": Card.Kind.OBSERVATION.label, "account": Card.Kind.STORY.label}
    if names_a_document(kind) and not dated.strip():
        found["dated"] = _("Say what date it has, or what time it is about. A year is enough.")
    return found


def may_change(card: Card, *, user_id: UUID, role: str) -> bool:
    """Whether a member may change or remove a card: its writer may, and so may the lead and the co-lead.

    A card that was put beside somebody's rating names no writer. Nobody may reword it; leads may remove it.
    """
    return card.held_for == "" and (card.by_id == user_id or role in LEADS)


def may_remove(card: Card, *, user_id: UUID, role: str) -> bool:
    """Whether a member may take a card that everybody can see out of the record."""
    return may_change(card, user_id=user_id, role=role) or role in LEADS
