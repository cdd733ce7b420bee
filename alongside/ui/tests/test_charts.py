"""Pictures of counts: complete, readable without colour, and the same in words and as a table."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.ui.charts import Category, Distribution, Row, data_table, sentences, svg
from alongside.ui.charts.lettering import width_of, wrapped
from alongside.ui.charts.picture import NARROWEST, lengths
from alongside.ui.tests import gallery
from alongside.ui.tests.rendering import Elements, draw

SPACE = "{http://www.w3.org/2000/svg}"


def read(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own text


def texts(picture: str) -> list[str]:
    return [element.text or "" for element in read(picture).iter(f"{SPACE}text")]


@pytest.mark.parametrize("narrow", [False, True])
def test_every_count_and_every_name_is_printed(narrow):
    chart = gallery.chart()
    printed = " ".join(texts(svg(chart, narrow=narrow)))
    for category in chart.categories:
        assert category.label in printed
    for row in chart.rows:
        assert row.label.split()[0] in printed
        assert all(str(count) in printed for count in row.counts if count)
    assert "12 people" in printed
    assert "Fewer than five people" in printed


@pytest.mark.parametrize("narrow", [False, True])
def test_the_picture_names_and_describes_itself(narrow):
    root = read(svg(gallery.chart(), narrow=narrow))
    assert root.get("role") == "img"
    named = {element.get("id"): element.text for element in root if element.get("id")}
    title, description = (root.get("aria-labelledby") or "").split()
    assert named[title] == "Where is the service on training?"
    assert "Staff, 26 people: Not there yet 1, Engagement 9" in (named[description] or "")


def test_nothing_that_the_security_policy_refuses():
    for chart in [gallery.chart(), gallery.many_stages()]:
        for picture in [svg(chart), svg(chart, narrow=True)]:
            assert not re.search(r"<style|<script|style=|\son\w+=|https?://(?!www\.w3\.org/2000/svg)", picture)


def test_answers_differ_by_pattern_and_not_only_by_colour():
    root = read(svg(gallery.many_stages()))
    shapes = [
        tuple((element.tag, element.get("d"), element.get("cx")) for element in list(pattern)[1:])
        for pattern in root.iter(f"{SPACE}pattern")
    ]
    assert len(shapes) == 7
    assert len(set(shapes)) == 7
    assert len({pattern.get("id") for pattern in root.iter(f"{SPACE}pattern")}) == 7


def test_the_two_shapes_share_no_id():
    ids = [re.findall(r'id="([^"]+)"', svg(gallery.chart(), narrow=narrow)) for narrow in (False, True)]
    assert not set(ids[0]) & set(ids[1])


def test_words_that_mean_harm_stay_words():
    chart = Distribution(
        gallery.HARM,
        gallery.HARM,
        (Category("a", gallery.HARM),),
        (Row(gallery.HARM + "\x00", (1,), note=gallery.HARM),),
    )
    for picture in [svg(chart), svg(chart, narrow=True)]:
        assert "<script" not in picture
        read(picture)


def test_one_voice_among_many_stays_visible():
    widths = lengths([1, 2, 500], 300)
    assert widths[0] == widths[1] == NARROWEST
    assert sum(widths) == pytest.approx(300)


@given(st.lists(st.integers(1, 10_000), min_size=1, max_size=20), st.integers(50, 700))
def test_parts_fill_the_bar_and_keep_their_order_of_size(counts, room):
    widths = lengths(counts, room)
    assert sum(widths) == pytest.approx(room)
    for count, width in zip(counts, widths, strict=True):
        assert width >= min(NARROWEST, room / len(counts)) - 1e-6
        for other, other_width in zip(counts, widths, strict=True):
            assert count <= other or width >= other_width - 1e-6


@given(st.text(max_size=60), st.integers(40, 400))
def test_lines_fit_and_lose_no_letter(words, width):
    lines = wrapped(words, width, 16)
    assert all(width_of(line, 16) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join("".join(wrapped(words, 10_000, 16)).split())


@given(st.lists(st.tuples(*[st.integers(0, 2000)] * 6), max_size=6), st.booleans())
def test_any_counts_make_a_picture(rows, narrow):
    chart = Distribution(
        "T", "D", gallery.CATEGORIES, tuple(Row(f"Group {n}", counts) for n, counts in enumerate(rows))
    )
    root = read(svg(chart, narrow=narrow))
    width, height = float(root.get("width") or 0), float(root.get("height") or 0)
    for box in root.iter(f"{SPACE}rect"):
        right = float(box.get("x", 0)) + float(box.get("width") or 0)
        assert right <= width + 0.01
        assert float(box.get("y", 0)) <= height


def test_rows_that_do_not_fit_their_categories_are_refused():
    with pytest.raises(ValueError, match="1 counts for 2 categories"):
        Distribution("T", "D", (Category("a", "A"), Category("b", "B")), (Row("Staff", (1,)),))
    with pytest.raises(ValueError, match="below nothing"):
        Distribution("T", "D", (Category("a", "A"),), (Row("Staff", (-1,)),))


def test_the_same_in_words():
    assert sentences(gallery.chart())[0] == (
        "People who use services, 12 people: Not there yet 5, Engagement 3, Development 1, "
        "I can’t say 2, Misses the point 1."
    )
    assert sentences(gallery.chart())[-1] == "Commissioners: not shown separately."


def test_the_same_as_a_table():
    head, rows = data_table(gallery.chart())
    assert head[0] == "Group"
    assert head[1] == ("People", "numeric")
    assert head[-1] == "Note"
    assert rows[2] == ["Staff", 26, 1, 9, 14, 2, 0, 0, "Six of them joined on paper."]
    assert set(rows[4][1:-1]) == {"not shown"}


def test_a_table_of_many_answers_is_turned():
    head, rows = data_table(gallery.many_stages())
    assert head == ["Answer", ("Staff", "numeric")]
    assert rows[0] == ["People", 12]
    assert len(rows) == 8


def test_a_page_shows_the_picture_and_its_table():
    html = draw('{% from "ui/chart.jinja" import distribution %}{{ distribution(chart) }}', chart=gallery.chart())
    elements = Elements(html)
    assert len(elements.named("svg")) == 2
    assert len(elements.named("table")) == 1
    assert len(elements.ids) == len(set(elements.ids))
