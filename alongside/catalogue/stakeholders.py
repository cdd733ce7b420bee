"""The groups of people who are asked, and whose voice each of them is. The format is ``stakeholders/1``."""

from dataclasses import dataclass

from alongside.catalogue.grammar import ListOf, Record, read
from alongside.catalogue.keys import unique
from alongside.catalogue.scalars import KEY, LINE, TEXT, Choice

VOICES = ("people-who-use-services", "carers", "staff", "managers", "commissioners", "partners")


@dataclass(frozen=True, kw_only=True)
class Group:
    """A stakeholder group: its name, who belongs to it in plain words, and whose voice it is."""

    key: str
    name: str
    plain: str
    voice: str


@dataclass(frozen=True, kw_only=True)
class Stakeholders:
    """All groups, in the order in which they are offered."""

    groups: tuple[Group, ...]


GROUP = Record(Group, {"key": KEY, "name": LINE, "plain": TEXT, "voice": Choice(VOICES)})
STAKEHOLDERS = Record(Stakeholders, {"groups": ListOf(GROUP, at_least=1)}, format="stakeholders/1")


def groups(text: str, name: str) -> tuple[Group, ...]:
    """The groups a text holds. Raises ContentError with every problem found.

    People who use services are a voice without which nothing can be agreed, so a list that leaves them out is
    refused.
    """
    found, reading = read(text, name, STAKEHOLDERS)
    stakeholders: Stakeholders = found
    unique(stakeholders.groups, reading, ("groups",))
    if all(group.voice != "people-who-use-services" for group in stakeholders.groups):
        reading.refuse_at(("groups",), "no group has the voice 'people-who-use-services'")
    reading.stop_if_broken()
    return stakeholders.groups
