"""The content folder as a whole: what is installed, what is broken, and what may never change."""

import hashlib

import pytest

from alongside.catalogue import fingerprints, shelf
from alongside.catalogue.__main__ import main
from alongside.catalogue.document import ContentError
from alongside.catalogue.fingerprints import AlreadyPublishedError
from alongside.catalogue.shelf import NotOnTheShelfError
from alongside.catalogue.tests.shapes import SMALL, TESTS_CONTENT
from alongside.catalogue.tests.survey_shapes import OWN
from alongside.catalogue.tests.test_small_formats import CROSSWALK, EVIDENCE, GLOSSARY, GROUPS

DEFAULT = 'format: default/1\nframework: {key: small, version: "1"}\n'
PUBLISHED = SMALL.replace("status: working", "status: published")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A sound content folder, which the shelf reads."""
    monkeypatch.setenv("ALONGSIDE_CONTENT", str(tmp_path))
    files = {
        "frameworks/small/1.yaml": SMALL,
        "frameworks/small/2.yaml": SMALL.replace('version: "1"', 'version: "2"'),
        "crosswalks/small-1-2.yaml": CROSSWALK,
        "evidence/doors.yaml": EVIDENCE,
        "stakeholders.yaml": GROUPS,
        "surveys/small/1.yaml": OWN,
        "glossary.yaml": GLOSSARY,
        "default.yaml": DEFAULT,
    }
    for name, text in files.items():
        write(tmp_path, name, text)
    return tmp_path


def write(folder, name, text):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def found(folder):
    return [str(problem) for problem in shelf.problems(folder)]


def test_everything_installed_is_found(folder):
    assert found(folder) == []
    assert [each.id for each in shelf.frameworks()] == ["small/1", "small/2"]
    assert shelf.framework("small", "2").id == "small/2"
    assert shelf.default_framework().id == "small/1"
    assert shelf.crosswalk("small/1", "small/2") is shelf.crosswalks()[0]
    assert shelf.crosswalk("small/2", "small/1") is None
    assert [group.key for group in shelf.stakeholder_groups()] == ["us", "them"]
    assert shelf.glossary().term("door").name == "door"
    assert shelf.evidence("doors") is shelf.evidence_sets()[0]
    assert [each.id for each in shelf.surveys()] == ["small/1"]
    assert shelf.survey("small", "1").title == "A small survey"


def test_files_are_read_once(folder):
    assert shelf.frameworks() is shelf.frameworks()


def test_what_is_not_installed_is_an_error(folder):
    with pytest.raises(NotOnTheShelfError, match="there is no framework small/3"):
        shelf.framework("small", "3")
    with pytest.raises(NotOnTheShelfError, match="there is no survey small/3"):
        shelf.survey("small", "3")
    with pytest.raises(NotOnTheShelfError, match="there is no evidence 'windows'"):
        shelf.evidence("windows")
    (folder / "glossary.yaml").unlink()
    with pytest.raises(NotOnTheShelfError, match=r"there is no glossary\.yaml"):
        shelf.glossary()


def test_a_key_is_looked_up_and_never_a_path(folder):
    with pytest.raises(NotOnTheShelfError):
        shelf.framework("small/../small", "1")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("frameworks/small/1.yaml", SMALL.replace("year: 2020", "year: x"), "frameworks/small/1.yaml:15: 'year'"),
        ("frameworks/small/3.yaml", SMALL, "this file holds what belongs in frameworks/small/1.yaml"),
        ("frameworks/big/1.yaml", SMALL, "this file holds what belongs in frameworks/small/1.yaml"),
        ("frameworks/stray.yaml", SMALL, "frameworks/stray.yaml:1: this file is never read"),
        ("surveys/small/1.yaml", OWN.replace("minutes: 1", "minutes: x"), "surveys/small/1.yaml:12: 'minutes'"),
        ("surveys/small/2.yaml", OWN, "this file holds what belongs in surveys/small/1.yaml"),
        ("surveys/stray.yaml", OWN, "surveys/stray.yaml:1: this file is never read"),
        ("surveys/small/old/1.yaml", OWN, "surveys/small/old/1.yaml:1: this file is never read"),
        ("glossary.yml", GLOSSARY, "glossary.yml:1: this file is never read"),
        ("crosswalks/other.yaml", CROSSWALK, "this file holds what belongs in crosswalks/small-1-2.yaml"),
        ("evidence/other.yaml", EVIDENCE, "this file holds what belongs in evidence/doors.yaml"),
        ("evidence/doors.yaml", EVIDENCE.replace("item: door", "item: roof"), "evidence/doors.yaml:12: there is no"),
        ("default.yaml", DEFAULT.replace('1"', '9"'), "default.yaml:2: there is no framework small/9"),
        ("stakeholders.yaml", "format: x", "stakeholders.yaml:1: 'groups' is missing"),
    ],
)
def test_what_is_broken_is_found(folder, name, text, expected):
    write(folder, name, text)
    assert any(expected in each for each in found(folder)), found(folder)


def test_problems_of_several_files_are_listed_together(folder):
    write(folder, "frameworks/small/1.yaml", SMALL.replace("year: 2020", "year: x"))
    write(folder, "frameworks/small/2.yaml", "format: framework/1")
    write(folder, "glossary.yaml", "format: glossary/1")
    assert {each.split(":")[0] for each in found(folder)} == {
        "frameworks/small/1.yaml",
        "frameworks/small/2.yaml",
        "glossary.yaml",
    }
    with pytest.raises(ContentError):
        shelf.frameworks()


def test_a_folder_that_is_not_there_is_a_problem(tmp_path):
    assert "there is no such content folder" in found(tmp_path / "nowhere")[0]


def test_a_published_edition_needs_a_fingerprint_and_a_working_one_none(folder):
    assert fingerprints.check() == ()
    write(folder, "frameworks/small/1.yaml", PUBLISHED)
    assert "this edition is published but has no fingerprint" in str(fingerprints.check()[0])


def test_a_published_edition_can_never_change(folder):
    write(folder, "frameworks/small/1.yaml", PUBLISHED)
    sha256 = fingerprints.publish(folder / "frameworks/small/1.yaml")
    assert sha256 == hashlib.sha256(PUBLISHED.encode()).hexdigest()
    assert fingerprints.check() == ()

    write(folder, "frameworks/small/1.yaml", PUBLISHED.replace("Doors can be open", "Doors may be open"))
    assert [str(each) for each in fingerprints.check()] == [f"frameworks/small/1.yaml:1: {fingerprints.CHANGED}"]
    with pytest.raises(AlreadyPublishedError, match="already published with other words"):
        fingerprints.publish(folder / "frameworks/small/1.yaml")


def test_a_published_survey_can_never_change(folder):
    published = OWN.replace("status: working", "status: published")
    write(folder, "surveys/small/1.yaml", published)
    assert "this edition is published but has no fingerprint" in str(fingerprints.check()[0])
    fingerprints.publish(folder / "surveys/small/1.yaml")
    assert fingerprints.check() == ()
    write(folder, "surveys/small/1.yaml", published.replace("Wide open", "Open wide"))
    assert [str(each) for each in fingerprints.check()] == [f"surveys/small/1.yaml:1: {fingerprints.CHANGED}"]


def test_a_published_edition_cannot_go_back_to_working_or_go_away(folder):
    write(folder, "frameworks/small/1.yaml", PUBLISHED)
    fingerprints.publish(folder / "frameworks/small/1.yaml")
    write(folder, "frameworks/small/1.yaml", SMALL)
    assert fingerprints.CHANGED in str(fingerprints.check()[0])
    (folder / "frameworks/small/1.yaml").unlink()
    assert "was published and is gone" in str(fingerprints.check()[0])


def test_publishing_twice_changes_nothing(folder):
    write(folder, "frameworks/small/1.yaml", PUBLISHED)
    write(folder, "published.sha256", "# for ever")
    assert fingerprints.publish(folder / "frameworks/small/1.yaml") == fingerprints.publish(
        folder / "frameworks/small/1.yaml"
    )
    assert len((folder / "published.sha256").read_text().splitlines()) == 2


@pytest.mark.parametrize("text", [SMALL, PUBLISHED.replace("year: 2020", "year: x")])
def test_only_a_sound_published_edition_can_be_fingerprinted(folder, text):
    write(folder, "frameworks/small/1.yaml", text)
    with pytest.raises(ContentError):
        fingerprints.publish(folder / "frameworks/small/1.yaml")


def test_a_file_elsewhere_cannot_be_fingerprinted(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "1.yaml"
    elsewhere.write_text(PUBLISHED)
    with pytest.raises(ContentError, match="this file is not in"):
        fingerprints.publish(elsewhere)


@pytest.mark.parametrize("line", ["abc  x.yaml", f"{'0' * 64}  ../x.yaml", f"{'0' * 64}  /x.yaml", "0" * 64])
def test_a_line_that_is_no_fingerprint_is_a_problem(folder, line):
    write(folder, "published.sha256", f"# words\n\n{line}\n")
    assert str(fingerprints.check()[0]).startswith("published.sha256:3: this line is not a fingerprint")


def test_the_command_prints_every_problem_and_fails(folder, capsys):
    assert main(["check"]) == 0
    write(folder, "glossary.yml", GLOSSARY)
    write(folder, "frameworks/small/1.yaml", PUBLISHED)
    shelf._frameworks.cache_clear()
    assert main(["check"]) == 1
    assert [line.split(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "frameworks/small/1.yaml",
        "glossary.yml",
    ]


def test_the_command_publishes_once(folder, capsys):
    write(folder, "frameworks/small/1.yaml", PUBLISHED)
    assert main(["publish", "frameworks/small/1.yaml"]) == 0
    write(folder, "frameworks/small/1.yaml", PUBLISHED + "# later\n")
    assert main(["publish", "frameworks/small/1.yaml"]) == 1
    assert "already published" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["chek"], ["publish"], ["check", "now"]])
def test_other_words_print_how_to_use_the_command(words, capsys):
    assert main(words) == 2
    assert "publish PATH" in capsys.readouterr().err


def test_the_folder_beside_the_package_is_the_usual_one(monkeypatch):
    monkeypatch.delenv("ALONGSIDE_CONTENT", raising=False)
    assert shelf.content_folder() == TESTS_CONTENT.parents[1] / "content"


def test_shipped_content_is_sound(monkeypatch):
    monkeypatch.delenv("ALONGSIDE_CONTENT", raising=False)
    assert [str(each) for each in (*shelf.problems(), *fingerprints.check())] == []


def test_content_for_tests_is_sound():
    assert [str(each) for each in (*shelf.problems(TESTS_CONTENT), *fingerprints.check(TESTS_CONTENT))] == []
