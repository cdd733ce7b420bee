"""Assessments in the states that reports meet: closed, open, without people who use services, another framework."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from alongside.assessments.actions.decision import park
from alongside.assessments.models import Assessment
from alongside.assessments.rules.expected import Wanted
from alongside.audit.actor import SYSTEM
from alongside.evidence.actions import add_card
from alongside.people.access import Role
from alongside.people.models import Membership, Partnership
from tests import makers

ROOT = Path(__file__).resolve().parents[3]
UNSHARED = "Only for me: the night staff never have time."
ANSWERED = ("interactions", "training", "commitment", "risk")
SHARED = "On our ward the team asks first what matters to me."
DISSENT = "Two of us see it on one ward only."
LONG_GROUP = "Parents, partners and grown-up children of people who stay in hospital far away from where they live"


@dataclass
class Scene:
    """An assessment, and who can look at it."""

    partnership: Partnership
    assessment: Assessment
    lead: Membership
    observer: Membership


def scene(assessment: Assessment) -> Scene:
    """An assessment with a lead and an observer."""
    partnership = assessment.partnership
    return Scene(
        partnership,
        assessment,
        makers.member(partnership, Role.LEAD, name="Ann Lead"),
        makers.member(partnership, Role.OBSERVER),
    )


def opened() -> Assessment:
    """Open, with answers of five groups revealed: one pooled pair, one group too few to show, one that did not come."""
    groups = [*makers.GROUPS, "peer-workers", "voluntary", Wanted("local-1", LONG_GROUP, "carers", None, "A lift", "")]
    assessment = makers.assessment(makers.partnership(), groups=groups)
    framework = ("not_there_yet", "engagement", "development", "transformation")
    people = makers.participants(assessment, "people-who-use-services", 6)
    makers.rate_all(people[:1], "engagement", reason=SHARED, share=True, items=ANSWERED)
    makers.rate_all(people[1:2], "not_there_yet", reason=UNSHARED, items=ANSWERED)
    makers.rate_all(people[2:], ("engagement", "cannot_say", "misses_the_point", "not_there_yet"), items=ANSWERED)
    makers.rate_all(makers.participants(assessment, "staff", 7), framework[1:], items=ANSWERED)
    makers.rate_all(makers.participants(assessment, "carers", 3), "engagement", items=ANSWERED)
    makers.rate_all(makers.participants(assessment, "peer-workers", 2, mode="helper"), "engagement", items=ANSWERED)
    makers.rate_all(makers.participants(assessment, "local-1", 2, consent=True), "development", items=ANSWERED)
    _evidence(assessment)
    makers.reveal_all(assessment)
    makers.rate_all(makers.participants(assessment, "commissioners", 2), {"training": "engagement"})
    makers.reveal_all(assessment, ["training"])
    return assessment


def _evidence(assessment: Assessment) -> None:
    for kind, title in (("document", "Patient survey 2026"), ("story", "Told at the open day")):
        add_card(
            partnership=assessment.partnership,
            framework=assessment.framework,
            framework_version=assessment.framework_version,
            item="interactions",
            kind=kind,
            title=title,
            shows="Six in ten felt heard by the team.",
            does_not_show="What people on the wards think.",
            source="Board papers, item 7",
            dated="May 2026",
            by=SYSTEM,
        )


def decided(assessment: Assessment) -> Assessment:
    """With decisions of every kind, and questions left open."""
    makers.decide(assessment, "interactions", "development", dissent=DISSENT)
    makers.decide(assessment, "training", "not_there_yet", reason="Nobody is trained so far.")
    makers.decide(assessment, "risk", "not_agreed", reason="We need to hear the wards first.")
    makers.decide(assessment, "commitment", "engagement", reason="Put forward, not confirmed.", confirmed=False)
    park(assessment=assessment, item="interactions", text="Who decides about the ward round?", by=SYSTEM)
    park(assessment=assessment, item="", text="How do we reach people at night?", by=SYSTEM)
    return assessment


@pytest.fixture
def draft(db: None) -> Scene:
    """Open, revealed and partly decided."""
    return scene(decided(opened()))


@pytest.fixture
def closed(db: None) -> Scene:
    """The same, closed."""
    return scene(makers.close(decided(opened())))


@pytest.fixture
def provider_view(db: None) -> Scene:
    """Only staff answered."""
    assessment = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(assessment, "staff", 6), "development", items=ANSWERED)
    makers.reveal_all(assessment)
    makers.decide(assessment, "interactions", "development")
    return scene(makers.close(assessment))


@pytest.fixture
def other_framework(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Scene:
    """Another framework: five items, four stages."""
    shutil.copytree(ROOT / "tests" / "content" / "frameworks", tmp_path / "frameworks")
    shutil.copy(ROOT / "content" / "stakeholders.yaml", tmp_path)
    monkeypatch.setenv("ALONGSIDE_CONTENT", str(tmp_path))
    assessment = makers.assessment(makers.partnership(), framework="five-by-four", version="1")
    makers.rate_all(makers.participants(assessment, "staff", 5), "cannot_say")
    makers.rate_all(makers.participants(assessment, "people-who-use-services", 5), "not_there_yet")
    makers.reveal_all(assessment)
    makers.decide(assessment, "first-visit", "harvest")
    return scene(assessment)
