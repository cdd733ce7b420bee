"""The project's own files, as the architecture tests read them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OURS = ("alongside", "bench", "tests", "tools")
# What set-up and running leave behind; a downloaded copy without git has only these beside the sources.
LEFT_BEHIND = {".git", ".venv", "var", "__pycache__", ".hypothesis", ".mypy_cache", ".ruff_cache", "node_modules"}


def name_of(path: Path) -> str:
    """A file as people write it: from the root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


def sources() -> list[Path]:
    """Every Python file that people wrote; migrations are written by a program."""
    found = [ROOT / "run.py", ROOT / "conftest.py"]
    for folder in OURS:
        found += (ROOT / folder).rglob("*.py")
    return sorted(path for path in found if not {"migrations", "__pycache__"} & set(path.parts))


def product_sources() -> list[Path]:
    """The Python files that are installed: without tests."""
    return [path for path in sources() if path.is_relative_to(ROOT / "alongside") and "tests" not in path.parts]


def templates() -> list[Path]:
    """Every page and part of a page."""
    return sorted((ROOT / "alongside").rglob("*.jinja"))


def tracked() -> list[Path]:
    """Every file that is or would be kept: what git knows or would add, or without git everything but leftovers."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    except (OSError, subprocess.CalledProcessError):
        everything = (path for path in ROOT.rglob("*") if not LEFT_BEHIND & set(path.parts))
        return sorted(path for path in everything if path.is_file())
    return sorted(path for name in listed if name and (path := ROOT / name).is_file())


def texts(paths: Iterable[Path]) -> dict[str, str]:
    """The files that are text, by name."""
    found = {}
    for path in paths:
        try:
            found[name_of(path)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found
