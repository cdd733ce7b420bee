"""Where a plan stands, in words, and for whom it waits: for lists, first pages and messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.library.queries import edition
from alongside.people.access import DECIDES_AS_LEAD
from alongside.people.models import Partnership
from alongside.plans.models import Plan, Review, VersionState
from alongside.plans.queries.versions import PlanView, VersionView, plan_views
from alongside.plans.rules.changes import side_name
from alongside.plans.rules.due import next_review
from alongside.ui import words

State = VersionState.State


@dataclass(frozen=True)
class Named:
    """A plan with the number and the title of its challenge, its edition, and the promised day of its next review.

    `came_from` is the title of its assessment where another plan of the same list has the same title; else empty.
    """

    view: PlanView
    number: int
    challenge: str
    edition: str
    review_on: date | None
    came_from: str = ""

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.view.plan

    @property
    def sentence(self) -> str:
        """Where it stands."""
        return standing(self.view)

    @property
    def review_is_past(self) -> bool:
        """Whether the promised day of the review is over, with the plan still carried out."""
        return bool(self.view.in_force) and not self.view.end and is_past(self.review_on)


def review_days(views: Iterable[PlanView]) -> dict[UUID, date | None]:
    """The day of the next review by plan: as the last review of the version in force said, else as that version says.

    One query however many there are, and none where nothing is in force.
    """
    forced = [(view, view.in_force) for view in views]
    keys = [version.version.pk for _view, version in forced if version]
    rows = Review.objects.filter(version__in=keys).order_by("sequence").values_list("version_id", "next_on")
    # From first to last, so that what the last review said is what stays.
    told: dict[UUID, date | None] = dict(rows) if keys else {}
    return {
        view.plan.pk: next_review(version.content, told.get(version.version.pk)) if version else view.plan.review_on
        for view, version in forced
    }


def review_day(view: PlanView) -> date | None:
    """The same for one plan."""
    return review_days([view])[view.plan.pk]


def is_past(day: date | None) -> bool:
    """Whether a day is over in the partnership's time zone."""
    return day is not None and day < timezone.localdate()


def named(partnership: Partnership, views: Iterable[PlanView]) -> list[Named]:
    """Plans with their challenges; one read for each edition that is not shipped."""
    editions: dict[tuple[str, str], dict[str, tuple[int, str, str]]] = {}
    found, views = [], list(views)
    days = review_days(views)
    for view in views:
        assessment = view.plan.order.prioritising.assessment
        key = (assessment.framework, assessment.framework_version)
        if key not in editions:
            editions[key] = _challenges(partnership, *key)
        number, title, edition_title = editions[key].get(view.plan.item) or _as_put_forward(view)
        found.append(Named(view, number, title, edition_title, days[view.plan.pk]))
    return _told_apart(found)


def _told_apart(found: list[Named]) -> list[Named]:
    """The same list, in which plans with one title say which assessment each comes from."""
    times = Counter(each.challenge for each in found)
    return [
        replace(each, came_from=each.plan.order.prioritising.assessment.title) if times[each.challenge] > 1 else each
        for each in found
    ]


def named_plans(partnership: Partnership) -> list[Named]:
    """Every plan of a partnership, the newest first."""
    return named(partnership, plan_views(partnership))


def waiting_for(user_id: UUID, plans: Iterable[Named]) -> list[tuple[Named, VersionView]]:
    """The versions that wait for this person's signature, each with its plan."""
    return [(each, version) for each in plans for version in versions_for(user_id, each.view)]


def versions_for(user_id: UUID, view: PlanView) -> list[VersionView]:
    """Those of one plan."""
    found = []
    for version in view.versions:
        mine = version.content.signatory_of(user_id)
        signed = {place.who.id for place in version.places if place.signed}
        if mine and mine.id not in signed and view.takes_signatures(version):
            found.append(version)
    return found


def standing(view: PlanView) -> str:
    """Where a plan stands, as one or two sentences."""
    if view.end:
        day = words.date(view.end.at)
        return (
            _("Ended on %(day)s. %(why)s") % {"day": day, "why": view.end.why}
            if view.end.why
            else (_("Ended on %(day)s.") % {"day": day})
        )
    said = []
    if view.in_force:
        said.append(_in_force(view.in_force))
    if view.waiting:
        said.append(waits(view.waiting))
    if not said:
        taken_back = any(each.state == State.TAKEN_BACK for each in view.versions)
        said.append(
            _("The last version was taken back. The draft is being written.") if taken_back else _("Being written.")
        )
    return " ".join(said)


def waits(version: VersionView) -> str:
    """For whom a version waits."""
    number = version.content.number
    if version.state == State.PUT_FORWARD:
        by_lead = version.version.role == DECIDES_AS_LEAD
        words_ = (
            _("Version %(n)d is put forward and waits for the lived-experience co-lead to open it.")
            if by_lead
            else _("Version %(n)d is put forward and waits for the lead to open it.")
        )
        return words_ % {"n": number}
    return _("Version %(n)d is open and waits for the signature of %(names)s.") % {
        "n": number,
        "names": names_of(version),
    }


def names_of(version: VersionView) -> str:
    """Whose signature is missing: each with their side, and whether they declined."""
    said = []
    for place in version.missing:
        given = {"name": place.who.name, "side": side_name(place.who.side)}
        declined = place.stands == "declined"
        said.append((_("%(name)s (%(side)s, declined)") if declined else _("%(name)s (%(side)s)")) % given)
    return "; ".join(said)


def _in_force(version: VersionView) -> str:
    given = {"n": version.content.number, "day": words.date(version.in_force_since)}
    said = _("Version %(n)d is in force since %(day)s.") % given
    if version.state == State.UNSIGNED:
        said += " " + _("A signature was withdrawn: it is carried out, and the signature of %(names)s is missing.") % {
            "names": names_of(version)
        }
    return said


def _challenges(partnership: Partnership, key: str, version: str) -> dict[str, tuple[int, str, str]]:
    """Number, title and edition of each item of an edition; nothing where the edition is gone."""
    try:
        framework = edition(partnership, key, version)
    except LookupError:
        return {}
    return {item.key: (place, item.title, framework.title) for place, item in enumerate(framework.items, start=1)}


def _as_put_forward(view: PlanView) -> tuple[int, str, str]:
    if not view.versions:
        assessment = view.plan.order.prioritising.assessment
        return 0, view.plan.item, f"{assessment.framework} {assessment.framework_version}"
    content = view.versions[-1].content
    return content.challenge_number, content.challenge, content.edition
