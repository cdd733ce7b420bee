"""What a person sees first: across their partnerships, and in one of them."""

from __future__ import annotations

from django.http import HttpResponse

from alongside.desk.queries import desks
from alongside.home import queries
from alongside.home.wording import entry, tasks
from alongside.people.access import Can, MemberRequest, PersonRequest, may, page, person_page
from alongside.ui.show import show


@person_page
def home(request: PersonRequest) -> HttpResponse:
    """My partnerships, and what waits for me in each."""
    return show(request, "home/home.jinja", places=queries.places(request.user), tasks=tasks, desks=desks(request.user))


@page(Can.SEE_PARTNERSHIP)
def partnership(request: MemberRequest) -> HttpResponse:
    """One partnership: who it is, where its assessments are, what waits for me, and where to begin."""
    role = request.membership.role
    return show(
        request,
        "home/partnership.jinja",
        partnership=request.partnership,
        overview=queries.overview(request.membership),
        tasks=tasks,
        entry=entry,
        may_run=may(role, Can.RUN_ASSESSMENT),
        may_manage=may(role, Can.MANAGE_PEOPLE),
        may_share=may(role, Can.SHARE_RECORD),
        may_export=may(role, Can.EXPORT),
    )
