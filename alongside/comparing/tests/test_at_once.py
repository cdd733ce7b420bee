"""Two people at the same moment, what a start must not read, and what a move must not bring in."""

from __future__ import annotations

import subprocess
import sys

import pytest

from alongside.archive.rules import shapes
from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.comparing.actions import turns
from alongside.comparing.actions.comparing import compare
from alongside.comparing.models import Comparison, Turn
from alongside.comparing.queries.turns import standing
from alongside.comparing.tests.makers import LONG_AGO, REASON, compared, some_released, turned_on
from alongside.feedback.tests.makers import survey
from alongside.people.access import Role
from alongside.people.models import Partnership
from alongside.ui.refusals import Conflict, Refused
from tests import makers
from tests.racing import at_once


@pytest.mark.django_db(transaction=True)
def test_two_people_compare_and_one_comparison_is_made() -> None:
    here = makers.partnership()
    some_released(here, people=24)
    turned_on(here)

    def press() -> Comparison:
        return compare(partnership=here, survey=survey(), since=LONG_AGO, by=SYSTEM)

    results = at_once(press, press)
    assert sorted(type(each).__name__ for each in results) == ["Comparison", "Refused"], results
    made = Comparison.objects.get()
    assert made.compared.count() == 6 and made.result["measures"]


@pytest.mark.django_db(transaction=True)
def test_two_people_put_it_forward_and_one_is_told() -> None:
    here = makers.partnership()

    def press() -> Turn:
        given = {"survey": survey(), "reason": REASON, "after": 0, "role": Role.LEAD, "name": "Amina", "by": SYSTEM}
        return turns.turn_on(partnership=here, **given)  # type: ignore[arg-type]

    results = at_once(press, press)
    assert sorted(type(each).__name__ for each in results) == ["Conflict", "Turn"], results


@pytest.mark.django_db
def test_one_side_alone_turns_nothing_on(riverside: Partnership) -> None:
    who = {"role": Role.LEAD, "name": "Amina", "by": SYSTEM}
    made = turns.turn_on(partnership=riverside, survey=survey(), reason=REASON, after=0, **who)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="other side"):
        turns.confirm_turn(turn=made, **who)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Comparing is off"):
        compare(partnership=riverside, survey=survey(), since=LONG_AGO, by=SYSTEM)
    with pytest.raises(Refused, match="A lead and a lived-experience co-lead"):
        turns.confirm_turn(turn=made, role=Role.FACILITATOR, name="Priya", by=SYSTEM)
    turns.turn_off(partnership=riverside, survey=survey(), reason="", after=1, **who)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        turns.confirm_turn(turn=made, role=Role.CO_LEAD, name="Joel", by=SYSTEM)
    assert not standing(riverside, survey().key, survey().version).on
    assert list(Entry.objects.filter(target_type="turn").order_by("pk").values_list("verb", flat=True)) == [
        "proposed",
        "turned off",
    ]


@pytest.mark.django_db
def test_what_a_move_brings_in_is_words_and_numbers(riverside: Partnership) -> None:
    made = compared(riverside, people=24, answering_as={"person": 1, "carer": 1})
    made.refresh_from_db()
    frozen = made.result
    assert shapes.comparison(frozen) == frozen
    rows = frozen["measures"][0]["rows"]
    for place, bad in ((2, '"/><script>'), (3, None), (10, True), (5, float("inf")), (1, 7)):
        kept, rows[0][place] = rows[0][place], bad
        with pytest.raises((ValueError, TypeError)):
            shapes.comparison(frozen)
        rows[0][place] = kept


@pytest.mark.once(because="which files a program reads is the same beside any database")
def test_no_page_reads_the_methods_before_a_comparison_is_made() -> None:
    code = "import django; django.setup(); import alongside.config.urls, sys; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("False"), done.stdout
