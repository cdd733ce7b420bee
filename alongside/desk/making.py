"""Make a copy: what a partnership's agreed record and its plans in force say on a day, for one commissioner.

Nobody's own answers, no reasons that people shared and no counts of answers go in: of the record, only what was agreed
and who took part is read at all, and it is said in the words of the record's own page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.models import Assessment, AssessmentState
from alongside.assessments.queries.decisions import PutForward, recorded_decisions
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.rules.completeness import Presence, is_provider_view
from alongside.catalogue.framework import Framework, Item
from alongside.desk.rules import Agreed, Ask, Copy, GoalCopy, PlanCopy, RecordCopy
from alongside.people.models import Organisation, Partnership, PartnershipOrganisation
from alongside.plans.models import Progress, Update
from alongside.plans.queries.doing import next_told
from alongside.plans.queries.said import HeldReview, LastSaid, held_reviews, last_said
from alongside.plans.queries.versions import VersionView, plan_views
from alongside.plans.rules.content import ActionContent
from alongside.plans.rules.due import FINISHED, next_review
from alongside.reports import sentences
from alongside.reports.changes.queries import groups_of
from alongside.ui.words import date as in_words

Side = PartnershipOrganisation.Side


def made_now(partnership: Partnership, organisation: Organisation) -> Copy:
    """The copy as it would be if it were released to a commissioner now."""
    return addressed(told_now(partnership), organisation)


def addressed(copy: Copy, organisation: Organisation) -> Copy:
    """The same copy for one commissioner: it says which of the actions are theirs."""
    return replace(copy, asks=tuple(replace(ask, for_us=ask.organisation == organisation.name) for ask in copy.asks))


def told_now(partnership: Partnership) -> Copy:
    """What is the same in the copies of all commissioners; nine queries however much there is."""
    with timezone.override(partnership.time_zone):
        views = [each for each in plan_views(partnership) if not each.end]
        in_force = [(each, each.in_force) for each in views if each.in_force is not None]
        plans = [each.plan.pk for each, _version in in_force]
        goals = [goal.id for _view, version in in_force for goal in version.content.goals]
        newest, readings = last_said(Update.objects.filter(plan__in=plans), goals)
        reviews = held_reviews(plans)
        in_force.sort(key=lambda each: each[1].content.challenge_number)
        said = _Said(newest, readings)
        provider, record = _provider_and_record(partnership)
        return Copy(
            provider=provider,
            partnership=partnership.name,
            record=record,
            plans=tuple(_plan(version, said, reviews.get(view.plan.pk, ())) for view, version in in_force),
            asks=tuple(
                _ask(version, goal.text, action, said)
                for _view, version in in_force
                for goal in version.content.goals
                for action in goal.actions
                if action.side == Side.COMMISSIONER
            ),
        )


def _provider_and_record(partnership: Partnership) -> tuple[str, RecordCopy | None]:
    """The provider's name and what its newest closed record says, if there is one; three queries."""
    providers = partnership.sides.filter(side=Side.PROVIDER).order_by("pk").values("organisation__name")[:1]
    closed = AssessmentState.objects.filter(assessment=OuterRef("pk"), state=AssessmentState.State.CLOSED)
    rows = partnership.assessments.annotate(
        closed_at=Subquery(closed.order_by("-sequence").values("at")[:1]), provider=Subquery(providers)
    )
    assessment = rows.filter(closed_at__isnull=False).order_by("-created_at").first()
    if assessment is None:
        return next((each["organisation__name"] for each in providers), ""), None
    assessment.partnership = partnership
    return assessment.provider or "", _record(assessment, assessment.closed_at)


def _record(assessment: Assessment, closed_at: datetime) -> RecordCopy:
    framework, decided = framework_of(assessment), recorded_decisions(assessment)
    groups = groups_of([assessment.pk]).get(assessment.pk, [])
    came = [Presence(each.name, each.voice, each.answered, each.absence_means) for each in groups]
    incomplete, incomplete_means = sentences.provider_view(is_provider_view(came))
    return RecordCopy(
        title=assessment.title,
        dated=sentences.closed_on(closed_at),
        edition=framework.title,
        incomplete=incomplete,
        incomplete_means=incomplete_means,
        agreed=tuple(_agreed(item, framework, decided.get(item.key)) for item in framework.items),
        present=tuple(
            f"{each.name}: {sentences.came(each.answered, each.invited)}" for each in groups if each.answered
        ),
        absent=tuple(f"{each.name}: {sentences.absence(each.absence_means)}" for each in groups if not each.answered),
    )


def _agreed(item: Item, framework: Framework, decision: PutForward | None) -> Agreed:
    return Agreed(
        number=framework.item_number(item.key),
        challenge=item.title,
        outcome=sentences.outcome(framework, decision, closed=True),
        reason=decision.reason.strip() if decision else "",
        dissent=decision.dissent.strip() if decision else "",
    )


class _Said:
    """The newest that was said of each goal and action, and the newest reading of each measure, in words."""

    def __init__(self, newest: Mapping[UUID, LastSaid], readings: Mapping[UUID, LastSaid]) -> None:
        self._newest, self._readings = newest, readings
        # Said once: a plan has hundreds of updates, and they are in one of five states.
        self._labels = {each.value: str(each.label) for each in Progress}
        self._dated = _("%(said)s (%(day)s)")
        self._reviewed = _("Reviewed on %(day)s. What was learned: %(learned)s")
        self._reviewed_one_sided = _(
            "Reviewed on %(day)s (provider view, incomplete: nobody who uses services took part). "
            "What was learned: %(learned)s"
        )

    def progress(self, key: UUID) -> str:
        """How it goes; nothing where nobody has said."""
        update = self._newest.get(key)
        if update is None:
            return ""
        said = f"{self._labels[update.progress]}. {update.text}".strip()
        return self._dated % {"said": said, "day": in_words(update.at)}

    def reading(self, key: UUID) -> str:
        """The newest reading; nothing where nobody has measured."""
        update = self._readings.get(key)
        return "" if update is None else self._dated % {"said": update.reading, "day": in_words(update.at)}

    def review(self, held: HeldReview) -> str:
        """A review in a sentence; one without people who use services says so."""
        said = self._reviewed_one_sided if held.one_sided else self._reviewed
        return said % {"day": in_words(held.held_on), "learned": held.learned.strip()}

    def finished(self, key: UUID) -> bool:
        """Whether it is done, or was stopped on purpose."""
        return key in self._newest and self._newest[key].progress in FINISHED


def _plan(version: VersionView, said: _Said, reviews: Sequence[HeldReview]) -> PlanCopy:
    signatory = _("%(name)s, %(post)s, %(organisation)s")
    return PlanCopy(
        challenge=version.content.challenge,
        version=version.version.number,
        digest=version.version.digest,
        in_force_since=timezone.localtime(version.in_force_since).date(),
        signed=tuple(
            signatory % {"name": place.who.name, "post": place.who.post, "organisation": place.who.organisation}
            for place in version.places
            if place.signed
        ),
        note=_("A signature was withdrawn. The plan is still carried out.") if version.missing else "",
        goals=tuple(
            GoalCopy(
                text=goal.text,
                measure=goal.measure,
                baseline=goal.baseline,
                target=goal.target,
                by_when=goal.by_when,
                progress=said.progress(goal.id),
                reading=said.reading(goal.id),
            )
            for goal in version.content.goals
        ),
        review_due=next_review(version.content, next_told(reviews, version.version)),
        reviews=tuple(said.review(each) for each in reviews),
    )


def _ask(version: VersionView, goal: str, action: ActionContent, said: _Said) -> Ask:
    return Ask(
        challenge=version.content.challenge,
        goal=goal,
        text=action.text,
        organisation=action.organisation,
        for_us=False,
        due=action.due,
        resources=action.resources,
        progress=said.progress(action.id),
        finished=said.finished(action.id),
    )
