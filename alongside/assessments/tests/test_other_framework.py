"""Nothing assumes ten challenges or three stages: an allotment with five questions and four stages."""

import shutil
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from alongside.assessments.doors import COOKIE
from alongside.assessments.models import Rating, Reveal
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.record import record
from alongside.assessments.queries.states import current_state
from alongside.assessments.tests.devices import agree, hidden, says
from alongside.audit.actor import SYSTEM
from alongside.evidence.queries import visible
from alongside.library.actions.drafts import bring, publish
from alongside.people.access import Role
from tests import makers

pytestmark = pytest.mark.django_db
TEXT = Path(__file__).resolve().parents[3] / "tests" / "content" / "frameworks" / "five-by-four" / "1.yaml"
GROUPS = ["people-who-use-services", "staff"]


@pytest.fixture
def local():
    """A partnership that brought the framework along and published it for itself."""
    partnership = makers.partnership()
    draft = bring(partnership=partnership, text=TEXT.read_text(encoding="utf-8"), by=SYSTEM)
    document = publish(draft=draft, revision=draft.revision, by=SYSTEM)
    assert document.key == "five-by-four"
    return makers.assessment(partnership, framework="five-by-four", version=document.version, groups=GROUPS)


@pytest.fixture
def shipped(monkeypatch, tmp_path):
    """An installation that ships it instead of the ten challenges."""
    content = Path(__file__).resolve().parents[3] / "content"
    shutil.copytree(TEXT.parents[1], tmp_path / "frameworks")
    shutil.copy(content / "stakeholders.yaml", tmp_path)
    shutil.copy(TEXT.parents[2] / "default.yaml", tmp_path)
    monkeypatch.setenv("ALONGSIDE_CONTENT", str(tmp_path))
    return makers.assessment(makers.partnership(), framework="five-by-four", version="1", groups=GROUPS)


@pytest.fixture(params=["local", "shipped"])
def assessment(request):
    return request.getfixturevalue(request.param)


def at(name, assessment, *args):
    return reverse(name, args=[assessment.partnership_id, assessment.pk, *args])


def send(client, address, **answers):
    return client.post(address, {**hidden(client.get(address)), **answers})


def test_whole_lifecycle_in_pages(assessment):
    framework = framework_of(assessment)
    stages, items = [stage.key for stage in framework.stages], [item.key for item in framework.items]
    assert (len(items), len(stages)) == (5, 4)
    leads = [makers.signed_in(makers.member(assessment.partnership, role)) for role in (Role.LEAD, Role.CO_LEAD)]

    # Everybody answers, by hand or by page; the last stage is one that the ten challenges do not have.
    makers.rate_all(makers.participants(assessment, "staff", 5), "harvest")
    lone = Client()
    send(
        leads[0], at("enter-for-somebody", assessment), mode="helper", alone="no",
        group=str(assessment.groups.get(key="people-who-use-services").pk),
    )  # fmt: skip
    lone.cookies[COOKIE] = leads[0].cookies[COOKIE].value
    for item in items:
        address = reverse("answer", args=[assessment.pk, item])
        assert says(lone.get(address), *(stage.name for stage in framework.stages), "of 5")
        assert send(lone, address, answer="engagement", reason="").status_code == 422
        assert send(lone, address, answer="bare-ground", reason="Nobody said hello").status_code == 302
        send(
            lone, reverse("my-cards", args=[assessment.pk, item]), kind="story", title="At the gate",
            shows="It was shut", does_not_show="", source="", dated="",
        )  # fmt: skip
    makers.rate_all(makers.participants(assessment, "people-who-use-services", 5), "not_there_yet")

    # Together.
    assert send(leads[0], at("reveal-all", assessment)).status_code == 302
    assert (Reveal.objects.count(), visible(assessment.partnership).count()) == (5, 5)
    assert says(leads[1].get(at("challenges", assessment)), "it is “Harvest”")
    for number, item in enumerate(items):
        outcome = [*stages, "not_agreed"][number]
        assert (
            send(leads[0], at("decide", assessment, item), outcome=outcome, reason="r", dissent="").status_code == 302
        )
        newest = assessment.decisions.get(item=item)
        leads[1].post(at("confirm-decision", assessment, newest.pk))
        assert says(leads[1].get(at("challenge", assessment, item)), "Outcome")

    # Closed.
    for lead in leads:
        assert agree(lead, at("close-assessment", assessment)).status_code == 302
    assert current_state(assessment) == "closed"
    assert not Rating.objects.exists()
    found = record(assessment)
    assert [each.standing.recorded.outcome for each in found.items] == [*stages, "not_agreed"]
    assert all(each.rounds[0].difference.gap.steps == 4 for each in found.items)
    assert says(leads[0].get(at("record", assessment)), "Harvest", "First visit")


def test_paper_sheet_has_its_five_questions(assessment):
    facilitator = makers.signed_in(makers.member(assessment.partnership, Role.FACILITATOR))
    page = facilitator.get(at("enter-paper", assessment)).content.decode()
    assert page.count('name="answer_') == 5
    assert page.count('value="in-leaf"') == 5


def test_local_edition_of_one_partnership_is_not_anothers(local):
    stranger = makers.assessment(makers.partnership(), framework="five-by-four", version="1")
    lead = makers.signed_in(makers.member(stranger.partnership))
    assert lead.get(at("assessment", stranger)).status_code == 404
    assert lead.get(reverse("assessments", args=[stranger.partnership_id])).status_code == 200
