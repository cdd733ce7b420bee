"""A tablet goes from hand to hand: everybody comes back to their own answers, and nobody to those of another."""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from alongside.assessments.models import Participant, Rating
from alongside.assessments.tests.devices import Device, says
from alongside.audit.actor import SYSTEM
from alongside.home.views.front import cookies
from alongside.people.tokens import typed_code
from alongside.ui.refusals import Refused
from alongside.workshops import tablet as tablets
from alongside.workshops.actions import entering, planning
from alongside.workshops.models import Attendance
from alongside.workshops.tests.roomful import Roomful
from tests import makers

pytestmark = pytest.mark.django_db
SECRET = "Only I have seen this at night"


@pytest.fixture(autouse=True)
def no_tries():
    cache.clear()


class Tablet:
    """A tablet in a room that is answering; `pass_on` and `take` do what a hand does."""

    def __init__(self, **options):
        self.room = Roomful(**options)
        self.room.phase("understand", "alone")
        keys = [self.room.assessment.pk, self.room.session.pk]
        self.on, self.who = reverse("pass-on", args=keys), reverse("who-has-it", args=keys)
        self.device = self.room.walk_in()

    def pass_on(self, word, number="2749"):
        return self.device.post(self.on, {"word": word, "number": number})

    def take(self, place, number="2749"):
        return self.device.post(self.who, {"who": place, "number": number})

    def newcomer(self, answer):
        """Somebody new comes in at the door of the page between two hands, and answers."""
        door = self.device.get(self.who).content.decode()
        assert self.room.door in door
        group = self.room.group("staff")
        self.device.post(self.room.door, {"group": group})
        came = self.device.post(self.room.door, {"group": group, "told": "yes", "alone": "no"})
        assert came["Location"] == self.room.phone
        self.room.answer(self.device, answer)

    def shows(self, *words):
        return says(self.device.get(self.room.phone), *words)


def two_people():
    tablet = Tablet()
    tablet.room.answer(tablet.device, "engagement", SECRET)
    assert tablet.pass_on("Heron", "2749")["Location"] == tablet.who
    tablet.newcomer("transformation")
    assert tablet.pass_on("Blue", "8306")["Location"] == tablet.who
    return tablet


def test_between_two_hands_the_tablet_shows_nothing_of_anybody():
    tablet = two_people()
    page = tablet.device.get(tablet.who)
    assert says(page, "Who has the tablet now?", "Heron", "Blue", "Somebody new")
    people = Participant.objects.all()
    hidden = [SECRET, "2749", "8306", "Engagement", *(typed_code("participant", each.pk) for each in people)]
    assert not any(word in page.content.decode() for word in hidden)
    for name in ("my-part", "my-answers"):
        assert tablet.device.get(reverse(name, args=[tablet.room.assessment.pk])).status_code == 404
    assert tablet.device.get(tablet.room.phone)["Location"] == tablet.who
    assert tablet.device.get(tablet.on)["Location"] == tablet.who


def test_everybody_comes_back_to_their_own_answers():
    tablet = two_people()
    assert tablet.take(0)["Location"] == tablet.room.phone
    assert tablet.shows("This is the page of “Heron”", SECRET)
    # Known by now: one press, and nothing is asked again.
    assert tablet.device.post(tablet.on)["Location"] == tablet.who
    tablet.take(1, "8306")
    assert tablet.shows("This is the page of “Blue”") and not tablet.shows(SECRET)
    assert Rating.objects.count() == Participant.objects.count() == Attendance.objects.count() == 2


def test_the_number_of_another_opens_nothing():
    tablet = two_people()
    wrong = tablet.take(0, "8306")
    assert wrong.status_code == 422 and says(wrong, "That is not the number of Heron")
    assert "participant" not in wrong.cookies and not says(wrong, "8306")
    assert not says(tablet.device.post(tablet.who, {"number": "2749"}), "2749")
    assert tablet.device.get(tablet.room.phone)["Location"] == tablet.who


def test_numbers_cannot_be_tried_one_after_the_other():
    tablet = two_people()
    for number in range(1000, 1000 + tablets.WRONG_FOR_ONE):
        tablet.take(0, str(number))
    refused = tablet.take(0, "2749")
    assert says(refused, "Too many numbers were tried") and "participant" not in refused.cookies
    # A copy of the list in another browser has no tries of its own; the other person has not lost theirs.
    copy = Device()
    copy.jar = dict(tablet.device.jar)
    assert says(copy.post(tablet.who, {"who": 0, "number": "2749"}), "Too many numbers were tried")
    assert tablet.take(1, "8306").status_code == 302


def test_one_device_cannot_try_a_few_numbers_with_everybody(monkeypatch):
    monkeypatch.setattr(tablets, "WRONG_ON_ONE", 3)
    tablet = two_people()
    for place, number in ((0, "1357"), (1, "1357"), (0, "2468")):
        tablet.take(place, number)
    assert says(tablet.take(1, "8306"), "Too many numbers were tried")


def test_right_numbers_never_use_up_the_tries():
    tablet = two_people()
    for _turn in range(tablets.WRONG_FOR_ONE + tablets.WRONG_ON_ONE):
        assert tablet.take(0).status_code == 302
        tablet.device.post(tablet.on)


def test_a_list_that_was_made_up_or_belongs_to_another_session_opens_nothing():
    tablet, other = two_people(), Tablet()
    person = Participant.objects.filter(assessment=tablet.room.assessment).first()
    forged = Device()
    path = reverse("phone", args=[tablet.room.assessment.pk, tablet.room.session.pk])
    for value in ("made up", other.device.jar.get((tablets.COOKIE, other.room.phone), "nothing"), str(person.pk)):
        forged.jar[tablets.COOKIE, path] = value
        assert says(forged.post(tablet.who, {"who": 0, "number": "2749"}), "Nobody is known on this device")
    other.pass_on("Heron", "2749")
    forged.jar[tablets.COOKIE, path] = other.device.jar[tablets.COOKIE, other.room.phone]
    assert says(forged.post(tablet.who, {"who": 0, "number": "2749"}), "Nobody is known on this device")


def test_neither_the_device_nor_the_database_keeps_a_number():
    tablet = two_people()
    kept = tablet.device.jar[tablets.COOKIE, tablet.room.phone]
    read = tablets.signing.loads(kept, salt=f"tablet {tablet.room.session.pk}")
    assert "2749" not in str(read["people"]).replace(str(Participant.objects.first().pk.hex), "")
    marks = {mark for _person, _word, mark in read["people"]}
    # Of two people with the same number the marks differ: one tells nothing of the other.
    assert len(marks | {tablets.mark_of(uuid4(), "2749"), tablets.mark_of(uuid4(), "2749")}) == 4
    set_by = tablet.device.post(tablet.who, {"who": 0, "number": "2749"}).cookies["participant"]
    assert set_by["httponly"] and set_by["samesite"] == "Lax"
    assert tablets.COOKIE in {each.name for each in cookies()}


@pytest.mark.parametrize("number", ["1111", "1234", "9876", "12", "12345", "abcd", "٢٧٤٩", ""])
def test_a_number_that_anybody_would_try_first_or_that_is_none_is_not_taken(number):
    tablet = Tablet()
    page = tablet.pass_on("Heron", number)
    guessed = number in ("1111", "1234", "9876")
    assert page.status_code == 422 and says(page, "easy to guess" if guessed else "4 digits")
    sentences = re.sub(r"<[^>]*>", " ", page.content.decode())
    told = set(re.findall(r"\b\d{4}\b", sentences)) - {number}
    assert not told, "no page may give a whole table the same number"
    assert tablet.device.get(tablet.room.phone).status_code == 200


def test_who_forgot_their_number_chooses_another_with_their_return_code():
    tablet = two_people()
    person = Participant.objects.order_by("joined_at")[0]
    tablet.device.get(reverse("room"))
    back = tablet.device.post(reverse("room"), {"code": typed_code("participant", person.pk)})
    assert back["Location"] == tablet.room.door
    again = f"{tablet.on}?number=new"
    assert says(tablet.device.get(tablet.on), "You come back as “Heron”", "Choose another number")
    assert says(tablet.device.get(again), "Choose a number with 4 digits", 'value="Heron"')
    wrong = tablet.device.post(again, {"word": "Heron", "number": "1111"})
    assert wrong.status_code == 422 and says(wrong, "easy to guess", 'value="Heron"')
    assert tablet.device.post(again, {"word": "Heron", "number": "5191"})["Location"] == tablet.who
    assert says(tablet.device.get(tablet.who), "Heron", "Blue")
    place = next(n for n, each in enumerate(words_on(tablet)) if each == "Heron")
    assert tablet.take(place, "2749").status_code == 422
    assert tablet.take(place, "5191")["Location"] == tablet.room.phone


def words_on(tablet):
    """The words that people go by on a device, in the order of the list."""
    page = tablet.device.get(tablet.who).content.decode()
    return re.findall(r'name="who"[^>]*>\s*<label[^>]*>\s*(\w+)', page)


def test_two_people_cannot_go_by_one_word():
    tablet = two_people()
    tablet.newcomer("development")
    assert says(tablet.pass_on("heron", "5160"), "Somebody else is called that")
    assert tablet.pass_on("K", "5160")["Location"] == tablet.who


def test_who_will_not_come_back_is_forgotten_and_still_counts():
    tablet = two_people()
    tablet.take(0)
    assert tablet.device.post(tablet.on, {"then": "forget"})["Location"] == tablet.who
    page = tablet.device.get(tablet.who)
    assert says(page, "Blue") and not says(page, "Heron")
    assert Rating.objects.count() == 2


def test_the_room_takes_no_more_people_than_were_counted_and_each_answers_once():
    tablet = Tablet(present=2)
    tablet.room.answer(tablet.device, "engagement")
    tablet.pass_on("Heron")
    tablet.newcomer("transformation")
    tablet.pass_on("Blue", "8306")
    assert says(tablet.device.get(tablet.room.door), "As many people have come in")
    tablet.take(0)
    tablet.room.answer(tablet.device, "development", revision="1")
    assert Attendance.objects.count() == Rating.objects.count() == 2
    assert sorted(Rating.objects.values_list("answer", flat=True)) == ["development", "transformation"]


def test_who_came_by_a_tablet_is_told_apart_and_gets_into_no_room_with_personal_codes():
    tablet = two_people()
    assert sorted(Participant.objects.values_list("mode", flat=True)) == ["own", "shared"]
    tablet.take(1, "8306")
    second = planning.plan_session(
        workshop=tablet.room.session.workshop,
        starts_at=tablet.room.session.starts_at,
        place="Town hall",
        open_room=False,
        facilitator=tablet.room.lead.user,
        lived_facilitator=tablet.room.lived.user,
        items=("risk",),
        by=SYSTEM,
    )
    with pytest.raises(Refused):
        entering.come_in(session=second, participant=Participant.objects.get(mode="shared"), by=SYSTEM)


def test_a_device_that_is_signed_in_as_somebody_who_takes_part_does_not_go_round():
    tablet = Tablet()
    makers.participants(tablet.room.assessment, "staff", 1)
    own = Participant.objects.order_by("joined_at").last()
    Participant.objects.filter(pk=own.pk).update(user=tablet.room.lead.user)
    tablet.device.force_login(tablet.room.lead.user)
    assert says(tablet.device.get(tablet.on), "Sign out before you pass this device on")
    assert says(tablet.pass_on("Heron"), "Sign out before you pass this device on")


def test_an_ordinary_phone_is_not_asked_and_says_nothing_of_it():
    tablet = Tablet()
    assert not tablet.shows("This device goes round") and tablet.shows("Pass this device on to somebody else")
    assert says(Device().get(tablet.who), "Nobody is known on this device")


def test_after_somebody_left_the_tablet_is_not_stuck():
    tablet = two_people()
    tablet.take(0)
    leave = reverse("leave-assessment", args=[tablet.room.assessment.pk])
    tablet.device.post(leave)
    assert tablet.device.get(tablet.room.phone)["Location"] == tablet.who
    assert tablet.device.get(tablet.who).status_code == 200
    tablet.take(1, "8306")
    # They went on with their return code elsewhere: what this device keeps of them is nobody's any more.
    people = Participant.objects.order_by("joined_at")
    Participant.objects.filter(pk=people[1].pk).update(secret_hash=uuid4().hex)
    assert tablet.device.get(tablet.room.phone)["Location"] == tablet.who
    assert tablet.take(0).status_code == 302
