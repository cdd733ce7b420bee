"""Everything the interface can draw, in every state, with names that are long and text that means harm."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms as django_forms
from django.utils.translation import gettext_lazy as _

from alongside.ui.charts import Category, Distribution, Row
from alongside.ui.forms import Choice, Choices, Date, Email, Form, LongText, Text, Tick, Whole

LONG = "Partnership for Recovery-Oriented Mental Health Services in the Upper and Lower Valleys and Coast"
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
HARM = '<script>alert("x")</script>'


def navigation(request: Any) -> list[tuple[str, str, bool]]:
    return [
        ("/", "Home", False),
        ("/a", "Assessments", True),
        ("/p", "Plans", False),
        ("/t", "Teams", False),
        ("/f", "Frameworks", False),
        ("/pe", "People", False),
    ]


def account(request: Any) -> list[tuple[str, str, str]]:
    return [("", "Priya Ramanathan", "get"), ("/me", "Your account", "get"), ("/out", "Sign out", "post")]


def footer_links(request: Any) -> list[tuple[str, str]]:
    return [("/1", "About"), ("/2", "Accessibility statement"), ("/3", "Privacy"), ("/4", "Help in a crisis")]


def banner(request: Any) -> str:
    return "Demonstration: invented people and places."


class GalleryForm(Form):
    name = Text(_("Your name"), missing=_("Enter your name"), hint=_("As you like to be called"), max_length=20)
    why = LongText(_("What would you like to say?"), max_length=120, rows=4)
    email = Email(_("Email address"), missing=_("Enter an email address"))
    many = Whole(_("How many people came?"), missing=_("Enter how many came"), at_most=500, suffix=_("people"))
    review = Date(
        _("When will you look at it again?"),
        missing=_("Enter a date"),
        hint=_("For example, 27 3 2027"),
        earliest=dt.date(2026, 1, 1),
    )
    stage = Choice(
        _("Which of these fits best?"),
        missing=_("Choose the one that fits best"),
        choices=[
            ("not-yet", _("Not there yet"), _("None of the others fits so far")),
            ("engagement", _("Engagement"), _("People have begun to talk about it and a few have been trained")),
            ("development", _("Development"), _("Most teams have changed something that people can see")),
            ("transformation", _("Transformation"), _("It is how things are done here, everywhere")),
            ("cannot-say", _("I can’t say")),
            ("misses", _("This question misses the point")),
        ],
        apart=("cannot-say", "misses"),
    )
    groups = Choices(
        _("Who should be in the room?"),
        choices=[
            ("users", _("People who use services"), _("At least two, so that nobody is alone")),
            ("carers", _("Carers, family and friends")),
            ("staff", _("Staff")),
        ],
        at_most=2,
    )
    team = Choice(_("Team"), choices=[("", _("Choose a team")), ("n", _("North")), ("s", _("South"))], drop_down=True)
    agreed = Tick(_("I have read who will see this"), missing=_("Tick the box when you have read it"))
    paper = django_forms.FileField(label=_("Minutes of the meeting"), required=False)
    password = django_forms.CharField(label=_("Password"), widget=django_forms.PasswordInput)


BROKEN = {
    "wrong-name": "A name that is much too long",
    "wrong-why": f"One line\n\n  another {HARM}",
    "wrong-email": "somebody",
    "wrong-many": "lots",
    "wrong-review_day": "31",
    "wrong-review_month": "feb",
    "wrong-review_year": "2027",
    "wrong-groups": ["users", "carers", "staff"],
    "wrong-agreed": "",
}

CATEGORIES = (
    Category("not-yet", "Not there yet"),
    Category("engagement", "Engagement"),
    Category("development", "Development"),
    Category("transformation", "Transformation"),
    Category("cannot-say", "I can’t say", "apart"),
    Category("misses", "Misses the point", "apart"),
)


def chart() -> Distribution:
    return Distribution(
        title="Where is the service on training?",
        description="Each bar is one group. The longer a part, the more of that group chose it.",
        categories=CATEGORIES,
        rows=(
            Row("People who use services", (5, 3, 1, 0, 2, 1)),
            Row("Carers, family and friends", (0, 0, 0, 0, 4, 1)),
            Row("Staff", (1, 9, 14, 2, 0, 0), note="Six of them joined on paper."),
            Row("Managers and board members of the provider and its partners", (0, 1, 2, 60, 0, 0)),
            Row("Commissioners", (), note="Fewer than five people: not shown separately."),
        ),
    )


def many_stages() -> Distribution:
    stages = tuple(Category(f"s{n}", f"Stage {n} of a local framework with long names") for n in range(1, 8))
    return Distribution(
        "A framework with seven stages", "Any number works.", stages, (Row("Staff", (1, 0, 3, 4, 2, 1, 1)),)
    )


def context() -> dict[str, Any]:
    return {
        "title": "Gallery",
        "form": GalleryForm(BROKEN, prefix="wrong"),
        "plain": GalleryForm(initial={"review": dt.date(2027, 3, 27), "stage": "development"}),
        "long_name": LONG,
        "unbroken": UNBROKEN,
        "harm": HARM,
        "chart": chart(),
        "seven": many_stages(),
        "moment": dt.datetime(2026, 7, 21, 14, 5, tzinfo=dt.UTC),
        "csrf_input": "",
    }
