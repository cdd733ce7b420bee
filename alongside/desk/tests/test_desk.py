"""The desk reads copies that were released, of providers that share, for readers who were named, and nothing else."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alongside.audit.actor import SYSTEM, Actor
from alongside.desk import actions, queries
from alongside.desk.making import made_now
from alongside.desk.models import DeskCopy, DeskShare
from alongside.desk.rules import Ask, Copy, GoalCopy, PlanCopy, by_name, from_json, to_json
from alongside.people.access import Role
from alongside.people.actions.organisations import add_organisation
from alongside.people.models import PartnershipOrganisation
from alongside.ui.refusals import Refused
from tests import makers, plan_makers
from tests.plan_makers import Cast

pytestmark = pytest.mark.django_db
PRIVATE = "Nobody but me should read this"


@pytest.fixture
def who() -> Cast:
    """A partnership with a plan in force."""
    found = plan_makers.cast()
    plan_makers.in_force(found)
    return found


@pytest.fixture
def reader(who):
    """Somebody of the board who is a member of no partnership, and reads its desk."""
    elsewhere = makers.member(makers.partnership("Elsewhere"), Role.OBSERVER, "Rhea Reader")
    actions.name_reader(organisation=who.board, email=elsewhere.user.email, by=SYSTEM)
    return elsewhere


def share(who: Cast) -> DeskShare:
    return actions.share(partnership=who.partnership, organisation=who.board, by=Actor.user(who.lead.user_id))


def test_a_copy_has_the_agreed_record_the_plan_and_what_is_asked(who):
    copy = made_now(who.partnership, who.board)
    assert len(copy.record.agreed) == 10
    assert copy.plans[0].goals[0].target == "8 of 10"
    assert len(copy.plans[0].signed) == 2
    assert [(ask.text, ask.for_us) for ask in copy.asks] == [("Pay for the training", True)]
    assert copy.reviews_due() == [(timezone.localdate() + timedelta(days=180), copy.plans[0].challenge)]


def test_a_copy_is_the_same_after_it_was_kept(who):
    copy = made_now(who.partnership, who.board)
    assert from_json(json.loads(json.dumps(to_json(copy)))) == copy


def test_a_copy_holds_nobodys_answers_and_no_shared_reason():
    who = plan_makers.cast()
    assessment = makers.assessment(who.partnership)
    people = makers.participants(assessment, "people-who-use-services", 5)
    makers.rate_all(people, "engagement", reason=PRIVATE, share=True)
    makers.reveal_all(assessment)
    for item in ("interactions", "risk"):
        makers.decide(assessment, item, "engagement")
    makers.close(assessment)
    text = json.dumps(to_json(made_now(who.partnership, who.board)))
    assert "Engagement" in text
    assert PRIVATE not in text
    assert "counts" not in text


def test_what_happens_later_is_not_on_the_desk_until_it_is_released(who, reader):
    opened = share(who)
    before = queries.on_desk(who.board)[0].copy
    version = plan_makers.in_force(who, plan_makers.plans(who, ["risk"])[0])
    assert queries.on_desk(who.board)[0].copy == before
    assert queries.sharing(who.partnership)[0].changed
    actions.release(share=opened, by=SYSTEM)
    digests = {plan.digest for plan in queries.on_desk(who.board)[0].copy.plans}
    assert version.digest in digests
    assert not queries.sharing(who.partnership)[0].changed


def test_releasing_again_leaves_one_copy(who):
    opened = share(who)
    actions.release(share=opened, by=SYSTEM)
    assert [copy.sequence for copy in opened.copies.all()] == [2]


def test_taking_back_deletes_every_copy(who, reader):
    opened = share(who)
    client = makers.signed_in(reader)
    address = reverse("desk-copy", args=[who.board.pk, opened.pk])
    assert client.get(address).status_code == 200
    actions.take_back(share=opened, by=SYSTEM)
    actions.take_back(share=opened, by=SYSTEM)
    assert client.get(address).status_code == 404
    assert not DeskCopy.objects.exists()
    with pytest.raises(Refused):
        actions.release(share=opened, by=SYSTEM)


def test_only_a_commissioner_of_the_partnership_can_be_shared_with(who):
    other = add_organisation(name="Another board", kind="integrated-care-board", by=SYSTEM)
    with pytest.raises(Refused):
        actions.share(partnership=who.partnership, organisation=other, by=SYSTEM)


def test_being_called_a_commissioner_elsewhere_opens_no_desk(who):
    """The way in that must not exist: a lead of another partnership gives a friend that role, for that organisation."""
    share(who)
    elsewhere = makers.partnership("Elsewhere")
    PartnershipOrganisation.objects.create(
        partnership=elsewhere, organisation=who.board, side=PartnershipOrganisation.Side.COMMISSIONER
    )
    friend = makers.member(elsewhere, Role.COMMISSIONER)
    friend.organisation = who.board
    friend.save()
    assert makers.signed_in(friend).get(reverse("desk", args=[who.board.pk])).status_code == 404


def test_somebody_who_read_the_desk_no_longer_does(who, reader):
    client, address = makers.signed_in(reader), reverse("desk", args=[who.board.pk])
    assert client.get(address).status_code == 200
    actions.end_reading(reader=who.board.desk_readers.get(), by=SYSTEM)
    assert client.get(address).status_code == 404


def test_a_reader_needs_a_second_factor(who):
    plain = makers.member(makers.partnership("Elsewhere"), Role.OBSERVER, secured=False)
    actions.name_reader(organisation=who.board, email=plain.user.email, by=SYSTEM)
    response = makers.signed_in(plain).get(reverse("desk", args=[who.board.pk]))
    assert response["Location"] == reverse("second-factor-needed")


def test_nobody_reads_a_desk_without_an_account(who):
    with pytest.raises(Refused):
        actions.name_reader(organisation=who.board, email="nobody@example.org", by=SYSTEM)


def test_the_desk_names_no_stage_beside_a_provider(who, reader):
    """Providers are listed by name; only the page of one of them says which stage was agreed."""
    opened = share(who)
    client = makers.signed_in(reader)
    listed = client.get(reverse("desk", args=[who.board.pk])).content.decode()
    assert "Pay for the training" in listed
    assert "Engagement" not in listed
    one = client.get(reverse("desk-copy", args=[who.board.pk, opened.pk])).content.decode()
    assert "Agreed: Engagement." in one


def test_a_share_of_another_organisation_is_not_on_this_desk(who, reader):
    opened = share(who)
    other = add_organisation(name="Another board", kind="integrated-care-board", by=SYSTEM)
    actions.name_reader(organisation=other, email=reader.user.email, by=SYSTEM)
    client = makers.signed_in(reader)
    assert client.get(reverse("desk-copy", args=[other.pk, opened.pk])).status_code == 404


def test_the_lead_reads_exactly_what_the_desk_will(who, reader):
    lead = makers.signed_in(who.lead)
    preview = lead.get(reverse("desk-preview", args=[who.partnership.pk, who.board.pk])).content.decode()
    opened = share(who)
    copy = makers.signed_in(reader).get(reverse("desk-copy", args=[who.board.pk, opened.pk])).content.decode()
    for said in ("Pay for the training", "Agreed: Engagement.", "8 of 10", "Director of recovery"):
        assert said in preview
        assert said in copy


def test_sharing_and_taking_back_by_the_buttons(who, reader):
    lead = makers.signed_in(who.lead)
    at = [who.partnership.pk, who.board.pk]
    assert lead.post(reverse("share-with-desk", args=at)).status_code == 302
    assert lead.post(reverse("share-with-desk", args=at)).status_code == 302
    page = lead.get(reverse("desk-sharing", args=at[:1])).content.decode()
    assert "Rhea Reader" in page
    assert "Nothing has changed." in page
    assert lead.post(reverse("take-back-from-desk", args=at)).status_code == 302
    assert not queries.on_desk(who.board)


def test_every_reader_is_named_once_and_a_commissioner_without_readers_is_listed(who, reader):
    abe = makers.member(makers.partnership("Nowhere"), Role.OBSERVER, "Abe")
    actions.name_reader(organisation=who.board, email=abe.user.email, by=SYSTEM)
    other = add_organisation(name="Zed commissioners", kind="integrated-care-board", by=SYSTEM)
    PartnershipOrganisation.objects.create(partnership=who.partnership, organisation=other, side="commissioner")
    said = [(each.organisation, each.readers, each.copied_at) for each in queries.sharing(who.partnership)]
    assert said == [(who.board, ("Abe", "Rhea Reader"), None), (other, (), None)]


def test_pages_ask_little(who, reader, django_assert_max_num_queries):
    opened = share(who)
    client = makers.signed_in(reader)
    for name, args in (("desk", [who.board.pk]), ("desk-copy", [who.board.pk, opened.pk])):
        with django_assert_max_num_queries(8):
            client.get(reverse(name, args=args))


def _copy(provider: str) -> Copy:
    goal = GoalCopy(text="x", measure="y", baseline="", target="z", by_when=date(2026, 1, 1), progress="", reading="")
    plan = PlanCopy(
        challenge="c",
        version=1,
        digest="d",
        in_force_since=date(2025, 1, 1),
        signed=("A",),
        note="",
        goals=(goal,),
        review_due=None,
        reviews=(),
    )
    ask = Ask(
        challenge="c",
        goal="x",
        text="t",
        organisation="o",
        for_us=False,
        due=date(2026, 2, 2),
        resources="",
        progress="",
        finished=False,
    )
    return Copy(provider=provider, partnership="p", record=None, plans=(plan,), asks=(ask,))


def test_providers_stand_in_the_order_of_their_names():
    names = [copy.provider for copy in sorted([_copy("b"), _copy("C"), _copy("a")], key=by_name)]
    assert names == ["a", "b", "C"]
    assert from_json(to_json(_copy("a"))) == _copy("a")
    assert _copy("a").asked_of_us() == ()


def test_the_desk_says_nothing_of_what_happened_after_the_copy(who, reader):
    """A review whose day came after the copy may have been held: the copy cannot know, and says so."""
    found = share(who)
    page = makers.signed_in(reader).get(reverse("desk", args=[who.board.pk])).content.decode()
    assert "Whether it was held" not in page and "The date was past" not in page
    copy = DeskCopy.objects.filter(share=found)
    copy.update(at=timezone.now() - timedelta(days=300))
    content = copy.get().content
    for due, said in ((-3, "Whether it was held is not in this copy ("), (-301, "was past when this copy was made")):
        content["plans"][0]["review_due"] = (timezone.localdate() + timedelta(days=due)).isoformat()
        copy.update(content=content)
        page = makers.signed_in(reader).get(reverse("desk", args=[who.board.pk])).content.decode()
        assert said in page
        assert "The date is past." not in page
    inside = makers.signed_in(reader).get(reverse("desk-copy", args=[who.board.pk, found.pk])).content.decode()
    assert "Plans in force on the day of this copy" in inside
