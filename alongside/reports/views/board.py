"""The board summary, on screen and as two pages to print."""

from __future__ import annotations

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from markupsafe import Markup

from alongside.people.access import Can, MemberRequest, page
from alongside.people.models import Partnership
from alongside.plans.queries.between import carried_until
from alongside.plans.queries.chosen import put_first
from alongside.plans.queries.versions import plan_views
from alongside.reports.board.covering import covered, covered_more
from alongside.reports.board.fitting import ROOMS, fitted
from alongside.reports.board.pdf import board_pdf, headings
from alongside.reports.board.telling import Found, tell_board
from alongside.reports.board.told import ToldBoard
from alongside.reports.changes.queries import Closed, Looked, closed_ones, look
from alongside.reports.changes.telling import tell_changes
from alongside.reports.drawing import piece
from alongside.reports.keeping import Kept
from alongside.reports.marks import mark_of
from alongside.reports.views.documents import PDF, as_file
from alongside.ui.show import show

# The page by the mark of the partnership and the day, because the summary says what is past its day.
_KEPT: Kept[Markup | None] = Kept()


@page(Can.SEE_RECORD)
@require_safe
def board_summary(request: MemberRequest) -> HttpResponseBase:
    """The newest closed record and what is done about it, for the board; before the first record, when it will be."""
    partnership, today = request.partnership, timezone.localdate()
    drawn = _KEPT.get((mark_of(partnership), today), lambda: _drawn(partnership))
    return show(request, "reports/board.jinja", drawn=drawn)


@page(Can.SEE_RECORD)
@require_safe
def board_summary_pdf(request: MemberRequest) -> HttpResponseBase:
    """The same on two pages. Not found before the first record is closed."""
    told = _told(request.partnership)
    if told is None:
        raise Http404
    name = "-".join(part for part in (slugify(request.partnership.name)[:60], "board-summary") if part)
    return as_file(board_pdf(told), PDF, f"{name}.pdf", shown=True)


def _looked(closed: list[Closed]) -> list[Looked]:
    """The newest record, and the one before it if its edition is still there."""
    try:
        return look(closed[:2])
    except LookupError:
        pass
    try:
        return look(closed[:1])
    except LookupError:
        raise Http404 from None


def _drawn(partnership: Partnership) -> Markup | None:
    told = _told(partnership)
    if told is None:
        return None
    printed = reverse("board-summary-pdf", args=[partnership.pk])
    return piece("reports/_board.jinja", fitted(told, ROOMS[0]), headings(), printed)


def _told(partnership: Partnership) -> ToldBoard | None:
    """The summary of the newest closed record; none before there is one."""
    closed = closed_ones(partnership)
    if not closed:
        return None
    looked = _looked(closed)
    asked_in = next((each for each in closed if hasattr(each.assessment, "prioritising")), closed[0])
    views, now = plan_views(partnership), timezone.now()
    carried, covers = carried_until(views, now), covered(looked, closed[len(looked) :])
    return tell_board(
        Found(
            looked=looked[0],
            covers=covers[0],
            covered_more=covered_more(covers),
            asked_in=asked_in,
            put_first=put_first(asked_in.assessment),
            views=views,
            carried=carried,
            changes=tell_changes(looked[1], looked[0], ()) if len(looked) > 1 else None,
            today=timezone.localdate(now),
        )
    )
