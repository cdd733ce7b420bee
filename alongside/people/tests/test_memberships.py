"""Places change, and a partnership is never without a lead."""

import pytest
from django.urls import reverse

from alongside.audit.actor import Actor
from alongside.audit.models import Entry
from alongside.people.access import Role
from alongside.people.actions.memberships import MustStay, change_group, change_role, remove_member
from alongside.people.forms.places import NO_GROUP, NO_ORGANISATION
from alongside.people.models import Membership
from alongside.people.rules import Kept
from alongside.people.tests.making import a_member, a_partnership, an_organisation, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return a_member(a_partnership(), Role.LEAD, "Ola Fernhill")


def by(membership):
    return Actor.user(membership.user_id)


def test_the_last_lead_stays(lead):
    for other in Role:
        if other is not Role.LEAD:
            with pytest.raises(MustStay) as stay:
                change_role(membership=lead, role=other, by=by(lead))
            assert stay.value.why is Kept.LAST_LEAD
    with pytest.raises(MustStay):
        remove_member(membership=lead, by=by(lead))
    lead.refresh_from_db()
    assert lead.role == Role.LEAD


def test_a_rule_that_lets_the_last_lead_go_would_be_noticed(lead, monkeypatch):
    """The seeded fault."""
    monkeypatch.setattr("alongside.people.rules.kept", lambda *args, **more: None)
    remove_member(membership=lead, by=by(lead))
    assert not lead.partnership.memberships.exists()


def test_one_of_two_leads_may_go_but_not_both(lead):
    second = a_member(lead.partnership, Role.LEAD)
    remove_member(membership=lead, by=by(second))
    with pytest.raises(MustStay):
        remove_member(membership=second, by=by(second))


def test_a_lead_of_another_partnership_does_not_count(lead):
    a_member(a_partnership(), Role.LEAD)
    with pytest.raises(MustStay):
        remove_member(membership=lead, by=by(lead))


def test_the_lead_cannot_throw_out_the_last_co_lead_who_may_leave_themselves(lead):
    co_lead = a_member(lead.partnership, Role.CO_LEAD)
    for act in (lambda who: remove_member(membership=co_lead, by=who),
                lambda who: change_role(membership=co_lead, role=Role.OBSERVER, by=who)):  # fmt: skip
        with pytest.raises(MustStay) as stay:
            act(by(lead))
        assert stay.value.why is Kept.LAST_CO_LEAD
    remove_member(membership=co_lead, by=by(co_lead))
    assert not Membership.objects.filter(pk=co_lead.pk).exists()


def test_a_stale_copy_of_a_membership_does_not_get_round_the_rule(lead):
    second = a_member(lead.partnership, Role.LEAD)
    stale = Membership.objects.get(pk=second.pk)
    change_role(membership=second, role=Role.OBSERVER, by=by(lead))
    change_role(membership=stale, role=Role.OBSERVER, by=by(lead))
    with pytest.raises(MustStay):
        change_role(membership=lead, role=Role.OBSERVER, by=by(lead))


def test_changes_are_recorded_without_their_values(lead):
    member = a_member(lead.partnership, Role.CONTRIBUTOR, "Tarek Lindqvist")
    change_role(membership=member, role=Role.OBSERVER, by=by(lead))
    change_group(membership=member, group="carers", by=by(member))
    entries = Entry.objects.filter(target_id=member.pk).order_by("pk")
    assert [(entry.verb, entry.fields, entry.actor_id) for entry in entries] == [
        ("changed", ["role"], lead.user_id),
        ("changed", ["group"], member.user_id),
    ]
    assert {entry.partnership_id for entry in entries} == {lead.partnership_id}


def test_what_did_not_change_is_not_recorded(lead):
    change_role(membership=lead, role=Role.LEAD, by=by(lead))
    assert not Entry.objects.filter(target_id=lead.pk).exists()


def test_the_list_shows_names_roles_and_groups(lead):
    a_member(lead.partnership, Role.CO_LEAD, "Rose Umber", group="people-who-use-services")
    a_member(lead.partnership, Role.CONTRIBUTOR, "Tarek Lindqvist")
    text = signed_in(lead.user).get(reverse("people", args=[lead.partnership_id])).text
    for shown in (
        "Ola Fernhill",
        "Rose Umber",
        "Lived-experience co-lead",
        "People who use services",
        "Rather not say",
    ):
        assert shown in text


def test_addresses_and_second_proofs_are_for_those_who_manage_people(lead):
    member = a_member(lead.partnership, Role.CONTRIBUTOR)
    text = signed_in(member.user).get(reverse("people", args=[lead.partnership_id])).text
    assert lead.user.email not in text
    assert "Second proof" not in text


def test_a_lead_changes_role_and_organisation_in_one_go(lead):
    member = a_member(lead.partnership)
    organisation = lead.partnership.organisations.get()
    url = reverse("member", args=[lead.partnership_id, member.pk])
    client = signed_in(lead.user)
    assert client.post(url, {"role": "facilitator", "organisation": str(organisation.pk)}).status_code == 302
    member.refresh_from_db()
    assert (member.role, member.organisation) == (Role.FACILITATOR, organisation)
    client.post(url, {"role": "observer", "organisation": NO_ORGANISATION})
    member.refresh_from_db()
    assert (member.role, member.organisation) == (Role.OBSERVER, None)


def test_an_organisation_from_outside_is_refused(lead):
    member = a_member(lead.partnership)
    url = reverse("member", args=[lead.partnership_id, member.pk])
    answer = {"role": "observer", "organisation": str(an_organisation().pk)}
    assert signed_in(lead.user).post(url, answer).status_code == 422
    member.refresh_from_db()
    assert member.role == Role.CONTRIBUTOR


def test_the_page_says_why_the_last_lead_stays_and_keeps_everything(lead):
    url = reverse("member", args=[lead.partnership_id, lead.pk])
    response = signed_in(lead.user).post(url, {"role": "observer", "organisation": NO_ORGANISATION})
    assert response.status_code == 422
    assert "always has a lead" in response.text
    lead.refresh_from_db()
    assert lead.role == Role.LEAD


def test_removing_asks_first_and_then_ends_the_place(lead):
    member = a_member(lead.partnership)
    url = reverse("remove-member", args=[lead.partnership_id, member.pk])
    client = signed_in(lead.user)
    assert client.get(url).status_code == 200
    assert Membership.objects.filter(pk=member.pk).exists()
    assert client.post(url).url == reverse("people", args=[lead.partnership_id])
    assert not Membership.objects.filter(pk=member.pk).exists()


def test_removing_the_last_lead_over_the_web_changes_nothing(lead):
    client = signed_in(lead.user)
    client.post(reverse("remove-member", args=[lead.partnership_id, lead.pk]))
    client.post(reverse("leave", args=[lead.partnership_id]))
    assert Membership.objects.filter(pk=lead.pk).exists()


def test_rather_not_saying_is_an_answer(lead):
    member = a_member(lead.partnership, group="staff")
    client = signed_in(member.user)
    url = reverse("my-group", args=[lead.partnership_id])
    assert client.post(url, {"group": NO_GROUP}).status_code == 302
    member.refresh_from_db()
    assert member.group == ""
    assert client.post(url, {"group": "aristocrats"}).status_code == 422
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"group": "carers"}).status_code == 302
    member.refresh_from_db()
    assert member.group == "carers"


def test_leaving_ends_ones_own_place_only(lead):
    member = a_member(lead.partnership)
    client = signed_in(member.user)
    assert client.get(reverse("leave", args=[lead.partnership_id])).status_code == 200
    assert client.post(reverse("leave", args=[lead.partnership_id])).url == reverse("account")
    assert list(lead.partnership.memberships.all()) == [lead]
    assert client.post(reverse("leave", args=[lead.partnership_id])).status_code == 404
