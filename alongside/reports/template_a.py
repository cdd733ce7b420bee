"""Template A, and behind it the record, as a document to print, send and keep.

The table has the columns of the source (Implementing Recovery: A methodology for organisational change, 2010,
page 18): the challenge, one column for each stage, the priority for action, comments.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from alongside.reports import sentences
from alongside.reports.told import Told
from alongside.reports.typesetting import pdf


def template_a(told: Told) -> bytes:
    """The record as an accessible PDF."""
    return pdf("template-a.typ", document(told))


def document(told: Told) -> dict[str, Any]:
    """What the layout is given: the record in words, and the words around it."""
    facts = [
        (_("Partnership"), told.partnership),
        (_("Provider that is assessed"), told.provider),
        *([(_("It looks at"), told.looks_at)] if told.looks_at else []),
        (_("Edition"), f"{told.edition}\n{told.endorsement}"),
        (_("Date"), told.dated),
    ]
    marks = [_("DRAFT") if told.draft else "", told.incomplete]
    return {
        "told": told,
        "facts": facts,
        "mark": " · ".join(mark for mark in marks if mark),
        "foot": f"{told.provider} · {told.title} · {told.dated}",
        "words": {**_headings(), **_labels(told)},
    }


def _headings() -> dict[str, str]:
    return {
        "draft": _("Draft"),
        "template_a": _("Template A"),
        "each_challenge": _("Each challenge"),
        "dissent": _("Seen differently"),
        "answers": _("How people answered"),
        "reasons": _("Reasons people shared"),
        "documents": _("Evidence: documents and figures"),
        "accounts": _("Evidence: what people have seen and say"),
        "silences": _("Documents that say nothing about it"),
        "elsewhere": _("Evidence written for another edition"),
        "elsewhere_silences": _("Documents that say nothing, read for another edition"),
        "parked": _("Questions left open"),
        "parked_whole": _("Questions left open about the whole assessment"),
        "who": _("Who took part"),
        "absent": _("Expected, and nobody answered"),
        "told": _("What people were told before they joined"),
        "about": _("How to read this record"),
    }


def _purpose(told: Told) -> str:
    """What this is: whose view, naming only the groups from which somebody answered."""
    groups = sentences.listed([group.name for group in told.present])
    if groups:
        whose = _("What people around this provider see in it, and what they agreed. Those who answered: %(groups)s.")
    else:
        whose = _("What people around this provider see in it, and what they agreed.")
    return "\n\n".join(
        [
            whose % {"groups": groups},
            _("The table comes first. Behind it, each challenge has its answers, its reasons and its evidence."),
        ]
    )


def _labels(told: Told) -> dict[str, str]:
    challenges = len(told.challenges)
    return {
        "purpose": _purpose(told),
        "challenge": _("Challenge"),
        "stage": _("Stage %(n)s"),
        "priority": _("Priority for action\n(1–%(n)d)") % {"n": challenges},
        "comments": _("Comments"),
        "differs": _("Also seen differently: see below."),
        "ticked": _("Ticked: %(stage)s"),
        "order": told.order or _("The priority column is empty on purpose: order the challenges together, by hand."),
        "group": _("Group"),
        "people": _("People"),
        "does_not_show": _("What it does not show:"),
        "source": _("Where to find it:"),
        "written_for": _("Written for:"),
        "nothing_opened": _("No answers have been opened."),
        "nobody": _("Nobody has answered yet."),
        "how": _("How they took part:"),
        "support": _("Support offered:"),
        "payment": _("Payment offered:"),
        "absence": _("What that means:"),
        "place": _("Place:"),
        "held_by": _("Facilitators:"),
        "came": _("How people came in, and the places taken:"),
        "page": _("Page %(page)s of %(pages)s"),
    }
