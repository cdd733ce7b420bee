"""Find arguments that a macro of the design system does not know.

The macros take one dictionary and look only for the names they know, so a misspelt name (or a whole hint or
error message under it) would vanish from the page without a word. This reads our templates and compares the
names written in them with those of the vendored version (ui/macro_options.json, written by tools/vendor.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, nodes

KNOWN: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parent / "macro_options.json").read_text(encoding="utf-8")
)
# Accepted by the macros of the Python package but not listed by the design system.
_ALSO = {"classes", "attributes", "id"}
# Below the first level, one component's arguments hold another's (a legend, a label, a tag).
_ANYWHERE = _ALSO.union(*({*names["outside"], *names["inside"]} for names in KNOWN.values()))


def unknown_arguments(environment: Environment, source: str) -> list[str]:
    """Each argument in this template that the macro it is given to does not know, as a sentence."""
    tree = environment.parse(source)
    imported = dict(_imported(tree))
    found = []
    for call in tree.find_all(nodes.Call):
        component = imported.get(getattr(call.node, "name", ""))
        if component and call.args and isinstance(call.args[0], nodes.Dict):
            found += [
                f"line {call.lineno}: {component} does not know {name}."
                for name in unknown_names(component, _names(call.args[0]))
            ]
    return found


def unknown_names(component: str, names: Iterable[tuple[str, int]]) -> list[str]:
    """Those of the (name, depth) pairs that the component does not know; below the first level, anywhere."""
    known = {*KNOWN[component]["outside"], *_ALSO}
    return [name for name, depth in names if name not in (_ANYWHERE if depth else known)]


def names_in(params: dict[str, object], depth: int = 0) -> Iterator[tuple[str, int]]:
    """The (name, depth) pairs of real arguments, for checking what the form renderer makes."""
    for name, value in params.items():
        yield name, depth
        if name == "attributes":
            continue
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from names_in(inner, depth + 1)


def _imported(tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """(local name, component) of every macro of the design system that the template imports."""
    for node in tree.find_all(nodes.FromImport):
        path = str(getattr(node.template, "value", ""))
        if path.startswith("nhsuk/components/"):
            for name in node.names:
                yield (name[1] if isinstance(name, tuple) else name), path.split("/")[2]


def _names(written: nodes.Dict, depth: int = 0) -> Iterator[tuple[str, int]]:
    for pair in written.items:
        if isinstance(pair.key, nodes.Const):
            yield str(pair.key.value), depth
            if isinstance(pair.value, nodes.Dict) and pair.key.value != "attributes":
                yield from _names(pair.value, depth + 1)
