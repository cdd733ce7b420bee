"""What changed since: two closed records side by side."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe
from markupsafe import Markup

from alongside.people.access import Can, MemberRequest, page
from alongside.people.models import Partnership
from alongside.plans.queries.between import carried_between
from alongside.plans.queries.versions import plan_views
from alongside.reports.changes.queries import Closed, closed_ones, look
from alongside.reports.changes.telling import named, tell_changes
from alongside.reports.drawing import piece
from alongside.reports.forms import WhichForm
from alongside.reports.keeping import Kept
from alongside.reports.marks import mark_of
from alongside.ui import words
from alongside.ui.show import show

_KEPT: Kept[Markup] = Kept()


@page(Can.SEE_RECORD)
@require_safe
def what_changed(request: MemberRequest) -> HttpResponseBase:
    """The record named `now` beside the older one named `then`; without names, the two newest."""
    partnership = request.partnership
    mark, closed = mark_of(partnership), closed_ones(partnership)
    if len(closed) < 2:
        return show(request, "reports/what_changed.jinja", drawn=None, form=None, chosen=())
    then, now = _chosen(request, closed)
    return show(
        request,
        "reports/what_changed.jinja",
        drawn=_KEPT.get((mark, then.assessment.pk, now.assessment.pk), lambda: _drawn(partnership, then, now)),
        form=_form(closed, then, now) if len(closed) > 2 else None,
        chosen=(then.assessment, now.assessment),
        named=(named(then), named(now)),
    )


def _drawn(partnership: Partnership, then: Closed, now: Closed) -> Markup:
    try:
        before, after = look([then, now])
    except LookupError:
        raise Http404 from None
    carried = carried_between(plan_views(partnership), then.at, now.at)
    return piece("reports/_what_changed.jinja", tell_changes(before, after, carried))


def _chosen(request: MemberRequest, closed: list[Closed]) -> tuple[Closed, Closed]:
    """The two records that the address names, the older first; what it does not name is the newest that fits."""
    now = _the_one(request, "now", closed) or closed[0]
    then = _the_one(request, "then", closed) or next(
        (each for each in closed if each.at < now.at), next(each for each in closed if each is not now)
    )
    if then is now:
        then = next(each for each in closed if each is not now)
    return (then, now) if then.at <= now.at else (now, then)


def _the_one(request: MemberRequest, name: str, closed: list[Closed]) -> Closed | None:
    """One of these records by its key in the address. Not found for a key of anything else."""
    given = request.GET.get(name)
    if not given:
        return None
    try:
        key = UUID(given)
    except ValueError:
        raise Http404 from None
    found = next((each for each in closed if each.assessment.pk == key), None)
    if found is None:
        raise Http404
    return found


def _form(closed: list[Closed], then: Closed, now: Closed) -> WhichForm:
    form = WhichForm(initial={"then": str(then.assessment.pk), "now": str(now.assessment.pk)})
    for name in ("then", "now"):
        field = form.fields[name]
        field.choices = [  # type: ignore[attr-defined]
            (str(each.assessment.pk), f"{each.assessment.title}, {words.date(each.at)}") for each in closed
        ]
    return form
