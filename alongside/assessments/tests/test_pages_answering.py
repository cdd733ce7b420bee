"""Answering on two pages at once, too late, or wrongly: the page says so and loses nothing that was typed."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.actions.participation import join
from alongside.assessments.doors import COOKIE
from alongside.assessments.models import Rating, SharedReason
from alongside.assessments.tests.devices import hidden, says
from tests import makers

pytestmark = pytest.mark.django_db
TYPED = "What I typed on the bus, <b>all</b> of it"
ESCAPED = "What I typed on the bus, &lt;b&gt;all&lt;/b&gt; of it"


@pytest.fixture
def assessment():
    return makers.assessment(makers.partnership())


def device_of(assessment, group="staff"):
    chosen = assessment.groups.get(key=group)
    joined = join(assessment=assessment, group=chosen, mode="own", may_show_alone=False)
    client = Client()
    client.cookies[COOKIE] = joined.secret
    client.person = joined.participant
    return client


@pytest.fixture
def device(assessment):
    return device_of(assessment)


def here(name, assessment, *args):
    return reverse(name, args=[assessment.pk, *args])


def save(device, assessment, shown=None, **answers):
    """Send the form of a page that was opened before, or of one that is opened now."""
    address = here("answer", assessment, "risk")
    shown = shown if shown is not None else hidden(device.get(address))
    return device.post(address, {**shown, "answer": "engagement", "reason": "", **answers})


def test_answer_without_a_choice_keeps_what_was_typed(assessment, device):
    response = save(device, assessment, answer="", reason=TYPED)
    assert response.status_code == 422
    assert says(response, "Choose an answer")
    assert ESCAPED in response.content.decode()
    assert not Rating.objects.exists()


def test_answer_that_is_too_long_keeps_what_was_typed(assessment, device):
    response = save(device, assessment, reason="x" * 2001)
    assert response.status_code == 422
    assert says(response, "x" * 2001)


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": "harvest"},
        {"answer": "not_agreed"},
        {"round": ""},
        {"round": "x"},
        {"round": "-1"},
        {"revision": "y"},
    ],
)
def test_answer_that_was_tampered_with_is_refused_and_nothing_lost(assessment, device, wrong):
    response = save(device, assessment, **{"reason": TYPED} | wrong)
    assert response.status_code == 422
    assert ESCAPED in response.content.decode()
    assert not Rating.objects.exists()


@pytest.mark.parametrize("wrong", [{"round": "99999999999999999999"}, {"revision": "99999999999999999999"}])
def test_answer_with_an_impossible_number_is_a_conflict(assessment, device, wrong):
    assert save(device, assessment, **wrong).status_code == 409


def test_answer_from_two_pages_is_a_conflict_that_the_next_press_resolves(assessment, device):
    old = hidden(device.get(here("answer", assessment, "risk")))
    save(device, assessment, answer="development", reason="First")
    response = save(device, assessment, shown=old, answer="transformation", reason=TYPED)
    assert response.status_code == 409
    assert says(response, "on a different page")
    assert ESCAPED in response.content.decode()
    assert Rating.objects.get().reason == "First"
    assert save(device, assessment, shown=hidden(response), answer="transformation", reason=TYPED).status_code == 302
    assert Rating.objects.get().reason == TYPED


def test_answer_sent_twice_counts_once(assessment, device):
    shown = hidden(device.get(here("answer", assessment, "risk")))
    assert save(device, assessment, shown=shown).status_code == save(device, assessment, shown=shown).status_code == 302
    assert Rating.objects.count() == 1


def test_answer_after_the_reveal_is_a_conflict_and_counts_in_the_next_round(assessment, device):
    makers.rate_all(makers.participants(assessment, "staff", 5), {"risk": "engagement"})
    old = hidden(device.get(here("answer", assessment, "risk")))
    makers.reveal_all(assessment, ["risk"])
    response = save(device, assessment, shown=old, answer="transformation", reason=TYPED)
    assert response.status_code == 409
    assert ESCAPED in response.content.decode()
    assert says(response, "round 2")
    save(device, assessment, shown=hidden(response), answer="transformation", reason=TYPED)
    assert device.person.ratings.get().round == 2


def test_reveal_is_seen_by_participants_only_once_it_happened(assessment, device):
    address = here("see-together", assessment, "risk")
    makers.rate_all([device.person], {"risk": "engagement"})
    assert device.get(address).status_code == 404
    makers.reveal_all(assessment, ["risk"])
    assert says(device.get(address), "Too few people answered", "Staff")
    assert says(device.get(here("understand", assessment, "risk")), "have been shown to everybody")


def test_reason_that_changed_since_the_preview_is_shown_once_more(assessment, device):
    save(device, assessment, reason="First words")
    preview = here("share-reason", assessment, "risk")
    old = hidden(device.get(preview))
    save(device, assessment, reason="Other words")
    response = device.post(preview, {**old, "share": "yes"})
    assert response.status_code == 409
    assert says(response, "Other words")
    assert not SharedReason.objects.exists()
    assert device.post(preview, {**hidden(response), "share": "yes"}).status_code == 302
    assert SharedReason.objects.get().text == "Other words"


def test_reason_is_escaped_in_the_preview_and_on_everybodys_page(assessment, device):
    mark = "<script>alert(1)</script>"
    save(device, assessment, reason=mark)
    preview = here("share-reason", assessment, "risk")
    assert mark not in device.get(preview).content.decode()
    device.post(preview, {**hidden(device.get(preview)), "share": "yes"})
    makers.reveal_all(assessment, ["risk"])
    shown = device.get(here("see-together", assessment, "risk")).content.decode()
    assert "&lt;script&gt;" in shown
    assert mark not in shown


def test_reason_without_words_leads_back_to_the_answer(assessment, device):
    assert device.get(here("share-reason", assessment, "risk"))["Location"] == here("answer", assessment, "risk")


def test_answers_of_a_closed_assessment_are_gone_and_nothing_is_asked(assessment, device):
    makers.rate_all([device.person], {"risk": "engagement"}, reason="Only for me")
    makers.reveal_all(assessment, ["risk"])
    makers.decide(assessment, "risk", "engagement")
    makers.close(assessment)
    assert device.get(here("answer", assessment, "risk")).status_code == 302
    assert says(device.get(here("my-part", assessment)), "This assessment is closed")
    assert says(device.get(here("my-answers", assessment)), "have been deleted")
    assert not says(device.get(here("my-answers", assessment)), "Only for me")
    back = device.post(here("finish", assessment))
    assert back.status_code == 422
    assert says(back, f'href="{here("my-part", assessment)}"')


def test_unknown_challenge_is_not_found(assessment, device):
    for name in ("understand", "answer", "share-reason", "my-cards", "see-together"):
        assert device.get(here(name, assessment, "first-visit")).status_code == 404


def test_forms_from_other_sites_are_refused(assessment):
    known = device_of(assessment)
    device = Client(enforce_csrf_checks=True)
    device.cookies[COOKIE] = known.cookies[COOKIE].value
    makers.rate_all([known.person], {"risk": "engagement"}, reason="Mine")
    names = ["my-choice", "finish", "hand-over", "leave-assessment"]
    addresses = [here(name, assessment) for name in names]
    addresses += [here(name, assessment, "risk") for name in ("answer", "share-reason", "my-cards")]
    for address in [*addresses, reverse("join")]:
        assert device.post(address, {"share": "yes", "alone": "yes"}).status_code == 403, address
    known.person.refresh_from_db()
    assert (known.person.finished_at, known.person.may_show_alone) == (None, False)
    assert not SharedReason.objects.exists()
    assert Rating.objects.count() == 1
