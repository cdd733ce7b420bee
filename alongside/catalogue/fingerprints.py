"""Published content never changes: its SHA-256 is written down once, and compared for ever after.

``content/published.sha256`` holds one line for each published framework and survey, as sha256sum writes and
checks them; paths start at the content folder. Working editions may still change and are not listed.
"""

import hashlib
import re
from pathlib import Path

from alongside.catalogue import framework as framework_format
from alongside.catalogue import survey as survey_format
from alongside.catalogue.document import ContentError, Problem, read_text
from alongside.catalogue.shelf import content_folder

REGISTER = "published.sha256"
ENTRY = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")
CHANGED = "this edition was published and has changed since; restore it and give the change a new version"


class AlreadyPublishedError(ValueError):
    """The file was published with other words; what is published stays as it is, so give it a new version."""


def check(folder: Path | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong: a published file changed, gone or not listed, a line that cannot be read."""
    folder = folder or content_folder()
    listed, found = _register(folder)
    for name, (line, sha256) in listed.items():
        if not (folder / name).is_file():
            found.append(Problem(REGISTER, line, f"{name} was published and is gone; put it back"))
        elif _hash(folder / name) != sha256:
            found.append(Problem(name, 1, CHANGED))
    for path in sorted([*folder.glob("frameworks/*/*.yaml"), *folder.glob("surveys/*/*.yaml")]):
        name = path.relative_to(folder).as_posix()
        if name not in listed and _status(path, name) == "published":
            command = f"python -m alongside.catalogue publish {name}"
            found.append(Problem(name, 1, f"this edition is published but has no fingerprint; run: {command}"))
    return tuple(sorted(found))


def publish(path: Path, folder: Path | None = None) -> str:
    """Write down the fingerprint of a published framework or survey, and return it. Doing it again changes nothing.

    Raises ContentError if the file is broken, is not marked as published or lies outside the content folder,
    and AlreadyPublishedError if another fingerprint is already written down for it.
    """
    folder = (folder or content_folder()).resolve()
    inside = path if path.is_absolute() or path.is_file() else folder / path
    name = _name(inside.resolve(), folder, path)
    if _status(inside, name) != "published":
        raise ContentError((Problem(name, 1, "'status' is not 'published'; it may still change"),))
    listed, broken = _register(folder)
    if broken:
        raise ContentError(tuple(broken))
    sha256 = _hash(inside)
    if name not in listed:
        _append(folder / REGISTER, f"{sha256}  {name}\n")
    elif listed[name][1] != sha256:
        raise AlreadyPublishedError(f"{name} is already published with other words; use a new version")
    return sha256


def _name(inside: Path, folder: Path, path: Path) -> str:
    if folder not in inside.parents:
        raise ContentError((Problem(str(path), 1, f"this file is not in {folder}"),))
    return inside.relative_to(folder).as_posix()


def _status(path: Path, name: str) -> str:
    """The status of a framework or survey; a broken one counts as working (``shelf.problems`` reports it)."""
    text = read_text(path, name)
    try:
        if path.parent.parent.name == "surveys":
            return survey_format.parse(text, name).status
        return framework_format.parse(text, name).status
    except ContentError:
        return "working"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _register(folder: Path) -> tuple[dict[str, tuple[int, str]], list[Problem]]:
    """The line and fingerprint of each listed path, and the lines that are wrong."""
    listed: dict[str, tuple[int, str]] = {}
    wrong: list[Problem] = []
    path = folder / REGISTER
    lines = read_text(path, REGISTER).splitlines() if path.is_file() else []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        entry = ENTRY.fullmatch(line)
        if not entry or ".." in Path(entry[2]).parts or Path(entry[2]).is_absolute():
            wrong.append(Problem(REGISTER, number, "this line is not a fingerprint, two spaces and a path"))
        elif entry[2] in listed:
            wrong.append(Problem(REGISTER, number, f"{entry[2]} is listed twice"))
        else:
            listed[entry[2]] = (number, entry[1])
    return listed, wrong


def _append(register: Path, line: str) -> None:
    held = register.read_text(encoding="utf-8") if register.is_file() else ""
    gap = "" if not held or held.endswith("\n") else "\n"
    register.write_text(held + gap + line, encoding="utf-8")
