"""Surveys: sound ones are read, broken ones say where and why, and nobody else's words get in."""

from decimal import Decimal

import pytest

from alongside.catalogue import survey
from alongside.catalogue.document import ContentError
from alongside.catalogue.tests.survey_shapes import BARE, OWN
from alongside.stats import scoring

SMALL = survey.parse(OWN, "small.yaml")


def problems(text):
    with pytest.raises(ContentError) as refused:
        survey.parse(text, "small.yaml")
    return [str(problem) for problem in refused.value.problems]


def refused(sound, old, new, line, reason):
    text = sound.replace(old, new, 1)
    assert text != sound
    found = problems(text)
    assert any(each.startswith(f"small.yaml:{line}: ") and reason in each for each in found), found


def test_a_survey_is_read():
    assert SMALL.id == "small/1"
    assert not SMALL.needs_words
    assert SMALL.item("more").free_text
    assert SMALL.item("front").direction == "up"
    assert SMALL.scales[0].higher_is_better is True
    assert [question.key for question in SMALL.group_questions] == ["age"]


def test_everybody_may_keep_every_answer_to_themselves():
    """The file cannot take it away, and need not think of it."""
    for item in SMALL.items:
        options = SMALL.options(item.key)
        assert item.free_text or (options[-1].key, options[-1].label) == (survey.RATHER_NOT_SAY, "I'd rather not say")
        assert item.free_text or options[-1].value is None
    assert SMALL.group_options("age")[-1].key == survey.RATHER_NOT_SAY
    assert SMALL.options("more") == ()


def test_what_is_not_there_is_an_error():
    for ask in (SMALL.item, SMALL.options, SMALL.group_options):
        with pytest.raises(KeyError):
            ask("roof")


def test_an_instrument_comes_without_its_words():
    found = survey.parse(BARE, "bare.yaml")
    assert found.needs_words
    assert found.group_questions == ()
    assert {item.question for item in found.items} == {None}


def test_a_survey_is_scored():
    found = scoring.score(survey.instrument(SMALL), {"front": "wide", "draught": "shut"})
    assert (found.instrument, found.version) == ("small", "1")
    assert (found.scales["doors"].value, found.scales["doors"].band) == (4.0, "high")


@pytest.mark.parametrize("answer", ["unseen", survey.RATHER_NOT_SAY, None])
def test_what_counts_for_nothing_is_missing(answer):
    found = scoring.score(survey.instrument(SMALL), {"front": "wide", "draught": answer}).scales["doors"]
    assert (found.value, found.answered) == (None, 1)


def test_numbers_of_a_file_stay_exact():
    bare = survey.parse(BARE, "bare.yaml")
    assert bare.scales[0].conversion[1].value == Decimal("3.35")
    assert scoring.score(survey.instrument(bare), {"item-1": "1", "item-2": "2"}).scales["total"].value == 3.35


def test_reading_and_writing_lose_nothing():
    for text in (OWN, BARE):
        found = survey.parse(text, "x.yaml")
        written = survey.SURVEY.write(found)
        assert written["format"] == "survey/1"
        assert written["licence"]["class"] == found.licence.kind
        assert len(written["items"]) == len(found.items)


# (text that is replaced, its replacement, line of the problem, words of the reason)
BROKEN = [
    ("survey/1", "survey/2", 1, "'format' must be 'survey/1'"),
    ("kind: team-feedback", "kind: quiz", 6, "'kind' must be one of team-feedback, staff-survey"),
    ("status: working", "status: done", 5, "'status' must be one of published, working"),
    ("minutes: 1", "minutes: 90", 12, "'minutes' must be a whole number from 1 to 60"),
    ("reviewer: null", "reviewer: Ann", 15, "'reviewer' and 'reviewed' go together"),
    ("class: ours", "class: mine", 17, "'class' must be one of ours, open, free-with-registration, licensed"),
    ("validated: null\n", "", 1, "'validated' is missing"),
    ("caution: Not validated.\n", "", 18, "a survey that is not validated must carry words that say so"),
    ("rather_not_say: I'd rather not say\n", "", 1, "'rather_not_say' is missing"),
    ("crisis_words: crisis", "crisis_words: none", 23, "'crisis_words' must be one of crisis, concern"),
    ("crisis_words: crisis\n", "", 1, "'crisis_words' is missing"),
    ("key: paper,", "key: book,", 49, "there is no document 'paper'; there are book"),
    # answers
    ("{key: shut,", "{key: ajar,", 30, "the key 'ajar' is used twice in 'options'"),
    ("{key: unseen,", "{key: rather-not-say,", 32, "'rather-not-say' is added to every question by itself"),
    ("value: 1", "value: 5", 27, "the values of the answers 'how-far' must rise or fall all the way"),
    ("value: 1", "value: 0", 27, "the values of the answers 'how-far' must rise or fall all the way"),
    ("value: 1", "value: one", 30, "'value' must be a number"),
    ("items:\n", "  - {key: idle, options: [{key: a, label: A}, {key: b, label: B}]}\nitems:\n", 33, "no item uses"),
    # items
    ("answers: how-far, direction: up", "answers: how-for, direction: up", 34, "no set of answers 'how-for'; did"),
    ("answers: how-far, direction: up", "direction: up", 34, "needs either 'answers' or 'free_text: yes'"),
    ("free_text: yes", "answers: how-far, free_text: yes", 36, "needs either 'answers' or 'free_text: yes'"),
    ("free_text: yes", "free_text: maybe", 36, "'free_text' must be yes or no, not 'maybe'"),
    ("note: The porter reads this., ", "", 36, "its 'note' must say who reads them"),
    ("free_text: yes", "free_text: yes, direction: up", 36, "'direction' and 'favourable' need answers"),
    (", direction: up}", "}", 34, "'direction' is missing in the item 'front'"),
    ("direction: up}", "direction: up, favourable: [wied]}", 34, "there is no answer 'wied'; did you mean 'wide'?"),
    ("direction: up}", "direction: up, favourable: [shut]}", 34, "must be the best answers by 'direction'"),
    ("direction: up}", "direction: up, favourable: [wide, shut]}", 34, "must be the best answers by 'direction'"),
    ("direction: up}", "direction: up, favourable: [shut, ajar, wide]}", 34, "but not all of them"),
    ("direction: up}", "direction: up, favourable: [wide, unseen]}", 34, "must be the best answers by 'direction'"),
    ("direction: up}", "direction: up, favourable: [wide, wide]}", 34, "'wide' is given twice in 'favourable'"),
    ("direction: down}", "direction: down, favourable: [wide]}", 35, "must be the best answers by 'direction'"),
    ("{key: draught, title", "{key: front, title", 35, "the key 'front' is used twice in 'items'"),
    # words
    ("question: Is the front door open, ", "", 34, "'question' is missing; the words of this survey ship with it"),
    ("plain: Front door, ", "", 34, "'plain' is missing; the words of this survey ship with it"),
    ("label: Shut, ", "", 29, "'label' is missing; the words of this survey ship with it"),
    ("plain_intro: Two questions.\n", "", 1, "'plain_intro' is missing; the words of this survey ship with it"),
    ("class: ours", "class: licensed", 34, "'question' may not be here: under 'licensed' the words"),
    ("class: ours", "class: free-with-registration", 29, "'label' may not be here"),
    ("class: ours", "class: licensed", 20, "'intro' may not be here"),
    # scales
    ("items: [front, draught]", "items: [front, drought]", 40, "there is no item with answers 'drought'; did you"),
    ("items: [front, draught]", "items: [front, more]", 40, "there is no item with answers 'more'"),
    ("    reverse: [draught]\n", "", 40, "'draught' and the scale point different ways"),
    ("reverse: [draught]", "reverse: [front, draught]", 40, "'front' is in 'reverse', but it points the same way"),
    ("direction: down", "direction: none", 40, "'draught' has no direction, so it cannot be in a scale"),
    ("high: 4", "high: 5", 38, "the scale doors has a range that its items do not have"),
    ("allowed: 0", "allowed: 2", 38, "the scale doors must need at least one of its items"),
    ("starts: 3", "starts: 0", 38, "must start at its low end and rise"),
    ("starts: 0", "starts: 1", 38, "must start at its low end and rise"),
    ("key: high,", "key: low,", 48, "the key 'low' is used twice in 'bands'"),
    ("method: sum", "method: median", 41, "'method' must be one of sum, mean"),
    ("source: {document: paper}", "source: {document: pappr}", 49, "there is no document 'pappr'"),
    # about you
    ("    - key: age", "    - key: front", 54, "'front' is the key of an item too"),
    ("{key: old,", "{key: young,", 59, "the key 'young' is used twice in 'options'"),
    ("{key: old,", "{key: rather-not-say,", 59, "'rather-not-say' is added to every question by itself"),
    ("        - {key: old, label: Old}\n", "", 58, "'options' needs at least 2, not 1"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "reason"), BROKEN)
def test_a_broken_survey_is_refused_with_its_line_and_a_reason(old, new, line, reason):
    refused(OWN, old, new, line, reason)


BROKEN_INSTRUMENT = [
    ("title: Item 1,", "title: Item 1, question: May I,", 29, "'question' may not be here"),
    ('{key: "1", value: 1}', '{key: "1", label: A bit, value: 1}', 26, "'label' may not be here"),
    ("rather_not_say:", "intro: Read this.\nrather_not_say:", 19, "'intro' may not be here"),
    ("{raw: 3, value: 3.35}", "{raw: 3, value: 1.35}", 32, "must rise with every total"),
    ("{raw: 3, value: 3.35}, ", "", 32, "must have a value for every total"),
    ("{raw: 3, value: 3.35}", "{raw: 2, value: 3.35}", 39, "2 is converted twice"),
    ("{document: paper}}\n    change", "{document: p}}\n    change", 41, "there is no document 'p'"),
    ("of: ten people, source: {document: paper}}\n    rel", "of: x, source: {document: p}}\n    rel", 43, "no doc"),
    ("kind: retest", "kind: guess", 45, "'kind' must be one of internal-consistency, retest"),
    ("source: {document: paper}}\nrather", "source: {document: p}}\nrather", 18, "there is no document 'p'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "reason"), BROKEN_INSTRUMENT)
def test_a_broken_instrument_is_refused_with_its_line_and_a_reason(old, new, line, reason):
    refused(BARE, old, new, line, reason)


def test_only_an_instrument_may_have_no_questions():
    start, end = OWN.index("answers:\n  - key"), OWN.index("about_you:")
    text = OWN[:start] + "answers: []\nitems: []\nscales: []\n" + OWN[end:]
    assert "there is no question; only an instrument may do without" in " ".join(problems(text))
    bare = BARE[: BARE.index("answers:\n")] + "answers: []\nitems: []\n" + BARE[BARE.index("scales:") :]
    slot = bare.replace("[item-1, item-2]", "[]")
    found = survey.parse(slot, "slot.yaml")
    assert not found.needs_words
    assert scoring.from_totals(survey.instrument(found), {"total": 3}).scales["total"].value == 3.35


def test_every_problem_of_the_fields_is_listed_at_once():
    text = OWN.replace("minutes: 1", "minutes: x").replace("value: 0", "value: x").replace("method: sum", "method: x")
    assert [each.split(":")[1] for each in problems(text)] == ["12", "29", "41"]
