"""What site administrators do, and that it is all they see; teams and organisations of a partnership."""

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from alongside.people import queries
from alongside.people.access import Role
from alongside.people.forms.places import NO_ORGANISATION
from alongside.people.models import Invitation, Organisation, OutboxMail, Partnership, Team
from alongside.people.tests.making import a_member, a_partnership, a_user, an_organisation, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return signed_in(a_user("Sam Ashby", second_factor=True, is_site_administrator=True))


@pytest.fixture
def lead():
    return a_member(a_partnership(), Role.LEAD)


def test_an_organisation_is_added_with_its_code_in_capitals(admin):
    answer = {"name": "Northdale Trust", "kind": "nhs-provider", "ods_code": " rx0 "}
    assert admin.post(reverse("add-organisation"), answer).url == reverse("organisations")
    assert Organisation.objects.get().ods_code == "RX0"
    assert "RX0" in admin.get(reverse("organisations")).text


@pytest.mark.parametrize(
    "wrong",
    [{"name": ""}, {"kind": "empire"}, {"kind": ""}, {"ods_code": "R-X"}, {"ods_code": "RX"}],
)
def test_what_makes_no_sense_is_refused(admin, wrong):
    answer = {"name": "Northdale Trust", "kind": "nhs-provider", "ods_code": "RX0", **wrong}
    assert admin.post(reverse("add-organisation"), answer).status_code == 422
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    "again", [{"name": "Northdale Trust", "ods_code": "QQ1"}, {"name": "Other", "ods_code": "rx0"}]
)
def test_a_name_or_code_that_is_there_already_is_refused_and_nothing_is_lost(admin, again):
    first = {"name": "Northdale Trust", "kind": "nhs-provider", "ods_code": "RX0"}
    admin.post(reverse("add-organisation"), first)
    response = admin.post(reverse("add-organisation"), {**first, **again})
    assert response.status_code == 422
    assert again["name"] in response.text
    assert Organisation.objects.count() == 1


def test_two_organisations_may_both_have_no_code(admin):
    for name in ("Open Door", "Another Door"):
        admin.post(reverse("add-organisation"), {"name": name, "kind": "voluntary", "ods_code": ""})
    assert Organisation.objects.count() == 2


def test_a_partnership_is_made_with_its_sides_and_its_first_lead_invited(admin):
    provider, board, partner = an_organisation("Trust"), an_organisation("Board"), an_organisation("Open Door")
    answer = {"name": "Northdale", "provider": provider.pk, "commissioners": [board.pk], "partners": [partner.pk]}
    made = admin.post(reverse("add-partnership"), answer)
    partnership = Partnership.objects.get()
    assert made.url == reverse("site-partnership", args=[partnership.pk])
    assert [(side.side, side.organisation.name) for side in queries.sides(partnership)] == [
        ("provider", "Trust"),
        ("commissioner", "Board"),
        ("partner", "Open Door"),
    ]
    admin.post(made.url, {"name": "Ola Fernhill", "email": "ola@example.org"})
    offer = Invitation.objects.get()
    assert offer.role == Role.LEAD
    assert OutboxMail.objects.get().to == "ola@example.org"
    assert queries.invitation_link(offer.pk) in admin.get(made.url).text
    withdraw = reverse("withdraw-first-lead", args=[partnership.pk, offer.pk])
    assert admin.get(withdraw).status_code == 405
    admin.post(withdraw)
    assert offer.end.how == "withdrawn"


def test_an_organisation_has_one_side_only(admin):
    provider = an_organisation("Trust")
    answer = {"name": "Northdale", "provider": provider.pk, "commissioners": [provider.pk], "partners": []}
    assert admin.post(reverse("add-partnership"), answer).status_code == 422
    assert not Partnership.objects.exists()


def test_once_there_is_a_lead_the_site_invites_nobody_more(admin, lead):
    url = reverse("site-partnership", args=[lead.partnership_id])
    admin.post(url, {"name": "Mallory", "email": ""})
    assert not Invitation.objects.exists()
    page = admin.get(url).text
    assert lead.user.name not in page
    assert lead.user.email not in page


def test_a_lead_cannot_have_their_own_invitations_withdrawn_by_the_site(admin, lead):
    client = signed_in(lead.user)
    client.post(
        reverse("invite", args=[lead.partnership_id]),
        {"role": "observer", "name": "", "email": "", "organisation": NO_ORGANISATION, "days": "14"},
    )
    offer = Invitation.objects.get()
    assert admin.post(reverse("withdraw-first-lead", args=[lead.partnership_id, offer.pk])).status_code == 404
    assert queries.open_offers(lead.partnership)


def test_the_list_shows_which_partnership_needs_a_lead(admin, lead):
    a_partnership("Southdale")
    page = admin.get(reverse("site")).text
    assert "Has a lead" in page
    assert "Needs a lead" in page


# ── Teams and organisations of a partnership ────────────────────────────────────────────────────


def test_teams_are_added_renamed_and_removed(lead):
    client, here = signed_in(lead.user), lead.partnership_id
    assert client.post(reverse("add-team", args=[here]), {"name": "North team"}).status_code == 302
    team = Team.objects.get()
    assert client.post(reverse("add-team", args=[here]), {"name": "North team"}).status_code == 422
    client.post(reverse("team", args=[here, team.pk]), {"name": "South team"})
    assert "South team" in client.get(reverse("people", args=[here])).text
    other = lead.partnership.teams.create(name="Crisis house")
    taken = client.post(reverse("team", args=[here, other.pk]), {"name": "South team"})
    assert taken.status_code == 422
    assert "Crisis house" in taken.text
    client.post(reverse("remove-team", args=[here, team.pk]))
    assert list(Team.objects.all()) == [other]


def test_a_team_of_that_name_elsewhere_is_no_obstacle(lead):
    a_partnership().teams.create(name="North team")
    url = reverse("add-team", args=[lead.partnership_id])
    assert signed_in(lead.user).post(url, {"name": "North team"}).status_code == 302


def test_a_team_that_something_is_about_stays(lead, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise ProtectedError("in use", set())

    team = lead.partnership.teams.create(name="North team")
    monkeypatch.setattr(Team, "delete", refuse)
    client = signed_in(lead.user)
    client.post(reverse("remove-team", args=[lead.partnership_id, team.pk]))
    assert "This team stays" in client.get(reverse("people", args=[lead.partnership_id])).text


def test_a_lead_brings_in_an_organisation_but_no_second_provider(lead):
    board = an_organisation("Board", "integrated-care-board")
    client, url = signed_in(lead.user), reverse("bring-in-organisation", args=[lead.partnership_id])
    assert client.post(url, {"organisation": board.pk, "side": "provider"}).status_code == 422
    assert client.post(url, {"organisation": board.pk, "side": "commissioner"}).status_code == 302
    assert client.post(url, {"organisation": board.pk, "side": "partner"}).status_code == 422
    assert [side.side for side in queries.sides(lead.partnership)] == ["provider", "commissioner"]
