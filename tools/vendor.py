"""Refresh the design system's files that are kept in the repository. Developers only: needs npm.

    python tools/vendor.py            fetch nhsuk-frontend and rewrite alongside/ui/static/ui/vendor/
    python tools/vendor.py FOLDER     the same from a package that is already unpacked there

The pages must work offline, under a strict content security policy and with hashed file names, and they may
not carry the NHS's own marks. So only what the pages use is kept, and it is changed in four ways: the font
that is licensed to the NHS alone is taken out, pictures are found by relative addresses, and comments that
point to source maps go (the static-file storage refuses a comment whose file is missing). Favicons and the
logo are never copied. Needs only Python's standard library beside npm.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

PACKAGE, VERSION = "nhsuk-frontend", "10.6.1"
UI = Path(__file__).resolve().parents[1] / "alongside" / "ui"
TARGET = UI / "static" / "ui" / "vendor"
OPTIONS = UI / "macro_options.json"

LICENCE = """MIT License

Copyright (c) 2019 NHS.UK

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.
"""


def main(arguments: list[str]) -> int:
    """Vendor from the folder given, or from a fresh copy of the package."""
    if arguments:
        vendor(Path(arguments[0]))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        vendor(fetched(Path(scratch)))
    return 0


def fetched(scratch: Path) -> Path:
    """The package, packed by npm and unpacked into a scratch folder."""
    command = ["npm", "pack", "--silent", f"{PACKAGE}@{VERSION}"]
    subprocess.run(command, cwd=scratch, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(scratch.glob("*.tgz"))) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def vendor(package: Path) -> None:
    """Write the stylesheet, the script, the pictures they use, the licence and the record."""
    found = json.loads((package / "package.json").read_text())["version"]
    if found != VERSION:
        raise SystemExit(f"Expected {PACKAGE} {VERSION}, found {found}.")
    built = package / "dist" / "nhsuk"
    style, pictures = rewritten_style((built / "nhsuk-frontend.min.css").read_text())
    files = {
        "nhsuk-frontend.min.css": style.encode(),
        "nhsuk-frontend.min.js": without_map((built / "nhsuk-frontend.min.js").read_text()).encode(),
        "LICENCE.txt": LICENCE.encode(),
    }
    for name in pictures:
        files[f"images/{name}"] = (built / "assets" / "images" / name).read_bytes()
    for old in sorted(TARGET.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    for name, content in files.items():
        (TARGET / name).parent.mkdir(parents=True, exist_ok=True)
        (TARGET / name).write_bytes(content)
    (TARGET / "VENDORED.md").write_text(record(files))
    OPTIONS.write_text(json.dumps(macro_options(built / "components"), indent=1, sort_keys=True) + "\n")
    print(f"Wrote {len(files) + 1} files to {TARGET.name}/ and {OPTIONS.name}.")


def rewritten_style(style: str) -> tuple[str, list[str]]:
    """The stylesheet without the licensed font and with relative pictures, and the pictures' names."""
    style, fonts = re.subn(r"@font-face\{[^}]*\}", "", style)
    if fonts != 2:
        raise SystemExit(f"Expected two @font-face rules, found {fonts}: read the stylesheet before going on.")
    style = style.replace("Frutiger W01,", "")
    style = style.replace("url(/assets/images/", "url(images/")
    style = without_map(style)
    for address in re.findall(r"url\(([^)]*)\)", style):
        if not address.startswith("images/"):
            raise SystemExit(f"The stylesheet still loads {address}.")
    return style, sorted(set(re.findall(r"url\(images/([^)]*)\)", style)))


def without_map(text: str) -> str:
    """The text without the comment that points to a source map."""
    return re.sub(r"(/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S*)\s*$", "", text).rstrip() + "\n"


def macro_options(components: Path) -> dict[str, dict[str, list[str]]]:
    """The argument names that each macro knows, and those inside them: a test finds misspelt ones."""
    known = {}
    for file in sorted(components.glob("*/macro-options.json")):
        options = json.loads(file.read_text())
        inside = {name for option in options for name in names_of(option.get("params") or [])}
        known[file.parent.name] = {"outside": sorted(o["name"] for o in options), "inside": sorted(inside)}
    return known


def names_of(options: list[dict[str, Any]]) -> set[str]:
    """The names of options and of everything inside them."""
    return {option["name"] for option in options}.union(*(names_of(o.get("params") or []) for o in options))


def record(files: dict[str, bytes]) -> str:
    """What was kept, from where, what was changed, and a SHA-256 of every file."""
    rows = "\n".join(
        f"| `{name}` | {len(content):,} | `{hashlib.sha256(content).hexdigest()}` |"
        for name, content in sorted(files.items())
    )
    return f"""# Files of other people that we ship

Written by `tools/vendor.py`; do not edit by hand.

`{PACKAGE}` {VERSION}, NHS England, MIT licence (`LICENCE.txt`). The macros that go with it are the Python
package `nhsuk-frontend-jinja` 0.10.2: change the two together.

Changed: the two font rules are taken out (the font is licensed to the NHS only; pages use the reader's own
sans-serif font), pictures are found by relative addresses, comments that point to source maps are taken out.
Left out: the NHS logo and favicons, which are the NHS's own marks. This product is not endorsed by the NHS.

| file | bytes | SHA-256 |
|---|---|---|
{rows}
"""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
