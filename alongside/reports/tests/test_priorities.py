"""Once an order is decided, Template A, the spreadsheet and the record page say it; before that, none of them does."""

from __future__ import annotations

import pytest
from django.urls import reverse

from alongside.assessments.queries.record import record
from alongside.plans.models import Prioritising
from alongside.reports.spreadsheet import spreadsheet
from alongside.reports.telling import tell
from alongside.reports.template_a import template_a
from alongside.reports.tests.conftest import Scene
from alongside.reports.tests.reading import cells, document
from tests import makers, plan_makers

pytestmark = pytest.mark.django_db
DECIDED = "Lead and lived-experience co-lead decided the priorities. The first 2 are acted on now."
BY_HAND = "The priority column is empty on purpose"


@pytest.fixture
def begun(closed: Scene) -> Prioritising:
    """Choices are opened, and an order is put forward that nobody has confirmed."""
    found = plan_makers.chosen(plan_makers.prioritising(closed.partnership, closed.assessment))
    plan_makers.propose(found, ["risk", "training"])
    return found


def column(scene: Scene) -> list[object]:
    """The priority column of the spreadsheet."""
    return [row[5] for row in cells(spreadsheet(tell(record(scene.assessment))))["Template A"][2:]]


def test_an_order_that_waits_is_told_nowhere(closed: Scene, begun: Prioritising) -> None:
    found = document(template_a(tell(record(closed.assessment))))
    assert BY_HAND in found.text
    assert "decided the priorities" not in found.text
    assert set(column(closed)) == {None}
    assert b"Priority for action" not in page(closed)


def test_a_final_order_fills_the_column(closed: Scene, begun: Prioritising) -> None:
    plan_makers.order(begun, ["risk", "training"])
    told = tell(record(closed.assessment))
    assert [each.priority for each in told.challenges] == [3, 2, 4, 5, 6, 1, 7, 8, 9, 10]
    found = document(template_a(told))
    assert DECIDED in found.text
    assert BY_HAND not in found.text
    assert column(closed) == [3, 2, 4, 5, 6, 1, 7, 8, 9, 10]
    assert b"Priority for action" in page(closed)
    assert DECIDED.encode() in page(closed)


def page(scene: Scene) -> bytes:
    """The record on screen."""
    address = reverse("record", args=[scene.partnership.pk, scene.assessment.pk])
    return bytes(makers.signed_in(scene.lead).get(address).content)
