"""Teams of a furnished partnership beside each other: published, comparing turned on by both sides, and compared."""

from __future__ import annotations

from alongside.comparing.tests.makers import compared
from alongside.people.models import Partnership

# Few enough of each team that its own results tell nobody apart, and enough of all teams together.
SAID = {"person": 0.22, "carer": 0.22, "rather-not-say": 0.56}


def beside_each_other(partnership: Partnership) -> dict[str, object]:
    """A comparison of five teams."""
    made = compared(partnership, teams=5, people=24, answering_as=SAID)
    return {
        "surveys/<slug:survey>": made.survey,
        "surveys/<slug:survey>/<str:version>": made.survey_version,
        "comparing/<uuid:comparison_id>": made.pk,
        "comparisons/<uuid:comparison_id>": made.pk,
        "questions/<slug:item>": "hope",
    }
