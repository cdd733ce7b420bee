"""Dates, times and people's own words, and what the organisation says."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory, override_settings
from django.utils.translation import override
from jinja2 import UndefinedError

from alongside.ui import words
from alongside.ui.deployer import KEYS, deployer
from alongside.ui.tests.rendering import draw

SUMMER = dt.datetime(2026, 7, 21, 14, 5, tzinfo=dt.UTC)


def test_a_month_is_named_in_the_language_that_is_active():
    day = dt.date(2026, 11, 21)
    for _again in range(2):
        assert words.date(day) == "21 November 2026"
        with override("cy"):
            assert words.date(day) == "21 Tachwedd 2026"


def test_dates_and_times_are_british_and_local():
    assert words.date(dt.date(2026, 11, 21)) == "21 November 2026"
    assert words.date_and_time(SUMMER, ZoneInfo("Europe/London")) == "21 July 2026 at 3:05pm"
    assert draw("{{ at|datetime(zone) }}", at=SUMMER, zone=ZoneInfo("Asia/Tokyo")) == "21 July 2026 at 11:05pm"
    assert draw("{{ none|date }}{{ none|datetime }}{{ none|time }}") == ""


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [(0, 0, "midnight"), (0, 30, "12:30am"), (9, 0, "9am"), (12, 0, "midday"), (12, 5, "12:05pm"), (15, 0, "3pm")],
)
def test_times_of_day(hour, minute, said):
    assert words.time(dt.datetime(2026, 1, 1, hour, minute, tzinfo=dt.UTC), dt.UTC) == said


def test_own_words_become_paragraphs_and_stay_words():
    html = draw("{{ text|linebreaks }}", text="one\r\ntwo <b>\n\n \nthree")
    assert html == "<p>one<br>two &lt;b&gt;</p>\n<p>three</p>"
    assert draw("{{ ''|linebreaks }}{{ none|linebreaks }}") == ""


def test_numbers_of_things():
    assert draw("{{ 1|plural('answer') }}, {{ 1200|plural('person', 'people') }}") == "1 answer, 1,200 people"


def test_translations_escape_what_they_are_given():
    assert draw('{{ _("Hello %(name)s", name=name) }}', name="<b>") == "Hello &lt;b&gt;"


def test_printing_a_name_that_does_not_exist_is_an_error_here():
    for source in ["{{ nobody }}", "{{ nobody.name }}", "{% for x in nobody %}{% endfor %}", "{{ 'a' ~ nobody }}"]:
        with pytest.raises(UndefinedError, match=r"nobody|name"):
            draw(source)
    assert draw("{% if nobody %}x{% endif %}{{ nobody|default('y') }}") == "y"


@override_settings(ALONGSIDE_DEPLOYER={})
def test_without_the_organisations_words_pages_say_so_and_signpost():
    place = deployer()
    assert set(place.unset) == set(KEYS) - {"logo"}
    assert "111" in place.crisis
    assert "999" in place.crisis
    for text in [place.crisis, place.concern, place.privacy, place.accessibility_contact]:
        assert "has not added" in text


@override_settings(ALONGSIDE_DEPLOYER={"crisis": "Ring our line.", "organisation": " Valley Trust ", "logo": None})
def test_the_organisations_words_replace_the_defaults():
    place = deployer()
    assert place.crisis == "Ring our line."
    assert place.organisation == "Valley Trust"
    assert "crisis" not in place.unset
    assert place.logo == ""


@override_settings(ALONGSIDE_DEPLOYER={"crisis": "Ring <our> line.", "concern": "Tell Ann."})
def test_beside_free_text_stands_who_reads_it_and_where_to_turn():
    source = (
        '{% from "ui/form.jinja" import free_text_notice %}{{ free_text_notice("Your group.", "After the reveal.") }}'
    )
    html = draw(source, request=RequestFactory().get("/"))
    for text in [
        "Your group.",
        "After the reveal.",
        "Nobody watches this page live",
        "Ring &lt;our&gt; line.",
        "Tell Ann.",
    ]:
        assert text in html


@pytest.mark.parametrize(
    ("text", "rung"),
    [
        ("call 111, or 999.", ["111", "999"]),
        ("Samaritans: 116 123", ["116123"]),
        ("put 18001 before it: 18001 111", ["18001111"]),
        ("Ring 0800 123 4567 or +44 20 7946 0000", ["08001234567", "+442079460000"]),
        ("room 1110, 9990 people, from 0800 to 1700, &#999; 2026", []),
    ],
)
def test_numbers_to_ring_can_be_tapped(text: str, rung: list[str]) -> None:
    assert re.findall(r'href="tel:([^"]*)"', words.with_phones(text)) == rung


def test_somebody_who_cannot_hear_is_told_how_and_nothing_is_unescaped() -> None:
    assert 'href="tel:18001999"' in words.with_phones(deployer().crisis)
    assert words.with_phones("<b>111</b>") == '<p>&lt;b&gt;<a href="tel:111">111</a>&lt;/b&gt;</p>'
