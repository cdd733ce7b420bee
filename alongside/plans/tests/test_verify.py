"""`alongside verify FILE`: what it says of a good file, a bad one, and where there is no database."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from alongside.plans.management.commands import verify
from alongside.plans.models import Version
from tests import plan_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return plan_makers.cast()


@pytest.fixture
def version(who):
    return plan_makers.in_force(who)


@pytest.fixture
def kept(version, tmp_path):
    path = tmp_path / "plan.json"
    path.write_bytes(version.content.encode())
    return path


def said(path, **options):
    out = StringIO()
    call_command("verify", str(path), stdout=out, **options)
    return out.getvalue()


def test_a_good_file_is_what_was_signed_by_whom_and_when(who, version, kept):
    # As somebody pastes it: capital letters, a space, a no-break space, and marks that nobody sees.
    pasted = f"  {version.digest[:24].upper()}\u200b{version.digest[24:40]}\u00a0{version.digest[40:]}\ufeff\n"
    told = said(kept, sha256=pasted)
    assert f"SHA-256 of the file:  {version.digest}" in told
    assert "It is the one you gave." in told
    assert "canonical" in told
    assert "Everybody is asked" in told or "everybody is asked" in told
    assert "keeps exactly these words" in told
    for member in (who.lead, who.commissioner):
        assert f"Signed by {member.user.name} on " in told
    assert "In force" in told


def test_another_digest_is_an_error(kept):
    with pytest.raises(CommandError, match="NOT the one you gave"):
        said(kept, sha256="0" * 64)
    with pytest.raises(CommandError, match="no SHA-256"):
        said(kept, sha256="abc")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda data: data + b"\n", "added around it"),
        (lambda data: b"\xef\xbb\xbf" + data, "added around it"),
        (lambda data: data[:-10], "changed or damaged"),
        (lambda data: b"\xff\xfe\x00", "changed or damaged"),
        (lambda data: b"", "changed or damaged"),
        (lambda data: b"%PDF-1.7", "changed or damaged"),
    ],
)
def test_a_damaged_file_gets_a_sentence(kept, damage, sentence):
    kept.write_bytes(damage(kept.read_bytes()))
    with pytest.raises(CommandError, match=sentence):
        said(kept)


def test_a_file_that_is_not_there_or_too_large_gets_a_sentence(tmp_path, kept, monkeypatch):
    with pytest.raises(CommandError, match="cannot be read"):
        said(tmp_path / "none.json")
    monkeypatch.setattr(verify, "LARGEST", 10)
    with pytest.raises(CommandError, match="too large"):
        said(kept)


def test_a_changed_word_is_named(kept):
    kept.write_bytes(kept.read_bytes().replace(b"8 of 10", b"2 of 10"))
    out = StringIO()
    with pytest.raises(CommandError, match="NOT what is kept here"):
        call_command("verify", str(kept), stdout=out)
    assert "Target: kept here “8 of 10”, in the file “2 of 10”" in out.getvalue()


def test_a_version_that_is_not_here_is_still_understood(version, kept):
    kept.write_bytes(kept.read_bytes().replace(str(version.plan_id).encode(), b"00000000-0000-4000-8000-000000000000"))
    assert "does not have that version" in said(kept)


def test_without_a_database_it_says_so(kept, monkeypatch):
    def no_database(**_):
        raise DatabaseError

    monkeypatch.setattr(Version.objects, "filter", no_database)
    told = said(kept)
    assert "canonical" in told
    assert "no database" in told
