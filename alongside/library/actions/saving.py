"""Save a draft so that an older page never overwrites a newer one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.catalogue.document import ContentError
from alongside.catalogue.framework import Framework
from alongside.catalogue.writing import to_text
from alongside.library.models import Draft
from alongside.library.queries import parsed
from alongside.library.rules.versions import DraftConflict, too_long


def readable(text: str, name: str) -> Framework:
    """The framework in a text. Raises ContentError with every problem and its line."""
    framework = parsed(text, name)
    problems = too_long(framework)
    if problems:
        raise ContentError(problems)
    return framework


def written(framework: Framework, name: str) -> str:
    """The text of a framework, read back to be sure that it can be. Raises ContentError."""
    text = to_text(framework)
    readable(text, name)
    return text


def save(draft: Draft, revision: int, text: str, *, by: Actor, verb: str, fields: Iterable[str] = ()) -> Draft:
    """Replace the text of the revision somebody saw. Raises DraftConflict if that is not the newest."""
    now = timezone.now()
    seen = Draft.objects.filter(pk=draft.pk, revision=revision)
    if not seen.update(text=text, revision=F("revision") + 1, updated_at=now):
        raise DraftConflict(conflict_sentence())
    record(verb, draft, by=by, partnership_id=draft.partnership_id, fields=["text", *fields])
    draft.refresh_from_db()
    return draft


def conflict_sentence() -> str:
    """What somebody is told whose page was older than the draft."""
    return _(
        "Somebody else changed this draft while you were writing, so yours is not saved yet. "
        "What you wrote is still here. Open the draft in another tab, see what is new, and take it over where you "
        "agree. Then save again: every box will say what it says on this page, also those that only they changed."
    )
