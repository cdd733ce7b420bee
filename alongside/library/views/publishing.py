"""A draft as a whole: bring a text, replace it, download it, look at the difference, publish or discard."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.catalogue.differences import differences
from alongside.catalogue.document import ContentError
from alongside.catalogue.framework import Framework
from alongside.library import actions, queries
from alongside.library.forms import WholeTextForm
from alongside.library.models import Draft
from alongside.library.rules.marking import told
from alongside.library.rules.versions import (
    DraftConflict,
    NothingChanged,
    next_version,
    published_as,
    same_words,
)
from alongside.library.views.found import draft_or_404, opened_or_404, or_its_edition, revision_of
from alongside.library.views.reading import attachment
from alongside.library.views.side_by_side import side_by_side
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.show import show


@page(Can.CHANGE_LIBRARY)
def bring_edition(request: MemberRequest) -> HttpResponse:
    """Bring a framework along as a text."""
    form = WholeTextForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                draft = actions.bring(
                    partnership=request.partnership, text=form.cleaned_data["whole"], by=request.actor
                )
            except ContentError as refused:
                form.keep_for_repair(refused)
            except DraftConflict as conflict:
                form.add_error(None, str(conflict))
                status = 409
            else:
                messages.success(request, _("The text can be used. It is a draft until you publish it."))
                return redirect("edition-draft", request.partnership.pk, draft.key)
    return show(request, "library/bring.jinja", status=status, form=form)


@page(Can.CHANGE_LIBRARY)
@or_its_edition
def draft_text(request: MemberRequest, key: str) -> HttpResponse:
    """Replace the whole text of a draft."""
    draft = draft_or_404(request, key)
    form = WholeTextForm(request.POST or None, request.FILES or None, initial={"text": draft.text})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            text = form.cleaned_data["whole"]
            try:
                actions.replace_text(draft=draft, revision=revision_of(request), text=text, by=request.actor)
            except ContentError as refused:
                form.keep_for_repair(refused)
            except DraftConflict as conflict:
                form.add_error(None, str(conflict))
                draft.refresh_from_db()
                status = 409
            else:
                messages.success(request, _("The draft has the new text."))
                return redirect("edition-draft", request.partnership.pk, draft.key)
    return show(request, "library/draft_text.jinja", status=status, form=form, draft=draft)


@page(Can.CHANGE_LIBRARY)
def download_draft(request: MemberRequest, key: str) -> HttpResponse:
    """The text of a draft, to change elsewhere and bring back."""
    draft = draft_or_404(request, key)
    return attachment(draft.text, f"{draft.key}-draft.yaml")


@page(Can.CHANGE_LIBRARY)
@or_its_edition
def publish_draft(request: MemberRequest, key: str) -> HttpResponse:
    """Show what would change, then publish exactly that."""
    draft, framework = opened_or_404(request, key)
    if request.method == "POST":
        try:
            document = actions.publish(draft=draft, revision=revision_of(request), by=request.actor)
        except (DraftConflict, NothingChanged) as refused:
            messages.warning(request, str(refused))
            return redirect("publish-draft", request.partnership.pk, key)
        messages.success(request, _("The edition %(id)s is published.") % {"id": str(document)})
        return redirect("edition", request.partnership.pk, document.key, document.version)
    base = queries.base_of(draft)
    final = _as_published(draft, framework, base)
    changes = told(differences(base, final) if base else ())
    return show(
        request,
        "library/publish.jinja",
        draft=draft,
        framework=final,
        base=base,
        nothing=base is not None and same_words(framework, base),
        told=changes,
        drawn=side_by_side(changes),
    )


@page(Can.CHANGE_LIBRARY)
@or_its_edition
def discard_draft(request: MemberRequest, key: str) -> HttpResponse:
    """Ask once more, then drop a draft."""
    draft = draft_or_404(request, key)
    if request.method == "POST":
        actions.discard_draft(draft=draft, by=request.actor)
        messages.success(request, _("The draft is discarded."))
        return redirect("library", request.partnership.pk)
    return show(request, "library/discard.jinja", draft=draft)


def _as_published(draft: Draft, framework: Framework, base: Framework | None) -> Framework:
    version = next_version(framework.version, queries.versions(draft.partnership, draft.key))
    return published_as(framework, version, base, draft.partnership.name)
