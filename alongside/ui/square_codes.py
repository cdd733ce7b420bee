"""Square picture codes of our own addresses."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import groupby

import segno
from markupsafe import Markup

# How many modules stay white around a square code; fewer, and phones begin to miss it.
QUIET = 4
# One pattern for all of many codes: looking for the best of eight takes ten times as long, and each can be read.
MASK = 3


@lru_cache(maxsize=200)
def square_code(link: str) -> Markup:
    """The square picture code of a link, as a drawing that fills the room it is given."""
    picture = BytesIO()
    _made(link).save(
        picture, kind="svg", border=QUIET, dark="#000", light="#fff", xmldecl=False, svgns=True, omitsize=True, nl=False
    )
    # Our own drawing of our own address: a library that escapes what it draws made it.
    return Markup(picture.getvalue().decode())  # noqa: S704


def dark_runs(link: str) -> tuple[int, list[tuple[int, int, int]]]:
    """One of many codes as figures, kept nowhere: its width, and each dark run as left end, row and length."""
    rows = [list(row) for row in _made(link, mask=MASK).matrix_iter(border=QUIET)]
    runs = []
    for y, row in enumerate(rows):
        x = 0
        for dark, same in groupby(row):
            length = len(list(same))
            if dark:
                runs.append((x, y, length))
            x += length
    return len(rows), runs


def _made(link: str, mask: int | None = None) -> segno.QRCode:
    return segno.make(link, error="m", micro=False, mask=mask)
