"""Begin a draft, replace its whole text, publish it, drop it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor, ActorKind
from alongside.audit.record import record
from alongside.catalogue.document import ContentError, Problem
from alongside.catalogue.framework import Framework
from alongside.library.actions.saving import conflict_sentence, readable, save, written
from alongside.library.models import FRAMEWORK, Draft, LocalDocument
from alongside.library.queries import base_of, draft_framework, edition, versions
from alongside.library.rules.versions import (
    DraftConflict,
    NothingChanged,
    begun,
    fingerprint,
    next_version,
    published_as,
    same_words,
)
from alongside.people.models import Partnership


@transaction.atomic
def start_draft(*, partnership: Partnership, key: str, version: str, by: Actor) -> Draft:
    """The draft of a framework: the one there is, or a new one from this edition. Raises LookupError."""
    base = edition(partnership, key, version)
    draft, made = Draft.objects.get_or_create(
        partnership=partnership,
        kind=FRAMEWORK,
        key=key,
        defaults={"based_on_version": version, "text": written(begun(base), base.id)},
    )
    if made:
        record("started", draft, by=by, partnership_id=partnership.pk)
    return draft


@transaction.atomic
def bring(*, partnership: Partnership, text: str, by: Actor) -> Draft:
    """A draft from a whole text, of a framework that may be new here.

    Raises ContentError with every problem and its line, DraftConflict if that framework is being worked on
    already.
    """
    framework = readable(text, _("your text"))
    if Draft.objects.filter(partnership=partnership, kind=FRAMEWORK, key=framework.key).exists():
        raise DraftConflict(
            _("There is a draft of %(key)s already. Publish or discard it first, or replace its text.")
            % {"key": framework.key}
        )
    draft = Draft.objects.create(
        partnership=partnership,
        key=framework.key,
        based_on_version=_base_version(partnership, framework),
        text=text,
    )
    record("brought", draft, by=by, partnership_id=partnership.pk, fields=["text"])
    return draft


@transaction.atomic
def replace_text(*, draft: Draft, revision: int, text: str, by: Actor) -> Draft:
    """Put a whole text in place of a draft's. Raises ContentError with every problem, DraftConflict."""
    framework = readable(text, _("your text"))
    if framework.key != draft.key:
        reason = _("this draft is of the framework %(key)s; keep that key, or bring the text as a new framework")
        raise ContentError((Problem(_("your text"), 1, reason % {"key": draft.key}),))
    return save(draft, revision, text, by=by, verb="replaced text")


@transaction.atomic
def publish(*, draft: Draft, revision: int, by: Actor) -> LocalDocument:
    """Make a local edition of a draft, for ever, and end the draft.

    Raises DraftConflict if the draft is not what was previewed, NothingChanged if it says what its edition
    says.
    """
    seen = Draft.objects.select_for_update().filter(pk=draft.pk, revision=revision).first()
    if seen is None:
        raise DraftConflict(conflict_sentence())
    framework, base = draft_framework(seen), base_of(seen)
    if base is not None and same_words(framework, base):
        raise NothingChanged(_("This draft says the same as the edition it was made from. Change something first."))
    version = next_version(framework.version, versions(seen.partnership, seen.key))
    final = published_as(framework, version, base, seen.partnership.name)
    text = written(final, final.id)
    document = LocalDocument.objects.create(
        partnership=seen.partnership,
        key=seen.key,
        version=version,
        text=text,
        sha256=fingerprint(text),
        based_on=base.id if base else "",
        by_id=by.id if by.kind is ActorKind.USER else None,
    )
    record("published", document, by=by, partnership_id=seen.partnership_id)
    seen.delete()
    return document


@transaction.atomic
def discard_draft(*, draft: Draft, by: Actor) -> None:
    """Drop a draft with everything that was written in it."""
    record("discarded", draft, by=by, partnership_id=draft.partnership_id)
    draft.delete()


def _base_version(partnership: Partnership, framework: Framework) -> str:
    """The version a brought text was made from, as far as this partnership has it."""
    taken = versions(partnership, framework.key)
    if framework.version in taken:
        return framework.version
    base = framework.based_on
    return base.version if base and base.key == framework.key and base.version in taken else ""
