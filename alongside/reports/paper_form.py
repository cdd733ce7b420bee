"""A survey on paper, for people who would rather write by hand; somebody types the sheets in, see feedback/paper.

The questions and answers are worded and ordered as on the screen: whoever types a sheet in finds the same there.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey
from alongside.feedback import kinds
from alongside.feedback.models import Asking
from alongside.reports.pack import SIZES
from alongside.reports.typesetting import pdf
from alongside.ui import words


def paper_form(asking: Asking, survey: Survey, size: str) -> bytes:
    """The sheet as an accessible PDF, to print on both sides and to copy. `size` is a key of `pack.SIZES`."""
    return pdf("survey.typ", document(asking, survey, size))


def document(asking: Asking, survey: Survey, size: str) -> dict[str, Any]:
    """What the layout is given."""
    return {
        "survey": {
            "title": survey.plain_title,
            "team": asking.team.name,
            "language": survey.language,
            "size": SIZES[size],
            "foot": asking.team.name,
            "opening": [f"{kinds.asks(survey, asking.team.name)} {survey.plain_purpose}", *_paragraphs(survey.intro)],
            "know": [
                kinds.freely(survey),
                _("Write no name on it, and nothing that shows who you are."),
                _(
                    "Somebody types in what is on this sheet and then destroys it. They may know your handwriting. "
                    "If that worries you, ask for a card and answer on a screen, or leave out the words."
                ),
                kinds.read_by(asking.readers),
                _("Then it is counted with seven or more others. Nobody can find your answer again."),
                _("Put it into the box or a closed envelope, by %(last)s.") % {"last": words.date(asking.closes_on)},
            ],
            "crisis": asking.crisis,
            "questions": [_question(survey, item.key) for item in survey.items],
            "about": _about(survey),
            "caution": "" if survey.validated else survey.caution or "",
        },
        "words": {
            "know": _("Before you begin"),
            "crisis": _("If you need help now"),
            "nobody": _("Nobody reads this straight away, so do not ask for help here."),
            "tick": _("Tick one box for each question, or none."),
            "about": _("About you"),
            "page": _("Page %(page)s of %(pages)s"),
        },
    }


def _question(survey: Survey, key: str) -> dict[str, Any]:
    item = survey.item(key)
    return {
        "question": item.question or item.title,
        "note": " ".join((item.note or "").split()),
        "options": [option.label for option in survey.options(key)],
    }


def _about(survey: Survey) -> dict[str, Any] | None:
    if survey.about_you is None:
        return None
    return {
        "note": " ".join(survey.about_you.note.split()),
        "questions": [
            {"question": each.question, "options": [option.label for option in survey.group_options(each.key)]}
            for each in survey.about_you.questions
        ],
    }


def _paragraphs(text: str | None) -> list[str]:
    """A file breaks its lines where it likes; a blank line starts a paragraph."""
    return [" ".join(part.split()) for part in (text or "").split("\n\n") if part.strip()]
