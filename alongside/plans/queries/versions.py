"""Versions of a plan: which is newest, which is carried out, and where each stands with its signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from uuid import UUID

from django.db.models import QuerySet

from alongside.assessments.models import Assessment
from alongside.people.models import Partnership
from alongside.plans.models import Plan, PlanEnd, Signature, Version, VersionState
from alongside.plans.rules.content import PlanContent, SignatoryContent, from_text
from alongside.plans.rules.versions import Signed, may_sign, standing

State = VersionState.State


@dataclass(frozen=True)
class Place:
    """One signatory's place on a version: what they did in order, and the act that counts now, if any."""

    who: SignatoryContent
    acts: tuple[Signature, ...]
    stands: str

    @property
    def signed(self) -> bool:
        """Whether their signature stands."""
        return self.stands == Signature.Act.SIGNED


@dataclass(frozen=True)
class VersionView:
    """A version with its content read, its current state and its signatures.

    `states` and `acts` are all that ever happened to it, from first to last.
    """

    version: Version
    content: PlanContent
    state: str
    since: datetime
    in_force_since: datetime | None
    places: tuple[Place, ...]
    states: tuple[VersionState, ...]
    acts: tuple[Signature, ...]

    @property
    def takes_signatures(self) -> bool:
        """Whether somebody may sign it now."""
        return bool(self.content.signatories) and may_sign(self.state)

    @property
    def missing(self) -> tuple[Place, ...]:
        """The places without a signature that stands."""
        return tuple(place for place in self.places if not place.signed)


def content_of(version: Version) -> PlanContent:
    """What a version says. A text is parsed once per process: it never changes."""
    return _content(version.content)


@lru_cache(maxsize=256)
def _content(text: str) -> PlanContent:
    return from_text(text)


# What versions say by their key, for reads that do without the text. A row of that table never changes, so what was
# read once stays true while the row is there; whoever asks reads the row's key from the database first.
_KNOWN: dict[UUID, PlanContent] = {}
MOST_KNOWN = 1000


def known_contents(keys: Iterable[UUID]) -> dict[UUID, PlanContent]:
    """What this process has read already of these versions, whose keys were just read."""
    return {key: known for key in keys if (known := _KNOWN.get(key)) is not None}


def remember(key: UUID, text: str) -> PlanContent:
    """What a version says, kept for the next time."""
    if len(_KNOWN) >= MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN[key] = _content(text)
    return _KNOWN[key]


def view(version: Version) -> VersionView:
    """One version, read with its states and signatures; two queries."""
    return _view(version, version.states.order_by("sequence"), version.signatures.all())


def _view(version: Version, states: Iterable[VersionState], acts: Iterable[Signature]) -> VersionView:
    content, states, acts = content_of(version), tuple(states), tuple(acts)
    in_force = [each.at for each in states if each.state == State.IN_FORCE]
    return VersionView(
        version=version,
        content=content,
        state=states[-1].state,
        since=states[-1].at,
        in_force_since=in_force[-1] if in_force else None,
        places=places(content, version.digest, acts),
        states=states,
        acts=acts,
    )


def places(content: PlanContent, digest: str, acts: Iterable[Signature]) -> tuple[Place, ...]:
    """Each signatory's place, in the order of the content; only what is bound to its digest stands."""
    done = list(acts)
    now = standing((Signed(each.signatory, each.sequence, each.act, each.digest) for each in done), digest)
    return tuple(
        Place(
            who=who,
            acts=tuple(each for each in done if each.signatory == who.id),
            stands=now[who.id].act if who.id in now else "",
        )
        for who in content.signatories
    )


@dataclass(frozen=True)
class PlanView:
    """A plan and its versions from first to last."""

    plan: Plan
    versions: tuple[VersionView, ...]

    @property
    def assessment(self) -> Assessment:
        """The assessment that it comes from."""
        return self.plan.order.prioritising.assessment

    @property
    def end(self) -> PlanEnd | None:
        """How it came to its end, if it has."""
        return getattr(self.plan, "end", None)

    @property
    def newest(self) -> VersionView | None:
        """The version put forward last, unless it was taken back."""
        last = self.versions[-1] if self.versions else None
        return None if last is None or last.state == State.TAKEN_BACK else last

    @property
    def in_force(self) -> VersionView | None:
        """The version that is carried out: the newest that ever came into force, even if a signature was withdrawn."""
        return next((each for each in reversed(self.versions) if each.in_force_since), None)

    @property
    def waiting(self) -> VersionView | None:
        """A version that was put forward and is not in force yet; none once the plan has ended."""
        return None if self.end or self.newest is None or self.newest is self.in_force else self.newest

    def takes_signatures(self, version: VersionView) -> bool:
        """Whether somebody may sign a version of it now: not once it has ended, or a later version is in force."""
        overtaken = self.in_force is not None and self.in_force.content.number > version.content.number
        return version.takes_signatures and not self.end and not overtaken


def plan_views(partnership: Partnership, *, ended: bool = True, assessment: Assessment | None = None) -> list[PlanView]:
    """Every plan of a partnership with its versions, the newest plans first; four queries however many there are.

    Without those that have `ended` where they are not wanted, and only those that come from an `assessment` if given.
    """
    wanted = _joined().filter(partnership=partnership, **({} if ended else {"end": None}))
    if assessment is not None:
        wanted = wanted.filter(order__prioritising__assessment=assessment)
    plans = list(wanted.order_by("-created_at", "pk"))
    for plan in plans:
        # The same partnership everywhere: no page reads it once more.
        plan.partnership = plan.order.prioritising.assessment.partnership = partnership
    return views_of(plans)


def plan_view(plan: Plan) -> PlanView:
    """One plan, read anew with its versions."""
    fresh = _joined().select_related("partnership").get(pk=plan.pk)
    fresh.order.prioritising.assessment.partnership = fresh.partnership
    return view_of(fresh)


def view_of(plan: Plan) -> PlanView:
    """A plan that was read already, with its versions; three queries more."""
    return views_of([plan])[0]


def views_of(plans: Sequence[Plan]) -> list[PlanView]:
    """The same for several; no more queries, and one where nothing was ever put forward."""
    found: dict[UUID, list[Version]] = {plan.pk: [] for plan in plans}
    for version in Version.objects.filter(plan__in=found).order_by("number"):
        found[version.plan_id].append(version)
    keys = [version.pk for versions in found.values() for version in versions]
    states: dict[UUID, list[VersionState]] = {key: [] for key in keys}
    acts: dict[UUID, list[Signature]] = {key: [] for key in keys}
    if keys:
        for state in VersionState.objects.filter(version__in=keys).order_by("sequence"):
            states[state.version_id].append(state)
        for act in Signature.objects.filter(version__in=keys):
            acts[act.version_id].append(act)
    views = []
    for plan in plans:
        for version in found[plan.pk]:
            version.plan = plan
        told = tuple(_view(each, states[each.pk], acts[each.pk]) for each in found[plan.pk])
        views.append(PlanView(plan, told))
    return views


@cache
def _joined() -> QuerySet[Plan]:
    # Put together once: writing these joins costs as much as reading them.
    return Plan.objects.select_related("end", "order__prioritising__assessment")
