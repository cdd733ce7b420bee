"""What people answer on: cards, printed once and kept nowhere, and the questions on paper."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.catalogue.survey import Survey
from alongside.feedback.actions.asking import print_cards as make_codes
from alongside.feedback.models import Asking
from alongside.feedback.views.finding import installed, the_asking
from alongside.people.access import Can, MemberRequest, page
from alongside.reports.feedback_cards import feedback_cards
from alongside.reports.forms import CardsForm
from alongside.reports.pack import SIZES
from alongside.reports.paper_form import paper_form
from alongside.reports.views.documents import PDF, as_file
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show


@page(Can.ASK_FEEDBACK)
@require_safe
def paper_form_pdf(request: MemberRequest, asking_id: UUID) -> HttpResponseBase:
    """The questions to fill in by hand; `size` is a4 or large."""
    found, survey = _asked(request, asking_id)
    size = request.GET.get("size", "a4")
    made = paper_form(found, survey, size if size in SIZES else "a4")
    name = "-".join(filter(None, [slugify(found.team.name)[:60], "paper"]))
    return as_file(made, PDF, f"{name}.pdf", shown=True)


@page(Can.ASK_FEEDBACK)
def print_cards(request: MemberRequest, asking_id: UUID) -> HttpResponseBase:
    """How many; then at once the cards as a PDF, whose codes nobody can see again."""
    found, survey = _asked(request, asking_id)
    form = fresh_form(CardsForm, request)
    if form.is_valid():
        with refusals_on(form):
            codes = make_codes(asking=found, how_many=form.cleaned_data["how_many"], by=request.actor)
            front = request.build_absolute_uri(reverse("feedback-card"))
            name = "-".join(filter(None, [slugify(found.team.name)[:60], "cards"]))
            # Kept as a file: a tab that is closed or drawn again would lose the codes.
            return as_file(feedback_cards(found, survey, codes, front), PDF, f"{name}.pdf", shown=False)
    back = (reverse("asking", args=[request.partnership.pk, found.pk]), _("Back to the asking"))
    return show(request, "reports/print_cards.jinja", status=status_of(form), form=form, asking=found, back=back)


def _asked(request: MemberRequest, asking_id: UUID) -> tuple[Asking, Survey]:
    """An asking of this partnership with its questions; not found where they are not installed any more."""
    found = the_asking(request, asking_id)
    survey = installed(found)
    if survey is None:
        raise Http404
    return found, survey
