"""A form that somebody signs: it asks for a fresh second proof of what the page shows."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import TextInput
from django.utils.html import json_script
from django.utils.translation import gettext_lazy as _

from alongside.people import second_proof
from alongside.people.access import PersonRequest
from alongside.people.forms.sign_in import CODE_ATTRIBUTES
from alongside.ui.forms import Form, Text

# The passkey's answer and what the page showed are no fields: a page that is drawn again must carry new ones.
CREDENTIAL, SHOWN = "credential", "second_proof_about"
# The id under which the script for passkeys finds its data.
PASSKEY_DATA = "passkey-data"


class SecondProofForm(Form):
    """Base of forms that end with a signature. After `is_valid`, `proof` holds the proof for `about`.

    Everything else is checked first, so that nobody loses a code to a box that was left empty. Draw it with
    `people/_second_proof.jinja`.
    """

    code = Text(
        _("The 6 numbers that your code app shows now"),
        hint=_("Each code works once. If you have just used one, wait for the next."),
        required=False,
        mark_optional=False,
        max_length=40,
        width=10,
        widget=TextInput(attrs=CODE_ATTRIBUTES),
    )
    proof: second_proof.Proof

    def __init__(self, *args: Any, request: PersonRequest, about: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.about = request, about

    @cached_property
    def question(self) -> second_proof.Question:
        """What the page asks; asking begins when the page is drawn."""
        return second_proof.ask(self.request, self.about)

    @property
    def passkey_data(self) -> str:
        """What the browser needs for a passkey, as data in the page; empty for somebody without one."""
        options = self.question.request_options
        return json_script({"request_options": options}, PASSKEY_DATA) if options else ""

    def full_clean(self) -> None:
        """Check the other answers, and the proof once nothing else stands in the way."""
        super().full_clean()
        if self.is_bound and not self.errors:
            self._prove()

    def _prove(self) -> None:
        try:
            self.proof = second_proof.prove(
                self.request,
                self.about,
                shown=self.data.get(SHOWN, ""),
                code=self.cleaned_data.get("code", ""),
                credential=self.data.get(CREDENTIAL, ""),
            )
        except second_proof.NotProven as problem:
            of_page = problem.why in second_proof.NOT_OF_CODE
            self.add_error(NON_FIELD_ERRORS if of_page else "code", str(problem))
