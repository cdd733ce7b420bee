"""Pages on which a workshop is arranged and its sessions are planned, read and changed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.assessments.tests.devices import hidden, says
from alongside.audit.actor import SYSTEM
from alongside.workshops.actions.entering import join_and_come_in
from alongside.workshops.actions.leading import declare_present
from alongside.workshops.models import Session, Step, Workshop
from alongside.workshops.tests.planned import at, day_of, sent, session_of, workshop_of
from tests import makers

pytestmark = pytest.mark.django_db

RUNS = ("arrange-workshop", "plan-session")
OF_SESSION = ("session", "change-session", "agenda", "facilitator-pack", "room-poster")


@pytest.fixture
def here(assessment, amina, joel):
    """A workshop with one session about two challenges, led by Amina and Joel."""
    return session_of(workshop_of(assessment), amina, joel)


# ── The workshop ────────────────────────────────────────────────────────────────────────────────


def test_an_empty_workshop_begins_with_how_people_are_looked_after(assessment, amina):
    lead = makers.signed_in(amina)
    page = lead.get(at("workshop", assessment))
    assert says(page, "No session yet", "Say how people are looked after", at("arrange-workshop", assessment))
    assert lead.get(at("plan-session", assessment))["Location"] == at("arrange-workshop", assessment)
    refused = lead.post(at("arrange-workshop", assessment), {"support_person": "", "quiet_space": "The small room"})
    assert refused.status_code == 422
    assert says(refused, "Name the person who is there", "The small room")
    said = {
        **hidden(lead.get(at("arrange-workshop", assessment))),
        "support_person": "Mo Adeyemi",
        "payment": "£25 in cash",
    }
    done = lead.post(at("arrange-workshop", assessment), said)
    assert done["Location"] == at("workshop", assessment)
    page = lead.get(at("workshop", assessment))
    assert says(page, "Mo Adeyemi", "£25 in cash", "Plan a session", "Saved. Now plan the first session.")


def test_what_was_arranged_is_shown_again_and_can_be_changed(assessment, amina):
    workshop_of(assessment)
    lead = makers.signed_in(amina)
    page = lead.get(at("arrange-workshop", assessment))
    assert says(page, 'value="Mo Adeyemi"', "The small room")
    shown = lead.get(at("arrange-workshop", assessment))
    lead.post(at("arrange-workshop", assessment), {**hidden(shown), "support_person": "Lou Grant"})
    assert Workshop.objects.get().support_person == "Lou Grant"


def test_everybody_of_the_partnership_sees_when_sessions_are_and_few_plan_them(assessment, here, amina, dee, tom):
    for member in (dee, tom):
        page = makers.signed_in(member).get(at("workshop", assessment))
        assert says(page, "Willow Hall", "Led by Amina and Joel", "Mo Adeyemi", "Planned")
        assert not says(page, "Plan a session")
        assert not says(page, at("session", assessment, here))
        for name in RUNS:
            assert makers.signed_in(member).get(at(name, assessment)).status_code == 403
        for name in OF_SESSION:
            assert makers.signed_in(member).get(at(name, assessment, here)).status_code == 403
    page = makers.signed_in(amina).get(at("workshop", assessment))
    assert says(page, at("session", assessment, here), "What to do next", "Rehearse session 1")


def test_the_assessment_leads_to_its_workshop(assessment, amina, dee):
    page = reverse("assessment", args=[assessment.partnership_id, assessment.pk])
    assert says(makers.signed_in(amina).get(page), "Hold a workshop", at("workshop", assessment))
    assert says(makers.signed_in(dee).get(page), "See when people meet", at("workshop", assessment))


def test_another_partnership_finds_nothing(assessment, here, olga):
    stranger = makers.signed_in(olga)
    theirs = makers.assessment(olga.partnership)
    for name in ("workshop", *RUNS):
        assert stranger.get(at(name, assessment)).status_code == 404
    for name in OF_SESSION:
        assert stranger.get(at(name, assessment, here)).status_code == 404
        # Nor through an assessment of their own: the session is not one of it.
        assert stranger.get(at(name, theirs, here)).status_code == 404


def test_no_page_asks_more_of_the_database_with_more_sessions(
    assessment, here, amina, joel, django_assert_max_num_queries
):
    for _each in range(4):
        session_of(here.workshop, amina, joel, items=("risk", "training", "involvement"))
    lead = makers.signed_in(amina)
    pages = [at("workshop", assessment), *(at(name, assessment) for name in RUNS)]
    for page in [*pages, *(at(name, assessment, here) for name in OF_SESSION), at("rehearse", assessment, here, 4)]:
        with django_assert_max_num_queries(15):
            assert lead.get(page).status_code == 200, page


# ── Plan a session ──────────────────────────────────────────────────────────────────────────────


def test_a_session_is_planned_in_the_suggested_order(assessment, amina, joel):
    workshop_of(assessment)
    people = makers.participants(assessment, "people-who-use-services", 5)
    makers.rate_all(people, {"risk": "engagement"})
    makers.rate_all(makers.participants(assessment, "staff", 5), {"risk": "transformation"})
    makers.reveal_all(assessment, ["risk"])
    lead = makers.signed_in(amina)
    page = lead.get(at("plan-session", assessment))
    text = page.content.decode()
    assert says(page, "is not one person, one vote", "the room takes no more", "Answers that are not opened yet")
    assert says(page, "two groups are 2 steps apart")
    assert text.index('value="risk"') < text.index('value="interactions"')
    done = lead.post(
        at("plan-session", assessment), sent(amina, joel, kind="open", items=["interactions", "training", "risk"])
    )
    made = Session.objects.get()
    assert done["Location"] == at("session", assessment, made)
    assert [row.item for row in made.agenda.all()] == ["risk", "interactions", "training"]
    assert (made.open_room, made.invite is not None, made.place) == (True, True, "Willow Hall")
    assert timezone.localtime(made.starts_at, ZoneInfo(assessment.partnership.time_zone)).hour == 14


def test_answers_that_nobody_has_seen_do_not_move_the_order(assessment, amina):
    """The seeded fault: an order made of answers that are not open would tell which way they went."""
    workshop_of(assessment)
    lead = makers.signed_in(amina)
    before = choices(lead.get(at("plan-session", assessment)))
    makers.rate_all(makers.participants(assessment, "people-who-use-services", 5), {"workforce": "engagement"})
    makers.rate_all(makers.participants(assessment, "staff", 5), {"workforce": "transformation"})
    assert choices(lead.get(at("plan-session", assessment))) == before
    makers.reveal_all(assessment, ["workforce"])
    assert choices(lead.get(at("plan-session", assessment)))[0] == "workforce" != before[0]


def choices(page):
    text = page.content.decode()
    return [part.split('value="')[1].split('"')[0] for part in text.split('name="items"')[1:]]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"clock": "soon"}, "Write the time like 2pm"),
        ({"clock": "2"}, "Write the time like 2pm"),
        ({"place": ""}, "Say where people meet"),
        ({"kind": ""}, "Choose how people come in"),
        ({"items": []}, "Choose at least one challenge"),
        ({"lived_facilitator": ""}, "Choose who leads from lived experience"),
    ],
)
def test_a_session_that_lacks_something_is_refused_with_a_sentence(assessment, amina, joel, answers, sentence):
    workshop_of(assessment)
    page = makers.signed_in(amina).post(
        at("plan-session", assessment), {**sent(amina, joel, kind="open", items=["risk"]), **answers}
    )
    assert page.status_code == 422
    assert says(page, sentence)
    assert not Session.objects.exists()


def test_two_people_lead_and_no_day_is_past(assessment, amina, joel, dee):
    workshop_of(assessment)
    lead = makers.signed_in(amina)
    same = lead.post(at("plan-session", assessment), sent(amina, amina, kind="open", items=["risk"]))
    assert (same.status_code, says(same, "choose two different people")) == (422, True)
    other = lead.post(at("plan-session", assessment), sent(amina, dee, kind="open", items=["risk"]))
    assert other.status_code == 422, "a contributor may not lead a room"
    past = {**sent(amina, joel, kind="open", items=["risk"]), **day_of(timezone.localdate() - timedelta(days=1))}
    refused = lead.post(at("plan-session", assessment), past)
    assert (refused.status_code, says(refused, "This day is past", "Willow Hall")) == (422, True)


def test_more_than_four_or_one_alone_is_possible_with_a_sentence(assessment, amina, joel):
    workshop_of(assessment)
    lead = makers.signed_in(amina)
    many = ["interactions", "training", "commitment", "risk", "involvement"]
    done = lead.post(at("plan-session", assessment), sent(amina, joel, kind="personal", items=many))
    assert says(lead.get(done["Location"]), "5 challenges are many for one session")
    done = lead.post(at("plan-session", assessment), sent(amina, joel, kind="personal", items=["risk"]))
    assert says(lead.get(done["Location"]), "One challenge is fine")
    assert not Session.objects.filter(open_room=True).exists()


def test_where_only_one_person_may_lead_the_page_says_how_to_find_another(assessment, amina):
    workshop_of(assessment)
    page = makers.signed_in(amina).get(at("plan-session", assessment))
    assert says(page, "only one person here may lead", reverse("people", args=[assessment.partnership_id]))


def test_a_closed_record_takes_no_session_and_keeps_what_was_typed(assessment, here, amina, joel):
    makers.rate_all(makers.participants(assessment, "people-who-use-services", 5), {"risk": "engagement"})
    makers.reveal_all(assessment, ["risk"])
    makers.decide(assessment, "risk", "engagement")
    makers.close(assessment)
    lead = makers.signed_in(amina)
    assert says(lead.get(at("workshop", assessment)), "The record of this assessment is closed")
    answers = sent(amina, joel, place="Somewhere else", kind="open", items=["risk"])
    refused = lead.post(at("plan-session", assessment), answers)
    assert (refused.status_code, says(refused, "closed and its record stands", "Somewhere else")) == (422, True)
    refused = lead.post(at("arrange-workshop", assessment), {"support_person": "Lou Grant"})
    assert (refused.status_code, says(refused, "Lou Grant")) == (422, True)


# ── One session ─────────────────────────────────────────────────────────────────────────────────


def test_a_session_shows_its_times_its_ways_in_and_what_to_get_ready(assessment, here, amina):
    page = makers.signed_in(amina).get(at("session", assessment, here))
    # Fifteen minutes of welcome, twice forty, a break of ten, ten at the end.
    assert says(page, "1 hour 55 minutes in all, from 2pm to 3:55pm", "Open the room", "Big screen")
    assert says(page, "is not one person, one vote", 'class="app-code"')
    for name in ("rehearse", "facilitator-pack", "room-poster", "agenda", "change-session"):
        assert says(page, at(name, assessment, here, *([0] if name == "rehearse" else [])))
    assert not says(page, "Who came")


def test_a_room_with_personal_codes_shows_no_code_for_all(assessment, amina, joel):
    made = session_of(workshop_of(assessment), amina, joel, open_room=False)
    page = makers.signed_in(amina).get(at("session", assessment, made))
    assert says(page, "a code of their own", reverse("invitations", args=[assessment.partnership_id, assessment.pk]))
    assert not says(page, 'class="app-code"')


def test_after_a_session_the_page_tells_who_came_and_what_to_do_for_the_others(assessment, here, amina, dee):
    declare_present(session=here, present=4, by=SYSTEM)
    for key in ("carers", "carers", "staff"):
        group = assessment.groups.get(key=key)
        join_and_come_in(session=here, group=group, mode="own", may_show_alone=False)
    Step.objects.create(session=here, sequence=2, phase=Step.Phase.ENDED)
    page = makers.signed_in(amina).get(at("session", assessment, here))
    assert says(
        page, "Who came", "For those who could not come", "theirs belong to the next round", "Open the room again"
    )
    carers = assessment.groups.get(key="carers").name
    text = page.content.decode()
    assert "2" in text[text.index(carers) : text.index(carers) + 300]
    for name in ("template-a-pdf", "record", "invitations"):
        assert says(page, reverse(name, args=[assessment.partnership_id, assessment.pk]))
    assert not says(page, "Get ready")
    assert says(makers.signed_in(dee).get(at("workshop", assessment)), "Held", "3 people came")


def test_day_place_and_facilitators_can_be_changed_and_the_way_in_stays(assessment, here, amina, joel, priya):
    lead = makers.signed_in(amina)
    page = lead.get(at("change-session", assessment, here))
    assert says(page, 'value="Willow Hall"', 'value="2pm"', "It stays an open room")
    refused = lead.post(at("change-session", assessment, here), sent(amina, amina, place="Elm House"))
    assert (refused.status_code, says(refused, "Elm House")) == (422, True)
    answers = sent(priya, joel, place="Elm House", clock="10.30")
    done = lead.post(
        at("change-session", assessment, here), answers | hidden(lead.get(at("change-session", assessment, here)))
    )
    assert done["Location"] == at("session", assessment, here)
    here.refresh_from_db()
    assert (here.place, here.facilitator_name, here.open_room) == ("Elm House", "Priya", True)


def test_a_day_that_is_past_by_now_may_stay(assessment, here, amina, joel):
    Session.objects.update(starts_at=timezone.now() - timedelta(days=3))
    here.refresh_from_db()
    lead = makers.signed_in(amina)
    past = day_of(timezone.localtime(here.starts_at, ZoneInfo(assessment.partnership.time_zone)).date())
    answers = {**sent(amina, joel, place="Elm House"), **past}
    answers |= hidden(lead.get(at("change-session", assessment, here)))
    assert lead.post(at("change-session", assessment, here), answers).status_code == 302


def test_somebody_whose_account_is_off_leads_nothing(assessment, amina, joel, walter):
    workshop_of(assessment)
    page = makers.signed_in(amina).get(at("plan-session", assessment))
    assert not says(page, "Walter")
    assert says(page, "Joel")
