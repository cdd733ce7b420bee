"""What people put first and what is acted on, in words. By group, as it was opened; never added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from alongside.assessments.rules.completeness import PEOPLE_WHO_USE_SERVICES
from alongside.plans.queries.chosen import PutFirst
from alongside.plans.rules.choices import ChoiceCell, OpenedChoices
from alongside.plans.rules.ordering import left_out
from alongside.plans.rules.voices import CARERS, voice_name
from alongside.reports.sentences import group_name, listed

Titles = Mapping[str, str]


def first_lines(found: PutFirst, items: Titles) -> tuple[str, ...]:
    """What is acted on, what people who use services and carers put first, and why something of it is left out."""
    if not found.begun:
        return (_("Since this record, nobody has been asked yet what to act on first."),)
    said = [_acted_on(found, items)]
    if found.opened is None:
        return (*said, _("People’s choices have not been opened yet."))
    said += [_voice(voice, found.opened, items) for voice in (PEOPLE_WHO_USE_SERVICES, CARERS)]
    acted_on = {line.item for line in found.lines if line.acted_on}
    left = left_out(found.opened, acted_on) if found.lines else {}
    for line in found.lines:
        if line.item in left:
            why = line.left_out_because.strip() or _("No reason was written down.")
            given = {
                "challenge": _title(line.item, items),
                "voices": listed(_who_put_first(line.item, left[line.item], found.opened)),
                "why": why,
            }
            said.append(_("“%(challenge)s” was put first by %(voices)s and is not acted on now: %(why)s") % given)
    return tuple(said)


def _acted_on(found: PutFirst, items: Titles) -> str:
    names = [_title(line.item, items) for line in found.lines if line.acted_on]
    if not names:
        return _("It is not decided yet what to act on first.")
    return _("Acted on, first things first: %(names)s.") % {"names": listed(names)}


def _voice(voice: str, opened: OpenedChoices, items: Titles) -> str:
    rows = [cell for cell in opened.cells if cell.speaks_for(voice) and cell.first]
    if not rows:
        given = {"voice": voice_name(voice)}
        if opened.is_withheld(voice):
            return _("Of %(voice)s too few chose to show what they put first.") % given
        return _("Nothing was chosen by %(voice)s.") % given
    return " ".join(_row(cell, items) for cell in rows)


def _who_put_first(item: str, voices: Iterable[str], opened: OpenedChoices) -> list[str]:
    """The voices that put an item first. Rows put together carry all their names: nobody knows whose choice it was."""
    found: dict[str, None] = {}
    for voice in voices:
        for cell in opened.cells:
            if cell.speaks_for(voice) and item in cell.first:
                found[_who(cell) if len(cell.groups) > 1 else voice_name(voice)] = None
    return list(found)


def _who(cell: ChoiceCell) -> str:
    names = listed([group_name(name) for name in cell.names])
    return _("%(groups)s (put together)") % {"groups": names} if len(cell.groups) > 1 else names


def _row(cell: ChoiceCell, items: Titles) -> str:
    first = [title for key, title in items.items() if key in cell.first]
    return _("%(who)s chose most often: %(what)s.") % {"who": _who(cell), "what": listed(first)}


def _title(item: str, items: Titles) -> str:
    return items.get(item, item)
