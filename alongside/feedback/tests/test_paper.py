"""Paper that is typed in: sheet by sheet in the page, then all at once into the inbox, shuffled, once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from alongside.assessments.tests.devices import says
from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.feedback.actions import asking as asking_actions
from alongside.feedback.actions import batches, opening
from alongside.feedback.box import unseal
from alongside.feedback.models import Asking, Count, Sealed, Spent
from alongside.feedback.rules.answers import MOST_SHEETS, Answer, asked, asked_about
from alongside.feedback.tests.attacks.test_linkage import physical
from alongside.feedback.tests.makers import ask, survey
from alongside.feedback.tests.staff import at
from alongside.feedback.tests.walking import held
from alongside.feedback.tickets import draw
from alongside.people.models import Membership, Partnership
from alongside.ui.refusals import Refused
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(riverside: Partnership) -> Asking:
    # Paper needs no open link.
    return ask(riverside, link=False)


@pytest.fixture
def typist(priya: Membership) -> Client:
    return makers.signed_in(priya)


def paper(client: Client, here: Asking, response: Any = None, go: str = "", **filled: str) -> Any:
    """Press a button of typing in; without a page before it, look at what to know first."""
    address = at("paper-sheets", here.partnership, here)
    if not go:
        return client.get(address)
    named = {name.replace("_", "-", 1): value for name, value in filled.items()}
    return client.post(address, {**(held(response) if response else {}), **named, "go": go})


def inside() -> list[Answer]:
    return [Answer.from_bytes(unseal(bytes(each.box))) for each in Sealed.objects.all()]


def typed_in(client: Client, here: Asking, *hopes: str) -> Any:
    """The last look at a batch with a sheet for each of these."""
    page = paper(client, here, None, "begin")
    for hope in hopes:
        page = paper(client, here, page, "next", answer_hope=hope)
    return paper(client, here, page, "check")


def test_sheets_are_typed_in_corrected_and_sent_together(typist: Client, here: Asking) -> None:
    assert says(paper(typist, here), "shredder", "Handwriting can be known", "tel:111")
    page = paper(typist, here, None, "begin")
    assert says(page, "Sheet 1 of this batch")
    page = paper(typist, here, page, "next", answer_hope="worse", **{"words-anything-else": "Too <b>long</b>"})
    # Only the sheet in hand is to be read; of the others there is a number.
    assert says(page, "Sheet 2 of this batch", "to-0")
    page = paper(typist, here, page, "next", answer_hope="a-little", about_age="18-24")
    page = paper(typist, here, page, "to-0")
    assert says(page, "Sheet 1 of this batch", "Too &lt;b&gt;long&lt;/b&gt;</textarea>")
    page = paper(typist, here, page, "check", answer_hope="very-much")
    assert says(page, "You typed in 2 sheets", "Send these 2 sheets")
    assert not Sealed.objects.exists()
    assert not Spent.objects.exists()
    done = paper(typist, here, page, "send")
    assert done.status_code == 302
    assert says(typist.get(done["Location"]), "2 sheets came in.", "Destroy the paper now")
    found = sorted(inside(), key=lambda each: each.answers["hope"])
    assert [each.answers["hope"] for each in found] == ["a-little", "very-much"]
    assert (found[0].about, found[1].words) == ({"age": "18-24"}, {"anything-else": "Too <b>long</b>"})


def test_a_batch_that_is_sent_twice_counts_once(typist: Client, here: Asking) -> None:
    page = typed_in(typist, here, "worse", "a-little")
    assert paper(typist, here, page, "send").status_code == 302
    again = typist.get(paper(typist, here, page, "send")["Location"])
    assert says(again, "This batch had come in already")
    # Nor with a sheet more: what is sent is sent.
    more = paper(typist, here, page, "next")
    more = paper(typist, here, more, "check", answer_hope="worse")
    paper(typist, here, more, "send")
    assert (Sealed.objects.count(), Spent.objects.count()) == (2, 2)


def test_the_log_says_who_typed_in_how_many_and_nothing_of_a_sheet(
    typist: Client, here: Asking, priya: Membership
) -> None:
    before = set(Entry.objects.values_list("pk", flat=True))
    paper(typist, here, typed_in(typist, here, "worse", "a-little", "worse"), "send")
    [entry] = Entry.objects.exclude(pk__in=before)
    assert (entry.verb, entry.target_id, entry.actor_id, entry.fields) == (
        "typed in 3 sheets", here.pk, priya.user_id, [],
    )  # fmt: skip


def test_an_empty_sheet_is_no_person(typist: Client, here: Asking) -> None:
    page = paper(typist, here, None, "begin")
    empty = paper(typist, here, page, "next")
    assert empty.status_code == 422
    assert says(empty, "Nothing is filled in", "Sheet 1 of this batch")
    assert says(paper(typist, here, page, "check"), "No sheet has been typed in")
    page = paper(typist, here, page, "next", answer_hope="worse")
    assert says(paper(typist, here, page, "check"), "You typed in 1 sheet", "Send this sheet")


def test_words_that_are_too_long_come_back_with_the_sheet(typist: Client, here: Asking) -> None:
    page = paper(typist, here, None, "begin")
    page = paper(typist, here, page, "next", answer_hope="worse")
    long = paper(typist, here, page, "check", **{"words-anything-else": "a" * 2001})
    assert long.status_code == 422
    assert says(long, "Use 2000 characters or fewer", "Sheet 2 of this batch", "a" * 2001)
    changed = {**held(typed_in(typist, here, "worse")), "0.answer-hope": "marvellous", "go": "send"}
    back = typist.post(at("paper-sheets", here.partnership, here), changed)
    assert back.status_code == 422
    assert says(back, "Sheet 1 of this batch", "Choose one of the answers shown")
    assert not Sealed.objects.exists()


def test_a_batch_holds_so_many_sheets_and_no_more(typist: Client, here: Asking) -> None:
    page = paper(typist, here, None, "begin")
    full = {"batch": held(page)["batch"], **{f"{n}.answer-hope": "worse" for n in range(MOST_SHEETS - 1)}}
    address = at("paper-sheets", here.partnership, here)
    last = typist.post(address, {**full, "at": "39", "answer-hope": "a-little", "go": "next"})
    assert says(last, f"You typed in {MOST_SHEETS} sheets", f"A batch holds {MOST_SHEETS} sheets")
    assert not says(last, "Type in another sheet")
    paper(typist, here, last, "send")
    assert Sealed.objects.count() == MOST_SHEETS
    with pytest.raises(Refused):
        batches.put_in_sheets(asking=here, batch=draw(here.pk), answers=[Answer()] * 41, by=SYSTEM)


def test_a_batch_of_another_asking_is_refused(typist: Client, here: Asking) -> None:
    other = ask(here.partnership, "Quay team")
    page = typed_in(typist, here, "worse")
    sent = {**held(page), "batch": draw(other.pk), "go": "send"}
    refused = typist.post(at("paper-sheets", here.partnership, here), sent)
    assert refused.status_code == 422
    assert says(refused, "belong to no asking of this team", 'name="0.answer-hope"')
    for wrong in ("", "ABCD-EFGH-JKMN", "x.y.z"):
        sent["batch"] = wrong
        assert typist.post(at("paper-sheets", here.partnership, here), sent).status_code == 422
    assert not Sealed.objects.exists()


def test_paper_comes_in_for_two_weeks_after_the_last_day_but_not_when_stopped(typist: Client, here: Asking) -> None:
    page = typed_in(typist, here, *["worse"] * 8)
    today = timezone.localdate()
    Asking.objects.update(opens_on=today - timedelta(days=40), closes_on=today - timedelta(days=14))
    opening.open_all(by=SYSTEM)
    assert says(typist.get(at("asking", here.partnership, here)), "takes no more answers", "Type in paper")
    assert paper(typist, here, page, "send").status_code == 302
    assert opening.open_all(by=SYSTEM) == 8
    assert Count.objects.filter(team=here.team).exists()
    Asking.objects.update(closes_on=today - timedelta(days=15))
    late = paper(typist, here, page, "send")
    assert late.status_code == 422
    assert says(late, "take no more answers")
    stopped = ask(here.partnership, "Quay team")
    asking_actions.stop(asking=stopped, by=SYSTEM)
    assert paper(typist, stopped).status_code == 422
    with pytest.raises(Refused):
        batches.put_in_sheets(
            asking=Asking.objects.get(pk=stopped.pk), batch=draw(stopped.pk), answers=[Answer()], by=SYSTEM
        )


def as_they_lie(here: Asking) -> list[Answer]:
    """What was sealed, in the order of the rows on the disk."""
    known = {each.pk.hex: Answer.from_bytes(unseal(bytes(each.box))) for each in Sealed.objects.all()}
    return [known[key.replace("-", "")] for key in physical(Sealed, "id", here.pk)]


def still_in_order(here: Asking) -> float:
    """The share of sheets that lie where they lay in the pile, over some batches."""
    ages, hopes = asked_about(survey())["age"], asked(survey())["hope"]
    pile = [Answer({"hope": hope}, {"age": age}) for hope in hopes for age in ages]
    same = 0
    for _each in range(5):
        Sealed.objects.all().delete()
        assert batches.put_in_sheets(asking=here, batch=draw(here.pk), answers=pile, by=SYSTEM)
        same += sum(one == other for one, other in zip(pile, as_they_lie(here), strict=True))
    return same / (5 * len(pile))


def test_the_pile_leaves_no_order_in_the_inbox(here: Asking) -> None:
    # By chance one sheet of a pile of 36 stays in its place.
    assert still_in_order(here) <= 1 / 8


def test_a_batch_that_is_not_shuffled_is_caught(here: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    class InOrder:
        def shuffle(self, _rows: list[object]) -> None:
            """The seeded fault."""

    monkeypatch.setattr(batches, "_chance", InOrder())
    assert still_in_order(here) >= 0.95
