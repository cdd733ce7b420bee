"""Who may open what. The expectation is written by hand, so a change to access.py has to be meant."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from alongside.people import account_urls, public_urls, site_urls, urls
from alongside.people.access import (
    GRANTS,
    ROLE_MEANS,
    ROLE_NAMES,
    SECOND_FACTOR,
    Can,
    Role,
    Scope,
    declare,
    may,
)
from alongside.people.tests.making import a_member, a_partnership, a_user, an_invitation, signed_in

EVERYBODY = set(Role)
LEADS = {Role.LEAD, Role.CO_LEAD}
MAY_OPEN = {
    "people": EVERYBODY,
    "my-group": EVERYBODY,
    "member": LEADS,
    "remove-member": LEADS,
    "invite": LEADS,
    "open-invitations": LEADS,
    "hand-over-invitation": LEADS,
    "withdraw-invitation": LEADS,
    "add-team": LEADS,
    "team": LEADS,
    "remove-team": LEADS,
    "bring-in-organisation": LEADS,
}
PUBLIC = {
    "invitation",
    "accept-invitation",
    "account_login",
    "mfa_authenticate",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_reset_password_from_key",
}
ALL_PATTERNS = [*urls.urlpatterns, *public_urls.urlpatterns, *site_urls.urlpatterns, *account_urls.urlpatterns]


def test_every_role_has_grants_a_name_and_a_meaning():
    assert set(GRANTS) == set(ROLE_NAMES) == set(ROLE_MEANS) == set(Role)


def test_every_grant_belongs_to_somebody():
    assert set().union(*GRANTS.values()) == set(Can)


def test_lead_and_co_lead_have_equal_rights():
    assert GRANTS[Role.LEAD] == GRANTS[Role.CO_LEAD]


def test_only_who_leads_manages_people_decides_and_shares():
    for can in (Can.MANAGE_PEOPLE, Can.DECIDE, Can.SHARE_RECORD, Can.CHANGE_LIBRARY):
        assert {role for role in Role if may(role, can)} == LEADS


def test_an_observer_only_reads():
    assert GRANTS[Role.OBSERVER] == {Can.SEE_PARTNERSHIP, Can.SEE_RECORD}


def test_whoever_runs_or_decides_needs_a_second_factor():
    powers = {Can.MANAGE_PEOPLE, Can.RUN_ASSESSMENT, Can.REVEAL, Can.DECIDE, Can.SHARE_RECORD}
    assert {role for role in Role if GRANTS[role] & powers} <= SECOND_FACTOR


def test_every_page_of_people_declares_its_scope():
    assert {pattern.name for pattern in ALL_PATTERNS if not isinstance(pattern.callback.scope, Scope)} == set()
    assert {p.callback.scope for p in urls.urlpatterns} == {Scope.PARTNERSHIP}
    assert {p.callback.scope for p in site_urls.urlpatterns} == {Scope.SITE}
    assert {p.name for p in ALL_PATTERNS if p.callback.scope is Scope.PUBLIC} == PUBLIC


def test_public_pages_and_only_they_open_without_signing_in():
    for pattern in ALL_PATTERNS:
        open_to_all = not getattr(pattern.callback, "login_required", True)
        assert open_to_all == (pattern.name in PUBLIC), pattern.name


def test_the_matrix_covers_every_page_of_a_partnership():
    assert set(MAY_OPEN) == {pattern.name for pattern in urls.urlpatterns}


def addresses(partnership):
    """Every page of the partnership's people, by name, about a real member, team and invitation there."""
    someone = a_member(partnership, Role.OBSERVER)
    team = partnership.teams.create(name="North team")
    offer = an_invitation(partnership)
    ids = {"member": someone.pk, "remove-member": someone.pk, "team": team.pk, "remove-team": team.pk}
    ids |= {"hand-over-invitation": offer.pk, "withdraw-invitation": offer.pk}
    return {name: reverse(name, args=[partnership.pk, *([ids[name]] if name in ids else [])]) for name in MAY_OPEN}


def opened(partnership, role):
    """The pages that a member of that role can open."""
    client = signed_in(a_member(partnership, role).user)
    return {name for name, url in addresses(partnership).items() if client.get(url).status_code in (200, 405)}


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_each_role_opens_exactly_its_pages(role):
    partnership = a_partnership()
    a_member(partnership, Role.LEAD)
    assert opened(partnership, role) == {name for name, roles in MAY_OPEN.items() if role in roles}


@pytest.mark.django_db
def test_strangers_cannot_tell_a_partnership_from_none_at_all():
    partnership, nowhere = a_partnership("Secret valley"), uuid.uuid4()
    stranger = signed_in(a_user(second_factor=True))
    lead_elsewhere = signed_in(a_member(a_partnership(), Role.LEAD).user)
    administrator = signed_in(a_user(second_factor=True, is_site_administrator=True))
    for client in (stranger, lead_elsewhere, administrator):
        for url in addresses(partnership).values():
            there, not_there = client.get(url), client.get(url.replace(str(partnership.pk), str(nowhere)))
            assert there.status_code == not_there.status_code == 404
            assert there.content == not_there.content
        partnership.teams.all().delete()


@pytest.mark.django_db
def test_things_of_another_partnership_are_not_found_in_mine():
    mine, theirs = a_partnership(), a_partnership()
    client = signed_in(a_member(mine, Role.LEAD).user)
    for name, url in addresses(theirs).items():
        if len(url.split("/")) > 6 and name not in ("add-team", "bring-in-organisation"):
            crossed = url.replace(str(theirs.pk), str(mine.pk))
            assert client.get(crossed).status_code in (404, 405), name
            assert client.post(crossed).status_code == 404, name


@pytest.mark.django_db
def test_without_a_second_factor_a_role_that_needs_one_is_led_to_it():
    partnership = a_partnership()
    member = a_member(partnership, Role.LEAD)
    client = signed_in(member.user)
    member.user.authenticator_set.all().delete()
    response = client.get(reverse("people", args=[partnership.pk]))
    assert response.url == reverse("second-factor-needed")
    assert client.get(response.url).status_code == 200


@pytest.mark.django_db
def test_recovery_codes_alone_are_no_second_factor():
    partnership = a_partnership()
    member = a_member(partnership, Role.LEAD)
    member.user.authenticator_set.filter(type="totp").delete()
    response = signed_in(member.user).get(reverse("people", args=[partnership.pk]))
    assert response.url == reverse("second-factor-needed")


@pytest.mark.django_db
def test_a_refusal_names_the_role_and_the_way_out():
    partnership = a_partnership()
    client = signed_in(a_member(partnership, Role.OBSERVER).user)
    response = client.get(reverse("invite", args=[partnership.pk]))
    assert response.status_code == 403
    assert "Your role here is “Observer”" in response.text


@pytest.mark.django_db
def test_a_role_taken_away_counts_at_the_next_request():
    partnership = a_partnership()
    member = a_member(partnership, Role.CO_LEAD)
    client = signed_in(member.user)
    url = reverse("invite", args=[partnership.pk])
    assert client.get(url).status_code == 200
    member.role = Role.OBSERVER.value
    member.save()
    assert client.get(url).status_code == 403
    member.delete()
    assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_a_closed_account_is_out_at_the_next_request():
    member = a_member(a_partnership())
    client = signed_in(member.user)
    url = reverse("people", args=[member.partnership_id])
    assert client.get(url).status_code == 200
    member.user.is_active = False
    member.user.save()
    assert client.get(url).status_code == 302


@pytest.mark.django_db
def test_site_pages_are_not_found_by_others():
    partnership = a_partnership()
    lead = a_member(partnership, Role.LEAD)
    offer = an_invitation(partnership)
    for pattern in site_urls.urlpatterns:
        ids = [partnership.pk, offer.pk][: len(pattern.pattern.converters)]
        url = reverse(pattern.name, args=ids)
        assert signed_in(lead.user).get(url).status_code == 404
        assert Client().get(url).status_code == 302


@pytest.mark.django_db
def test_every_unsafe_request_needs_the_forms_token():
    partnership = a_partnership()
    client = signed_in(a_member(partnership, Role.LEAD).user, enforce_csrf_checks=True)
    for url in addresses(partnership).values():
        assert client.post(url).status_code == 403


@pytest.mark.django_db
def test_a_grant_too_many_would_be_noticed(monkeypatch):
    """The seeded fault: an observer who may manage people."""
    monkeypatch.setitem(GRANTS, Role.OBSERVER, GRANTS[Role.OBSERVER] | {Can.MANAGE_PEOPLE})
    partnership = a_partnership()
    a_member(partnership, Role.LEAD)
    assert opened(partnership, Role.OBSERVER) == set(MAY_OPEN)


def test_a_page_without_a_scope_would_be_noticed():
    """The seeded fault: a view that went through none of the decorators."""

    def forgotten(request):
        return None

    assert not hasattr(forgotten, "scope")
    assert declare(forgotten, Scope.PUBLIC).scope is Scope.PUBLIC
