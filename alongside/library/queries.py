"""Reads of editions: what ships, what a partnership published, and what it is working on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.catalogue import shelf
from alongside.catalogue.crosswalk import Crosswalk
from alongside.catalogue.document import ContentError
from alongside.catalogue.framework import Framework, parse
from alongside.library.models import FRAMEWORK, Draft, LocalDocument
from alongside.library.rules.comparing import by_keys, carried_over, nothing_in_common, turned
from alongside.library.rules.versions import fingerprint
from alongside.people.models import Partnership

# Parsed texts by their hash, a few at a time: about as many as are in use at once in one process. Parsing takes a
# quarter of a second, so no page does it twice; a broken text is parsed each time it is listed, and there are few.
MOST_KEPT = 64
_kept: dict[str, Framework] = {}


@dataclass(frozen=True)
class Edition:
    """One edition that a partnership may use. A local one that is out of use has a problem, no framework."""

    key: str
    version: str
    framework: Framework | None
    local: bool
    problem: str = ""
    published_at: datetime | None = None

    @property
    def id(self) -> str:
        """Key and version in one word."""
        return f"{self.key}/{self.version}"


def editions(partnership: Partnership) -> list[Edition]:
    """Every edition: those that ship, then the local ones, each by key and age."""
    shipped = [Edition(each.key, each.version, each, local=False) for each in shelf.frameworks()]
    return shipped + [_local(document) for document in _documents(partnership)]


def frameworks(partnership: Partnership) -> list[Framework]:
    """Every edition that can be used."""
    return [each.framework for each in editions(partnership) if each.framework]


def edition(partnership: Partnership, key: str, version: str) -> Framework:
    """One edition. Raises LookupError if there is none, or if it is local and out of use."""
    try:
        return shelf.framework(key, version)
    except shelf.NotOnTheShelfError:
        document = _documents(partnership).filter(key=key, version=version).first()
    if document is None:
        raise LookupError(f"{key}/{version}")
    found = _read(document)
    if isinstance(found, str):
        raise LookupError(found)
    return found


def default_edition(partnership: Partnership) -> Framework:
    """The edition offered first: the newest local one that can be used, else the one the content names."""
    for document in _documents(partnership).order_by("-published_at"):
        found = _read(document)
        if isinstance(found, Framework):
            return found
    return shelf.default_framework()


def offered(partnership: Partnership) -> list[Framework]:
    """Every edition that can be used, the one offered first at the beginning; one query."""
    known = editions(partnership)
    local = [each for each in known if each.framework and each.published_at]
    newest = max(local, key=lambda each: each.published_at or datetime.min, default=None)
    first = newest.framework if newest and newest.framework else shelf.default_framework()
    return [first, *(each.framework for each in known if each.framework and each.framework.id != first.id)]


def newest_local(partnership: Partnership, key: str) -> LocalDocument | None:
    """The local edition of a framework that was published last; None where there is none."""
    return _documents(partnership).filter(key=key).order_by("-published_at").first()


def is_local(partnership: Partnership, framework: Framework) -> bool:
    """Whether an edition was published by the partnership itself."""
    return _documents(partnership).filter(key=framework.key, version=framework.version).exists()


def drafts(partnership: Partnership) -> list[Draft]:
    """The local editions being worked on, without their texts."""
    return list(Draft.objects.filter(partnership=partnership, kind=FRAMEWORK).defer("text").order_by("key"))


def has_draft(partnership: Partnership, key: str) -> bool:
    """Whether a framework is being worked on."""
    return Draft.objects.filter(partnership=partnership, kind=FRAMEWORK, key=key).exists()


def draft(partnership: Partnership, key: str) -> Draft:
    """The draft of a framework. Raises Draft.DoesNotExist."""
    return Draft.objects.get(partnership=partnership, kind=FRAMEWORK, key=key)


def draft_framework(draft: Draft) -> Framework:
    """What a draft says. Raises ContentError if the format changed since it was saved."""
    return parsed(draft.text, draft.key)


def parsed(text: str, name: str) -> Framework:
    """The framework in a text, parsed once. Raises ContentError with every problem and its line."""
    sha256 = fingerprint(text)
    if sha256 not in _kept:
        framework = parse(text, name)
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[sha256] = framework
    return _kept[sha256]


def base_of(draft: Draft) -> Framework | None:
    """The edition a draft was made from; None for one that was brought along, or whose base is out of use."""
    if not draft.based_on_version:
        return None
    try:
        return edition(draft.partnership, draft.key, draft.based_on_version)
    except LookupError:
        return None


def versions(partnership: Partnership, key: str) -> set[str]:
    """The versions of a framework that are taken, readable or not."""
    shipped = {each.version for each in shelf.frameworks() if each.key == key}
    return shipped | set(_documents(partnership).filter(key=key).values_list("version", flat=True))


def crosswalk(partnership: Partnership, older: Framework, newer: Framework) -> Crosswalk:
    """What of two editions may be compared.

    A local change is compared with what it was made from, and with its relatives, through the shipped
    crosswalk of the editions they come from. Where nobody has said what may be compared, nothing is.
    """
    first, second = _shipped_ancestor(partnership, older), _shipped_ancestor(partnership, newer)
    if first == second:
        return by_keys(older, newer, _("Both were made from the same edition, so the same challenges can be compared."))
    found = shelf.crosswalk(first, second)
    if found is None and (other := shelf.crosswalk(second, first)):
        found = turned(other)
    if found is None:
        return nothing_in_common(older, newer, _("Nobody has said what of these two can be compared, so nothing is."))
    return carried_over(found, older, newer)


def document_text(partnership: Partnership, framework: Framework) -> str | None:
    """The text of a local edition as it was published; None for one that ships."""
    found = _documents(partnership).filter(key=framework.key, version=framework.version).first()
    return found.text if found else None


def _documents(partnership: Partnership) -> QuerySet[LocalDocument]:
    documents = LocalDocument.objects.filter(partnership=partnership, kind=FRAMEWORK)
    return documents.defer("text").order_by("key", "published_at")


def _local(document: LocalDocument) -> Edition:
    found = _read(document)
    works = isinstance(found, Framework)
    return Edition(
        document.key,
        document.version,
        found if isinstance(found, Framework) else None,
        local=True,
        problem="" if works else str(found),
        published_at=document.published_at,
    )


def _read(document: LocalDocument) -> Framework | str:
    """The framework of a local document, or why it cannot be used. Its text is fetched only where it must be parsed."""
    if document.sha256 not in _kept and fingerprint(document.text) != document.sha256:
        return _("The text is not the one that was published.")
    try:
        found = _kept.get(document.sha256) or parsed(document.text, str(document))
    except ContentError as error:
        return str(error)
    if found.id != str(document):
        return _("The text says that it is %(said)s.") % {"said": found.id}
    return found


def _shipped_ancestor(partnership: Partnership, framework: Framework) -> str:
    """The id of the shipped edition that this one goes back to, step by step; its own if there is none."""
    seen = {framework.id}
    while framework.version not in {each.version for each in shelf.frameworks() if each.key == framework.key}:
        base = framework.based_on
        if base is None or base.id in seen:
            break
        seen.add(base.id)
        try:
            framework = edition(partnership, base.key, base.version)
        except LookupError:
            return base.id
    return framework.id
