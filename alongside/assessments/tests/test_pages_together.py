"""The room reveals, talks, decides and closes: pages for members, by role."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.models import Decision, ParkedQuestion, Reveal
from alongside.assessments.queries.decisions import recorded_decisions
from alongside.assessments.queries.states import current_state
from alongside.assessments.tests.devices import agree, hidden, says
from alongside.audit.actor import SYSTEM
from alongside.evidence.actions import add_card as add_evidence
from alongside.people.access import Role
from tests import makers

pytestmark = pytest.mark.django_db
TYPED = {"outcome": "development", "reason": "A long reason, typed slowly", "dissent": "Two of us differ"}


@pytest.fixture
def assessment():
    made = makers.assessment(makers.partnership(), groups=["people-who-use-services", "staff"])
    makers.rate_all(makers.participants(made, "staff", 5), {"risk": "engagement", "training": "engagement"})
    makers.rate_all(makers.participants(made, "people-who-use-services", 5), {"risk": "not_there_yet"})
    return made


@pytest.fixture
def who(assessment):
    return {role: makers.signed_in(makers.member(assessment.partnership, role)) for role in Role}


def at(name, assessment, *args):
    return reverse(name, args=[assessment.partnership_id, assessment.pk, *args])


def send(client, address, **answers):
    return client.post(address, {**hidden(client.get(address)), **answers})


def show(who, assessment, item="risk"):
    return send(who[Role.FACILITATOR], at("reveal", assessment, item))


def test_reveal_page_shows_counts_of_people_and_asks_first(assessment, who):
    page = who[Role.FACILITATOR].get(at("reveal", assessment, "risk"))
    assert says(page, "This cannot be undone", "People who use services", "Joined", "Answered something")
    assert not Reveal.objects.exists()


def test_reveal_of_one_challenge_leads_to_it(assessment, who):
    assert show(who, assessment)["Location"] == at("challenge", assessment, "risk")
    page = who[Role.OBSERVER].get(at("challenge", assessment, "risk"))
    assert says(page, "of people who use services is “Not there yet”; of staff it is “Engagement”")
    assert list(Reveal.objects.values_list("item", flat=True)) == ["risk"]


def test_reveal_of_all_leads_to_the_order_to_talk_in(assessment, who):
    assert send(who[Role.LEAD], at("reveal-all", assessment))["Location"] == at("challenges", assessment)
    text = who[Role.LEAD].get(at("challenges", assessment)).content.decode()
    assert 0 < text.index("together/risk/") < text.index("together/training/") < text.index("Not shown yet")


def test_a_later_round_that_would_show_nobody_is_not_opened_before_somebody_is_sure(assessment, who):
    """The fault: it is opened for ever, and the late answer in it can never be shown. No page tells it beforehand."""
    show(who, assessment)
    makers.rate_all(makers.participants(assessment, "staff", 1), {"risk": "transformation"})
    address, lead = at("reveal", assessment, "risk"), who[Role.LEAD]
    warned = lead.post(address, hidden(lead.get(address)))
    assert warned.status_code == 409 and says(warned, "nobody’s answer would be shown", "Open it all the same")
    assert Reveal.objects.count() == 1
    makers.rate_all(makers.participants(assessment, "staff", 4), {"risk": "transformation"})
    assert lead.post(address, hidden(lead.get(address))).status_code == 302
    assert Reveal.objects.count() == 2, "with five of a group there is no question"


def test_who_is_sure_opens_it_all_the_same_and_the_first_round_is_never_asked_about(assessment, who):
    small = makers.assessment(assessment.partnership, title="Small")
    makers.rate_all(makers.participants(small, "carers", 1), {"risk": "engagement"})
    assert show(who, small).status_code == 302, "or a small partnership could decide nothing"
    makers.rate_all(makers.participants(small, "carers", 1), {"risk": "engagement"})
    address, lead = at("reveal", small, "risk"), who[Role.LEAD]
    warned = lead.post(address, hidden(lead.get(address)))
    assert lead.post(address, hidden(warned)).status_code == 302
    assert small.reveals.count() == 2


def test_of_all_challenges_only_those_that_would_show_nobody_stay_shut(assessment, who):
    send(who[Role.LEAD], at("reveal-all", assessment))
    makers.rate_all(makers.participants(assessment, "staff", 1), {"risk": "transformation"})
    makers.rate_all(makers.participants(assessment, "staff", 5), {"training": "transformation"})
    before = assessment.reveals.count()
    assert send(who[Role.LEAD], at("reveal-all", assessment)).status_code == 302
    assert list(assessment.reveals.filter(round=2).values_list("item", flat=True)) == ["training"]
    assert assessment.reveals.count() == before + 1


def test_reveal_pressed_by_two_is_a_conflict_for_the_second_even_after_a_late_answer(assessment, who):
    address = at("reveal", assessment, "risk")
    old = hidden(who[Role.LEAD].get(address))
    show(who, assessment)
    makers.rate_all(makers.participants(assessment, "staff", 1), {"risk": "transformation"})
    response = who[Role.LEAD].post(address, old)
    assert response.status_code == 409
    assert says(response, "Nothing was changed")
    assert Reveal.objects.count() == 1


def test_reveal_without_the_rounds_that_were_seen_opens_nothing(assessment, who):
    for forged in ({}, {"round-risk": "x"}, {"round-risk": "2"}, {"round-risk": "9" * 30}):
        assert who[Role.LEAD].post(at("reveal", assessment, "risk"), forged).status_code == 409
    assert not Reveal.objects.exists()


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER])
def test_roles_that_only_take_part_or_read_cannot_run_the_room(assessment, who, role):
    show(who, assessment)
    decision = makers.decide(assessment, "risk", "engagement", confirmed=False)
    forbidden = [at("reveal-all", assessment), at("reveal", assessment, "training"), at("decide", assessment, "risk")]
    forbidden += [
        at(name, assessment) for name in ("close-assessment", "absences", "set-up-assessment", "open-assessment")
    ]
    forbidden += [at("park-question", assessment, "risk"), at("confirm-decision", assessment, decision.pk)]
    for address in forbidden:
        assert who[role].post(address, {"round-training": "1", **TYPED}).status_code == 403, address
    page = who[role].get(at("challenge", assessment, "risk"))
    assert page.status_code == 200
    assert not says(page, "Keep the question")
    assert not says(page, "I stand by this")


def test_facilitator_runs_the_room_but_records_no_decision(assessment, who):
    show(who, assessment)
    decision = makers.decide(assessment, "risk", "engagement", confirmed=False)
    facilitator = who[Role.FACILITATOR]
    assert facilitator.post(at("decide", assessment, "risk"), TYPED).status_code == 403
    assert facilitator.post(at("confirm-decision", assessment, decision.pk)).status_code == 403
    assert facilitator.post(at("close-assessment", assessment), {"agree": "on"}).status_code == 403
    assert facilitator.post(at("park-question", assessment, "risk"), {"text": "Why?"}).status_code == 302


def test_decision_goes_from_one_lead_to_the_other(assessment, who):
    show(who, assessment)
    lead, co_lead = who[Role.LEAD], who[Role.CO_LEAD]
    assert send(lead, at("decide", assessment, "risk"), **TYPED)["Location"] == at("challenge", assessment, "risk")
    assert says(lead.get(at("challenge", assessment, "risk")), "You stand by it", TYPED["reason"], TYPED["dissent"])
    waiting = co_lead.get(at("challenge", assessment, "risk"))
    assert says(waiting, "I stand by this")
    assert recorded_decisions(assessment) == {}
    co_lead.post(at("confirm-decision", assessment, Decision.objects.get().pk))
    assert recorded_decisions(assessment)["risk"].outcome == "development"


def test_decision_before_the_reveal_is_refused_with_what_was_typed(assessment, who):
    response = send(who[Role.LEAD], at("decide", assessment, "risk"), **TYPED)
    assert response.status_code == 422
    assert says(response, "Reveal people", TYPED["reason"], TYPED["dissent"])


def test_decision_without_a_reason_keeps_what_was_typed(assessment, who):
    show(who, assessment)
    response = send(who[Role.LEAD], at("decide", assessment, "risk"), **TYPED | {"reason": ""})
    assert response.status_code == 422
    assert says(response, "Write down the reason", TYPED["dissent"])
    assert not Decision.objects.exists()


@pytest.mark.parametrize("wrong", [{"outcome": "harvest"}, {"outcome": "cannot_say"}, {"after": ""}, {"after": "-1"}])
def test_decision_that_was_tampered_with_is_refused(assessment, who, wrong):
    show(who, assessment)
    assert send(who[Role.LEAD], at("decide", assessment, "risk"), **TYPED | wrong).status_code == 422
    assert not Decision.objects.exists()


def test_decision_written_at_the_same_time_is_a_conflict_that_keeps_what_was_typed(assessment, who):
    show(who, assessment)
    address = at("decide", assessment, "risk")
    old = hidden(who[Role.LEAD].get(address))
    send(who[Role.CO_LEAD], address, outcome="not_agreed", reason="The other one's reason", dissent="")
    response = who[Role.LEAD].post(address, {**old, **TYPED})
    assert response.status_code == 409
    assert says(response, TYPED["reason"], TYPED["dissent"], "The other one's reason")
    assert Decision.objects.count() == 1
    assert who[Role.LEAD].post(address, {**hidden(response), **TYPED}).status_code == 302
    assert Decision.objects.order_by("-sequence")[0].reason == TYPED["reason"]


def test_confirmation_of_what_was_replaced_is_a_conflict(assessment, who):
    show(who, assessment)
    first = makers.decide(assessment, "risk", "engagement", confirmed=False)
    makers.decide(assessment, "risk", "development", confirmed=False)
    response = who[Role.CO_LEAD].post(at("confirm-decision", assessment, first.pk))
    assert response.status_code == 409


def test_parked_question_is_kept_and_removed(assessment, who):
    lead = who[Role.LEAD]
    lead.post(at("park-question", assessment, "risk"), {"text": "What about <nights>?"})
    page = lead.get(at("challenge", assessment, "risk"))
    assert says(page, "What about &lt;nights&gt;?")
    empty = lead.post(at("park-question", assessment, "risk"), {"text": " "})
    assert empty.status_code == 422
    lead.post(at("remove-parked", assessment, ParkedQuestion.objects.get().pk))
    assert not ParkedQuestion.objects.exists()


def test_closing_needs_both_leads_and_an_explained_absence(assessment, who):
    show(who, assessment)
    makers.decide(assessment, "risk", "engagement")
    makers.participants(assessment, "staff", 1)
    address, lead = at("close-assessment", assessment), who[Role.LEAD]
    assert lead.post(address, {}).status_code == 422
    assert agree(lead, address)["Location"] == at("assessment", assessment)
    assert says(lead.get(address), "You have agreed")
    assert current_state(assessment) == "open"
    agree(who[Role.CO_LEAD], address)
    assert current_state(assessment) == "closed"
    assert says(lead.get(at("assessment", assessment)), "The record is closed and stands")


def test_absence_is_explained_on_its_page_before_the_record_can_close(who):
    partnership = makers.partnership()
    made = makers.assessment(partnership, groups=["people-who-use-services", "staff"])
    makers.rate_all(makers.participants(made, "staff", 5), {"risk": "engagement"})
    makers.reveal_all(made, ["risk"])
    makers.decide(made, "risk", "engagement")
    lead = makers.signed_in(makers.member(partnership))
    refused = lead.post(at("close-assessment", made), {"agree": "on"})
    assert refused.status_code == 422
    assert says(refused, "Nobody answered from: People who use services", "Provider view, incomplete")
    absent = made.groups.get(key="people-who-use-services")
    assert lead.post(at("absences", made), {str(absent.pk): ""}).status_code == 422
    assert lead.post(at("absences", made), {str(absent.pk): "We asked too late."}).status_code == 302
    assert agree(lead, at("close-assessment", made)).status_code == 302


def test_pages_of_another_partnership_do_not_exist(assessment, who):
    stranger = makers.signed_in(makers.member(makers.partnership()))
    other = makers.assessment(makers.partnership())
    for name, args in (
        ("assessment", []),
        ("challenges", []),
        ("challenge", ["risk"]),
        ("decide", ["risk"]),
        ("reveal-all", []),
    ):
        real = stranger.get(at(name, assessment, *args))
        assert real.status_code == 404
        # A member of one partnership who puts another's assessment behind their own address.
        mixed = reverse(name, args=[assessment.partnership_id, other.pk, *args])
        assert who[Role.LEAD].get(mixed).status_code == 404
    assert Client().get(at("assessment", assessment)).status_code == 302


def test_forms_of_members_from_other_sites_are_refused(assessment):
    lead = makers.member(assessment.partnership)
    client = Client(enforce_csrf_checks=True)
    client.force_login(lead.user)
    for name, args in (
        ("reveal-all", []),
        ("reveal", ["risk"]),
        ("decide", ["risk"]),
        ("close-assessment", []),
        ("enter-paper", []),
    ):
        assert client.post(at(name, assessment, *args), {"round-risk": "1", **TYPED}).status_code == 403
    assert not Reveal.objects.exists()


def test_evidence_of_another_edition_and_silences_stand_apart(assessment, who):
    for item, kind, version in (
        ("risk", "document", "2010"),
        ("risk", "story", "2026"),
        ("risk", "silence", "2026"),
        ("training", "document", "2010"),
    ):
        words = {"title": f"{kind} of {version}", "shows": "x", "does_not_show": "", "source": "y", "dated": "z"}
        key = {"framework": "ten-challenges", "framework_version": version, "item": item, "kind": kind}
        add_evidence(partnership=assessment.partnership, by=SYSTEM, **key, **words)
    said = who[Role.LEAD].get(at("challenge", assessment, "risk")).content.decode()
    places = ["What people have seen and say (1)", "story of 2026", "Documents that say nothing about it (1)"]
    places += ["silence of 2026", "Written for another edition (1 card)", "document of 2010"]
    assert [said.find(place) for place in places] == sorted(said.find(place) for place in places)
    assert all(place in said for place in places)
    assert "Documents and figures" not in said
    same = who[Role.LEAD].get(at("challenge", assessment, "training")).content.decode()
    assert "Documents and figures (1)" in same
    assert "another edition" not in same
