"""Make a copy: what a partnership's agreed record and its plans in force say on a day, for one commissioner.

Nobody's own answers, no reasons that people shared and no counts by group go in: the record is told as for somebody
outside, and of that only what was agreed and who took part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.models import Assessment, AssessmentState
from alongside.assessments.queries.record import record
from alongside.desk.rules import Agreed, Ask, Copy, GoalCopy, PlanCopy, RecordCopy
from alongside.people.models import Organisation, Partnership, PartnershipOrganisation
from alongside.people.queries import sides
from alongside.plans.models import Review, Update
from alongside.plans.queries.doing import newest_and_readings
from alongside.plans.queries.standing import review_days
from alongside.plans.queries.versions import PlanView, VersionView, plan_views
from alongside.plans.rules.content import ActionContent
from alongside.plans.rules.due import FINISHED
from alongside.plans.rules.reviews import Came, is_provider_view
from alongside.reports.telling import tell
from alongside.ui.words import date as in_words

Side = PartnershipOrganisation.Side


def made_now(partnership: Partnership, organisation: Organisation) -> Copy:
    """The copy as it would be if it were released to a commissioner now."""
    return addressed(told_now(partnership), organisation)


def addressed(copy: Copy, organisation: Organisation) -> Copy:
    """The same copy for one commissioner: it says which of the actions are theirs."""
    return replace(copy, asks=tuple(replace(ask, for_us=ask.organisation == organisation.name) for ask in copy.asks))


def told_now(partnership: Partnership) -> Copy:
    """What is the same in the copies of all commissioners."""
    with timezone.override(partnership.time_zone):
        views = [each for each in plan_views(partnership) if not each.end]
        in_force = [(each, each.in_force) for each in views if each.in_force is not None]
        plans = [each.plan for each, _version in in_force]
        newest, readings = newest_and_readings(Update.objects.filter(plan__in=plans))
        prefetch_related_objects(plans, "reviews__presences")
        review_due = review_days(each for each, _version in in_force)
        in_force.sort(key=lambda each: each[1].content.challenge_number)
        provider = next((each.organisation.name for each in sides(partnership) if each.side == Side.PROVIDER), "")
        return Copy(
            provider=provider,
            partnership=partnership.name,
            record=_newest_record(partnership),
            plans=tuple(_plan(view, version, newest, readings, review_due[view.plan.pk]) for view, version in in_force),
            asks=tuple(
                _ask(version, goal.text, action, newest)
                for _plan_of, version in in_force
                for goal in version.content.goals
                for action in goal.actions
                if action.side == Side.COMMISSIONER
            ),
        )


def _newest_record(partnership: Partnership) -> RecordCopy | None:
    closed = Assessment.objects.filter(partnership=partnership, states__state=AssessmentState.State.CLOSED)
    assessment = closed.order_by("-created_at").first()
    if assessment is None:
        return None
    told = tell(record(assessment), with_reasons=False)
    return RecordCopy(
        title=told.title,
        dated=told.dated,
        edition=told.edition,
        incomplete=told.incomplete,
        incomplete_means=told.incomplete_means,
        agreed=tuple(
            Agreed(
                number=each.number,
                challenge=each.title,
                outcome=each.outcome,
                reason=each.reason,
                dissent=each.dissent,
            )
            for each in told.challenges
        ),
        present=tuple(f"{group.name}: {group.came}" for group in told.present),
        absent=tuple(f"{group.name}: {group.absence}" for group in told.absent),
    )


def _plan(
    view: PlanView,
    version: VersionView,
    newest: Mapping[UUID, Update],
    readings: Mapping[UUID, Update],
    review_due: date | None,
) -> PlanCopy:
    return PlanCopy(
        challenge=version.content.challenge,
        version=version.version.number,
        digest=version.version.digest,
        in_force_since=timezone.localtime(version.in_force_since).date(),
        signed=tuple(
            _("%(name)s, %(post)s, %(organisation)s")
            % {"name": place.who.name, "post": place.who.post, "organisation": place.who.organisation}
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
                progress=_progress(newest.get(goal.id)),
                reading=_reading(readings.get(goal.id)),
            )
            for goal in version.content.goals
        ),
        review_due=review_due,
        reviews=tuple(_review(each) for each in view.plan.reviews.all()),
    )


def _ask(version: VersionView, goal: str, action: ActionContent, newest: Mapping[UUID, Update]) -> Ask:
    return Ask(
        challenge=version.content.challenge,
        goal=goal,
        text=action.text,
        organisation=action.organisation,
        for_us=False,
        due=action.due,
        resources=action.resources,
        progress=_progress(newest.get(action.id)),
        finished=action.id in newest and newest[action.id].progress in FINISHED,
    )


def _review(review: Review) -> str:
    """A review in a sentence; one without people who use services says so."""
    said = _("Reviewed on %(day)s. What was learned: %(learned)s")
    came = [Came(each.key, each.name, each.voice, each.people) for each in review.presences.all()]
    if is_provider_view(came):
        said = _(
            "Reviewed on %(day)s (provider view, incomplete: nobody who uses services took part). "
            "What was learned: %(learned)s"
        )
    return said % {"day": in_words(review.held_on), "learned": review.learned.strip()}


def _reading(update: Update | None) -> str:
    if update is None:
        return ""
    return _("%(said)s (%(day)s)") % {"said": update.reading, "day": in_words(update.at)}


def _progress(update: Update | None) -> str:
    if update is None:
        return ""
    said = f"{update.get_progress_display()}. {update.text}".strip()
    return _("%(said)s (%(day)s)") % {"said": said, "day": in_words(update.at)}
