"""What people who use services and carers say of a version, as pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from alongside.assessments.rules.completeness import PEOPLE_WHO_USE_SERVICES
from alongside.plans.models import Signature, Statement
from alongside.plans.queries.versions import VersionView
from alongside.plans.rules.voices import CARERS, SPEAKS, voice_name


@dataclass(frozen=True)
class Said:
    """One statement without its writer: whose voice, what they chose and wrote, whether somebody had signed by then.

    `at` is for the order; pages say the day alone, as the minute beside what else happened would tell who wrote.
    """

    who: str
    voice: str
    kind: str
    kind_name: str
    text: str
    at: datetime
    after_signing: bool


@dataclass(frozen=True)
class Statements:
    """Every statement on a version, people who use services first, and whose voice is missing, in words."""

    said: tuple[Said, ...]
    missing: tuple[str, ...]


def speaker(statement: Statement) -> str:
    """Who says it, without a name: one person, or how many of whom; of which group, where they let it be named."""
    if statement.people > 1:
        return _("%(n)d people who met or were asked: %(asked)s (%(voice)s)") % {
            "n": statement.people,
            "asked": statement.asked,
            "voice": statement.group_name or voice_name(statement.voice),
        }
    if statement.group_name:
        return _("One person from the group “%(group)s”") % {"group": statement.group_name}
    names = {
        PEOPLE_WHO_USE_SERVICES: _("One person who uses services"),
        CARERS: _("One carer, family member or friend"),
    }
    return names[statement.voice]


def kind_said(kind: str, *, several: bool) -> str:
    """What was chosen, as whoever says it would: one person never speaks as "we"."""
    one = {
        Statement.Kind.ENDORSES: _("I stand behind this plan"),
        Statement.Kind.STATES: _("This is what I think of it"),
        Statement.Kind.DOES_NOT: _("I do not stand behind this plan"),
    }
    more = {
        Statement.Kind.ENDORSES: _("We stand behind this plan"),
        Statement.Kind.STATES: _("This is what we think of it"),
        Statement.Kind.DOES_NOT: _("We do not stand behind this plan"),
    }
    return (more if several else one)[Statement.Kind(kind)]


def statements_for(found: Sequence[VersionView]) -> dict[UUID, Statements]:
    """The same for several versions at once, by their key."""
    prefetch_related_objects([each.version for each in found], "statements")
    return {each.version.pk: statements_on(each) for each in found}


def statements_on(found: VersionView) -> Statements:
    """What stands beside a version; reads the statements, or uses what was prefetched."""
    signed = [each.at for each in found.acts if each.act == Signature.Act.SIGNED]
    first = min(signed) if signed else None
    ordered = sorted(found.version.statements.all(), key=lambda each: (SPEAKS.index(each.voice), each.at))
    said = tuple(
        Said(
            who=speaker(each),
            voice=each.voice,
            kind=each.kind,
            kind_name=kind_said(each.kind, several=each.people > 1),
            text=each.text,
            at=each.at,
            after_signing=first is not None and each.at > first,
        )
        for each in ordered
    )
    heard = {each.voice for each in said}
    return Statements(said, tuple(voice_name(voice) for voice in SPEAKS if voice not in heard))
