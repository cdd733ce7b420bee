"""A shared reason that names somebody or is abuse: in the room its two facilitators withhold it together."""

import pytest
from django.urls import reverse

from alongside.assessments.actions.rating import share_reason
from alongside.assessments.actions.withholding import withhold
from alongside.assessments.models import SharedReason, Withholding
from alongside.assessments.tests.devices import says
from alongside.audit.actor import SYSTEM, Actor
from alongside.audit.models import Entry
from alongside.people.access import Role
from alongside.ui.refusals import Conflict, Refused
from alongside.workshops.actions import withholding as withholding_in_room
from alongside.workshops.actions.withholding import let_stand_in_room, withhold_in_room
from alongside.workshops.models import Step
from alongside.workshops.queries.room import room
from tests import makers, workshop_makers
from tests.workshop_makers import TO_REVEAL, come, go, say, walk

pytestmark = pytest.mark.django_db
ABUSIVE = "Somebody at this table should be ashamed of herself."


class Open:
    """A room in which everybody reads a reason that is abuse."""

    def __init__(self):
        self.meeting = workshop_makers.meeting()
        self.session, self.assessment = self.meeting.session, self.meeting.assessment
        people = come(self.session, "staff", 5)
        walk(self.session, TO_REVEAL[:2])
        said = [say(self.session, person, "engagement", reason=ABUSIVE) for person in people]
        share_reason(rating=said[0], by=Actor.participant(people[0].pk))
        go(self.session, Step.Phase.REVEAL)
        self.reason = SharedReason.objects.get()

    def agree(self, *who, cause="abuse"):
        return [withhold_in_room(session=self.session, reason=self.reason, cause=cause, by=by) for by in who]


@pytest.fixture
def here():
    return Open()


@pytest.fixture
def told(monkeypatch):
    """Which sessions were told that something changed."""
    found = []
    monkeypatch.setattr(withholding_in_room, "announce_changed", found.append)
    return found


def test_both_facilitators_are_needed(here):
    assert here.agree(here.meeting.by, here.meeting.by) == [False, False]
    assert ABUSIVE in repr(room(here.session)) and room(here.session).withheld == 0
    assert here.agree(here.meeting.lived_by) == [True]
    assert ABUSIVE not in repr(room(here.session)) and room(here.session).withheld == 1
    [reason] = room(here.session).here.reasons
    assert (reason.text, reason.why) == ("", "it was abuse")
    assert set(Withholding.objects.values_list("role", "cause")) == {(Role.LEAD, "abuse"), (Role.CO_LEAD, "abuse")}


def test_nobody_else_may_in_the_room(here):
    lead = makers.member(here.assessment.partnership, Role.LEAD)
    for by in (Actor.user(lead.user_id), SYSTEM, Actor.participant(here.meeting.by.id)):
        with pytest.raises(Refused, match="only its two facilitators"):
            here.agree(by)
        with pytest.raises(Refused, match="only its two facilitators"):
            let_stand_in_room(session=here.session, reason=here.reason, by=by)
    assert not Withholding.objects.exists()


def test_a_facilitator_whose_account_is_gone_is_not_anybody(here):
    here.session.facilitator = None
    here.session.save()
    with pytest.raises(Refused, match="only its two facilitators"):
        here.agree(SYSTEM)


def test_there_is_no_third_cause(here):
    with pytest.raises(Refused, match="for nothing else"):
        here.agree(here.meeting.by, cause="crowd did not like it")


def test_halves_of_the_room_and_of_the_pages_add_up(here):
    here.agree(here.meeting.by)
    co_lead = makers.member(here.assessment.partnership, Role.CO_LEAD)
    assert withhold(reason=here.reason, role=Role.CO_LEAD, cause="names", by=Actor.user(co_lead.user_id))
    said = "one of two people said that it named somebody, the other that it was abuse"
    assert room(here.session).here.reasons[0].why == said


def test_nobody_is_both_halves(here):
    """Who agreed on a page as one half cannot be the other half in a room."""
    withhold(reason=here.reason, role=Role.LEAD, cause="names", by=here.meeting.lived_by)
    with pytest.raises(Refused, match="another person"):
        here.agree(here.meeting.lived_by)
    assert SharedReason.objects.get().text == ABUSIVE


def test_either_facilitator_may_let_it_stand(here):
    here.agree(here.meeting.by)
    let_stand_in_room(session=here.session, reason=here.reason, by=here.meeting.lived_by)
    assert not Withholding.objects.exists()
    here.agree(here.meeting.by, here.meeting.lived_by)
    with pytest.raises(Conflict, match="already"):
        let_stand_in_room(session=here.session, reason=here.reason, by=here.meeting.by)


def test_a_reason_of_another_assessment_is_out_of_reach(here):
    other = workshop_makers.meeting()
    with pytest.raises(Refused, match="another assessment"):
        withhold_in_room(session=other.session, reason=here.reason, cause="abuse", by=other.by)


def test_screens_are_told(here, told, django_capture_on_commit_callbacks):
    for act in (lambda: here.agree(here.meeting.by), lambda: here.agree(here.meeting.lived_by)):
        with django_capture_on_commit_callbacks(execute=True):
            act()
    assert told == [here.session.pk] * 2


def test_its_writer_and_everybody_are_told_why_and_the_log_who(here):
    here.agree(here.meeting.by, here.meeting.lived_by)
    observer = makers.signed_in(makers.member(here.assessment.partnership, Role.OBSERVER))
    page = observer.get(reverse("challenge", args=[here.assessment.partnership_id, here.assessment.pk, "risk"]))
    assert says(page, "One reason was withheld on", "it was abuse. Two people agreed to withhold it")
    assert not says(page, ABUSIVE)
    verbs = Entry.objects.filter(target_id=here.reason.pk).order_by("pk").values_list("verb", "actor_id")
    facilitator, lived = here.meeting.by.id, here.meeting.lived_by.id
    assert list(verbs) == [("agreed to withhold", facilitator), ("agreed to withhold", lived), ("withheld", lived)]


# ── Who is told that it waits ────────────────────────────────────────────────────────────────────────────


def console_of(here, member):
    keys = [here.assessment.partnership_id, here.assessment.pk, here.session.pk]
    return makers.signed_in(member).get(reverse("console", args=keys))


def test_the_other_facilitator_reads_on_their_own_page_that_a_reason_waits_for_them(here):
    waits, mine = "The other facilitator wants a shared reason withheld. It waits for you.", "You asked to withhold"
    both = (here.meeting.facilitator, here.meeting.lived)
    assert not any(says(console_of(here, each), waits) or says(console_of(here, each), mine) for each in both)
    here.agree(here.meeting.by)
    asked, other = (console_of(here, each) for each in both)
    assert says(asked, mine, "You want to withhold it") and not says(asked, waits)
    keys = [here.assessment.partnership_id, here.assessment.pk, here.session.pk, here.reason.pk]
    assert says(other, waits, "The other facilitator wants to withhold it", reverse("withhold-in-room", args=keys))
    assert not says(other, mine)
    go(here.session, Step.Phase.AGREE)
    go(here.session, Step.Phase.UNDERSTAND, "training")
    assert says(console_of(here, here.meeting.lived), waits), "also when the room has gone on to another challenge"
    here.agree(here.meeting.lived_by)
    assert not any(says(console_of(here, each), waits) or says(console_of(here, each), mine) for each in both)


def test_who_stands_for_neither_half_is_not_told_that_it_waits_for_them(here):
    here.agree(here.meeting.by)
    lead = makers.member(here.assessment.partnership, Role.LEAD)
    assert not says(console_of(here, lead), "It waits for you", "You asked to withhold")
