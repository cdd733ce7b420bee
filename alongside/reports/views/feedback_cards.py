"""Cards for people to answer with: printed once, and kept nowhere."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from alongside.feedback.actions.asking import print_cards as make_codes
from alongside.feedback.queries.askings import asking_in
from alongside.people.access import Can, MemberRequest, page
from alongside.reports.feedback_cards import feedback_cards
from alongside.reports.forms import CardsForm
from alongside.reports.views.documents import PDF, as_file
from alongside.ui.refusing import fresh_form, refusals_on, status_of
from alongside.ui.show import show


@page(Can.ASK_FEEDBACK)
def print_cards(request: MemberRequest, asking_id: UUID) -> HttpResponseBase:
    """How many; then at once the cards as a PDF, whose codes nobody can see again."""
    found = asking_in(request.partnership, asking_id)
    if found is None:
        raise Http404
    found.partnership = request.partnership
    form = fresh_form(CardsForm, request)
    if form.is_valid():
        with refusals_on(form):
            codes = make_codes(asking=found, how_many=form.cleaned_data["how_many"], by=request.actor)
            front = request.build_absolute_uri(reverse("feedback-card"))
            name = "-".join(filter(None, [slugify(found.team.name)[:60], "cards"]))
            # Kept as a file: a tab that is closed or drawn again would lose the codes.
            return as_file(feedback_cards(found, codes, front), PDF, f"{name}.pdf", shown=False)
    back = (reverse("asking", args=[request.partnership.pk, found.pk]), _("Back to the asking"))
    return show(request, "reports/print_cards.jinja", status=status_of(form), form=form, asking=found, back=back)
