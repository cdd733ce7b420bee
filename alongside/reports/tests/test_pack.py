"""The pack on paper: what to know first, every question in words, and large print that is large."""

from __future__ import annotations

import pytest

from alongside.assessments.forms.taking_part import ChoiceForm, answer_choices
from alongside.assessments.queries.editions import framework_of
from alongside.reports.pack import Wanted, pack
from alongside.reports.tests.conftest import LONG_GROUP, SHARED, Scene
from alongside.reports.tests.reading import Document, document
from tests import makers

pytestmark = pytest.mark.django_db


def made(scene: Scene, size: str = "a4", *, plain: bool = False) -> Document:
    """The pack of an assessment."""
    return document(pack(scene.assessment, framework_of(scene.assessment), Wanted(size, plain)))


def flat(text: object) -> str:
    """As the document reads."""
    return joined(" ".join(str(text).split()))


def joined(text: str) -> str:
    """A hyphenated word that stands on two lines reads as one."""
    return text.replace("- ", "-")


def test_the_cover_says_what_must_be_known_first(draft: Scene) -> None:
    first = " ".join(made(draft).pages[:2])
    for words in (
        "10 questions about how Riverside Mental Health Trust",
        "One person types in what you write",
        "It is confidential. It is not anonymous",
        "Nobody reads this straight away",
        "call 111",
        "How to hand it back",
        "We publish what we agree",
    ):
        assert words in first


def test_the_crisis_words_are_the_deployers(draft: Scene, settings: object) -> None:
    settings.ALONGSIDE_DEPLOYER = {"crisis": "Ring the night line on 01632 960123."}  # type: ignore[attr-defined]
    assert "Ring the night line on 01632 960123." in made(draft).text


def test_group_and_private_choice_are_worded_as_on_the_screen(draft: Scene) -> None:
    text = made(draft).text
    field = ChoiceForm.base_fields["alone"]
    for words in (field.label, *[name for _key, name in field.choices]):
        assert flat(words) in text
    assert LONG_GROUP in text
    assert "I would rather not name my group" in text


def test_every_challenge_is_whole(draft: Scene) -> None:
    text = joined(made(draft).text)
    framework = framework_of(draft.assessment)
    for item in framework.items:
        for words in (item.title, item.question, item.idea, item.example, item.plain):
            assert flat(words) in text
        for _key, name, means in answer_choices(framework, item):
            assert flat(f"{name} {means}") in text
    assert text.count("What have you seen that makes you say so?") == 10
    assert text.count("may be shown to others, without my name") == 10


def test_nothing_anybody_answered_is_in_it(draft: Scene) -> None:
    assert SHARED not in made(draft).text


def test_large_print_is_large_throughout(draft: Scene) -> None:
    assert min(made(draft, "large").sizes) >= 18
    assert min(made(draft).sizes) < 18


def test_the_plain_version_is_short(draft: Scene) -> None:
    plain, whole = made(draft, plain=True), made(draft)
    framework = framework_of(draft.assessment)
    assert len(plain.pages) < len(whole.pages)
    for item in framework.items:
        assert flat(item.plain) in joined(plain.text)
        assert flat(item.example) not in joined(plain.text)
    assert all(flat(stage.short) in joined(plain.text) for stage in framework.stages)


def test_another_framework(other_framework: Scene) -> None:
    found = made(other_framework)
    assert "5 questions about" in found.text
    for stage in framework_of(other_framework.assessment).stages:
        assert stage.name in found.text


def test_it_is_an_accessible_document(draft: Scene) -> None:
    found = made(draft, "large")
    assert (found.title, found.language, found.tagged, found.claims_ua) == ("Spring assessment", "en-GB", True, True)
    assert {"H1", "H2", "H3"} <= set(found.tags)


@pytest.mark.parametrize("version", ["2010", "2026"])
def test_all_answers_of_a_challenge_stand_on_one_page(db: None, version: str) -> None:
    assessment = makers.assessment(makers.partnership(), version=version)
    framework = framework_of(assessment)
    pages = [joined(page) for page in document(pack(assessment, framework, Wanted())).pages]
    for item in framework.items:
        means = [flat(words) for _key, _name, words in answer_choices(framework, item)]
        assert any(all(words in page for words in means) for page in pages), item.key


def test_the_example_is_called_invented_and_sharing_says_outside(draft: Scene) -> None:
    text = made(draft).text
    assert text.count("An invented example") == 10 and "For example " not in text
    assert "people outside if a lead shares the closed record with them" in text
