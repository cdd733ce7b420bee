"""A file of answers: chosen, looked through, and carried in the page until somebody says to take it in."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any, Self
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.catalogue.survey import Survey
from alongside.feedback.rules.answers import Answer
from alongside.feedback.rules.lines import Fault, sort_out
from alongside.feedback.tables import LARGEST, BadFile, read
from alongside.ui.forms import Form

_SALT = "alongside feedback file"
# With the rest of a form it must fit into what a form may send.
_LONGEST = 8 * 1024 * 1024
_LONGEST_NAME = 200


class AnswersFileForm(Form):
    """The file."""

    file = forms.FileField(
        label=_("The file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.parquet,text/csv"}),
        help_text=_("CSV saved as UTF-8, an Excel workbook (.xlsx) or Parquet. At most 10 MB and 5,000 lines."),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(gettext("The file is larger than 10 MB. Divide it into smaller files."))
        return file


@dataclass(frozen=True)
class Looked:
    """A file that was looked through for an asking, and of which nothing is taken in yet.

    It travels in a signed field of the page, packed. Nothing of it is stored, so there is no pile of forgotten files;
    it need not be chosen again; and what is taken in is what was looked through, not a file that changed in between.
    """

    asking: UUID
    sha256: str
    name: str
    answers: tuple[Answer, ...]
    faults: tuple[Fault, ...]

    @classmethod
    def through(cls, asking: UUID, survey: Survey, name: str, content: bytes) -> Self:
        """Look through a file. Raises BadFile."""
        found = sort_out(survey, read(content))
        kept = "".join(each for each in name if each.isprintable())[:_LONGEST_NAME]
        return cls(asking, sha256(content).hexdigest(), kept, found.answers, found.faults)

    @classmethod
    def unpacked(cls, packed: str) -> Self | None:
        """As the page carried it; nothing where it was changed on the way."""
        try:
            told = signing.loads(packed, salt=_SALT)
        except signing.BadSignature:
            return None
        answers = tuple(Answer(**each) for each in told["answers"])
        faults = tuple(Fault(**each) for each in told["faults"])
        return cls(UUID(told["asking"]), told["sha256"], told["name"], answers, faults)

    def packed(self) -> str:
        """For a field of the page. Raises BadFile where a form could not send it back."""
        packed = signing.dumps({**asdict(self), "asking": str(self.asking)}, salt=_SALT, compress=True)
        if len(packed) > _LONGEST:
            raise BadFile(gettext("These answers are too long to be looked through at once. Divide the file in two."))
        return packed

    @property
    def rejected(self) -> int:
        """How many lines are not taken in."""
        return len({fault.line for fault in self.faults})
