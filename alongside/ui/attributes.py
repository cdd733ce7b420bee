"""Attributes of an element as text: what the design system's macro `nhsukAttributes` gives, many times faster.

Each component calls it for each of its elements, hundreds of times on a page with a form or a table, and as a macro it
took most of the time of drawing. A test holds it against the macro it stands in for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup, escape


def nhsuk_attributes(attributes: Any = None) -> Markup:
    """` name="value"` for each entry of a mapping; text is given back as it is, anything else gives nothing.

    A value may be a mapping of `value`, `type` ("array" becomes JSON) and `optional` (left out when empty, the name
    alone when true).
    """
    if isinstance(attributes, str):
        return Markup(attributes)  # noqa: S704 -- callers give text that they wrote, as the macro does
    if not attributes or not isinstance(attributes, Mapping):
        return Markup()
    return Markup("").join(_one(name, item) for name, item in attributes.items())


def _one(name: Any, item: Any) -> Markup:
    """One attribute, with a space before it, or nothing."""
    options = item if isinstance(item, Mapping) else {"value": item}
    value, optional = options.get("value"), options.get("optional") is True
    if isinstance(value, Undefined):
        value = None
    if optional and (value is None or value is False):
        return Markup()
    if optional and value is True:
        return Markup(" {}").format(name)
    shown = _shown(value, options.get("type"))
    quote = "'" if '"' in shown else '"'
    return Markup(" {}={}{}{}").format(name, Markup(quote), shown, Markup(quote))  # noqa: S704 -- one of two quotes


def _shown(value: Any, kind: Any) -> Markup:
    """A value, escaped; nothing for none, a truth in lower case, a list as JSON where that was asked for."""
    if value is None:
        return Markup()
    if isinstance(value, bool):
        return Markup(str(value).lower())  # noqa: S704 -- true or false
    if kind == "array" and not isinstance(value, str | Markup):
        text = json.dumps(value, sort_keys=True)
        for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")):
            text = text.replace(sign, code)
        return Markup(text)  # noqa: S704 -- JSON without a sign that could end the attribute
    return escape(value)
