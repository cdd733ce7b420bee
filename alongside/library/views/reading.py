"""Read editions: the list, one edition, one item, the glossary, two editions side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from alongside.catalogue import shelf
from alongside.catalogue.framework import Framework
from alongside.catalogue.writing import to_text
from alongside.library import queries
from alongside.library.rules.comparing import Standing, compare
from alongside.library.rules.describing import anchor_sentence, paragraphs, source_sentences
from alongside.library.rules.marking import told
from alongside.library.views.found import edition_or_404, item_or_404
from alongside.library.views.side_by_side import changes_between, side_by_side
from alongside.people.access import Can, MemberRequest, may, page
from alongside.ui.show import show


@page(Can.SEE_PARTNERSHIP)
def library(request: MemberRequest) -> HttpResponse:
    """Every edition, and what is being worked on."""
    return show(
        request,
        "library/library.jinja",
        editions=queries.editions(request.partnership),
        first=queries.default_edition(request.partnership).id,
        drafts=queries.drafts(request.partnership),
        changes=may(request.membership.role, Can.CHANGE_LIBRARY),
    )


@page(Can.SEE_PARTNERSHIP)
def edition(request: MemberRequest, key: str, version: str) -> HttpResponse:
    """One edition: what it is, who stands behind it, its stages and its items."""
    framework = edition_or_404(request, key, version)
    return show(
        request,
        "library/edition.jinja",
        framework=framework,
        local=queries.is_local(request.partnership, framework),
        base=_base(request, framework),
        changes=may(request.membership.role, Can.CHANGE_LIBRARY),
        paragraphs=paragraphs,
        source_sentences=source_sentences,
    )


@page(Can.SEE_PARTNERSHIP)
def edition_item(request: MemberRequest, key: str, version: str, item: str) -> HttpResponse:
    """One item: idea, example, stages, numbers, indicators, data sources, source."""
    framework = edition_or_404(request, key, version)
    found = item_or_404(framework, item)
    place = framework.items.index(found)
    return show(
        request,
        "library/item.jinja",
        framework=framework,
        item=found,
        number=place + 1,
        before=framework.items[place - 1] if place else None,
        after=framework.items[place + 1] if place + 1 < len(framework.items) else None,
        anchors={stage.key: [a for a in found.anchors if a.stage == stage.key] for stage in framework.stages},
        paragraphs=paragraphs,
        anchor_sentence=anchor_sentence,
        source_sentences=source_sentences,
    )


@page(Can.SEE_PARTNERSHIP)
def edition_changes(request: MemberRequest, key: str, version: str) -> HttpResponse:
    """What an edition says that the one it was made from does not."""
    framework = edition_or_404(request, key, version)
    base = _base(request, framework)
    changes = changes_between(base, framework) if base else told(())
    return show(
        request,
        "library/changes.jinja",
        framework=framework,
        base=base,
        told=changes,
        drawn=side_by_side(changes),
    )


@page(Can.SEE_PARTNERSHIP)
def download_edition(request: MemberRequest, key: str, version: str) -> HttpResponse:
    """The text of an edition, to keep or to change elsewhere."""
    framework = edition_or_404(request, key, version)
    text = queries.document_text(request.partnership, framework) or to_text(framework)
    return attachment(text, f"{key}-{version}.yaml")


@page(Can.SEE_PARTNERSHIP)
def glossary(request: MemberRequest) -> HttpResponse:
    """The words of the field, each explained once."""
    terms = sorted(shelf.glossary().terms, key=lambda term: term.name.casefold())
    return show(request, "library/glossary.jinja", terms=terms, paragraphs=paragraphs)


@page(Can.SEE_PARTNERSHIP)
def compare_editions(request: MemberRequest) -> HttpResponse:
    """Two editions side by side: what is the same, what says something else, what has no partner."""
    offered = queries.frameworks(request.partnership)
    by_id = {framework.id: framework for framework in offered}
    older, newer = by_id.get(request.GET.get("from", "")), by_id.get(request.GET.get("to", ""))
    comparison = None
    if older and newer and older != newer:
        comparison = compare(older, newer, queries.crosswalk(request.partnership, older, newer))
    return show(
        request,
        "library/compare.jinja",
        offered=offered,
        older=older or offered[0],
        newer=newer or offered[-1],
        comparison=comparison,
        standings=standing_names(),
    )


def attachment(text: str, name: str) -> HttpResponse:
    """A text as a file to keep; never something a browser would show or run."""
    response = HttpResponse(text.encode(), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def standing_names() -> dict[str, tuple[str, str]]:
    """How two sides are related, in words, with the colour of its tag."""
    return {
        Standing.SAME: (_("Same words"), "green"),
        Standing.REWORDED: (_("Same question, other words"), "aqua-green"),
        Standing.SPLIT: (_("Split"), "yellow"),
        Standing.MERGED: (_("Merged"), "yellow"),
        Standing.NONE: (_("Not comparable"), "grey"),
    }


def _base(request: MemberRequest, framework: Framework) -> Framework | None:
    """The edition this one was made from, if it is here."""
    based_on = framework.based_on
    if based_on is None:
        return None
    try:
        return queries.edition(request.partnership, based_on.key, based_on.version)
    except LookupError:
        return None
