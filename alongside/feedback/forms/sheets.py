"""A batch of paper that is typed in: one sheet in hand, the others carried in hidden fields of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from alongside.catalogue.survey import Survey
from alongside.feedback.forms.answering import SheetForm, typed
from alongside.feedback.rules.answers import MOST_SHEETS

Sheet = dict[str, str]


@dataclass(frozen=True)
class Batch:
    """The sheets of a batch that is not sent yet, and the key that lets it in once."""

    key: str
    sheets: tuple[Sheet, ...] = ()

    @classmethod
    def read(cls, survey: Survey, sent: Mapping[str, str]) -> Batch:
        """As a page carried it; empty sheets fall out."""
        found = (typed(survey, _of(number, sent)) for number in range(MOST_SHEETS))
        return cls(sent.get("batch", ""), tuple(sheet for sheet in found if sheet))

    @property
    def full(self) -> bool:
        """Whether no more sheets fit in."""
        return len(self.sheets) >= MOST_SHEETS

    def with_sheet(self, at: int, sheet: Sheet) -> Batch:
        """The same with one sheet added or corrected; without it where nothing is on it."""
        kept = [*self.sheets[:at], *([sheet] if sheet else []), *self.sheets[at + 1 :]]
        return replace(self, sheets=tuple(kept[:MOST_SHEETS]))

    def sheet(self, at: int) -> Sheet:
        """One sheet as it was typed; an empty one behind the last."""
        return self.sheets[at] if at < len(self.sheets) else {}

    def carried(self) -> dict[str, str]:
        """Hidden fields of all sheets; the one in hand as it was before, so that it keeps its place."""
        fields = {"batch": self.key}
        for number, sheet in enumerate(self.sheets):
            fields |= {f"{number}.{name}": value for name, value in sheet.items()}
        return fields

    def faulty(self, survey: Survey) -> tuple[int, SheetForm] | None:
        """The first sheet that cannot be taken, with what is wrong on it: hidden fields can be changed."""
        for number, sheet in enumerate(self.sheets):
            form = SheetForm(sheet, survey=survey)
            if not form.is_valid():
                return number, form
        return None


def _of(number: int, sent: Mapping[str, str]) -> Mapping[str, str]:
    start = f"{number}."
    return {name.removeprefix(start): value for name, value in sent.items() if name.startswith(start)}
