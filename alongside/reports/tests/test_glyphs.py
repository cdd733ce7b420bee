"""Text is made printable: nothing that anybody writes stops a document."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.reports.glyphs import BOX, FONTS, REGULAR, covered, lost, printable
from alongside.reports.tests.reading import document
from alongside.reports.typesetting import pdf


def small(text: str) -> bytes:
    """A pack of one cover page with this text."""
    pack = {
        "title": "Pack",
        "subtitle": text,
        "language": "en-GB",
        "size": 12,
        "foot": text,
        "cover": [[text, [text]]],
        "return_to": [],
        "about_you": [],
        "challenges": [],
    }
    words = {"page": "%(page)s/%(pages)s", "about_you": "You", "last": "Last", "last_words": "Thanks"}
    return pdf("pack.typ", {"pack": pack, "words": words})


def test_every_face_covers_the_same() -> None:
    faces = [covered(FONTS / f"LiberationSans-{face}.ttf") for face in ("Regular", "Bold", "Italic")]
    assert faces[0] == faces[1] == faces[2]


def test_the_map_is_the_fonts() -> None:
    found = covered(REGULAR)
    assert {ord(each) for each in "aÉłЖώש’–□½"} <= found
    assert not found & {ord(each) for each in "বक中😀"}


def test_unprintable_becomes_a_box_and_is_said() -> None:
    assert printable("a😀\x00b\r\nc\u202ed") == f"a{BOX}b\ncd"
    assert lost("বাংলা") and not lost("Żółć") and not lost("already " + BOX)
    assert "could not be printed" in document(small("Hello 😀")).text
    assert "could not be printed" not in document(small("Hello")).text


def test_long_words_may_break() -> None:
    assert max(len(piece) for piece in printable("w" * 500).split("\u200b")) <= 31
    assert "\u200b" not in printable("an ordinary sentence")


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80))
def test_nothing_stops_a_document(text: str) -> None:
    assert small(text).startswith(b"%PDF")


def test_text_stays_text() -> None:
    for code in ('#panic("x")', '#import "x"', "$x$", "*bold*", "= Heading", '#read("/etc/passwd")', "\\", "]", '"'):
        assert code.strip() in document(small(code)).text
