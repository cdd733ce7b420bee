"""What people fill in to share a record, or choose to compare two."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.feedback.actions.asking import MOST_CARDS
from alongside.ui.forms import Choice, Form, Text, Whole

LONGEST_SHARE = 365


class ShareForm(Form):
    """For whom, for how long, and with how much in it."""

    for_whom = Text(
        _("Who is this link for?"),
        missing=_("Enter who this link is for"),
        hint=_("A person, a meeting or an organisation, like “Scrutiny committee of the council”."),
        max_length=120,
    )
    days = Whole(
        _("For how many days may they open it?"),
        missing=_("Enter a number of days, like 30"),
        hint=_("Up to a year. You can take it back sooner."),
        at_least=1,
        at_most=LONGEST_SHARE,
        width=3,
        suffix=_("days"),
    )
    with_reasons = Choice(
        _("May they read the reasons and accounts that people shared?"),
        missing=_("Choose yes or no"),
        choices=[
            (
                "no",
                _("No"),
                _(
                    "They see what was agreed and why, who saw it differently in the words you wrote down, the answers "
                    "by group and the documents."
                ),
            ),
            (
                "yes",
                _("Yes"),
                _("Also what people wrote in their own words and chose to share. They were told of this."),
            ),
        ],
    )


class WhichForm(Form):
    """Which two records to set side by side."""

    then = Choice(_("Then"), missing=_("Choose a record"), drop_down=True)
    now = Choice(_("Now"), missing=_("Choose a record"), drop_down=True)


class CardsForm(Form):
    """How many cards for people to answer with."""

    how_many = Whole(
        _("How many cards?"),
        missing=_("Say how many cards"),
        hint=_("Eight fit on a page. Print a few more than the people you hope to ask."),
        at_least=1,
        at_most=MOST_CARDS,
        width=4,
        suffix=_("cards"),
    )
