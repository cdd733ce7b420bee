"""Nothing in the repository tells of the machine it was made on, or names the place packages came from."""

from __future__ import annotations

import re

from tests.architecture.reading import texts, tracked

# Put together here, so that this file does not contain what it looks for.
FOLDERS = [f"/{name}/" for name in ("root", "work", "Users")] + ["/" + "home/[a-z]+/", "[A-Z]:" + r"\\Users"]
HOSTS = [
    "pypi" + r"\.org",
    "files" + r"\.pythonhosted",
    "registry" + r"\.npmjs",
    "deb" + r"\.debian" + r"\.org",
    "proxy" + r"\.golang",
    "index" + r"\.crates",
]
PLACE = re.compile("|".join([*(rf"(?<![\w.*~}}-]){folder}" for folder in FOLDERS), *HOSTS]))
ADDRESS = re.compile("[a-z]+:" + "//")


def places(files: dict[str, str]) -> set[str]:
    """Every "file: place" that names a folder of a machine or a registry; in lock files any address at all."""
    found = set()
    for name, text in files.items():
        pattern = re.compile(f"{PLACE.pattern}|{ADDRESS.pattern}") if name.endswith(".lock") else PLACE
        found |= {f"{name}: {match[0]}" for match in pattern.finditer(text)}
    return found


def test_no_file_tells_of_a_machine() -> None:
    assert places(texts(tracked())) == set()


def test_every_kind_of_file_is_looked_at() -> None:
    read = texts(tracked())
    assert {"requirements.lock", "run.py", "pyproject.toml", "content/default.yaml", "CHANGELOG.md"} <= set(read)


def test_a_machine_in_a_file_is_caught() -> None:
    """The seeded faults."""
    faulty = [
        "see /" + "root/x",
        "path = '/" + "work/main'",
        "/" + "home/somebody/notes",
        "https://" + "pypi" + ".org/simple",
        "--index https://" + "registry" + ".npmjs.org",
    ]
    for text in faulty:
        assert len(places({"docs/x.md": text})) == 1, text
    assert places({"requirements.lock": "--index-url " + "http" + "://mirror/simple"}) != set()
    fine = "alongside/home/views and rework/main; https://www.england.nhs.uk/; $ROOT/work/"
    assert places({"docs/x.md": fine}) == set()
