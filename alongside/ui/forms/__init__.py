"""Forms whose fields know their sentences, and how any Django form becomes NHS components.

`Form` is the base. `Text`, `LongText`, `Email`, `Whole`, `Date`, `Tick`, `Choice` and `Choices` are the
fields: each takes its label first, and `missing=` is the sentence shown when it is empty ("Enter your name").
A field without `missing` is optional and is labelled so; `mark_optional=False` leaves that out. Draw with the
macros in ui/jinja2/ui/form.jinja.
"""

from alongside.ui.forms.choices import Choice, Choices
from alongside.ui.forms.dates import Date, DateParts
from alongside.ui.forms.fields import Email, Form, LongText, Text, Tick, Whole

__all__ = ["Choice", "Choices", "Date", "DateParts", "Email", "Form", "LongText", "Text", "Tick", "Whole"]
