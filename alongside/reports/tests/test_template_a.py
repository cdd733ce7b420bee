"""Template A as a document: the right words, no word too many, and tags for those who listen to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alongside.assessments.queries.record import record
from alongside.reports.telling import tell
from alongside.reports.template_a import template_a
from alongside.reports.tests.conftest import DISSENT, LONG_GROUP, SHARED, UNSHARED, Scene
from alongside.reports.tests.reading import Document, document
from alongside.reports.told import Told

pytestmark = pytest.mark.django_db


def made(scene: Scene) -> Document:
    """The document of an assessment."""
    return document(template_a(tell(record(scene.assessment))))


def test_it_is_an_accessible_document(closed: Scene) -> None:
    found = made(closed)
    assert found.title == "Spring assessment"
    assert found.language == "en-GB"
    assert found.tagged and found.claims_ua
    assert {"H1", "H2", "H3", "H4", "Table", "TR", "TH", "TD", "L", "P"} <= set(found.tags)
    assert found.tags.count("H1") == 1
    assert min(found.sizes) >= 7


def test_head_and_table_say_what_it_is(closed: Scene) -> None:
    found = made(closed)
    first = found.pages[0]
    for words in (
        closed.partnership.name,
        "Riverside Mental Health Trust",
        "The ten challenges, working edition 2026",
        "Nobody has endorsed this working edition",
        "Closed on ",
        "Stage 1 Engagement",
        "Stage 3 Transformation",
        "Priority for action (1–10)",
        "Comments",
        "10. A life beyond illness",
    ):
        assert words in first
    assert "DRAFT" not in found.text and "Provider view" not in found.text


def test_only_an_agreed_stage_is_ticked(closed: Scene) -> None:
    found = made(closed)
    assert found.alternatives == ("Ticked: Development",)
    assert "Agreed: not there yet." in found.pages[0]
    assert "Not agreed. People talked" in found.pages[0]
    assert "Not decided." in found.pages[0]
    assert "Put forward, not confirmed." not in found.text


def test_a_second_tick_would_be_noticed(closed: Scene) -> None:
    told = tell(record(closed.assessment))
    wrong = replace(told, challenges=tuple(replace(each, ticked=0) for each in told.challenges))
    assert len(document(template_a(wrong)).alternatives) == len(told.challenges)


def test_each_challenge_tells_its_whole_story(closed: Scene) -> None:
    text = made(closed).text
    for words in (
        "Carers, family and friends; Peer workers (put together)",
        LONG_GROUP[:30],
        "Also answered, but too few to show: Commissioners.",
        "The widest gap is 1½ steps",
        SHARED,
        DISSENT,
        "Recorded by Ann Lead (lead) on ",
        "Bo Co-lead (lived-experience co-lead)",
        "Who decides about the ward round?",
        "How do we reach people at night?",
        "Patient survey 2026",
        "Told at the open day",
        "Voluntary and independent providers",
        "We did not reach them",
        "Payment offered: £20",
        "We publish what we agree",
        "Nothing is added up here",
        "A group of 5 or more people is shown on its own.",
    ):
        assert words in text, words
    assert text.index("Evidence: documents and figures") < text.index("Evidence: what people have seen and say")
    assert UNSHARED not in text


def test_a_draft_says_so_on_every_page(draft: Scene) -> None:
    found = made(draft)
    assert all("DRAFT" in page for page in found.pages)
    assert "Not decided yet." in found.pages[0]
    assert "Put forward, not confirmed." not in found.text
    assert "Something new was put forward." in found.text


def test_without_people_who_use_services_it_is_headed_so(provider_view: Scene) -> None:
    found = made(provider_view)
    assert all("Provider view, incomplete" in page for page in found.pages)
    assert "it cannot be signed" in found.pages[0]


def test_another_framework_with_four_stages(other_framework: Scene) -> None:
    found = made(other_framework)
    assert "Stage 4 Harvest" in found.pages[0]
    assert "(1–5)" in found.pages[0]
    assert found.alternatives == ("Ticked: Harvest",)


@pytest.mark.parametrize("stages", [2, 5, 9])
def test_any_number_of_stages(closed: Scene, stages: int) -> None:
    found = document(template_a(with_stages(tell(record(closed.assessment)), stages)))
    assert f"Stage {stages} " in found.pages[0]
    assert f"Stage {stages + 1} " not in found.text
    assert found.alternatives == (f"Ticked: Stage name {stages}",)


def with_stages(told: Told, number: int) -> Told:
    """The same record, as if the framework had this many stages, the last of them agreed for the first challenge."""
    names = tuple(f"Stage name {place}" for place in range(1, number + 1))
    first = replace(told.challenges[0], ticked=number - 1)
    return replace(told, stages=names, challenges=(first, *told.challenges[1:]))


def test_hostile_and_endless_words(closed: Scene) -> None:
    told = tell(record(closed.assessment))
    words = '#panic("no")\n\n= Not a heading\n' + "Donaudampfschifffahrt" * 400 + " 😀 বাংলা \x00 " + "word " * 8000
    first = replace(told.challenges[0], reason=words, comments=words, dissent=words, short_title="t" * 300)
    found = document(template_a(replace(told, title="T" * 160, challenges=(first, *told.challenges[1:]))))
    assert '#panic("no")' in found.text
    assert "= Not a heading" in found.text
    assert "Some characters could not be printed" in found.text
    assert found.tags.count("H1") == 1


def test_an_empty_assessment_prints(closed: Scene) -> None:
    told = tell(record(closed.assessment))
    bare = tuple(
        replace(each, rounds=(), reasons=(), documents=(), accounts=(), parked=(), reason="", dissent="", comments="")
        for each in told.challenges
    )
    found = document(template_a(replace(told, challenges=bare, groups=(), parked=(), told="", unnamed="")))
    assert "No answers have been opened." in found.text
    assert "Nobody has answered yet." in found.text


def test_it_names_only_groups_that_answered(closed: Scene, provider_view: Scene) -> None:
    assert "Those who answered: People who use services;" in made(closed).pages[0]
    text = made(provider_view).pages[0]
    assert "Those who answered: Staff." in text
    assert "ommissioners" not in text.partition("Those who answered")[2].partition("Template A")[0]


def test_a_mark_leads_to_the_words_of_those_who_see_it_differently(closed: Scene) -> None:
    found = made(closed)
    assert found.pages[0].count("Also seen differently: see below.") == 1
    assert DISSENT in found.text
