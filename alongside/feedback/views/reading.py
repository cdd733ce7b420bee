"""Read people's words one by one, before the team does."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.feedback.actions.publishing import read_words
from alongside.feedback.forms.giving_back import WordsForm
from alongside.feedback.models import Comment
from alongside.feedback.queries.overview import words_waiting
from alongside.feedback.queries.releases import comment_in, next_words
from alongside.feedback.views.finding import installed
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusing import fresh_form, met_conflict, refusals_on, status_of
from alongside.ui.show import show


@page(Can.PUBLISH_FEEDBACK)
def feedback_words(request: MemberRequest) -> HttpResponseBase:
    """One comment with room to take out names: it goes to the team, or is kept back."""
    here = request.partnership
    comment = _sent(request) if request.method == "POST" else _next(request)
    initial = {"comment": comment.pk, "text": comment.text} if comment else {}
    form = fresh_form(WordsForm, request, initial=initial)
    if comment and form.is_valid():
        with refusals_on(form):
            text = form.passed_on()
            read_words(comment=comment, text=text, by=request.actor)
            messages.success(request, _("It goes to the team.") if text else _("Kept back. The team does not see it."))
            return redirect("feedback-words", here.pk)
    survey = installed(comment.asking) if comment else None
    asked = {item.key: item.question for item in survey.items} if survey else {}
    return show(
        request,
        "feedback/reading.jinja",
        status=status_of(form),
        form=form,
        comment=comment,
        question=asked.get(comment.item, "") if comment else "",
        waiting=words_waiting(here),
        conflict=met_conflict(form),
    )


def _sent(request: MemberRequest) -> Comment:
    """The comment that was read, also where somebody else was faster; nothing of another partnership."""
    found = comment_in(request.partnership, _key(request.POST.get("comment", "")))
    if found is None:
        raise Http404
    return found


def _next(request: MemberRequest) -> Comment | None:
    """The first that nobody has read, or the one behind that was left for later."""
    after = request.GET.get("after")
    return next_words(request.partnership, _key(after) if after else None)


def _key(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
