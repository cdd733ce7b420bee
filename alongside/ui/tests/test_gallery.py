"""The whole interface in a real browser: accessible, inside the screen, usable by keyboard and without scripts."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import expect

from alongside.ui.tests import gallery
from alongside.ui.tests.rendering import draw, page
from alongside.ui.tests.test_pages import PLUGGED

pytestmark = pytest.mark.journey
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def html() -> str:
    with override_settings(**PLUGGED):
        return page("ui/gallery.jinja", **gallery.context())


def overflow(opened) -> int:
    """How many pixels the page is wider than the screen."""
    return opened.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_gallery_is_accessible_at_every_width(gallery_page, html, width):
    opened = gallery_page(html, width=width)
    assert overflow(opened) == 0
    found = Axe().run(opened, options=RULES)
    assert len(found.response["passes"]) > 30
    assert found.violations_count == 0, found.generate_report()
    if os.environ.get("GALLERY_PICTURES"):
        folder = Path(os.environ["GALLERY_PICTURES"])
        opened.screenshot(path=folder / f"gallery-{width}.png", full_page=True)


def test_axe_finds_a_fault_that_is_there(gallery_page, html):
    """The check above can fail: a control without its label is reported."""
    broken = html.replace('<label class="nhsuk-label" for="id_email">', '<label class="nhsuk-label">')
    assert broken != html
    found = Axe().run(gallery_page(broken, width=1280), options=RULES)
    assert "label" in [violation["id"] for violation in found.response["violations"]]


def test_letters_at_double_spacing_still_fit(gallery_page, html):
    opened = gallery_page(html, width=320)
    for element in opened.locator("main p, main li, main dd, main label").all()[:60]:
        element.evaluate("e => { e.style.letterSpacing = '0.12em'; e.style.wordSpacing = '0.16em' }")
    assert overflow(opened) == 0


def test_an_error_leads_to_its_field(gallery_page, html):
    opened = gallery_page(html, width=768)
    opened.get_by_role("link", name="There is no such day in that month").click()
    expect(opened.locator("#id_wrong-review-day")).to_be_focused()


def test_the_error_summary_takes_the_focus(gallery_page):
    source = '{% extends "ui/layout_form.jinja" %}'
    form = gallery.GalleryForm({}, prefix="only")
    opened = gallery_page(draw(source, title="T", form=form, request=None), width=768)
    expect(opened.locator(".nhsuk-error-summary")).to_be_focused()


def test_without_scripts_everything_is_there(gallery_page, html):
    opened = gallery_page(html, width=320, java_script_enabled=False)
    expect(opened.get_by_role("link", name="People", exact=True)).to_be_visible()
    expect(opened.get_by_label("Joining code")).to_have_value("KMPT-RWXH")
    expect(opened.get_by_role("button", name="Copy Joining code")).to_be_hidden()


def test_the_code_can_be_copied_where_the_browser_allows_it(gallery_page, html):
    opened = gallery_page(html, width=768, permissions=["clipboard-read", "clipboard-write"])
    opened.get_by_role("button", name="Copy Joining code").click()
    opened.get_by_text("Copied", exact=True).wait_for()
    assert opened.evaluate("navigator.clipboard.readText()") == "KMPT-RWXH"


@pytest.mark.parametrize("width", [320, 1280])
def test_one_picture_is_shown_and_its_words_are_readable(gallery_page, html, width):
    opened = gallery_page(html, width=width)
    shown = opened.locator("figure").first.locator("svg").filter(visible=True)
    expect(shown).to_have_count(1)
    sizes = shown.evaluate(
        "s => [...s.querySelectorAll('text')].map(t => t.getAttribute('font-size') * s.getScreenCTM().a)"
    )
    assert min(sizes) >= 11.5


def test_paper_has_no_buttons_and_keeps_the_pictures(gallery_page, html):
    opened = gallery_page(html, width=768)
    opened.emulate_media(media="print")
    expect(opened.get_by_role("button", name="Save and continue")).to_be_hidden()
    expect(opened.locator(".app-chart__wide svg").first).to_be_visible()
    expect(opened.locator(".app-chart__narrow svg").first).to_be_hidden()
    expect(opened.get_by_text("Alongside", exact=True)).to_be_visible()
