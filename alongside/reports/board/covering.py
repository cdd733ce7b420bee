"""How much a record covers, so that one of a few people and challenges does not pass for one of everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.reports.changes.queries import Came, Closed, Looked, groups_of, items_looked_at
from alongside.ui import words


@dataclass(frozen=True)
class Covered:
    """A closed record: of how many challenges answers were opened or an outcome recorded; who answered, of how many
    groups. People who named no group are no group of their own."""

    closed: Closed
    challenges: int
    people: int
    groups: int

    def is_less_than(self, other: Covered) -> bool:
        """Whether the other one covers more challenges, or more people."""
        return self.challenges < other.challenges or self.people < other.people


def covered(looked: Sequence[Looked], older: Sequence[Closed]) -> list[Covered]:
    """How much these records cover, in the order given. What was read already asks nothing more; older ones ask three
    queries, however many they are."""
    found = [_covered(each.closed, each.groups, set(each.opened) | set(each.decided)) for each in looked]
    if not older:
        return found
    ids = [each.assessment.pk for each in older]
    groups, items = groups_of(ids), items_looked_at(ids)
    return found + [
        _covered(each, groups.get(each.assessment.pk, ()), items.get(each.assessment.pk, ())) for each in older
    ]


def _covered(closed: Closed, groups: Iterable[Came], items: Collection[str]) -> Covered:
    came = [each.answered for each in groups if each.answered]
    return Covered(closed, len(items), sum(came) + closed.unnamed, len(came))


def covered_more(found: Sequence[Covered]) -> Covered | None:
    """The newest of the earlier records that covers more than the newest, which is the first."""
    return next((each for each in found[1:] if found[0].is_less_than(each)), None)


def covers_in_words(now: Covered, asked: int, more: Covered | None) -> str:
    """What a record covers of so many challenges, and which earlier record covers more."""
    said = _("This record covers %(challenges)d of %(asked)d challenges, and the answers of %(people)s.") % {
        "challenges": now.challenges,
        "asked": asked,
        "people": _people(now),
    }
    if more is None:
        return said
    earlier = ngettext(
        "An earlier record, closed on %(day)s, covers %(n)d challenge, and the answers of %(people)s.",
        "An earlier record, closed on %(day)s, covers %(n)d challenges, and the answers of %(people)s.",
        more.challenges,
    )
    given = {"day": words.date(more.closed.at), "n": more.challenges, "people": _people(more)}
    return f"{said} {earlier % given}"


def _people(of: Covered) -> str:
    people = ngettext("%(n)d person", "%(n)d people", of.people) % {"n": of.people}
    if not of.groups:
        return people
    groups = ngettext("%(n)d group", "%(n)d groups", of.groups) % {"n": of.groups}
    return _("%(people)s of %(groups)s") % {"people": people, "groups": groups}
