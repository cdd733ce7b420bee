"""The stakeholder groups that a member may name, from the shipped content. Naming none is an answer too."""

from __future__ import annotations

from functools import cache

from alongside.catalogue import shelf
from alongside.catalogue.stakeholders import Group


@cache
def stakeholder_groups() -> dict[str, Group]:
    """The groups by their key, in the order in which they are offered."""
    return {group.key: group for group in shelf.stakeholder_groups()}


def group_name(key: str) -> str:
    """The name of a group; empty for somebody who would rather not name theirs or whose group is no longer offered."""
    group = stakeholder_groups().get(key)
    return group.name if group else ""
