"""The agenda of a session: one form for the whole list, whose buttons each save all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.catalogue.framework import Framework, Item
from alongside.ui.forms import Choice, Form, Tick, Whole
from alongside.workshops.forms.seen import SeenForm
from alongside.workshops.models import Session
from alongside.workshops.rules.agenda import LONGEST, SHORTEST, USUAL_MINUTES
from alongside.workshops.rules.seen import mark_of

Row = tuple[str, int, bool]
UP, DOWN, OFF, ADD = "up", "down", "off", "add"


@dataclass(frozen=True)
class RowFields:
    """One challenge of the agenda with its bound fields."""

    item: Item
    number: int
    minutes: Any
    skipped: Any


class AgendaForm(SeenForm):
    """Minutes and skipping for each challenge, and one more challenge.

    `order` are the challenges as the form has them. What a button asks for (`wanted`, as "up:risk") is done on top of
    everything that was typed.
    """

    order = forms.CharField(widget=forms.HiddenInput, required=False)
    more = Choice(_("Add a challenge"), required=False, drop_down=True, mark_optional=False)

    def __init__(self, *args: Any, framework: Framework, rows: Sequence[Row], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.framework, self.known = framework, {item.key: item for item in framework.items}
        saved = [row for row in rows if row[0] in self.known]
        self.initial = {**self.initial, "order": _joined(saved), "seen": mark_of(list(rows))}
        self.keys = self._keys([row[0] for row in saved])
        planned = {item: (minutes, skipped) for item, minutes, skipped in saved}
        for key in self.keys:
            minutes, skipped = planned.get(key, (USUAL_MINUTES, False))
            names = {"item": self.known[key].short_title}
            self.fields[f"minutes_{key}"] = Whole(
                gettext("Minutes for “%(item)s”") % names,
                missing=gettext("Say how many minutes “%(item)s” gets") % names,
                at_least=SHORTEST,
                at_most=LONGEST,
                width=3,
                suffix=gettext("minutes"),
                initial=minutes,
            )
            self.fields[f"skip_{key}"] = Tick(gettext("Skip it in this session"), initial=skipped)
        self.fields["more"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Choose a challenge")),
            *((item.key, f"{n}. {item.short_title}") for n, item in enumerate(framework.items, 1) if self._free(item)),
        ]
        # Errors are listed as the page reads.
        self.order_fields([*(name for name in self.fields if name != "more"), "more"])

    def _free(self, item: Item) -> bool:
        return item.key not in self.keys

    def _keys(self, saved: list[str]) -> list[str]:
        if not self.is_bound:
            return saved
        sent = [key for key in str(self.data.get("order", "")).split(",") if key in self.known]
        return list(dict.fromkeys(sent))

    def each_row(self) -> list[RowFields]:
        """The challenges in order, with their fields."""
        return [
            RowFields(self.known[key], self.framework.item_number(key), self[f"minutes_{key}"], self[f"skip_{key}"])
            for key in self.keys
        ]

    def rows(self, wanted: str) -> list[Row]:
        """What to save: everything that was typed, and what the button asks for."""
        given = self.cleaned_data
        rows: list[Row] = [(key, given[f"minutes_{key}"], given[f"skip_{key}"]) for key in self.keys]
        what, _colon, key = wanted.partition(":")
        # Chosen is meant, whichever button was pressed.
        more: list[Row] = [(given["more"], USUAL_MINUTES, False)] if given["more"] else []
        return [*rearranged(rows, what, key), *more]

    def clean(self) -> dict[str, Any]:
        """Pressing "Add" asks for a challenge to add."""
        data = super().clean() or self.cleaned_data
        if self.data.get("do") == ADD and not data.get("more") and "more" not in self.errors:
            self.add_error("more", gettext("Choose the challenge to add"))
        return data


def rows_of(session: Session) -> list[Row]:
    """The saved agenda."""
    return list(session.agenda.values_list("item", "minutes", "skipped"))


def rearranged(rows: Sequence[Row], what: str, key: str) -> list[Row]:
    """The rows with one of them a place up or down, or taken off; as they are where that cannot be."""
    places: Mapping[str, int] = {row[0]: place for place, row in enumerate(rows)}
    changed = list(rows)
    if key not in places:
        return changed
    row = changed.pop(places[key])
    if what == OFF:
        return changed
    step = {UP: -1, DOWN: 1}.get(what, 0)
    changed.insert(min(max(places[key] + step, 0), len(changed)), row)
    return changed


def _joined(rows: Sequence[Row]) -> str:
    return ",".join(row[0] for row in rows)


class SplitForm(Form):
    """To which other session."""

    into = Choice(_("At which session do you go on?"), missing=_("Choose a session"))
