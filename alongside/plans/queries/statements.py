"""What people who use services and carers say of a version, as pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from alongside.assessments.rules.completeness import PEOPLE_WHO_USE_SERVICES
from alongside.plans.models import Signature
from alongside.plans.queries.versions import VersionView
from alongside.plans.rules.voices import CARERS, SPEAKS, voice_name


@dataclass(frozen=True)
class Said:
    """One statement without its writer: whose voice, what they chose and wrote, whether somebody had signed by then."""

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


def speaker_name(voice: str) -> str:
    """One person of a voice who does not name their group."""
    names = {
        PEOPLE_WHO_USE_SERVICES: _("Somebody who uses services"),
        CARERS: _("A carer, family member or friend"),
    }
    return names.get(voice, "")


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
            who=each.group_name or speaker_name(each.voice),
            voice=each.voice,
            kind=each.kind,
            kind_name=each.get_kind_display(),
            text=each.text,
            at=each.at,
            after_signing=first is not None and each.at > first,
        )
        for each in ordered
    )
    heard = {each.voice for each in said}
    return Statements(said, tuple(voice_name(voice) for voice in SPEAKS if voice not in heard))
