"""Start an assessment, set it up, open it, and close its record."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.actions.turns import my_turn, my_turn_until_closed, my_turn_while_open
from alongside.assessments.models import Approval, Assessment, AssessmentState, ExpectedGroup, ParticipantCard
from alongside.assessments.queries.decisions import recorded_decisions
from alongside.assessments.queries.digest import digest
from alongside.assessments.queries.groups import presences
from alongside.assessments.queries.reveals import revealed_rounds
from alongside.assessments.queries.states import latest_state
from alongside.assessments.rules.completeness import problems_before_closing
from alongside.assessments.rules.expected import Wanted
from alongside.assessments.rules.states import may_follow
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.evidence import actions as evidence
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.people.models import Partnership
from alongside.ui.refusals import Conflict, Refused

State = AssessmentState.State


@transaction.atomic
def start(
    *,
    partnership: Partnership,
    title: str,
    framework: str,
    version: str,
    language: str,
    told: str,
    groups: Sequence[Wanted],
    by: Actor,
    looks_at: str = "",
) -> Assessment:
    """Begin an assessment, in preparation, with the groups that are expected."""
    assessment = Assessment.objects.create(
        partnership=partnership,
        title=title,
        looks_at=looks_at,
        framework=framework,
        framework_version=version,
        language=language,
        told=told,
        created_by_id=by.id,
    )
    AssessmentState.objects.create(assessment=assessment, sequence=1, state=State.PREPARING, by_id=by.id)
    ExpectedGroup.objects.bulk_create(
        ExpectedGroup(assessment=assessment, position=place, **vars(wanted)) for place, wanted in enumerate(groups)
    )
    record("started", assessment, by=by, partnership_id=partnership.pk)
    return assessment


@transaction.atomic
def set_up(*, assessment: Assessment, title: str, told: str, by: Actor, looks_at: str | None = None) -> Assessment:
    """Change the title, what it looks at (None: as it is), and what people are told will happen, until it closes."""
    fresh = my_turn_until_closed(assessment)
    fresh.title, fresh.told = title, told
    changed = ["title", "told"]
    if looks_at is not None and looks_at != fresh.looks_at:
        fresh.looks_at = looks_at
        changed.append("looks_at")
    fresh.save(update_fields=changed)
    record("changed", fresh, by=by, partnership_id=fresh.partnership_id, fields=changed)
    return fresh


@transaction.atomic
def expect_groups(*, assessment: Assessment, groups: Sequence[Wanted], by: Actor) -> None:
    """Say whom to expect and what each group is offered. A group that somebody already joined cannot go."""
    fresh = my_turn_until_closed(assessment)
    now = {group.key: group for group in fresh.groups.all()}
    gone = [group for key, group in now.items() if key not in {wanted.key for wanted in groups}]
    for group in gone:
        if group.participants.exists():
            raise Refused(
                _("“%(name)s” cannot be removed: somebody has already taken part from it.") % {"name": group.name}
            )
        group.delete()
    for place, wanted in enumerate(groups):
        ExpectedGroup.objects.update_or_create(
            assessment=fresh, key=wanted.key, defaults={**vars(wanted), "position": place}
        )
    record("changed", fresh, by=by, partnership_id=fresh.partnership_id, fields=["groups"])


@transaction.atomic
def open_for_answers(*, assessment: Assessment, by: Actor) -> None:
    """Let people answer."""
    fresh = my_turn(assessment)
    _move(fresh, State.OPEN, by)
    record("opened", fresh, by=by, partnership_id=fresh.partnership_id)


@transaction.atomic
def explain_absences(*, assessment: Assessment, meanings: dict[UUID, str], by: Actor) -> None:
    """Write down, for groups from which nobody came, what that means for the record."""
    fresh = my_turn_until_closed(assessment)
    for group in fresh.groups.all():
        if group.pk in meanings and group.absence_means != meanings[group.pk]:
            group.absence_means = meanings[group.pk]
            group.save(update_fields=["absence_means"])
    record("explained absences", fresh, by=by, partnership_id=fresh.partnership_id, fields=["absence_means"])


@transaction.atomic
def approve_closing(*, assessment: Assessment, role: str, by: Actor, seen: str | None = None) -> bool:
    """The lead or the co-lead agrees to close. With both agreeing to the same content, the record closes: true.

    `seen` is the digest of what the person read; None stands for the record as it is now. Raises Conflict when it has
    changed since. An agreement to an earlier content no longer counts.

    Closing deletes every single rating and unshared reason, and what waited for a reveal that never came; what was
    revealed, shared and decided stays.
    """
    fresh = my_turn_while_open(assessment)
    if role not in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        raise Refused(_("A record is closed by a lead together with a lived-experience co-lead."))
    problems = problems_before_closing(presences(fresh), len(recorded_decisions(fresh)))
    if problems:
        raise Refused(" ".join(problems))
    now = digest(fresh)
    if seen is not None and seen != now:
        raise Conflict(_("The record has changed since you read it. Read it again, then agree."))
    sequence = latest_state(fresh).sequence
    others = fresh.approvals.filter(after_sequence=sequence).exclude(role=role)
    if by.id is not None and others.filter(by_id=by.id).exists():
        raise Refused(_("You have agreed already. The other half needs another person."))
    Approval.objects.update_or_create(
        assessment=fresh, after_sequence=sequence, role=role, defaults={"by_id": by.id, "digest": now}
    )
    record("approved closing", fresh, by=by, partnership_id=fresh.partnership_id)
    approvals = fresh.approvals.filter(after_sequence=sequence, digest=now)
    both = {approval.role for approval in approvals} == {DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD}
    if both:
        _close(fresh, by)
    return both


def _close(assessment: Assessment, by: Actor) -> None:
    _move(assessment, State.CLOSED, by)
    revealed = revealed_rounds(assessment)
    for shared in assessment.shared_reasons.all():
        if (shared.item, shared.round) not in revealed:
            shared.delete()
    links = ParticipantCard.objects.filter(participant__assessment=assessment)
    for held in links.select_related("card"):
        if (held.item, held.round) not in revealed:
            evidence.remove_held(card=held.card, by=by)
    links.delete()
    assessment.ratings.all().delete()
    assessment.participants.update(user=None, invite=None)
    record("closed", assessment, by=by, partnership_id=assessment.partnership_id)


def _move(assessment: Assessment, state: str, by: Actor) -> None:
    now = latest_state(assessment)
    if not may_follow(now.state, state):
        raise Refused(_("This assessment is already further on. Nothing was changed."))
    AssessmentState.objects.create(assessment=assessment, sequence=now.sequence + 1, state=state, by_id=by.id)
