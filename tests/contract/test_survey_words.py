"""What a survey says about words that are not its own is true of the rest of the product."""

import shutil
from pathlib import Path

from alongside.catalogue import shelf
from alongside.catalogue.survey.schema import CRISIS_WORDS
from alongside.ui.deployer import KEYS
from tests.translation.pseudo import OPENS, marked_content

CONTENT = Path(__file__).resolve().parents[2] / "content"


def test_words_for_a_crisis_are_among_those_of_whoever_runs_the_installation() -> None:
    """A survey names one of the texts in settings; a name that is none of them would show nothing."""
    assert set(CRISIS_WORDS) <= set(KEYS)


def test_surveys_are_read_in_the_marked_language(tmp_path: Path) -> None:
    """The test of every word marks the texts of content and must leave keys alone, or it could not read them."""
    source = tmp_path / "content"
    shutil.copytree(CONTENT, source)
    marked = marked_content(source, tmp_path / "marked")
    assert [str(problem) for problem in shelf.problems(marked) if "surveys/" in problem.file] == []
    assert OPENS in (marked / "surveys" / "team-feedback" / "2026.yaml").read_text(encoding="utf-8")
