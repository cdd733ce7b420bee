"""A closed record is drawn once, and what is kept can be nobody else's, in no other language, and of no visitor."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from alongside.assessments.queries.record import record
from alongside.people.access import Role
from alongside.reports import drawing
from alongside.reports.drawing import drawn
from alongside.reports.telling import tell
from alongside.reports.tests.conftest import SHARED, Scene
from alongside.reports.told import Told
from tests import makers

pytestmark = pytest.mark.django_db
Draw = Callable[[Told], str]


def told(scene: Scene, *, with_reasons: bool = True) -> Told:
    """A scene's record in words."""
    return tell(record(scene.assessment), with_reasons=with_reasons)


def changed(words: Told) -> list[Told]:
    """The same record with one thing in it different, over and over."""
    first, *others = words.challenges
    texts = [
        field.name for field in fields(Told) if isinstance(getattr(words, field.name), str) and field.name != "draft"
    ]
    return [
        *(replace(words, **{name: getattr(words, name) + "Other"}) for name in texts),
        replace(words, challenges=(replace(first, reason="Other"), *others)),
        replace(words, challenges=(replace(first, rounds=(replace(first.rounds[0], gap="Other"),)), *others)),
        replace(words, challenges=(replace(first, reasons=()), *others)),
        replace(words, parked=("Other",)),
    ]


def mixes_records(draw: Draw, words: Told) -> bool:
    """Whether drawing one record gives away what was drawn for another."""
    draw(words)
    return any(draw(other) != str(drawing._draw(other)) for other in changed(words))


def mixes_languages(draw: Draw, words: Told, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a page in one language can show what was drawn in another."""
    translation.gettext("")
    real: Any = translation._trans.gettext  # type: ignore[attr-defined]
    marking = lambda text: f"[{translation.get_language()}] {real(text)}"  # noqa: E731
    monkeypatch.setattr(translation._trans, "gettext", marking)  # type: ignore[attr-defined]
    found = {}
    for language in ("en-gb", "cy", "en-gb"):
        with translation.override(language):
            found[language] = draw(words)
    return "[cy]" in found["en-gb"] or "[en-gb]" in found["cy"]


def test_a_closed_record_is_drawn_once_and_an_open_one_each_time(closed: Scene, draft: Scene) -> None:
    assert drawn(told(closed)) is drawn(told(closed))
    before = drawing._kept.cache_info()
    assert drawn(told(draft)) is not drawn(told(draft))
    assert drawing._kept.cache_info() == before


def test_two_records_never_share_a_drawing(closed: Scene) -> None:
    assert not mixes_records(drawn, told(closed))


def test_a_drawing_kept_by_less_than_all_its_words_is_found(closed: Scene) -> None:
    kept: dict[str, str] = {}
    assert mixes_records(lambda words: kept.setdefault(words.title, drawing._draw(words)), told(closed))


def test_two_languages_never_share_a_drawing(closed: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not mixes_languages(drawn, told(closed), monkeypatch)


def test_a_drawing_kept_without_its_language_is_found(closed: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mixes_languages(lambda words: drawing._kept(words, None), told(closed), monkeypatch)


def test_nothing_of_a_visitor_is_in_a_drawing(closed: Scene) -> None:
    piece = drawn(told(closed))
    assert not re.search(r"csrf|nonce|<form|<input|<script", piece)
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', piece)
    assert addresses and all(address.startswith("#challenge-") for address in addresses)


def test_a_copy_without_reasons_is_not_the_one_that_was_kept_with_them(closed: Scene) -> None:
    assert SHARED in drawn(told(closed))
    assert SHARED not in drawn(told(closed, with_reasons=False))


def test_a_kept_drawing_opens_no_door_and_hides_no_change(closed: Scene) -> None:
    client, address = (
        makers.signed_in(closed.lead),
        reverse("record", args=[closed.partnership.pk, closed.assessment.pk]),
    )
    assert "Renamed since" not in client.get(address).content.decode()
    closed.partnership.name = "Renamed since"
    closed.partnership.save()
    assert "Renamed since" in client.get(address).content.decode()
    stranger = makers.signed_in(makers.member(makers.partnership(), Role.LEAD))
    assert stranger.get(address).status_code == 404
