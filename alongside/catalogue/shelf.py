"""What is installed: every file of the content folder, read once and kept.

The folder is ``content`` beside the package, or the one the environment variable ALONGSIDE_CONTENT names. Wording
packs of licensed instruments are never in it: they are in the folder that ALONGSIDE_SURVEY_WORDS names, if any.
Functions raise ContentError with every problem if a shipped file is broken, and NotOnTheShelfError if there
is no such thing. Files are read when first asked for; a process that is to see a changed file must be
started again.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from alongside.catalogue import crosswalk as crosswalk_format
from alongside.catalogue import evidence as evidence_format
from alongside.catalogue import framework as framework_format
from alongside.catalogue import glossary as glossary_format
from alongside.catalogue import stakeholders
from alongside.catalogue import survey as survey_format
from alongside.catalogue.crosswalk import Crosswalk
from alongside.catalogue.document import ContentError, Problem, read_text
from alongside.catalogue.evidence import EvidenceSet
from alongside.catalogue.framework import EDITION, Edition, Framework
from alongside.catalogue.glossary import Glossary
from alongside.catalogue.grammar import Record, read
from alongside.catalogue.stakeholders import Group
from alongside.catalogue.survey import Survey, Words

T = TypeVar("T")


class NotOnTheShelfError(LookupError):
    """There is no such framework, evidence, survey or file in the content folder."""


@dataclass(frozen=True, kw_only=True)
class Default:
    """The framework offered first."""

    framework: Edition


DEFAULT = Record(Default, {"framework": EDITION}, format="default/1")


def content_folder() -> Path:
    """The folder that is read."""
    return _folder(os.environ.get("ALONGSIDE_CONTENT"))


@cache
def _folder(chosen: str | None) -> Path:
    """Found once: asking the disk for it at every look would be a tenth of a page."""
    return Path(chosen).resolve() if chosen else Path(__file__).resolve().parents[2] / "content"


def frameworks() -> tuple[Framework, ...]:
    """Every installed framework, by key and then version."""
    return _frameworks(content_folder())


def framework(key: str, version: str) -> Framework:
    """One edition of a framework. Raises NotOnTheShelfError if it is not installed."""
    return _found(frameworks(), f"{key}/{version}")


def default_framework() -> Framework:
    """The framework offered first, named in content/default.yaml."""
    edition = _default(content_folder()).framework
    return framework(edition.key, edition.version)


def crosswalks() -> tuple[Crosswalk, ...]:
    """Every installed crosswalk, by the name of its file."""
    return _crosswalks(content_folder())


def crosswalk(from_id: str, to_id: str) -> Crosswalk | None:
    """The crosswalk from one edition (key/version) to another, or None: then the two cannot be compared."""
    for each in crosswalks():
        if (each.from_edition.id, each.to_edition.id) == (from_id, to_id):
            return each
    return None


def stakeholder_groups() -> tuple[Group, ...]:
    """The groups who are asked, in order."""
    return _groups(content_folder())


def glossary() -> Glossary:
    """The words of the field."""
    return _glossary(content_folder())


def evidence(key: str) -> EvidenceSet:
    """The cards of one document. Raises NotOnTheShelfError if there are none of this key."""
    for each in evidence_sets():
        if each.key == key:
            return each
    raise NotOnTheShelfError(f"there is no evidence '{key}'")


def evidence_sets() -> tuple[EvidenceSet, ...]:
    """All evidence installed, by the name of its file."""
    return _evidence(content_folder())


def surveys() -> tuple[Survey, ...]:
    """Every installed survey, by key and then version; an instrument with a sound wording pack has its words."""
    words = {pack.survey.id: pack for pack in _packs(content_folder(), words_folder())[0]}
    bare = _surveys(content_folder())
    return tuple(survey_format.worded(each, words[each.id]) if each.id in words else each for each in bare)


def survey(key: str, version: str) -> Survey:
    """One version of a survey. Raises NotOnTheShelfError if it is not installed."""
    for each in surveys():
        if (each.key, each.version) == (key, version):
            return each
    raise NotOnTheShelfError(f"there is no survey {key}/{version}")


def words_folder() -> Path | None:
    """The folder of wording packs, or None if the installation has none."""
    chosen = os.environ.get("ALONGSIDE_SURVEY_WORDS")
    return Path(chosen).resolve() if chosen else None


def words_problems() -> tuple[Problem, ...]:
    """Everything wrong with the wording packs. A broken pack disables itself: its instrument has no words."""
    return _packs(content_folder(), words_folder())[1]


def problems(folder: Path | None = None) -> tuple[Problem, ...]:
    """Everything that is wrong in a content folder (its own by default), in the order of files and lines."""
    folder = folder or content_folder()
    found: list[Problem] = list(_strays(folder))
    for part in (_frameworks, _crosswalks, _evidence, _surveys, _groups, _glossary, _default):
        try:
            part(folder)
        except ContentError as error:
            found.extend(error.problems)
        except NotOnTheShelfError:
            continue  # a folder need not hold every kind of file
    return tuple(sorted(set(found)))


@cache
def _frameworks(folder: Path) -> tuple[Framework, ...]:
    found = _parse_all(folder, "frameworks/*/*.yaml", _parse_framework)
    return tuple(sorted(found, key=lambda each: (each.key, each.version)))


@cache
def _crosswalks(folder: Path) -> tuple[Crosswalk, ...]:
    return _parse_all(folder, "crosswalks/*.yaml", lambda text, name: _parse_crosswalk(text, name, folder))


@cache
def _evidence(folder: Path) -> tuple[EvidenceSet, ...]:
    def parse(text: str, name: str) -> EvidenceSet:
        found = evidence_format.parse(text, name, _sound_frameworks(folder))
        return _named_after(found, f"evidence/{found.key}.yaml", name)

    return _parse_all(folder, "evidence/*.yaml", parse)


@cache
def _surveys(folder: Path) -> tuple[Survey, ...]:
    def parse(text: str, name: str) -> Survey:
        found = survey_format.parse(text, name)
        return _named_after(found, f"surveys/{found.key}/{found.version}.yaml", name)

    found = _parse_all(folder, "surveys/*/*.yaml", parse)
    return tuple(sorted(found, key=lambda each: (each.key, each.version)))


@cache
def _packs(folder: Path, packs: Path | None) -> tuple[tuple[Words, ...], tuple[Problem, ...]]:
    """The sound packs, and what is wrong with the others."""
    if packs is None:
        return (), ()
    if not packs.is_dir():
        return (), (Problem(str(packs), 1, "there is no such folder of wording packs"),)
    try:
        surveys = _surveys(folder)
    except ContentError:
        return (), ()  # the surveys' own problems are reported once, with them
    sound: dict[str, Words] = {}
    wrong: list[Problem] = []
    for path in sorted(packs.glob("**/*.yaml")):
        name = path.relative_to(packs).as_posix()
        try:
            words = survey_format.parse_words(read_text(path, name), name, surveys)
        except ContentError as error:
            wrong.extend(error.problems)
            continue
        if words.survey.id in sound:
            wrong.append(Problem(name, 1, f"another pack has the words of {words.survey.id} already"))
        sound.setdefault(words.survey.id, words)
    return tuple(sound.values()), tuple(wrong)


@cache
def _groups(folder: Path) -> tuple[Group, ...]:
    return stakeholders.groups(*_text(folder, "stakeholders.yaml"))


@cache
def _glossary(folder: Path) -> Glossary:
    return glossary_format.parse(*_text(folder, "glossary.yaml"))


@cache
def _default(folder: Path) -> Default:
    text, name = _text(folder, "default.yaml")
    found, reading = read(text, name, DEFAULT)
    default: Default = found
    editions = _sound_frameworks(folder)
    if editions and default.framework.id not in [each.id for each in editions]:
        reading.refuse_at(("framework",), f"there is no framework {default.framework.id}")
        reading.stop_if_broken()
    return default


def _parse_framework(text: str, name: str) -> Framework:
    found = framework_format.parse(text, name)
    return _named_after(found, f"frameworks/{found.key}/{found.version}.yaml", name)


def _parse_crosswalk(text: str, name: str, folder: Path) -> Crosswalk:
    found = crosswalk_format.parse(text, name, _sound_frameworks(folder))
    older, newer = found.from_edition, found.to_edition
    return _named_after(found, f"crosswalks/{older.key}-{older.version}-{newer.version}.yaml", name)


def _sound_frameworks(folder: Path) -> tuple[Framework, ...]:
    """The frameworks, or none if one is broken: its own problems are reported once, with it."""
    try:
        return _frameworks(folder)
    except ContentError:
        return ()


def _parse_all(folder: Path, pattern: str, parse: Callable[[str, str], T]) -> tuple[T, ...]:
    read_well: list[T] = []
    wrong: list[Problem] = []
    for path in sorted(folder.glob(pattern)):
        name = path.relative_to(folder).as_posix()
        try:
            read_well.append(parse(read_text(path, name), name))
        except ContentError as error:
            wrong.extend(error.problems)
    if wrong:
        raise ContentError(tuple(wrong))
    return tuple(read_well)


def _text(folder: Path, name: str) -> tuple[str, str]:
    if not (folder / name).is_file():
        raise NotOnTheShelfError(f"there is no {name} in {folder}")
    return read_text(folder / name, name), name


def _named_after(found: T, expected: str, name: str) -> T:
    if name != expected:
        raise ContentError((Problem(name, 1, f"this file holds what belongs in {expected}"),))
    return found


def _found(frameworks: tuple[Framework, ...], wanted: str) -> Framework:
    for each in frameworks:
        if each.id == wanted:
            return each
    raise NotOnTheShelfError(f"there is no framework {wanted}")


def _strays(folder: Path) -> tuple[Problem, ...]:
    """Files that look like content but would never be read."""
    if not folder.is_dir():
        return (Problem(str(folder), 1, "there is no such content folder"),)
    kinds = ("frameworks", "surveys")
    patterns = ["**/*.yml", *(f"{kind}/*.yaml" for kind in kinds), *(f"{kind}/*/*/**/*.yaml" for kind in kinds)]
    misnamed = [path for pattern in patterns for path in folder.glob(pattern)]
    reason = (
        "this file is never read; frameworks are frameworks/<key>/<version>.yaml, surveys are"
        " surveys/<key>/<version>.yaml, and files end in .yaml"
    )
    return tuple(Problem(path.relative_to(folder).as_posix(), 1, reason) for path in misnamed)
