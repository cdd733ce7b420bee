"""Fields say what is wrong in sentences, and any Django form is drawn whole."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms as django_forms
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from alongside.ui.forms import Choice, Choices, Date, Email, Form, LongText, Text, Tick, Whole, drawing
from alongside.ui.macro_check import names_in, unknown_names
from alongside.ui.tests import gallery
from alongside.ui.tests.rendering import Elements, draw

FIELD = '{% from "ui/form.jinja" import field %}{{ field(form[name]) }}'
COMPONENTS = {
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


def one(field: django_forms.Field, data: dict[str, object] | None = None) -> Form:
    """A form of a single field called x."""
    return type("One", (Form,), {"x": field})(data)


def drawn(field: django_forms.Field, data: dict[str, object] | None = None) -> str:
    return draw(FIELD, form=one(field, data), name="x")


def errors(field: django_forms.Field, data: dict[str, object]) -> list[str]:
    return [str(error) for error in one(field, data)["x"].errors]


def cleaned(field: django_forms.Field, data: dict[str, object]) -> object:
    form = one(field, data)
    assert form.is_valid(), form.errors
    return form.cleaned_data["x"]


# ── What is typed ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", [Text, LongText, Email, Whole, Date, Tick, Choice, Choices])
def test_a_required_field_needs_its_own_sentence(kind):
    with pytest.raises(TypeError, match="missing="):
        kind("Name", required=True)
    assert errors(kind("Name", missing="Enter a name"), {}) == ["Enter a name"]


@pytest.mark.parametrize("kind", [Text, LongText, Email, Whole, Date, Tick, Choice, Choices])
def test_a_field_without_a_sentence_is_optional(kind):
    assert one(kind("Name"), {}).is_valid()


def test_text_is_trimmed_and_its_lines_are_plain():
    assert cleaned(Text("Name"), {"x": "  Ann\tLee\r\n "}) == "Ann Lee"
    assert cleaned(LongText("Why"), {"x": "one\r\ntwo\x0bthree\u2028four  "}) == "one\ntwo\nthree\nfour"


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\x1b", "\x7f", "\u202e", "\ud800"])
@pytest.mark.parametrize("kind", [Text, LongText])
def test_hidden_control_characters_are_refused_with_a_sentence(kind, bad):
    (sentence,) = errors(kind("Name"), {"x": f"Ann{bad}Lee"})
    assert "hidden character" in sentence


@pytest.mark.parametrize("good", ["Ång", "\u200fעברית\u200f", "🙂", "Zoë\u00a0Ω", "a\u2068b\u2069"])
def test_writing_of_the_world_is_kept(good):
    assert cleaned(LongText("Name"), {"x": good}) == good


def test_too_long_says_how_long_it_is_and_loses_nothing():
    field = LongText("Why", max_length=5)
    assert errors(field, {"x": "a\r\nb\r\ncd"}) == ["Use 5 characters or fewer. You have used 6."]
    html = drawn(field, {"x": "a\r\nb\r\ncd"})
    assert "a\r\nb\r\ncd" in html
    assert not any("maxlength" in attributes for attributes in Elements(html).named("textarea"))


def test_an_address_and_a_whole_number():
    assert "name@example.org" in errors(Email("Email"), {"x": "somebody"})[0]
    assert errors(Whole("How many"), {"x": "lots"}) == ["Enter a whole number, like 12"]
    assert errors(Whole("How many", at_least=1), {"x": "0"}) == ["Enter a number that is 1 or more"]
    assert errors(Whole("How many"), {"x": "9" * 30}) == ["Enter a number that is 2000000000 or less"]
    assert cleaned(Whole("How many"), {"x": " 12 "}) == 12


def typed(day: str, month: str, year: str) -> dict[str, object]:
    return {"x_day": day, "x_month": month, "x_year": year}


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        (("27", "3", "2027"), dt.date(2027, 3, 27)),
        (("01", "12", "2026"), dt.date(2026, 12, 1)),
        (("29", "Feb.", "2028"), dt.date(2028, 2, 29)),
        (("5", "september", "2027"), dt.date(2027, 9, 5)),
        (("", "", ""), None),
    ],
)
def test_a_date_in_three_boxes(parts, day):
    assert cleaned(Date("When"), typed(*parts)) == day


@pytest.mark.parametrize(
    ("parts", "sentence", "box"),
    [
        (("", "3", "2027"), "The date must include a day", "day"),
        (("1", "", "2027"), "The date must include a month", "month"),
        (("1", "", ""), "The date must include a month and a year", "month"),
        (("31", "2", "2027"), "There is no such day in that month", "day"),
        (("1", "13", "2027"), "The month must be a number from 1 to 12, or its name", "month"),
        (("1", "2", "27"), "The year must have 4 numbers, like 2026", "year"),
        (("x", "2", "2027"), "There is no such day in that month", "day"),
        (("1", "2", "²027"), "The year must have 4 numbers, like 2026", "year"),
        (("1", "2", "2025"), "The date must be 1 January 2026 or later", "day"),
        (("1", "2", "2031"), "The date must be 31 December 2030 or earlier", "day"),
    ],
)
def test_a_wrong_date_is_a_sentence_that_leads_to_the_wrong_box(parts, sentence, box):
    field = Date("When", earliest=dt.date(2026, 1, 1), latest=lambda: dt.date(2030, 12, 31))
    form = one(field, typed(*parts))
    assert drawing.errors(form) == [{"text": sentence, "href": f"#id_x-{box}"}]
    html = drawn(field, typed(*parts))
    wrong = [i for i in Elements(html).named("input") if "nhsuk-input--error" in (i["class"] or "")]
    assert wrong[0]["id"] == f"id_x-{box}"
    assert [i["value"] for i in Elements(html).named("input")] == list(parts)


def test_a_date_knows_whether_it_changed():
    form = type("One", (Form,), {"x": Date("When")})(typed("1", "2", "2027"), initial={"x": dt.date(2027, 2, 1)})
    assert form.has_changed() is False


def test_answers_may_be_set_later_with_their_hints():
    class Later(Form):
        x = Choice("Stage", missing="Choose one")

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["x"].choices = [("a", "A", "about A"), ("b", "B")]

    html = draw(FIELD, form=Later({"x": "b"}), name="x")
    assert "about A" in html
    assert Later({"x": "b"}).is_valid()
    assert not Later({"x": "c"}).is_valid()
    assert Later.base_fields["x"].choices == []


def test_no_more_answers_than_allowed():
    field = Choices("First", choices=[("a", "A"), ("b", "B"), ("c", "C")], at_most=2)
    assert errors(field, {"x": ["a", "b", "c"]}) == ["Choose no more than 2. You have chosen 3."]
    assert cleaned(field, {"x": ["a", "b"]}) == ["a", "b"]


# ── What is drawn ───────────────────────────────────────────────────────────────────────────────


def test_lazy_translations_do_not_vanish():
    field = Choice(
        lazystr("The label"),
        hint=lazystr("The hint"),
        missing=lazystr("The error"),
        choices=[("a", lazystr("The answer"), lazystr("The explanation"))],
    )
    html = drawn(field, {})
    for text in ["The label", "The hint", "The error", "The answer", "The explanation"]:
        assert text in html
    for kind in [Text, LongText, Email, Whole, Date, Tick]:
        html = drawn(kind(lazystr("The label"), hint=lazystr("The hint"), missing=lazystr("The error")), {})
        assert all(text in html for text in ["The label", "The hint", "The error"]), kind


def test_the_macros_would_have_lost_a_lazy_label():
    """The fault that the renderer prevents: without it this label is not on the page."""
    source = '{% from "nhsuk/components/input/macro.jinja" import input %}{{ input({"name": "x", "label": label}) }}'
    assert "The label" not in draw(source, label=lazystr("The label"))
    assert "The label" in draw(source, label="The label")


@pytest.mark.parametrize("kind", [Text, LongText, Email, Whole, Date, Tick])
def test_what_is_typed_is_never_markup(kind):
    html = drawn(kind(gallery.HARM, hint=gallery.HARM, missing=gallery.HARM), {"x": gallery.HARM})
    assert "<script" not in html


def test_answers_are_never_markup():
    answers = [(gallery.HARM, gallery.HARM, gallery.HARM)]
    assert "<script" not in drawn(Choice("Stage", choices=answers), {"x": gallery.HARM})
    assert "<script" not in drawn(Choice("Stage", choices=answers, drop_down=True))
    assert "<script" not in drawn(Choices("Stage", choices=answers), {"x": [gallery.HARM]})


def test_a_list_that_drops_down_has_its_answers_in_groups():
    answers = [("", "None"), (gallery.HARM, [("a", "A"), ("b", gallery.HARM)]), ("c", "C"), ("d", "D")]
    html = drawn(Choice("Which?", choices=answers, drop_down=True, required=False), {"x": "b"})
    elements = Elements(html)
    assert [group["label"] for group in elements.named("optgroup")] == [gallery.HARM]
    assert [option["value"] for option in elements.named("option")] == ["", "a", "b", "c", "d"]
    assert [option["value"] for option in elements.named("option") if "selected" in option] == ["b"]
    before, inside = html.split("<optgroup")
    inside, after = inside.split("</optgroup>")
    assert (before.count("<option"), inside.count("<option"), after.count("<option")) == (1, 2, 2)
    assert "<script" not in html


def test_help_that_django_marked_safe_stays_a_list():
    html = drawn(django_forms.CharField(help_text=mark_safe("<ul><li>Long enough</li></ul>")))
    assert "<li>Long enough</li>" in html


def test_optional_fields_say_so_and_others_do_not():
    assert "Name (optional)" in drawn(Text("Name"))
    assert "optional" not in drawn(Text("Name", mark_optional=False))
    assert "optional" not in drawn(Text("Name", missing="Enter a name"))


def test_lines_of_a_text_are_given_back_as_they_were():
    assert ">one\n\n  two\nthree</textarea>" in drawn(LongText("Why"), {"x": "one\n\n  two\nthree"})


def test_a_question_can_be_the_heading_of_its_page():
    source = '{% from "ui/form.jinja" import field %}{{ field(form.x, heading=true) }}'
    for made in [Text("Why now?"), Date("Why now?"), Choice("Why now?", choices=[("a", "A")])]:
        html = draw(source, form=one(made))
        assert len(Elements(html).named("h1")) == 1


def test_answers_apart_come_after_the_word_or():
    html = drawn(Choice("Stage", choices=[("a", "A"), ("no", "I can’t say")], apart=("no",)))
    assert html.index(">or<") > html.index('value="a"')
    assert html.index(">or<") < html.index('value="no"')


def test_a_password_is_never_sent_back():
    field = django_forms.CharField(widget=django_forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    html = drawn(field, {"x": "secret"})
    assert "secret" not in html
    assert 'autocomplete="new-password"' in html


def test_hidden_fields_keep_their_value():
    html = drawn(django_forms.CharField(widget=django_forms.HiddenInput), {"x": "7"})
    assert Elements(html).named("input")[0]["type"] == "hidden"
    assert 'value="7"' in html


def test_every_error_is_listed_and_leads_to_a_control_that_exists():
    form = gallery.GalleryForm(gallery.BROKEN, prefix="wrong")
    form.add_error(None, "Two people saved at once")
    listed = drawing.errors(form)
    html = draw('{% from "ui/form.jinja" import fields %}{{ fields(form) }}', form=form)
    ids = Elements(html).ids
    assert {"text": "Two people saved at once"} in listed
    assert len(listed) == sum(len(bound.errors) for bound in form) + 1 >= 9
    assert all(error["href"][1:] in ids for error in listed if "href" in error)
    assert len(ids) == len(set(ids))


def test_several_forms_share_one_summary():
    listed = drawing.errors([one(Text("A", missing="Enter a")), one(Text("B", missing="Enter b"), {})])
    assert [error["text"] for error in listed] == ["Enter b"]


def test_all_arguments_are_known_to_the_design_system():
    for bound in [*gallery.GalleryForm(gallery.BROKEN, prefix="wrong"), *gallery.GalleryForm()]:
        made = drawing.draw(bound, heading=True)
        assert unknown_names(COMPONENTS[made.component], names_in(made.params)) == []


def test_every_control_has_a_label():
    html = draw('{% from "ui/form.jinja" import fields %}{{ fields(form) }}', form=gallery.GalleryForm())
    elements = Elements(html)
    labelled = {label["for"] for label in elements.named("label")}
    controls = elements.named("input") + elements.named("textarea") + elements.named("select")
    assert len(controls) > 15
    assert {control["id"] for control in controls} <= labelled
