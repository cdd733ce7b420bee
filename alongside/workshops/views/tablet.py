"""A tablet from hand to hand: somebody passes it on, and somebody else takes it up. Nobody sees another's answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.assessments.actions.participation import come_back
from alongside.assessments.doors import COOKIE, ParticipantRequest, forget, participant_page, remember, whose
from alongside.assessments.queries.participants import PURPOSE, by_account, by_secret
from alongside.audit.actor import Actor
from alongside.people.access import public
from alongside.people.tokens import typed_code
from alongside.ui.refusing import fresh_form, status_of
from alongside.ui.show import show
from alongside.workshops import tablet as tablets
from alongside.workshops.forms.tablet import PassOnForm, WhoForm
from alongside.workshops.queries.inside import place_of, seated
from alongside.workshops.queries.sessions import room_secret
from alongside.workshops.tablet import Tablet
from alongside.workshops.views.phone import not_inside


@participant_page
def pass_on(request: ParticipantRequest, session_id: UUID) -> HttpResponseBase:
    """Let the next person have this device. Who will come back first says by which word and number; others just go."""
    person = request.participant
    if place_of(person, session_id) is None:
        return not_inside(request, session_id)
    if request.user.is_authenticated and by_account(request.assessment.pk, request.user.pk):
        return sign_out_first(request)
    tablet = tablets.tablet_of(request, session_id) or tablets.new_tablet()
    others = tablet.without(person.pk)
    leaving = request.method == "POST" and request.POST.get("then") == "forget"
    if leaving or (request.method == "POST" and tablet.place_of(person.pk) and "word" not in request.POST):
        return passed_on(request, session_id, others if leaving else tablet)
    full = len(others.people) >= tablets.MOST
    # Somebody who forgot their number came in with their return code, and may choose another.
    known = tablet.place_of(person.pk)
    anew = known is None or "word" in request.POST or request.GET.get("number") == "new"
    initial = {"word": known.word} if known else {}
    form = fresh_form(PassOnForm, request, taken=[each.word for each in others.people], initial=initial)
    if not full and form.is_valid():
        return passed_on(request, session_id, tablet.knowing(person.pk, **form.cleaned_data))
    return show(
        request,
        "workshops/pass_on.jinja",
        status=status_of(form),
        form=form,
        full=full,
        known=None if anew else known,
        code=typed_code(PURPOSE, person.pk),
        room_key=session_id,
        assessment=request.assessment,
        back=(reverse("phone", args=[request.assessment.pk, session_id]), _("Back to the room")),
    )


def passed_on(request: ParticipantRequest, session_id: UUID, tablet: Tablet) -> HttpResponse:
    """The device forgets whose it was, and what it drew for them; it goes on to ask who has it now."""
    answer = redirect("who-has-it", request.assessment.pk, session_id)
    answer["Clear-Site-Data"] = '"cache"'
    return tablets.keep(forget(answer, request.participant), request.assessment.pk, session_id, tablet)


@public
def who_has_it(request: HttpRequest, assessment_id: UUID, session_id: UUID) -> HttpResponseBase:
    """Who has the tablet now: somebody known, with their number, or somebody new. Nothing of anybody stands here."""
    tablet = tablets.tablet_of(request, session_id)
    if tablet is None:
        return does_not_go_round(request)
    if by_secret(assessment_id, request.COOKIES.get(COOKIE, "")) is not None:
        # Somebody has it already: only they pass it on.
        return redirect("phone", assessment_id, session_id)
    form = fresh_form(WhoForm, request, words=[each.word for each in tablet.people])
    if form.is_valid():
        answer = taken_up(assessment_id, session_id, tablet, form)
        if answer is not None:
            return answer
    status = status_of(form)
    if form.is_bound:
        form.forget_number()
    return show(
        request,
        "workshops/who.jinja",
        status=status,
        form=form,
        people=tablet.people,
        door=reverse("come-in", args=[assessment_id, session_id, room_secret(session_id)]),
        care_of=(str(session_id), assessment_id),
    )


def taken_up(assessment_id: UUID, session_id: UUID, tablet: Tablet, form: WhoForm) -> HttpResponse | None:
    """The device is theirs whose number was typed; None, with a sentence on the form, where it was not."""
    known = tablet.people[int(form.cleaned_data["who"])]
    theirs = tablets.is_theirs(tablet, known, form.cleaned_data["number"])
    if theirs is None:
        form.add_error(None, _("Too many numbers were tried. Wait a quarter of an hour, or type your return code."))
    elif not theirs:
        form.add_error("number", _("That is not the number of %(word)s. Try again") % {"word": known.word})
    person = seated(assessment_id, session_id, known.person) if theirs else None
    if person is None:
        if theirs:
            form.add_error("who", _("Nobody takes part by that word any more. Press “Somebody new”"))
        return None
    joined = come_back(participant=person, by=Actor.participant(person.pk))
    return remember(redirect("phone", assessment_id, session_id), joined)


def or_who_has_it(page: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A participant's page of a session which, on a device that goes round and is nobody's just now, asks whose it is.

    So a device is never stuck after somebody left, or went on with their return code elsewhere.
    """

    @wraps(page)
    def asking(request: HttpRequest, assessment_id: UUID, session_id: UUID, **more: Any) -> HttpResponseBase:
        if tablets.tablet_of(request, session_id) and whose(request, assessment_id) is None:
            return redirect("who-has-it", assessment_id, session_id)
        return page(request, assessment_id=assessment_id, session_id=session_id, **more)

    return asking


def sign_out_first(request: HttpRequest) -> HttpResponse:
    """Whoever takes part with an account passes on everything that the account opens."""
    return show(
        request,
        "ui/message.jinja",
        title=_("Sign out before you pass this device on"),
        sentence=_(
            "You take part with your account, and this device is signed in. Whoever holds it next could open your "
            "answers. Sign out first; the next person then scans the square code."
        ),
        action=(reverse("account_logout"), _("Sign out")),
    )


def does_not_go_round(request: HttpRequest) -> HttpResponse:
    """A device that keeps no list, or an old one: the same whether or not there is such a room."""
    return show(
        request,
        "ui/message.jinja",
        title=_("Nobody is known on this device"),
        sentence=_("To come in, scan the square code on the big screen, or type its letters. A return code works too."),
        action=(reverse("room"), _("Type the letters")),
    )
