"""What the pages of a comparison say is true of it: its own reason, what limits stand for, what cannot be told."""

from __future__ import annotations

import pytest

from alongside.assessments.tests.devices import says
from alongside.audit.actor import SYSTEM
from alongside.comparing import drawing, wording
from alongside.comparing.actions.turns import turn_off
from alongside.comparing.rules.frozen import Result
from alongside.comparing.tests.makers import REASON, compared, turned_on
from alongside.comparing.tests.test_pages import at, question
from alongside.feedback.tests.makers import survey
from alongside.people.access import Role
from alongside.people.models import Membership, Partnership
from tests import makers

pytestmark = pytest.mark.django_db


def test_where_teams_cannot_be_told_apart_both_figures_say_so(riverside: Partnership, tom: Membership) -> None:
    made = compared(riverside, teams=12)
    [hope] = [each for each in made.result["measures"] if each["item"] == "hope"]
    hope["tau2"], hope["places"], hope["rankability"] = 0.0, True, 0.8
    made.save()
    page = makers.signed_in(tom).get(question(riverside, made))
    assert says(
        page, "It cannot be told whether the teams differ more than chance and rounding", "so no team gets a place"
    )
    assert "Of what two ordinary teams differ" not in page.content.decode()
    assert not says(page, "Show the places")


def test_an_older_comparison_has_no_middle_and_then_no_line(riverside: Partnership, tom: Membership) -> None:
    made = compared(riverside)
    client = makers.signed_in(tom)
    assert says(client.get(question(riverside, made)), "The broken line is the middle of all teams")
    for each in made.result["measures"]:
        del each["middle"]
    made.save()
    page = client.get(question(riverside, made))
    assert page.status_code == 200 and "broken line" not in page.content.decode()


def test_the_adjusted_picture_does_not_say_that_chance_keeps(riverside: Partnership, tom: Membership) -> None:
    made = compared(riverside, teams=12)
    measure = next(each for each in Result.from_json(made.result).measures if each.item == "hope")
    by_chance, adjusted = (drawing.funnel(measure, adjusted=each, title="") for each in (False, True))
    assert "chance keeps 998" in by_chance and "as much as all" not in by_chance
    assert "chance keeps" not in adjusted and "as much as all" in adjusted
    _head, rows = wording.limits_table(measure)
    assert rows[-1][0] == str(measure.lines[-1].people)


def test_an_old_comparison_keeps_its_reason_after_comparing_was_off(riverside: Partnership, tom: Membership) -> None:
    made = compared(riverside)
    client, since = makers.signed_in(tom), "comparing was turned off, and both sides turned it on again"
    page = client.get(question(riverside, made))
    assert says(page, REASON) and not says(page, since)
    turn_off(partnership=riverside, survey=survey(), reason="", after=1, role=Role.LEAD, name="Amina", by=SYSTEM)
    turned_on(riverside, reason="Another reason, which came later.", after=2)
    for address in (
        at("comparison", riverside, made),
        question(riverside, made),
        at("compared-groups", riverside, made),
    ):
        assert says(client.get(address), REASON, since)
        assert not says(client.get(address), "Another reason")
