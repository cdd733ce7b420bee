"""Secrets to hand over: links of 256 bits, and codes of eight characters that can be typed.

Both are derived from the site's key and the row's identifier, so they can be shown again to whoever may hand them
over, and a copy of the database alone opens nothing. A typed code is looked up by its keyed hash.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.encoding import force_bytes

# Letters and digits that are not mistaken for one another when read aloud or from paper (no I, L, O, 0, 1).
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


def link_secret(purpose: str, id: UUID) -> str:
    """The secret part of a link, 43 characters."""
    return base64.urlsafe_b64encode(_mac(f"link {purpose}", id.bytes)).decode().rstrip("=")


def link_opens(purpose: str, id: UUID, secret: str) -> bool:
    """Whether a secret from a link is the one for this row."""
    return constant_time_compare(link_secret(purpose, id), secret)


def typed_code(purpose: str, id: UUID) -> str:
    """The eight characters for this row, as "ABCD-EFGH"."""
    number = int.from_bytes(_mac(f"code {purpose}", id.bytes), "big")
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    code = "".join(letters)
    return f"{code[:4]}-{code[4:]}"


def code_hash(purpose: str, code: str) -> str:
    """What is stored of a typed code, forgiving about case, spaces, hyphens; hexadecimal, keyed."""
    return _mac(f"hash {purpose}", tidy(code).encode()).hex()


def tidy(code: str) -> str:
    """A typed code without what people add to it."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def looks_like_code(code: str) -> bool:
    """Whether this could be a code at all."""
    return len(tidy(code)) == CODE_LENGTH and set(tidy(code)) <= set(ALPHABET)


def hash_of(purpose: str, secret: str) -> str:
    """What is stored of a random secret; hexadecimal, keyed."""
    return _mac(f"hash {purpose}", secret.encode()).hex()


def _mac(purpose: str, message: bytes) -> bytes:
    key = hashlib.sha256(b"alongside tokens" + force_bytes(settings.SECRET_KEY)).digest()
    return hmac.new(key, purpose.encode() + b"\0" + message, hashlib.sha256).digest()
