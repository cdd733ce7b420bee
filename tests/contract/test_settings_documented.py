"""What whoever installs it is told is true: every setting is described, every command exists."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

from django.core.management import get_commands

from alongside.config.environment import deployer

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "how-to" / "run-it-for-an-organisation.md"
SOURCES = sorted((ROOT / "alongside" / "config").glob("*.py"))
PREFIX = "ALONGSIDE_"
# `deployer()` builds its names from a list; the test asks it for them.
BUILT = {f"{PREFIX}{name.upper()}" for name in deployer()}


def named_in(source: str) -> tuple[set[str], int]:
    """The names that calls of `env` or `environ` ask for, and how many are built instead of written."""
    names, built = set(), 0
    for node in ast.walk(ast.parse(source)):
        asked: list[ast.expr] = []
        if isinstance(node, ast.Call) and _is_environment(node.func):
            asked = [*node.args, *(keyword.value for keyword in node.keywords)]
        elif isinstance(node, ast.Subscript) and _is_environment(node.value):
            asked = [node.slice]
        for value in asked:
            if isinstance(value, ast.JoinedStr):
                built += PREFIX in ast.unparse(value)
            elif isinstance(value, ast.Constant) and str(value.value).startswith(PREFIX):
                names.add(str(value.value))
    return names, built


def _is_environment(node: ast.expr) -> bool:
    words = set(re.findall(r"\w+", ast.unparse(node)))
    return bool(words & {"env", "environ", "getenv"})


def described_in(page: str) -> set[str]:
    """The names that have a line of the settings table with a meaning and a default."""
    rows = re.findall(rf"^\| `({PREFIX}[A-Z_]+)` \|([^|\n]+)\|([^|\n]+)\|$", page, re.MULTILINE)
    return {name for name, meaning, default in rows if meaning.strip() and default.strip()}


def undescribed(sources: Iterable[str], page: str) -> set[str]:
    """Names that are read and have no line."""
    read = set(BUILT).union(*(named_in(source)[0] for source in sources))
    return read - described_in(page)


def commands_in(page: str) -> set[str]:
    """The commands of the product that a page tells people to type, as their files are called."""
    return {word.replace("-", "_") for word in re.findall(r"\./run alongside ([a-z_-]+)", page)}


def _texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in SOURCES]


def test_every_setting_is_described() -> None:
    assert undescribed(_texts(), PAGE.read_text(encoding="utf-8")) == set()


def test_every_described_setting_is_read() -> None:
    read = set(BUILT).union(*(named_in(text)[0] for text in _texts()))
    assert described_in(PAGE.read_text(encoding="utf-8")) - read == set()


def test_only_the_deployer_builds_names() -> None:
    """A second place that builds names would hide them from this test."""
    assert sum(named_in(text)[1] for text in _texts()) == 1


def test_a_setting_without_a_line_is_caught() -> None:
    """The seeded fault: a new setting, and a line that was taken away."""
    page = PAGE.read_text(encoding="utf-8")
    assert undescribed([*_texts(), 'NEW = env.str("ALONGSIDE_NEW", default="")'], page) == {"ALONGSIDE_NEW"}
    cut = "\n".join(line for line in page.splitlines() if not line.startswith("| `ALONGSIDE_CRISIS`"))
    assert undescribed(_texts(), cut) == {"ALONGSIDE_CRISIS"}
    blank = re.sub(r"(\| `ALONGSIDE_HOSTS` \|)[^|\n]+\|", r"\1 |", page)
    assert undescribed(_texts(), blank) == {"ALONGSIDE_HOSTS"}


def test_every_command_that_pages_name_exists() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
    named = {name for path in pages for name in commands_in(path.read_text(encoding="utf-8"))}
    assert "seal" in named
    assert named - {"help", *get_commands()} == set()


def test_a_command_in_a_page_is_seen() -> None:
    assert commands_in("Type `./run alongside seal`, then ./run test.") == {"seal"}
    assert commands_in("./run alongside count-archive FILE") == {"count_archive"}


def test_the_ways_to_read_the_environment_are_seen() -> None:
    ways = [
        'env.bool("ALONGSIDE_A", False)',
        'os.environ["ALONGSIDE_B"]',
        'os.environ.get("ALONGSIDE_C")',
        'env("ALONGSIDE_D")',
        'os.getenv("ALONGSIDE_E")',
    ]
    assert [named_in(way)[0] for way in ways] == [{f"ALONGSIDE_{letter}"} for letter in "ABCDE"]
    assert named_in('settings.get("ALONGSIDE_F")') == (set(), 0)
