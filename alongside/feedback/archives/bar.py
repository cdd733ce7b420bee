"""A bar of text that shows how far a long count is. Somebody who sends the output elsewhere is not bothered with it."""

from __future__ import annotations

from typing import TextIO

WIDE = 30


def bar(to: TextIO) -> Bar:
    """A bar on this screen; where it is none, one that writes nothing."""
    return Bar(to if to.isatty() else None)


class Bar:
    """Draws itself anew on one line."""

    def __init__(self, to: TextIO | None) -> None:
        self.to = to

    def __call__(self, done: int, of: int, said: str) -> None:
        """Show that `done` of `of` is done, and what comes next; nothing next ends the line."""
        if self.to is None:
            return
        part = done / of if of else 1.0
        full = int(part * WIDE)
        self.to.write(f"\r[{'#' * full}{'.' * (WIDE - full)}] {part:4.0%}  {said[:40]:40}" + ("" if said else "\n"))
        self.to.flush()
