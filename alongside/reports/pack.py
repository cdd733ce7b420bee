"""The assessment on paper, in ordinary or large print, for people who would rather write by hand.

The answers and the private choice are worded as on the screen: whoever types a sheet in finds the same words there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.assessments.forms.taking_part import AnswerForm, ChoiceForm, answer_choices
from alongside.assessments.models import Assessment
from alongside.assessments.queries.record import provider_name
from alongside.catalogue.framework import Framework, Item
from alongside.people.groups import stakeholder_groups
from alongside.reports.typesetting import pdf
from alongside.ui.deployer import deployer

# In points; large print is 18 or more.
SIZES = {"a4": 12, "large": 18}
Answers = list[tuple[str, str]]


@dataclass(frozen=True)
class Wanted:
    """How somebody wants their pack: a key of SIZES, and whether in the short plain version only."""

    size: str = "a4"
    plain: bool = False


def pack(assessment: Assessment, framework: Framework, wanted: Wanted) -> bytes:
    """The pack as an accessible PDF."""
    return pdf("pack.typ", document(assessment, framework, wanted))


def document(assessment: Assessment, framework: Framework, wanted: Wanted) -> dict[str, Any]:
    """What the layout is given."""
    provider = provider_name(assessment)
    return {
        "pack": {
            "title": assessment.title,
            "subtitle": _("What do you see at %(provider)s?") % {"provider": provider},
            "language": assessment.language,
            "size": SIZES[wanted.size],
            "foot": _("%(title)s · confidential once filled in") % {"title": assessment.title},
            "cover": cover(assessment, framework, provider),
            "return_to": [_("Hand it back to:"), _("By this day:")],
            "about_you": [_groups(assessment), _private_choice()],
            "challenges": [
                _challenge(number, item, framework, plain=wanted.plain)
                for number, item in enumerate(framework.items, start=1)
            ],
        },
        "words": {
            "about_you": _("About you"),
            "question": _("The question"),
            "tick_one": _("Tick the one that comes closest to what you see. A hunch is enough."),
            "or_one": _("Or tick one of these:"),
            "seen": str(AnswerForm.base_fields["reason"].label),
            "share": _(
                "What I wrote here may be shown to others, without my name, also outside if the record is shared."
            ),
            "share_hint": _("Leave the box empty to keep it between you and the person who types it in."),
            "last": _("That was the last question"),
            "last_words": _("Thank you. Look at the first page to see how to hand your pack back."),
            "page": _("Page %(page)s of %(pages)s"),
        },
    }


def cover(assessment: Assessment, framework: Framework, provider: str) -> list[tuple[str, list[str]]]:
    """What to know before one writes anything: headings with their paragraphs."""
    place = deployer()
    told = [(_("What will happen with what you say"), [assessment.told])] if assessment.told else []
    return [
        (
            _("What this is"),
            [
                _(
                    "%(n)d questions about how %(provider)s supports people’s recovery. It is about the service, never "
                    "about you. Nothing here is a test. Skip what you like, and stop when you like."
                )
                % {"n": len(framework.items), "provider": provider},
                _("You can do this alone, or with somebody you trust."),
            ],
        ),
        (
            _("Who reads it, and when"),
            [
                _(
                    "One person types in what you write, word for word, so they see your sheets. Nobody else is shown "
                    "any answer until the answers are opened for everybody at once, by group and without names."
                ),
                _(
                    "It is confidential. It is not anonymous: the organisation that holds the answers may have to "
                    "hand them over if the law says so."
                ),
                _(
                    "What you write in your own words is shown to others only where you tick the box for it: to "
                    "everybody in this assessment, and to people outside if a lead shares the closed record with them "
                    "and includes reasons. Leave out names, yours and other people’s."
                ),
            ],
        ),
        *told,
        (
            _("If you need help now"),
            [_("Nobody reads this straight away, so do not use it to ask for urgent help."), place.crisis],
        ),
        (_("If something worries you"), [place.concern]),
        (
            _("How to hand it back"),
            [
                _(
                    "Give it to the person it came from, in a closed envelope if you like. They need it before the "
                    "answers are opened; a sheet that comes later counts when people answer again."
                )
            ],
        ),
    ]


def _groups(assessment: Assessment) -> tuple[str, Answers]:
    known = stakeholder_groups()
    groups = [(group.name, _plain(known, group.key)) for group in assessment.groups.all()]
    return _("Which group do you belong to here? Tick one."), [*groups, (_("I would rather not name my group"), "")]


def _plain(known: dict[str, Any], key: str) -> str:
    return known[key].plain.strip() if key in known else ""


def _private_choice() -> tuple[str, Answers]:
    field = ChoiceForm.base_fields["alone"]
    hints = field.hints  # type: ignore[attr-defined]
    return str(field.label), [(str(name), str(hints.get(key, ""))) for key, name in field.choices]  # type: ignore[attr-defined]


def _challenge(number: int, item: Item, framework: Framework, *, plain: bool) -> dict[str, Any]:
    answers = [(str(name), str(means).strip()) for _key, name, means in answer_choices(framework, item)]
    ordered = 1 + len(framework.stages)
    if plain:
        short = {stage.name: stage.short for stage in framework.stages}
        answers = [(name, short.get(name, means)) for name, means in answers]
        passages = [("", item.plain)]
    else:
        passages = [("", item.plain), (_("The idea"), item.idea), (_("An invented example"), item.example)]
    return {
        "number": number,
        "title": item.title,
        "question": item.question,
        "passages": [(label, text.strip()) for label, text in passages],
        "answers": answers[:ordered],
        "apart": answers[ordered:],
    }
