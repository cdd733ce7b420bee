"""A form that knows what was saved when it was drawn."""

from __future__ import annotations

from typing import Any

from django import forms

from alongside.ui.forms import Form


class SeenForm(Form):
    """`seen` is the mark of what the page showed; see `rules.seen`."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def show_newest(self, mark: str) -> None:
        """After a conflict: what is saved now is on the page, so saving again is meant for it."""
        sent: Any = self.data.copy()  # type: ignore[attr-defined]
        sent["seen"] = mark
        self.data = sent
