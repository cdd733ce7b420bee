"""Organisations of the site, and the partnerships they form."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.models import Organisation, Partnership, PartnershipOrganisation

Side = PartnershipOrganisation.Side


@transaction.atomic
def add_organisation(*, name: str, kind: str, ods_code: str = "", by: Actor) -> Organisation:
    """Add an organisation to the site. Raises IntegrityError where its name or code is there already."""
    organisation = Organisation.objects.create(name=name, kind=kind, ods_code=ods_code.upper())
    record("created", organisation, by=by, fields=["kind", "name", "ods_code"])
    return organisation


@transaction.atomic
def create_partnership(
    *,
    name: str,
    provider: Organisation,
    commissioners: Iterable[Organisation] = (),
    partners: Iterable[Organisation] = (),
    by: Actor,
) -> Partnership:
    """Begin a partnership around the provider that is assessed. It has no members yet: invite its first lead next."""
    partnership = Partnership.objects.create(name=name)
    record("created", partnership, by=by, partnership_id=partnership.pk, fields=["name"])
    sides = {provider: Side.PROVIDER}
    sides |= {organisation: Side.COMMISSIONER for organisation in commissioners if organisation not in sides}
    sides |= {organisation: Side.PARTNER for organisation in partners if organisation not in sides}
    for organisation, side in sides.items():
        bring_in(partnership=partnership, organisation=organisation, side=side, by=by)
    return partnership


@transaction.atomic
def bring_in(*, partnership: Partnership, organisation: Organisation, side: str, by: Actor) -> PartnershipOrganisation:
    """Add an organisation to a partnership. Raises IntegrityError where it belongs to it already."""
    added = PartnershipOrganisation.objects.create(partnership=partnership, organisation=organisation, side=side)
    record("created", added, by=by, partnership_id=partnership.pk, fields=["organisation", "side"])
    return added
