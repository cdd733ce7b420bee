"""People come in once each, no more than are there; their answers count once, wherever the phone was meanwhile."""

import pytest
from django.urls import reverse

from alongside.assessments.actions import participation
from alongside.assessments.actions.invites import invite, withdraw
from alongside.assessments.models import Participant, Rating
from alongside.assessments.queries.rounds import open_round
from alongside.assessments.tests.devices import Device, says
from alongside.audit.actor import SYSTEM, Actor
from alongside.people.tokens import link_secret, typed_code
from alongside.ui.refusals import Conflict, Refused
from alongside.workshops.actions.answering import answer_in_room
from alongside.workshops.actions.entering import come_in, join_and_come_in
from alongside.workshops.models import Attendance, Step
from alongside.workshops.queries.room import room
from tests import makers, workshop_makers
from tests.workshop_makers import TO_REVEAL, come, come_by_name, go, say, walk

pytestmark = pytest.mark.django_db
Phase = Step.Phase


@pytest.fixture
def meeting():
    return workshop_makers.meeting()


def test_coming_in_twice_changes_nothing(meeting):
    [person] = come(meeting.session)
    first = Attendance.objects.get()
    assert come_in(session=meeting.session, participant=person, by=SYSTEM) == first
    go(meeting.session, Phase.ENDED)
    assert come_in(session=meeting.session, participant=person, by=SYSTEM) == first
    assert (Attendance.objects.count(), first.table) == (1, 1)


def test_an_open_room_takes_as_many_as_the_facilitators_counted():
    meeting = workshop_makers.meeting(present=None)
    with pytest.raises(Refused, match="not open yet"):
        come(meeting.session)
    meeting = workshop_makers.meeting(present=2)
    come(meeting.session, n=2)
    with pytest.raises(Refused, match="As many people have come in"):
        come(meeting.session)
    assert Participant.objects.count() == 2, "whoever is refused must not be left half way"


def test_an_invited_room_is_for_people_with_a_code_of_their_own():
    meeting = workshop_makers.meeting(open_room=False, present=None)
    about, session = meeting.assessment, meeting.session
    with pytest.raises(Refused, match="a code of their own"):
        come(session)
    opened = invite(assessment=about, group=None, personal=False, by=SYSTEM)
    anybody = participation.join(assessment=about, group=None, mode="own", may_show_alone=False, invite=opened)
    with pytest.raises(Refused, match="a code of their own"):
        come_in(session=session, participant=anybody.participant, by=SYSTEM)
    own = invite(assessment=about, group=None, personal=True, by=SYSTEM)
    named = participation.join(assessment=about, group=None, mode="own", may_show_alone=False, invite=own)
    come_in(session=session, participant=named.participant, by=SYSTEM)
    account = participation.join(
        assessment=about, group=None, mode="own", may_show_alone=False, user_id=makers.member(about.partnership).user_id
    )
    come_in(session=session, participant=account.participant, by=SYSTEM)
    come_by_name(session)
    join_and_come_in(session=session, group=None, mode="shared", may_show_alone=False, by=meeting.by)
    assert session.attendances.count() == 4


def test_a_facilitator_brings_somebody_in_also_when_the_code_was_withdrawn(meeting):
    withdraw(invite=meeting.session.invite, by=SYSTEM)
    with pytest.raises(Refused, match="used or withdrawn"):
        come(meeting.session)
    made = join_and_come_in(session=meeting.session, group=None, mode="helper", may_show_alone=False, by=meeting.by)
    assert made.participant.invite is None and meeting.session.attendances.count() == 1


def test_the_code_of_a_room_opens_nothing_else(meeting):
    """Else somebody at home would count as somebody in the room."""
    way = meeting.session.invite
    with pytest.raises(Refused, match="for a room"):
        participation.join(assessment=meeting.assessment, group=None, mode="own", may_show_alone=False, invite=way)
    there, device = reverse("room"), Device()
    assert device.send(reverse("join"), code=typed_code("assessment", way.pk))["Location"] == there
    link = reverse("join-by-link", args=[way.pk, link_secret("assessment", way.pk)])
    assert device.get(link)["Location"] == there == device.post(link, {"group": "", "alone": "no"})["Location"]
    assert says(device.get(there), "This code is for a room")
    withdraw(invite=way, by=SYSTEM)
    assert device.get(link).status_code == 404
    assert not Participant.objects.exists()


def test_the_list_of_invitations_says_which_is_for_a_room(meeting):
    lead = makers.signed_in(makers.member(meeting.assessment.partnership))
    page = lead.get(reverse("invitations", args=[meeting.assessment.partnership_id, meeting.assessment.pk]))
    way = meeting.session.invite
    assert says(page, "Everybody in a room", "lets people in there until that session ends, nowhere else")
    assert not says(page, link_secret("assessment", way.pk))


def test_an_answer_sent_twice_counts_once(meeting):
    [person] = come(meeting.session)
    walk(meeting.session, TO_REVEAL[:2])
    sent = {
        "session_id": meeting.session.pk, "participant": person, "item": "risk", "answer": "engagement", "reason": "",
        "round": 1, "revision": 0, "by": Actor.participant(person.pk),
    }  # fmt: skip
    first = answer_in_room(**sent)
    assert answer_in_room(**sent) == first and first.revision == 1
    assert room(meeting.session).answered == 1
    changed = answer_in_room(**{**sent, "answer": "development", "revision": 1})
    assert (changed.pk, changed.revision) == (first.pk, 2)
    with pytest.raises(Conflict, match="another answer"):
        answer_in_room(**{**sent, "answer": "transformation"})
    assert Rating.objects.count() == 1 and Rating.objects.get().answer == "development"


def test_an_answer_that_arrives_after_the_answers_were_shown_joins_no_round(meeting):
    """A phone was without a network: what it delivers late belongs neither to the round that is open to everybody
    nor, unasked, to the next."""
    early, late = come(meeting.session, n=2)
    walk(meeting.session, TO_REVEAL[:2])
    say(meeting.session, early, "engagement")
    go(meeting.session, Phase.REVEAL)
    before = meeting.assessment.reveals.get().cells
    with pytest.raises(Conflict, match="shown to everybody while you were writing"):
        answer_in_room(
            session_id=meeting.session.pk, participant=late, item="risk", answer="transformation", reason="", round=1,
            revision=0, by=Actor.participant(late.pk),
        )  # fmt: skip
    assert not late.ratings.exists() and meeting.assessment.reveals.get().cells == before
    # The phone whose answer was counted, and which never heard so, sends it again.
    again = answer_in_room(
        session_id=meeting.session.pk, participant=early, item="risk", answer="engagement", reason="", round=1,
        revision=0, by=Actor.participant(early.pk),
    )  # fmt: skip
    assert again == early.ratings.get() and open_round(meeting.assessment, "risk") == 2


def test_tables_are_given_in_the_order_of_coming_in_and_mix_groups():
    meeting = workshop_makers.meeting(present=16)
    come(meeting.session, "staff", 8)
    come(meeting.session, "people-who-use-services", 8)
    seated = [(each.table, each.participant.group.key) for each in meeting.session.attendances.all()]
    assert {seated.count((table, group)) for table in (1, 2) for group in ("staff", "people-who-use-services")} == {4}


def test_only_people_in_the_room_count_as_having_answered(meeting):
    come(meeting.session)
    walk(meeting.session, TO_REVEAL[:2])
    makers.rate_all(makers.participants(meeting.assessment, "staff", 3), {"risk": "engagement"})
    assert (room(meeting.session).came, room(meeting.session).answered) == (1, 0)
