"""The people that tests know by name are who they are said to be."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.actions.participation import Joined
from alongside.assessments.doors import COOKIE
from alongside.assessments.models import Assessment
from alongside.people.access import Role
from alongside.people.models import Membership, Partnership, User
from tests import makers

ROLES = {
    "amina": Role.LEAD,
    "joel": Role.CO_LEAD,
    "priya": Role.FACILITATOR,
    "gareth": Role.COMMISSIONER,
    "dee": Role.CONTRIBUTOR,
    "tom": Role.OBSERVER,
}


@pytest.mark.parametrize("name", ROLES)
def test_members_of_riverside_come_in(request: pytest.FixtureRequest, riverside: Partnership, name: str) -> None:
    membership: Membership = request.getfixturevalue(name)
    assert (membership.role, membership.user.name) == (ROLES[name], name.capitalize())
    home = reverse("partnership", args=[riverside.pk])
    assert makers.signed_in(membership).get(home).status_code == 200


def test_everybody_else_does_not(
    riverside: Partnership, olga: Membership, una: Membership, walter: Membership, sam: User, nobody: Client
) -> None:
    home = reverse("partnership", args=[riverside.pk])
    administrator = Client()
    administrator.force_login(sam)
    assert makers.signed_in(olga).get(home).status_code == 404
    assert administrator.get(home).status_code == 404
    assert administrator.get(reverse("site")).status_code == 200
    assert makers.signed_in(una).get(home).url == reverse("second-factor-needed")
    for client in (nobody, makers.signed_in(walter)):
        assert client.get(home).url.startswith(reverse("account_login"))


def test_participants_open_their_own_pages_only(
    nobody: Client, assessment: Assessment, participant: Joined, participant_elsewhere: Joined
) -> None:
    mine = reverse("my-part", args=[assessment.pk])
    nobody.cookies[COOKIE] = participant_elsewhere.secret
    assert nobody.get(mine).status_code == 404
    nobody.cookies[COOKIE] = participant.secret
    assert nobody.get(mine).status_code == 200
