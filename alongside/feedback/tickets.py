"""What lets one answer in, once: a card's code, or a ticket that a link, a tablet or a sheet of paper draws.

Neither says who holds it. A card is known by the keyed hash of its code; a drawn ticket carries its own proof, so that
nothing is stored until an answer comes with it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from uuid import UUID

from django.utils.crypto import constant_time_compare

from alongside.people.tokens import ALPHABET, hash_of, tidy

# Twelve letters of thirty-one: sixty bits, typed in groups of four. Nobody finds one of a thousand cards by trying.
CODE_LENGTH = 12
_CARD, _DRAWN = "feedback card", "feedback ticket"


@dataclass(frozen=True)
class Ticket:
    """A ticket as it came with an answer: which asking it is for (a card's is looked up), and what is kept of it."""

    hash: str
    asking_id: UUID | None


def new_code() -> str:
    """A code for a card, as "ABCD-EFGH-JKMN". It is printed and never kept."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def card_hash(code: str) -> str:
    """What is kept of a card's code, forgiving about case, spaces and hyphens."""
    return hash_of(_CARD, tidy(code))


def looks_like_card(code: str) -> bool:
    """Whether this could be a card's code at all."""
    return len(tidy(code)) == CODE_LENGTH and set(tidy(code)) <= set(ALPHABET)


def draw(asking_id: UUID) -> str:
    """A ticket for one answer to this asking; nothing is stored until it comes back."""
    drawn = secrets.token_urlsafe(16)
    return f"{asking_id.hex}.{drawn}.{_proof(asking_id, drawn)}"


def read(written: str) -> Ticket | None:
    """A ticket as it was sent: a card's code, or one that was drawn here. None for anything else."""
    if looks_like_card(written):
        return Ticket(card_hash(written), None)
    try:
        hexadecimal, drawn, proof = written.split(".")
        asking_id = UUID(hex=hexadecimal)
    except ValueError:
        return None
    if not constant_time_compare(proof, _proof(asking_id, drawn)):
        return None
    return Ticket(hash_of(_DRAWN, drawn), asking_id)


def in_batch(batch: str, number: int) -> str:
    """What is kept of one sheet of a batch that is typed in: made of the batch's own ticket, so it counts once."""
    return hash_of(_DRAWN, f"{batch} {number}")


def _proof(asking_id: UUID, drawn: str) -> str:
    """Half of a keyed hash: 128 bits."""
    return hash_of(f"{_DRAWN} for {asking_id.hex}", drawn)[:32]
