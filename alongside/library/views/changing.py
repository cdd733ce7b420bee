"""Change a framework locally: one draft for each, its words, its whole text, publishing it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.catalogue.document import ContentError
from alongside.library import actions, queries
from alongside.library.forms import AboutForm, ItemForm, StageForm, about_initial
from alongside.library.models import Draft
from alongside.library.rules.versions import DraftConflict, ItemRefused
from alongside.library.rules.words import stage_words
from alongside.library.views.found import (
    draft_or_404,
    edition_or_404,
    item_or_404,
    opened_or_404,
    or_its_edition,
    revision_of,
)
from alongside.people.access import Can, MemberRequest, page
from alongside.ui.forms import Form
from alongside.ui.show import show


@page(Can.CHANGE_LIBRARY)
def change_edition(request: MemberRequest, key: str, version: str) -> HttpResponse:
    """Say what changing locally means, and begin a draft."""
    framework = edition_or_404(request, key, version)
    there = next((each for each in queries.drafts(request.partnership) if each.key == key), None)
    if request.method == "POST":
        actions.start_draft(partnership=request.partnership, key=key, version=version, by=request.actor)
        return redirect("edition-draft", request.partnership.pk, key)
    return show(request, "library/change_edition.jinja", framework=framework, draft=there)


@page(Can.CHANGE_LIBRARY)
@or_its_edition
def draft(request: MemberRequest, key: str) -> HttpResponse:
    """A draft: everything in it that can be changed."""
    found = draft_or_404(request, key)
    try:
        framework = queries.draft_framework(found)
    except ContentError as broken:
        return show(request, "library/draft_broken.jinja", draft=found, problems=broken.problems)
    return show(request, "library/draft.jinja", draft=found, framework=framework, base=queries.base_of(found))


@page(Can.CHANGE_LIBRARY)
@or_its_edition
def change_about(request: MemberRequest, key: str) -> HttpResponse:
    """Change what the edition is called and what it is."""
    found, framework = opened_or_404(request, key)
    form = AboutForm(request.POST or None, initial=about_initial(framework))

    def save() -> None:
        actions.change_about(draft=found, revision=revision_of(request), by=request.actor, **form.cleaned_data)

    return _answer(request, found, form, save, title=_("What this edition is"), template="words")


@page(Can.CHANGE_LIBRARY)
def change_stage(request: MemberRequest, key: str, stage: str) -> HttpResponse:
    """Change the general words of a stage."""
    found, framework = opened_or_404(request, key)
    try:
        before = framework.stage(stage)
    except KeyError:
        raise Http404 from None
    form = StageForm(request.POST or None, initial=stage_words(before))

    def save() -> None:
        actions.change_stage(
            draft=found, revision=revision_of(request), stage=stage, by=request.actor, **form.cleaned_data
        )

    title = _("The stage “%(stage)s”") % {"stage": before.name}
    return _answer(request, found, form, save, title=title, template="words")


@page(Can.CHANGE_LIBRARY)
def change_item(request: MemberRequest, key: str, item: str) -> HttpResponse:
    """Change the words of an item."""
    found, framework = opened_or_404(request, key)
    before = item_or_404(framework, item)
    form = ItemForm(request.POST or None, framework=framework, item=before)

    def save() -> None:
        actions.change_item(draft=found, revision=revision_of(request), item=item, words=form.words(), by=request.actor)

    title = _("Change “%(title)s”") % {"title": before.short_title}
    return _answer(request, found, form, save, title=title, template="item_form", item=before)


@page(Can.CHANGE_LIBRARY)
def add_item(request: MemberRequest, key: str) -> HttpResponse:
    """Add an item at the end."""
    found, framework = opened_or_404(request, key)
    form = ItemForm(request.POST or None, framework=framework)

    def save() -> None:
        actions.add_item(draft=found, revision=revision_of(request), words=form.words(), by=request.actor)

    return _answer(request, found, form, save, title=_("Add a challenge"), template="item_form", item=None)


@page(Can.CHANGE_LIBRARY)
def remove_item(request: MemberRequest, key: str, item: str) -> HttpResponse:
    """Ask once more, then take an item out of the draft."""
    found, framework = opened_or_404(request, key)
    before = item_or_404(framework, item)
    if request.method == "POST":
        try:
            actions.remove_item(draft=found, revision=revision_of(request), item=item, by=request.actor)
        except (DraftConflict, ItemRefused) as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, _("“%(title)s” is out of the draft.") % {"title": before.short_title})
        return redirect("edition-draft", request.partnership.pk, key)
    return show(request, "library/remove_item.jinja", draft=found, item=before)


def _answer(
    request: MemberRequest,
    draft: Draft,
    form: Form,
    save: Callable[[], None],
    *,
    template: str,
    **context: Any,
) -> HttpResponse:
    """Save a form into the draft, or show it again with everything that was typed."""
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except DraftConflict as conflict:
            form.add_error(None, str(conflict))
            draft.refresh_from_db()
            status = 409
        except ContentError as refused:
            for problem in refused.problems:
                form.add_error(None, problem.reason)
            status = 422
        else:
            messages.success(request, _("The draft is saved. Nobody else sees it before you publish it."))
            return redirect("edition-draft", request.partnership.pk, draft.key)
    return show(request, f"library/{template}.jinja", status=status, form=form, draft=draft, **context)
