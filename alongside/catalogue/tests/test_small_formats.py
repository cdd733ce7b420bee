"""Crosswalks, stakeholder groups, the glossary and evidence: sound ones are read, broken ones say why."""

from decimal import Decimal

import pytest

from alongside.catalogue import crosswalk, evidence, framework, glossary, stakeholders
from alongside.catalogue.document import ContentError
from alongside.catalogue.tests.shapes import SMALL

OLD = framework.parse(SMALL, "small.yaml")
NEW = framework.parse(SMALL.replace('version: "1"', 'version: "2"'), "small.yaml")

CROSSWALK = """\
format: crosswalk/1
from: {key: small, version: "1"}
to: {key: small, version: "2"}
note: Ours.
items:
  - {from: [door], to: [door], relation: same}
stages:
  - {from: [shut], to: [shut], relation: same}
  - {from: [open], to: [], relation: none, note: It is wider now.}
  - {from: [], to: [open], relation: none}
"""
GROUPS = """\
format: stakeholders/1
groups:
  - {key: us, name: Us, plain: People like us., voice: people-who-use-services}
  - {key: them, name: Them, plain: Everybody else., voice: staff}
"""
GLOSSARY = """\
format: glossary/1
language: en-GB
terms:
  - {key: door, name: door, means: A way in., also: [gate], now: portal}
  - {key: wall, name: wall, means: No way in.}
"""
EVIDENCE = """\
format: evidence/1
key: doors
title: Doors
document: {key: paper, title: A paper, authors: [A, B], publisher: A press, year: 2010}
caution: It is old.
framework: {key: small, version: "1"}
organisations:
  - {key: hall, name: The Hall, kind: provider}
cards:
  - key: hall-door
    organisation: hall
    item: door
    kind: reading
    title: Open on Mondays
    shows: The door was open.
    does_not_show: Whether anybody came.
    value: {figure: 3.50, unit: hours, of: Monday}
    date: 2009-04
    section: "2.1"
silences:
  - {organisation: hall, item: door, note: Nothing about Tuesdays.}
"""


def refused(parse, text, *rest):
    with pytest.raises(ContentError) as error:
        parse(text, "file.yaml", *rest)
    return [str(problem) for problem in error.value.problems]


def test_only_what_is_the_same_is_comparable():
    found = crosswalk.parse(CROSSWALK, "file.yaml", (OLD, NEW))
    assert found.comparable_items() == {"door": "door"}
    assert found.comparable_stages() == {"shut": "shut"}
    assert (found.from_edition.id, found.to_edition.id) == ("small/1", "small/2")


@pytest.mark.parametrize("relation", ["split", "merged", "none"])
def test_a_link_that_is_not_the_same_is_never_comparable(relation):
    link = crosswalk.Link(from_keys=("a",), to_keys=("b",), relation=relation)
    twice = crosswalk.Link(from_keys=("a", "b"), to_keys=("c",), relation="same")
    edition = framework.Edition(key="x", version="1")
    found = crosswalk.Crosswalk(from_edition=edition, to_edition=edition, note="", items=(link, twice), stages=())
    assert found.comparable_items() == {}


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("to: [door], relation: same", "to: [], relation: same", 6, "'same' joins exactly one to exactly one"),
        ("to: [door], relation: same", "to: [door], relation: split", 6, "'split' joins one to two or more"),
        ("to: [door], relation: same", "to: [door], relation: merged", 6, "'merged' joins two or more to one"),
        ("to: [door], relation: same", "to: [door], relation: none", 6, "'none' has keys on one side only"),
        ("relation: same", "relation: similar", 6, "'relation' must be one of same, split"),
        ("from: [door]", "from: [dor]", 6, "there is no item in small/1 'dor'; did you mean 'door'?"),
        ("from: [door]", "from: [dor]", 5, "the item 'door' of small/1 is missing from 'items'"),
        ("from: [], to: [open]", "from: [], to: [shut]", 10, "'shut' is in another link too"),
        ("  - {from: [], to: [open], relation: none}\n", "", 7, "the stage 'open' of small/2 is missing"),
        ("to: []", "into: []", 9, "there is no field 'into'"),
    ],
)
def test_a_broken_crosswalk_is_refused(old, new, line, reason):
    found = refused(crosswalk.parse, CROSSWALK.replace(old, new, 1), (OLD, NEW))
    assert any(each.startswith(f"file.yaml:{line}: ") and reason in each for each in found), found


def test_groups_are_read_in_order():
    assert [group.key for group in stakeholders.groups(GROUPS, "file.yaml")] == ["us", "them"]


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("voice: staff", "voice: loud", 4, "'voice' must be one of people-who-use-services"),
        ("key: them", "key: us", 4, "the key 'us' is used twice in 'groups'"),
        ("voice: people-who-use-services", "voice: staff", 2, "no group has the voice"),
    ],
)
def test_broken_groups_are_refused(old, new, line, reason):
    found = refused(stakeholders.groups, GROUPS.replace(old, new))
    assert any(each.startswith(f"file.yaml:{line}: ") and reason in each for each in found), found


def test_the_glossary_is_read():
    found = glossary.parse(GLOSSARY, "file.yaml")
    assert found.term("door").also == ("gate",)
    assert found.term("wall").now is None
    with pytest.raises(KeyError):
        found.term("roof")


def test_a_term_explained_twice_is_refused():
    found = refused(glossary.parse, GLOSSARY.replace("key: wall", "key: door"))
    assert found == ["file.yaml:5: the key 'door' is used twice in 'terms'"]


def test_evidence_is_read_with_its_numbers_as_written():
    found = evidence.parse(EVIDENCE, "file.yaml", (OLD,))
    assert found.cards[0].value == evidence.Value(figure=Decimal("3.50"), unit="hours", of="Monday")
    assert str(found.cards[0].value.figure) == "3.50"
    assert found.cards[0].date == "2009-04"
    assert found.silences[0].note == "Nothing about Tuesdays."


@pytest.mark.parametrize("date", ["2009", "2009-04-30", "July 2009", "late 2000s"])
def test_a_card_is_dated_as_exactly_as_its_document(date):
    text = EVIDENCE.replace("date: 2009-04", f"date: {date}")
    assert evidence.parse(text, "file.yaml").cards[0].date == date


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("date: 2009-04", "date: long ago", 18, "'date' must be a time with its year"),
        ("date: 2009-04", f"date: 2009{' and on' * 9}", 18, "'date' must be a time with its year"),
        ("figure: 3.50", "figure: 1/2", 17, "'figure' must be a number"),
        ("figure: 3.50", "figure: .nan", 17, "'figure' must be a number"),
        ("item: door\n    kind", "item: window\n    kind", 12, "there is no item in small/1 'window'"),
        ("item: door, note", "item: doo, note", 21, "there is no item in small/1 'doo'"),
        ("organisation: hall,", "organisation: hull,", 21, "there is no organisation 'hull'; did you mean 'hall'?"),
        ("    does_not_show: Whether anybody came.\n", "", 10, "'does_not_show' is missing in entry 1 of 'cards'"),
        ("kind: reading", "kind: rumour", 13, "'kind' must be one of document, reading"),
    ],
)
def test_broken_evidence_is_refused(old, new, line, reason):
    found = refused(evidence.parse, EVIDENCE.replace(old, new), (OLD,))
    assert any(each.startswith(f"file.yaml:{line}: ") and reason in each for each in found), found
