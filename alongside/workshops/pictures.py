"""A screen as a picture of itself inside another page: to look at, with nothing in it to follow, press or send."""

from __future__ import annotations

import re

from markupsafe import Markup

_IDS = re.compile(r'(\s(?:id|for|aria-describedby|aria-labelledby|aria-controls|list)=")([^"]+)(")')
_WITHIN = re.compile(r"(url\(#)([^)]+)(\))")
_HREF = re.compile(r'(<a\b[^>]*?)\s(?:href|role|draggable)="[^"]*"')
_FORM = re.compile(r"<form\b[^>]*>|</form>")
_HIDDEN = re.compile(r'<input type="hidden"[^>]*>')
_HEADING = re.compile(r"(</?h)([1-4])\b")
_LIVE = re.compile(r'\s(?:data-(?!words)[\w-]+|aria-live|tabindex)(?:="[^"]*")?')


def as_picture(html: str, mark: str) -> Markup:
    """The inside of a screen, drawn by our own templates, as a picture. `mark` keeps its names apart from the page's.

    Links lead nowhere, forms are no forms, headings are two levels lower. The page puts it into a fieldset that is
    switched off, for the fields themselves.
    """
    html = _HIDDEN.sub("", _FORM.sub(lambda found: "</div>" if found[0] == "</form>" else "<div>", html))
    while _HREF.search(html):
        html = _HREF.sub(r"\1", html)
    html = _LIVE.sub("", html)
    html = _IDS.sub(lambda found: found[1] + " ".join(f"{mark}-{each}" for each in found[2].split()) + found[3], html)
    html = _WITHIN.sub(lambda found: f"{found[1]}{mark}-{found[2]}{found[3]}", html)
    html = _HEADING.sub(lambda found: f"{found[1]}{int(found[2]) + 2}", html)
    # What came in was escaped where it was drawn, and nothing was put in here but names of ours.
    return Markup(html)  # noqa: S704
