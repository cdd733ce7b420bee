"""``python -m alongside.catalogue check`` and ``publish PATH``: the content folder from the command line."""

import sys
from pathlib import Path

from alongside.catalogue import fingerprints, shelf
from alongside.catalogue.document import ContentError
from alongside.catalogue.fingerprints import AlreadyPublishedError

USAGE = """python -m alongside.catalogue check         print everything wrong in the content folder
python -m alongside.catalogue publish PATH  write down the fingerprint of what is published"""


def main(words: list[str]) -> int:
    """Do what the words say; 0 if all is well, 1 if something is wrong, 2 if the words make no sense."""
    if words == ["check"]:
        return _check()
    if len(words) == 2 and words[0] == "publish":
        return _publish(Path(words[1]))
    print(USAGE, file=sys.stderr)
    return 2


def _check() -> int:
    problems = sorted({*shelf.problems(), *shelf.words_problems(), *fingerprints.check()})
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _publish(path: Path) -> int:
    try:
        print(fingerprints.publish(path))
    except (ContentError, AlreadyPublishedError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
