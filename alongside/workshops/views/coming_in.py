"""Come into a room: by the letters on its wall, by its square code, or with a personal code; once each."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.assessments.actions.participation import Joined
from alongside.assessments.doors import remember, whose
from alongside.assessments.models import Assessment, Invite, Participant
from alongside.assessments.queries.groups import size_of
from alongside.assessments.queries.invites import by_code, by_link, is_open
from alongside.assessments.queries.participants import by_return_code
from alongside.assessments.views.joining import leads_to, open_with, welcome_back
from alongside.audit.actor import Actor
from alongside.people import visitor
from alongside.people.access import public
from alongside.people.tokens import link_secret
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, refusal_page, refusals_on, status_of
from alongside.ui.show import show
from alongside.workshops.actions.entering import come_in as enter
from alongside.workshops.actions.entering import come_in_again, join_and_come_in
from alongside.workshops.forms.room import AloneForm, GroupForm, LettersForm
from alongside.workshops.models import Session, Step
from alongside.workshops.queries.door import Door, door_of, shut_for
from alongside.workshops.queries.inside import has_come_in_with, last_place, place_of
from alongside.workshops.queries.looked_after import looked_after
from alongside.workshops.queries.sessions import (
    INVITES,
    assessment_of_room,
    by_room_code,
    live_session,
    newest_step,
    room_secret,
)
from alongside.workshops.tablet import tablet_of


@public
def room(request: HttpRequest) -> HttpResponseBase:
    """One box for the letters of a room, for a personal code, and for a return code."""
    form = fresh_form(LettersForm, request, initial={"code": request.GET.get("code", "")})
    if form.is_valid():
        answer = open_with(request, form.cleaned_data["code"], form, into_room)
        if answer is not None:
            return answer
    response = show(request, "workshops/letters.jinja", status=status_of(form), form=form)
    return visitor.remember(request, response)


def into_room(request: HttpRequest, code: str) -> HttpResponseBase | None:
    """To the room that a code belongs to; where it belongs to none, to where it leads elsewhere."""
    session = by_room_code(code)
    if session is not None:
        return redirect(way_in(session))
    invite = by_code(code)
    if invite is not None and is_open(invite) and invite.personal:
        session = live_session(invite.assessment_id)
        if session is not None:
            return redirect(f"{way_in(session)}?with={invite.pk}.{link_secret(INVITES, invite.pk)}")
    participant = by_return_code(code)
    if participant is None:
        return leads_to(request, code)
    return welcome_back(request, participant, way_back(request, participant))


def way_back(request: HttpRequest, participant: Participant) -> str:
    """Where somebody who takes part is let in for certain: the room that is on, the one they were in, or their part.

    Found before this device becomes theirs, because that signs out the one they used before.
    """
    session = live_session(participant.assessment_id)
    shut = shut_for(session, participant) if session else ""
    if session is not None and not shut:
        return way_in(session)
    if session is not None and newest_step(session).phase != Step.Phase.LOBBY:
        messages.info(request, shut)
    last = last_place(participant)
    if last is not None:
        return reverse("phone", args=[participant.assessment_id, last])
    return reverse("my-part", args=[participant.assessment_id])


@public
def enter_room(request: HttpRequest, session_id: UUID, secret: str) -> HttpResponseBase:
    """The square code: on to the page that knows whose device this is."""
    assessment_id = assessment_of_room(session_id, secret)
    return no_such_room(request) if assessment_id is None else redirect("come-in", assessment_id, session_id, secret)


def way_in(session: Session) -> str:
    """The address at which people come into a room."""
    return reverse("come-in", args=[session.workshop.assessment_id, session.pk, room_secret(session.pk)])


@public
def come_in(request: HttpRequest, assessment_id: UUID, session_id: UUID, secret: str) -> HttpResponseBase:
    """Whoever is known goes in as themselves; anybody else says what group they belong to, or shows their own code."""
    door = door_of(session_id, secret)
    if door is None or door.session.workshop.assessment_id != assessment_id:
        return no_such_room(request)
    session = door.session
    known = whose(request, assessment_id)
    if known is not None and place_of(known, session.pk) is not None:
        return redirect("phone", assessment_id, session.pk)
    shut, invite = door.shut, own_invite(request, session.workshop.assessment)
    # Asked last: with the first of two presses people may have taken the last place, or used up their code.
    again = sent_twice(request, session) if known is None else None
    if again is not None:
        return again
    if known is None and invite is None and session.invite is not None and not is_open(session.invite):
        shut = shut or _("This way in was withdrawn, or has run out. Ask a facilitator to bring you in.")
    if shut:
        return cannot_come_in(request, session, shut, known)
    with timezone.override(session.workshop.assessment.partnership.time_zone):
        return newcomer(request, door, invite) if known is None else go_in(request, session, known)


def sent_twice(request: HttpRequest, session: Session) -> HttpResponse | None:
    """The same place for a form that has arrived before; None where it has not."""
    form = AloneForm(request.POST if "told" in request.POST else None)
    key = form.own_key() if form.is_valid() else None
    if key is None or not has_come_in_with(session, key):
        return None
    groups = {str(group.pk): group for group in session.workshop.assessment.groups.all()}
    try:
        joined = come_in_again(
            session=session,
            key=key,
            group=groups.get(form.cleaned_data["group"]),
            may_show_alone=form.may_show_alone(),
        )
    except Refused as problem:
        return refusal_page(request, problem, (request.path, _("Begin again")))
    return None if joined is None else into_the_room(session, joined)


def go_in(request: HttpRequest, session: Session, participant: Participant) -> HttpResponseBase:
    """One button for a device that is known."""
    if request.method == "POST":
        try:
            enter(session=session, participant=participant, by=Actor.participant(participant.pk))
        except Refused as problem:
            return refusal_page(request, problem, (request.path, _("Back")))
        return redirect("phone", participant.assessment_id, session.pk)
    return show(request, "workshops/go_in.jinja", session=session, participant=participant, code_needed=False)


def newcomer(request: HttpRequest, door: Door, invite: Invite | None) -> HttpResponseBase:
    """First the group; then, knowing how large it is, the private choice. Then they are in."""
    session = door.session
    assessment = session.workshop.assessment
    if invite is None and not session.open_room:
        return show(request, "workshops/go_in.jinja", session=session, code_needed=True, letters=LettersForm())
    groups = list(assessment.groups.all())
    only = invite.group if invite else None
    initial = {"group": str(only.pk)} if only else {}
    form = fresh_form(GroupForm, request, groups=groups, only=only, initial=initial)
    if form.is_valid():
        return choosing(request, session, form, invite)
    return show(
        request,
        "workshops/come_in.jinja",
        status=status_of(form),
        form=form,
        assessment=assessment,
        session=session,
        provider=door.provider,
        back=to_the_list(request, session),
        sizes=[(group, 0) for group in groups],
        care=looked_after(session.workshop),
        brought=request.GET.get("with", ""),
    )


def choosing(request: HttpRequest, session: Session, first: GroupForm, invite: Invite | None) -> HttpResponseBase:
    """How large the group is so far, and may it be shown alone while it is small."""
    assessment, group = session.workshop.assessment, first.chosen_group()
    sent = request.POST if "told" in request.POST else None
    form = AloneForm(sent, initial={"group": first.cleaned_data["group"]})
    if form.is_valid():
        with refusals_on(form):
            joined = join_and_come_in(
                session=session,
                group=group,
                mode=Participant.Mode.SHARED if tablet_of(request, session.pk) else Participant.Mode.OWN,
                may_show_alone=form.may_show_alone(),
                invite=invite,
                key=form.own_key(),
            )
            return into_the_room(session, joined)
    return show(
        request,
        "workshops/come_in_choice.jinja",
        status=status_of(form),
        form=form,
        session=session,
        group=group,
        group_size=size_of(assessment, group),
        back=to_the_list(request, session),
        care=looked_after(session.workshop),
        brought=request.POST.get("with", ""),
    )


def into_the_room(session: Session, joined: Joined) -> HttpResponse:
    """They are in; this device is theirs from now on."""
    return remember(redirect("phone", session.workshop.assessment_id, session.pk), joined)


def own_invite(request: HttpRequest, assessment: Assessment) -> Invite | None:
    """The personal invitation that somebody brought with them, if it is one of this assessment and still open."""
    key, _dot, secret = (request.POST.get("with") or request.GET.get("with", "")).partition(".")
    try:
        invite = by_link(UUID(key), secret)
    except ValueError:
        return None
    fits = invite is not None and invite.personal and invite.assessment_id == assessment.pk and is_open(invite)
    return invite if fits else None


def cannot_come_in(request: HttpRequest, session: Session, sentence: str, known: Participant | None) -> HttpResponse:
    """The room is full, not open yet, or over: said calmly, with a way to look again and a way out of here."""
    return show(
        request,
        "workshops/cannot_come_in.jinja",
        sentence=sentence,
        care=looked_after(session.workshop),
        assessment_id=session.workshop.assessment_id,
        known=known,
        back=to_the_list(request, session),
    )


def to_the_list(request: HttpRequest, session: Session) -> tuple[str, str] | None:
    """On a device that goes round: back to those who are known on it. Nobody else has such a list."""
    if tablet_of(request, session.pk) is None:
        return None
    return reverse("who-has-it", args=[session.workshop.assessment_id, session.pk]), _("Who has the tablet now?")


def no_such_room(request: HttpRequest) -> HttpResponse:
    """The same calm page for a wrong link and for a session that is gone."""
    return show(
        request,
        "ui/message.jinja",
        status=404,
        title=_("This way into a room does not work"),
        sentence=_("Look at the big screen again: scan its square code, or type its letters."),
        action=(reverse("room"), _("Type the letters")),
    )
