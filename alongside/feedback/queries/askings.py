"""The askings of a partnership, which of them take answers, and how many answers came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count as Number
from django.db.models import Min, Q, QuerySet, Sum
from django.utils import timezone

from alongside.feedback.models import Asking, AskingEnd, Sealed
from alongside.feedback.rules.rounded_figures import in_steps
from alongside.feedback.tickets import Ticket
from alongside.people.models import Partnership, Team

# How long sheets that lay in a box on the last day may still be typed in.
AFTERWARDS = timedelta(days=14)
# What tells the surveys that are asked in partnerships apart.
WHAT = ("partnership", "survey", "survey_version")


@dataclass(frozen=True)
class Returns:
    """What is known of how many answered, in steps of ten: never a live figure.

    `opened` people are counted; of those still sealed nothing is told. `handed_out` cards were printed, and the team
    expects to serve `served` people, where it said so.
    """

    opened: int
    handed_out: int
    served: int | None


def askings(partnership: Partnership) -> QuerySet[Asking]:
    """Every asking, the newest first, with its team and its end."""
    return partnership.askings.select_related("team", "end").order_by("-opens_on", "-created_at", "pk")


def asking_in(partnership: Partnership, id: UUID) -> Asking | None:
    """One asking of this partnership, or nothing."""
    return askings(partnership).filter(pk=id).first()


def today_of(partnership: Partnership) -> date:
    """The day it is where the partnership is."""
    return timezone.localdate(timezone=ZoneInfo(partnership.time_zone))


def takes_answers(asking: Asking) -> bool:
    """Whether it has begun, and has not ended or passed its last day."""
    return asking.opens_on <= today_of(asking.partnership) and not is_over(asking)


def is_over(asking: Asking) -> bool:
    """Whether it will take no more answers: it has ended, or its last day has passed."""
    return hasattr(asking, "end") or today_of(asking.partnership) > asking.closes_on


def takes_paper(asking: Asking) -> bool:
    """Whether paper and files still come in: while it takes answers, and for two weeks after its last day."""
    if takes_answers(asking):
        return True
    stopped = hasattr(asking, "end") and asking.end.how == AskingEnd.How.STOPPED
    return not stopped and asking.closes_on < today_of(asking.partnership) <= asking.closes_on + AFTERWARDS


def asking_for(ticket: Ticket) -> Asking | None:
    """The asking that a ticket is for, also one that is over; None for a card that was used or never printed."""
    found = Asking.objects.select_related("partnership", "team", "end")
    if ticket.asking_id is not None:
        return next(iter(found.filter(pk=ticket.asking_id)), None)
    return found.filter(Q(cards__code_hash=ticket.hash) | Q(spent__ticket_hash=ticket.hash)).first()


def returns(asking: Asking) -> Returns:
    """How many came back, as far as it may be told."""
    opened = asking.openings.aggregate(people=Sum("how_many"))["people"] or 0
    handed_out = asking.sheets.aggregate(cards=Sum("how_many"))["cards"] or 0
    return Returns(in_steps(opened), handed_out, asking.served)


def waiting_to_be_opened(fewest: int) -> QuerySet[Asking]:
    """Askings in whose inbox enough answers lie."""
    return Asking.objects.annotate(inside=Number("sealed")).filter(inside__gte=fewest)


def left_over_everywhere(fewest: int) -> list[Asking]:
    """One asking for each survey of a partnership of which all askings have ended and enough answers are left over."""
    rows = Asking.objects.order_by().values(*WHAT)
    running = Number("pk", filter=Q(end__isnull=True), distinct=True)
    found = rows.annotate(running=running, inside=Number("sealed", distinct=True), one=Min("created_at"))
    over = found.filter(running=0, inside__gte=fewest)
    asked = Asking.objects.select_related("partnership")
    return [asked.filter(**{key: row[key] for key in WHAT}, created_at=row["one"])[0] for row in over]


def sealed_for_too_long(ended: datetime, partnership: Partnership | None = None) -> QuerySet[Sealed]:
    """Answers still sealed of askings that ended by then, in one partnership or everywhere."""
    found = Sealed.objects.filter(asking__end__at__lte=ended)
    return found if partnership is None else found.filter(asking__partnership=partnership)


def over_but_not_ended(today: date) -> QuerySet[Asking]:
    """Askings past their last day that nobody has ended yet; `today` in the west-most zone is early enough."""
    return Asking.objects.filter(closes_on__lt=today, end__isnull=True)


def teams_of(partnership: Partnership) -> QuerySet[Team]:
    """The partnership's teams, in alphabetical order."""
    return partnership.teams.order_by("name")
