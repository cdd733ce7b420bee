"""Small factories for tests: each makes one thing the way the product makes it, through its actions.

`partnership` → `member` → `assessment` (open for answers) → `participants` → `rate_all` → `reveal_all` → `decide` →
`close`. `signed_in` gives a client for a member.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import count, groupby

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.test import Client
from django.utils import timezone

from alongside.assessments.actions import assessment as running
from alongside.assessments.actions import decision as deciding
from alongside.assessments.actions.answers import Sent, rate_together
from alongside.assessments.actions.participation import join
from alongside.assessments.actions.rating import share_reason
from alongside.assessments.actions.reveal import reveal
from alongside.assessments.models import Assessment, Decision, Participant, Rating
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.rounds import open_rounds
from alongside.assessments.rules.expected import Wanted
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD, Role
from alongside.people.actions.accounts import create_account
from alongside.people.actions.organisations import add_organisation, create_partnership
from alongside.people.groups import stakeholder_groups
from alongside.people.models import Membership, Partnership
from alongside.ui.refusals import Refused

PASSWORD = "a long enough password"
GROUPS = ("people-who-use-services", "carers", "staff", "commissioners")
_number = count(1)


def partnership(name: str = "Riverside recovery partnership", provider: str = "") -> Partnership:
    """A partnership around one provider; without a name the provider gets one of its own."""
    organisation = add_organisation(
        name=provider or f"Riverside Mental Health Trust {next(_number)}", kind="nhs-provider", by=SYSTEM
    )
    return create_partnership(name=name, provider=organisation, by=SYSTEM)


def member(
    partnership: Partnership, role: Role | str = Role.LEAD, name: str = "", group: str = "", secured: bool = True
) -> Membership:
    """Somebody with a place in a partnership; `secured` sets up their second factor."""
    number = next(_number)
    user = create_account(
        email=f"person{number}@example.org", name=name or f"Person {number}", password=PASSWORD, by=SYSTEM
    )
    if secured:
        TOTP.activate(user, generate_totp_secret())
    return Membership.objects.create(partnership=partnership, user=user, role=Role(role).value, group=group)


def signed_in(membership: Membership) -> Client:
    """A client signed in as a member; pages find the second factor that `member` set up."""
    client = Client()
    client.force_login(membership.user)
    return client


def assessment(
    partnership: Partnership,
    framework: str = "ten-challenges",
    version: str = "2026",
    groups: Iterable[str | Wanted] = GROUPS,
    title: str = "Spring assessment",
    told: str = "We publish what we agree, and say in six months what changed.",
    by: Actor = SYSTEM,
    open: bool = True,
) -> Assessment:
    """An assessment that expects these groups (keys of the shipped ones, or `Wanted`), open unless told otherwise."""
    known = stakeholder_groups()
    wanted = [
        each
        if isinstance(each, Wanted)
        else Wanted(each, known[each].name, known[each].voice, invited=12, support="A room", payment="£20")
        for each in groups
    ]
    made = running.start(
        partnership=partnership,
        title=title,
        framework=framework,
        version=version,
        language="en-GB",
        told=told,
        groups=wanted,
        by=by,
    )
    if open:
        running.open_for_answers(assessment=made, by=by)
    return made


def participants(
    assessment: Assessment, group_key: str = "", n: int = 5, consent: bool = False, mode: str = "own"
) -> list[Participant]:
    """People of a group who joined ("" for those who name none); `consent` to their group being shown while small."""
    group = assessment.groups.get(key=group_key) if group_key else None
    return [join(assessment=assessment, group=group, mode=mode, may_show_alone=consent).participant for _ in range(n)]


def rate_all(
    people: Sequence[Participant],
    answers: str | Sequence[str] | Mapping[str, str],
    reason: str = "",
    share: bool = False,
    items: Collection[str] = (),
) -> list[Rating]:
    """Everybody answers in the open round: every item the same, one answer per person, or by item; `items` or all.

    They answer together, as people in one room do: all of it arrives at one moment, or none of it.
    """
    sent = []
    for place, person in enumerate(people):
        rounds = open_rounds(person.assessment, [item.key for item in framework_of(person.assessment).items])
        for item, round in ((key, round) for key, round in rounds.items() if not items or key in items):
            answer = answers.get(item) if isinstance(answers, Mapping) else answers
            if answer is not None and not isinstance(answer, str):
                answer = answer[place % len(answer)]
            if answer:
                sent.append(Sent(person, item, answer, reason, round, revision=0))
    made = _answered(sent)
    for rating in made if share else ():
        share_reason(rating=rating, by=Actor.participant(rating.participant_id))
    return made


@transaction.atomic
def _answered(sent: Sequence[Sent]) -> list[Rating]:
    made = []
    for assessment, theirs in groupby(sent, key=lambda each: each.participant.assessment):
        for kept in rate_together(assessment=assessment, sent=list(theirs)):
            if isinstance(kept, Refused):
                raise kept
            made.append(kept.rating)
    return made


def reveal_all(assessment: Assessment, items: Iterable[str] = (), by: Actor = SYSTEM) -> None:
    """Open the current round of these items, or of all."""
    reveal(assessment=assessment, items=list(items) or [item.key for item in framework_of(assessment).items], by=by)


def decide(
    assessment: Assessment,
    item: str,
    outcome: str,
    reason: str = "This is what most of us see in most teams.",
    dissent: str = "",
    lead: str = "Ann Lead",
    co_lead: str = "Bo Co-lead",
    confirmed: bool = True,
    by: Actor = SYSTEM,
) -> Decision:
    """A decision proposed by the lead and, unless told otherwise, confirmed by the co-lead. Reveal the item first."""
    newest = assessment.decisions.filter(item=item).order_by("-sequence").first()
    decision = deciding.propose(
        assessment=assessment,
        item=item,
        outcome=outcome,
        reason=reason,
        dissent=dissent,
        after=newest.sequence if newest else 0,
        role=DECIDES_AS_LEAD,
        name=lead,
        by=by,
    )
    if confirmed:
        deciding.confirm(decision=decision, role=DECIDES_AS_CO_LEAD, name=co_lead, by=by)
    return decision


def close(assessment: Assessment, by: Actor = SYSTEM) -> Assessment:
    """Close the record for lead and co-lead, having said what each absence means."""
    absent = assessment.groups.filter(absence_means="").exclude(participants__answered_at__isnull=False)
    meanings = {group.pk: "We did not reach them, so their view is missing here." for group in absent}
    running.explain_absences(assessment=assessment, meanings=meanings, by=by)
    for role in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        running.approve_closing(assessment=assessment, role=role, by=by)
    return assessment


def run_out(share: object) -> None:
    """Let a share or an invitation have run out a minute ago."""
    share.expires_at = timezone.now() - timedelta(minutes=1)  # type: ignore[attr-defined]
    share.save(update_fields=["expires_at"])  # type: ignore[attr-defined]
