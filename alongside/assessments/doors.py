"""The participant's door: pages that need no account, only the secret this device keeps, or the account that joined.

A device that is not known gets the same page whether or not the assessment exists. The cookies go only to the
pages of its own assessment and to the link that it came by.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.actions.participation import Joined
from alongside.assessments.models import Assessment, Participant
from alongside.assessments.queries.participants import by_account, by_secret
from alongside.audit.actor import Actor
from alongside.people.access import Scope, declare
from alongside.ui.show import show

COOKIE = "participant"
CAME_BY = "came-by"
KEPT_FOR = 60 * 60 * 24 * 90


class ParticipantRequest(HttpRequest):
    """A request of somebody who takes part."""

    participant: Participant
    assessment: Assessment
    actor: Actor


P = ParamSpec("P")
ParticipantView = Callable[Concatenate[ParticipantRequest, P], HttpResponseBase]


def participant_page(view: ParticipantView[P]) -> Callable[..., HttpResponseBase]:
    """A page of one participant in one assessment; the address carries `assessment_id`."""

    @wraps(view)
    def guarded(request: HttpRequest, assessment_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        participant = whose(request, assessment_id)
        if participant is None:
            return unknown_device(request)
        mine = cast("ParticipantRequest", request)
        mine.participant, mine.assessment = participant, participant.assessment
        mine.actor = Actor.participant(participant.pk)
        with timezone.override(participant.assessment.partnership.time_zone):
            return view(mine, *args, **kwargs)

    return declare(login_not_required(guarded), Scope.PARTICIPANT)


def whose(request: HttpRequest, assessment_id: UUID) -> Participant | None:
    """Who this device stands for: the secret it keeps comes first, then the account that is signed in."""
    secret = request.COOKIES.get(COOKIE) or request.COOKIES.get(CAME_BY, "")
    participant = by_secret(assessment_id, secret) if secret else None
    if participant is None and request.user.is_authenticated:
        participant = by_account(assessment_id, request.user.pk)
    return participant


def unknown_device(request: HttpRequest) -> HttpResponse:
    """This device opens nothing here: what to do, and not whether there is anything."""
    return show(
        request,
        "ui/message.jinja",
        status=404,
        title=_("This device does not open this page"),
        sentence=_(
            "If you have taken part before, type your return code: only the device on which it was typed last opens "
            "your answers. If you were invited, type the code you were given."
        ),
        action=(reverse("join"), _("Type a code")),
    )


def remember(response: HttpResponse, joined: Joined) -> HttpResponse:
    """Let this device come back as this participant, for the pages of this assessment only."""
    for name, path in cookies(joined.participant):
        response.set_cookie(
            name, joined.secret, max_age=KEPT_FOR, path=path, secure=settings.SECURE, httponly=True, samesite="Lax"
        )
    return response


def forget(response: HttpResponse, participant: Participant) -> HttpResponse:
    """Let this device go: the next person starts afresh."""
    for name, path in cookies(participant):
        response.delete_cookie(name, path=path, samesite="Lax")
    return response


def cookies(participant: Participant) -> list[tuple[str, str]]:
    """Name and path of what a device keeps.

    One is for the participant's own pages. The other is for the link they came by, so that opening it again leads
    back to their answers, and nobody comes in twice.
    """
    kept = [(COOKIE, reverse("my-part", args=[participant.assessment_id]))]
    if participant.invite_id:
        kept.append((CAME_BY, f"{reverse('join')}{participant.invite_id}/"))
    return kept
