"""Sessions, their agenda and who may lead them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.models import Assessment
from alongside.assessments.queries.decisions import recorded_decisions
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.reveals import leading, opened, order_to_talk
from alongside.people.access import GRANTS, Can
from alongside.people.models import Membership, Partnership
from alongside.people.tokens import code_hash, link_opens, link_secret
from alongside.workshops.models import Session, Step, Workshop
from alongside.workshops.rules.agenda import Suggestion, suggested

SCREEN = "room screen"
ROOM = "room"
INVITES = "assessment"
# How far from its hour people may come to a session that has not begun.
ABOUT_NOW = timedelta(hours=12)


def workshop_of(assessment: Assessment) -> Workshop | None:
    """The workshop of an assessment, if one was arranged."""
    return Workshop.objects.filter(assessment=assessment).first()


def sessions(workshop: Workshop) -> QuerySet[Session]:
    """Every session in order, with the phase it is in (`phase_now`) and how many came (`came`)."""
    return (
        workshop.sessions.annotate(phase_now=_phase_now(), came=Count("attendances", distinct=True))
        .prefetch_related("agenda")
        .order_by("number")
    )


def session_of(assessment: Assessment, session_id: UUID) -> Session | None:
    """One session of an assessment."""
    found = (
        Session.objects.select_related("workshop", "invite")
        .filter(workshop__assessment=assessment, pk=session_id)
        .first()
    )
    if found is not None:
        found.workshop.assessment = assessment
    return found


def newest_step(session: Session) -> Step:
    """The step a session is at; a session is never without one."""
    return session.steps.order_by("-sequence")[0]


def before_break(session: Session, phase: str) -> str:
    """The phase that the break a session is in interrupted, or nothing where it is in no break."""
    if phase != Step.Phase.BREAK:
        return ""
    before = session.steps.exclude(phase=Step.Phase.BREAK).order_by("-sequence").values_list("phase", flat=True)
    return before.first() or ""


def _phase_now() -> Subquery:
    """The phase that the session of an outer query is in."""
    steps = Step.objects.filter(session=OuterRef("pk")).order_by("-sequence")
    return Subquery(steps.values("phase")[:1])


def may_facilitate(partnership: Partnership) -> QuerySet[Membership]:
    """Members who may lead a room, by name."""
    roles = [role.value for role, grants in GRANTS.items() if Can.RUN_ASSESSMENT in grants]
    members = partnership.memberships.filter(role__in=roles, user__is_active=True)
    return members.select_related("user").order_by("user__name")


def suggested_order(assessment: Assessment) -> list[Suggestion]:
    """In which order to talk: by what everybody has seen, and by what the framework says; see `rules.agenda`."""
    framework = framework_of(assessment)
    seen = opened(assessment, framework)
    gaps = {item: _steps(leading(seen[item]).difference.gap) for item in order_to_talk(seen, framework)}
    early = framework.early_look.items if framework.early_look else ()
    return suggested([item.key for item in framework.items], gaps, recorded_decisions(assessment), early)


def _steps(gap: object) -> float | None:
    return getattr(gap, "steps", None)


# ── Ways in ──────────────────────────────────────────────────────────────────────────────────────────────


def room_secret(session_id: UUID) -> str:
    """The secret of the square picture code and the link into a room."""
    return link_secret(ROOM, session_id)


def screen_secret(session_id: UUID) -> str:
    """The secret of the link to the big screen."""
    return link_secret(SCREEN, session_id)


def by_room_link(session_id: UUID, secret: str) -> Session | None:
    """The session that a link leads into."""
    return by_key(session_id) if link_opens(ROOM, session_id, secret) else None


def assessment_of_room(session_id: UUID, secret: str) -> UUID | None:
    """The assessment of the session that a link leads into: all that its door is asked first."""
    found = Session.objects.filter(pk=session_id).values_list("workshop__assessment_id", flat=True)
    return found.first() if link_opens(ROOM, session_id, secret) else None


def by_screen_link(session_id: UUID, secret: str) -> Session | None:
    """The session whose big screen a link shows."""
    return by_key(session_id) if link_opens(SCREEN, session_id, secret) else None


def by_room_code(code: str) -> Session | None:
    """The open room that eight letters stand for, unless they were withdrawn or have run out."""
    found = Session.objects.filter(
        invite__code_hash=code_hash(INVITES, code), invite__end=None, invite__expires_at__gt=timezone.now()
    )
    return found.select_related("workshop__assessment__partnership").first()


def live_session(assessment_id: UUID) -> Session | None:
    """The session that somebody with a code belongs into now: one that is running, else one that is about to begin.

    That is one whose people were counted already, or whose hour is near. Nobody belongs into one that is planned for
    another day: its door would be shut, and their answers out of reach.
    """
    held = Session.objects.filter(workshop__assessment=assessment_id)
    now = timezone.now()
    near = Q(starts_at__range=(now - ABOUT_NOW, now + ABOUT_NOW))
    about_now = near | Q(present__isnull=False) | ~Q(phase_now=Step.Phase.LOBBY)
    return min(
        held.annotate(phase_now=_phase_now()).exclude(phase_now=Step.Phase.ENDED).filter(about_now),
        key=lambda each: (each.phase_now == Step.Phase.LOBBY, abs(each.starts_at - now)),
        default=None,
    )


def running(assessment_id: UUID) -> list[UUID]:
    """The sessions of an assessment that have begun and not ended."""
    held = Session.objects.filter(workshop__assessment=assessment_id).annotate(phase_now=_phase_now())
    return list(held.exclude(phase_now__in=(Step.Phase.LOBBY, Step.Phase.ENDED)).values_list("pk", flat=True))


def by_key(session_id: UUID) -> Session | None:
    """A session with everything that drawing it asks for; who may see it was decided elsewhere."""
    found = Session.objects.select_related("workshop__assessment__partnership", "invite__end")
    return found.filter(pk=session_id).first()


# ── Who came ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Came:
    """One session as the record tells it: when, where, who held the room, and how many places each group took.

    `groups` are names with counts; "" are people who named no group. Where the room was open a person could take more
    than one place, so `counted` is how many people the facilitators counted in it (None: they counted nobody).
    """

    number: int
    starts_at: datetime
    place: str
    facilitators: tuple[str, str]
    groups: tuple[tuple[str, int], ...]
    open_room: bool = False
    counted: int | None = None

    @property
    def places(self) -> int:
        """How many places were taken: people, unless somebody came in twice."""
        return sum(places for _name, places in self.groups)

    @property
    def how(self) -> str:
        """How people came in, in a sentence that the record repeats."""
        if not self.open_room:
            return _("Personal codes: each code let in one person.")
        if self.counted is None:
            return _("Open room: one code for everybody, so this is not one person, one vote.")
        said = _(
            "Open room: one code for everybody, so this is not one person, one vote. The facilitators counted "
            "%(counted)d in the room; %(places)d places were taken."
        )
        return said % {"counted": self.counted, "places": self.places}


def who_came(assessment: Assessment) -> list[Came]:
    """Every session to which somebody came."""
    group = "attendances__participant__group"
    facts = ("number", "starts_at", "place", "facilitator_name", "lived_facilitator_name", "open_room", "present")
    rows = (
        Session.objects.filter(workshop__assessment=assessment, attendances__isnull=False)
        .values_list(*facts, f"{group}__position", f"{group}__name")
        .annotate(people=Count("attendances"))
        .order_by("number", f"{group}__position")
    )
    found: dict[int, Came] = {}
    for number, starts_at, place, first, second, open_room, counted, _position, name, people in rows:
        groups = (*(found[number].groups if number in found else ()), (name or "", people))
        found[number] = Came(number, starts_at, place, (first, second), groups, open_room, counted)
    return list(found.values())
