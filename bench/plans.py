"""Every page of priorities, plans, comparison and sharing with ten plans, thirty goals, three hundred actions and five
years of history; those that are kept once more, right after a change; and the export of a partnership of that size.

How pages are measured: bench/measuring.py.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.core.management import call_command
from django.urls import reverse

from alongside.demo.load import load
from alongside.people.models import Partnership
from alongside.plans.models import Update
from bench.crawl import Found, pages_of
from bench.many_plans import ten_plans
from bench.measuring import measured, signed_in
from bench.rows import Row

EXPORT_SECONDS = 5.0
# The pages whose words are kept until something changes.
KEPT = ("board-summary", "what-changed", "desk-sharing", "desk-preview")


def measure(*, quick: bool) -> list[Row]:
    """All rows; with `quick` fewer repetitions and one page of each kind."""
    call_command("migrate", verbosity=0)
    load("partnership")
    partnership = Partnership.objects.all()[0]
    ten_plans(partnership)
    pages = found(partnership, quick)
    return [*measured(pages, quick), *first_visits(partnership, pages, quick), exporting(partnership)]


def first_visits(partnership: Partnership, pages: Iterable[Found], quick: bool) -> list[Row]:
    """What is kept by a mark of the partnership (decision 0021), told anew because somebody said how a goal goes."""
    said = Update.objects.filter(plan__partnership=partnership)[0]

    def change() -> object:
        return Update.objects.create(
            plan_id=said.plan_id, commitment=said.commitment, progress=said.progress, text=said.text, name=said.name
        )

    return measured([page for page in pages if page.label.partition(" ")[0] in KEPT], quick, change)


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
