"""All teams: what is asked of whom, what was published, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.feedback.queries.overview import Line, lines, words_waiting
from alongside.feedback.views.finding import team_url
from alongside.people.access import Can, MemberRequest, may, page
from alongside.people.models import Partnership
from alongside.ui.show import show


@dataclass(frozen=True)
class Row:
    """One team with the links to what can be done next."""

    line: Line
    next: tuple[tuple[str, str], ...]


@page(Can.SEE_RECORD)
@require_safe
def feedback(request: MemberRequest) -> HttpResponseBase:
    """Every team in alphabetical order: asked until when, what was published, what is next."""
    role, here = request.membership.role, request.partnership
    allowed = {can for can in (Can.ASK_FEEDBACK, Can.PUBLISH_FEEDBACK, Can.CARRY_OUT) if may(role, can)}
    found = lines(here)
    return show(
        request,
        "feedback/overview.jinja",
        rows=[Row(line, tuple(next_steps(here, line, allowed))) for line in found],
        any_asked=any(line.asking or line.release for line in found),
        may_ask=Can.ASK_FEEDBACK in allowed,
        may_manage=may(role, Can.MANAGE_PEOPLE),
        may_read=Can.PUBLISH_FEEDBACK in allowed,
        waiting=words_waiting(here) if Can.PUBLISH_FEEDBACK in allowed else 0,
    )


def next_steps(partnership: Partnership, line: Line, allowed: set[Can]) -> list[tuple[str, str]]:
    """What whoever looks can do next for a team: address and words."""
    steps = []
    if line.may_publish and Can.PUBLISH_FEEDBACK in allowed:
        steps.append((reverse("publish-feedback", args=[partnership.pk, line.team.pk]), _("Publish results")))
    if line.release is not None and not line.replied and Can.CARRY_OUT in allowed:
        steps.append((f"{team_url(partnership, line.team.pk)}#replies", _("Say what you do about it")))
    if Can.ASK_FEEDBACK not in allowed:
        return steps
    if line.asking is None:
        steps.append((f"{reverse('ask-feedback', args=[partnership.pk])}?team={line.team.pk}", _("Ask for this team")))
    else:
        words = _("Get ready") if line.coming else _("Cards, link and how many answered")
        steps.append((reverse("asking", args=[partnership.pk, line.asking.pk]), words))
    return steps
