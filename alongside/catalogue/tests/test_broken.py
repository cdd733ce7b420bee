"""Every kind of broken file is refused with its line and a reason, and nothing broken gets through."""

import time
from itertools import pairwise

import pytest

from alongside.catalogue.document import LARGEST, ContentError, compose, read_text
from alongside.catalogue.framework import parse
from alongside.catalogue.tests.shapes import SMALL


def problems(text):
    with pytest.raises(ContentError) as refused:
        parse(text, "small.yaml")
    return [str(problem) for problem in refused.value.problems]


def without(name):
    return "".join(line for line in SMALL.splitlines(keepends=True) if not line.strip().startswith(f"{name}:"))


def test_the_sound_framework_is_sound():
    assert parse(SMALL, "small.yaml").key == "small"


# (text that is replaced, its replacement, line of the problem, words of the reason)
BROKEN = [
    # YAML that is more than text, lists and fields
    ("[Somebody]", "&a [Somebody]", 10, "an anchor (&) is not allowed"),
    ("[Somebody]", "*a", 10, "*a is an alias"),
    ("[Somebody]", "!!python/object/apply:os.system [id]", 10, "a tag (!) is not allowed"),
    ("Somebody", "!secret Somebody", 10, "a tag (!) is not allowed"),
    ("title: A small", "<<: {a: b}\ntitle: A small", 5, "there is no field '<<'"),
    ("[Somebody]", "[[[[[[[[[[[[[x]]]]]]]]]]]]]", 10, "nested more than 12 deep"),
    ("items:\n  - key: door", "---\nitems:\n  - key: door", 31, "more than one document"),
    # not YAML
    ("    name: Shut", "\tname: Shut", 22, "there is a tab here"),
    ("authors: [Somebody]", "authors: [Somebody", 10, "brackets are opened here and never closed"),
    ("title: A small", "title: A: small", 5, "there is a colon here"),
    ('pages: "3"', 'pages: "3', 48, "quotes or brackets are opened here and never closed"),
    ('version: "1"', 'version: "1', 25, "a quotation mark above it was never closed"),
    ("summary: Two", "summary: `Two", 9, "starts with a sign"),
    ("summary: Two stages and one item.", "summary", 10, "not a field"),
    ("    name: Shut", "     name: Shut", 22, "there is a colon here"),
    ("    short: It is shut", "   short: It is shut", 23, "does not fit those above it"),
    # what cannot be seen
    ("A paper", "A pa\u202eper", 15, "invisible character here (U+202E)"),
    ("A paper", "A pa\x00per", 15, "invisible character here (U+0000)"),
    ("A paper", "A pa\x85per", 15, "invisible character here (U+0085)"),
    ("A paper", "A pa\ud800per", 15, "invisible character here (U+D800)"),
    ("A paper", '"A pa\\u202eper"', 15, "'title' holds an invisible character (U+202E)"),
    ("A paper", '"A pa\\0per"', 15, "'title' holds an invisible character (U+0000)"),
    # fields
    ("title: A small", "titel: A small", 5, "there is no field 'titel'; did you mean 'title'?"),
    ("title: A small", "zzz: 1\ntitle: A small", 5, "there is no field 'zzz'; fields here are key, version"),
    ("text: A list of doors", "text: A list, of doors", 47, "a text with a comma needs quotes"),
    ("title: A small", "title: Twice\ntitle: A small", 6, "'title' is given twice; first on line 5"),
    ("      shut: It is", "      open: Twice\n      shut: It is", 42, "'open' is given twice; first on line 40"),
    ("summary: Two", "? [a]\n: b\nsummary: Two", 9, "the name of a field must be a word"),
    ("framework/1", "framework/2", 1, "'format' must be 'framework/1'"),
    ("framework/1", "[framework/1]", 1, "'format' must be 'framework/1'"),
    # values
    ("title: A small framework", "title:", 5, "'title' is empty"),
    ("title: A small framework", "title: ''", 5, "'title' is empty"),
    ("title: A small framework", "title: null", 5, "'title' is empty"),
    ("title: A small framework", "title: [a]", 5, "'title' must be text on one line, not a list"),
    ("title: A small framework", "title: |\n  a\n  b", 5, "'title' must be on one line"),
    ("key: small", "key: Small Key", 2, "'key' must be a key of lower-case letters"),
    ("key: small", "key: ../../etc", 2, "'key' must be a key of lower-case letters"),
    ("key: small", f"key: {'a' * 65}", 2, "'key' must be a key of lower-case letters"),
    ('version: "1"', "version: a/b", 3, "'version' must be a version"),
    ("en-GB", "English", 4, "'language' must be a language such as en-GB"),
    ("status: working", "status: done", 7, "'status' must be one of published, working, not 'done'"),
    ("authors: [Somebody]", "authors: Somebody", 10, "'authors' must be a list"),
    ("authors: [Somebody]", "authors: []", 10, "'authors' needs at least 1, not 0"),
    ("authors: [Somebody]", "authors: [{a: b}]", 10, "entry 1 of 'authors' must be text on one line"),
    ("2030-01-31", "2030-02-31", 13, "'review_due' must be a day such as 2027-11-30, not '2030-02-31'"),
    ("2030-01-31", "soon", 13, "'review_due' must be a day"),
    ("year: 2020", "year: twenty", 15, "'year' must be a whole number from 1000 to 9999, not 'twenty'"),
    ("year: 2020", "year: 20", 15, "'year' must be a whole number"),
    ("priorities_limit: 1", "priorities_limit: 0", 16, "'priorities_limit' must be a whole number from 1"),
    ("priorities_limit: 1", "priorities_limit: 1.5", 16, "'priorities_limit' must be a whole number from 1"),
    ("priorities_limit: 1", f"priorities_limit: {'9' * 5000}", 16, "must be a whole number from 1"),
    ("      shut: It is shut.\n      open: It is open.", "      - x", 40, "'stages' must be fields"),
    ("source: {document: paper, pages: \"3\"}", "source: paper", 48, "'source' must be fields: document"),
    # parts that contradict each other
    ("priorities_limit: 1", "priorities_limit: 2", 16, "'priorities_limit' is 2, but there are only 1 items"),
    ("items: [door]", "items: [dor]", 18, "there is no item 'dor'; did you mean 'door'?"),
    ("items: [door]", "items: [door, door]", 18, "'door' is given twice"),
    ("key: open\n", "key: shut\n", 26, "the key 'shut' is used twice in 'stages'"),
    ("      shut: It is", "      shutt: It is", 40, "there is no stage 'shutt'; did you mean 'shut'?"),
    ("      shut: It is shut.\n", "", 39, "the item 'door' does not describe the stage 'shut'"),
    ("{stage: open", "{stage: ajar", 43, "there is no stage 'ajar'; there are shut, open"),
    ("upper: 75, ", "", 43, "the comparison 'between' needs 'upper'"),
    ("upper: 75", "upper: 50", 43, "'upper' must be more than 'value'"),
    ("upper: 75", "upper: 175", 43, "a percentage cannot be more than 100"),
    ("comparison: between", "comparison: above", 43, "'upper' belongs to the comparison 'between' only"),
    ("comparison: between, value: 50, upper: 75", "comparison: above", 43, "'value' is missing"),
    ("comparison: between", "comparison: most", 43, "'comparison' must be one of below, about"),
    ("{document: paper, pages: \"3\"}", "{document: book}", 48, "there is no document 'book'"),
    ("also: [{document: paper", "also: [{document: papers", 30, "there is no document 'papers'"),
    ("also: [{document: paper", "also: [{also: [], document: paper", 30, "there is no field 'also'"),
    ("    indicators:", "    indicators:\n      - {key: doors-open, text: x}", 46, "'doors-open' is used twice"),
    ("reviewer: null", "reviewer: Somebody", 12, "'reviewer' and 'reviewed' go together"),
    ("reviewed: null", "reviewed: 2026-01-01", 12, "'reviewer' and 'reviewed' go together"),
    ("title: A small", "based_on: {key: small, version: '1'}\ntitle: A small", 5, "cannot be based on itself"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "reason"), BROKEN)
def test_a_broken_file_is_refused_with_its_line_and_a_reason(old, new, line, reason):
    text = SMALL.replace(old, new, 1)
    assert text != SMALL
    found = problems(text)
    assert any(each.startswith(f"small.yaml:{line}: ") and reason in each for each in found), found


REQUIRED = [
    "format",
    "key",
    "version",
    "language",
    "title",
    "short_title",
    "status",
    "endorsement",
    "summary",
    "authors",
    "reviewer",
    "reviewed",
    "review_due",
    "priorities_limit",
    "short",
    "means",
    "question",
    "idea",
    "example",
    "plain",
]


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_field_is_named(name):
    assert any(f"'{name}' is missing" in each for each in problems(without(name)))


@pytest.mark.parametrize("name", ["sources", "stages", "items"])
def test_a_missing_section_is_named(name):
    start = SMALL.index(f"\n{name}:") + 1
    assert any(f"'{name}' is missing" in each for each in problems(SMALL[:start]))


@pytest.mark.parametrize("count", [0, 1])
def test_two_stages_are_the_fewest(count):
    start, end = SMALL.index("  - key: open"), SMALL.index("items:\n  - key")
    text = SMALL[:start] + SMALL[end:] if count else SMALL.replace(SMALL[SMALL.index("stages:") : end], "stages: []\n")
    assert any(f"'stages' needs at least 2, not {count}" in each for each in problems(text))


def test_all_problems_are_listed_in_the_order_of_the_lines():
    text = SMALL.replace("key: small", "key: S").replace("year: 2020", "year: x").replace("question:", "qestion:")
    assert [each.split(":")[1] for each in problems(text)] == ["2", "15", "32", "35"]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n"])
def test_an_empty_file_says_so(text):
    assert len(problems(text)) == 1


@pytest.mark.parametrize("text", ["just words", "- a\n- b\n", "null", "42"])
def test_a_file_that_is_not_fields_says_which_fields_are_wanted(text):
    assert "the file must be fields: key, version" in problems(text)[0]


def bombs():
    laughs = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    laughs += "".join(f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in pairwise("abcdefghi"))
    yield "laughs", laughs, "anchor"
    yield "deep", "[" * 100_000, "nested"
    yield "deep fields", "{a: " * 100_000, "nested"
    yield "deep dashes", "- " * 100_000, "nested"
    yield "many", "[" + "1, " * 300_000 + "1]", "more than 20000 values"
    yield "large", "a: " + "x" * LARGEST, "larger than 1000000 bytes"
    yield "fields", "".join(f"titl{n}: x\n" for n in range(9_000)), "more than 100 problems"
    yield "keys", "items: [" + "{key: x}, " * 5_000 + "]", "more than 100 problems"


@pytest.mark.parametrize(("text", "reason"), [pytest.param(*b[1:], id=b[0]) for b in bombs()])
def test_a_bomb_is_refused_soon(text, reason):
    started = time.perf_counter()
    found = problems(text)
    assert any(reason in each for each in found)
    assert len(found) <= 101
    assert time.perf_counter() - started < 10


def test_a_file_that_is_too_large_is_not_read_to_its_end(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"x" * (LARGEST + 1))
    with pytest.raises(ContentError, match=r"a\.yaml:1: the file is larger than 1000000 bytes"):
        read_text(tmp_path / "a.yaml", "a.yaml")


def test_a_file_that_is_not_utf8_names_the_line(tmp_path):
    (tmp_path / "a.yaml").write_bytes("a: b\nc: ä\n".encode("latin-1"))
    with pytest.raises(ContentError, match=r"a\.yaml:2: the file is not saved as UTF-8"):
        read_text(tmp_path / "a.yaml", "a.yaml")


def test_a_file_that_cannot_be_opened_says_so(tmp_path):
    with pytest.raises(ContentError, match=r"a\.yaml:1: the file cannot be read"):
        read_text(tmp_path / "a.yaml", "a.yaml")


def test_as_many_levels_as_a_real_file_needs_are_read():
    assert compose("{a: [{b: [{c: [d]}]}]}", "a.yaml") is not None
