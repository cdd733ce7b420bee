"""Once the record is closed no page talks as if it were open, not even by an old tab or the Back button."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.actions.invites import invite
from alongside.assessments.actions.participation import join
from alongside.assessments.doors import COOKIE
from alongside.assessments.models import Invite
from alongside.assessments.tests.devices import agree, says
from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.ui.refusals import Refused
from tests import makers

pytestmark = pytest.mark.django_db


def opened():
    made = makers.assessment(makers.partnership(), groups=["people-who-use-services", "staff"])
    makers.rate_all(makers.participants(made, "staff", 5), {"training": "engagement", "risk": "engagement"})
    makers.reveal_all(made, ["training"])
    makers.decide(made, "training", "engagement")
    return made


def at(name, made, *args):
    return reverse(name, args=[made.partnership_id, made.pk, *args])


def lead_of(made, role=Role.LEAD):
    return makers.signed_in(makers.member(made.partnership, role))


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("invitations", []),
        ("absences", []),
        ("set-up-assessment", []),
        ("change-groups", []),
        ("open-assessment", []),
        ("take-part", []),
        ("enter-for-somebody", []),
        ("enter-paper", []),
        ("reveal", ["risk"]),
        ("reveal-all", []),
        ("decide", ["training"]),
        ("close-assessment", []),
    ],
)
def test_a_page_to_work_on_leads_to_the_record(name, args):
    made = opened()
    lead = lead_of(made)
    if name != "open-assessment":
        assert "This assessment is closed" not in lead.get(at(name, made, *args)).content.decode()
    makers.close(made)
    page = lead.get(at(name, made, *args))
    assert says(page, "This assessment is closed", at("record", made))
    assert "<form" not in page.content.decode().partition("<main")[2].partition("</main>")[0]


def test_what_was_sent_from_an_old_tab_is_refused_and_kept():
    made = makers.close(opened())
    absent = made.groups.get(key="people-who-use-services")
    page = lead_of(made).post(at("absences", made), {str(absent.pk): "Typed in an old tab"})
    assert page.status_code == 422
    assert says(page, "Typed in an old tab", "is closed and its record stands")


def test_nobody_is_invited_any_more():
    made = makers.close(opened())
    with pytest.raises(Refused):
        invite(assessment=made, group=None, personal=False, by=SYSTEM)
    page = lead_of(made).post(at("invitations", made), {"group": "anybody", "kind": "open"})
    assert page.status_code == 422
    assert not Invite.objects.exists()


def test_together_nothing_waits_any_more():
    made = makers.close(opened())
    observer = lead_of(made, Role.OBSERVER)
    everything = observer.get(at("challenges", made))
    assert says(everything, "Never shown", "deleted without being shown")
    assert not says(everything, "Waiting") and not says(everything, "Not shown yet")
    one = observer.get(at("challenge", made, "risk"))
    assert says(one, "answers that had not been shown were deleted", "Nothing was recorded before the record closed")
    assert not says(one, "Not shown yet")


def test_a_participant_reads_what_was_decided():
    made = opened()
    joined = join(assessment=made, group=None, mode="own", may_show_alone=False)
    device = Client()
    device.cookies[COOKIE] = joined.secret
    printed = reverse("my-template-a-pdf", args=[made.pk])
    assert device.get(printed)["Location"] == reverse("what-was-decided", args=[made.pk])
    makers.close(made)
    page = device.get(reverse("understand", args=[made.pk, "risk"]))
    assert says(page, "cannot be answered any more", reverse("what-was-decided", args=[made.pk]))
    mine = device.get(reverse("my-part", args=[made.pk]))
    assert not says(mine, "See or print all your answers")
    assert says(device.get(reverse("what-was-decided", args=[made.pk])), printed)
    document = device.get(printed)
    assert (document.status_code, document["Content-Type"]) == (200, "application/pdf")
    assert Client().get(printed).status_code == 404


def test_closing_names_answers_that_nobody_has_seen():
    made = opened()
    makers.rate_all(makers.participants(made, "people-who-use-services", 5), {"training": "engagement"})
    lead = lead_of(made)
    page = lead.get(at("close-assessment", made))
    assert says(page, "Closing deletes them unseen", at("reveal", made, "risk"), at("reveal", made, "training"))
    assert not says(page, at("reveal", made, "workforce"))
    makers.reveal_all(made)
    assert not says(lead.get(at("close-assessment", made)), "deletes them unseen")


def test_closing_tells_nothing_of_it_before_it_is_the_next_thing_to_do():
    made = opened()
    assert not says(lead_of(made).get(at("close-assessment", made)), "deletes them unseen")


def test_who_agreed_to_close_reads_whom_it_waits_for():
    made = opened()
    makers.rate_all(makers.participants(made, "people-who-use-services", 5), {"training": "engagement"})
    lead, co_lead = lead_of(made), lead_of(made, Role.CO_LEAD)
    place = at("assessment", made)
    assert says(lead.get(place), "At the end")
    agree(lead, at("close-assessment", made))
    assert says(lead.get(place), "You have agreed; it waits for the lived-experience co-lead")
    assert says(co_lead.get(place), "The other lead has agreed; it waits for you")
    makers.reveal_all(made, ["risk"])
    assert says(lead.get(place), "At the end")


def test_counts_tell_joined_answered_and_finished_apart():
    made = makers.assessment(makers.partnership(), groups=["staff"])
    people = makers.participants(made, "staff", 3)
    makers.rate_all(people[:2], {"risk": "engagement"})
    lead = lead_of(made)
    for page in (lead.get(at("assessment", made)), lead.get(at("reveal-all", made))):
        cells = page.content.decode().partition("<tbody")[2].partition("</tbody>")[0]
        counted = [part.partition("<")[0].strip() for part in cells.split(">")]
        assert [each for each in counted if each.isdigit()] == ["12", "3", "2", "0"]


def test_with_nothing_shown_who_only_reads_gets_no_link():
    made = makers.assessment(makers.partnership())
    observer = lead_of(made, Role.OBSERVER)
    assert not says(observer.get(at("assessment", made)), at("challenges", made))
    assert says(observer.get(at("assessment", made)), "Not yet")
    assert says(lead_of(made).get(at("assessment", made)), at("challenges", made))
