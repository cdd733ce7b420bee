"""What a record says, and what a copy for somebody outside leaves out."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from alongside.assessments.models import Assessment
from alongside.assessments.queries.record import record
from alongside.audit.actor import SYSTEM
from alongside.evidence.actions import add_card
from alongside.reports import sentences
from alongside.reports.drawing import drawn
from alongside.reports.spreadsheet import spreadsheet
from alongside.reports.telling import tell
from alongside.reports.template_a import template_a
from alongside.reports.tests.conftest import SHARED, UNSHARED, Scene
from alongside.reports.tests.reading import cells, document
from tests import makers, workshop_makers

pytestmark = pytest.mark.django_db


def words(scene: Scene, *, with_reasons: bool = True) -> str:
    """Everything a record says."""
    return str(asdict(tell(record(scene.assessment), with_reasons=with_reasons)))


def test_an_unshared_reason_is_nowhere(draft: Scene, closed: Scene) -> None:
    for scene in (draft, closed):
        assert UNSHARED not in words(scene)
        assert SHARED in words(scene)


def test_a_copy_without_reasons_has_neither_reasons_nor_accounts(closed: Scene) -> None:
    copy = words(closed, with_reasons=False)
    assert SHARED not in copy
    assert "Told at the open day" not in copy
    assert "Patient survey 2026" in copy
    assert "This copy leaves out the reasons and accounts" in copy


def test_the_group_of_a_reason_is_named_only_where_it_is_shown_alone(db: None) -> None:
    assessment = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(assessment, "staff", 6), "development", reason="From staff.", share=True)
    makers.rate_all(makers.participants(assessment, "carers", 2), "engagement", reason="From a carer.", share=True)
    makers.rate_all(makers.participants(assessment, "", 3), "engagement")
    makers.reveal_all(assessment)
    assert who_said(assessment) == {"From staff.": "Somebody from: Staff", "From a carer.": "Somebody"}


def test_no_round_stands_beside_a_reason_without_its_group(db: None) -> None:
    """Who answered in a round is told beside it: with one small group in round 2, the round would be its name."""
    assessment = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(assessment, "staff", 6), "development", reason="From staff.", share=True)
    makers.rate_all(makers.participants(assessment, "carers", 2), "engagement", reason="From a carer.", share=True)
    makers.rate_all(makers.participants(assessment, "", 3), "engagement")
    makers.reveal_all(assessment, ["risk"])
    late = makers.participants(assessment, "carers", 1)
    makers.rate_all(late, {"risk": "engagement"}, reason="Said later.", share=True)
    makers.reveal_all(assessment, ["risk"])
    assert who_said(assessment) == {
        "From staff.": "Somebody from: Staff, round 1",
        "From a carer.": "Somebody",
        "Said later.": "Somebody",
    }


def who_said(assessment: Assessment) -> dict[str, str]:
    told = tell(record(assessment))
    return {voice.text: voice.who for each in told.challenges for voice in each.reasons}


def test_how_people_took_part_is_not_told_of_a_few(draft: Scene) -> None:
    groups = {group.name: group for group in tell(record(draft.assessment)).groups}
    assert groups["Peer workers"].how == ""
    assert groups["Staff"].how == "On their own device: 7"


def test_evidence_added_after_closing_is_not_part_of_the_record(closed: Scene) -> None:
    add_card(
        partnership=closed.partnership,
        framework="ten-challenges",
        framework_version="2026",
        item="interactions",
        kind="document",
        title="A later paper",
        shows="Something new.",
        does_not_show="",
        source="Board papers",
        dated="2027",
        by=SYSTEM,
    )
    assert "A later paper" not in words(closed)
    assert "Patient survey 2026" in words(closed)


def test_other_editions_and_silences_are_kept_apart_and_accounts_stay_in(draft: Scene) -> None:
    older = {"partnership": draft.partnership, "framework": "ten-challenges", "framework_version": "2010"}
    for item, kind in (("risk", "document"), ("risk", "story"), ("risk", "silence"), ("training", "silence")):
        words_of = {"shows": "Something.", "does_not_show": "", "source": "A report", "dated": "2010"}
        add_card(item=item, kind=kind, title=f"{kind} on {item}", by=SYSTEM, **older, **words_of)
    for shared, left in ((True, ["document on risk", "story on risk"]), (False, ["document on risk"])):
        told = tell(record(draft.assessment), with_reasons=shared)
        challenges = {each.key: each for each in told.challenges}
        risk = challenges["risk"]
        assert (risk.documents, risk.accounts, risk.silences) == ((), (), ())
        # A copy without reasons has no accounts, whichever edition they were written for.
        assert [card.title for card in risk.elsewhere] == left
        assert [card.title for card in risk.elsewhere_silences] == ["silence on risk"]
        assert "2010, about “6. " in risk.elsewhere[0].written_for
        assert [card.title for card in challenges["training"].silences] == ["silence on training"]
        sheets = cells(spreadsheet(told))
        assert "silence on" not in str(sheets["Evidence"])
        assert str(sheets["Silent documents"]).count("silence on") == 2
        text = document(template_a(told)).text
        for heading in ("Documents that say nothing about it", "Evidence written for another edition"):
            assert heading in text


def test_people_who_name_no_group_are_named_as_such(db: None) -> None:
    assessment = makers.assessment(makers.partnership())
    makers.rate_all(makers.participants(assessment, "", 5), "engagement")
    makers.reveal_all(assessment)
    told = tell(record(assessment))
    assert told.challenges[0].rounds[0].chart.rows[0].label == "People who would rather not name their group"
    assert told.unnamed == "5 who answered would rather not name their group."


def test_the_same_number_of_queries_however_many_people(
    draft: Scene, provider_view: Scene, django_assert_max_num_queries: object
) -> None:
    for scene in (draft, provider_view):
        with django_assert_max_num_queries(16):  # type: ignore[operator]
            tell(record(scene.assessment))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "", "b", "c"], "a, b and c"),
        (["a and b", "c"], "a and b; c"),
        (["a, b", "c"], "a, b; c"),
    ],
)
def test_lists_in_words(parts: list[str], said: str) -> None:
    assert sentences.listed(parts) == said


@pytest.mark.parametrize(("steps", "said"), [(0.5, "½"), (1.0, "1"), (1.5, "1½"), (3.0, "3")])
def test_steps_in_words(steps: float, said: str) -> None:
    assert sentences.number(steps) == said


def test_sessions_that_were_held_are_told_with_how_many_of_each_group_came(draft: Scene) -> None:
    assert tell(record(draft.assessment)).meetings == ()
    held = workshop_makers.held(draft.assessment, item="training")
    workshop_makers.meeting(draft.assessment)
    told = tell(record(draft.assessment))
    [meeting] = told.meetings
    names = dict(draft.assessment.groups.values_list("key", "name"))
    assert meeting.heading.startswith("Session 1, ") and meeting.place == "Community hall"
    assert held.lived.user.name + ", who was there for lived experience" in meeting.held_by
    assert "10 places were taken" in meeting.came and "not one person, one vote" in meeting.came
    assert f"{names['staff']}: 5" in meeting.came and f"{names['people-who-use-services']}: 5" in meeting.came
    assert meeting.came in str(drawn(told))
    assert "How people came in, and the places taken" in document(template_a(told)).text
    assert meeting.came in str(cells(spreadsheet(told))["Sessions"])
    assert "Sessions" not in cells(spreadsheet(replace(told, meetings=())))
