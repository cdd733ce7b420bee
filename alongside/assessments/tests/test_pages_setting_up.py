"""From the first idea to an open assessment with ways in: pages of those who run it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.models import Assessment, Invite
from alongside.assessments.queries.states import current_state
from alongside.assessments.tests.devices import says
from alongside.audit.actor import SYSTEM
from alongside.catalogue import shelf
from alongside.library import actions as library
from alongside.library import queries
from alongside.people.access import Role
from alongside.people.models import OutboxMail
from tests import makers

pytestmark = pytest.mark.django_db
TOLD = "We publish what we agree."


@pytest.fixture
def partnership():
    return makers.partnership()


@pytest.fixture
def lead(partnership):
    return makers.signed_in(makers.member(partnership))


def at(name, partnership, *args):
    return reverse(name, args=[partnership.pk, *args])


def wishes(**more):
    return {
        "title": "Spring 2027",
        "edition": "ten-challenges/2026",
        "groups": ["carers", "staff"],
        "told": TOLD,
    } | more


def test_start_makes_an_assessment_with_its_groups(partnership, lead):
    response = lead.post(at("start-assessment", partnership), wishes(more_groups="Parents\nChaplains"))
    made = Assessment.objects.get()
    assert response["Location"] == at("assessment", partnership, made.pk)
    assert [group.name for group in made.groups.all()] == [
        "Carers, family and friends",
        "Staff",
        "Parents",
        "Chaplains",
    ]
    assert (made.framework, made.framework_version, made.told) == ("ten-challenges", "2026", TOLD)
    assert says(lead.get(at("assessments", partnership)), "Spring 2027", "Being prepared")


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"edition": "no/such"}, {"groups": []}, {"groups": ["nobody"]}, {"told": ""}]
)
def test_start_with_something_missing_keeps_what_was_typed(partnership, lead, wrong):
    typed = wishes(more_groups="Chaplains") | wrong
    response = lead.post(at("start-assessment", partnership), typed)
    assert response.status_code == 422
    assert says(response, "Chaplains", typed["title"], typed["told"])
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER])
def test_start_is_for_those_who_run_assessments(partnership, role):
    client = makers.signed_in(makers.member(partnership, role))
    assert client.post(at("start-assessment", partnership), wishes()).status_code == 403
    assert client.get(at("assessments", partnership)).status_code == 200


def test_set_up_keeps_offers_and_counts_by_group(partnership, lead):
    made = makers.assessment(partnership, groups=["carers", "staff"], open=False)
    address = at("set-up-assessment", partnership, made.pk)
    offer = {
        "title": "Spring",
        "told": TOLD,
        "invited_carers": "30",
        "support_carers": "A lift",
        "payment_carers": "£30",
    }
    assert lead.post(address, offer | {"invited_carers": "many"}).status_code == 422
    assert lead.post(address, offer).status_code == 302
    carers = made.groups.get(key="carers")
    assert (carers.invited, carers.support, carers.payment) == (30, "A lift", "£30")
    assert made.groups.get(key="staff").invited is None


def test_group_that_somebody_joined_from_cannot_be_removed(partnership, lead):
    made = makers.assessment(partnership, groups=["carers", "staff"])
    makers.participants(made, "staff", 1)
    address = at("change-groups", partnership, made.pk)
    refused = lead.post(address, {"groups": ["carers"], "more_groups": "Parents"})
    assert refused.status_code == 422
    assert says(refused, "Staff", "cannot be removed", "Parents")
    assert lead.post(address, {"groups": ["staff"], "more_groups": "Parents"}).status_code == 302
    assert [group.name for group in made.groups.all()] == ["Staff", "Parents"]


def test_open_asks_first_and_happens_once(partnership, lead):
    made = makers.assessment(partnership, open=False)
    address = at("open-assessment", partnership, made.pk)
    assert says(lead.get(address), "12 asked", "£20")
    assert lead.post(address).status_code == 302
    assert current_state(made) == "open"
    assert lead.post(address).status_code == 422


@pytest.mark.parametrize("kind", ["open", "personal"])
def test_way_in_is_made_shown_used_and_closed(partnership, lead, kind):
    made = makers.assessment(partnership)
    address = at("invitations", partnership, made.pk)
    group = str(made.groups.get(key="carers").pk)
    assert lead.post(address, {"group": group, "kind": kind, "email": "ignored@example.org"}).status_code == 302
    way = Invite.objects.get()
    assert (way.personal, way.email, way.group.key) == (kind == "personal", "", "carers")
    page = lead.get(address).content.decode()
    link = page[page.index("/join/" + str(way.pk)) :].split('"')[0].split("<")[0].strip()
    assert Client().get(link).status_code == 200
    lead.post(at("withdraw-invite", partnership, made.pk, way.pk))
    assert Client().get(link).status_code == 404


def test_way_in_by_email_is_posted_to_that_address(partnership, lead):
    made = makers.assessment(partnership)
    address = at("invitations", partnership, made.pk)
    refused = lead.post(address, {"group": "anybody", "kind": "email", "email": ""})
    assert refused.status_code == 422
    assert lead.post(address, {"group": "anybody", "kind": "email", "email": "sam@example.org"}).status_code == 302
    way, mail = Invite.objects.get(), OutboxMail.objects.get()
    assert (way.personal, way.email, way.group) == (True, "sam@example.org", None)
    assert mail.to == "sam@example.org"
    assert f"/join/{way.pk}/" in mail.body
    page = lead.get(address)
    assert says(page, "sam@example.org")
    assert not says(page, f"/join/{way.pk}/")


def test_way_in_of_another_assessment_cannot_be_closed(partnership, lead):
    mine, other = makers.assessment(partnership), makers.assessment(makers.partnership())
    client = makers.signed_in(makers.member(other.partnership))
    client.post(at("invitations", other.partnership, other.pk), {"group": "anybody", "kind": "open", "email": ""})
    way = Invite.objects.get()
    assert lead.post(at("withdraw-invite", partnership, mine.pk, way.pk)).status_code == 404
    assert not hasattr(Invite.objects.get(), "end")


def test_the_edition_that_is_tagged_offered_first_is_the_one_chosen_at_first(partnership, lead):
    page = lead.get(at("start-assessment", partnership)).content.decode()
    assert chosen(page) == shelf.default_framework().id
    draft = library.start_draft(partnership=partnership, key="ten-challenges", version="2010", by=SYSTEM)
    text = draft.text.replace(queries.draft_framework(draft).items[0].short_title, "Our own words", 1)
    draft = library.replace_text(draft=draft, revision=draft.revision, text=text, by=SYSTEM)
    ours = library.publish(draft=draft, revision=draft.revision, by=SYSTEM)
    page = lead.get(at("start-assessment", partnership)).content.decode()
    assert chosen(page) == str(ours)
    assert page.index(f'value="{ours}"') < page.index('value="ten-challenges/2026"')


def chosen(page):
    """The edition whose circle is filled in."""
    circles = re.findall(r"<input[^>]*name=\"edition\"[^>]*>", page)
    return next(re.search(r'value="([^"]*)"', each)[1] for each in circles if " checked" in each)


def test_in_a_demonstration_no_mail_is_said_to_leave(partnership, lead, settings):
    made = makers.assessment(partnership)
    wanted = {"group": "anybody", "kind": "email", "email": "kit@example.org"}
    address = at("invitations", partnership, made.pk)
    assert not says(lead.post(address, wanted, follow=True), "nothing leaves this computer")
    settings.DEMONSTRATION = True
    assert says(lead.post(address, wanted, follow=True), "We are sending", "nothing leaves this computer")
