"""Pages hold no style, script or handler of their own: the content security policy would refuse them."""

from __future__ import annotations

import re

from tests.architecture.reading import ROOT, product_sources, templates, texts

INLINE = {
    "a style attribute": r"""<[^>]*\sstyle\s*=""",
    "a style element": r"<style\b",
    "a handler": r"""<[^>]*\son[a-z]+\s*=\s*["']""",
    "a javascript address": r"javascript:",
    "a script in the page": r"""<script(?![^>]*\ssrc=)(?![^>]*type=["']application/json)[^>]*>""",
    "something from elsewhere": r"""<(?:script|link|img|iframe|source)[^>]*(?:src|href)=["'](?:https?:)?//""",
    "a frame": r"<i?frame\b",
}


def inline(files: dict[str, str]) -> set[str]:
    """Every "file: what" that a page must not hold; comments of templates do not count."""
    found = set()
    for name, text in files.items():
        drawn = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
        found |= {f"{name}: {what}" for what, pattern in INLINE.items() if re.search(pattern, drawn, re.IGNORECASE)}
    return found


def test_no_page_holds_a_style_or_a_script() -> None:
    assert inline(texts(templates())) == set()


def test_no_python_writes_one_either() -> None:
    assert inline(texts(product_sources())) == set()


def test_our_scripts_write_no_markup() -> None:
    scripts = [path for path in (ROOT / "alongside").rglob("static/**/*.js") if "vendor" not in path.parts]
    writes = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.style\b")
    assert len(scripts) >= 3
    assert {path.name for path in scripts if writes.search(path.read_text(encoding="utf-8"))} == set()


def test_what_a_page_must_not_hold_is_caught() -> None:
    """The seeded faults."""
    lines = {
        "a style attribute": '<p class="x" style="color: red">',
        "a style element": "<style>p {}</style>",
        "a handler": '<button type="submit" onclick="go()">',
        "a javascript address": '<a href="javascript:go()">',
        "a script in the page": "<script>go()</script>",
        "something from elsewhere": '<script src="https://example.org/x.js"></script>',
        "a frame": '<iframe src="/x">',
    }
    assert set(lines) == set(INLINE)
    for what, line in lines.items():
        assert inline({"x.jinja": line}) == {f"x.jinja: {what}"}
    fine = '<script src="{{ a }}"></script><script type="application/json">{}</script><a href="https://example.org">'
    assert inline({"x.jinja": fine + "{# <style> #}"}) == set()
