"""A person's first page: what waits for them, and nothing that their role or their second factor does not open."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.assessments.actions.assessment import approve_closing
from alongside.assessments.actions.participation import finish, join
from alongside.assessments.actions.rating import share_reason
from alongside.assessments.actions.withholding import withhold
from alongside.assessments.models import Assessment, SharedReason
from alongside.audit.actor import SYSTEM, Actor
from alongside.home.queries import places
from alongside.people.access import Role
from alongside.people.actions.accounts import create_account, create_site_administrator
from alongside.people.models import Membership
from alongside.plans.models import Prioritising
from tests import makers

pytestmark = pytest.mark.django_db
ITEM = "training"


def first_page(member: Membership) -> str:
    answer = makers.signed_in(member).get(reverse("home"))
    assert answer.status_code == 200
    return answer.content.decode()


def link(name: str, *args: object) -> str:
    return f'href="{reverse(name, args=args)}"'


def in_assessment(name: str, found: Assessment, *more: object) -> str:
    return link(name, found.partnership_id, found.pk, *more)


def revealed(title: str = "Spring assessment") -> Assessment:
    found = makers.assessment(makers.partnership(), title=title)
    makers.rate_all(makers.participants(found, "staff"), "engagement")
    makers.reveal_all(found, [ITEM, "risk"])
    return found


def test_an_open_assessment_waits_for_a_contributor_until_they_have_finished() -> None:
    found = makers.assessment(makers.partnership())
    member = makers.member(found.partnership, Role.CONTRIBUTOR)
    page = first_page(member)
    assert in_assessment("take-part", found) in page and "Spring assessment" in page and "Contributor" in page

    joined = join(assessment=found, group=None, mode="own", may_show_alone=False, user_id=member.user_id)
    page = first_page(member)
    assert link("my-part", found.pk) in page and in_assessment("take-part", found) not in page

    finish(participant=joined.participant, by=Actor.user(member.user_id))
    page = first_page(member)
    assert link("my-part", found.pk) not in page and "Nothing waits for you here now" in page


def test_nothing_waits_for_an_observer() -> None:
    found = makers.assessment(makers.partnership())
    assert "Nothing waits for you here now" in first_page(makers.member(found.partnership, Role.OBSERVER))


def test_a_closed_record_leads_lead_and_co_lead_on_and_everybody_else_to_what_was_agreed() -> None:
    found = revealed()
    makers.decide(found, ITEM, "engagement")
    makers.close(found)
    for role in (Role.LEAD, Role.CO_LEAD):
        page = first_page(makers.member(found.partnership, role))
        assert in_assessment("priorities", found) in page and "Choose what to act on first" in page
    observer = first_page(makers.member(found.partnership, Role.OBSERVER))
    assert link("board-summary", found.partnership_id) in observer
    assert in_assessment("priorities", found) not in observer
    Prioritising.objects.create(assessment=found)
    assert "Choose what to act on first" not in first_page(makers.member(found.partnership, Role.LEAD))


def test_preparation_waits_for_those_who_run_it() -> None:
    found = makers.assessment(makers.partnership(), open=False)
    for role, waits in (
        (Role.LEAD, True),
        (Role.FACILITATOR, True),
        (Role.COMMISSIONER, False),
        (Role.CONTRIBUTOR, False),
    ):
        assert (in_assessment("assessment", found) in first_page(makers.member(found.partnership, role))) is waits


def test_a_decision_waits_for_the_co_lead_and_not_for_the_lead_who_put_it_forward() -> None:
    found = revealed()
    lead = makers.member(found.partnership, Role.LEAD)
    co_lead = makers.member(found.partnership, Role.CO_LEAD)
    makers.decide(found, ITEM, "engagement", confirmed=False)
    assert "a decision waits for you" in first_page(co_lead)
    assert in_assessment("challenge", found, ITEM) in first_page(co_lead)
    assert "a decision waits" not in first_page(lead)

    makers.decide(found, "risk", "engagement", confirmed=False)
    assert "2 decisions wait for you" in first_page(co_lead)
    assert in_assessment("challenges", found) in first_page(co_lead)


def test_a_recorded_decision_waits_for_nobody_until_another_is_put_forward() -> None:
    found = revealed()
    co_lead = makers.member(found.partnership, Role.CO_LEAD)
    makers.decide(found, ITEM, "engagement")
    assert "decision" not in first_page(co_lead)
    makers.decide(found, ITEM, "development", confirmed=False)
    assert "a decision waits for you" in first_page(co_lead)


def test_closing_waits_for_the_other_half() -> None:
    found = revealed()
    makers.decide(found, ITEM, "engagement")
    for group in found.groups.all():
        group.absence_means = "They were asked and could not come."
        group.save()
    approve_closing(assessment=found, role=Role.LEAD, by=SYSTEM)
    assert in_assessment("close-assessment", found) in first_page(makers.member(found.partnership, Role.CO_LEAD))
    for role in (Role.LEAD, Role.FACILITATOR, Role.CONTRIBUTOR):
        assert in_assessment("close-assessment", found) not in first_page(makers.member(found.partnership, role))


@pytest.mark.parametrize("role", [Role.LEAD, Role.CO_LEAD, Role.FACILITATOR, Role.COMMISSIONER])
def test_without_the_second_factor_it_shows_nothing_of_the_partnership(role: Role) -> None:
    """The page must not be a way round the door: titles and states stay behind it."""
    found = makers.assessment(makers.partnership(), title="Title behind the door")
    page = first_page(makers.member(found.partnership, role, secured=False))
    assert link("second-factor-needed") in page
    assert "Title behind the door" not in page and str(found.pk) not in page


def test_behind_the_door_nothing_is_even_read() -> None:
    found = makers.assessment(makers.partnership())
    (closed,) = places(makers.member(found.partnership, Role.LEAD, secured=False).user)
    (opened,) = places(makers.member(found.partnership, Role.LEAD).user)
    assert (closed.locked, closed.waiting) == (True, ())
    assert opened.waiting and not opened.locked


def test_what_others_did_is_not_taken_for_my_own() -> None:
    """The seeded fault would tell one member that another has started or finished."""
    found = makers.assessment(makers.partnership())
    me, other = (makers.member(found.partnership, Role.CONTRIBUTOR) for _ in range(2))
    joined = join(assessment=found, group=None, mode="own", may_show_alone=False, user_id=other.user_id)
    finish(participant=joined.participant, by=Actor.user(other.user_id))
    assert in_assessment("take-part", found) in first_page(me)


def test_somebody_else_s_partnership_is_not_there() -> None:
    stranger = makers.member(makers.partnership("Hillside partnership"), Role.CONTRIBUTOR)
    found = makers.assessment(makers.partnership(), title="Not theirs")
    page = first_page(stranger)
    assert "Hillside partnership" in page and "Not theirs" not in page and found.partnership.name not in page


def test_where_something_waits_comes_first() -> None:
    quiet, busy = makers.partnership("Aaa partnership"), makers.partnership("Zzz partnership")
    member = makers.member(quiet, Role.CONTRIBUTOR)
    Membership.objects.create(partnership=busy, user=member.user, role=Role.CONTRIBUTOR)
    assert first_page(member).index("Aaa") < first_page(member).index("Zzz")
    makers.assessment(busy)
    assert first_page(member).index("Zzz") < first_page(member).index("Aaa")


def test_those_who_may_start_an_assessment_are_told_where_to_begin() -> None:
    partnership = makers.partnership()
    for role, begins in ((Role.LEAD, True), (Role.FACILITATOR, True), (Role.CONTRIBUTOR, False)):
        assert ("Begin here" in first_page(makers.member(partnership, role))) is begins
    makers.assessment(partnership)
    assert "Begin here" not in first_page(makers.member(partnership, Role.LEAD))


def test_somebody_without_a_place_is_told_how_to_get_one() -> None:
    user = create_account(email="new@example.org", name="New", password=makers.PASSWORD, by=SYSTEM)
    client = Client()
    client.force_login(user)
    page = client.get(reverse("home")).content.decode()
    assert "You belong to no partnership yet" in page and link("invitation") in page and link("site") not in page


def test_a_site_administrator_finds_the_site() -> None:
    user = create_account(email="admin@example.org", name="Admin", password=makers.PASSWORD, by=SYSTEM)
    user.is_site_administrator = True
    user.save()
    client = Client()
    client.force_login(user)
    assert link("site") in client.get(reverse("home")).content.decode()


def test_it_asks_the_database_equally_often_however_much_there_is() -> None:
    found = makers.assessment(makers.partnership())
    member = makers.member(found.partnership, Role.CO_LEAD)
    client = makers.signed_in(member)
    client.get(reverse("home"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("home"))
    for number in range(3):
        more = revealed(f"Assessment {number}")
        makers.decide(more, ITEM, "engagement", confirmed=False)
        makers.decide(more, "risk", "engagement")
        Membership.objects.create(partnership=more.partnership, user=member.user, role=Role.CO_LEAD)
    with CaptureQueriesContext(connection) as many:
        page = client.get(reverse("home")).content.decode()
    assert page.count("a decision waits for you") == 3
    assert len(few) <= len(many) <= len(few) + 1 <= 13


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


def test_a_site_administrator_reads_their_job_first() -> None:
    client = Client()
    client.force_login(create_site_administrator(email="sam@example.org", name="Sam", password="x" * 12, by=SYSTEM))
    page = client.get(reverse("home")).content.decode()
    assert page.index(f'href="{reverse("site")}"') < page.index("You belong to no partnership yourself")
    assert "You belong to no partnership yet" not in page


def test_a_reason_that_waits_to_be_withheld_stands_on_the_first_page_of_the_other_half() -> None:
    found = makers.assessment(makers.partnership())
    [person] = makers.participants(found, "staff", 1)
    [rating] = makers.rate_all([person], "engagement", reason="Sister Jane never listens.", items=[ITEM])
    share_reason(rating=rating, by=Actor.participant(person.pk))
    makers.reveal_all(found, [rating.item])
    lead, co_lead = (makers.member(found.partnership, role) for role in (Role.LEAD, Role.CO_LEAD))
    reason = SharedReason.objects.get()
    where = in_assessment("withhold-reason", found, reason.pk)
    assert where not in first_page(lead) + first_page(co_lead)
    withhold(reason=reason, role=Role.LEAD, cause="names", by=Actor.user(lead.user_id))
    assert where in first_page(co_lead) and "a reason waits to be withheld" in first_page(co_lead)
    assert where not in first_page(lead)
    withhold(reason=reason, role=Role.CO_LEAD, cause="names", by=Actor.user(co_lead.user_id))
    assert where not in first_page(co_lead)
