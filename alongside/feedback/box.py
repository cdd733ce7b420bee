"""Close an answer so that only the key outside the database opens it.

Hybrid public key encryption (RFC 9180: X25519, HKDF-SHA256, ChaCha20-Poly1305) by the `cryptography` library. Every box
has the same length, so that a long answer does not stand out.
"""

from __future__ import annotations

import base64
from functools import cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_ABOUT = b"alongside feedback 1"
# Room for three questions about somebody, a dozen answers and two thousand characters of any script.
LENGTH = 12_288
_END = b"\x01"


class Unreadable(Exception):
    """A box that this key does not open, or that somebody changed."""


def seal(words: bytes) -> bytes:
    """A closed box of one fixed length. Raises ValueError where the words are too long."""
    if len(words) >= LENGTH:
        raise ValueError("This answer is longer than a sealed answer may be.")
    padded = (words + _END).ljust(LENGTH, b"\0")
    return bytes(_SUITE.encrypt(padded, _key().public_key(), info=_ABOUT))


def unseal(box: bytes) -> bytes:
    """What was sealed. Raises Unreadable."""
    try:
        padded = bytes(_SUITE.decrypt(box, _key(), info=_ABOUT))
    except (InvalidTag, ValueError) as problem:
        raise Unreadable("A sealed answer cannot be opened with this installation's feedback key.") from problem
    return padded.rstrip(b"\0")[: -len(_END)]


def _key() -> X25519PrivateKey:
    return _read(settings.FEEDBACK_KEY)


@cache
def _read(written: str) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(written))
