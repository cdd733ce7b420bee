"""A workshop is planned: two facilitators, an agenda that they change together, a challenge that goes on next time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.audit.actor import SYSTEM
from alongside.people.access import Role
from alongside.people.tokens import typed_code
from alongside.ui.refusals import Conflict, Refused
from alongside.workshops.actions.planning import arrange, change_session, plan_session, set_agenda, split
from alongside.workshops.models import Workshop
from alongside.workshops.queries.room import room
from alongside.workshops.queries.sessions import (
    by_room_code,
    by_room_link,
    by_screen_link,
    may_facilitate,
    room_secret,
    screen_secret,
    session_of,
    sessions,
    workshop_of,
)
from alongside.workshops.rules.seen import mark_of
from tests import makers, workshop_makers

pytestmark = pytest.mark.django_db
AS_PLANNED = mark_of([("risk", 40, False), ("training", 40, False)])


@pytest.fixture
def meeting():
    return workshop_makers.meeting()


def agenda(session):
    return list(session.agenda.values_list("item", "minutes", "skipped"))


def closed(assessment):
    makers.rate_all(makers.participants(assessment, "staff", 5), {"risk": "engagement"})
    makers.reveal_all(assessment, ["risk"])
    makers.decide(assessment, "risk", "engagement")
    makers.close(assessment)


def test_how_people_are_looked_after_is_said_once_and_changed(meeting):
    assessment = meeting.assessment
    arrange(assessment=assessment, by=SYSTEM, support_person="Di Listener", payment="£25")
    found = Workshop.objects.get()
    assert found == workshop_of(assessment)
    assert (found.support_person, found.payment, found.quiet_space) == ("Di Listener", "£25", "")
    assert room(meeting.session).looked_after["person"] == "Mo Listener"
    assert room(session_of(assessment, meeting.session.pk)).looked_after["person"] == "Di Listener"


def test_a_session_starts_in_its_lobby_with_its_agenda_in_order(meeting):
    assert agenda(meeting.session) == [("risk", 40, False), ("training", 40, False)]
    found = room(meeting.session)
    assert (found.now.phase, found.now.sequence, found.here, found.answered) == ("lobby", 1, None, 0)
    assert found.facilitators == (meeting.facilitator.user.name, meeting.lived.user.name)
    assert [(each.item.key, each.begun, each.decided) for each in found.agenda] == [
        ("risk", False, False),
        ("training", False, False),
    ]
    assert [(each.number, each.phase_now, each.came) for each in sessions(meeting.session.workshop)] == [
        (1, "lobby", 0)
    ]


def test_sessions_are_numbered_and_know_only_challenges_of_the_edition(meeting):
    second = workshop_makers.meeting(meeting.assessment, items=["training", "no-such-challenge"])
    assert second.session.number == 2 and agenda(second.session) == [("training", 40, False)]


def test_one_person_cannot_be_both_facilitators(meeting):
    user = meeting.facilitator.user
    with pytest.raises(Refused, match="two facilitators"):
        plan_session(
            workshop=meeting.session.workshop, starts_at=timezone.now(), place="Hall", open_room=True,
            facilitator=user, lived_facilitator=user, items=[], by=SYSTEM,
        )  # fmt: skip
    with pytest.raises(Refused, match="two facilitators"):
        change_session(
            session=meeting.session, starts_at=timezone.now(), place="Hall", facilitator=user, lived_facilitator=user,
            by=SYSTEM,
        )  # fmt: skip


def test_another_day_place_and_facilitator(meeting):
    new, day = makers.member(meeting.assessment.partnership, Role.LEAD), timezone.now() + timedelta(days=99)
    changed = change_session(
        session=meeting.session, starts_at=day, place="Library", facilitator=new.user,
        lived_facilitator=meeting.lived.user, by=SYSTEM,
    )  # fmt: skip
    assert (changed.place, changed.starts_at, changed.facilitator_name) == ("Library", day, new.user.name)
    changed.invite.refresh_from_db()
    assert changed.invite.expires_at == day + timedelta(days=60)


def test_only_an_open_room_has_a_code_and_it_lasts_from_its_day(meeting):
    session = meeting.session
    assert session.invite.for_room and not session.invite.personal
    assert session.invite.expires_at == session.starts_at + timedelta(days=60)
    code = typed_code("assessment", session.invite.pk)
    assert by_room_code(code) == session and by_room_code("AAAAAAAA") is None
    assert workshop_makers.meeting(open_room=False).session.invite is None


def test_links_lead_to_what_they_were_made_for(meeting):
    id = meeting.session.pk
    assert by_room_link(id, room_secret(id)) == meeting.session == by_screen_link(id, screen_secret(id))
    assert by_room_link(id, screen_secret(id)) is None and by_screen_link(id, room_secret(id)) is None
    other = workshop_makers.meeting().session
    assert by_room_link(id, room_secret(other.pk)) is None


def test_a_session_of_another_assessment_does_not_exist_here(meeting):
    other = workshop_makers.meeting()
    assert session_of(meeting.assessment, meeting.session.pk) == meeting.session
    assert session_of(other.assessment, meeting.session.pk) is None


def test_who_may_lead_a_room_is_who_may_run_an_assessment(meeting):
    partnership = meeting.assessment.partnership
    for role in Role:
        makers.member(partnership, role)
    assert set(may_facilitate(partnership).values_list("role", flat=True)) == {
        Role.LEAD,
        Role.CO_LEAD,
        Role.FACILITATOR,
    }


def test_the_agenda_is_put_in_order_and_challenges_skipped(meeting):
    set_agenda(
        session=meeting.session, rows=[("training", 30, False), ("workforce", 20, False), ("risk", 45, True)],
        seen=AS_PLANNED, by=SYSTEM,
    )  # fmt: skip
    assert agenda(meeting.session) == [("training", 30, False), ("workforce", 20, False), ("risk", 45, True)]
    with pytest.raises(Conflict, match="changed this while"):
        set_agenda(session=meeting.session, rows=[], seen=AS_PLANNED, by=SYSTEM)
    assert len(agenda(meeting.session)) == 3


@pytest.mark.parametrize("rows", [[("risk", 5, False), ("risk", 9, False)], [("no-such-challenge", 40, False)]])
def test_an_agenda_has_each_known_challenge_once(meeting, rows):
    with pytest.raises(Refused, match="stand in an agenda once"):
        set_agenda(session=meeting.session, rows=rows, seen=AS_PLANNED, by=SYSTEM)


def test_a_challenge_goes_on_at_another_session_of_the_workshop(meeting):
    set_agenda(session=meeting.session, rows=[("risk", 25, False)], seen=AS_PLANNED, by=SYSTEM)
    second = workshop_makers.meeting(meeting.assessment, items=["training"])
    for _ in range(2):
        split(session=meeting.session, item="risk", into=second.session, by=SYSTEM)
    assert agenda(second.session) == [("training", 40, False), ("risk", 25, False)]
    assert agenda(meeting.session) == [("risk", 25, False)]
    other = workshop_makers.meeting()
    for wrong in (
        {"session": meeting.session, "item": "risk", "into": other.session},
        {"session": meeting.session, "item": "risk", "into": meeting.session},
        {"session": meeting.session, "item": "workforce", "into": second.session},
    ):
        with pytest.raises(Refused, match="another session of the same workshop"):
            split(**wrong, by=SYSTEM)


def test_nothing_is_planned_any_more_once_the_record_stands(meeting):
    second = workshop_makers.meeting(meeting.assessment)
    closed(meeting.assessment)
    acts = [
        lambda: arrange(assessment=meeting.assessment, by=SYSTEM, support_person="X"),
        lambda: workshop_makers.meeting(meeting.assessment),
        lambda: set_agenda(session=meeting.session, rows=[], seen=AS_PLANNED, by=SYSTEM),
        lambda: split(session=meeting.session, item="risk", into=second.session, by=SYSTEM),
    ]
    for act in acts:
        with pytest.raises(Refused, match="its record stands"):
            act()
