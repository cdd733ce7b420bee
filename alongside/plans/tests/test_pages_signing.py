"""The page on which plans are signed, and what stands beside a place: as somebody with a code app does it."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.assessments.models import Participant
from alongside.people.access import Role
from alongside.people.tests.making import code_now, forget_used_codes
from alongside.plans.models import Signature
from alongside.plans.queries.versions import plan_view
from alongside.plans.tests.planning_pages import of_version, send, shown, text_of, with_code
from tests import makers, plan_makers
from tests.access.passkeys import answer, passkey

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def opened(who):
    """Two versions that wait for lead and commissioner."""
    return [
        plan_makers.opened(who, plan_makers.put_forward(who, plan_makers.filled(who, plan)))
        for plan in plan_makers.plans(who, ["interactions", "risk"])
    ]


def page(who, *versions):
    query = "&".join(f"version={each.pk}" for each in versions)
    return reverse("sign-plans", args=[who.partnership.pk]) + (f"?{query}" if query else "")


def fields(*versions, **more):
    """What the page sends for these versions, besides what it hides about the proof."""
    return {"version": [str(each.pk) for each in versions], **{f"digest_{v.pk}": v.digest for v in versions}, **more}


def asked(client, where):
    """What a page asks of a passkey."""
    text = client.get(where).content.decode()
    data = re.search(r'<script id="passkey-data" type="application/json">(.*?)</script>', text)[1]
    return json.loads(data)["request_options"]


def signed(version):
    return [place.signed for place in plan_view(version.plan).versions[version.number - 1].places]


def test_what_waits_is_ticked_read_and_signed_with_one_code(who, opened):
    lead = with_code(who.lead)
    choose = text_of(lead.get(page(who)))
    assert choose.count("Read ") >= 2
    assert "Tick at least one" in text_of(lead.get(page(who) + "?chosen=yes"))
    where = page(who, *opened)
    said = text_of(lead.get(where))
    assert "Signing agrees goals; it varies no contract" in said
    for version in opened:
        assert version.digest in said
    assert said.index("What people who use services and carers say") < said.index("Your place")
    assert "No word yet from people who use services" in said
    done = lead.post(page(who), {**shown(lead, where), **fields(*opened, code=code_now(), comment="At last")})
    assert done.status_code == 302
    assert [signed(each) for each in opened] == [[True, False], [True, False]]
    assert {row.comment for row in Signature.objects.all()} == {"At last"}
    assert "Nothing waits for your signature" in text_of(lead.get(page(who)))


def test_one_that_waits_is_shown_at_once(who, opened):
    plan_makers.sign(who.lead, opened[0])
    assert "Sign this plan" in text_of(with_code(who.lead).get(page(who)))


def test_a_wrong_code_signs_nothing_and_keeps_the_comment(who, opened):
    lead = with_code(who.lead)
    sent = {**shown(lead, page(who, opened[0])), **fields(opened[0], code="000000", comment="My comment")}
    again = lead.post(page(who), sent)
    assert again.status_code == 422
    assert "My comment" in again.content.decode()
    assert signed(opened[0]) == [False, False]


def test_a_code_signs_once(who, opened):
    lead = with_code(who.lead)
    code = code_now()
    for place, version in enumerate(opened):
        sent = {**shown(lead, page(who, version)), **fields(version, code=code, comment="")}
        assert lead.post(page(who), sent).status_code == (302 if place == 0 else 422)
    assert [signed(each)[0] for each in opened] == [True, False]


def test_a_digest_that_was_tampered_with_signs_nothing(who, opened):
    """The page shows one thing and sends another: what is stored counts, and nothing of it is signed."""
    lead = with_code(who.lead)
    sent = {**shown(lead, page(who, opened[0])), **fields(opened[0], code=code_now(), comment="")}
    for forged in ({f"digest_{opened[0].pk}": "0" * 64}, {f"digest_{opened[0].pk}": ""},
                   {f"digest_{opened[0].pk}": opened[1].digest}, {"second_proof_about": opened[1].digest}):  # fmt: skip
        forget_used_codes()
        assert lead.post(page(who), {**sent, **forged}).status_code in (409, 422)
    assert not Signature.objects.exists()


def test_a_version_added_to_what_was_shown_signs_nothing(who, opened):
    """The proof was given for one; the form asks to sign two with it."""
    lead = with_code(who.lead)
    sent = {**shown(lead, page(who, opened[0])), **fields(*opened, code=code_now(), comment="")}
    assert lead.post(page(who), sent).status_code == 422
    assert not Signature.objects.exists()


def test_versions_of_others_are_not_taken(who, opened):
    elsewhere = plan_makers.cast()
    plan = plan_makers.filled(elsewhere, plan_makers.plans(elsewhere, ["risk"])[0])
    theirs = plan_makers.opened(elsewhere, plan_makers.put_forward(elsewhere, plan))
    lead = with_code(who.lead)
    for versions in ([theirs], [opened[0], theirs]):
        forget_used_codes()
        sent = {**shown(lead, page(who, opened[0])), **fields(*versions, code=code_now(), comment="My comment")}
        answered = lead.post(page(who), sent)
        assert answered.status_code == 409
        assert "My comment" in answered.content.decode()
        assert "Nothing is signed" in text_of(answered)
    assert not Signature.objects.exists()


def test_who_is_not_named_has_nothing_to_sign(who, opened):
    contributor = with_code(who.contributor)
    assert "Nothing waits for your signature" in text_of(contributor.get(page(who, opened[0])))
    assert contributor.post(page(who), fields(opened[0], code=code_now(), comment="")).status_code == 409
    for name in ("decline-plan", "comment-on-plan", "withdraw-signature"):
        assert "not one of those" in text_of(contributor.get(of_version(name, opened[0])))
        assert contributor.post(of_version(name, opened[0]), {"comment": "c"}).status_code == 422
    assert not Signature.objects.exists()


def test_what_was_taken_back_meanwhile_is_told_and_the_comment_stays(who, opened):
    lead = with_code(who.lead)
    sent = {**shown(lead, page(who, *opened)), **fields(*opened, code=code_now(), comment="My comment")}
    co_lead = makers.signed_in(who.co_lead)
    send(co_lead, of_version("take-back-version", opened[0]), comment="Old figures")
    answered = lead.post(page(who), sent)
    assert answered.status_code == 409
    assert "My comment" in answered.content.decode()
    assert not Signature.objects.exists()
    # What still waits can be signed from that very page.
    left = fields(opened[1], code=code_now(), comment="", second_proof_about=opened[1].digest)
    again = lead.post(page(who), left)
    assert again.status_code == 302
    assert signed(opened[1]) == [True, False]


def test_a_passkey_signs_what_it_was_asked_for_and_nothing_else(who, opened):
    lead = makers.signed_in(who.lead)
    passkey(who.lead.user, "Key")
    credential = answer(who.lead.user, asked(lead, page(who, opened[0])))
    wrong = fields(opened[1], comment="", credential=credential, second_proof_about=opened[1].digest)
    assert lead.post(page(who), wrong).status_code == 422
    credential = answer(who.lead.user, asked(lead, page(who, opened[0])))
    right = fields(opened[0], comment="", credential=credential, second_proof_about=opened[0].digest)
    assert lead.post(page(who), right).status_code == 302
    assert Signature.objects.get().factor == "webauthn"


def test_a_passkey_that_took_too_long_is_asked_again(who, opened, monkeypatch):
    lead = makers.signed_in(who.lead)
    passkey(who.lead.user, "Key")
    credential = answer(who.lead.user, asked(lead, page(who, opened[0])))
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    sent = fields(opened[0], comment="", credential=credential, second_proof_about=opened[0].digest)
    answered = lead.post(page(who), sent)
    assert answered.status_code == 422
    assert "five minutes" in text_of(answered)
    assert not Signature.objects.exists()


def test_without_a_second_factor_one_is_set_up_first_and_comes_back(who):
    plain = makers.member(who.partnership, Role.CONTRIBUTOR, "Cas", group="carers", secured=False)
    client = makers.signed_in(plain)
    answered = client.get(page(who))
    assert answered.status_code == 302
    assert answered["Location"] == reverse("second-factor-needed")
    assert client.session["wanted-before-second-factor"] == page(who)


def test_a_provider_view_cannot_be_opened_or_signed_and_says_why(who, opened):
    Participant.objects.filter(group__voice="people-who-use-services").update(answered_at=None)
    lead = with_code(who.lead)
    assert "provider’s view, incomplete" in text_of(lead.get(page(who)))
    said = text_of(lead.get(of_version("plan-version", opened[0])))
    assert "This cannot be signed" in said
    assert "Sign it" not in said
    assert lead.post(page(who), fields(opened[0], code=code_now(), comment="")).status_code == 409
    assert not Signature.objects.exists()


def test_decline_comment_and_withdraw_are_read_by_everybody(who, opened):
    lead = with_code(who.lead)
    version = opened[0]
    send(lead, of_version("decline-plan", version), comment="The target is too low.")
    send(lead, of_version("comment-on-plan", version), comment="I would sign 9 of 10.")
    plan_makers.sign(who.lead, version)
    send(lead, of_version("withdraw-signature", version), comment="I was too quick.")
    said = text_of(makers.signed_in(who.contributor).get(of_version("plan-version", version)))
    for words in ("The target is too low.", "I would sign 9 of 10.", "I was too quick.", "Withdrew"):
        assert words in said
    assert send(lead, of_version("withdraw-signature", version), comment="").status_code == 422


def test_a_signature_in_a_state_that_takes_none_keeps_the_words(who, opened):
    lead = with_code(who.lead)
    send(makers.signed_in(who.co_lead), of_version("take-back-version", opened[0]), comment="Old")
    answered = send(lead, of_version("decline-plan", opened[0]), comment="My reasons")
    assert answered.status_code == 409
    assert "My reasons" in answered.content.decode()
