"""Every page of priorities, plans, comparison and sharing with ten plans, thirty goals, three hundred actions and five
years of history; and the export of a partnership of that size.

How pages are measured: bench/measuring.py.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from django.core.management import call_command
from django.urls import reverse

from alongside.demo.load import load
from alongside.people.models import Partnership
from bench.crawl import Found, pages_of
from bench.many_plans import ten_plans
from bench.measuring import measured, signed_in
from bench.rows import Row

EXPORT_SECONDS = 5.0


def measure(*, quick: bool) -> list[Row]:
    """All rows; with `quick` fewer repetitions and one page of each kind."""
    call_command("migrate", verbosity=0)
    load("partnership")
    partnership = Partnership.objects.all()[0]
    ten_plans(partnership)
    return [*measured(found(partnership, quick), quick), exporting(partnership)]


def found(partnership: Partnership, quick: bool) -> list[Found]:
    """Every page that the lead, the commissioner and a contributor reach from the first page and the list of plans."""
    pages: dict[str, Found] = {}
    for key in ("amina", "gareth", "dee"):
        for start in (reverse("plans", args=[partnership.pk]), reverse("home")):
            for page in pages_of(signed_in(key), start, each=1 if quick else 2):
                pages.setdefault(page.label, replace(page, by=key))
    return list(pages.values())


def exporting(partnership: Partnership) -> Row:
    """Seconds to write the whole partnership into one file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "partnership.zip"
        began = time.perf_counter()
        call_command("export", str(partnership.pk), str(file))
        return Row("export of the partnership: time", time.perf_counter() - began, "s", EXPORT_SECONDS)
