"""Versions, words, comparisons, paragraphs and sentences, decided without a database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alongside.catalogue import shelf
from alongside.catalogue.differences import differences
from alongside.catalogue.framework import Anchor, Framework, SourceReference
from alongside.library.rules import comparing, describing, versions, words
from alongside.library.rules.comparing import Standing
from alongside.library.rules.marking import marked, told


@pytest.fixture
def first() -> Framework:
    return shelf.framework("ten-challenges", "2010")


@pytest.fixture
def second() -> Framework:
    return shelf.framework("ten-challenges", "2026")


@pytest.mark.parametrize(
    ("wanted", "taken", "given"),
    [
        ("1", [], "1"),
        ("2026", ["2010", "2026"], "2026-local-1"),
        ("2026", ["2026", "2026-local-1", "2026-local-2"], "2026-local-3"),
        ("2026-local-1", ["2026", "2026-local-1"], "2026-local-2"),
        ("x" * 40, ["x" * 40], "x" * 28 + "-local-1"),
    ],
)
def test_a_version_is_kept_or_made_local(wanted: str, taken: list[str], given: str) -> None:
    assert versions.next_version(wanted, taken) == given
    assert len(given) <= 40


def test_a_local_edition_claims_no_endorsement_of_its_changes(first: Framework) -> None:
    reviewed = replace(first, reviewer="A reviewer", reviewed=first.review_due, status="published")
    local = versions.published_as(reviewed, "2010-local-1", first, "Eastmere")
    assert local.endorsement.startswith("Eastmere changed this edition for its own use; nobody else")
    assert first.endorsement in local.endorsement
    assert (local.status, local.reviewer, local.reviewed) == ("working", None, None)
    assert local.based_on is not None
    assert local.based_on.id == "ten-challenges/2010"
    again = versions.published_as(local, "2010-local-2", local, "Eastmere")
    assert again.endorsement == local.endorsement


def test_what_publishing_sets_by_itself_is_no_change(first: Framework) -> None:
    assert versions.same_words(versions.begun(first), first)
    assert not versions.same_words(replace(first, summary="Other words"), first)


def test_a_key_too_long_for_answers_is_a_problem(first: Framework) -> None:
    long = replace(first, items=(*first.items[1:], replace(first.items[0], key="k" * 61)))
    assert [problem.reason.split()[2] for problem in versions.too_long(long)] == ["k" * 61]
    assert not versions.too_long(first)


def test_words_that_only_wrap_elsewhere_change_nothing(first: Framework) -> None:
    for item in first.items:
        assert words.with_item(first, item.key, words.words_of(item)) == first


def test_changed_words_keep_the_keys_of_what_was_there(first: Framework) -> None:
    item = first.items[0]
    now = words.words_of(item)
    wanted = replace(
        now,
        idea="Another idea.",
        indicators=("Reworded", "", *now.indicators[2:], "How many people came back", ""),
        data_sources=(*now.data_sources[:-1], ("", "left over")),
    )
    changed = words.with_item(first, item.key, wanted).item(item.key)
    keys = [indicator.key for indicator in item.indicators]
    assert [indicator.key for indicator in changed.indicators] == [
        keys[0],
        *keys[2:],
        "how-many-people-came-back",
    ]
    assert changed.indicators[0].text == "Reworded"
    assert len(changed.data_sources) == len(item.data_sources) - 1
    assert changed.idea == "Another idea."


def test_a_new_indicator_never_takes_a_key_in_use(first: Framework) -> None:
    assert words.new_key("Staff trained", ["staff-trained", "staff-trained-2"]) == "staff-trained-3"
    assert words.new_key("!!!", []) == "new"


def test_an_item_can_be_added_and_taken_out(first: Framework) -> None:
    added, key = words.with_new_item(first, words.words_of(first.items[0]), publisher="Eastmere", year=2026)
    assert added.items[-1].key == key
    assert key not in {item.key for item in first.items}
    assert words.without_item(added, key).items == first.items


def test_taking_items_out_keeps_the_rest_consistent(first: Framework) -> None:
    left = first
    for item in first.items[:-1]:
        left = words.without_item(left, item.key)
    assert left.priorities_limit == 1
    assert left.early_look is None or set(left.early_look.items) <= {left.items[0].key}
    with pytest.raises(versions.ItemRefused):
        words.without_item(left, left.items[0].key)
    with pytest.raises(KeyError):
        words.without_item(first, "nonsense")


def test_the_same_key_with_another_question_is_not_comparable(first: Framework, second: Framework) -> None:
    crosswalk = shelf.crosswalk(first.id, second.id)
    assert crosswalk is not None
    rows = comparing.compare(first, second, crosswalk).items
    risk = [row for row in rows if any(item.key == "risk" for item in (*row.older, *row.newer))]
    assert [row.standing for row in risk] == [Standing.NONE, Standing.NONE]
    assert not any(row.comparable for row in risk)
    training = next(row for row in rows if row.older and row.older[0].key == "training")
    assert training.standing == Standing.REWORDED
    assert training.comparable


def test_every_item_and_stage_has_a_row(first: Framework, second: Framework) -> None:
    crosswalk = shelf.crosswalk(first.id, second.id)
    assert crosswalk is not None
    for walk, older, newer in ((crosswalk, first, second), (comparing.turned(crosswalk), second, first)):
        found = comparing.compare(older, newer, walk)
        assert {thing.key for row in found.items for thing in row.older} == {item.key for item in older.items}
        assert {thing.key for row in found.items for thing in row.newer} == {item.key for item in newer.items}
        assert {thing.key for row in found.stages for thing in row.older} == {s.key for s in older.stages}


def test_a_crosswalk_is_carried_over_to_local_changes(first: Framework, second: Framework) -> None:
    crosswalk = shelf.crosswalk(first.id, second.id)
    assert crosswalk is not None
    extra = replace(second.items[0], key="housing")
    local = replace(second, version="2026-local-1", items=(*second.items[1:], extra))
    found = comparing.compare(first, local, comparing.carried_over(crosswalk, first, local))
    gone = next(row for row in found.items if row.older and row.older[0].key == "interactions")
    assert (gone.standing, gone.newer) == (Standing.NONE, ())
    assert [row.newer[0].key for row in found.items if row.newer and row.newer[0].key == "housing"] == ["housing"]


def test_editions_nobody_has_compared_have_nothing_in_common(first: Framework, second: Framework) -> None:
    found = comparing.compare(first, second, comparing.nothing_in_common(first, second, "Nothing"))
    assert not any(row.comparable for row in (*found.items, *found.stages))


FOLDED = (
    "One paragraph that goes on well beyond where any file would wrap its lines, because it was folded by YAML " * 2
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.", ["One."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        (f"{FOLDED}\n{FOLDED}", [FOLDED.strip(), FOLDED.strip()]),
        (
            "These words were wrapped by hand somewhere near the hundredth column, as our own files are, so that\n"
            "they go on here as one and the same paragraph.\n\nNext.",
            [
                "These words were wrapped by hand somewhere near the hundredth column, as our own files are, so that "
                "they go on here as one and the same paragraph.",
                "Next.",
            ],
        ),
        ("", []),
    ],
)
def test_paragraphs_are_found_however_the_lines_end(text: str, expected: list[str]) -> None:
    assert describing.paragraphs(text) == expected
    assert describing.paragraphs(describing.as_typed(text)) == expected


@pytest.mark.parametrize(
    ("anchor", "sentence"),
    [
        ({"comparison": "below", "value": 25, "unit": "percent"}, "Fewer than 25%: staff trained."),
        ({"comparison": "between", "value": 5, "upper": 10, "unit": "posts"}, "Between 5 and 10 posts: staff trained."),
        ({"comparison": "at-least", "value": 1, "unit": "per-team"}, "At least 1 in each team: staff trained."),
        ({"comparison": "all", "unit": "people"}, "All: staff trained."),
    ],
)
def test_a_number_is_a_sentence(anchor: dict[str, object], sentence: str) -> None:
    assert describing.anchor_sentence(Anchor(stage="engagement", of="staff trained", **anchor)) == sentence


def test_every_shipped_number_and_source_is_a_sentence(first: Framework, second: Framework) -> None:
    for framework in (first, second):
        for item in framework.items:
            assert all("%(" not in describing.anchor_sentence(anchor) for anchor in item.anchors)
            assert describing.source_sentences(framework, item.source)


def test_a_source_names_document_year_and_page(first: Framework) -> None:
    source = SourceReference(document=first.sources[0].key, pages="8", section="1")
    sentence = describing.source_sentences(first, source)[0]
    assert sentence.endswith(", section 1, page 8")
    assert str(first.sources[0].year) in sentence


def test_only_the_words_that_differ_are_marked() -> None:
    both = marked("People agree on it", "People do not agree on it")
    assert "".join(text for text, _ in both.after) == "People do not agree on it"
    assert [text.strip() for text, differs in both.after if differs] == ["do not"]
    assert not any(differs for _, differs in both.before)
    assert marked("", "New").after == (("New", True),)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  One line\n\nand another ", "One line \n and a third\n"),
        ("a a a b a", "b a a"),
        (" ", "New"),
        ("", ""),
        ("word " * 2000, "word " * 1999),
    ],
)
def test_marking_loses_nothing_and_marks_no_space_after_a_word(before: str, after: str) -> None:
    both = marked(before, after)
    assert "".join(text for text, _ in both.before) == before
    assert "".join(text for text, _ in both.after) == after
    if len(before) < 100 and before.strip():
        assert not [text for text, differs in (*both.before, *both.after) if differs and text != text.rstrip()]


def test_unlike_texts_are_marked_whole() -> None:
    both = marked("The ward meets on Mondays in the hall", "In short: no")
    assert both.before == (("The ward meets on Mondays in the hall", True),)


def test_changes_are_told_with_the_label_apart_and_without_keys(first: Framework) -> None:
    changed = replace(
        versions.published_as(first, "2010-local-1", first, "Eastmere"),
        items=(replace(first.items[0], indicators=first.items[0].indicators[1:]), *first.items[1:]),
    )
    all_changes = differences(first, changed)
    found = told(all_changes)
    assert [change.before for change in found.content] == [first.items[0].indicators[0].text]
    assert {change.path.split(" / ")[0] for change in found.label} >= {"version", "endorsement"}
    assert len(found.content) + len(found.label) == len(all_changes)
