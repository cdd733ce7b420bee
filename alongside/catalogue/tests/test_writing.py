"""What is written reads back equal, and a difference is shown exactly where there is one."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings

from alongside.catalogue.framework import parse
from alongside.catalogue.tests.shapes import ALLOTMENT, SMALL, frameworks, texts
from alongside.catalogue.writing import Change, differences, to_text

thorough = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(frameworks())
def test_whatever_is_written_reads_back_equal(framework):
    assert parse(to_text(framework), "written.yaml") == framework


@thorough
@given(frameworks())
def test_writing_is_stable(framework):
    text = to_text(framework)
    assert to_text(parse(text, "written.yaml")) == text


@settings(thorough, max_examples=10)
@given(frameworks(), frameworks())
def test_differences_are_empty_exactly_if_frameworks_are_equal(one, other):
    assert differences(one, one) == ()
    assert (differences(one, other) == ()) == (one == other)


@thorough
@given(texts, texts)
def test_a_changed_text_is_one_difference_and_an_equal_one_none(before, after):
    old = changed_item(allotment(), idea=before)
    new = changed_item(allotment(), idea=after)
    expected = () if before == after else (Change("1. First visit / idea", before, after),)
    assert differences(old, new) == expected


def allotment():
    return parse(ALLOTMENT.read_text(encoding="utf-8"), "1.yaml")


def changed_item(framework, **fields):
    first, *others = framework.items
    return dataclasses.replace(framework, items=(dataclasses.replace(first, **fields), *others))


def test_long_texts_are_blocks_a_person_can_edit():
    text = to_text(allotment())
    assert "    idea: |\n      A gate can say come in or keep out." in text
    assert "version: '1'\n" in text
    assert "review_due: 2030-01-31\n" in text
    assert "\n\nitems:\n  - key: first-visit\n" in text


def test_stages_of_an_item_are_written_in_the_order_of_the_framework():
    text = SMALL.replace(
        "      shut: It is shut.\n      open: It is open.", "      open: It is.\n      shut: It is not."
    )
    written = to_text(parse(text, "small.yaml"))
    assert written.index("shut: It is not.") < written.index("open: It is.")


@pytest.mark.parametrize(
    ("old", "new", "path", "before", "after"),
    [
        ("title: How welcoming", "title: How friendly", "title", "How welcoming is our allotment?", None),
        ("priorities_limit: 2", "priorities_limit: 3", "priorities limit", "2", "3"),
        ("2030-01-31", "2031-01-31", "review due", "2030-01-31", "2031-01-31"),
        ("name: Harvest", "name: Plenty", "stage Plenty / name", "Harvest", "Plenty"),
        ("Everybody can vote, and", "All can vote, and", "4. Deciding / stage In leaf", None, None),
        ("value: 12", "value: 15", "3. Learning / anchors", None, None),
        ("text: The society's diary", "text: A diary", "3. Learning / data source diary / text", None, "A diary"),
        ("{key: diary, text: The society's diary}", "{key: blog, text: A blog}",
         "3. Learning / data source blog", "", "key: blog\ntext: A blog"),
        ('source: {document: plot-notes, pages: "7"}', 'source: {document: plot-notes, pages: "8"}',
         "3. Learning / source / pages", "7", "8"),
        ("reason: Nobody comes back", "reason: Few come back", "early look / reason", None, None),
        ("Notes from Plot Nine", "Plot Nine", "document plot-notes / title", "Notes from Plot Nine", "Plot Nine"),
    ],
)  # fmt: skip
def test_a_difference_is_named_in_plain_words(old, new, path, before, after):
    source = ALLOTMENT.read_text(encoding="utf-8")
    found = {change.path: change for change in differences(allotment(), parse(source.replace(old, new), "new"))}
    assert path in found
    assert before in (None, found[path].before)
    assert after in (None, found[path].after)


def test_an_added_item_is_one_difference():
    framework = allotment()
    fewer = dataclasses.replace(framework, items=framework.items[1:], early_look=None)
    added = [change for change in differences(fewer, framework) if "First visit" in change.path]
    assert [change.path for change in added] == ["1. First visit"]
    assert added[0].before == ""
    assert "Amadou waves" in added[0].after
    gone = [change for change in differences(framework, fewer) if "First visit" in change.path]
    assert [(change.path, change.after) for change in gone] == [("1. First visit", "")]


def test_another_order_is_one_difference():
    framework = allotment()
    moved = dataclasses.replace(framework, items=framework.items[::-1])
    assert differences(framework, moved) == (
        Change(
            "order of items",
            "first-visit, tools, learning, deciding, sharing",
            "sharing, deciding, learning, tools, first-visit",
        ),
    )
