"""What somebody fills in to add evidence or correct it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.catalogue.framework import Framework
from alongside.evidence.models import Card
from alongside.evidence.rules import problems
from alongside.ui.forms import Choice, Form, LongText, Text

Kind = Card.Kind


class CardForm(Form):
    """A card's own words. A document or a figure needs a source and a date; what people saw or say does not."""

    kind = Choice(
        _("What kind of evidence is it?"),
        missing=_("Choose what kind of evidence this is"),
        choices=[
            (
                Kind.DOCUMENT.value,
                Kind.DOCUMENT.label,
                _("A policy, a report or minutes to look up"),
            ),
            (Kind.READING.value, Kind.READING.label, _("A number from a survey, an audit or a register")),
            (
                Kind.OBSERVATION.value,
                Kind.OBSERVATION.label,
                _("What you or others saw happen, or not happen"),
            ),
            (
                Kind.STORY.value,
                Kind.STORY.label,
                _("What somebody told. They agree, and their name is left out"),
            ),
            (
                Kind.SILENCE.value,
                Kind.SILENCE.label,
                _("You looked, and it does not mention the challenge. This is not counted as a card"),
            ),
        ],
        hint=_("Opinions are welcome. They stand beside documents, and never in place of one."),
    )
    title = Text(_("Title"), missing=_("Give it a short title, so that people can find it again"), max_length=160)
    shows = LongText(_("What does it show?"), missing=_("Say what it shows, in a sentence or two"), rows=4)
    does_not_show = LongText(
        _("What does it not show?"),
        hint=_("For example who was not asked, how old it is, or what it cannot tell"),
        rows=3,
    )
    source = Text(
        _("Where can others find it?"),
        hint=_("A name, a page or a web address. A document or a figure needs this."),
        max_length=300,
        mark_optional=False,
    )
    dated = Text(
        _("What date is it from?"),
        hint=_("A year is enough. A document or a figure needs this."),
        max_length=60,
        width=20,
        mark_optional=False,
    )

    def clean(self) -> dict[str, Any]:
        """Say which field keeps a document or a figure from being one."""
        data = super().clean() or self.cleaned_data
        names = ("kind", "title", "shows", "source", "dated")
        found = problems(**{name: data.get(name) or "" for name in names})
        for name, sentence in found.items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return data


class NewCardForm(CardForm):
    """A new card, with the challenge it is about."""

    item = Choice(_("Which challenge is it about?"), missing=_("Choose a challenge"), drop_down=True)
    field_order = ("item",)

    def __init__(self, *args: Any, framework: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = [(item.key, f"{number}. {item.short_title}") for number, item in enumerate(framework.items, start=1)]
        self.fields["item"].choices = [("", _("Choose one")), *items]  # type: ignore[attr-defined]
