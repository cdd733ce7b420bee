"""Tables that answer for every member of a list answer for all of them: a new role, state or kind forgets nothing."""

from __future__ import annotations

from uuid import uuid4

from alongside.assessments.models import AssessmentState
from alongside.assessments.rules.states import NEXT
from alongside.audit.actor import SYSTEM, Actor, ActorKind
from alongside.evidence.models import Card
from alongside.evidence.rules import ACCOUNTS, DOCUMENTS
from alongside.library.rules.comparing import Standing
from alongside.library.views.reading import standing_names
from alongside.people.access import (
    DECIDES_AS_CO_LEAD,
    DECIDES_AS_LEAD,
    GRANTS,
    ROLE_MEANS,
    ROLE_NAMES,
    SECOND_FACTOR,
    Can,
    Role,
)
from alongside.people.rules import Kept
from alongside.people.wording import KEPT


def test_every_role_has_grants_a_name_and_a_meaning() -> None:
    assert set(GRANTS) == set(ROLE_NAMES) == set(ROLE_MEANS) == set(Role)


def test_who_may_change_anything_proves_who_they_are_twice() -> None:
    changes = {Can.MANAGE_PEOPLE, Can.RUN_ASSESSMENT, Can.REVEAL, Can.DECIDE, Can.SHARE_RECORD, Can.CHANGE_LIBRARY}
    changes |= {Can.ASK_FEEDBACK, Can.PUBLISH_FEEDBACK, Can.COMPARE_TEAMS}
    assert {role for role in Role if GRANTS[role] & changes} <= SECOND_FACTOR


def test_both_halves_of_a_decision_may_decide_and_have_equal_rights() -> None:
    assert GRANTS[DECIDES_AS_LEAD] == GRANTS[DECIDES_AS_CO_LEAD]
    assert {role for role in Role if Can.DECIDE in GRANTS[role]} == {DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD}


def test_an_observer_only_reads() -> None:
    assert GRANTS[Role.OBSERVER] == {Can.SEE_PARTNERSHIP, Can.SEE_RECORD}


def test_every_state_says_what_may_follow() -> None:
    states = set(AssessmentState.State)
    assert set(NEXT) == states
    assert set().union(*NEXT.values()) <= states
    assert NEXT[AssessmentState.State.CLOSED] == frozenset()


def test_every_state_but_the_first_can_be_reached() -> None:
    assert set().union(*NEXT.values()) == set(AssessmentState.State) - {AssessmentState.State.PREPARING}


def test_every_kind_of_card_is_a_document_an_account_or_a_silence() -> None:
    assert {*DOCUMENTS, *ACCOUNTS, Card.Kind.SILENCE} == set(Card.Kind)
    assert set(DOCUMENTS) & set(ACCOUNTS) == set()


def test_every_reason_to_stay_and_every_comparison_has_words() -> None:
    assert set(KEPT) == set(Kept)
    assert set(standing_names()) == set(Standing)


def test_every_kind_of_actor_can_be_made() -> None:
    assert {SYSTEM.kind, Actor.user(uuid4()).kind, Actor.participant(uuid4()).kind} == set(ActorKind)
