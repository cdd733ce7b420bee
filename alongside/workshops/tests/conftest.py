"""The people whom every test of the product knows by name, for the pages of workshops."""

from tests.conftest import (
    amina,
    assessment,
    dee,
    gareth,
    hillside,
    joel,
    nobody,
    olga,
    participant,
    priya,
    riverside,
    tom,
    walter,
)

__all__ = [
    "amina", "assessment", "dee", "gareth", "hillside", "joel", "nobody", "olga", "participant", "priya", "riverside",
    "tom", "walter",
]  # fmt: skip
