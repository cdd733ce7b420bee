"""Plans are written, put forward, opened, signed, declined and taken back in any order: what must hold, always holds.

What is right is worked out here, from the JSON of a version and from who did what, and never by asking the rules.
"""

import hashlib
import json
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from alongside.audit.actor import SYSTEM, Actor
from alongside.people.access import Role
from alongside.people.second_proof import Factor, Proof, about
from alongside.plans.actions import drafting, ending, signing, versions
from alongside.plans.models import PlanEnd, Signature, Version
from alongside.plans.queries.versions import plan_view
from alongside.plans.tests.planning_steps import KINDS, STEPS, Expected
from alongside.ui.refusals import Refused

PEOPLE = ("lead", "co_lead", "commissioner", "contributor")


class Planning(RuleBasedStateMachine):
    """Steps of people; each may be refused, and then nothing may have changed."""

    who = plans = None
    kinds = KINDS

    def __init__(self):
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.known, self.rows, self.edits = [], {}, 0
        self.members = {name: getattr(self.who, name) for name in PEOPLE}
        self.gone, self.ended = set(), set()

    def teardown(self):
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @initialize(opened=st.sampled_from([True, True, True, False]))
    def first_versions(self, opened):
        """Nothing happens to plans without a version, so that there is one from the start."""
        for place in (0, 1):
            self.put_forward(place, "lead")
            if opened:
                self.open(0, "co_lead")

    @rule(data=st.data())
    def step(self, data):
        """One rule for all steps: each must be possible in every example, or too few plans would ever be in force."""
        kind = data.draw(st.sampled_from(self.kinds), "kind")
        getattr(self, kind)(**{name: data.draw(choice, name) for name, choice in STEPS[kind].items()})

    def user(self, name):
        return self.members[name].user_id

    def by(self, name):
        return Actor.user(self.user(name))

    def picked(self, place):
        """One version that we know of."""
        expected = self.known[-1 - place % len(self.known)]
        return expected, Version.objects.get(pk=expected.pk)

    def overtaken(self, expected):
        return any(
            each.was_in_force and each.plan == expected.plan and each.number > expected.number for each in self.known
        )

    # ── Steps ───────────────────────────────────────────────────────────────────────────────────

    def carry_through(self, plan, first):
        """The way that it mostly goes: the draft is changed, put forward, opened, and signed by everybody."""
        if first == "withdraw":
            self.withdraw(0, "lead")
        self.edit(plan, also=False)
        before = len(self.known)
        self.put_forward(plan, "lead")
        if len(self.known) > before:
            self.open(0, "co_lead")
            for name in PEOPLE:
                self.sign_as(name, [0], "none")

    def edit(self, plan, also):
        """The draft changes; `also` adds or removes a third signatory."""
        draft = self.plans[plan]
        draft.refresh_from_db()
        self.edits += 1
        try:
            drafting.describe(
                plan=draft, described=f"As things are, take {self.edits}", evidence_sources="", seen=draft.revision,
                review_on=timezone.localdate() + timedelta(days=90), signed_by_sides=True, by=SYSTEM,
            )  # fmt: skip
        except Refused:
            assert draft.pk in self.ended, "a draft could not be changed"
            return
        assert draft.pk not in self.ended, "a plan that has ended was changed"
        if also:
            self.change_signatories(draft)

    def change_signatories(self, draft):
        draft.refresh_from_db()
        third = draft.signatories.filter(user=self.user("contributor")).first()
        if third:
            drafting.remove_signatory(plan=draft, signatory=third, seen=draft.revision, by=SYSTEM)
        elif "contributor" not in self.gone:
            drafting.name_signatory(
                plan=draft, side="provider", organisation_id=self.who.provider.pk, user_id=self.user("contributor"),
                post="Director of nursing", authority="The board", seen=draft.revision, by=SYSTEM,
            )  # fmt: skip

    def put_forward(self, plan, half):
        draft = self.plans[plan]
        draft.refresh_from_db()
        try:
            made = versions.put_forward(plan=draft, seen=draft.revision, role=self.role(half), by=self.by(half))
        except Refused:
            return
        assert draft.pk not in self.ended, "a plan that has ended was put forward"
        for each in self.known:
            if each.plan == draft.pk and each.state in ("put-forward", "open"):
                each.state = "taken-back"
        self.known.append(Expected(made, self.user(half)))

    def role(self, half):
        return Role.LEAD if half == "lead" else Role.CO_LEAD

    def open(self, place, half):
        expected, version = self.picked(place)
        members = {str(self.user(name)) for name in PEOPLE if name not in self.gone}
        right = expected.state == "put-forward" and expected.put_forward_by != self.user(half)
        try:
            versions.open_for_signature(version=version, role=self.role(half), by=self.by(half))
        except Refused:
            assert not (right and expected.required <= members), "a right opening was refused"
            return
        assert right
        assert expected.required <= members, "opened what can never be signed"
        expected.state = "open"

    def sign(self, places, names, trick):
        for name in names:
            self.sign_as(name, places, trick)

    def sign_as(self, name, places, trick):
        chosen = {expected.pk: (expected, version) for expected, version in map(self.picked, places)}.values()
        seen = {version: version.digest for _expected, version in chosen}
        if trick == "digest":
            # The page showed something else, and the proof is for that.
            seen = dict.fromkeys(seen, hashlib.sha256(b"what was read").hexdigest())
        proved = about([hashlib.sha256(b"another plan").hexdigest()] if trick == "other" else seen.values())
        proof = Proof(
            person=self.user("lead" if trick == "person" and name != "lead" else name),
            factor=Factor.TOTP,
            at=timezone.now() - timedelta(minutes=6 if trick == "old" else 0),
            about=proved,
        )
        honest = trick == "none" or (trick == "person" and name == "lead")
        right = honest and all(self.may_sign(expected, name) for expected, _version in chosen)
        try:
            in_force = signing.sign(versions=seen, comment="", proof=proof, by=self.by(name))
        except Refused:
            assert not right, "a right signature was refused"
            return
        assert right, "a signature was taken that must not be"
        for expected, version in sorted(chosen, key=lambda pair: pair[1].plan_id):
            expected.signed[str(self.user(name))] = expected.sha256
            assert (version.pk in {each.pk for each in in_force}) == expected.complete
            if expected.complete:
                expected.state, expected.was_in_force = "in-force", True

    def may_sign(self, expected, name):
        user = str(self.user(name))
        return (
            expected.state in ("open", "unsigned")
            and not self.overtaken(expected)
            and expected.plan not in self.ended
            and user in expected.required
            and name not in self.gone
            and expected.signed.get(user) != expected.sha256
        )

    def speak(self, place, name, what):
        expected, version = self.picked(place)
        try:
            getattr(signing, what)(version=version, comment="Not like this.", by=self.by(name))
        except Refused:
            return
        assert str(self.user(name)) in expected.required
        if what == "decline":
            assert expected.signed.get(str(self.user(name))) is None

    def withdraw(self, place, name):
        expected, version = self.picked(place)
        user = str(self.user(name))
        stands = expected.signed.get(user) == expected.sha256
        try:
            signing.withdraw(version=version, comment="I cannot stand by it.", by=self.by(name))
        except Refused:
            assert not stands or expected.state == "taken-back" or name in self.gone or expected.plan in self.ended
            return
        assert stands
        expected.signed.pop(user)
        if expected.state == "in-force":
            expected.state = "unsigned"

    def take_back(self, place, half):
        expected, version = self.picked(place)
        try:
            versions.take_back(version=version, why="It is not right yet.", role=self.role(half), by=self.by(half))
        except Refused:
            assert expected.state not in ("put-forward", "open")
            return
        assert expected.state in ("put-forward", "open")
        expected.state = "taken-back"

    def end(self, plan, half):
        draft = self.plans[plan]
        draft.refresh_from_db()
        mine = [each for each in self.known if each.plan == draft.pk]
        right = draft.pk not in self.ended and not any(each.was_in_force for each in mine)
        given = {"seen": draft.revision, "why": "Nobody wants it.", "role": self.role(half), "by": self.by(half)}
        try:
            ending.end_draft(plan=draft, **given)
        except Refused:
            assert not right, "a right end was refused"
            return
        assert right, "what was in force, or had ended, was ended"
        self.ended.add(draft.pk)
        for each in mine:
            if each.state in ("put-forward", "open"):
                each.state = "taken-back"

    def leave_or_come_back(self, name, again):
        member = self.members[name]
        if name in self.gone and again:
            self.who.partnership.memberships.create(user_id=member.user_id, role=member.role)
            self.gone.discard(name)
        elif name not in self.gone:
            self.who.partnership.memberships.filter(user_id=member.user_id).delete()
            self.gone.add(name)

    def bring_a_wrong_row(self, place, name):
        """A row in the database, bound to other content: from a damaged file, or by somebody at the machine."""
        expected, version = self.picked(place)
        said = next((e for e in json.loads(expected.text)["signatories"] if e["user_id"] == str(self.user(name))), None)
        if said is None:
            return
        sequence = version.signatures.filter(signatory=said["id"]).count() + 1
        version.signatures.create(
            signatory=said["id"], sequence=sequence, act="signed", name=name, post="p", authority="a",
            digest=hashlib.sha256(b"another content").hexdigest(), by_id=self.user(name),
        )  # fmt: skip

    # ── What must hold ──────────────────────────────────────────────────────────────────────────

    @invariant()
    def versions_never_change(self):
        kept = {each.pk: (each.content, each.digest) for each in Version.objects.filter(plan__in=self.plans)}
        assert kept == {each.pk: (each.text, each.sha256) for each in self.known}

    @invariant()
    def signatures_never_change_and_never_go(self):
        now = {row["id"]: row for row in Signature.objects.values()}
        assert {key: now.get(key) for key in self.rows} == self.rows
        self.rows = now

    @invariant()
    def each_version_is_where_it_must_be(self):
        for draft in self.plans:
            found = plan_view(draft)
            known = {each.pk: each for each in self.known if each.plan == draft.pk}
            for each in found.versions:
                expected = known[each.version.pk]
                assert each.state == expected.state
                signed = {str(place.who.user_id) for place in each.places if place.signed}
                assert signed == {user for user, digest in expected.signed.items() if digest == expected.sha256}
            ever = [each for each in known.values() if each.was_in_force]
            assert (found.in_force.content.number if found.in_force else 0) == max(
                (each.number for each in ever), default=0
            )

    @invariant()
    def what_ended_as_a_draft_has_ended_and_waits_for_nobody(self):
        assert set(PlanEnd.objects.filter(plan__in=self.plans).values_list("plan", flat=True)) == self.ended
        for each in self.known:
            assert not (each.plan in self.ended and (each.was_in_force or each.state in ("put-forward", "open")))

    @invariant()
    def in_force_means_signed_by_everybody_over_exactly_that(self):
        for each in self.known:
            if each.state == "in-force":
                assert each.complete
            assert not (each.state == "taken-back" and each.was_in_force)
