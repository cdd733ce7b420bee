"""Understand a challenge, answer it alone, share a reason by choice, and see the answers once they are revealed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.assessments.actions import rating as actions
from alongside.assessments.doors import ParticipantRequest, participant_page
from alongside.assessments.forms.taking_part import AnswerForm, CardForm
from alongside.assessments.models import AssessmentState, Rating
from alongside.assessments.news import tell
from alongside.assessments.queries.decisions import NOTHING, standings
from alongside.assessments.queries.drawing import charts
from alongside.assessments.queries.participants import MyItem, my_cards, my_items, still_to_answer
from alongside.assessments.queries.record import item_record
from alongside.assessments.queries.states import current_state
from alongside.assessments.views.finding import edition_of, mean_what_is_shown, room_url, the_item
from alongside.assessments.views.words import LONG, PLAIN, keep_words, reads_plain
from alongside.evidence.rules import CardRefused
from alongside.ui.refusals import Refused
from alongside.ui.refusing import fresh_form, met_conflict, refusal_page, refusals_on, status_of
from alongside.ui.show import show

State = AssessmentState.State


@participant_page
def understand(request: ParticipantRequest, item: str) -> HttpResponseBase:
    """The idea explained, with an example and the stages, before anybody is asked."""
    framework = edition_of(request.assessment)
    about = the_item(framework, item)
    mine = my_items(request.participant, framework)
    here = next(each for each in mine if each.item.key == item)
    is_open = current_state(request.assessment) == State.OPEN
    response = show(
        request,
        "assessments/understand.jinja",
        step=step_of(request, here, 1 if is_open else 0),
        assessment=request.assessment,
        framework=framework,
        item=about,
        number=framework.item_number(item),
        here=here,
        plain=reads_plain(request),
        is_open=is_open,
    )
    return keep_words(request, response, request.assessment.pk)


def step_of(request: ParticipantRequest, here: MyItem, alone: int) -> int:
    """Which of Understand, Alone, Together, Decided a challenge is at; `alone` where nothing of it was shown yet."""
    if not here.revealed:
        return alone
    key = here.item.key
    return 4 if standings(request.assessment, item=key).get(key, NOTHING).recorded else 3


@participant_page
def answer(request: ParticipantRequest, item: str) -> HttpResponseBase:
    """One challenge to a screen; saved when the person goes on."""
    framework = edition_of(request.assessment)
    about, plain = the_item(framework, item), reads_plain(request)
    told: dict[str, Any] = {"framework": framework, "item": about, "words": PLAIN if plain else LONG}
    if request.method == "POST":
        # Tried before anything is read for the page, which most people who save an answer never see again.
        form = AnswerForm(request.POST, **told)
        if form.is_valid():
            with refusals_on(form):
                saved = actions.rate(participant=request.participant, item=item, by=request.actor, **form.cleaned_data)
                tell(request.assessment.pk, "moved")
                return after_answer(request, saved)
    if current_state(request.assessment) != State.OPEN:
        return redirect("understand", request.assessment.pk, item)
    here = next(each for each in my_items(request.participant, framework) if each.item.key == item)
    if request.method != "POST":
        form = AnswerForm(**told, initial=initial_answer(here))
    elif met_conflict(form):
        mean_what_is_shown(form, here.round, here.rating)
    response = show(
        request,
        "assessments/answer.jinja",
        status=status_of(form),
        step=step_of(request, here, 2),
        form=form,
        assessment=request.assessment,
        framework=framework,
        item=about,
        number=framework.item_number(item),
        total=len(framework.items),
        cards=my_cards(request.participant, item),
        here=here,
        plain=plain,
    )
    return keep_words(request, response, request.assessment.pk)


def initial_answer(here: MyItem) -> dict[str, object]:
    """What was answered before, and the round and revision that this page shows."""
    saved = here.rating
    if saved is None:
        return {"round": here.round, "revision": 0}
    return {"round": here.round, "revision": saved.revision, "answer": saved.answer, "reason": saved.reason}


def after_answer(request: ParticipantRequest, saved: Rating) -> HttpResponse:
    """Where the person wanted to go: share the reason, add a card, the next challenge, or the list."""
    pk = request.assessment.pk
    wish = request.POST.get("then", "")
    if wish == "share" and saved.reason:
        return redirect("share-reason", pk, saved.item)
    if wish == "card":
        return redirect("my-cards", pk, saved.item)
    if wish == "list":
        messages.success(request, _("Your answer is saved."))
        return redirect("my-part", pk)
    return redirect(next_address(request, saved))


def next_address(request: ParticipantRequest, saved: Rating) -> str:
    """The next challenge without an answer after this one, going round; the list when there is none."""
    framework = edition_of(request.assessment)
    waiting = still_to_answer(request.participant, framework)
    place = framework.item_number(saved.item)
    going_round = sorted(waiting, key=lambda item: (framework.item_number(item) < place, framework.item_number(item)))
    if not going_round:
        return reverse("my-part", args=[request.assessment.pk])
    return reverse("understand", args=[request.assessment.pk, going_round[0]])


@participant_page
def share_reason(request: ParticipantRequest, item: str) -> HttpResponseBase:
    """See how the reason would look to everybody; then share it, or keep it to oneself."""
    framework = edition_of(request.assessment)
    about = the_item(framework, item)
    room = room_url(request, "phone", request.assessment.pk)
    mine = reason_to_look_at(request, item)
    if mine is None:
        return redirect(room or reverse("answer", args=[request.assessment.pk, item]))
    seen = f"{mine.pk} {mine.revision}"
    if request.method == "POST" and request.POST.get("seen", seen) == seen:
        try:
            if request.POST.get("share") == "yes":
                actions.share_reason(rating=mine, by=request.actor)
                messages.success(request, _("Your reason will be shown with the answers, without your name."))
            else:
                actions.keep_reason(rating=mine, by=request.actor)
                messages.success(request, _("Your reason stays with you."))
        except Refused as problem:
            return refusal_page(request, problem, (room or request.path, _("Back")))
        return redirect(room or next_address(request, mine))
    return show(
        request,
        "assessments/share_reason.jinja",
        status=200 if request.method == "GET" else 409,
        assessment=request.assessment,
        item=about,
        rating=mine,
        seen=seen,
        room=room,
        shared=shared_reason_of(mine) is not None,
        withheld=shared_reason_of(mine) == "",
    )


def reason_to_look_at(request: ParticipantRequest, item: str) -> Rating | None:
    """One's newest answer to a challenge that has a reason, or the one of the round that the address names."""
    written = request.participant.ratings.filter(item=item).exclude(reason="").order_by("-round")
    round = request.GET.get("round", "")
    return (
        written.filter(round=int(round)) if round.isascii() and round.isdigit() and len(round) < 5 else written
    ).first()


def shared_reason_of(rating: Rating) -> str | None:
    """The words that everybody may read: none where the reason is not shared, empty where it was withheld."""
    return rating.shared_reason.text if hasattr(rating, "shared_reason") else None


@participant_page
def my_cards_page(request: ParticipantRequest, item: str) -> HttpResponseBase:
    """Put an evidence card beside one's answer."""
    framework = edition_of(request.assessment)
    about = the_item(framework, item)
    form = fresh_form(CardForm, request)
    if form.is_valid():
        with refusals_on(form):
            try:
                actions.add_card(participant=request.participant, item=item, by=request.actor, **form.cleaned_data)
            except CardRefused as problem:
                for name, sentence in problem.problems.items():
                    form.add_error(name or None, sentence)
            else:
                messages.success(request, _("The card is kept. Everybody sees it when the answers are shown."))
                return redirect("my-cards", request.assessment.pk, item)
    return show(
        request,
        "assessments/my_cards.jinja",
        status=status_of(form),
        form=form,
        assessment=request.assessment,
        item=about,
        cards=my_cards(request.participant, item),
    )


@participant_page
@require_POST
def remove_my_card(request: ParticipantRequest, item: str, held_id: UUID) -> HttpResponseBase:
    """Take back one of one's own cards."""
    held = get_object_or_404(request.participant.cards.select_related("card"), pk=held_id, item=item)
    try:
        actions.remove_card(held=held, by=request.actor)
    except Refused as problem:
        back = reverse("my-cards", args=[request.assessment.pk, item])
        return refusal_page(request, problem, (back, _("Back")))
    messages.success(request, _("The card is taken back."))
    return redirect("my-cards", request.assessment.pk, item)


@participant_page
def see_together(request: ParticipantRequest, item: str) -> HttpResponseBase:
    """What everybody sees once a challenge is revealed; before that, nothing is here."""
    framework = edition_of(request.assessment)
    the_item(framework, item)
    here = item_record(request.assessment, framework, item)
    if not here.rounds:
        raise Http404
    return show(
        request,
        "assessments/see_together.jinja",
        assessment=request.assessment,
        framework=framework,
        here=here,
        charts=charts(here, framework),
        answered=request.participant.ratings.filter(item=item).exists(),
        is_open=current_state(request.assessment) == State.OPEN,
    )
