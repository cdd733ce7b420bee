"""A shared reason that names somebody or is abuse: two people withhold it together, before or after closing."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.actions.participation import join, leave
from alongside.assessments.actions.rating import keep_reason, share_reason
from alongside.assessments.actions.sharing import share_record
from alongside.assessments.actions.withholding import let_stand, withhold
from alongside.assessments.doors import COOKIE
from alongside.assessments.models import SharedReason, Withholding
from alongside.assessments.queries.digest import digest
from alongside.assessments.queries.record import record
from alongside.assessments.tests.devices import says
from alongside.assessments.tests.walking import walk
from alongside.audit.actor import SYSTEM, Actor
from alongside.audit.models import Entry
from alongside.people.access import Role
from alongside.reports.queries import address
from alongside.reports.spreadsheet import spreadsheet
from alongside.reports.telling import tell
from alongside.ui.refusals import Conflict, Refused
from tests import makers

pytestmark = pytest.mark.django_db
NAMING = "Nurse Quillfeather shouted at my neighbour."
TRACE = "One reason was withheld on"


class Room:
    """An assessment in which one of five staff named somebody in a reason that everybody now reads."""

    def __init__(self):
        self.assessment = makers.assessment(makers.partnership(), groups=["people-who-use-services", "staff"])
        staff = self.assessment.groups.get(key="staff")
        self.writer = join(assessment=self.assessment, group=staff, mode="own", may_show_alone=False)
        makers.rate_all([self.writer.participant], {"risk": "engagement"}, reason=NAMING, share=True)
        makers.rate_all(makers.participants(self.assessment, "staff", 4), {"risk": "engagement"})
        makers.rate_all(makers.participants(self.assessment, "people-who-use-services", 5), {"risk": "development"})
        makers.reveal_all(self.assessment, ["risk"])
        self.members = {role: makers.member(self.assessment.partnership, role) for role in Role}
        self.clients = {role: makers.signed_in(member) for role, member in self.members.items()}
        self.reason = SharedReason.objects.get()

    def agree(self, *roles, cause="names"):
        return [withhold(reason=self.reason, role=role, cause=cause, by=self.by(role)) for role in roles]

    def by(self, role):
        return Actor.user(self.members[role].user_id)

    def address(self, name="withhold-reason", *args):
        return reverse(name, args=[self.assessment.partnership_id, self.assessment.pk, *(args or [self.reason.pk])])

    def device(self):
        client = Client()
        client.cookies[COOKIE] = self.writer.secret
        return client

    def close(self):
        makers.decide(self.assessment, "risk", "engagement")
        makers.close(self.assessment)

    def everywhere(self):
        """What every page says to everybody, with the spreadsheet and a link that includes reasons."""
        visitors = {**self.clients, "writer": self.device(), "nobody": Client()}
        found = walk(visitors, self.assessment, ["risk"])
        if self.assessment.states.filter(state="closed").exists():
            link = share_record(assessment=self.assessment, for_whom="Board", days=9, with_reasons=True, by=SYSTEM)
            found["nobody", "link"] = Client().get(address(link)).content.decode()
        return found


@pytest.fixture
def room():
    return Room()


def test_one_half_alone_takes_nothing_away(room):
    assert room.agree(Role.LEAD, Role.LEAD) == [False, False]
    assert SharedReason.objects.get().text == NAMING
    with pytest.raises(Refused, match="another person"):
        withhold(reason=room.reason, role=Role.CO_LEAD, cause="names", by=room.by(Role.LEAD))
    with pytest.raises(Refused, match="lived-experience co-lead"):
        withhold(reason=room.reason, role=Role.FACILITATOR, cause="names", by=room.by(Role.FACILITATOR))
    assert says(room.clients[Role.OBSERVER].get(room.address("challenge", "risk")), NAMING)


@pytest.mark.parametrize("closed", [False, True])
def test_withheld_words_come_out_nowhere(room, closed):
    if closed:
        room.close()
    before = room.everywhere()
    readers = {Role.OBSERVER, "writer", "nobody"} if closed else {Role.OBSERVER, "writer"}
    assert readers <= {who for (who, _where), text in before.items() if NAMING in text}
    assert room.agree(Role.CO_LEAD, Role.LEAD) == [False, True]
    after = room.everywhere()
    # Their own answer, with their own words beside it, stays with the writer alone until the record closes.
    private = {where for (who, where), text in after.items() if NAMING in text and who == "writer"}
    assert not {(who, where) for (who, where), text in after.items() if NAMING in text and who != "writer"}
    assert all("/answer/" in where or "/my-answers/" in where or "/share/" in where for where in private)
    assert bool(private) != closed
    told = tell(record(room.assessment))
    assert NAMING not in str(told) and TRACE in str(told) and spreadsheet(told)


def test_everybody_sees_that_one_was_withheld_when_and_why_and_not_whose(room):
    room.agree(Role.LEAD, Role.CO_LEAD)
    row = SharedReason.objects.get()
    assert (row.text, row.group) == ("", None)
    pages = [
        room.clients[Role.OBSERVER].get(room.address("challenge", "risk")),
        room.clients[Role.OBSERVER].get(reverse("record", args=[room.assessment.partnership_id, room.assessment.pk])),
        room.device().get(reverse("see-together", args=[room.assessment.pk, "risk"])),
    ]
    for page in pages:
        assert says(page, TRACE, ": it named somebody. Two people agreed")
    assert not says(pages[0], "Somebody from: Staff")


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ("abuse", "abuse", "it was abuse"),
        ("names", "abuse", "one of two people said that it named somebody, the other that it was abuse"),
    ],
)
def test_it_is_said_which_cause_both_gave_or_each_of_them(room, first, second, why):
    room.agree(Role.LEAD, cause=first)
    asked = room.clients[Role.CO_LEAD].get(room.address("withhold-reason", SharedReason.objects.get().pk))
    assert says(asked, f"The cause given: {dict(Withholding.Cause.choices)[first]}"), "the second knows the first's"
    room.agree(Role.CO_LEAD, cause=second)
    assert says(room.clients[Role.OBSERVER].get(room.address("challenge", "risk")), f": {why}. Two people")
    assert says(room.device().get(reverse("my-part", args=[room.assessment.pk])), f": {why}. Two people")
    assert f": {why}." in str(tell(record(room.assessment)))


def test_there_is_no_third_cause(room):
    with pytest.raises(Refused, match="for nothing else"):
        room.agree(Role.LEAD, cause="hard to hear")
    assert not Withholding.objects.exists()


def test_the_writer_sees_that_it_was_theirs(room):
    room.agree(Role.LEAD, Role.CO_LEAD)
    device = room.device()
    assert says(device.get(reverse("my-part", args=[room.assessment.pk])), "A reason of yours was withheld")
    assert says(device.get(reverse("my-answers", args=[room.assessment.pk])), "Only you. It was withheld")
    other = join(assessment=room.assessment, group=None, mode="own", may_show_alone=False)
    device.cookies[COOKIE] = other.secret
    assert not says(device.get(reverse("my-part", args=[room.assessment.pk])), "was withheld")


def test_the_same_words_cannot_come_back_and_the_trace_stays(room):
    room.agree(Role.LEAD, Role.CO_LEAD)
    person = room.writer.participant
    rating = person.ratings.get()
    by = Actor.participant(person.pk)
    with pytest.raises(Refused, match="was withheld by two people"):
        share_reason(rating=rating, by=by)
    keep_reason(rating=rating, by=by)
    leave(participant=person, by=by)
    row = SharedReason.objects.get()
    assert (row.text, row.rating) == ("", None)
    assert says(room.clients[Role.OBSERVER].get(room.address("challenge", "risk")), TRACE)


def test_an_agreement_to_close_stops_counting(room):
    makers.decide(room.assessment, "risk", "engagement")
    before = digest(room.assessment)
    room.agree(Role.LEAD)
    assert digest(room.assessment) == before
    room.agree(Role.CO_LEAD)
    assert digest(room.assessment) != before


def test_either_half_may_let_it_stand(room):
    room.agree(Role.LEAD)
    let_stand(reason=room.reason, by=room.by(Role.CO_LEAD))
    assert not Withholding.objects.exists()
    assert room.agree(Role.CO_LEAD) == [False]


def test_what_is_gone_already_is_a_conflict(room):
    room.agree(Role.LEAD, Role.CO_LEAD)
    for act in (lambda: room.agree(Role.LEAD), lambda: let_stand(reason=room.reason, by=SYSTEM)):
        with pytest.raises(Conflict, match="already"):
            act()


def test_the_log_says_who_agreed_and_no_word_of_it(room):
    room.agree(Role.LEAD, Role.CO_LEAD)
    verbs = list(Entry.objects.filter(target_id=room.reason.pk).order_by("pk").values_list("verb", "actor_id"))
    lead, co_lead = (room.members[role].user_id for role in (Role.LEAD, Role.CO_LEAD))
    assert verbs == [("agreed to withhold", lead), ("agreed to withhold", co_lead), ("withheld", co_lead)]


def test_two_press_the_button_and_the_second_finds_it_waiting(room):
    lead, co_lead = room.clients[Role.LEAD], room.clients[Role.CO_LEAD]
    assert says(lead.get(room.address("challenge", "risk")), "It names somebody or is abuse: withhold it")
    page = lead.get(room.address())
    assert says(page, NAMING, "This cannot be undone") and not says(page, "Let it stand")
    unsaid = lead.post(room.address(), {"then": "withhold"})
    assert unsaid.status_code == 422 and says(unsaid, "Choose why. For any other cause it stays")
    assert lead.post(room.address(), {"then": "withhold", "cause": "dislike"}).status_code == 422
    assert not Withholding.objects.exists()
    assert lead.post(room.address(), {"then": "withhold", "cause": "names"})["Location"] == room.address(
        "challenge", "risk"
    )
    assert says(lead.get(room.address()), "It goes once the lived-experience co-lead agrees too")
    place = reverse("assessment", args=[room.assessment.partnership_id, room.assessment.pk])
    assert says(co_lead.get(place), "Read a reason again", room.address()) and not says(
        lead.get(place), "Read a reason again"
    )
    wished = "The lead, or the facilitator of a workshop, wants to withhold it"
    assert says(co_lead.get(room.address()), wished, "Let it stand")
    co_lead.post(room.address(), {"then": "withhold", "cause": "names"})
    assert SharedReason.objects.get().text == ""
    assert co_lead.post(room.address(), {"then": "stand"}).status_code == 409
    assert says(lead.get(room.address()), "has been withheld already")


def test_a_reason_that_is_not_shown_yet_does_not_exist_for_the_leads(room):
    makers.rate_all([room.writer.participant], {"training": "engagement"}, reason="Not shown", share=True)
    hidden = SharedReason.objects.get(item="training")
    assert room.clients[Role.LEAD].get(room.address("withhold-reason", hidden.pk)).status_code == 404
    with pytest.raises(Conflict):
        withhold(reason=hidden, role=Role.LEAD, cause="names", by=room.by(Role.LEAD))


def test_only_the_two_leads_may(room):
    for role in (Role.FACILITATOR, Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER):
        assert room.clients[role].post(room.address(), {"then": "withhold", "cause": "names"}).status_code == 403
        assert not says(room.clients[role].get(room.address("challenge", "risk")), "withhold it")
    stranger = makers.signed_in(makers.member(makers.partnership()))
    assert stranger.get(room.address()).status_code == 404
