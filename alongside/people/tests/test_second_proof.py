"""A signature's second proof is fresh, used once, and good for what was shown and for nothing else: codes."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.people import factors, second_proof
from alongside.people.second_proof import Factor, Why, about, ask, prove
from alongside.people.tests.making import PASSWORD, a_user, code_now, with_second_factor
from alongside.people.tests.signing import OTHER, PLAN, passkey_says_yes, refused
from tests.racing import at_once

pytestmark = pytest.mark.django_db
HALF_MINUTE = 30


# ── What is agreed to ───────────────────────────────────────────────────────────────────────────


def test_one_content_stands_for_itself_and_several_for_all_of_them_in_any_order():
    assert about([PLAN]) == about([PLAN, PLAN]) == PLAN
    assert about([PLAN, OTHER]) == about(iter([OTHER, PLAN]))
    assert len({about([PLAN]), about([OTHER]), about([PLAN, OTHER])}) == 3


@pytest.mark.parametrize("wrong", [[], ["plan"], [PLAN.upper()], [PLAN + "\n"], [PLAN, ""]])
def test_what_is_no_digest_is_refused(wrong):
    with pytest.raises(ValueError, match="SHA-256"):
        about(wrong)


def test_a_proof_covers_one_person_and_exactly_what_was_agreed(signatory):
    proof = prove(signatory, about([PLAN, OTHER]), shown=about([PLAN, OTHER]), code=code_now())
    me = signatory.user.pk
    assert proof.covers(me, [OTHER, PLAN])
    assert not proof.covers(me, [PLAN])
    assert not proof.covers(a_user().pk, [OTHER, PLAN])


# ── Codes ───────────────────────────────────────────────────────────────────────────────────────


def test_a_code_proves_and_says_when(signatory):
    before = timezone.now()
    proof = prove(signatory, PLAN, shown=PLAN, code=f" {code_now()[:3]} {code_now()[3:]} ")
    assert (proof.factor, proof.about, proof.person) == (Factor.TOTP, PLAN, signatory.user.pk)
    assert before <= proof.at <= timezone.now()
    assert not signatory.session.keys(), "a proof is kept nowhere"


def test_a_code_for_what_another_page_showed_proves_nothing_and_is_not_used_up(signatory):
    assert refused(signatory, code=code_now(), shown=OTHER) is Why.CHANGED
    assert refused(signatory, code=code_now(), shown="") is Why.CHANGED
    assert prove(signatory, PLAN, shown=PLAN, code=code_now())


def test_a_code_counts_once_for_other_content_too(signatory):
    prove(signatory, PLAN, shown=PLAN, code=code_now())
    assert refused(signatory, code=code_now()) is Why.USED_CODE
    assert refused(signatory, OTHER, code=code_now()) is Why.USED_CODE


def sign_in(user, code):
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client.post(reverse("mfa_authenticate"), {"code": code})


def test_a_code_that_signed_somebody_in_signs_nothing(signatory):
    assert sign_in(signatory.user, code_now()).status_code == 302
    assert refused(signatory, code=code_now()) is Why.USED_CODE


def test_a_code_that_signed_something_signs_nobody_in(signatory):
    prove(signatory, PLAN, shown=PLAN, code=code_now())
    assert sign_in(signatory.user, code_now()).status_code == 200


@pytest.mark.parametrize("first", ["signing in", "signing"])
def test_a_used_code_stays_used_when_the_cache_forgets_it(signatory, later, first):
    """Half a minute later, in another process, after a restart: the clock's tolerance alone would take it again."""
    code = code_now()
    if first == "signing":
        prove(signatory, PLAN, shown=PLAN, code=code)
    else:
        sign_in(signatory.user, code)
    for seconds in (0, HALF_MINUTE):
        later(seconds)
        cache.clear()
        assert refused(signatory, code=code) is Why.USED_CODE
        assert sign_in(signatory.user, code).status_code == 200
    assert prove(signatory, PLAN, shown=PLAN, code=code_now())


def test_with_the_library_alone_a_used_code_comes_back(signatory, later, monkeypatch):
    """The seeded fault: only the library's cache remembers."""
    monkeypatch.setattr(factors, "use_once", lambda app, code: True)
    code = code_now()
    prove(signatory, PLAN, shown=PLAN, code=code)
    later(HALF_MINUTE)
    cache.clear()
    assert prove(signatory, OTHER, shown=OTHER, code=code)


def test_an_older_code_than_the_last_is_refused_and_the_next_one_works(signatory, later):
    old = code_now()
    later(HALF_MINUTE)
    prove(signatory, PLAN, shown=PLAN, code=code_now())
    assert refused(signatory, code=old) is Why.USED_CODE
    later(2 * HALF_MINUTE)
    assert prove(signatory, PLAN, shown=PLAN, code=code_now())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_code_at_once_one_has_a_proof(asked, monkeypatch):
    user = a_user(second_factor=True)
    # Two processes with a cache each: neither knows of the other's mark.
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.TOTP._mark_code_used", lambda self, code: True)
    code = code_now()
    results = at_once(*[lambda: prove(asked(user), PLAN, shown=PLAN, code=code)] * 4)
    assert sorted(type(result).__name__ for result in results) == ["NotProven"] * 3 + ["Proof"]


def test_a_recovery_code_signs_nothing_and_is_still_good(signatory):
    codes = signatory.user.authenticator_set.get(type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    assert refused(signatory, code=code) is Why.RECOVERY_CODE
    assert refused(signatory, code=f"{code[:4]}-{code[4:]}") is Why.RECOVERY_CODE
    assert sign_in(signatory.user, code).status_code == 302


def test_a_wrong_code_an_empty_one_and_one_without_an_app(signatory, asked):
    wrong = f"{(int(code_now()) + 1) % 10**6:06}"
    assert refused(signatory, code=wrong) is Why.WRONG_CODE
    assert refused(signatory, code="ä") is Why.WRONG_CODE
    assert refused(signatory, code=" ") is Why.NO_CODE
    assert refused(asked(a_user()), code=code_now()) is Why.NO_APP


def test_another_persons_code_is_wrong(signatory):
    other = a_user()
    Authenticator.objects.create(user=other, type="totp", data={"secret": encrypt("GEZDGNBVGY3TQOJQ" * 2)})
    assert refused(signatory, code=code_now("GEZDGNBVGY3TQOJQ" * 2)) is Why.WRONG_CODE


# ── Guessing ────────────────────────────────────────────────────────────────────────────────────


def guess(request):
    return [refused(request, code="000000") for _ in range(second_proof.WRONG_CODES + 2)]


def test_guessing_ends_even_with_the_right_code_and_locks_nobody_out_of_the_rest(signatory, asked):
    assert guess(signatory)[-2:] == [Why.TOO_MANY] * 2
    assert refused(signatory, code=code_now()) is Why.TOO_MANY
    neighbour = asked(a_user(second_factor=True))
    assert prove(neighbour, PLAN, shown=PLAN, code=code_now())
    assert prove(signatory, PLAN, shown=PLAN, credential=passkey_says_yes(signatory))
    assert sign_in(signatory.user, code_now()).status_code == 302


def test_codes_that_were_right_or_used_are_not_counted(signatory, later):
    for turn in range(second_proof.WRONG_CODES + 2):
        later(turn * HALF_MINUTE)
        prove(signatory, PLAN, shown=PLAN, code=code_now())
        assert refused(signatory, code=code_now()) is Why.USED_CODE


def test_without_the_count_a_guesser_goes_on(signatory, monkeypatch):
    """The seeded fault: nothing is counted."""
    monkeypatch.setattr(second_proof, "too_many", lambda what, limit: False)
    assert set(guess(signatory)) == {Why.WRONG_CODE}


# ── Asking ──────────────────────────────────────────────────────────────────────────────────────


def test_the_question_offers_what_a_person_has(asked, signatory):
    def offered(user):
        question = ask(asked(user), PLAN)
        return question.has_app, question.has_passkey, question.request_options is not None

    assert offered(a_user()) == (False, False, False)
    assert offered(with_second_factor(a_user())) == (True, False, False)
    assert offered(signatory.user) == (True, True, True)
    Authenticator.objects.filter(user=signatory.user, type="totp").delete()
    assert offered(signatory.user) == (False, True, True)
