"""Find wording that was copied from a source document, without keeping the source documents.

The software is built on copyrighted documents. Their facts and structure may be used; their sentences may
not. This tool turns documents into a set of one-way hashes, one for every run of eight consecutive words,
and then finds those runs in our own text. The set can be published: no sentence can be read back from it.

    python tools/source_runs.py make OUT FILES...       write the hashes of every run in FILES to OUT
    python tools/source_runs.py check HASHES FILES...   print each copied run; exit 1 if there is any

Needs only the standard library.
"""

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

RUN_LENGTH = 8
HASH_BYTES = 6

# A word is letters and digits; everything else, quotation marks and dashes included, only separates words.
_WORD = re.compile(r"[^\W_]+")
# The same, but a hyphen at the end of a line joins the two halves of a word that was broken there.
_WORD_ACROSS_LINES = re.compile(r"[^\W_]+(?:[-\u2010\u2011][ \t]*\r?\n[ \t]*[^\W_]+)*")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


def normalised(text: str) -> str:
    """Lower-case text in one Unicode form: ligatures opened, no-width characters removed, lines kept."""
    return unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).lower()


def _words(text: str, pattern: re.Pattern[str]) -> list[tuple[int, str]]:
    """Each word of a normalised text with the line it starts on, counting from 1."""
    words: list[tuple[int, str]] = []
    line, last = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        words.append((line, "".join(_WORD.findall(match.group()))))
    return words


def runs(text: str) -> Iterator[tuple[int, str]]:
    """Every run of eight consecutive words of a text, with its first line.

    A hyphen at the end of a line may have broken one word ("inter-action") or belong to two ("user-led"), so
    a text with such hyphens is read both ways.
    """
    plain = normalised(text)
    readings = [_words(plain, _WORD)]
    joined = _words(plain, _WORD_ACROSS_LINES)
    if len(joined) != len(readings[0]):
        readings.append(joined)
    for words in readings:
        for start in range(len(words) - RUN_LENGTH + 1):
            window = words[start : start + RUN_LENGTH]
            yield window[0][0], " ".join(word for _, word in window)


def run_hash(run: str) -> bytes:
    """The first six bytes of the SHA-256 of a run: enough that chance matches do not happen in practice."""
    return hashlib.sha256(run.encode()).digest()[:HASH_BYTES]


def hashes_of(texts: Iterable[str]) -> frozenset[bytes]:
    """The hashes of every run in the texts. A run never crosses from one text into the next."""
    return frozenset(run_hash(run) for text in texts for _, run in runs(text))


def places_found(text: str, hashes: frozenset[bytes]) -> list[tuple[int, str]]:
    """The runs of a text that are in the set, each once, with the first line where it stands."""
    found: dict[str, int] = {}
    for line, run in runs(text):
        if run not in found and run_hash(run) in hashes:
            found[run] = line
    return sorted((line, run) for run, line in found.items())


def runs_found(text: str, hashes: frozenset[bytes]) -> list[str]:
    """The eight-word runs of a text that are in the set, each once, in order of the line they start on."""
    return [run for _, run in places_found(text, hashes)]


def write_hashes(path: Path, hashes: frozenset[bytes]) -> None:
    """Write the hashes sorted and joined, six bytes each, so that the same sources give the same file."""
    path.write_bytes(b"".join(sorted(hashes)))


def read_hashes(path: Path) -> frozenset[bytes]:
    """Read a file that `write_hashes` wrote. Raises ValueError if it is empty or cut short."""
    data = path.read_bytes()
    if not data or len(data) % HASH_BYTES:
        raise ValueError(f"{path} is not a file of {HASH_BYTES}-byte hashes")
    return frozenset(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))


def main(arguments: list[str]) -> int:
    """Run one of the two commands. Returns 0, 1 when copied runs were found, 2 when called wrongly."""
    match arguments:
        case ["make", out, first, *rest]:
            hashes = hashes_of(Path(name).read_text(encoding="utf-8") for name in [first, *rest])
            write_hashes(Path(out), hashes)
            print(f"{out}: {len(hashes)} runs of {RUN_LENGTH} words")
            return 0
        case ["check", known, first, *rest]:
            hashes = read_hashes(Path(known))
            count = 0
            for name in [first, *rest]:
                for line, run in places_found(Path(name).read_text(encoding="utf-8"), hashes):
                    print(f"{name}:{line}: {run}")
                    count += 1
            return 1 if count else 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
