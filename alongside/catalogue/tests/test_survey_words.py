"""Wording packs: they give an instrument its words, and nothing else; a broken one gives none and says why."""

import pytest

from alongside.catalogue import shelf, survey
from alongside.catalogue.__main__ import main
from alongside.catalogue.document import ContentError
from alongside.catalogue.tests.survey_shapes import BARE, OWN, PACK

SECOND = '{answers: steps, key: "2"'
SURVEYS = (survey.parse(BARE, "bare.yaml"), survey.parse(OWN, "small.yaml"))


def test_a_pack_gives_its_words():
    bare = SURVEYS[0]
    found = survey.worded(bare, survey.parse_words(PACK, "pack.yaml", SURVEYS))
    assert not found.needs_words
    assert [item.question for item in found.items] == ["The first", "The second"]
    assert [item.plain for item in found.items] == [None, "Second"]
    assert [option.label for option in found.options("item-1")] == ["Less", "More", "I'd rather not say"]
    assert (found.intro, found.plain_intro) == ("Before the first.", None)


def test_a_pack_changes_nothing_but_words():
    found = survey.worded(SURVEYS[0], survey.parse_words(PACK, "pack.yaml", SURVEYS))
    assert found.scales == SURVEYS[0].scales
    assert survey.instrument(found) == survey.instrument(SURVEYS[0])
    assert (found.id, found.licence, found.validated) == (SURVEYS[0].id, SURVEYS[0].licence, SURVEYS[0].validated)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("survey-words/1", "survey/1", 1, "'format' must be 'survey-words/1'"),
        ('key: bare, version: "2"', 'key: bear, version: "2"', 2, "no survey 'bear/2'; did you mean 'bare/2'?"),
        ('key: bare, version: "2"', 'key: small, version: "1"', 2, "small/1 has words of its own"),
        ("language: en-GB", "language: cy", 3, "bare/2 is in en-GB; a pack must be in the same language"),
        ("held_under: A letter.\n", "", 1, "'held_under' is missing"),
        ("{key: item-2,", "{key: item-3,", 8, "there is no item 'item-3'; did you mean 'item-2'?"),
        ("{key: item-2,", "{key: item-1,", 8, "the key 'item-1' is used twice in 'items'"),
        ("  - {key: item-2, question: The second, plain: Second}\n", "", 6, "the item 'item-2' has no words here"),
        (SECOND, "{answers: stops, key: \"2\"", 11, "no set of answers 'stops'; did"),
        (SECOND, "{answers: steps, key: \"9\"", 11, "there is no answer '9'; there are 1, 2"),
        (SECOND, "{answers: steps, key: \"1\"", 11, "the answer '1' of 'steps' is worded twice"),
        (SECOND, "{answers: steps, key: \"1\"", 9, "the answer '2' of 'steps' has no words here"),
        ("question: The first", "value: 3", 7, "there is no field 'value'"),
    ],
)  # fmt: skip
def test_a_broken_pack_is_refused(old, new, line, reason):
    text = PACK.replace(old, new, 1)
    assert text != PACK
    with pytest.raises(ContentError) as error:
        survey.parse_words(text, "pack.yaml", SURVEYS)
    found = [str(problem) for problem in error.value.problems]
    assert any(each.startswith(f"pack.yaml:{line}: ") and reason in each for each in found), found


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """A content folder with both surveys, and beside it a folder for packs."""
    content, packs = tmp_path / "content", tmp_path / "packs"
    for path, text in [("bare/2.yaml", BARE), ("small/1.yaml", OWN)]:
        (content / "surveys" / path).parent.mkdir(parents=True)
        (content / "surveys" / path).write_text(text, encoding="utf-8")
    packs.mkdir()
    monkeypatch.setenv("ALONGSIDE_CONTENT", str(content))
    monkeypatch.setenv("ALONGSIDE_SURVEY_WORDS", str(packs))
    return content, packs


def test_without_a_pack_an_instrument_needs_its_words(folders, monkeypatch):
    assert shelf.survey("bare", "2").needs_words
    assert shelf.words_problems() == ()
    monkeypatch.delenv("ALONGSIDE_SURVEY_WORDS")
    assert shelf.survey("bare", "2").needs_words
    assert [each.id for each in shelf.surveys()] == ["bare/2", "small/1"]


def test_a_pack_in_the_folder_is_found(folders):
    (folders[1] / "any-name.yaml").write_text(PACK, encoding="utf-8")
    assert not shelf.survey("bare", "2").needs_words
    assert shelf.survey("small", "1") == SURVEYS[1]


def test_a_broken_pack_disables_itself_and_is_told_of(folders, capsys):
    (folders[1] / "broken.yaml").write_text(PACK.replace("item-2", "item-9"), encoding="utf-8")
    assert shelf.survey("bare", "2").needs_words
    assert [problem.file for problem in shelf.words_problems()] == ["broken.yaml", "broken.yaml"]
    assert main(["check"]) == 1
    assert "broken.yaml:8: there is no item 'item-9'" in capsys.readouterr().out


def test_the_second_pack_for_the_same_words_is_told_of(folders):
    for name in ("a.yaml", "b.yaml"):
        (folders[1] / name).write_text(PACK, encoding="utf-8")
    assert [str(each) for each in shelf.words_problems()] == [
        "b.yaml:1: another pack has the words of bare/2 already",
    ]


def test_a_folder_of_packs_that_is_not_there_is_told_of(folders, monkeypatch):
    monkeypatch.setenv("ALONGSIDE_SURVEY_WORDS", str(folders[1] / "nowhere"))
    assert "there is no such folder of wording packs" in str(shelf.words_problems()[0])
    assert shelf.survey("bare", "2").needs_words


def test_packs_do_not_hide_a_broken_survey(folders):
    (folders[0] / "surveys" / "bare" / "2.yaml").write_text(BARE.replace("raw: 3", "raw: x"), encoding="utf-8")
    (folders[1] / "pack.yaml").write_text(PACK, encoding="utf-8")
    assert shelf.words_problems() == ()
    assert any("surveys/bare/2.yaml:39: 'raw' must be" in str(each) for each in shelf.problems())
