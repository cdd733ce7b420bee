"""Make a summary fit: shorten what people wrote, and cut long lists while saying so. Pure, no database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import ngettext

from alongside.reports.board.told import Asked, ToldBoard
from alongside.ui.charts.lettering import width_of

PAGES = 2


@dataclass(frozen=True)
class Room:
    """How much is allowed: widths in letter heights (about two letters each), and how many entries of each list."""

    short: float
    text: float
    long: float
    challenges: int
    plans: int
    entries: int


# From generous to tight. The last fits two pages whatever anybody wrote; a test holds it to that.
ROOMS = (
    Room(short=60, text=130, long=320, challenges=20, plans=12, entries=6),
    Room(short=45, text=90, long=200, challenges=14, plans=6, entries=4),
    Room(short=30, text=65, long=130, challenges=12, plans=5, entries=3),
    Room(short=22, text=42, long=84, challenges=10, plans=5, entries=2),
)


def shortened(text: str, width: float) -> str:
    """The text on one line, cut at a word with "…" where it is wider than this."""
    line = " ".join(text.split())
    if width_of(line, 1) <= width:
        return line
    kept = line
    while kept and width_of(kept, 1) > width - 1:
        kept = kept[: max(0, min(len(kept) - 1, int(len(kept) * width / width_of(kept, 1))))]
    at_word = kept.rsplit(" ", 1)[0] if " " in kept and len(kept.rsplit(" ", 1)[0]) > len(kept) // 2 else kept
    return at_word.rstrip(" ,;:.") + "…"


def fitted(told: ToldBoard, room: Room) -> ToldBoard:
    """The summary as far as there is room."""

    def texts(found: Sequence[str], width: float, most: int) -> tuple[str, ...]:
        # Only what is kept is measured: five years teach hundreds of things.
        kept = tuple(shortened(each, width) for each in found[:most])
        return kept if len(found) <= most else (*kept, _more(len(found) - most))

    return replace(
        told,
        title=shortened(told.title, room.text),
        dated=shortened(told.dated, room.long),
        took_part=shortened(told.took_part, 2 * room.long),
        not_there=texts(told.not_there, room.text, room.entries),
        agreed=tuple(
            replace(
                each,
                challenge=shortened(each.challenge, room.short),
                agreed=shortened(each.agreed, room.short),
                difference=shortened(each.difference, room.text),
            )
            for each in told.agreed[: room.challenges]
        ),
        first=texts(told.first, room.long, room.entries),
        plans=tuple(
            replace(
                each,
                challenge=shortened(each.challenge, room.short),
                goals=shortened(each.goals, room.long),
                holds=shortened(each.holds, room.text),
            )
            for each in told.plans[: room.plans]
        ),
        asked=tuple(
            Asked(shortened(each.whom, room.text), texts(each.what, room.text, room.entries)) for each in told.asked
        ),
        learned=texts(told.learned, room.long, room.entries),
        changed=texts(told.changed, room.long, room.entries + 1),
        left_out=_left(told, room),
    )


def _left(told: ToldBoard, room: Room) -> tuple[str, ...]:
    """What the two long lists leave out."""
    challenges, plans = len(told.agreed) - room.challenges, len(told.plans) - room.plans
    said = []
    if challenges > 0:
        said.append(
            ngettext("%(n)d more challenge is in the record.", "%(n)d more challenges are in the record.", challenges)
            % {"n": challenges}
        )
    if plans > 0:
        said.append(
            ngettext("%(n)d more plan is on the page of plans.", "%(n)d more plans are on the page of plans.", plans)
            % {"n": plans}
        )
    return tuple(said)


def _more(rest: int) -> str:
    return ngettext("And %(n)d more.", "And %(n)d more.", rest) % {"n": rest}
