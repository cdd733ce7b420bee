"""The demonstration loads, believable and the same each time; only a demonstration shows codes or signs anybody in."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client, override_settings

from alongside.assessments.models import Assessment, Rating, Reveal
from alongside.assessments.queries.states import current_state
from alongside.demo.codes import demonstration_user, keys
from alongside.demo.load import load
from alongside.demo.telling import assessments, people
from alongside.evidence.models import Card
from alongside.people.models import Membership, Partnership, User
from tests import makers
from tests.access.routes import EVERY_ADDRESS

pytestmark = pytest.mark.django_db


def test_the_partnership_has_three_years_of_history():
    assert load("partnership")
    made = list(Assessment.objects.order_by("created_at"))
    assert [each.title for each in made] == [told.title for told in assessments()]
    assert [current_state(each) for each in made] == ["closed", "closed", "open"]
    assert (made[-1].created_at - made[0].created_at).days > 800
    assert not Rating.objects.filter(assessment__in=made[:2]).exists()
    assert Reveal.objects.filter(assessment=made[1]).count() == 10


def test_loading_twice_changes_nothing():
    load("partnership")
    before = (User.objects.count(), Assessment.objects.count())
    assert not load("partnership")
    assert (User.objects.count(), Assessment.objects.count()) == before


def test_the_sources_have_evidence_and_no_assessment():
    assert load("sources")
    assert Partnership.objects.count() == 2
    assert Card.objects.count() > 80
    assert not Assessment.objects.exists()
    members = sum(1 for person in people() if person.role)
    assert Membership.objects.count() == 2 * members


def test_an_assessment_can_be_run_on_top_of_the_sources():
    load("sources")
    lead = Membership.objects.filter(role="lead").first()
    made = makers.assessment(lead.partnership)
    page = makers.signed_in(lead).get(f"/p/{lead.partnership_id}/assessments/{made.pk}/together/workforce/")
    assert page.status_code == 200
    assert "report" in page.content.decode()


def test_everybody_has_a_second_factor_and_a_code():
    load("partnership")
    with override_settings(DEMONSTRATION=True):
        shown = keys()
    assert [key.person for key in shown] == people()
    assert all(len(key.code) == 6 for key in shown)
    assert Authenticator.objects.count() == len(people())


def test_outside_a_demonstration_nothing_is_shown_and_nobody_comes_in():
    load("partnership")
    with override_settings(DEMONSTRATION=False):
        assert demonstration_user("amina") is None
        with pytest.raises(ImproperlyConfigured):
            keys()
        with pytest.raises(Exception, match="invented people"):
            call_command("demonstrate", "--no-serve")


@override_settings(DEMONSTRATION=True, ROOT_URLCONF=EVERY_ADDRESS)
def test_only_invented_people_can_be_signed_in_with_one_press():
    load("partnership")
    real = makers.member(makers.partnership("Somewhere else"))
    client = Client()
    assert client.post(f"/demonstration/sign-in/{real.user.email.partition('@')[0]}/").status_code == 404
    assert "_auth_user_id" not in client.session
    assert client.post("/demonstration/sign-in/joel/").status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(email=people()[1].email).pk)
