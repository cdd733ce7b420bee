"""Take in a file of answers: choose it, see what would come in and every line that would not, then take it in."""

from __future__ import annotations

import csv
from io import StringIO
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.catalogue.survey import Survey
from alongside.feedback.actions.batches import File, take_in
from alongside.feedback.forms.files import AnswersFileForm, Looked
from alongside.feedback.models import Asking
from alongside.feedback.queries.askings import takes_paper
from alongside.feedback.queries.files import files_of, taken_before
from alongside.feedback.rules.lines import columns_of
from alongside.feedback.tables import MOST_LINES
from alongside.feedback.views.finding import installed, the_asking
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.refusals import Refused
from alongside.ui.refusing import refusal_page, refused, status_of
from alongside.ui.show import show

TAKE, FAULTS = "take", "faults"
# How many rejected lines the page lists; the file that can be downloaded has all of them.
LISTED = 100
# What a spreadsheet program would take for a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@page(Can.ASK_FEEDBACK)
def answers_file(request: MemberRequest, asking_id: UUID) -> HttpResponseBase:
    """Choose a file, or do what the report of one asks."""
    found = the_asking(request, asking_id)
    survey = installed(found)
    if survey is None or not takes_paper(found):
        return not_now(request, found, Refused(_("These questions take no more answers, so no file can be taken in.")))
    go = request.POST.get("go", "")
    if go not in (TAKE, FAULTS):
        return choose(request, found, survey)
    looked = Looked.unpacked(request.POST.get("looked", ""))
    if looked is None or looked.asking != found.pk:
        problem = Refused(_("This report of a file cannot be used any more. Choose the file again."))
        return not_now(request, found, problem)
    return faults_as_csv(looked) if go == FAULTS else take(request, found, looked)


def choose(request: MemberRequest, asking: Asking, survey: Survey) -> HttpResponse:
    """The page on which a file is chosen, and the report of it."""
    sent = request.method == "POST"
    form = AnswersFileForm(request.POST if sent else None, request.FILES if sent else None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return report(request, asking, Looked.through(asking.pk, survey, file.name, file.read()))
        except Refused as problem:
            refused(form, problem)
    return show(
        request,
        "feedback/answers_file.jinja",
        status=status_of(form),
        asking=asking,
        survey=survey,
        form=form,
        columns=columns_of(survey),
        most=MOST_LINES,
        before=files_of(asking),
    )


def report(request: MemberRequest, asking: Asking, looked: Looked) -> HttpResponse:
    """What would be taken in and what not; nothing is yet."""
    return show(
        request,
        "feedback/file_report.jinja",
        asking=asking,
        looked=looked,
        packed=looked.packed(),
        listed=LISTED,
        before=taken_before(asking, looked.sha256),
    )


def take(request: MemberRequest, asking: Asking, looked: Looked) -> HttpResponse:
    """Take in what was looked through."""
    file = File(looked.sha256, looked.name, looked.rejected)
    try:
        made = take_in(asking=asking, file=file, answers=looked.answers, by=request.actor)
    except Refused as problem:
        return not_now(request, asking, problem)
    sentence = _("Answers taken in: %(n)d. They are sealed now.") % {"n": made.accepted}
    messages.success(request, f"{sentence} {afterwards(made.rejected)}")
    return redirect("answers-file", request.partnership.pk, asking.pk)


def afterwards(rejected: int) -> str:
    """What to do with the file: lines that were not taken in stand nowhere else."""
    if not rejected:
        return _("Delete the file, and whatever was made from it.")
    sentence = ngettext(
        "%(n)d line was not taken in. Copy it into a file of its own, mend it and take it in, and only then delete "
        "both files.",
        "%(n)d lines were not taken in. Copy those lines into a file of their own, mend them and take them in, and "
        "only then delete both files.",
        rejected,
    )
    return sentence % {"n": rejected}


def faults_as_csv(looked: Looked) -> HttpResponse:
    """Every rejected line with its column and the reason, for whoever mends the file. It repeats nothing of it."""
    written = StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow([_("Line"), _("Column"), _("Why it is not taken in")])
    rows.writerows([fault.line, harmless(fault.column), harmless(fault.reason)] for fault in looked.faults)
    response = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="rejected-lines.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def harmless(cell: str) -> str:
    """A text that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell


def not_now(request: MemberRequest, asking: Asking, problem: Refused) -> HttpResponse:
    """Nothing was changed, and why."""
    back = (reverse("asking", args=[request.partnership.pk, asking.pk]), _("Back to the asking"))
    return refusal_page(request, problem, back)
