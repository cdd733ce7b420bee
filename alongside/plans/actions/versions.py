"""Put a plan forward, hear people who use services and carers, open it for signature, take it back."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.models import Participant
from alongside.audit.actor import Actor, ActorKind
from alongside.audit.record import record
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.plans.actions.turns import my_turn
from alongside.plans.models import Plan, PlanEnd, Statement, Version, VersionState
from alongside.plans.queries.drafts import draft
from alongside.plans.queries.people import commissioners_among, members_now, signers_among
from alongside.plans.queries.readiness import readiness_of, rests_on_provider_view
from alongside.plans.queries.replacing import still_going
from alongside.plans.queries.versions import content_of
from alongside.plans.rules.content import PlanContent, digest, to_text
from alongside.plans.rules.readiness import problems_with_people
from alongside.plans.rules.versions import may_follow
from alongside.plans.rules.voices import may_state
from alongside.ui.refusals import Conflict, Refused

State = VersionState.State


@transaction.atomic
def put_forward(*, plan: Plan, seen: int, role: str, by: Actor) -> Version:
    """Freeze the draft as the next version. A version that still waits is taken back, with the signatures it had.

    `seen` is the revision of the draft that was read. Raises Refused with everything that is still missing.
    """
    fresh = my_turn(plan)
    refuse_other_roles(role)
    if fresh.revision != seen:
        raise Conflict(_("Somebody changed this plan since you read it. Read it again, then put it forward."))
    content = draft(fresh)
    missing = readiness_of(fresh, content).missing
    if missing:
        raise Refused(" ".join(missing))
    _refuse_twin(fresh, content)
    for waiting in fresh.versions.all():
        if newest_state(waiting).state in (State.PUT_FORWARD, State.OPEN):
            move(waiting, State.TAKEN_BACK, by, why=_("Another version took its place."))
    text = to_text(content)
    version = Version.objects.create(
        plan=fresh,
        number=content.number,
        content=text,
        digest=digest(text),
        revision=fresh.revision,
        role=role,
        by_id=by.id,
    )
    VersionState.objects.create(version=version, sequence=1, state=State.PUT_FORWARD, by_id=by.id)
    record("put forward", version, by=by, partnership_id=fresh.partnership_id)
    return version


@transaction.atomic
def open_for_signature(*, version: Version, role: str, by: Actor) -> bool:
    """The other of lead and co-lead agrees that the version as it is goes to those who sign.

    A self-assessment has nobody to sign, so it comes into force here: true.
    """
    fresh = my_turn(version.plan)
    refuse_other_roles(role)
    _refuse_if_moved(version, State.PUT_FORWARD)
    if role == version.role or (by.id is not None and by.id == version.by_id):
        raise Refused(_("You put this version forward. Whoever of lead and co-lead did not put it forward opens it."))
    content = content_of(version)
    signed = bool(content.signatories)
    if signed:
        refuse_provider_view(fresh)
        _refuse_absent_signatories(fresh, content)
    if signed:
        move(version, State.OPEN, by)
    else:
        into_force(version, by)
    return not signed


@transaction.atomic
def take_back(*, version: Version, why: str, role: str, by: Actor) -> None:
    """Stop a version that is not in force yet, and say why. What was signed on it stays with it and binds nobody."""
    fresh = my_turn(version.plan)
    refuse_other_roles(role)
    if not why.strip():
        raise Refused(_("Say why, so that those who have read or signed it understand."))
    if newest_state(version).state not in (State.PUT_FORWARD, State.OPEN):
        raise Conflict(_("This version is already further on. Nothing was changed."))
    move(version, State.TAKEN_BACK, by, why=why)
    record("took back", version, by=by, partnership_id=fresh.partnership_id)


@transaction.atomic
def state(
    *,
    version: Version,
    kind: str,
    voice: str,
    group_name: str,
    text: str,
    participant: Participant | None,
    by: Actor,
    people: int = 1,
    asked: str = "",
) -> Statement:
    """Say what people who use services, or carers, think of a version. One each; a new one takes the place of the old.

    `people` and `asked` say how many speak and who they are, where it is more than the writer.
    It can be given from when the version is put forward until it is in force. `voice` is the speaker's own, as
    `queries.people` tells it. Raises Refused for any other voice, and for somebody who took part in another assessment.
    """
    plan = my_turn(version.plan)
    if not may_state(voice):
        raise Refused(_("Here people who use services and carers, family and friends say what they think."))
    if participant and participant.assessment_id != plan.order.prioritising.assessment_id:
        raise Refused(_("This plan rests on another assessment than the one you took part in."))
    if newest_state(version).state not in (State.PUT_FORWARD, State.OPEN):
        raise Conflict(_("This version is already further on, so nothing can be added to it. Your words are below."))
    if kind != Statement.Kind.ENDORSES and not text.strip():
        raise Refused(_("Write what you think of the plan."))
    if (people > 1) != bool(asked.strip()):
        raise Refused(_("Where several say it, write who they are and how many."))
    user_id = by.id if by.kind is ActorKind.USER else None
    whose = {"participant": participant} if participant else {"by_id": user_id}
    if not any(whose.values()):
        raise Refused(_("Somebody has to stand behind a statement."))
    said = Statement.objects.update_or_create(
        version=version,
        **whose,
        defaults={
            "kind": kind,
            "voice": voice,
            "group_name": group_name,
            "people": people,
            "asked": asked,
            "text": text,
            "at": timezone.now(),
        },
    )[0]
    record("stated", said, by=by, partnership_id=version.plan.partnership_id)
    return said


def newest_state(version: Version) -> VersionState:
    """The newest state row; a version is never without one."""
    return version.states.order_by("-sequence")[0]


def move(version: Version, to: str, by: Actor, why: str = "") -> VersionState:
    """Add a state, if it may follow. Raises Conflict if the version is already further on."""
    now = newest_state(version)
    if not may_follow(now.state, to):
        raise Conflict(_("This version is already further on. Nothing was changed."))
    return VersionState.objects.create(version=version, sequence=now.sequence + 1, state=to, why=why, by_id=by.id)


def into_force(version: Version, by: Actor) -> None:
    """From now on this version is carried out; an older plan for the same challenge has come to its end."""
    move(version, State.IN_FORCE, by)
    plan = version.plan
    why = _("A newer plan took its place.")
    # A review may be ending one of them at this moment; then it has ended, which is all that is wanted here.
    ends = [PlanEnd(plan=each, why=why, by_id=by.id) for each in still_going(plan)]
    PlanEnd.objects.bulk_create(ends, ignore_conflicts=True)
    record("came into force", version, by=by, partnership_id=plan.partnership_id)


def take_back_what_waits(plan: Plan, *, why: str, by: Actor) -> None:
    """A version that was not in force yet is stopped; what was signed on it stays with it and binds nobody."""
    for version in plan.versions.all():
        if newest_state(version).state in (State.PUT_FORWARD, State.OPEN):
            move(version, State.TAKEN_BACK, by, why=why)
            record("took back", version, by=by, partnership_id=plan.partnership_id)


def refuse_provider_view(plan: Plan) -> None:
    """Refuse to let anybody sign what rests on a provider's view."""
    if rests_on_provider_view(plan):
        raise Refused(_("The assessment is a provider’s view, incomplete, so no plan that rests on it can be signed."))


def _refuse_absent_signatories(plan: Plan, content: PlanContent) -> None:
    """Refuse to open what could never be signed, because somebody who is to sign has gone."""
    members = members_now(plan.partnership)
    signers, commissioners = signers_among(members), commissioners_among(members)
    gone = problems_with_people(replace(content, goals=()), members, signers, commissioners)
    if gone:
        raise Refused(" ".join([*gone, _("Take this version back, then change the draft.")]))


def _refuse_twin(plan: Plan, content: PlanContent) -> None:
    """Refuse to put forward what stands already: nobody should have to sign the same thing twice."""
    standing = [each for each in plan.versions.order_by("-number") if newest_state(each).state != State.TAKEN_BACK]
    newest = standing[0] if standing else None
    if newest and replace(content, number=newest.number) == content_of(newest):
        raise Refused(
            _("Nothing has changed since version %(n)d. There is nothing new to sign.") % {"n": newest.number}
        )


def _refuse_if_moved(version: Version, expected: str) -> None:
    if newest_state(version).state != expected:
        raise Conflict(_("This version is already further on. Nothing was changed."))


def refuse_other_roles(role: str) -> None:
    """Refuse whoever is neither lead nor co-lead."""
    if role not in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        raise Refused(_("A lead and a lived-experience co-lead put a plan forward together, and either may stop it."))
