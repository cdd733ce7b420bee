"""One ticket, one answer, sealed; opened eight at a time; nothing of one person left."""

from __future__ import annotations

import pytest

from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.feedback import box
from alongside.feedback.actions import answering, asking, opening, publishing
from alongside.feedback.models import Card, Comment, Count, Opening, Sealed, Spent
from alongside.feedback.rules.answers import Answer, checked
from alongside.feedback.tests.makers import answer, ask, survey
from alongside.feedback.tickets import draw, read
from alongside.people.models import Partnership
from alongside.ui.refusals import Refused


def test_a_box_is_always_the_same_length_and_only_opens_whole() -> None:
    boxes = [box.seal(b""), box.seal("é".encode() * 4000), box.seal(b"ends in a zero\0")]
    assert len({len(each) for each in boxes}) == 1
    assert box.unseal(boxes[2]) == b"ends in a zero\0"
    with pytest.raises(box.Unreadable):
        box.unseal(boxes[0][:-1] + bytes([boxes[0][-1] ^ 1]))


@pytest.mark.django_db
def test_a_ticket_sent_twice_counts_once(riverside: Partnership) -> None:
    here = ask(riverside)
    ticket = read(draw(here.pk))
    assert ticket
    assert answering.put_in(asking=here, ticket=ticket, answer=Answer({"hope": "worse"}))
    assert not answering.put_in(asking=here, ticket=ticket, answer=Answer({"hope": "very-much"}))
    assert (Sealed.objects.count(), Spent.objects.count()) == (1, 1)
    assert not Entry.objects.filter(target_type__in=["sealed", "spent"]).exists()


@pytest.mark.django_db
def test_a_card_lets_one_answer_in_and_is_forgotten(riverside: Partnership) -> None:
    here = ask(riverside, link=False)
    code, _other = asking.print_cards(asking=here, how_many=2, by=SYSTEM)
    ticket = read(code.lower().replace("-", " "))
    assert ticket
    assert answering.put_in(asking=here, ticket=ticket, answer=Answer())
    assert Card.objects.count() == 1
    assert not answering.put_in(asking=here, ticket=ticket, answer=Answer())
    drawn, unknown = read(draw(here.pk)), read("AAAA-AAAA-AAAA")
    assert drawn and unknown
    for wrong in (drawn, unknown):
        with pytest.raises(Refused):
            answering.put_in(asking=here, ticket=wrong, answer=Answer())
    assert (Sealed.objects.count(), Spent.objects.count()) == (1, 1)


def test_words_are_one_line_that_every_database_takes() -> None:
    words = {"anything-else": "thank\0you\r\nall \ud800"}
    assert checked(survey(), Answer(words=words)).words == {"anything-else": "thank you all"}
    assert checked(survey(), Answer(words={"anything-else": " \0 "})).words == {}


@pytest.mark.django_db
def test_seven_stay_sealed_and_eight_are_counted(riverside: Partnership) -> None:
    here = ask(riverside)
    for _each in range(7):
        answer(here, words="thank you")
    assert opening.open_all(by=SYSTEM) == 0
    assert not Count.objects.exists()
    before = set(Spent.objects.values_list("pk", flat=True))
    answer(here, hope="worse", age="18-24")
    assert opening.open_all(by=SYSTEM) == 8
    assert not Sealed.objects.exists()
    assert Spent.objects.count() == 8
    assert not before & set(Spent.objects.values_list("pk", flat=True))
    assert Opening.objects.get().how_many == 8
    assert Comment.objects.count() == 7
    found = {(row.about, row.group, row.item, row.answer): row.people for row in Count.objects.all()}
    assert found["", "", "", ""] == 8
    assert found["", "", "hope", "quite-a-lot"] == 7
    assert found["age", "18-24", "hope", "worse"] == 1


@pytest.mark.django_db
def test_a_release_is_made_of_people_who_are_in_no_other(riverside: Partnership) -> None:
    here = ask(riverside)
    for _each in range(8):
        answer(here)
    opening.open_all(by=SYSTEM)
    first = publishing.publish(team=here.team, survey=survey(), by=SYSTEM)
    assert first.result["people"] == 10
    with pytest.raises(Refused):
        publishing.publish(team=here.team, survey=survey(), by=SYSTEM)
    for _each in range(19):
        answer(here, hope="not-at-all")
    opening.open_all(by=SYSTEM)
    second = publishing.publish(team=here.team, survey=survey(), by=SYSTEM)
    hope = second.result["questions"][0]
    assert (second.number, hope["nearly_all"]) == (2, "not-at-all")


@pytest.mark.django_db
def test_a_ticket_that_comes_in_while_an_inbox_is_opened_stays_spent(
    riverside: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was lost, and could be used once more, where somebody sent just as the tickets were written anew."""
    here = ask(riverside)
    for _each in range(8):
        answer(here)

    class Meanwhile:
        def shuffle(self, rows: list[object]) -> None:
            if rows and isinstance(rows[0], str):
                answer(here)

    monkeypatch.setattr(opening, "_chance", Meanwhile())
    assert opening.open_inbox(asking=here, by=SYSTEM) == 8
    assert (Spent.objects.count(), Sealed.objects.count()) == (9, 1)
