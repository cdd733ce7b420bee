"""A signature's second proof is fresh, used once, and good for what was shown and for nothing else: passkeys."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from alongside.people import factors, second_proof
from alongside.people.second_proof import Factor, Why, ask, prove
from alongside.people.tests.making import a_user
from alongside.people.tests.signing import OTHER, PLAN, passkey_says_yes, refused
from tests.access.passkeys import answer, passkey

pytestmark = pytest.mark.django_db


def test_a_passkey_proves(signatory):
    proof = prove(signatory, PLAN, shown=PLAN, credential=passkey_says_yes(signatory))
    assert (proof.factor, proof.about, proof.person) == (Factor.WEBAUTHN, PLAN, signatory.user.pk)
    assert not signatory.session.keys()
    assert signatory.user.authenticator_set.get(type="webauthn").last_used_at


def test_what_a_passkey_said_to_other_content_proves_nothing(signatory):
    said = passkey_says_yes(signatory, OTHER)
    assert refused(signatory, credential=said) is Why.OTHER_CONTENT
    assert refused(signatory, OTHER, credential=said) is Why.NOT_ASKED, "the question is closed"
    assert refused(signatory, credential=passkey_says_yes(signatory), shown=OTHER) is Why.CHANGED


def test_without_the_binding_it_would_prove_it(signatory, monkeypatch):
    """The seeded fault: nobody compares what was shown with what is signed."""
    said = passkey_says_yes(signatory, OTHER)
    monkeypatch.setattr(second_proof, "constant_time_compare", lambda one, other: True)
    assert prove(signatory, PLAN, shown=OTHER, credential=said)


def test_a_question_is_open_for_five_minutes(signatory, later):
    said = passkey_says_yes(signatory)
    later(299)
    assert prove(signatory, PLAN, shown=PLAN, credential=said)
    later(0)
    said = passkey_says_yes(signatory)
    later(301)
    assert refused(signatory, credential=said) is Why.TOO_OLD


def test_without_the_limit_an_old_answer_would_do(signatory, later, monkeypatch):
    """The seeded fault: a question stays open."""
    monkeypatch.setattr(second_proof, "OPEN_FOR", timedelta(days=1))
    said = passkey_says_yes(signatory)
    later(301)
    assert prove(signatory, PLAN, shown=PLAN, credential=said)


def test_an_answer_counts_once_and_only_to_the_newest_question(signatory):
    first = passkey_says_yes(signatory)
    second = passkey_says_yes(signatory)
    assert refused(signatory, credential=first) is Why.WRONG_PASSKEY
    assert refused(signatory, credential=second) is Why.NOT_ASKED
    third = passkey_says_yes(signatory)
    assert prove(signatory, PLAN, shown=PLAN, credential=third)
    assert refused(signatory, credential=third) is Why.NOT_ASKED


def test_another_persons_passkey_proves_nothing(signatory):
    other = a_user()
    passkey(other, "their phone")
    options = ask(signatory, PLAN).request_options
    assert refused(signatory, credential=answer(other, options)) is Why.WRONG_PASSKEY


def test_without_the_owner_another_persons_passkey_would_do(signatory, monkeypatch):
    """The seeded fault: anybody's passkeys are looked at."""
    other = a_user()
    passkey(other, "their phone")
    check = factors.webauthn.complete_authentication
    monkeypatch.setattr(factors.webauthn, "complete_authentication", lambda user, response: check(other, response))
    options = ask(signatory, PLAN).request_options
    assert prove(signatory, PLAN, shown=PLAN, credential=answer(other, options))


def test_an_answer_made_on_another_website_proves_nothing(signatory, settings):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    options = ask(signatory, PLAN).request_options
    said = answer(signatory.user, options, origin="https://elsewhere.example")
    assert refused(signatory, credential=said) is Why.WRONG_PASSKEY
    options = ask(signatory, PLAN).request_options
    assert prove(signatory, PLAN, shown=PLAN, credential=answer(signatory.user, options, origin="https://testserver"))


@pytest.mark.parametrize(
    "rubbish", ["x", "[]", "null", "7", "{}", '{"id": "x", "rawId": 3, "response": []}', "[" * 9999]
)
def test_rubbish_from_a_browser_is_refused_with_a_sentence(signatory, rubbish):
    ask(signatory, PLAN)
    assert refused(signatory, credential=rubbish) is Why.WRONG_PASSKEY


def test_an_answer_that_lacks_a_part_or_is_forged_is_refused(signatory):
    whole = json.loads(passkey_says_yes(signatory))
    for part in list(whole["response"]):
        ask(signatory, PLAN)
        lacking = {**whole, "response": {key: value for key, value in whole["response"].items() if key != part}}
        assert refused(signatory, credential=json.dumps(lacking)) is Why.WRONG_PASSKEY, part
    forged = json.loads(passkey_says_yes(signatory))
    forged["response"]["signature"] = forged["response"]["signature"][:-8] + "AAAAAAAA"
    assert refused(signatory, credential=json.dumps(forged)) is Why.WRONG_PASSKEY


def test_a_question_for_a_signature_opens_no_other_door(signatory):
    """The library's own pages take what its own key of the session holds."""
    ask(signatory, PLAN)
    assert factors.webauthn.STATE_SESSION_KEY not in signatory.session
