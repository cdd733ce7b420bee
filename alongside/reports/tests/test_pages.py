"""The record on screen and its files: for whom, and how they are served."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from alongside.people.access import GRANTS, Can, Role
from alongside.reports.tests.conftest import DISSENT, SHARED, UNSHARED, Scene
from alongside.reports.tests.reading import document
from tests import makers

pytestmark = pytest.mark.django_db
NEEDS = {
    "record": Can.SEE_RECORD,
    "template-a-pdf": Can.SEE_RECORD,
    "template-a-xlsx": Can.SEE_RECORD,
    "printed-pack": Can.RUN_ASSESSMENT,
    "record-sharing": Can.SHARE_RECORD,
}


def at(name: str, scene: Scene) -> str:
    """The address of one of the pages."""
    return reverse(name, args=[scene.partnership.pk, scene.assessment.pk])


@pytest.mark.parametrize("name", NEEDS)
def test_every_role_gets_what_it_may_have(closed: Scene, name: str) -> None:
    for role in Role:
        client = makers.signed_in(makers.member(closed.partnership, role))
        wanted = 200 if NEEDS[name] in GRANTS[role] else 403
        assert client.get(at(name, closed)).status_code == wanted, role


@pytest.mark.parametrize("name", NEEDS)
def test_a_stranger_finds_nothing(closed: Scene, draft: Scene, name: str) -> None:
    client = makers.signed_in(draft.lead)
    assert client.get(at(name, closed)).status_code == 404
    other = reverse(name, args=[draft.partnership.pk, closed.assessment.pk])
    assert client.get(other).status_code == 404
    assert Client().get(at(name, closed)).status_code == 302
    assert client.get(at(name, draft)).status_code == 200


def test_the_record_says_it_in_words_before_it_draws(closed: Scene) -> None:
    page = makers.signed_in(closed.observer).get(at("record", closed)).content.decode()
    for words in ("Agreed: Development.", SHARED, DISSENT, "Also answered, but too few to show: Commissioners."):
        assert words in page
    assert page.index("The widest gap is") < page.index("<svg", page.index("The widest gap is"))
    assert UNSHARED not in page
    assert "Draft" not in page
    assert at("record-sharing", closed) not in page


def test_a_draft_shows_only_what_was_opened_and_decided(draft: Scene) -> None:
    page = makers.signed_in(draft.lead).get(at("record", draft)).content.decode()
    assert "This assessment is still open" in page
    assert "Put forward, not confirmed." not in page
    assert UNSHARED not in page
    assert at("record-sharing", draft) not in page


def test_before_it_opens_there_is_nothing(db: None) -> None:
    assessment = makers.assessment(makers.partnership(), open=False)
    client = makers.signed_in(makers.member(assessment.partnership, Role.LEAD))
    page = client.get(reverse("record", args=[assessment.partnership_id, assessment.pk]))
    assert "being prepared" in page.content.decode()


def test_a_providers_view_is_headed_so(provider_view: Scene) -> None:
    page = makers.signed_in(provider_view.lead).get(at("record", provider_view)).content.decode()
    assert "Provider view, incomplete" in page


def test_files_are_private_and_inert(closed: Scene) -> None:
    client = makers.signed_in(closed.lead)
    for name, kind, how in (
        ("template-a-pdf", "application/pdf", 'inline; filename="spring-assessment-template-a.pdf"'),
        (
            "template-a-xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            'attachment; filename="spring-assessment-template-a.xlsx"',
        ),
        ("printed-pack", "application/pdf", 'inline; filename="spring-assessment-pack-a4.pdf"'),
    ):
        answer = client.get(at(name, closed))
        assert answer["Content-Type"] == kind
        assert answer["Content-Disposition"] == how
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Cache-Control"] == "no-store"
        assert client.post(at(name, closed)).status_code == 405


def test_the_pack_comes_in_the_size_that_was_asked_for(closed: Scene) -> None:
    client = makers.signed_in(closed.lead)
    large = document(client.get(at("printed-pack", closed) + "?size=large&words=plain").content)
    assert min(large.sizes) >= 18
    odd = client.get(at("printed-pack", closed) + "?size=../../etc/passwd")
    assert odd["Content-Disposition"].endswith('pack-a4.pdf"')


def test_an_assessment_whose_edition_is_gone_is_not_found(closed: Scene) -> None:
    closed.assessment.framework_version = "1999"
    closed.assessment.save()
    for name in ("record", "template-a-pdf", "printed-pack"):
        assert makers.signed_in(closed.lead).get(at(name, closed)).status_code == 404
