"""Tests in a browser wait for what they expect: a look at the screen straight after a press is a race.

A slower machine has not drawn the next page yet, or has not saved. `expect(...)` of the browser's library waits.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from tests.architecture.reading import sources, texts

# What a part of a page says at this very moment.
LOOKS = {
    "all_inner_texts",
    "all_text_contents",
    "get_attribute",
    "inner_html",
    "inner_text",
    "input_value",
    "is_checked",
    "is_disabled",
    "is_editable",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "text_content",
    "title",
}
# The same for what needs no call: an address, and what our own `Screen` reads at once. Words are looked for *in* a
# page; where they are compared with something else, they are an answer that somebody gave.
READS = {"url", "heading"}
READ_IN = READS | {"words"}
PRESSES = {"click", "dblclick", "tap"}


def browser_tests() -> dict[str, str]:
    """Every file that drives a browser, by name."""
    return {name: text for name, text in texts(sources()).items() if is_browser_test(name, text)}


def is_browser_test(name: str, text: str) -> bool:
    """Whether a file is part of the journeys, or marks a test of its own as one."""
    return name.startswith("tests/journeys/") or "mark.journey" in text or "from playwright." in text


def hurried(files: dict[str, str]) -> set[str]:
    """Every "file:line: what" that does not wait."""
    return {
        f"{name}:{line}: {what}"
        for name, text in files.items()
        for line, what in sorted({*_looks(ast.parse(text)), *_straight_after(ast.parse(text))})
    }


def _looks(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Assertions that look at a page once, instead of waiting for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            for part in ast.walk(node.test):
                if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and _looks_once(part):
                    yield node.lineno, f"assert …{part.func.attr}()"
            yield from ((node.lineno, f"assert …{name}") for name in _compared(node.test))


def _looks_once(call: ast.Call) -> bool:
    """Whether this call asks a page, and no row of the database, how it is just now."""
    assert isinstance(call.func, ast.Attribute)
    counted = call.func.attr == "count" and not call.args and ".objects" not in ast.unparse(call.func)
    return call.func.attr in LOOKS or counted


def _compared(test: ast.expr) -> Iterator[str]:
    """What stands on a page, where it is compared; that something is *not* there may be looked up once."""
    for part in ast.walk(test):
        if isinstance(part, ast.Compare) and not isinstance(part.ops[0], ast.NotIn):
            names = READ_IN if isinstance(part.ops[0], ast.In) else READS
            sides = (side for side in (part.left, *part.comparators) if isinstance(side, ast.Attribute))
            yield from (side.attr for side in sides if side.attr in names and not _inside_a_loop(test, part))


def _inside_a_loop(test: ast.expr, part: ast.Compare) -> bool:
    """Whether a comparison picks out of many: what it picks from was waited for."""
    loops = (node for node in ast.walk(test) if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp))
    return any(part in ast.walk(loop) for loop in loops)


def _straight_after(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Assertions that follow a press, and presses that follow one another, with nothing waited for in between."""
    for node in ast.walk(tree):
        for block in (getattr(node, name, None) for name in ("body", "orelse", "finalbody")):
            if isinstance(block, list):
                yield from _in_block(block)
        if isinstance(node, ast.For | ast.While) and all(map(_presses, node.body)):
            yield node.lineno, "presses again and again without waiting"


def _in_block(block: list[ast.stmt]) -> Iterator[tuple[int, str]]:
    for before, after in pairwise(block):
        last = before.body[-1] if isinstance(before, ast.For | ast.While) else before
        if _presses(last) and isinstance(after, ast.Assert):
            yield after.lineno, "assert straight after a press"


def _presses(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in PRESSES


def test_every_test_in_a_browser_waits_for_what_it_expects() -> None:
    files = browser_tests()
    assert len(files) >= 20
    assert hurried(files) == set()


def test_a_test_that_does_not_wait_is_caught() -> None:
    """The seeded faults, and what is no fault."""
    lines = {
        "assert page.get_by_role('heading').is_visible()": "assert …is_visible()",
        "assert not page.get_by_label('A').is_checked()": "assert …is_checked()",
        "assert 'x' in page.locator('p').text_content()": "assert …text_content()",
        "assert page.locator('li').count() == 2": "assert …count()",
        "assert not page.locator('li').count()": "assert …count()",
        "assert page.url == here": "assert …url",
        "assert 'Saved' in screen.words": "assert …words",
        "button.click()\nassert Sealed.objects.count() == 1": "assert straight after a press",
        "for _ in x:\n    button.click()\nassert y": "presses again and again without waiting",
        "for _ in x:\n    button.click()": "presses again and again without waiting",
    }
    for line, what in lines.items():
        assert what in " ".join(hurried({"x.py": line})), line
    fine = (
        "expect(page.get_by_role('heading')).to_be_visible()",
        "assert Sealed.objects.filter(a=b).count() == 1",
        "assert text.count('x') == 1",
        "assert secret not in screen.words",
        "assert answer.words == {'anything-else': 'x'}",
        "assert answer.status == 200, page.url",
        "button.click()\nexpect(heading).to_have_text('x')\nassert Sealed.objects.count() == 1",
        "for _ in x:\n    button.click()\n    expect(heading).to_have_text('x')",
    )
    assert hurried(dict(zip("abcdefgh", fine, strict=True))) == set()
