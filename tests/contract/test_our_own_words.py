"""What we ship is in our own words: no run of eight words is taken from a source document.

The sources are copyrighted and are not in this repository. `source_runs.bin` holds one-way hashes of their
runs of eight words (`tools/source_runs.py` made it), so that copied wording is found without keeping it.
A failure here means: say it in your own words. Only a title or a name may be added to ALLOWED.
"""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATTERNS = (
    "*.md",
    "content/**/*.yaml",
    "docs/**/*.md",
    "alongside/**/*.jinja",
    "alongside/**/*.py",
    "alongside/**/*.yaml",
)

# Exact strings of eight words or more that we may repeat, each with its reason. A run is excused only when
# it lies wholly inside one of these, so an entry never covers for the sentence around it.
ALLOWED: tuple[tuple[str, str], ...] = (
    (
        "South West London and St George's Mental Health NHS Trust",
        "name of an NHS trust",
    ),
    (
        "Changing the nature of day-to-day interactions and the quality of experience",
        "title of challenge 1",
    ),
    (
        "Delivering comprehensive, user-led education and training programmes",
        "title of challenge 2, 2010",
    ),
    (
        "Delivering comprehensive, service user-led education and training programmes",
        "title of challenge 2, 2009",
    ),
    (
        "Establishing a 'Recovery Education Centre' to drive the programmes forward",
        "title of challenge 3",
    ),
    (
        "Establishing a 'Recovery Education Unit' to drive the programmes forward",
        "title of challenge 3 as the box of the 2010 paper prints it",
    ),
    (
        "Ensuring organisational commitment, creating the 'culture'. The importance of leadership",
        "title of challenge 4",
    ),
    (
        "Changing the way we approach risk assessment and management",
        "title of challenge 6",
    ),
    (
        "Increasing opportunities for building a life 'beyond illness'",
        "title of challenge 10",
    ),
    (
        "National Social Inclusion Programme Service Outcome Indicators data set",
        "name of a published data set",
    ),
    (
        "Implementing Recovery: A new framework for organisational change, Sainsbury Centre, 2009",
        "title, publisher and year of a source",
    ),
    (
        "Implementing Recovery: A new framework for organisational change (Sainsbury Centre, 2009)",
        "title, publisher and year of a source",
    ),
    (
        "Implementing Recovery. A new Framework for Organisational Change. London: Sainsbury Centre for Mental Health",
        "title and publisher of a source",
    ),
    (
        "South West London and St George's Mental Health NHS Trust",
        "name of an organisation",
    ),
    (
        "REFOCUS: Promoting Recovery in Community Mental Health Services",
        "title of a cited manual",
    ),
    (
        "REFOCUS Trial: Protocol for a cluster randomised controlled trial of a pro-recovery intervention"
        " within community based mental health teams. BMC Psychiatry, 11, 185",
        "title and place of a cited paper",
    ),
    (
        "A conceptual framework for personal recovery in mental health: Systematic review and narrative"
        " synthesis. British Journal of Psychiatry, 199, 445",
        "title and place of a cited paper",
    ),
    (
        "The Questionnaire about the Process of Recovery (QPR): A measurement tool developed in collaboration"
        " with service users. Psychosis, 1, 145",
        "title and place of a cited paper",
    ),
    (
        "What does recovery mean in practice? A qualitative analysis of international recovery-oriented"
        " practice guidance. Psychiatric Services, 62, 1470",
        "title and place of a cited paper",
    ),
)


def _load_tool() -> ModuleType:
    """Load tools/source_runs.py, which is a script and not part of a package."""
    spec = importlib.util.spec_from_file_location("source_runs", ROOT / "tools" / "source_runs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _load_tool()
SOURCES: frozenset[bytes] = tool.read_hashes(Path(__file__).with_name("source_runs.bin"))
ALLOWED_HASHES: frozenset[bytes] = tool.hashes_of(text for text, _ in ALLOWED)

# Invented for these tests; it stands in no document.
INVENTED = "The green kettle on our ward sings louder every time somebody new walks in for tea."


def _shipped() -> Iterator[Path]:
    for pattern in PATTERNS:
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file())


def _copied(text: str, sources: frozenset[bytes], allowed: frozenset[bytes]) -> list[tuple[int, str]]:
    return list(tool.places_found(text, sources - allowed))


def test_nothing_we_ship_copies_eight_words_from_a_source() -> None:
    copied = [
        f"{path.relative_to(ROOT)}:{line}: {run}"
        for path in _shipped()
        for line, run in _copied(path.read_text(encoding="utf-8"), SOURCES, ALLOWED_HASHES)
    ]
    assert not copied, "say these in our own words:\n" + "\n".join(copied)


@pytest.mark.parametrize("name", ["frameworks/ten-challenges/2010.yaml", "surveys/team-feedback/2026.yaml"])
def test_the_framework_and_the_survey_are_among_the_files_that_are_read(name: str) -> None:
    assert ROOT / "content" / name in set(_shipped())


def test_the_hashes_are_those_of_the_sources() -> None:
    """A title that the sources print is recognised, so the file was made from them in the same way."""
    assert len(SOURCES) > 40_000
    for title, _ in ALLOWED[:2]:
        assert tool.runs_found(title, SOURCES)


def test_every_allowed_string_is_needed() -> None:
    unused = [text for text, _ in ALLOWED if not tool.runs_found(text, SOURCES)]
    assert not unused, f"these are in no source, so they need no exception: {unused}"


def test_every_allowed_string_has_a_reason() -> None:
    assert all(reason.strip() for _, reason in ALLOWED)


@pytest.mark.parametrize(
    "copy",
    [
        pytest.param("green kettle on our ward sings louder every", id="as it is"),
        pytest.param("x: the GREEN Kettle\n   # on our ward sings\n - louder every time", id="case and lines"),
        pytest.param("green ket-\ntle on our ward sings louder every", id="hyphen at a line end"),
        pytest.param("“green kettle” on our ward — sings louder, every", id="quotes and dashes"),
        pytest.param("green ket\u00adtle on our ward sings lou\u200bder every", id="invisible characters"),
    ],
)
def test_a_copied_run_is_caught(copy: str) -> None:
    """The seeded fault: each text repeats eight words of a known document in another dress."""
    assert _copied(copy, tool.hashes_of([INVENTED]), frozenset())


def test_a_ligature_does_not_hide_a_copy() -> None:
    hashes = tool.hashes_of(["the \ufb01rst o\ufb03ce we \ufb01nd will do very well"])
    assert tool.runs_found("The first office we find will do very well", hashes)


def test_seven_words_in_a_row_are_not_a_copy() -> None:
    assert not _copied("a kettle on our ward sings louder every day", tool.hashes_of([INVENTED]), frozenset())


def test_an_allowed_string_does_not_excuse_the_words_around_it() -> None:
    sources = tool.hashes_of([INVENTED])
    allowed = tool.hashes_of(["green kettle on our ward sings louder every"])
    assert not _copied("A green kettle on our ward sings louder every", sources, allowed)
    assert _copied("The green kettle on our ward sings louder every time", sources, allowed)


def test_the_command_reports_the_line_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, ours, hashes = tmp_path / "source.txt", tmp_path / "ours.md", tmp_path / "hashes.bin"
    source.write_text(INVENTED, encoding="utf-8")
    ours.write_text("A tea room.\n\n" + INVENTED, encoding="utf-8")
    assert tool.main(["make", str(hashes), str(source)]) == 0
    assert tool.main(["check", str(hashes), str(source)]) == 1
    assert tool.main(["check", str(hashes), str(ours)]) == 1
    assert f"{ours}:3: the green kettle on our ward sings louder" in capsys.readouterr().out
    ours.write_text("A room where tea is made.", encoding="utf-8")
    assert tool.main(["check", str(hashes), str(ours)]) == 0


def test_a_cut_file_of_hashes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hashes.bin"
    path.write_bytes(b"12345")
    with pytest.raises(ValueError, match="not a file of"):
        tool.read_hashes(path)
