"""Type in what people wrote on paper: sheet by sheet, then all of them at once.

Until it is sent a batch is in the page of whoever types, and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.catalogue.survey import Survey
from alongside.feedback.actions.batches import put_in_sheets
from alongside.feedback.forms.answering import SheetForm, answer_of, typed
from alongside.feedback.forms.sheets import Batch
from alongside.feedback.models import Asking
from alongside.feedback.queries.askings import takes_paper
from alongside.feedback.rules.answers import MOST_SHEETS
from alongside.feedback.tickets import draw
from alongside.feedback.views.finding import installed, the_asking
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.forms import Form
from alongside.ui.refusals import Refused
from alongside.ui.refusing import refusal_page
from alongside.ui.show import show

BEGIN, NEXT, CHECK, SENDING, BACK_TO = "begin", "next", "check", "send", "to-"


@dataclass(frozen=True)
class Desk:
    """Whoever types, at an asking, with a batch."""

    request: MemberRequest
    asking: Asking
    survey: Survey
    batch: Batch

    def draw(self, template: str, *, status: int = 200, **more: object) -> HttpResponse:
        """One page of typing in."""
        told = {"asking": self.asking, "survey": self.survey, "most": MOST_SHEETS, "batch": self.batch, **more}
        return show(self.request, f"feedback/{template}.jinja", status=status, **told)


@page(Can.ASK_FEEDBACK)
def paper_sheets(request: MemberRequest, asking_id: UUID) -> HttpResponseBase:
    """What to know first; then a sheet on each page, a last look at how many there are, and all are sent at once."""
    found = the_asking(request, asking_id)
    survey = installed(found)
    if survey is None or not takes_paper(found):
        problem = Refused(_("These questions take no more answers, so no paper can be typed in."))
        back = (reverse("asking", args=[request.partnership.pk, found.pk]), _("Back to the asking"))
        return refusal_page(request, problem, back)
    go = request.POST.get("go", "")
    if not go:
        return Desk(request, found, survey, Batch("")).draw("paper")
    if go == BEGIN:
        return sheet(Desk(request, found, survey, Batch(draw(found.pk))), 0)
    return moved(Desk(request, found, survey, Batch.read(survey, request.POST)), go)


def moved(desk: Desk, go: str) -> HttpResponse:
    """Take up the sheet in hand, if there is one, and go where the button says."""
    if go == SENDING:
        return send(desk)
    batch, in_hand = desk.batch, desk.request.POST.get("at", "")
    if in_hand:
        at = place(in_hand, desk.batch)
        form = SheetForm(typed(desk.survey, desk.request.POST), survey=desk.survey)
        if not form.is_valid():
            return sheet(desk, at, form)
        given = {name: value for name, value in form.cleaned_data.items() if value}
        if go == NEXT and not given:
            form.add_error(None, _("Nothing is filled in. A sheet that is empty is not counted: lay it aside."))
            return sheet(desk, at, form)
        batch = batch.with_sheet(at, given)
    after = Desk(desk.request, desk.asking, desk.survey, batch)
    if go.startswith(BACK_TO):
        return sheet(after, place(go.removeprefix(BACK_TO), batch))
    if go == NEXT and not batch.full:
        return sheet(after, len(batch.sheets))
    return after.draw("batch", carried=batch.carried())


def sheet(desk: Desk, at: int, form: SheetForm | None = None) -> HttpResponse:
    """One sheet in hand; of the others only the number is shown."""
    filled = form or SheetForm(initial=desk.batch.sheet(at), survey=desk.survey)
    carried = {**desk.batch.carried(), "at": str(at)}
    others = [number for number in range(len(desk.batch.sheets)) if number != at]
    return desk.draw("sheet", status=422 if form else 200, form=filled, at=at, carried=carried, others=others)


def send(desk: Desk) -> HttpResponse:
    """Read every sheet once more and seal them all; what cannot be taken comes back."""
    fault = desk.batch.faulty(desk.survey)
    if fault:
        return sheet(desk, *fault)
    answers = [answer_of(desk.survey, each) for each in desk.batch.sheets]
    try:
        new = put_in_sheets(asking=desk.asking, batch=desk.batch.key, answers=answers, by=desk.request.actor)
    except Refused as problem:
        form = Form({})
        form.add_error(None, str(problem))
        return desk.draw("batch", status=422, carried=desk.batch.carried(), form=form)
    if new:
        sentence = ngettext("%(n)d sheet came in.", "%(n)d sheets came in.", len(answers)) % {"n": len(answers)}
        messages.success(desk.request, sentence + " " + _("Destroy the paper now, as it says below."))
    else:
        messages.info(desk.request, _("This batch had come in already. It counts once, and nothing was lost."))
    return redirect("paper-sheets", desk.request.partnership.pk, desk.asking.pk)


def place(written: str, batch: Batch) -> int:
    """The number of a sheet as a form says it; the one behind the last where it says nothing that makes sense."""
    known = written.isascii() and written.isdigit() and len(written) < 4
    return min(int(written), len(batch.sheets)) if known else len(batch.sheets)
