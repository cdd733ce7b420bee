"""The page says what it does, and the button gives the file."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.urls import reverse

from alongside.archive.rules.reasons import EVERYTHING
from alongside.audit.models import Entry
from alongside.people.access import Role
from alongside.people.models import Membership
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(db: None) -> Membership:
    """The lead."""
    return makers.member(makers.partnership("Riverside recovery partnership"), Role.LEAD, "Amina")


def test_the_page_says_what_is_left_out_and_why(amina: Membership) -> None:
    joel = makers.member(amina.partnership, Role.CO_LEAD, "Joel")
    page = makers.signed_in(joel).get(reverse("archive", args=[joel.partnership_id]))
    text = page.content.decode()
    assert "Take everything with you" in text
    for reason in EVERYTHING:
        assert str(reason.what) in text
        assert str(reason.why) in text
    assert "No password protects it" in text


def test_the_button_gives_the_file_and_writes_it_down(amina: Membership) -> None:
    client = makers.signed_in(amina)
    address = reverse("export-file", args=[amina.partnership_id])
    answer = client.post(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith('attachment; filename="riverside-recovery-partnership-')
    assert answer["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as made:
        assert "manifest.json" in made.namelist()
    entry = Entry.objects.get(verb="exported")
    assert (entry.actor_id, entry.partnership_id, entry.target_id) == (
        amina.user_id, amina.partnership_id, amina.partnership_id,
    )  # fmt: skip


def test_looking_makes_no_file(amina: Membership) -> None:
    client = makers.signed_in(amina)
    assert client.get(reverse("export-file", args=[amina.partnership_id])).status_code == 405
    client.get(reverse("archive", args=[amina.partnership_id]))
    assert not Entry.objects.filter(verb="exported").exists()


def test_a_file_that_was_not_written_down_is_not_given(amina: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: the log cannot be written."""

    def broken(*words: object, **more: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr("alongside.archive.actions.exporting.record", broken)
    with pytest.raises(OSError, match="no room"):
        makers.signed_in(amina).post(reverse("export-file", args=[amina.partnership_id]))


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.COMMISSIONER, Role.CONTRIBUTOR, Role.OBSERVER])
def test_nobody_else_gets_it(amina: Membership, role: Role) -> None:
    member = makers.member(amina.partnership, role)
    client = makers.signed_in(member)
    assert client.get(reverse("archive", args=[member.partnership_id])).status_code == 403
    assert client.post(reverse("export-file", args=[member.partnership_id])).status_code == 403
    assert not Entry.objects.filter(verb="exported").exists()


def test_somebody_of_another_partnership_finds_nothing(amina: Membership) -> None:
    client = makers.signed_in(makers.member(makers.partnership("Hillside"), Role.LEAD))
    assert client.post(reverse("export-file", args=[amina.partnership_id])).status_code == 404
