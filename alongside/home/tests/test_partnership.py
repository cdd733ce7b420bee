"""The first page of a partnership: who it is, where its assessments are, and where to begin."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.audit.actor import SYSTEM
from alongside.home.queries import looks
from alongside.people.access import Role
from alongside.people.actions.organisations import add_organisation, create_partnership
from alongside.people.models import Membership
from tests import makers

pytestmark = pytest.mark.django_db


def overview(member: Membership) -> str:
    answer = makers.signed_in(member).get(reverse("partnership", args=[member.partnership_id]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_names_every_side() -> None:
    made = create_partnership(
        name="Wren partnership",
        provider=add_organisation(name="Wren Trust", kind="nhs-provider", by=SYSTEM),
        commissioners=[add_organisation(name="Wren Board", kind="integrated-care-board", by=SYSTEM)],
        partners=[add_organisation(name="Wren Homes", kind="housing", by=SYSTEM)],
        by=SYSTEM,
    )
    page = overview(makers.member(made, Role.CONTRIBUTOR))
    for name in ("Wren partnership", "Wren Trust", "Wren Board", "Wren Homes"):
        assert name in page


def test_a_lead_of_an_empty_partnership_is_told_where_to_begin() -> None:
    page = overview(makers.member(makers.partnership(), Role.LEAD))
    assert "Start an assessment" in page and "Invite a lived-experience co-lead" in page


def test_a_contributor_of_an_empty_partnership_is_told_to_wait() -> None:
    page = overview(makers.member(makers.partnership(), Role.CONTRIBUTOR))
    assert "No assessment yet" in page and "Start an assessment" not in page and "There is no lived-experience" in page


def test_with_a_co_lead_nobody_is_asked_to_invite_one() -> None:
    partnership = makers.partnership()
    lead = makers.member(partnership, Role.LEAD)
    makers.member(partnership, Role.CO_LEAD)
    page = overview(lead)
    assert "Invite a lived-experience co-lead" not in page and "There is no lived-experience" not in page


@pytest.mark.parametrize(
    ("revealed", "closed", "said"),
    [
        (False, False, "People answer alone. Joined: 5. Answered something: 5. Finished: 0."),
        (True, False, "Next: talk about the answers, and write down what you agree."),
        (True, True, "The record stands. Read it, and use it."),
    ],
)
def test_it_says_what_comes_next(revealed: bool, closed: bool, said: str) -> None:
    found = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(found, "staff"), "engagement")
    if revealed:
        makers.reveal_all(found)
        makers.decide(found, "training", "engagement")
    if closed:
        makers.close(found)
    assert said in overview(makers.member(found.partnership, Role.OBSERVER))


def test_no_answer_is_on_it_before_or_after_it_is_shown() -> None:
    found = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(found, "staff"), "engagement", reason="Only the night staff know", share=True)
    member = makers.member(found.partnership, Role.LEAD)
    assert "night staff" not in overview(member)
    makers.reveal_all(found)
    assert "night staff" not in overview(member)


def test_it_asks_the_database_a_fixed_number_of_times() -> None:
    found = makers.assessment(makers.partnership())
    member = makers.member(found.partnership, Role.LEAD)
    client, address = makers.signed_in(member), reverse("partnership", args=[found.partnership_id])
    client.get(address)
    for number in range(3):
        more = makers.assessment(found.partnership, title=f"Assessment {number}")
        makers.rate_all(makers.participants(more, "staff"), "engagement")
        makers.reveal_all(more, ["training"])
        makers.decide(more, "training", "engagement")
        makers.member(found.partnership, Role.CONTRIBUTOR)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).content.decode().count("Assessment 2") >= 1
    assert len(asked) <= 14, [each["sql"][:120] for each in asked]


def test_counts_do_not_multiply_each_other() -> None:
    """The seeded fault: people counted in one read with the items that were shown make fifty people of five."""
    found = makers.assessment(makers.partnership())
    people = makers.participants(found, "staff", n=5)
    member = makers.member(found.partnership, Role.OBSERVER)
    for items in ([], ["training"]):
        makers.rate_all(people, "engagement")
        makers.reveal_all(found, items)
    (look,) = looks([found.partnership_id], member.user)
    assert (look.joined, look.finished, look.revealed) == (5, 0, True)
