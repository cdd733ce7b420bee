"""A file of answers: looked through first, taken in once, and nobody's words in any report of it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.assessments.tests.devices import says
from alongside.audit.actor import SYSTEM
from alongside.audit.models import Entry
from alongside.feedback.actions import asking as asking_actions
from alongside.feedback.actions import batches, opening
from alongside.feedback.box import unseal
from alongside.feedback.models import Asking, Sealed, Spent, TakenIn
from alongside.feedback.rules.answers import Answer
from alongside.feedback.tests.makers import ask
from alongside.feedback.tests.staff import at
from alongside.feedback.tests.walking import held
from alongside.feedback.views.answers_file import harmless
from alongside.people.models import Membership, Partnership
from alongside.ui.refusals import Conflict
from tests import makers

pytestmark = pytest.mark.django_db
GOOD = b"hope,age,anything-else\nworse,18 to 24,Thank you\nVery much,,\na-little,,\n"
MIXED = b"hope,anything-else\nworse,fine\nMo Adeyemi of ward 3,fine\nvery-much,\nnonsense,\n"


@pytest.fixture
def here(riverside: Partnership) -> Asking:
    return ask(riverside, link=False)


@pytest.fixture
def client(priya: Membership) -> Client:
    return makers.signed_in(priya)


def choose(client: Client, here: Asking, content: bytes, name: str = "answers.csv") -> Any:
    """The report of a file."""
    file = SimpleUploadedFile(name, content)
    return client.post(at("answers-file", here.partnership, here), {"file": file, "go": ""})


def press(client: Client, here: Asking, report: Any, go: str) -> Any:
    return client.post(at("answers-file", here.partnership, here), {**held(report), "go": go})


def test_a_file_is_looked_through_and_then_taken_in(client: Client, here: Asking, priya: Membership) -> None:
    page = client.get(at("answers-file", here.partnership, here))
    assert says(
        page,
        "anything-else",
        "It has made this worse; Not at all",
        "<code>not-at-all</code>",
        "None yet.",
        "they would count twice",
    )
    report = choose(client, here, GOOD)
    assert says(report, "3 answers for Harbour team can be taken in", "No line was rejected", "Take in 3 answers")
    assert not says(report, "Thank you")
    assert not Sealed.objects.exists()
    assert not TakenIn.objects.exists()
    before = set(Entry.objects.values_list("pk", flat=True))
    done = client.get(press(client, here, report, "take")["Location"])
    assert says(done, "Answers taken in: 3", "Delete the file", "answers.csv")
    made = TakenIn.objects.get()
    assert (made.name, made.what, made.accepted, made.rejected, made.by_id) == (
        "answers.csv", "answers", 3, 0, priya.user_id,
    )  # fmt: skip
    [entry] = Entry.objects.exclude(pk__in=before)
    assert (entry.verb, entry.target_id) == ("took in", made.pk)
    sealed = [Answer.from_bytes(unseal(bytes(each.box))) for each in Sealed.objects.all()]
    assert {each.answers["hope"] for each in sealed} == {"worse", "very-much", "a-little"}
    assert [each.words for each in sealed if each.words] == [{"anything-else": "Thank you"}]
    # No ticket is needed: the file itself counts once.
    assert not Spent.objects.exists()


def test_the_same_file_again_changes_nothing_and_says_when(client: Client, here: Asking) -> None:
    report = choose(client, here, GOOD)
    press(client, here, report, "take")
    again = press(client, here, report, "take")
    assert again.status_code == 409
    assert says(again, "This very file was taken in before")
    other = ask(here.partnership, "Quay team")
    for asking in (here, other):
        report = choose(client, asking, GOOD, "another name.csv")
        assert says(report, "This very file was taken in on", "3 answers", "Nothing was changed")
        assert not says(report, "Take in 3 answers")
    with pytest.raises(Conflict):
        file = batches.File(TakenIn.objects.get().sha256, "x", 0)
        batches.take_in(asking=other, file=file, answers=[Answer()], by=SYSTEM)
    assert (Sealed.objects.count(), TakenIn.objects.count()) == (3, 1)


def test_two_partnerships_may_take_in_the_same_file(client: Client, here: Asking, hillside: Partnership) -> None:
    press(client, here, choose(client, here, GOOD), "take")
    file = batches.File(TakenIn.objects.get().sha256, "x", 0)
    batches.take_in(asking=ask(hillside), file=file, answers=[Answer()], by=SYSTEM)
    assert TakenIn.objects.count() == 2


def test_rejected_lines_are_listed_without_what_stands_in_them(client: Client, here: Asking) -> None:
    report = choose(client, here, MIXED)
    assert says(report, "2 answers for Harbour team can be taken in", "2 lines cannot", "It can be empty, or: It has")
    assert not says(report, "Adeyemi")
    told = press(client, here, report, "faults")
    assert told["Content-Disposition"] == 'attachment; filename="rejected-lines.csv"'
    lines = told.content.decode("utf-8-sig").splitlines()
    assert says(report, "Download why each line was rejected (CSV)")
    assert [line.split(",")[:2] for line in lines] == [["Line", "Column"], ["3", "hope"], ["5", "hope"]]
    assert b"Adeyemi" not in told.content
    assert b"nonsense" not in told.content
    done = client.get(press(client, here, report, "take")["Location"])
    assert says(done, "2 lines were not taken in. Copy those lines", "only then delete both files")
    assert not says(done, "Delete the file")
    assert (TakenIn.objects.get().accepted, TakenIn.objects.get().rejected) == (2, 2)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_of_the_report_becomes_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert harmless("hope") == "hope"


def test_a_long_list_of_rejected_lines_is_cut_on_the_page_only(client: Client, here: Asking) -> None:
    report = choose(client, here, b"hope\n" + b"nonsense\n" * 150)
    assert says(report, "0 answers", "150 lines cannot", "The first 100 are listed here")
    assert not says(report, "Take in")
    assert press(client, here, report, "faults").content.count(b"\r\n") == 151
    assert press(client, here, report, "take").status_code == 422


@pytest.mark.parametrize(
    ("content", "says_so"),
    [
        (b"", "The file is empty"),
        (b"name\nMo\n", "No column of this file belongs to these questions"),
        (b"hope\n" + b"w" * (10 * 1024 * 1024), "larger than 10 MB"),
    ],
)
def test_a_bad_file_comes_back_with_a_sentence(client: Client, here: Asking, content: bytes, says_so: str) -> None:
    page = choose(client, here, content)
    assert page.status_code == 422
    assert says(page, says_so, "Look through the file")


def test_nothing_chosen(client: Client, here: Asking) -> None:
    page = client.post(at("answers-file", here.partnership, here), {"go": ""})
    assert page.status_code == 422
    assert says(page, "Choose a file")


def test_a_report_that_was_changed_or_is_another_askings_is_refused(client: Client, here: Asking) -> None:
    report = choose(client, here, GOOD)
    for wrong in ("", "x", held(report)["looked"][:-1] + "x"):
        sent = client.post(at("answers-file", here.partnership, here), {"looked": wrong, "go": "take"})
        assert sent.status_code == 422
        assert says(sent, "Choose the file again")
    other = ask(here.partnership, "Quay team")
    assert press(client, other, report, "take").status_code == 422
    assert not Sealed.objects.exists()


def test_a_stopped_asking_takes_no_file(client: Client, here: Asking) -> None:
    report = choose(client, here, GOOD)
    asking_actions.stop(asking=here, by=SYSTEM)
    assert client.get(at("answers-file", here.partnership, here)).status_code == 422
    assert press(client, here, report, "take").status_code == 422
    assert not Sealed.objects.exists()
    assert not TakenIn.objects.exists()


def test_a_large_file_is_counted_like_any_other(client: Client, here: Asking) -> None:
    words = b"\n".join(b"worse,%d %s" % (number, b"more words " * 20) for number in range(1000))
    report = choose(client, here, b"hope,anything-else\n" + words)
    assert len(BytesIO(report.content).getvalue()) < 400_000
    press(client, here, report, "take")
    assert opening.open_inbox(asking=Asking.objects.get(pk=here.pk), by=SYSTEM) == 1000
