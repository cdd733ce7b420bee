"""The words of the field, each explained once in plain words. The format is ``glossary/1``."""

from dataclasses import dataclass

from alongside.catalogue.grammar import ListOf, Maybe, Record, read
from alongside.catalogue.keys import unique
from alongside.catalogue.scalars import KEY, LANGUAGE, LINE, TEXT


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word and what it means. ``also`` holds other names for the same, ``now`` what it is called today."""

    key: str
    name: str
    means: str
    also: tuple[str, ...] = ()
    now: str | None = None


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """All terms of one language, in the order of the file."""

    language: str
    terms: tuple[Term, ...]

    def term(self, key: str) -> Term:
        """The term of this key. Raises KeyError if there is none."""
        return {term.key: term for term in self.terms}[key]


TERM = Record(
    Term,
    {"key": KEY, "name": LINE, "means": TEXT, "also": Maybe(ListOf(LINE), default=()), "now": Maybe(TEXT)},
)
GLOSSARY = Record(Glossary, {"language": LANGUAGE, "terms": ListOf(TERM, at_least=1)}, format="glossary/1")


def parse(text: str, name: str) -> Glossary:
    """The glossary a text holds. Raises ContentError with every problem found."""
    found, reading = read(text, name, GLOSSARY)
    glossary: Glossary = found
    unique(glossary.terms, reading, ("terms",))
    reading.stop_if_broken()
    return glossary
