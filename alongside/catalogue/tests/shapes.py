"""A small sound framework as text to break, and generated frameworks with words chosen to be awkward."""

from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from alongside.catalogue import framework as f
from alongside.catalogue.document import INVISIBLE
from alongside.catalogue.scalars import tidy

TESTS_CONTENT = Path(__file__).resolve().parents[3] / "tests" / "content"
ALLOTMENT = TESTS_CONTENT / "frameworks" / "five-by-four" / "1.yaml"

SMALL = """\
format: framework/1
key: small
version: "1"
language: en-GB
title: A small framework
short_title: Small
status: working
endorsement: Nobody has endorsed it.
summary: Two stages and one item.
authors: [Somebody]
reviewer: null
reviewed: null
review_due: 2030-01-31
sources:
  - {key: paper, title: A paper, publisher: A press, year: 2020}
priorities_limit: 1
early_look:
  items: [door]
  reason: It is the first thing people see.
stages:
  - key: shut
    name: Shut
    short: It is shut.
    means: Nobody comes in.
    source: {document: paper, pages: "1"}
  - key: open
    name: Open
    short: It is open.
    means: Everybody comes in.
    source: {document: paper, also: [{document: paper, section: Two}]}
items:
  - key: door
    title: The door
    short_title: Door
    question: Is the door open?
    idea: Doors can be open.
    example: A door stood open.
    plain: The door is open.
    stages:
      shut: It is shut.
      open: It is open.
    anchors:
      - {stage: open, comparison: between, value: 50, upper: 75, unit: percent, of: doors}
    indicators:
      - {key: doors-open, text: Doors that are open}
    data_sources:
      - {key: list, text: A list of doors, now: A register}
    source: {document: paper, pages: "3"}
"""

AWKWARD = ["null", "~", "no", "2010", "1e3", "0x1F", "2027-11-30", "=", "<<", "- a", "# b", "a: b", "a #b", "{x}",
           "[y", "*z", "&z", "!z", "%TAG", "---", "...", "|", ">-", "'", '"', "\\n", "a\n\n\nb", "a\n   b\n c",
           "a\n# b\n- c", "a\n---\nb", "\u00a0x", "e\u0301", "\U0001f600", "\U0010fffd", "<b>&amp;</b>", "{{ 7 }}",
           "x" * 300, "?", ": x", "@", "`", "a,b", "a\n...\n", "=1+1", "\u200f\u05d0", "a\\tb"]  # fmt: skip

_letters = st.text(
    st.characters(blacklist_categories=["Cs"]).filter(lambda c: not INVISIBLE.match(c)), min_size=1, max_size=60
)
texts = (
    (st.sampled_from(AWKWARD) | _letters | st.lists(st.sampled_from(AWKWARD), min_size=2).map("\n".join))
    .map(tidy)
    .filter(bool)
)
lines = texts.map(lambda text: " ".join(text.split("\n"))).map(tidy)
keys = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6})?", fullmatch=True)


def _keys(least: int, most: int = 4) -> st.SearchStrategy[list[str]]:
    return st.lists(keys, min_size=least, max_size=most, unique=True)


@st.composite
def references(draw: st.DrawFn, documents: list[str], deep: bool = True) -> f.SourceReference:
    return f.SourceReference(
        document=draw(st.sampled_from(documents)),
        pages=draw(st.none() | lines),
        section=draw(st.none() | lines),
        also=tuple(draw(st.lists(references(documents, deep=False), max_size=2))) if deep else (),
    )


@st.composite
def anchors(draw: st.DrawFn, stages: list[str]) -> f.Anchor:
    comparison = draw(st.sampled_from(f.COMPARISONS))
    value = draw(st.integers(0, 99))
    return f.Anchor(
        stage=draw(st.sampled_from(stages)),
        comparison=comparison,
        value=draw(st.none() | st.just(value)) if comparison == "all" else value,
        upper=draw(st.integers(value + 1, 100)) if comparison == "between" else None,
        unit=draw(st.sampled_from(f.UNITS)),
        of=draw(lines),
    )


@st.composite
def items(draw: st.DrawFn, key: str, stages: list[str], documents: list[str]) -> f.Item:
    return f.Item(
        key=key,
        title=draw(lines),
        short_title=draw(lines),
        question=draw(lines),
        idea=draw(texts),
        example=draw(texts),
        plain=draw(texts),
        context=draw(st.none() | texts),
        stages={stage: draw(texts) for stage in draw(st.permutations(stages))},
        anchors=tuple(draw(st.lists(anchors(stages), max_size=2))),
        indicators=tuple(f.Indicator(key=each, text=draw(texts)) for each in draw(_keys(0, 2))),
        data_sources=tuple(
            f.DataSource(key=each, text=draw(texts), now=draw(st.none() | texts)) for each in draw(_keys(0, 2))
        ),
        source=draw(references(documents)),
    )


@st.composite
def frameworks(draw: st.DrawFn) -> f.Framework:
    documents, stages, item_keys = draw(_keys(1, 2)), draw(_keys(2)), draw(_keys(1))
    reviewed = draw(st.booleans())
    early = draw(st.lists(st.sampled_from(item_keys), unique=True))
    return f.Framework(
        key=draw(keys),
        version=draw(st.sampled_from(["1", "2026", "2026.1", "1e3", "null"])),
        language="en-GB",
        title=draw(lines),
        short_title=draw(lines),
        status=draw(st.sampled_from(f.STATUSES)),
        endorsement=draw(texts),
        based_on=draw(st.none() | st.just(f.Edition(key="elsewhere-and-older", version="0"))),
        summary=draw(texts),
        authors=tuple(draw(st.lists(lines, min_size=1, max_size=2))),
        reviewer=draw(lines) if reviewed else None,
        reviewed=draw(st.dates(min_value=date(1000, 1, 1))) if reviewed else None,
        review_due=draw(st.dates(min_value=date(1000, 1, 1))),
        sources=tuple(
            f.Source(key=each, title=draw(lines), publisher=draw(lines), year=draw(st.integers(1000, 9999)))
            for each in documents
        ),
        priorities_limit=draw(st.integers(1, len(item_keys))),
        early_look=f.EarlyLook(items=tuple(early), reason=draw(texts)) if early else None,
        stages=tuple(
            f.Stage(
                key=each, name=draw(lines), short=draw(lines), means=draw(texts), source=draw(references(documents))
            )
            for each in stages
        ),
        items=tuple(draw(items(each, stages, documents)) for each in item_keys),
    )
