"""`./run bench NAME [--json] [--quick]`: measure, print a table, and fail where a limit is missed."""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

from bench.rows import Row, table

BENCHES = sorted(
    path.stem for path in Path(__file__).parent.glob("*.py") if path.stem in {"feedback", "pages", "plans", "room"}
)


def main(words: list[str]) -> int:
    """Run one bench in a database of its own; 1 where a limit was missed, 2 for a name that is not there."""
    names = [word for word in words if not word.startswith("--")]
    if len(names) != 1 or names[0] not in BENCHES:
        print(f"Say which: {', '.join(BENCHES)}. Options: --json, --quick.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="alongside-bench-") as data:
        os.environ.update(
            ALONGSIDE_DATA=data,
            ALONGSIDE_DEMONSTRATION="yes",
            DJANGO_SETTINGS_MODULE="bench.settings",
        )
        os.environ.pop("ALONGSIDE_DATABASE_URL", None)
        import django

        django.setup()
        rows: list[Row] = importlib.import_module(f"bench.{names[0]}").measure(quick="--quick" in words)
    for row in rows:
        if "--json" in words:
            print(json.dumps(row.as_json()))
    if "--json" not in words:
        print(table(rows))
    return 1 if any(row.missed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
