"""The machine of plans and signatures holds in any order, and finds every fault that is sown into the rules."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from alongside.plans.actions import signing, versions
from alongside.plans.models import Plan, Version
from alongside.plans.tests.planning_machine import Planning
from alongside.plans.tests.planning_steps import KINDS
from alongside.ui.refusals import Refused
from tests import plan_makers

pytestmark = pytest.mark.django_db
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
PHASES = [Phase.reuse, Phase.generate, Phase.shrink]
FEW = settings(
    max_examples=30, stateful_step_count=30, deadline=None, suppress_health_check=SLOW, phases=PHASES, print_blob=True
)
SEEDED = settings(FEW, max_examples=150, phases=[Phase.generate], database=None, derandomize=True)


@pytest.fixture
def planning():
    """The machine, with a partnership and two plans that are ready to be put forward."""
    who = plan_makers.cast()
    found = [plan_makers.filled(who, plan) for plan in plan_makers.plans(who, ["interactions", "commitment"])]
    return type("PlanningHere", (Planning,), {"who": who, "plans": found})


def test_planning_holds_in_any_order(planning):
    run_state_machine_as_test(planning, settings=FEW)


def rule_that_ignores_the_digest(acts, digest):
    newest = {}
    for each in sorted(acts, key=lambda act: act.sequence):
        if each.act != "commented":
            newest[each.signatory] = each
    return newest


def put_forward_over_the_last(*, plan, seen, role, by):
    """The seeded fault: the draft is written into the version that is there."""
    last = plan.versions.order_by("-number").first()
    if last is None:
        return versions_put_forward(plan=plan, seen=seen, role=role, by=by)
    text = versions.to_text(versions.draft(plan))
    Version.objects.filter(pk=last.pk).update(content=text, digest=versions.digest(text))
    raise Refused("done")


versions_put_forward, versions_move = versions.put_forward, versions.move
FAULTS = {
    "a signature over other content counts": ("alongside.plans.rules.versions.standing", rule_that_ignores_the_digest),
    "one signature is enough": (
        "alongside.plans.actions.signing.is_signed",
        lambda content, digest, acts: any(each.act == "signed" for each in acts),
    ),
    "a state is not looked at": ("alongside.plans.actions.signing.may_sign", lambda state: True),
    "a proof is not looked at": ("alongside.people.second_proof.Proof.covers", lambda self, person, digests: True),
    "whoever wants signs": (
        "alongside.plans.actions.signing._place_of",
        lambda version, plan, by: signing.content_of(version).signatories[0],
    ),
    "a version is written over": ("alongside.plans.actions.versions.put_forward", put_forward_over_the_last),
    "what waited goes on waiting": (
        "alongside.plans.actions.versions.move",
        lambda version, to, by, why="": None if to == "taken-back" else versions_move(version, to, by, why),
    ),
    "one person puts forward and opens": (
        "alongside.plans.actions.versions.open_for_signature",
        lambda *, version, role, by: versions_move(version, "open", by),
    ),
    "what was overtaken is signed": ("alongside.plans.actions.signing._is_overtaken", lambda version: False),
    "an old proof will do": ("alongside.plans.actions.signing.OPEN_FOR", timedelta(days=1)),
    "what is in force is ended": ("alongside.plans.actions.ending.carried_out", lambda plan: None),
    "an end leaves what waits open": (
        "alongside.plans.actions.ending.take_back_what_waits",
        lambda plan, *, why, by: None,
    ),
    "what has ended is changed": (
        "alongside.plans.actions.drafting.my_turn",
        lambda plan: Plan.objects.get(pk=plan.pk),
    ),
}


# Where a fault shows only after certain steps, they come more often: a test must not take minutes.
HASTE = {
    "a signature over other content counts": [
        "sign",
        "sign",
        "bring_a_wrong_row",
        "carry_through",
        "open",
        "put_forward",
    ],
    "a proof is not looked at": ["sign", "sign", "sign", "open", "put_forward", "edit"],
    "an old proof will do": ["sign", "sign", "sign", "open", "put_forward", "edit"],
    "one person puts forward and opens": ["open", "put_forward", "edit"],
    "what was overtaken is signed": ["carry_through", "sign"],
    "what is in force is ended": ["carry_through", "end"],
    "an end leaves what waits open": ["end", "put_forward", "open", "sign"],
    "what has ended is changed": ["end", "edit", "put_forward"],
}


@pytest.mark.parametrize("fault", FAULTS)
def test_planning_finds(planning, monkeypatch, fault):
    where, instead = FAULTS[fault]
    monkeypatch.setattr(where, instead)
    planning.kinds = HASTE.get(fault, KINDS)
    with pytest.raises((AssertionError, KeyError, TypeError)):
        run_state_machine_as_test(planning, settings=SEEDED)
