"""What those who run a partnership say when they ask for a team."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.catalogue.survey import Survey
from alongside.people.models import Team
from alongside.ui.forms import Choice, Date, Form, LongText, Text, Whole

OPEN, CARDS = "open", "cards"


class AskForm(Form):
    """Which team, with which questions, between which days, and how people answer."""

    team = Choice(_("Which team?"), missing=_("Choose a team"), drop_down=True)
    survey = Choice(_("Which questions?"), missing=_("Choose the questions"))
    opens_on = Date(_("First day"), missing=_("Say on which day it begins"), hint=_("For example, 27 3 2027"))
    closes_on = Date(
        _("Last day"),
        missing=_("Say on which day it ends"),
        hint=_("Four to eight weeks give most people a chance. A year is the most."),
    )
    served = Whole(
        _("About how many people will be asked?"),
        hint=_(
            "For example the people the team expects to serve in these days, or its staff. A guess is enough: it helps "
            "to see later whether most of them answered. It is not published."
        ),
        at_least=1,
        at_most=1_000_000,
        required=False,
    )
    link = Choice(
        _("How do people answer?"),
        missing=_("Choose how people answer"),
        choices=[
            (
                CARDS,
                _("Only with printed cards"),
                _("Each card lets one answer in, once. Which card was used is kept nowhere."),
            ),
            (
                OPEN,
                _("With printed cards, and with a link, a poster, a ward tablet or face to face"),
                _(
                    "Easier to hand round. But with an open link one person can answer more than once, and so can "
                    "somebody who never met the team."
                ),
            ),
        ],
    )
    readers = Text(
        _("Who reads what people write in their own words?"),
        missing=_("Say who reads what people write"),
        hint=_(
            "People see this before they answer. It is a lead or the lived-experience co-lead of this partnership, "
            "who takes out names first. People are told that every member can read the words after that. "
            "Example: Joel Ames, lived-experience co-lead."
        ),
    )
    crisis = LongText(
        _("Where can somebody turn who needs help now?"),
        missing=_("Say where somebody can turn who needs help now"),
        hint=_(
            "People see this on every page while they answer. Ring the numbers once before you ask. If you ask staff, "
            "add where staff get support."
        ),
        rows=4,
        max_length=1000,
    )

    def __init__(self, *args: Any, teams: Iterable[Team], surveys: Sequence[Survey], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.teams = {str(team.pk): team for team in teams}
        self.surveys = {survey.id: survey for survey in surveys}
        names = [(key, team.name) for key, team in self.teams.items()]
        self.fields["team"].choices = [("", gettext("Choose a team")), *names]  # type: ignore[attr-defined]
        self.fields["survey"].choices = [  # type: ignore[attr-defined]
            (each.id, f"{each.title} ({each.version})", f"{each.who.strip()} {each.caution or ''}".strip())
            for each in surveys
        ]

    def answers(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        return {
            **{name: given[name] for name in ("opens_on", "closes_on", "served", "readers", "crisis")},
            "team": self.teams[given["team"]],
            "survey": self.surveys[given["survey"]],
            "link": given["link"] == OPEN,
        }
