"""The people whom every test of the product knows by name, for the pages of comparing."""

from tests.conftest import amina, dee, gareth, hillside, joel, olga, priya, riverside, tom

__all__ = ["amina", "dee", "gareth", "hillside", "joel", "olga", "priya", "riverside", "tom"]
