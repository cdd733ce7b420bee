"""What somebody fills in to change an edition: an item, a stage, what it is called, or the whole text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.catalogue.document import LARGEST, ContentError
from alongside.catalogue.framework import Framework, Item
from alongside.library.rules.describing import as_typed
from alongside.library.rules.words import ItemWords, words_of
from alongside.ui.forms import Form, LongText, Text

# Empty rows offered behind the indicators and data sources there are.
MORE_ROWS = 2
LONGEST_TEXT = 6000
# The words of an item that have one field each, of the same name.
PLAIN_WORDS = ("title", "short_title", "question", "idea", "example", "plain", "context")


class AboutForm(Form):
    """What an edition is called and what it is."""

    title = Text(gettext_lazy("Title"), missing=gettext_lazy("Enter a title"))
    short_title = Text(
        gettext_lazy("Short title"),
        missing=gettext_lazy("Enter a short title"),
        hint=gettext_lazy("For lists"),
        max_length=80,
    )
    summary = LongText(
        gettext_lazy("What is this framework?"),
        missing=gettext_lazy("Say what it is, in plain words"),
        max_length=LONGEST_TEXT,
        rows=10,
    )


class StageForm(Form):
    """The general words for one stage."""

    name = Text(gettext_lazy("Name"), missing=gettext_lazy("Enter a name"), max_length=60)
    short = Text(gettext_lazy("In one sentence"), missing=gettext_lazy("Say in one sentence what it means"))
    means = LongText(
        gettext_lazy("What it means"),
        missing=gettext_lazy("Describe the stage"),
        max_length=LONGEST_TEXT,
        rows=10,
    )


class ItemForm(Form):
    """Everything that can be changed of one item: its words, its stages, its indicators and data sources."""

    title = Text(gettext_lazy("Title"), missing=gettext_lazy("Enter a title"))
    short_title = Text(
        gettext_lazy("Short title"),
        missing=gettext_lazy("Enter a short title"),
        hint=gettext_lazy("For lists"),
        max_length=120,
    )
    question = LongText(
        gettext_lazy("The question"),
        missing=gettext_lazy("Write the challenge as one plain question about the service"),
        hint=gettext_lazy("One plain question about the service, never about a person"),
        max_length=400,
        rows=3,
    )
    idea = LongText(gettext_lazy("The idea"), missing=gettext_lazy("Explain the idea"), max_length=LONGEST_TEXT, rows=9)
    example = LongText(
        gettext_lazy("What it looks like"),
        missing=gettext_lazy("Give an example that people can picture"),
        hint=gettext_lazy("An invented example, so that nobody can be recognised"),
        max_length=LONGEST_TEXT,
        rows=8,
    )
    plain = LongText(
        gettext_lazy("In short"),
        missing=gettext_lazy("Say it in a few short sentences"),
        hint=gettext_lazy("A few short sentences with everyday words"),
        max_length=LONGEST_TEXT,
        rows=5,
    )
    context = LongText(
        gettext_lazy("What to know beside it"),
        hint=gettext_lazy("For example today’s name for something that has changed since"),
        max_length=LONGEST_TEXT,
        rows=4,
    )

    def __init__(self, *args: Any, framework: Framework, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = words_of(item) if item else None
        self.stage_keys = [stage.key for stage in framework.stages]
        self.indicator_rows = (len(words.indicators) if words else 0) + MORE_ROWS
        self.source_rows = (len(words.data_sources) if words else 0) + MORE_ROWS
        for stage in framework.stages:
            self.fields[f"stage_{stage.key}"] = LongText(
                stage.name,
                missing=_("Describe the stage %(stage)s") % {"stage": stage.name},
                max_length=LONGEST_TEXT,
                rows=8,
            )
        for row in range(self.indicator_rows):
            label = _("Indicator %(number)d") % {"number": row + 1}
            self.fields[f"indicator_{row}"] = LongText(label, max_length=600, rows=2, mark_optional=False)
        for row in range(self.source_rows):
            label = _("Data source %(number)d") % {"number": row + 1}
            self.fields[f"source_{row}"] = LongText(label, max_length=600, rows=2, mark_optional=False)
            today = _("What data source %(number)d is called today, if that changed") % {"number": row + 1}
            self.fields[f"now_{row}"] = Text(today, max_length=300, mark_optional=False)
        if words:
            self.initial = {**_initial(words), **self.initial}

    def clean_question(self) -> str:
        """The question on one line."""
        return " ".join(str(self.cleaned_data["question"]).split())

    def words(self) -> ItemWords:
        """What was filled in."""
        data = self.cleaned_data
        rows = range(self.source_rows)
        return ItemWords(
            **{name: data[name] for name in PLAIN_WORDS},
            stages={key: data[f"stage_{key}"] for key in self.stage_keys},
            indicators=tuple(data[f"indicator_{row}"] for row in range(self.indicator_rows)),
            data_sources=tuple((data[f"source_{row}"], data[f"now_{row}"]) for row in rows),
        )


class WholeTextForm(Form):
    """A whole framework as text: pasted, or from a file."""

    text = forms.CharField(
        label=gettext_lazy("The text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"spellcheck": "false"}),
        help_text=gettext_lazy("Paste it here, or choose a file below."),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file from your computer"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,text/yaml,text/plain"}),
        help_text=gettext_lazy("A file that was downloaded here and changed, ending in .yaml"),
        error_messages={"empty": gettext_lazy("The file is empty")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The design system asks the field how many rows its box has.
        self.fields["text"].rows = 22  # type: ignore[attr-defined]

    def clean_text(self) -> str:
        """The text with plain line ends."""
        return plain_line_ends(self.cleaned_data["text"])

    def clean_file(self) -> str:
        """The text of the file, if there is one."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is too large. A framework needs far less than 1 MB."))
        try:
            return plain_line_ends(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not text saved as UTF-8. Save it again as UTF-8.")) from None

    def clean(self) -> dict[str, Any]:
        """One text, from the file where there is one."""
        data = super().clean() or self.cleaned_data
        data["whole"] = data.get("file") or data.get("text") or ""
        if not data["whole"].strip() and not self.errors:
            self.add_error("text", _("Paste a text, or choose a file"))
        return data

    def keep_for_repair(self, refused: ContentError) -> None:
        """Put what was sent into the box, with every problem and its line beside it."""
        self.data = {**self.data, "text": self.cleaned_data["whole"]}
        for problem in refused.problems:
            reason = problem.reason if problem.reason.endswith(("?", ".")) else f"{problem.reason}."
            sentence = _("Line %(line)d: %(reason)s") % {"line": problem.line, "reason": reason}
            self.add_error(None, sentence)


def plain_line_ends(text: str) -> str:
    """The text with every line ended in the same way, wherever it was written."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _initial(words: ItemWords) -> dict[str, str]:
    initial: dict[str, str] = {name: getattr(words, name) for name in PLAIN_WORDS}
    initial |= {f"stage_{key}": text for key, text in words.stages.items()}
    initial |= {f"indicator_{row}": text for row, text in enumerate(words.indicators)}
    for row, (text, now) in enumerate(words.data_sources):
        initial |= {f"source_{row}": text, f"now_{row}": now}
    return initial


def about_initial(framework: Framework) -> dict[str, str]:
    """What an edition is called and is now."""
    return {
        "title": framework.title,
        "short_title": framework.short_title,
        "summary": as_typed(framework.summary),
    }
