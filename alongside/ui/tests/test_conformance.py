"""Our flat templates give the markup of the design system: the same content, drawn by its own macros, is the same."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from django import forms as django_forms
from django.utils.safestring import mark_safe
from markupsafe import Markup

from alongside.ui.forms import Choice, Choices, Form, LongText, Text, Tick, Whole, drawing
from alongside.ui.tests import gallery
from alongside.ui.tests.rendering import Meaning, environment

HARM, BOLD = gallery.HARM, Markup("<b>Bold</b> & more")
QUOTED = "“Both” \" and ' signs"


@cache
def template(source: str) -> Any:
    return environment().from_string(source)


def official(path: str, macro: str, params: dict[str, Any], inside: str = "") -> list[object]:
    """What the design system's macro draws; `inside` is what stands between its tags."""
    call = f"{{% call it(params) %}}{inside}{{% endcall %}}" if inside else "{{ it(params) }}"
    source = f'{{% from "nhsuk/components/{path}/macro.jinja" import {macro} as it %}}{call}'
    return Meaning(template(source).render(params=params)).parts


def ours(call: str, **values: Any) -> list[object]:
    """What a macro of ours draws."""
    names = "back_link, button, details, inset, message_banners, summary_list, table, tag, task_list, warning"
    source = f'{{% from "ui/components.jinja" import {names} %}}{call}'
    return Meaning(template(source).render(**values)).parts


# ── Fields ──────────────────────────────────────────────────────────────────────────────────────

PATHS = {
    "input": "input",
    "passwordInput": "password-input",
    "textarea": "textarea",
    "characterCount": "character-count",
    "select": "select",
    "radios": "radios",
    "checkboxes": "checkboxes",
    "dateInput": "date-input",
    "fileUpload": "file-upload",
}
ANSWERS = [(HARM, HARM, HARM), ("b", BOLD, BOLD), ("", "Left empty"), ("0", QUOTED, "Why"), ("apart", "None of these")]


class Harmful(Form):
    """Every kind of field, with texts that mean harm, marks of quotation, and text that is safe."""

    text = Text(HARM, hint=HARM, missing=HARM, width=10, suffix=HARM)
    long = LongText(QUOTED, hint=BOLD, missing=QUOTED, max_length=1000, rows=3)
    whole = Whole(BOLD, missing=QUOTED)
    part = django_forms.DecimalField(label=HARM, max_value=3)
    plain = django_forms.CharField(widget=django_forms.Textarea(attrs={"data-x": QUOTED, "readonly": True}))
    code = django_forms.CharField(
        widget=django_forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "data-a": HARM}),
        help_text=mark_safe("<ul><li>Six digits</li></ul>"),
    )
    site = django_forms.CharField(widget=django_forms.URLInput(attrs={"autocapitalize": "none", "pattern": "h.*"}))
    fixed = Text("Fixed", disabled=True)
    stage = Choice(HARM, hint=HARM, missing=HARM, choices=ANSWERS, apart=("apart",))
    first_apart = Choice(QUOTED, choices=[("apart", "None"), ("a", "A", "Hint")], apart=("apart",), disabled=True)
    several = Choices(BOLD, hint=QUOTED, missing=HARM, choices=ANSWERS)
    down = Choice(QUOTED, missing=HARM, choices=[("", "None"), (HARM, HARM), ("q", QUOTED)], drop_down=True)
    tick = Tick(BOLD, hint=HARM, missing=HARM)
    bare = Tick("Only a box")
    new = django_forms.CharField(
        label=HARM, widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password", "data-a": "1"})
    )
    file = django_forms.FileField(
        label=BOLD, help_text=QUOTED, widget=django_forms.FileInput(attrs={"accept": ".yaml", "data-a": QUOTED})
    )


FORMS = {
    "empty": gallery.GalleryForm(),
    "wrong": gallery.GalleryForm(gallery.BROKEN, prefix="wrong"),
    "filled": gallery.GalleryForm(
        initial={
            "review": dt.date(2027, 3, 27),
            "stage": "cannot-say",
            "groups": ["users", "staff"],
            "team": "s",
            "agreed": True,
            "why": "\n  One\n\ntwo ",
        }
    ),
    "nothing typed": gallery.GalleryForm({}),
    "harmful": Harmful(),
    "harmful, wrong": Harmful({"text": "", "whole": "x", "down": "x"}),
    "harmful, typed": Harmful(
        {"text": HARM, "long": QUOTED, "stage": HARM, "several": [HARM, "b"], "down": HARM, "code": QUOTED}
    ),
}
FIELDS = [(name, field) for name, form in FORMS.items() for field in form.fields]
WAYS = [
    {},
    {"heading": True},
    {"size": "m", "classes": "app-wide", "inline": True},
    {"label": BOLD, "hint": "Else"},
]


@pytest.mark.parametrize(("form", "name"), FIELDS)
@pytest.mark.parametrize("way", WAYS, ids=["plain", "heading", "looks", "words"])
def test_a_field_is_drawn_as_the_design_system_draws_it(form: str, name: str, way: dict[str, Any]) -> None:
    bound = FORMS[form][name]
    drawn = drawing.draw(bound, **way)
    params = deepcopy(drawn.params)
    if drawn.component in {"radios", "checkboxes"} and params["fieldset"]:
        for item in params["items"]:
            item.pop("id", None)  # the macro numbers them itself
    source = '{% from "ui/form.jinja" import field %}{{ field(bound, **way) }}'
    mine = Meaning(template(source).render(bound=bound, way=way)).parts
    assert len(mine) >= 6
    assert mine == official(PATHS[drawn.component], drawn.component, params)


def test_every_component_is_compared() -> None:
    assert {drawing.draw(FORMS[form][name]).component for form, name in FIELDS} == set(PATHS)


def test_the_error_summary_is_the_design_systems() -> None:
    form = Harmful({})
    form.add_error(None, HARM)
    source = '{% from "ui/form.jinja" import error_summary %}{{ error_summary(form) }}'
    params = {"titleText": "There is a problem", "errorList": drawing.errors(form)}
    assert len(params["errorList"]) > 5
    assert Meaning(template(source).render(form=form)).parts == official("error-summary", "errorSummary", params)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('<p class="a" id="b">x</p>', '<p class="a">x</p>'),
        ("<p>&lt;b&gt;</p>", "<p><b></p>"),
        ("<span>Error: </span>x", "<span>Error:</span>x"),
        ("<textarea>x</textarea>", "<textarea> x</textarea>"),
    ],
)
def test_a_difference_would_be_seen(right: str, wrong: str) -> None:
    assert Meaning(right).parts == Meaning(f"\n{right}\n").parts
    assert Meaning(right).parts != Meaning(wrong).parts


# ── Parts of a page ─────────────────────────────────────────────────────────────────────────────


def shown(text: Any) -> dict[str, str]:
    """A text as the macros take it."""
    return drawing.words(text) or {"text": "–"}


ROWS = [["Staff", 12, BOLD], [HARM, 0, QUOTED], [BOLD, None, ""], ["Short"], ["Long", 1, "x"]]


@pytest.mark.parametrize("leads", [True, False])
@pytest.mark.parametrize("caption", ["Who took part", HARM])
def test_a_table(leads: bool, caption: str) -> None:
    head = ["Group", ("People", "numeric"), HARM]
    heads = [{"text": "Group"}, {"text": "People", "format": "numeric"}, {"text": HARM}]
    params = {
        "head": heads,
        "rows": [[{**shown(cell), "header": heads[n]["text"]} for n, cell in enumerate(row)] for row in ROWS],
        "caption": caption,
        "captionSize": "m",
        "firstCellIsHeader": leads,
        "responsive": True,
        "classes": "app-table",
    }
    mine = ours(
        '{{ table(head, rows, caption, caption_size="m", first_is_heading=leads) }}',
        head=head,
        rows=ROWS,
        caption=caption,
        leads=leads,
    )
    assert mine == official("tables", "table", params)


def test_a_task_list() -> None:
    tasks = [
        {"text": HARM, "href": '/a?b="&c', "hint": HARM, "status": "To do", "kind": "blue"},
        {"text": "Later", "status": QUOTED, "hint": BOLD},
        {"text": "Now", "href": "/now", "status": "Done", "kind": ""},
    ]
    params = {
        "idPrefix": "mine",
        "items": [
            {
                "heading": {"text": task["text"]},
                "href": task.get("href"),
                "hint": drawing.words(task.get("hint")),
                "status": {"tag": {"text": task["status"], "colour": task["kind"]}}
                if task.get("kind")
                else {"text": task["status"]},
            }
            for task in tasks
        ],
    }
    assert ours('{{ task_list(tasks, id="mine") }}', tasks=tasks) == official("task-list", "taskList", params)


@pytest.mark.parametrize("border", [True, False])
@pytest.mark.parametrize("links", [[], [("/a", HARM, "team")], [("/a?b=1&c", "One", HARM), ("/b", "Two")]])
def test_a_summary_list(border: bool, links: list[tuple[str, ...]]) -> None:
    rows = [("Team", BOLD), (HARM, "", links), ("Nought", 0)]
    actions = [
        {"href": link[0], "text": link[1], "visuallyHiddenText": link[2] if len(link) > 2 else ""} for link in links
    ]
    params = {
        "border": border,
        "rows": [
            {"key": {"text": "Team"}, "value": shown(BOLD)},
            {"key": {"text": HARM}, "value": {"text": "Not given yet"}, "actions": {"items": actions}},
            {"key": {"text": "Nought"}, "value": {"text": "0"}},
        ],
    }
    mine = ours("{{ summary_list(rows, border=border) }}", rows=rows, border=border)
    assert mine == official("summary-list", "summaryList", params)


@pytest.mark.parametrize("kind", ["primary", "secondary", "warning", "reverse"])
@pytest.mark.parametrize("disabled", [False, True])
def test_buttons(kind: str, disabled: bool) -> None:
    params = {"text": HARM, "variant": "" if kind == "primary" else kind, "id": "it"}
    call = '{{ button(text, kind=kind, id="it", href=href, name=name, value=value, disabled=disabled) }}'
    link = ours(call, text=HARM, kind=kind, href='/a"&b', name="", value="", disabled=False)
    assert link == official("button", "button", {**params, "href": '/a"&b'})
    sent = {"name": "then", "value": QUOTED, "disabled": disabled}
    pressed = ours(call, text=HARM, kind=kind, href="", **sent)
    assert pressed == official("button", "button", {**params, **sent, "type": "submit", "preventDoubleClick": True})


@pytest.mark.parametrize("text", ["Agreed", HARM, QUOTED])
def test_small_parts(text: str) -> None:
    for kind in ["", "grey", "aqua-green"]:
        assert ours("{{ tag(t, kind) }}", t=text, kind=kind) == official("tag", "tag", {"text": text, "colour": kind})
    back = official("back-link", "backLink", {"href": '/"&', "text": text})
    assert ours("{{ back_link(h, t) }}", h='/"&', t=text)[1:-1] == back
    assert ours("{{ inset(t) }}", t=text) == official("inset-text", "insetText", {"text": text})
    for is_open in (True, False):
        params = {"summaryText": text, "open": is_open}
        assert ours("{% call details(t, open=o) %}<p>In</p>{% endcall %}", t=text, o=is_open) == official(
            "details", "details", params, inside="<p>In</p>"
        )


@pytest.mark.parametrize("heading", ["Look here", HARM, "An important word", "Important"])
def test_a_warning(heading: str) -> None:
    params = {"heading": {"text": heading, "level": 2}}
    mine = ours("{% call warning(t, level=2) %}<p>In</p>{% endcall %}", t=heading)
    assert mine == official("warning-callout", "warningCallout", params, inside="<p>In</p>")


@pytest.mark.parametrize("kind", ["success", ""])
def test_messages(kind: str) -> None:
    id_, title = ("app-message-success", "Done") if kind else ("app-message-note", "Please note")
    params = {"variant": kind, "titleId": id_, "titleText": title, "text": HARM}
    mine = ours("{{ message_banners(said) }}", said=[{"kind": kind, "text": HARM}])
    assert mine == official("notification-banner", "notificationBanner", params)
    assert ours("{{ message_banners([]) }}") == []
