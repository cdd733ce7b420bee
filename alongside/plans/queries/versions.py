"""Versions of a plan: which is newest, which is carried out, and where each stands with its signatures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from alongside.people.models import Partnership
from alongside.plans.models import Plan, PlanEnd, Signature, Version, VersionState
from alongside.plans.rules.content import PlanContent, SignatoryContent, from_text
from alongside.plans.rules.versions import Signed, may_sign, standing

State = VersionState.State
_VERSIONS = ("versions__states", "versions__signatures")


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
    """A version with its content read, its current state and its signatures."""

    version: Version
    content: PlanContent
    state: str
    since: datetime
    in_force_since: datetime | None
    places: tuple[Place, ...]

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


def states_of(version: Version) -> list[VersionState]:
    """Its states from first to last, with one query or with what was prefetched."""
    return sorted(version.states.all(), key=lambda state: state.sequence)


def view(version: Version) -> VersionView:
    """One version. Reads states and signatures, or uses what was prefetched."""
    states = states_of(version)
    acts = list(version.signatures.all())
    content = content_of(version)
    in_force = [each.at for each in states if each.state == State.IN_FORCE]
    return VersionView(
        version=version,
        content=content,
        state=states[-1].state,
        since=states[-1].at,
        in_force_since=in_force[-1] if in_force else None,
        places=places(content, version.digest, acts),
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


def plan_views(partnership: Partnership) -> list[PlanView]:
    """Every plan of a partnership with its versions, the newest plans first; four queries however many there are."""
    joined = partnership.plans.select_related("end", "order__prioritising__assessment")
    found = joined.prefetch_related(*_VERSIONS).order_by("-created_at", "pk")
    return [_with_versions(plan, partnership) for plan in found]


def plan_view(plan: Plan) -> PlanView:
    """One plan with its versions."""
    fresh = with_versions(Plan.objects.all()).get(pk=plan.pk)
    return _with_versions(fresh, fresh.partnership)


def with_versions(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The same plans, read together with everything that `view_of` needs."""
    joined = plans.select_related("end", "partnership", "order__prioritising__assessment")
    return joined.prefetch_related(*_VERSIONS)


def view_of(plan: Plan) -> PlanView:
    """A plan that `with_versions` read, with its versions; asks nothing more."""
    return _with_versions(plan, plan.partnership)


def _with_versions(plan: Plan, partnership: Partnership) -> PlanView:
    # The same partnership everywhere: no page reads it once more.
    plan.partnership = plan.order.prioritising.assessment.partnership = partnership
    versions = sorted(plan.versions.all(), key=lambda version: version.number)
    return PlanView(plan, tuple(view(each) for each in versions))
