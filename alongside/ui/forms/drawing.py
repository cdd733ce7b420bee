"""From a field of any Django form to the NHS component that draws it, and its arguments.

They are named as the macros of the design system name them, so that a test can give both to both; "ui/fields.jinja"
draws them. Every text is made a real string here. Text that is not marked safe is handed over as `text`, which is
escaped. Each name that the template asks for is there, empty where it must be: asking for a missing one is slow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from alongside.ui.forms.dates import PARTS, DateParts

# Set by the component itself, or unhelpful: browsers cut at maxlength, and placeholders are no labels.
_OWN_ATTRIBUTES = {
    "class", "id", "name", "type", "value", "required", "maxlength", "minlength", "rows", "cols", "style",
    "autofocus", "placeholder", "min", "max", "step", "size", "accept", "multiple", "disabled", "width",
    "aria-describedby", "aria-invalid", "autocomplete", "inputmode", "autocapitalize", "pattern",
    "spellcheck",
}  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A component's name, its arguments, and the ids of the words that describe the field."""

    component: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def described(self) -> str:
        """What aria-describedby says: the count, the hint and the error, as far as there are any."""
        own = self.params.get("idPrefix") or self.params["id"]
        has = {"info": self.component == "characterCount", "hint": self.params["hint"],
               "error": self.params["errorMessage"]}  # fmt: skip
        return " ".join(f"{own}-{part}" for part, there in has.items() if there)


def draw(
    bound: BoundField,
    *,
    heading: bool = False,
    size: str = "",
    label: Any = None,
    hint: Any = None,
    classes: str = "",
    inline: bool = False,
) -> Drawn:
    """Choose the component for a bound field by its widget. `heading` makes its label the page's heading."""
    widget = bound.field.widget
    size = size or ("l" if heading else "")
    shared: dict[str, Any] = {
        "hint": words(bound.help_text if hint is None else hint),
        "errorMessage": _message(bound),
        "classes": classes,
    }
    title = _title(bound, label, size, heading)
    fieldset = {"fieldset": {"legend": {**title, "size": size or "s"}}}
    if isinstance(widget, forms.CheckboxInput):
        return Drawn("checkboxes", {**shared, "fieldset": None, "inline": False, **_tick(bound, label)})
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return Drawn("checkboxes", {**shared, **fieldset, **_answers(bound), "inline": inline})
    if isinstance(widget, forms.RadioSelect):
        return Drawn("radios", {**shared, **fieldset, **_answers(bound), "inline": inline})
    if isinstance(widget, DateParts):
        return Drawn("dateInput", {**shared, **fieldset, **_date(bound, widget)})
    return _labelled(bound, {**shared, "label": {**title, "size": size}})


def words(text: Any) -> dict[str, str] | None:
    """A text as the macros want it: `text` to be escaped, or `html` where it is marked safe; or nothing."""
    # Once: a lazy text is translated each time it is asked anything.
    string = "" if text is None else str(text)
    if not string:
        return None
    safe = hasattr(text, "__html__") or hasattr(string, "__html__")
    return {"html" if safe else "text": string}


def first_id(bound: BoundField) -> str:
    """The id of a field's first control, to which an error links."""
    return f"{bound.auto_id}-day" if isinstance(bound.field.widget, DateParts) else str(bound.auto_id)


def errors(forms_or_form: Any) -> list[dict[str, str]]:
    """Every error of a form, or of several, as text and, where there is a field to go to, its address."""
    listed = [forms_or_form] if isinstance(forms_or_form, forms.BaseForm) else list(forms_or_form)
    found: list[dict[str, str]] = []
    for form in listed:
        if not form.errors:
            continue
        found += [{"text": str(error)} for error in form.non_field_errors()]
        for bound in form:
            link = {} if bound.is_hidden else {"href": f"#{_error_id(bound)}"}
            found += [{"text": str(error), **link} for error in bound.errors]
    return found


def _error_id(bound: BoundField) -> str:
    wrong = _wrong_parts(bound)
    return f"{bound.auto_id}-{wrong[0]}" if wrong else first_id(bound)


def _wrong_parts(bound: BoundField) -> tuple[str, ...]:
    """The boxes of a date that an error is about; all of them where the error does not say."""
    if not isinstance(bound.field.widget, DateParts):
        return ()
    for error in bound.errors.as_data():
        return tuple((error.params or {}).get("parts", PARTS))
    return ()


def _title(bound: BoundField, label: Any, size: str, heading: bool) -> dict[str, Any]:
    title: dict[str, Any] = dict(words(bound.label if label is None else label) or {"text": bound.name})
    if getattr(bound.field, "mark_optional", False) and not bound.field.required:
        key = next(iter(title))
        title[key] = _("%(label)s (optional)") % {"label": title[key]}
    title["isPageHeading"] = heading
    return title


def _message(bound: BoundField) -> dict[str, str] | None:
    sentences = [str.__str__(str(error)) for error in bound.errors]
    if not sentences:
        return None
    return {"text": " ".join(s if s.endswith((".", "?", "!")) or len(sentences) == 1 else s + "." for s in sentences)}


def _labelled(bound: BoundField, shared: dict[str, Any]) -> Drawn:
    """The components that are one control with one label."""
    widget, attrs = bound.field.widget, bound.field.widget.attrs
    params = {
        **shared,
        "id": str(bound.auto_id),
        "name": bound.html_name,
        "disabled": bound.field.disabled,
        "attributes": {k: str(v) for k, v in attrs.items() if k not in _OWN_ATTRIBUTES and v not in (None, False)},
    }
    if isinstance(widget, forms.FileInput):
        kept = {key: attrs[key] for key in ("accept", "multiple") if attrs.get(key)}
        return Drawn("fileUpload", {**params, "attributes": {**params["attributes"], **kept}})
    if isinstance(widget, forms.Select):
        items = list(_items(bound, "selected"))
        if any(isinstance(label, list | tuple) for _value, label in widget.choices):
            # The design system's list has no groups, so this one is ours.
            return Drawn("groupedSelect", {**params, "groups": _grouped(widget.choices, items)})
        return Drawn("select", {**params, "items": items})
    if isinstance(widget, forms.PasswordInput):
        return Drawn("passwordInput", {**params, "autocomplete": attrs.get("autocomplete", "current-password")})
    value = widget.format_value(bound.value())
    params["value"] = "" if value is None else str.__str__(str(value))
    if isinstance(widget, forms.Textarea):
        return _textarea(bound, params)
    return Drawn("input", {**params, **_input_kind(bound)})


def _textarea(bound: BoundField, params: dict[str, Any]) -> Drawn:
    longest = getattr(bound.field, "max_length", None)
    params["rows"] = getattr(bound.field, "rows", 5)
    if not longest:
        return Drawn("textarea", params)
    counts = {
        "maxlength": longest,
        "threshold": 50 if longest > 500 else 0,
        "textareaDescriptionText": _("You can enter up to %{count} characters").replace("%{count}", str(longest)),
    }
    return Drawn("characterCount", {**params, **counts})


def _input_kind(bound: BoundField) -> dict[str, Any]:
    """Type, keyboard and width of a one-line box; numbers are text boxes, as the service manual asks."""
    widget, attrs = bound.field.widget, bound.field.widget.attrs
    kind = getattr(widget, "input_type", "text")
    keyboard = None
    if kind == "number":
        keyboard = "decimal" if isinstance(bound.field, forms.FloatField | forms.DecimalField) else "numeric"
    return {
        "autocomplete": attrs.get("autocomplete"),
        "autocapitalize": attrs.get("autocapitalize"),
        "pattern": attrs.get("pattern"),
        "inputmode": attrs.get("inputmode", keyboard),
        "type": kind if kind in {"email", "tel", "url", "search"} else "text",
        "spellcheck": False if kind in {"email", "url", "number"} else None,
        "width": getattr(bound.field, "width", None),
        "suffix": str(getattr(bound.field, "suffix", None) or ""),
    }


def _tick(bound: BoundField, label: Any) -> dict[str, Any]:
    """A single tick box: its label is beside it, so it has no legend."""
    widget = bound.field.widget
    item = {
        **(words(bound.label if label is None else label) or {}),
        "id": str(bound.auto_id),
        "hint": None,
        "value": str(widget.attrs.get("value", "on")),
        "checked": bool(widget.check_test(bound.value())),
        "disabled": bound.field.disabled,
    }
    return {"name": bound.html_name, "idPrefix": str(bound.auto_id), "items": [item]}


def _answers(bound: BoundField) -> dict[str, Any]:
    """The items of radios or tick boxes, with "or" before the answers that stand apart."""
    hints = getattr(bound.field, "hints", None) or getattr(bound.field.widget, "hints", {})
    first_apart = next((str(value) for value in getattr(bound.field, "apart", ())), None)
    own, disabled = str(bound.auto_id), bound.field.disabled
    items: list[dict[str, Any]] = []
    for item in _items(bound, "checked"):
        value = item["value"]
        if not value:
            continue  # the empty line of a drop-down list is no answer among radios
        if value == first_apart and items:
            items.append({"divider": _("or")})
        # An error leads to the field's own id, which is the first answer's.
        item["id"] = f"{own}-{len(items) + 1}" if items else own
        item["disabled"], item["hint"] = disabled, words(hints.get(value))
        items.append(item)
    return {"name": bound.html_name, "idPrefix": own, "items": items}


def _items(bound: BoundField, chosen: str) -> Iterable[dict[str, Any]]:
    """Each answer with its words and whether it is chosen, without the cost of Django's own subwidgets."""
    widget = bound.field.widget
    taken, several = widget.format_value(bound.value()), widget.allow_multiple_selected
    for value, label in _flat(widget.choices):
        value = "" if value is None else str(value)
        is_chosen = value in taken
        if is_chosen and not several:
            taken = ()
        yield {"value": value, **(words(label) or {"text": ""}), chosen: is_chosen}


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """The answers of a list and of the groups in it."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label


def _grouped(choices: Iterable[Any], items: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The items of a list that drops down under the names of their groups; those in no group have an empty name."""
    found: list[tuple[str, list[dict[str, Any]]]] = []
    left = iter(items)
    for value, label in choices:
        if isinstance(label, list | tuple):
            found.append((str(value), [next(left) for _each in label]))
        elif found and not found[-1][0]:
            found[-1][1].append(next(left))
        else:
            found.append(("", [next(left)]))
    return found


def _date(bound: BoundField, widget: DateParts) -> dict[str, Any]:
    wrong = _wrong_parts(bound)
    labels = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    return {
        "id": str(bound.auto_id),
        "items": [
            {
                "id": f"{bound.auto_id}-{part}",
                "name": f"{bound.html_name}_{part}",
                "label": labels[part],
                "value": value,
                "width": 4 if part == "year" else 2,
                "error": part in wrong,
                "disabled": bound.field.disabled,
            }
            for part, value in zip(PARTS, widget.format_value(bound.value()), strict=True)
        ],
    }
