"""What people fill in about desks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.ui.forms import Form, Text


class ReaderForm(Form):
    """Who may open a desk."""

    email = Text(
        _("E-mail address of somebody with an account"),
        missing=_("Enter an e-mail address"),
        hint=_("They read what providers share with this organisation, and nothing else."),
        max_length=254,
    )
