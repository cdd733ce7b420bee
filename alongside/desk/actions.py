"""Share with a commissioner's desk, release a new copy, take all of it back; name who reads a desk."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.desk.making import made_now
from alongside.desk.models import DeskCopy, DeskReader, DeskShare
from alongside.desk.rules import to_json
from alongside.people.models import Organisation, Partnership, PartnershipOrganisation, User
from alongside.ui.refusals import Refused

Side = PartnershipOrganisation.Side


@transaction.atomic
def share(*, partnership: Partnership, organisation: Organisation, by: Actor) -> DeskShare:
    """Begin to share with one of the partnership's commissioners, and release the first copy."""
    if not partnership.sides.filter(side=Side.COMMISSIONER, organisation=organisation).exists():
        raise Refused(_("You can share with a commissioner of this partnership only."))
    opened, new = DeskShare.objects.get_or_create(
        partnership=partnership, organisation=organisation, ended_at=None, defaults={"by_id": by.id}
    )
    if new:
        record("shared", opened, by=by, partnership_id=partnership.pk)
        release(share=opened, by=by)
    return opened


@transaction.atomic
def release(*, share: DeskShare, by: Actor) -> DeskCopy:
    """Release what the record and the plans say now; the desk reads this copy from now on, and older ones go."""
    fresh = _my_turn(share)
    newest = fresh.copies.order_by("-sequence").first()
    made = DeskCopy.objects.create(
        share=fresh,
        sequence=(newest.sequence if newest else 0) + 1,
        content=to_json(made_now(fresh.partnership, fresh.organisation)),
        by_id=by.id,
    )
    fresh.copies.exclude(pk=made.pk).delete()
    record("released", made, by=by, partnership_id=fresh.partnership_id)
    return made


@transaction.atomic
def take_back(*, share: DeskShare, by: Actor) -> None:
    """End a share: from the next request on the desk has nothing of this partnership. Twice changes nothing."""
    fresh = DeskShare.objects.select_for_update().get(pk=share.pk)
    fresh.copies.all().delete()
    if fresh.ended_at is None:
        fresh.ended_at = timezone.now()
        fresh.save(update_fields=["ended_at"])
        record("took back", fresh, by=by, partnership_id=fresh.partnership_id)


@transaction.atomic
def name_reader(*, organisation: Organisation, email: str, by: Actor) -> DeskReader:
    """Let somebody who has an account open the desk of an organisation."""
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise Refused(_("Nobody here has an account with this address. They need one first."))
    reader, new = DeskReader.objects.get_or_create(organisation=organisation, user=user)
    if new:
        record("named", reader, by=by)
    return reader


@transaction.atomic
def end_reading(*, reader: DeskReader, by: Actor) -> None:
    """Somebody no longer opens a desk, from the next request on."""
    record("ended", reader, by=by)
    reader.delete()


def _my_turn(share: DeskShare) -> DeskShare:
    fresh = DeskShare.objects.select_for_update().get(pk=share.pk)
    if fresh.ended_at is not None:
        raise Refused(_("This was taken back. Share again if you want the commissioner to read it."))
    return fresh
