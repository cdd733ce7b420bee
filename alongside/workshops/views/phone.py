"""A phone in a room: what everybody sees, with one's own answer in it; and saving that answer."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib.messages import get_messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.backends.utils import csrf_input
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.doors import ParticipantRequest, participant_page
from alongside.assessments.forms.taking_part import AnswerForm
from alongside.assessments.models import Participant, Rating
from alongside.assessments.queries.participants import PURPOSE, my_withheld
from alongside.assessments.views.finding import edition_of, mean_what_is_shown
from alongside.assessments.views.words import LONG, PLAIN, keep_words, reads_plain
from alongside.people.tokens import hash_of, typed_code
from alongside.ui.refusals import Refused
from alongside.ui.refusing import met_conflict, refusal_page, refusals_on, status_of
from alongside.ui.show import show
from alongside.workshops import drawing
from alongside.workshops.actions.answering import answer_in_room as save
from alongside.workshops.live import Frame, announce_changed, answer_key, phone_token
from alongside.workshops.models import Step
from alongside.workshops.queries.inside import Place, is_shared, place_of, saved_answer, shared_by
from alongside.workshops.queries.room import Room, room
from alongside.workshops.queries.sessions import session_of
from alongside.workshops.saved_part import after_saving, after_too_late, shown_meanwhile
from alongside.workshops.tablet import tablet_of

NEW_HERE = timedelta(minutes=3)


@participant_page
def phone(request: ParticipantRequest, session_id: UUID) -> HttpResponseBase:
    """What is on now. With `?fragment=1` only the part that changes, for the page that follows the session."""
    place = place_of(request.participant, session_id)
    if place is None:
        return not_inside(request, session_id)
    with drawing.in_words_of(request.assessment):
        now = drawing.lately(place.session.pk, place.step) or room(place.session)
        if now.here and len(get_messages(request)):
            # They come from another page, where they may have taken a reason back: the other phones learn it now.
            announce_changed(session_id)
        drawn = drawing.frame_of(now)
        mine = ""
        if now.answering and now.item and request.participant.answered_at:
            saved, shared = saved_answer(request.participant, now.now.item, now.now.round)
            form = drawing.answer_form(now.framework, now.item, now.now.round, saved)
            mine = drawing.my_answer(session_id, now.assessment_id, form, saved, shared=shared) if saved else ""
        inside = drawing.for_one(drawn, csrf_input(request), mine)
        return part(drawn, inside) if request.GET.get("fragment") else whole(request, place, now, drawn, inside)


def part(drawn: Frame, inside: str, status: int = 200) -> HttpResponse:
    """The inside of the page, with the mark of what it shows."""
    return HttpResponse(inside, status=status, headers={"X-Room-Have": f"{drawn.version}.{drawn.nudge}"})


def whole(
    request: ParticipantRequest,
    place: Place,
    now: Room,
    drawn: Frame,
    inside: str,
    form: AnswerForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page; what is this person's alone stands around what everybody sees."""
    person = request.participant
    # One who shared anything must learn at once if it is withheld.
    shared = shared_by(person)
    response = show(
        request,
        "workshops/phone.jinja",
        status=status,
        form=form,
        heading=drawing.heading(now),
        inside=inside,
        have=f"{drawn.version}.{drawn.nudge}",
        stream=f"/live/{phone_token(now.session_id)}",
        key=answer_key(now.session_id, person.pk),
        clock=drawing.clock(),
        hand=hash_of("hand", str(person.pk))[:16],
        words=PLAIN if reads_plain(request) else LONG,
        framework=now.framework,
        participant=person,
        table=place.table,
        withheld=[] if all(each.text for each in shared) else my_withheld(person),
        shares=bool(shared),
        shared=[each for each in shared if each.text],
        care=now.looked_after,
        over=now.now.phase == Step.Phase.ENDED,
        room_key=now.session_id,
        code=typed_code(PURPOSE, person.pk),
        first_time=timezone.now() - place.since < NEW_HERE,
        console=console_for(request, now),
        tablet=tablet_of(request, now.session_id),
    )
    return keep_words(request, response, person.assessment_id)


def console_for(request: ParticipantRequest, now: Room) -> str:
    """The way back for a facilitator on whose device somebody without a phone takes part; nothing for anybody else."""
    lent = request.participant.mode in (Participant.Mode.HELPER, Participant.Mode.SHARED)
    if not lent or not request.user.is_authenticated:
        return ""
    return reverse("console", args=[now.partnership_id, now.assessment_id, now.session_id])


@participant_page
@require_POST
def answer_in_room(request: ParticipantRequest, session_id: UUID) -> HttpResponseBase:
    """Save one answer. Tapped by everybody at once, so it asks the database as little as it can."""
    place = place_of(request.participant, session_id)
    if place is None:
        return not_inside(request, session_id)
    framework = edition_of(request.assessment)
    item = next((each for each in framework.items if each.key == request.POST.get("item")), None)
    if item is None:
        here = reverse("phone", args=[request.assessment.pk, session_id])
        problem = Refused(_("This answer belongs to no challenge here. See what is on now, and answer there."))
        return refusal_page(request, problem, (here, _("See what is on now")))
    with drawing.in_words_of(request.assessment):
        form = drawing.answer_form(framework, item, 1, data=request.POST)
        if form.is_valid():
            with refusals_on(form):
                person, by = request.participant, request.actor
                saved = save(session_id=session_id, participant=person, item=item.key, by=by, **form.cleaned_data)
                return answered(request, place, saved, form)
        return not_saved(request, place, form)


def answered(request: ParticipantRequest, place: Place, saved: Rating, sent: AnswerForm) -> HttpResponse:
    """Back to the page; a page that follows the session gets its own part."""
    if not asks_for_part(request):
        return redirect("phone", request.assessment.pk, place.session.pk)
    drawn = drawing.held_frame(place.session.pk, place.step)
    if drawn is None:
        drawn = drawing.frame_of(room(place.session))
    shared = saved.revision > 1 and is_shared(saved)
    inside = after_saving(drawn, sent.framework, place.session.pk, saved, csrf_input(request), shared=shared)
    return part(drawn, inside)


def not_saved(request: ParticipantRequest, place: Place, form: AnswerForm) -> HttpResponse:
    """Nothing that was typed is lost: it stands in the form, or by itself where the round is over."""
    status, fragment = status_of(form), asks_for_part(request)
    now = room(place.session)
    drawn = drawing.frame_of(now)
    if now.answering and now.now.item == form.item.key:
        saved, shared = saved_answer(request.participant, now.now.item, now.now.round)
        if met_conflict(form):
            mean_what_is_shown(form, now.now.round, saved)
        session = place.session.pk
        mine = drawing.my_answer(session, request.assessment.pk, form, saved, shared=shared, whole_page=not fragment)
        inside = drawing.for_one(drawn, csrf_input(request), mine)
    else:
        inside = after_too_late(drawn, too_late(form), form.data.get("reason", ""), csrf_input(request))
    if fragment:
        return part(drawn, inside, status)
    return whole(request, place, now, drawn, inside, form if now.answering else None, status)


def too_late(form: AnswerForm) -> str:
    """Why an answer could not be saved, where there is no form any more to save it again."""
    if met_conflict(form):
        return shown_meanwhile()
    return " ".join(map(str, form.non_field_errors())) or _("The room has gone on, so this answer was not saved.")


def asks_for_part(request: ParticipantRequest) -> bool:
    """Whether the page follows the session by itself and wants only its changing part."""
    return request.headers.get("X-Room") == "1"


def not_inside(request: ParticipantRequest, session_id: UUID) -> HttpResponse:
    """Somebody who takes part in the assessment and has not come into this room; another's room does not exist."""
    if session_of(request.assessment, session_id) is None:
        raise Http404
    return show(
        request,
        "ui/message.jinja",
        status=409 if request.method == "POST" else 200,
        title=_("You have not come into this room"),
        sentence=_("Scan the square code on the big screen, or type its letters. Your answers so far are kept."),
        action=(reverse("room"), _("Type the letters")),
    )
