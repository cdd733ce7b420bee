"""What a phone is shown once an answer is saved: everybody's page with this person's own part in it.

That part is the same for all who gave the same answer, but for the reason and the revision. So it is drawn once for
each answer, with two marks in those places, and every person's words are put there, escaped as the template would.
"""

from __future__ import annotations

import re
import secrets
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from alongside.assessments.models import Rating
from alongside.catalogue.framework import Framework
from alongside.ui.words import linebreaks
from alongside.workshops import drawing
from alongside.workshops.live import Frame

# Nobody can type these: they are made anew in each process, and what is put in is never read again.
_REASON = secrets.token_hex(16)
_REVISION = 10**15 + secrets.randbelow(10**15)
_PLACES = re.compile(f"(<p>{_REASON}</p>|{_REASON}|{_REVISION})")

MOST_HELD = 500
_Key = tuple[UUID, str, int, str, bool, bool, str]
_held: dict[_Key, list[str]] = {}


def after_saving(
    drawn: Frame, framework: Framework, session_id: UUID, saved: Rating, csrf_input: str, *, shared: bool
) -> Markup:
    """The inside of the page of somebody who has just answered; without their own part where the room has gone on."""
    if f'data-mine="{saved.item}.{saved.round}"' not in drawn.html:
        return drawing.for_one(drawn, csrf_input)
    return drawing.for_one(drawn, csrf_input, own_part(framework, session_id, saved, shared=shared))


def after_too_late(drawn: Frame, sentence: str, reason: str, csrf_input: str) -> Markup:
    """The inside of the page of somebody whose answer came too late: what they typed, why, and everybody's page."""
    return drawing.kept_box(sentence, reason) + drawing.for_one(drawn, csrf_input)


def shown_meanwhile() -> str:
    """Why an answer was not saved whose round the room has shown."""
    return _("The answers were shown while you were writing. If people answer again, you can save yours then.")


def own_part(framework: Framework, session_id: UUID, saved: Rating, *, shared: bool) -> str:
    """The same as `drawing.my_answer` draws for a saved answer, letter for letter."""
    key = (
        session_id, saved.item, saved.round, saved.answer, shared, bool(saved.reason), translation.get_language() or "",
    )  # fmt: skip
    pieces = _held.get(key)
    if pieces is None:
        pieces = _drawn(framework, session_id, saved, shared)
        while len(_held) >= MOST_HELD:
            _held.pop(next(iter(_held)), None)
        _held[key] = pieces
    words = {
        f"<p>{_REASON}</p>": linebreaks(saved.reason),
        _REASON: escape(saved.reason),
        str(_REVISION): str(saved.revision),
    }
    return Markup("".join(words.get(piece, piece) for piece in pieces))  # noqa: S704 - our own template, and escaped


def _drawn(framework: Framework, session_id: UUID, saved: Rating, shared: bool) -> list[str]:
    """The part with marks where one person's words go, cut at the marks."""
    marked = Rating(
        assessment_id=saved.assessment_id,
        item=saved.item,
        round=saved.round,
        answer=saved.answer,
        reason=_REASON if saved.reason else "",
        revision=_REVISION,
    )
    form = drawing.answer_form(framework, framework.item(saved.item), saved.round, marked)
    return _PLACES.split(drawing.my_answer(session_id, saved.assessment_id, form, marked, shared=shared))
