"""Coming in, coming back, choosing, finishing and leaving."""

from uuid import uuid4

import pytest

from alongside.assessments.actions.invites import invite, withdraw
from alongside.assessments.actions.participation import choose, come_back, finish, join, leave
from alongside.assessments.actions.rating import add_card, rate
from alongside.assessments.models import InviteEnd, Participant, Rating, SharedReason
from alongside.assessments.queries.groups import progress, size_of
from alongside.assessments.queries.invites import PURPOSE, by_code, by_link, is_open, ways_in
from alongside.assessments.queries.participants import by_account, by_return_code, by_secret
from alongside.assessments.queries.record import record
from alongside.audit.actor import SYSTEM, Actor
from alongside.audit.models import Entry
from alongside.evidence.models import Card
from alongside.people.tokens import link_secret, typed_code
from alongside.ui.refusals import Conflict, Refused
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment():
    return makers.assessment(makers.partnership())


def way_in(assessment, personal=True, group="staff"):
    return invite(assessment=assessment, group=assessment.groups.get(key=group), personal=personal, by=SYSTEM)


def come(invite=None, assessment=None, **kwargs):
    assessment = assessment or invite.assessment
    return join(assessment=assessment, group=None, mode="own", may_show_alone=False, invite=invite, **kwargs)


def mine(participant):
    return Actor.participant(participant.pk)


def test_join_by_a_personal_invitation_works_once(assessment):
    way = way_in(assessment)
    come(way)
    with pytest.raises(Refused, match="used or withdrawn"):
        come(way)
    assert (Participant.objects.count(), InviteEnd.objects.get().used) == (1, True)


def test_join_by_an_open_invitation_works_for_many(assessment):
    way = way_in(assessment, personal=False)
    people = {come(way).participant.pk for _ in range(3)}
    assert len(people) == 3
    assert not InviteEnd.objects.exists()


def test_join_by_an_expired_invitation_is_refused(assessment):
    way = way_in(assessment)
    makers.run_out(way)
    assert not is_open(way)
    with pytest.raises(Refused, match="run out"):
        come(way)


def test_join_by_a_withdrawn_invitation_is_refused_and_who_came_stays(assessment):
    way = way_in(assessment, personal=False)
    come(way)
    withdraw(invite=way, by=SYSTEM)
    with pytest.raises(Refused, match="used or withdrawn"):
        come(way)
    assert Participant.objects.count() == 1


def test_withdraw_twice_changes_nothing_and_a_used_one_stays_used(assessment):
    way, used = way_in(assessment), way_in(assessment)
    come(used)
    for each in (way, way, used):
        withdraw(invite=each, by=SYSTEM)
    assert dict(InviteEnd.objects.values_list("invite", "used")) == {way.pk: False, used.pk: True}
    assert Entry.objects.filter(verb="withdrew").count() == 1


def test_join_twice_with_one_account_is_refused(assessment):
    user = makers.member(assessment.partnership).user
    come(assessment=assessment, user_id=user.pk)
    with pytest.raises(Refused, match="already"):
        come(assessment=assessment, user_id=user.pk)
    assert by_account(assessment.pk, user.pk) is not None


def test_join_before_opening_is_refused():
    with pytest.raises(Refused, match="not been opened"):
        come(assessment=makers.assessment(makers.partnership(), open=False))


def test_join_with_one_sheet_twice_stores_it_once(assessment):
    key = uuid4()
    come(assessment=assessment, sheet=key)
    with pytest.raises(Conflict, match="stored already"):
        come(assessment=assessment, sheet=key)
    assert Participant.objects.get().pk == key


def test_link_opens_with_its_own_secret_only(assessment):
    way, other = way_in(assessment), way_in(assessment)
    secret = link_secret(PURPOSE, way.pk)
    assert by_link(way.pk, secret) == way
    for wrong in (link_secret(PURPOSE, other.pk), link_secret("other", way.pk), secret[:-1], "", "é"):
        assert by_link(way.pk, wrong) is None


def test_code_is_found_however_it_is_typed(assessment):
    way = way_in(assessment)
    code = typed_code(PURPOSE, way.pk)
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        assert by_code(typed) == way
    assert by_code("AAAA-AAAA") is None
    assert [each.code for each in ways_in(assessment)] == [code]


def test_secrets_and_codes_are_stored_nowhere(assessment):
    way = way_in(assessment)
    joined = come(way)
    kept = " ".join(
        map(str, [*Participant.objects.values().get().values(), *type(way).objects.values().get().values()])
    )
    code = typed_code("participant", joined.participant.pk)
    for secret in (
        joined.secret,
        code,
        code.replace("-", ""),
        typed_code(PURPOSE, way.pk),
        link_secret(PURPOSE, way.pk),
    ):
        assert secret not in kept


def test_come_back_opens_the_same_answers_and_the_old_device_no_longer_does(assessment):
    first = come(assessment=assessment)
    person = by_return_code(typed_code("participant", first.participant.pk))
    second = come_back(participant=person, by=mine(person))
    assert by_secret(assessment.pk, first.secret) is None
    assert by_secret(assessment.pk, second.secret) == first.participant


def test_secret_opens_its_own_assessment_only(assessment):
    joined = come(assessment=assessment)
    other = makers.assessment(makers.partnership())
    assert by_secret(other.pk, joined.secret) is None
    assert by_secret(assessment.pk, "") is None


def test_choose_counts_from_the_next_reveal_on(assessment):
    people = makers.participants(assessment, "staff", 2)
    makers.rate_all(people, {"risk": "engagement", "training": "engagement"})
    makers.reveal_all(assessment, ["risk"])
    for person in people:
        choose(participant=person, may_show_alone=True, by=mine(person))
    makers.reveal_all(assessment, ["training"])
    rounds = {each.item.key: each.rounds for each in record(assessment).items}
    assert [cell.keys for cell in rounds["risk"][0].released.cells] == []
    assert [cell.keys for cell in rounds["training"][0].released.cells] == [("staff",)]


def test_finish_counts_once_and_per_group_only(assessment):
    person, other = makers.participants(assessment, "staff", 2)
    finish(participant=person, by=mine(person))
    when = Participant.objects.get(pk=person.pk).finished_at
    finish(participant=person, by=mine(person))
    assert Participant.objects.get(pk=person.pk).finished_at == when
    assert {each.group.key: (each.joined, each.finished) for each in progress(assessment)}["staff"] == (2, 1)
    assert size_of(assessment, other.group) == 2


@pytest.fixture
def leaver(assessment):
    """Somebody who shared reasons on a revealed and an unrevealed challenge, and put a card beside each."""
    user = makers.member(assessment.partnership).user
    joined = join(
        assessment=assessment,
        group=assessment.groups.get(key="staff"),
        mode="own",
        may_show_alone=False,
        user_id=user.pk,
    )
    person = joined.participant
    others = makers.participants(assessment, "staff", 4)
    makers.rate_all([person, *others], {"risk": "engagement"}, reason="My own words", share=True)
    makers.rate_all([person], {"training": "engagement"}, reason="My own words", share=True)
    for item in ("risk", "training"):
        add_card(
            participant=person,
            item=item,
            kind="story",
            title=item,
            shows="Seen",
            does_not_show="",
            source="",
            dated="",
            by=mine(person),
        )
    makers.reveal_all(assessment, ["risk"])
    person.refresh_from_db()
    return joined


def test_leave_takes_back_what_was_not_shown_and_every_reason(assessment, leaver):
    person = leaver.participant
    leave(participant=person, by=mine(person))
    left = Rating.objects.filter(participant=person)
    assert [(each.item, each.reason) for each in left] == [("risk", "")]
    assert not SharedReason.objects.filter(rating__participant=person).exists()
    assert [card.title for card in Card.objects.all()] == ["risk"]
    assert SharedReason.objects.count() == 4


def test_leave_lets_the_device_and_the_account_go(assessment, leaver):
    person, user = leaver.participant, leaver.participant.user_id
    leave(participant=person, by=mine(person))
    assert by_secret(assessment.pk, leaver.secret) is None
    assert by_account(assessment.pk, user) is None
    join(assessment=assessment, group=None, mode="own", may_show_alone=False, user_id=user)


def test_leave_keeps_the_revealed_counts_and_the_attendance(assessment, leaver):
    before = record(assessment)
    leave(participant=leaver.participant, by=mine(leaver.participant))
    after = record(assessment)
    assert [each.rounds for each in after.items] == [each.rounds for each in before.items]
    assert after.attendance == before.attendance


def test_leave_before_anything_was_shown_undoes_having_answered(assessment):
    person = makers.participants(assessment, "carers", 1)[0]
    makers.rate_all([person], {"risk": "engagement"})
    person.refresh_from_db()
    leave(participant=person, by=mine(person))
    assert not Rating.objects.exists()
    assert record(assessment).present == ()


def test_answer_that_comes_in_while_leaving_counts_as_present(assessment):
    """Another page still holds the person as they were before they left."""
    person = makers.participants(assessment, "carers", 1)[0]
    makers.rate_all([person], {"risk": "engagement"})
    stale = Participant.objects.get(pk=person.pk)
    leave(participant=Participant.objects.get(pk=person.pk), by=mine(person))
    rate(participant=stale, item="risk", answer="engagement", reason="", round=1, revision=0, by=mine(stale))
    assert [group.answered for group in record(assessment).present] == [1]
