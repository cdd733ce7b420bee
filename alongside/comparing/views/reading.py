"""A comparison: the whole in words, one question with all its teams, and groups of people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from alongside.comparing import cautions, drawing, grouping, wording
from alongside.comparing.forms.deciding import FindForm
from alongside.comparing.paging import paged
from alongside.comparing.rules.frozen import Measure, Result, Row, measure_from
from alongside.comparing.views.finding import Found, the_comparison
from alongside.feedback.views.finding import months_of
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.show import show


@page(Can.SEE_RECORD)
@require_safe
def comparison(request: MemberRequest, comparison_id: UUID) -> HttpResponseBase:
    """Every question in a few words, with the way to its teams and to groups of people."""
    found = the_comparison(request, comparison_id)
    result = Result.from_json(found.comparison.result)
    survey = found.survey
    told = [(survey.item(each.item), wording.can_be_said(survey, each)) for each in result.measures] if survey else []
    return show(
        request,
        "comparing/comparison.jinja",
        found=found,
        months=months_of(found.comparison),
        told=told,
        unheard=result.unheard,
        grouped=bool(result.groups),
    )


@page(Can.SEE_RECORD)
@require_safe
def compared_question(request: MemberRequest, comparison_id: UUID, item: str) -> HttpResponseBase:
    """One question: words, teams by name, limits, steadier estimates, and places only where they mean something."""
    found = the_comparison(request, comparison_id)
    frozen = next((each for each in found.comparison.result["measures"] if each["item"] == item), None)
    if frozen is None or found.survey is None:
        raise Http404
    measure = measure_from(frozen)
    form = FindForm(request.GET or None)
    find = form.cleaned_data["find"] if form.is_bound and form.is_valid() else ""
    table = paged(measure.rows, find, request.GET.get("page", ""))
    return show(
        request,
        "comparing/question.jinja",
        found=found,
        survey=found.survey,
        item=found.survey.item(item),
        months=months_of(found.comparison),
        measure=measure,
        said=wording.said_first(found.survey, measure),
        after=wording.said_after(measure),
        how_sure=cautions.how_sure(),
        steadier_means=cautions.steadier(),
        outside=wording.outside(measure).rows,
        form=form,
        find=find,
        page=table,
        table=wording.team_table(measure, table.rows, _linked(request)),
        side_in_words=wording.side_in_words,
        limits=wording.limits_table(measure),
        places=wording.places_table(table.rows) if measure.has_places else None,
        about_places=wording.about_places(measure),
        left_out=list(wording.left_out(measure)),
        funnels=_funnels(_Which(found.comparison.pk, item, get_language(), measure)) if measure.rows else [],
        steadier=_steadier(measure, table.rows) if table.rows else None,
    )


def _linked(request: MemberRequest) -> Callable[[Row], object]:
    """The cell with a team's name, which leads to what people said of it."""
    here = request.partnership.pk

    def linked(row: Row) -> object:
        return format_html('<a href="{}">{}</a>', reverse("feedback-team", args=[here, row.team]), row.name)

    return linked


@dataclass(frozen=True)
class _Which:
    """A question of a comparison in a language. What it says is frozen, so its key tells it from every other."""

    comparison: UUID
    item: str
    language: str | None
    measure: Measure = field(compare=False)


@lru_cache(maxsize=8)
def _funnels(which: _Which) -> list[tuple[str, str, str, str]]:
    """Title, what to look for, and the picture in two shapes: by chance alone, then beside how much all differ.

    Drawn once for all visitors, who see the same: with 2,000 teams it is most of the page.
    """
    measure = which.measure
    found = [(False, _("By chance alone"), _("How far chance alone could take a team of each size."))]
    if not measure.few_teams and measure.tau2:
        words = _("The same, with limits that also allow for how much all teams differ from each other.")
        found.append((True, _("Beside how much all teams differ"), words))
    return [
        (
            title,
            words,
            drawing.funnel(measure, adjusted=adjusted, title=title),
            drawing.funnel(measure, adjusted=adjusted, title=title, narrow=True),
        )
        for adjusted, title, words in found
    ]


def _steadier(measure: Measure, rows: tuple[Row, ...]) -> tuple[str, str]:
    """Steadier estimates of the teams on this page of the table, wide and narrow."""
    parts = [drawing.Part("", tuple(drawing.Dot(row.name, row.estimate, row.lower, row.upper) for row in rows))]
    title = _("Steadier estimates, with the interval of each")
    wide = drawing.intervals(parts, title=title, target=measure.middle)
    return wide, drawing.intervals(parts, title=title, target=measure.middle, narrow=True)


@page(Can.SEE_RECORD)
@require_safe
def compared_groups(request: MemberRequest, comparison_id: UUID) -> HttpResponseBase:
    """Groups of people over all teams together, in the order of the survey."""
    found: Found = the_comparison(request, comparison_id)
    result = Result.from_json(found.comparison.result)
    if found.survey is None:
        raise Http404
    return show(
        request,
        "comparing/groups.jinja",
        found=found,
        survey=found.survey,
        months=months_of(found.comparison),
        grouped=result.grouped,
        how_to_read=cautions.how_to_read_groups(),
        abouts=[grouping.told(found.survey, about) for about in result.groups],
        questions=[(found.survey.item(each.item), wording.yes_of(found.survey, each.item)) for each in result.measures],
    )
