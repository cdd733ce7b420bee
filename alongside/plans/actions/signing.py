"""Sign, decline, comment, withdraw. A signature is bound to the SHA-256 of exactly what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor, ActorKind
from alongside.audit.record import record
from alongside.people.access import Can, may
from alongside.people.models import Membership
from alongside.people.second_proof import OPEN_FOR, Proof
from alongside.plans.actions.turns import my_turn
from alongside.plans.actions.versions import into_force, move, newest_state, refuse_provider_view
from alongside.plans.models import Plan, Signature, Version, VersionState
from alongside.plans.queries.versions import content_of
from alongside.plans.rules.content import SignatoryContent, digest
from alongside.plans.rules.versions import Signed, is_signed, may_sign, standing
from alongside.ui.refusals import Conflict, Refused

Act = Signature.Act
State = VersionState.State


@transaction.atomic
def sign(*, versions: Mapping[Version, str], comment: str, proof: Proof, by: Actor) -> list[Version]:
    """Sign one version or several with one fresh second proof; returns those that came into force.

    `versions` gives, for each, the SHA-256 that the person read. All are signed or none: raises Conflict when one of
    them is no longer what was read or no longer takes signatures, Refused when this person is not to sign it, when
    the proof is for something else, or when they have signed it already.
    """
    if not versions:
        raise Refused(_("Choose at least one plan to sign."))
    if not _covers(proof, by, versions.values()):
        raise Refused(_("The proof you gave was for other plans. Give it again for these."))
    if timezone.now() - proof.at > OPEN_FOR:
        raise Refused(_("More than five minutes went by since your proof. Nothing is signed. Give it again."))
    # Always in the same order, so that two people who sign several plans never wait for one another in a circle.
    ordered = sorted(versions.items(), key=lambda each: each[0].plan_id)
    return [version for version, seen in ordered if _sign_one(version, seen, comment, proof, by)]


def _covers(proof: Proof, by: Actor, digests: Iterable[str]) -> bool:
    """Whether this is the proof of this person for exactly these; what is no SHA-256 at all is covered by none."""
    try:
        return by.id is not None and proof.covers(by.id, digests)
    except ValueError:
        return False


def _sign_one(version: Version, seen: str, comment: str, proof: Proof, by: Actor) -> bool:
    plan = my_turn(version.plan)
    fresh = Version.objects.get(pk=version.pk)
    place = _place_of(fresh, plan, by)
    if not may_sign(newest_state(fresh).state) or _is_overtaken(fresh):
        raise Conflict(_("This version no longer takes signatures: something happened to it since you read it."))
    if seen != fresh.digest or digest(fresh.content) != fresh.digest:
        raise Conflict(_("What you read is not what would be signed. Read the plan again. Nothing was signed."))
    refuse_provider_view(plan)
    stands = standing(_acts(fresh), fresh.digest).get(place.id)
    if stands is not None and stands.act == Act.SIGNED:
        raise Refused(_("You have signed this version already."))
    _add(fresh, place, Act.SIGNED, comment, by, factor=proof.factor)
    complete = is_signed(content_of(fresh), fresh.digest, _acts(fresh))
    if complete:
        into_force(fresh, by)
    return complete


@transaction.atomic
def decline(*, version: Version, comment: str, by: Actor) -> Signature:
    """Say that one does not sign this version, and why."""
    plan = my_turn(version.plan)
    place = _place_of(version, plan, by)
    if not may_sign(newest_state(version).state):
        raise Conflict(_("This version no longer takes signatures: something happened to it since you read it."))
    _refuse_empty(comment)
    if _has_signed(version, place):
        raise Refused(_("You have signed this version. You can withdraw your signature."))
    return _add(version, place, Act.DECLINED, comment, by)


@transaction.atomic
def comment_on(*, version: Version, comment: str, by: Actor) -> Signature:
    """Write something beside one's place without signing."""
    place = _place_of(version, my_turn(version.plan), by)
    if newest_state(version).state == State.TAKEN_BACK:
        raise Conflict(_("This version was taken back meanwhile. Nothing was changed."))
    _refuse_empty(comment)
    return _add(version, place, Act.COMMENTED, comment, by)


@transaction.atomic
def withdraw(*, version: Version, comment: str, by: Actor) -> Signature:
    """Take one's signature back, with the reason. A version in force stays carried out and says that one is missing."""
    plan = my_turn(version.plan)
    place = _place_of(version, plan, by)
    if newest_state(version).state == State.TAKEN_BACK:
        raise Conflict(_("This version was taken back meanwhile. Your signature binds nobody."))
    _refuse_empty(comment)
    if not _has_signed(version, place):
        raise Refused(_("You have not signed this version, so there is nothing to withdraw."))
    act = _add(version, place, Act.WITHDREW, comment, by)
    if newest_state(version).state == State.IN_FORCE:
        move(version, State.UNSIGNED, by)
    return act


def _place_of(version: Version, plan: Plan, by: Actor) -> SignatoryContent:
    """Where this person is to sign, while they are still a member."""
    place = content_of(version).signatory_of(by.id) if by.kind is ActorKind.USER else None
    if place is None or not _may_sign_here(plan.partnership_id, by.id):
        raise Refused(_("You are not one of those who sign this plan."))
    return place


def _is_overtaken(version: Version) -> bool:
    """Whether a later version has come into force since."""
    later = Version.objects.filter(plan=version.plan_id, number__gt=version.number)
    return later.filter(states__state=State.IN_FORCE).exists()


def _may_sign_here(partnership_id: UUID, user_id: UUID | None) -> bool:
    """Whether this person is a member now, in a role that signs."""
    if user_id is None:
        return False
    found = Membership.objects.filter(partnership_id=partnership_id, user_id=user_id).first()
    return found is not None and may(found.role, Can.SIGN)


def _acts(version: Version) -> list[Signed]:
    rows = version.signatures.values_list("signatory", "sequence", "act", "digest")
    return [Signed(*row) for row in rows]


def _has_signed(version: Version, place: SignatoryContent) -> bool:
    stands = standing(_acts(version), version.digest).get(place.id)
    return stands is not None and stands.act == Act.SIGNED


def _add(version: Version, place: SignatoryContent, act: str, comment: str, by: Actor, factor: str = "") -> Signature:
    done = Signature.objects.create(
        version=version,
        signatory=place.id,
        sequence=version.signatures.filter(signatory=place.id).count() + 1,
        act=act,
        comment=comment,
        name=place.name,
        post=place.post,
        authority=place.authority,
        digest=version.digest,
        factor=factor,
        by_id=by.id,
    )
    record(act, done, by=by, partnership_id=version.plan.partnership_id)
    return done


def _refuse_empty(comment: str) -> None:
    if not comment.strip():
        raise Refused(_("Write a sentence, so that everybody understands."))
