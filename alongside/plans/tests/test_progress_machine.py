"""Whatever is done with a plan in whatever order, no version's text, digest or signature ever changes by it."""

import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from alongside.audit.actor import Actor
from alongside.plans.actions import doing, drafting, signing
from alongside.plans.models import Cycle, Plan, PlanEnd, Review, Signature, Study, Update, Version, VersionState
from alongside.plans.queries.doing import carried_out, plan_doing
from alongside.plans.queries.versions import content_of, view_of
from alongside.plans.rules.content import digest
from alongside.plans.tests import carried
from alongside.ui.refusals import Refused
from tests import plan_makers

pytestmark = pytest.mark.django_db
SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
FEW = settings(
    max_examples=12,
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=SLOW,
    phases=[Phase.reuse, Phase.generate, Phase.shrink],
    print_blob=True,
)
SEEDED = settings(FEW, phases=[Phase.generate], database=None, derandomize=True)
PEOPLE = st.sampled_from(["lead", "co_lead", "facilitator", "commissioner", "contributor"])
PLACES = st.integers(0, 5)
WRITTEN_ONCE = (Cycle, Study, Review, Update)
NAMES = {model: [field.attname for field in model._meta.concrete_fields] for model in WRITTEN_ONCE}


def frozen():
    """Everything of every version that a signature rests on."""
    versions = {each.pk: (each.number, each.content, each.digest) for each in Version.objects.all()}
    acts = {each.pk: (each.act, each.digest, each.signatory, each.sequence) for each in Signature.objects.all()}
    return versions, acts


def once():
    """Everything that is written once, as it is."""
    return {
        (model, str(row["pk"])): str(row) for model in WRITTEN_ONCE for row in model.objects.values("pk", *NAMES[model])
    }


class Progress(RuleBasedStateMachine):
    """A plan in force: people carry it out, try, review, change the draft and sign, in any order."""

    def __init__(self):
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.who = plan_makers.cast()
        self.plan = plan_makers.in_force(self.who).plan
        self.versions, self.acts = frozen()
        self.rows = once()

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    def act(self, do, progress=True):
        """Do it, perhaps in vain; progress adds to the doing and touches no version."""
        ended = PlanEnd.objects.filter(plan=self.plan).exists()
        before, states = frozen(), VersionState.objects.count()
        try:
            with transaction.atomic():
                do()
        except Refused:
            assert frozen() == before and VersionState.objects.count() == states
        else:
            assert not ended, "an ended plan takes nothing more"
        if progress:
            assert frozen() == before

    def newest(self):
        return self.plan.versions.order_by("-number")[0]

    def in_force(self):
        return carried_out(self.plan)

    def commitment(self, place, of):
        ids = sorted(content_of(of).commitments, key=str)
        return ids[place % len(ids)]

    @rule(who=PEOPLE, place=PLACES, newest=st.booleans(), progress=st.sampled_from(["under-way", "done", "stuck"]))
    def say(self, who, place, newest, progress):
        of = self.newest() if newest else self.in_force()
        told = self.commitment(place, of)
        self.act(lambda: carried.say(getattr(self.who, who), self.in_force(), told, progress, reading="4"))

    @rule(who=PEOPLE)
    def try_out(self, who):
        self.act(lambda: carried.try_out(getattr(self.who, who), self.in_force()))

    @rule(who=PEOPLE, next=st.sampled_from(Study.Next.values), place=PLACES)
    def study(self, who, next, place):
        cycles = list(self.plan.cycles.all())
        if cycles:
            by = Actor.user(getattr(self.who, who).user_id)
            cycle = cycles[place % len(cycles)]
            self.act(lambda: doing.study_cycle(cycle=cycle, happened="a", learned="b", next=next, by=by))

    @rule(outcome=st.sampled_from(["carry-on", "carry-on", "change", "change", "end"]), stale=st.booleans())
    def review(self, outcome, stale):
        version = self.plan.versions.first() if stale else self.in_force()
        self.act(lambda: carried.review(self.who.facilitator, version, outcome))

    @rule()
    def change_the_draft_and_put_it_forward(self):
        def do():
            plan = Plan.objects.get(pk=self.plan.pk)
            drafting.describe(
                plan=plan, described=str(uuid.uuid4()), evidence_sources="", signed_by_sides=True, seen=plan.revision,
                review_on=timezone.localdate() + timedelta(days=99), by=Actor.user(self.who.lead.user_id),
            )  # fmt: skip
            plan_makers.opened(self.who, plan_makers.put_forward(self.who, plan))

        self.act(do, progress=False)

    @rule(who=st.sampled_from(["lead", "commissioner"]))
    def sign(self, who):
        self.act(lambda: plan_makers.sign(getattr(self.who, who), self.newest()), progress=False)

    @rule(who=st.sampled_from(["lead", "commissioner"]))
    def withdraw(self, who):
        by = Actor.user(getattr(self.who, who).user_id)
        self.act(lambda: signing.withdraw(version=self.in_force(), comment="No", by=by), progress=False)

    @invariant()
    def nothing_that_was_signed_or_written_once_has_changed(self):
        versions, acts = frozen()
        assert self.versions.items() <= versions.items() and self.acts.items() <= acts.items()
        assert all(digest(content) == kept for _, content, kept in versions.values())
        rows = once()
        assert self.rows.items() <= rows.items()
        self.versions, self.acts, self.rows = versions, acts, rows

    @invariant()
    def what_is_carried_out_is_what_is_in_force(self):
        found = plan_doing(view_of(Plan.objects.get(pk=self.plan.pk)), timezone.localdate())
        assert found.content == content_of(self.in_force())
        for review in self.plan.reviews.all():
            lines = set(review.lines.values_list("commitment", flat=True))
            assert lines == content_of(review.version).commitments


def test_progress_never_touches_a_version():
    run_state_machine_as_test(Progress, settings=FEW)


def test_progress_that_touches_a_version_is_caught(monkeypatch):
    """The seeded fault: an update that writes itself into what was signed."""
    real = doing.update

    def writes(*, plan, text, **given):
        made = real(plan=plan, text=text, **given)
        version = carried_out(plan)
        Version.objects.filter(pk=version.pk).update(content=version.content.replace("asked", "heard"))
        return made

    monkeypatch.setattr(doing, "update", writes)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Progress, settings=SEEDED)
