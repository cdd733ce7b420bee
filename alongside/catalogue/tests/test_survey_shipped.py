"""The surveys that come with the software: what they promise, whose words they hold, and their published figures."""

from pathlib import Path

import pytest

from alongside.catalogue import shelf, survey
from alongside.catalogue.survey.shapes import WORDS_SHIP
from alongside.stats import scoring

CONTENT = Path(__file__).resolve().parents[3] / "content"
SURVEYS = {
    path.parent.name: survey.parse(path.read_text(encoding="utf-8"), path.name)
    for path in sorted(CONTENT.glob("surveys/*/*.yaml"))
}
OWN = [each for each in SURVEYS.values() if each.licence.kind in WORDS_SHIP]
THEIRS = [each for each in SURVEYS.values() if each.licence.kind not in WORDS_SHIP]

METRIC = (
    "7.00 9.51 11.25 12.40 13.33 14.08 14.75 15.32 15.84 16.36 16.88 17.43 17.98 18.59 19.25 19.98 20.73 21.54 22.35 "
    "23.21 24.11 25.03 26.02 27.03 28.13 29.31 30.70 32.55 35.00"
)


def by_key(each):
    return each.key


def scored(key, values):
    """The scores of a survey from option keys in the order of its items."""
    found = SURVEYS[key]
    answers = {item.key: str(value) for item, value in zip(found.items, values, strict=True)}
    return scoring.score(survey.instrument(found), answers).scales


def test_every_survey_can_be_scored():
    assert {"team-feedback", "staff-experience", "openness-check", "swemwbs", "qpr-15"} <= set(SURVEYS)
    for each in SURVEYS.values():
        assert [scale.key for scale in survey.instrument(each).scales] == [scale.key for scale in each.scales]


def test_team_feedback_is_three_questions_and_room_for_words():
    asked = SURVEYS["team-feedback"]
    assert [item.key for item in asked.items if not item.free_text] == ["hope", "control", "opportunity"]
    assert [item.key for item in asked.items if item.free_text] == ["anything-else"]
    for item in asked.items[:3]:
        options = asked.options(item.key)
        assert len(options) == 6
        assert [option.value for option in options] == [1, 2, 3, 4, 5, None]
        assert options[-1].key == survey.RATHER_NOT_SAY
    assert [question.key for question in asked.group_questions] == ["answering-as", "age", "ethnic-group", "gender"]
    assert asked.minutes == 2


def test_team_feedback_says_that_it_is_not_validated():
    assert SURVEYS["team-feedback"].validated is None
    assert SURVEYS["team-feedback"].caution == "Not validated: for learning within a team."
    assert SURVEYS["team-feedback"].scales == ()


def test_team_feedback_is_published():
    listed = (CONTENT / "published.sha256").read_text(encoding="utf-8")
    assert "surveys/team-feedback/2026.yaml" in listed
    assert SURVEYS["team-feedback"].status == "published"


@pytest.mark.parametrize("found", OWN, ids=by_key)
def test_our_own_surveys_are_short_and_have_a_shorter_plain_version(found):
    assert not found.needs_words
    assert len(found.plain_intro.split()) <= len(found.intro.split())
    for item in found.items:
        assert len(item.question.split()) <= 24, item.key
        assert len(item.plain.split()) <= min(12, len(item.question.split())), item.key
    for question in found.group_questions:
        assert len(question.plain.split()) <= 10, question.key


@pytest.mark.parametrize("found", OWN, ids=by_key)
def test_our_own_surveys_claim_nothing_they_have_not_shown(found):
    assert found.validated is None
    assert found.caution.startswith("Not validated: for ")
    assert found.scales == ()


@pytest.mark.parametrize("found", THEIRS, ids=by_key)
def test_the_words_of_others_are_not_here(found):
    assert [item.question or item.plain or item.note for item in found.items] == [None] * len(found.items)
    assert [item.title for item in found.items] == [f"Item {n}" for n in range(1, len(found.items) + 1)]
    assert {option.label or option.plain for answers in found.answers for option in answers.options} <= {None}
    assert found.needs_words == bool(found.items)


@pytest.mark.parametrize("found", THEIRS, ids=by_key)
def test_what_needs_a_licence_is_only_a_place_for_totals(found):
    assert found.licence.kind != "licensed" or not found.items


def test_no_wording_pack_is_in_the_content_folder():
    assert [path.name for path in CONTENT.rglob("*.yaml") if "survey-words/1" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(("raw", "metric"), list(enumerate(map(float, METRIC.split()), start=7)))
def test_the_short_wellbeing_scale_is_converted_as_published(raw, metric):
    fives, rest = divmod(raw - 7, 4)
    values = [5] * fives + ([1 + rest] if fives < 7 else []) + [1] * (6 - fives)
    found = scored("swemwbs", values)["metric"]
    assert (found.raw, found.value) == (raw, metric)


def test_the_short_wellbeing_scale_needs_all_seven():
    swemwbs = SURVEYS["swemwbs"]
    answers = {item.key: "3" for item in swemwbs.items[:6]}
    assert scoring.score(survey.instrument(swemwbs), answers).scales["metric"].value is None


def test_the_recovery_questionnaire_runs_from_0_to_60_and_high_is_better():
    """A published table of directions has it the other way round, and is wrong."""
    assert scored("qpr-15", [0] * 15)["total"].value == 0
    assert scored("qpr-15", [4] * 15)["total"].value == 60
    assert scored("qpr-15", [4] * 15)["total"].higher_is_better


@pytest.mark.parametrize(("kind", "points"), [("internal-consistency", 9.4), ("retest", 14.4)])
def test_the_change_that_counts_depends_on_the_reliability_chosen(kind, points):
    scale = SURVEYS["qpr-15"].scales[0]
    chosen = next(each for each in scale.reliability if each.kind == kind)
    sd = max(norm.sd for norm in scale.norms)
    found = scoring.reliable_change(30, 40, sd=sd, reliability=chosen.value, higher_is_better=True)
    assert found.needed == pytest.approx(points, abs=0.05)


def test_dialog_has_two_means_and_no_total():
    found = scored("dialog", [5] * 8 + [6] * 3)
    assert {key: each.value for key, each in found.items()} == {"quality-of-life": 5.0, "treatment": 6.0}


@pytest.mark.parametrize(("total", "band"), [(23, "below-24"), (24, "from-24"), (41, None)])
def test_a_licensed_total_from_elsewhere_is_placed(total, band):
    found = scoring.from_totals(survey.instrument(SURVEYS["reqol-10"]), {"total": total}).scales["total"]
    assert found.band == band


def test_the_shelf_has_them_all(monkeypatch):
    monkeypatch.delenv("ALONGSIDE_CONTENT", raising=False)
    monkeypatch.delenv("ALONGSIDE_SURVEY_WORDS", raising=False)
    assert {each.id for each in shelf.surveys()} == {each.id for each in SURVEYS.values()}
    assert shelf.survey("team-feedback", "2026") == SURVEYS["team-feedback"]
    with pytest.raises(shelf.NotOnTheShelfError, match="there is no survey team-feedback/1"):
        shelf.survey("team-feedback", "1")
