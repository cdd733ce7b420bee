"""A sound framework is read whole; nothing assumes ten items or three stages."""

import dataclasses
from datetime import date
from types import MappingProxyType

import pytest

from alongside.catalogue.framework import Anchor, Edition, SourceReference, parse
from alongside.catalogue.tests.shapes import ALLOTMENT, SMALL


def test_every_part_of_a_framework_is_read():
    framework = parse(SMALL, "small.yaml")
    door = framework.item("door")

    assert framework.id == "small/1"
    assert framework.review_due == date(2030, 1, 31)
    assert framework.reviewer is None
    assert framework.stage("open").source.also == (SourceReference(document="paper", section="Two"),)
    assert door.stages == {"shut": "It is shut.", "open": "It is open."}
    assert door.anchors == (Anchor(stage="open", comparison="between", value=50, upper=75, unit="percent", of="doors"),)
    assert door.data_sources[0].now == "A register"


def test_five_items_and_four_stages_are_as_good_as_ten_and_three():
    framework = parse(ALLOTMENT.read_text(encoding="utf-8"), "1.yaml")

    assert [item.key for item in framework.items] == ["first-visit", "tools", "learning", "deciding", "sharing"]
    assert [framework.stage_number(stage.key) for stage in framework.stages] == [1, 2, 3, 4]
    assert framework.stage_number("bare-ground") == 1
    assert framework.item_number("sharing") == 5
    assert {len(item.stages) for item in framework.items} == {4}


@pytest.mark.parametrize("ask", ["item", "stage", "stage_number", "item_number"])
def test_an_unknown_key_is_an_error(ask):
    with pytest.raises(KeyError):
        getattr(parse(SMALL, "small.yaml"), ask)("nowhere")


def test_a_framework_cannot_be_changed_and_can_be_hashed():
    framework = parse(SMALL, "small.yaml")

    with pytest.raises(dataclasses.FrozenInstanceError):
        framework.title = "Other"
    with pytest.raises(TypeError):
        framework.items[0].stages["shut"] = "Other"
    assert isinstance(framework.items[0].stages, MappingProxyType)
    assert hash(framework) == hash(parse(SMALL, "elsewhere.yaml"))


@pytest.mark.parametrize(
    ("typed", "read"),
    [("2010", "2010"), ("1e3", "1e3"), ("'2010'", "2010"), ("2026-11-30", "2026-11-30"), ("0010", "0010")],
)
def test_a_version_is_its_own_text_with_or_without_quotes(typed, read):
    assert parse(SMALL.replace('version: "1"', f"version: {typed}"), "small.yaml").version == read


@pytest.mark.parametrize("title", ["no", "on", "12:30:00", "1_000", "0o17", ".inf", "2027-11-30"])
def test_a_title_is_its_own_text_whatever_yaml_would_make_of_it(title):
    assert parse(SMALL.replace("A small framework", title), "small.yaml").title == title


def test_text_from_a_browser_reads_as_text_from_a_file():
    assert parse("\ufeff" + SMALL.replace("\n", "\r\n"), "small.yaml") == parse(SMALL, "small.yaml")


def test_optional_parts_may_be_left_out():
    text = SMALL.replace("early_look:\n  items: [door]\n  reason: It is the first thing people see.\n", "")
    text = text.replace("title: A small", "based_on: {key: small, version: '0'}\ntitle: A small", 1)
    framework = parse(text, "small.yaml")

    assert framework.early_look is None
    assert framework.based_on == Edition(key="small", version="0")
    assert framework.items[0].context is None
