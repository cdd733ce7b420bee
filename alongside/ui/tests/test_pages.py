"""Layouts and parts: complete, escaped, without anything that the security policy refuses."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.staticfiles import finders
from django.test import RequestFactory, override_settings

from alongside.ui.forms import Form, Text
from alongside.ui.macro_check import unknown_arguments
from alongside.ui.show import show
from alongside.ui.tests import gallery
from alongside.ui.tests.rendering import ROOT, Elements, draw, environment, page

STATIC = ROOT / "alongside" / "ui" / "static" / "ui"
TEMPLATES = sorted((ROOT / "alongside").glob("*/jinja2/**/*.jinja"))
PLUGGED = {
    f"ALONGSIDE_{name.upper()}": f"alongside.ui.tests.gallery.{name}"
    for name in ("navigation", "account", "footer_links", "banner")
}


class Asking(Form):
    name = Text("Your name", missing="Enter your name")


@pytest.fixture(scope="module")
def whole_gallery() -> str:
    with override_settings(**PLUGGED):
        return page("ui/gallery.jinja", **gallery.context())


def test_the_gallery_has_no_inline_style_or_script(whole_gallery):
    for tag, attributes in Elements(whole_gallery).found:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert tag != "script" or attributes.get("src")


def test_the_gallery_escapes_everything(whole_gallery):
    assert gallery.HARM not in whole_gallery
    assert "&lt;script&gt;alert" in whole_gallery


def test_ids_are_unique_and_every_reference_leads_somewhere(whole_gallery):
    elements = Elements(whole_gallery)
    assert len(elements.ids) == len(set(elements.ids))
    for _tag, attributes in elements.found:
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            assert set((attributes.get(name) or "").split()) <= set(elements.ids)


def test_every_file_that_a_page_asks_for_exists(whole_gallery):
    elements = Elements(whole_gallery)
    asked = [link["href"] for link in elements.named("link")] + [s["src"] for s in elements.named("script")]
    assert len(asked) == 5
    for address in asked:
        assert finders.find(str(address).removeprefix("/static/")), address


@override_settings(**PLUGGED)
def test_menu_account_footer_and_strip_come_from_the_project():
    html = page("ui/message.jinja", title="T", sentence="S")
    for text in ["Assessments", "Priya Ramanathan", "Sign out", "Accessibility statement", "invented people"]:
        assert text in html
    assert 'action="/out" method="post"' in html
    assert html.count('aria-current="true"') == 1


@override_settings(**PLUGGED)
def test_the_plain_layout_has_no_account_and_no_menu():
    html = draw('{% extends "ui/layout_plain.jinja" %}', title="T", request=RequestFactory().get("/"))
    assert "Priya" not in html
    assert "Assessments" not in html
    assert "invented people" in html


def test_a_page_without_a_request_can_still_be_drawn():
    html = page("ui/message.jinja", request=None, title="Not found", sentence="There is no such page.")
    assert "<title>Not found – Alongside</title>" in html
    assert "There is no such page." in html


def test_a_form_with_errors_says_so_in_its_title_and_at_the_top():
    source = '{% extends "ui/layout_form.jinja" %}'
    request = RequestFactory().get("/")
    wrong = draw(source, title="Join", form=Asking({}), request=request)
    assert "<title>Error: Join – Alongside</title>" in wrong
    assert 'href="#id_name"' in wrong
    right = draw(source, title="Join", form=Asking(), request=request)
    assert "<title>Join – Alongside</title>" in right
    assert "There is a problem" not in right
    assert "There is a problem" in draw(source, title="J", forms=[Asking(), Asking({})], request=request)


def test_messages_are_shown_once():
    request = RequestFactory().get("/")
    request.session = {}
    request._messages = FallbackStorage(request)
    request._messages.add(constants.SUCCESS, "Saved <b>")
    request._messages.add(constants.WARNING, "Look again")
    html = page("ui/message.jinja", request=request, title="T", sentence="S")
    assert "Saved &lt;b&gt;" in html
    assert html.count("nhsuk-notification-banner--success") == 1
    assert "Look again" in html


def test_show_answers_with_a_page():
    answer = show(RequestFactory().get("/"), "ui/message.jinja", status=404, title="Gone", sentence="It is gone.")
    assert answer.status_code == 404
    assert "It is gone." in answer.content.decode()


@override_settings(ALONGSIDE_DEPLOYER={"organisation": "Valley Trust", "logo": "/static/valley.png"})
def test_the_organisations_own_logo_and_name():
    html = page("ui/message.jinja", title="T", sentence="S")
    assert '<img class="app-header__logo" src="/static/valley.png" alt="Valley Trust">' in html
    assert "This website is run by Valley Trust." in html


# ── The design system ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "alongside")))
def test_templates_give_macros_only_arguments_they_know(path: Path):
    assert unknown_arguments(environment(), path.read_text()) == []


def test_a_misspelt_argument_is_found():
    source = (
        '{% from "nhsuk/components/tag/macro.jinja" import tag as nhs %}{{ nhs({"txt": "x"}) }}'
        '{% from "nhsuk/components/input/macro.jinja" import input %}{{ input({"label": {"tekst": "x"}}) }}'
    )
    assert unknown_arguments(environment(), source) == [
        "line 1: tag does not know txt.",
        "line 1: input does not know tekst.",
    ]


def test_vendored_files_are_those_that_were_recorded():
    record = (STATIC / "vendor" / "VENDORED.md").read_text()
    recorded = dict(re.findall(r"\| `([^`]+)` \| [\d,]+ \| `([0-9a-f]{64})` \|", record))
    kept = {
        str(path.relative_to(STATIC / "vendor")): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (STATIC / "vendor").rglob("*")
        if path.is_file() and path.name != "VENDORED.md"
    }
    assert kept == recorded


def test_no_mark_font_or_address_of_the_nhs_is_shipped():
    names = [path.name for path in STATIC.rglob("*") if path.is_file()]
    assert not [name for name in names if "favicon" in name or "logo" in name or name.endswith((".woff", ".woff2"))]
    for path in STATIC.rglob("*.css"):
        style = path.read_text()
        assert "Frutiger" not in style
        assert "sourceMappingURL" not in style
        assert not re.search(r"url\((?!images/|data:)", style)
        for name in re.findall(r"url\(images/([^)]+)\)", style):
            assert (path.parent / "images" / name).exists()
    logo = "M200 0v80H0V0h200Z"
    assert logo not in page("ui/message.jinja", title="T", sentence="S")


def test_macros_and_stylesheet_have_the_same_version():
    header = environment().get_template("nhsuk/components/header/macro.jinja")
    assert header
    assert '--nhsuk-frontend-version:"10.6.1"' in (STATIC / "vendor" / "nhsuk-frontend.min.css").read_text()
