"""All teams: what is asked of whom, what was published, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.feedback.models import Asking
from alongside.feedback.queries.askings import today_of
from alongside.feedback.queries.overview import Line, lines, words_waiting
from alongside.feedback.views.finding import installed, team_url
from alongside.people.access import Can, MemberRequest, may, page
from alongside.people.models import Partnership
from alongside.ui.show import show


@dataclass(frozen=True)
class Now:
    """What is asked now or will be: its first and last day, whether it has begun, and the questions by their title."""

    asking: Asking
    coming: bool
    title: str


@dataclass(frozen=True)
class Row:
    """One team with the links to what can be done next."""

    line: Line
    now: tuple[Now, ...]
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
        rows=[row(here, line, allowed) for line in found],
        any_asked=any(line.askings or line.release for line in found),
        may_ask=Can.ASK_FEEDBACK in allowed,
        may_manage=may(role, Can.MANAGE_PEOPLE),
        may_read=Can.PUBLISH_FEEDBACK in allowed,
        waiting=words_waiting(here) if Can.PUBLISH_FEEDBACK in allowed else 0,
    )


def row(partnership: Partnership, line: Line, allowed: set[Can]) -> Row:
    """A team as the page draws it."""
    now = tuple(
        Now(each, each.opens_on > today_of(partnership), survey.title if (survey := installed(each)) else each.survey)
        for each in line.askings
    )
    return Row(line, now, tuple(next_steps(partnership, line, now, allowed)))


def next_steps(
    partnership: Partnership, line: Line, now: tuple[Now, ...], allowed: set[Can]
) -> Iterator[tuple[str, str]]:
    """What whoever looks can do next for a team: address and words."""
    team = line.team
    if line.may_publish and Can.PUBLISH_FEEDBACK in allowed:
        yield reverse("publish-feedback", args=[partnership.pk, team.pk]), _("Publish results")
    if line.release is not None and not line.replied and Can.CARRY_OUT in allowed:
        yield f"{team_url(partnership, team.pk)}#replies", _("Say what you do about it")
    if Can.ASK_FEEDBACK not in allowed:
        return
    if not now:
        yield f"{reverse('ask-feedback', args=[partnership.pk])}?team={team.pk}", _("Ask for this team")
    for each in now:
        words = _("Get ready") if each.coming else _("Cards, link and how many answered")
        if len(now) > 1:
            words = _("%(what)s: %(title)s") % {"what": words, "title": each.title}
        yield reverse("asking", args=[partnership.pk, each.asking.pk]), words
