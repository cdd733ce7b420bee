"""Turn a plan into words, from one of its versions or from its draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.queries.editions import framework_of
from alongside.people.models import PartnershipOrganisation
from alongside.plans.models import Plan, Signature, VersionState
from alongside.plans.queries.drafts import NO_DATE, draft
from alongside.plans.queries.statements import Said as Statement
from alongside.plans.queries.statements import Statements, statements_on
from alongside.plans.queries.versions import Place, PlanView, VersionView
from alongside.plans.rules.content import ActionContent, GoalContent, PlanContent, digest
from alongside.reports.plans_on_paper.told import Aim, Said, Seat, Task, ToldPlan
from alongside.reports.sentences import listed
from alongside.ui import words

State = VersionState.State
Side = PartnershipOrganisation.Side
# The source's form names the commissioner first.
ORDER = (Side.COMMISSIONER.value, Side.PROVIDER.value)


def tell_version(plan: PlanView, found: VersionView) -> ToldPlan:
    """One version with its signatures and statements, dated in the partnership's time zone."""
    with timezone.override(plan.plan.partnership.time_zone):
        version, stated = found.version, statements_on(found)
        right = digest(version.content) == version.digest == found.version.digest
        return _tell(
            plan.plan,
            found.content,
            found.places,
            statements=tuple(_said(each) for each in stated.said),
            silent=_silent(stated) if found.content.signatories else "",
            short_version=_("Version %(n)d") % {"n": version.number},
            version=_("Version %(n)d, put forward on %(date)s") % {"n": version.number, "date": words.date(version.at)},
            state=state_in_words(plan, found),
            mark=mark(found),
            goals_by=_goals_by(found),
            digest=version.digest,
            check=_(
                "Whoever changes one letter of this version gets another fingerprint. To check it, download the text "
                "of this version from its page and run “alongside verify” with that file, or work out its SHA-256 with "
                "any tool you trust. The two must be the same."
            ),
            fault=""
            if right
            else _("Take care: the text that is kept here does not fit its fingerprint. Do not sign or rely on it."),
            made_at=version.at,
        )


def tell_draft(plan: Plan) -> ToldPlan:
    """The draft as it is now: not put forward, so nobody can sign it and it has no fingerprint."""
    with timezone.override(plan.partnership.time_zone):
        content = draft(plan)
        return _tell(
            plan,
            content,
            tuple(Place(who=each, acts=(), stands="") for each in content.signatories),
            statements=(),
            silent="",
            short_version=_("Draft"),
            version="",
            state=_("A draft as it was on %(date)s. It can change at any time, and nobody has signed it.")
            % {"date": words.date(timezone.now())},
            mark=_("DRAFT · not signed"),
            goals_by=_to_be_agreed(content),
            digest="",
            check="",
            fault="",
            made_at=None,
        )


def mark(found: VersionView) -> str:
    """What stands on every page of a version that is not in force; nothing on one that is."""
    marks = {
        State.PUT_FORWARD: _("DRAFT · not signed"),
        State.OPEN: _("DRAFT · not signed by everybody"),
        State.UNSIGNED: _("NOT SIGNED BY EVERYBODY"),
        State.TAKEN_BACK: _("TAKEN BACK · not signed"),
    }
    return marks.get(State(found.state), "")


def state_in_words(plan: PlanView, found: VersionView) -> str:
    """Where a version stands, whose signature is missing, and what took its place."""
    since, missing = words.date(found.since), listed([each.who.name for each in found.missing])
    if found.state == State.IN_FORCE:
        said = [_("In force since %(date)s.") % {"date": since}]
    elif found.state == State.UNSIGNED:
        said = [
            _("A signature was withdrawn on %(date)s. Still missing: %(names)s.") % {"date": since, "names": missing}
        ]
    elif found.state == State.OPEN:
        said = [_("Open for signature since %(date)s. Still missing: %(names)s.") % {"date": since, "names": missing}]
    elif found.state == State.TAKEN_BACK:
        said = [_("Taken back on %(date)s. It was never in force.") % {"date": since}]
    else:
        said = [_("Put forward on %(date)s so that people can say what they think. Not signed.") % {"date": since}]
    carried = plan.in_force
    if carried and found.in_force_since and carried.version.number > found.version.number:
        said.append(_("Version %(n)d has taken its place.") % {"n": carried.version.number})
    end = getattr(plan.plan, "end", None)
    if end is not None:
        said.append(_("The plan ended on %(date)s.") % {"date": words.date(end.at)})
    return " ".join(said)


def side_name(side: str) -> str:
    """What a side is called beside a name."""
    names = {
        Side.COMMISSIONER.value: _("Commissioner"),
        Side.PROVIDER.value: _("Provider"),
        Side.PARTNER.value: _("Partner"),
    }
    return names.get(side, "")


def _goals_by(found: VersionView) -> str:
    """Who agreed the goals. Only signatures that all stand say that anybody did."""
    if found.state == State.TAKEN_BACK:
        return _("Not agreed: this version was taken back.")
    if found.state == State.IN_FORCE and found.places and not found.missing:
        return _("Agreed by commissioners and providers together.")
    return _to_be_agreed(found.content)


def _to_be_agreed(content: PlanContent) -> str:
    if not content.signatories:
        return _("Written in a self-assessment. Nobody signs them.")
    return _("To be agreed by commissioners and providers together.")


def _tell(
    plan: Plan,
    content: PlanContent,
    seats: Sequence[Place],
    *,
    statements: tuple[Said, ...],
    silent: str,
    short_version: str,
    version: str,
    state: str,
    mark: str,
    goals_by: str,
    digest: str,
    check: str,
    fault: str,
    made_at: datetime | None,
) -> ToldPlan:
    language, stages = _language_and_stages(plan)
    keys = [key for key, _name in stages]
    ticked = keys.index(content.stage) if content.stage in keys else None
    challenge = f"{content.challenge_number}. {content.challenge}"
    placed = sorted(seats, key=lambda each: ORDER.index(each.who.side) if each.who.side in ORDER else len(ORDER))
    return ToldPlan(
        language=language,
        title=_("Plan for %(challenge)s") % {"challenge": content.challenge},
        partnership=content.partnership,
        provider=content.provider,
        edition=content.edition,
        challenge=challenge,
        stages=tuple(name for _key, name in stages),
        ticked=ticked,
        standard=content.stage_name if ticked is None else "",
        described=content.described.strip(),
        goals_by=goals_by,
        aims=tuple(_aim(number, goal) for number, goal in enumerate(content.goals, start=1)),
        evidence_sources=content.evidence_sources.strip(),
        seats=tuple(_seat(each) for each in placed),
        nobody_signs=""
        if placed
        else _("Nobody signs this plan: it is a self-assessment. Lead and lived-experience co-lead stand by it."),
        agrees=_("Signing agrees goals; it varies no contract.") if placed else "",
        statements=statements,
        silent=silent,
        review_on=_day(content.review_on),
        short_version=short_version,
        version=version,
        state=state,
        mark=mark,
        digest=digest,
        check=check,
        fault=fault,
        made_at=made_at,
    )


def _language_and_stages(plan: Plan) -> tuple[str, list[tuple[str, str]]]:
    """Key and name of each stage; none where the edition is gone, so that what was signed can still be printed."""
    assessment = plan.order.prioritising.assessment
    assessment.partnership = plan.partnership
    try:
        framework = framework_of(assessment)
    except LookupError:
        return assessment.language, []
    return assessment.language, [(stage.key, stage.name) for stage in framework.stages]


def _aim(number: int, goal: GoalContent) -> Aim:
    facts = (
        (_("How we will know"), goal.measure),
        (_("How it is now"), goal.baseline),
        (_("What we aim for"), goal.target),
        (_("Who agreed it"), goal.agreed),
        (_("What makes it possible"), goal.realistic),
    )
    return Aim(
        number=number,
        text=goal.text.strip(),
        facts=tuple((label, text.strip()) for label, text in facts if text.strip()),
        by_when=_day(goal.by_when),
        tasks=tuple(_task(number, each) for each in goal.actions),
    )


def _task(goal: int, action: ActionContent) -> Task:
    # Two facts: a person may look after what an organisation does that is not theirs.
    side = side_name(action.side)
    owner = (
        _("%(who)s (%(side)s)") % {"who": action.organisation, "side": side.lower()} if side else action.organisation
    )
    if action.person:
        owner = _("%(owner)s. Looked after by %(person)s.") % {"owner": owner, "person": action.person}
    return Task(
        goal=goal,
        text=action.text.strip(),
        owner=owner,
        due=_day(action.due),
        resources=action.resources.strip(),
    )


def _seat(place: Place) -> Seat:
    who = place.who
    stands = {
        "": _("Not signed"),
        Signature.Act.SIGNED: _("Signed"),
        Signature.Act.DECLINED: _("Declined to sign"),
        Signature.Act.WITHDREW: _("Took the signature back"),
    }
    return Seat(
        side=side_name(who.side),
        name=who.name,
        post=who.post,
        organisation=who.organisation,
        authority=who.authority.strip(),
        stands=stands[place.stands],
        signed=place.signed,
        done=tuple(_acts(place.acts)),
    )


def _acts(acts: Iterable[Signature]) -> Iterable[str]:
    for act in acts:
        did = _("%(what)s on %(date)s") % {"what": act.get_act_display(), "date": words.date_and_time(act.at)}
        yield f"{did}: {act.comment.strip()}" if act.comment.strip() else did


def _said(statement: Statement) -> Said:
    later = _("said after somebody had signed") if statement.after_signing else ""
    who = f"{statement.who} ({later})" if later else statement.who
    return Said(who=who, kind=str(statement.kind_name), text=statement.text.strip())


def _silent(stated: Statements) -> str:
    """Whose voice is missing beside the signatures."""
    if not stated.missing:
        return ""
    return _("Nothing has been said of this version by %(voices)s.") % {"voices": listed(stated.missing)}


def _day(value: object) -> str:
    return _("Not chosen yet") if value == NO_DATE else words.date(value)  # type: ignore[arg-type]
