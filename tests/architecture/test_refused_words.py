"""Constructs that open holes, and names that become attics. Each use that was looked at stands in a list here."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import PurePosixPath

from tests.architecture.reading import ROOT, product_sources, sources, templates, texts

ATTICS = {"core", "common", "utils", "helpers", "services", "managers", "signals", "misc", "util", "helper"}

# What could run a text as a program, let a text past the escaping, or reach the database beside the models.
DANGEROUS = {
    "mark_safe": r"\bmark_safe\b",
    "SafeString": r"\bSafe(String|Text)\b",
    "Markup": r"\bMarkup\(",
    "|safe": r"\|\s*safe\b",
    "autoescape false": r"autoescape false",
    "extra": r"\.extra\(",
    "RawSQL": r"\bRawSQL\b",
    "raw": r"\.raw\(",
    "cursor": r"\.cursor\(|cursor\.execute",
    "eval": r"\b(eval|exec)\(",
    "pickle": r"\b(pickle|marshal|shelve)\b",
    "yaml.load": r"\byaml\.(unsafe_|full_)?load\b",
    "csrf_exempt": r"\bcsrf_exempt\b",
    "shell": r"shell=True|os\.system\(",
}
# Looked at, and why it is safe there.
REVIEWED = {
    # Paragraphs of people's own words; every line goes through escape() first; links are put around digits.
    ("alongside/ui/words.py", "Markup"): 5,
    # Our own drawing, in which every text was escaped.
    ("alongside/ui/jinja2/ui/chart.jinja", "|safe"): 2,
    # The same; what is not text in it are numbers, which a restored archive is checked for.
    ("alongside/comparing/jinja2/comparing/_picture.jinja", "|safe"): 2,
    # Labels and hints: `html` is there only where Python had marked the text as safe (ui/forms/drawing.py: words).
    ("alongside/ui/jinja2/ui/fields.jinja", "|safe"): 6,
    # Mail is plain text: escaping would show to the reader.
    ("alongside/people/jinja2/people/mail/invitation.jinja", "autoescape false"): 1,
    ("alongside/people/jinja2/people/mail/password_reset_key.jinja", "autoescape false"): 1,
    ("alongside/people/jinja2/people/mail/sign_in_changed.jinja", "autoescape false"): 1,
    ("alongside/people/jinja2/people/mail/unknown_account.jinja", "autoescape false"): 1,
    ("alongside/plans/jinja2/plans/mail/weekly.jinja", "autoescape false"): 1,
    # A mail program presses "stop these messages" without a token; one page, and only exactly what RFC 8058 sends.
    ("alongside/plans/views/weekly.py", "csrf_exempt"): 2,
    # The public pages of a survey: every cookie is taken off before they are asked, so a forged form borrows nothing.
    ("alongside/feedback/unwatched.py", "csrf_exempt"): 2,
    # A room's page is drawn once by templates that escape, then one person's part, drawn so too, is put into its place.
    ("alongside/workshops/drawing.py", "Markup"): 6,
    # Our own drawing of counts, as in ui/chart.jinja.
    ("alongside/workshops/jinja2/workshops/_screen_together.jinja", "|safe"): 1,
    # pg_notify with parameters: the session's key and one of two words.
    ("alongside/workshops/live/listen.py", "cursor"): 2,
    # Our own template, cut at marks; every word of a person that is put between is escaped.
    ("alongside/workshops/saved_part.py", "Markup"): 1,
    # A screen that our templates drew and escaped, with addresses and forms taken out of it; nothing is put in.
    ("alongside/workshops/pictures.py", "Markup"): 1,
    # A piece of the room in a page of the assessments: our own template, which escapes.
    ("alongside/workshops/views/helping.py", "Markup"): 1,
    # The square code of our own address: dots that a library drew.
    ("alongside/ui/square_codes.py", "Markup"): 1,
    # "SELECT 1": whether the database answers.
    ("alongside/home/views/machines.py", "cursor"): 2,
    # One statement that Django wrote and this keeps; what it is given stays apart from it.
    ("alongside/reports/marks.py", "cursor"): 2,
}


def dangerous(files: dict[str, str]) -> dict[tuple[str, str], int]:
    """How often each construct stands in each file."""
    found: Counter[tuple[str, str]] = Counter()
    for name, text in files.items():
        for construct, pattern in DANGEROUS.items():
            found[name, construct] += len(re.findall(pattern, text))
    return {key: count for key, count in found.items() if count}


def attics(names: list[str]) -> set[str]:
    """Files and folders whose name says nothing about what is in them."""
    return {name for name in names if ATTICS & {part.split(".")[0].lower() for part in PurePosixPath(name).parts}}


def beside_the_partnership(files: dict[str, str]) -> set[str]:
    """Pages and forms that ask a whole table instead of starting from the partnership."""
    return {name for name, text in files.items() if re.search(r"\.(objects|_default_manager|_base_manager)\b", text)}


def pages_and_forms() -> dict[str, str]:
    """Every file in which a request is answered or a form is read."""
    place = re.compile(r"/(views|forms)(\.py|/)|/doors\.py$|/ui/show\.py$")
    return {name: text for name, text in texts(product_sources()).items() if place.search(name)}


def test_dangerous_constructs_were_looked_at() -> None:
    assert dangerous(texts([*product_sources(), *templates(), ROOT / "run.py"])) == REVIEWED


def test_a_dangerous_construct_is_caught() -> None:
    """The seeded faults."""
    lines = {
        "mark_safe": "return mark_safe(name)",
        "SafeString": "SafeString(name)",
        "Markup": "Markup(name)",
        "|safe": "{{ name | safe }}",
        "autoescape false": "{% autoescape false %}",
        "extra": "Card.objects.extra(where=[order])",
        "RawSQL": "annotate(n=RawSQL(text, []))",
        "raw": "Card.objects.raw(text)",
        "cursor": "cursor.execute(text)",
        "eval": "eval(text)",
        "pickle": "import pickle",
        "yaml.load": "yaml.load(text)",
        "csrf_exempt": "@csrf_exempt",
        "shell": "run(command, shell=True)",
    }
    assert set(lines) == set(DANGEROUS)
    for construct, line in lines.items():
        assert dangerous({"x.py": line}) == {("x.py", construct): 1}
    assert dangerous({"x.py": "yaml.safe_load(text); retrieval(text)"}) == {}


def test_no_file_or_folder_is_an_attic() -> None:
    assert attics(list(texts([*sources(), *templates()]))) == set()


def test_an_attic_is_caught() -> None:
    assert attics(["alongside/core/models.py", "alongside/people/utils.py", "alongside/people/rules.py"]) == {
        "alongside/core/models.py",
        "alongside/people/utils.py",
    }


def test_pages_and_forms_reach_data_from_the_partnership() -> None:
    assert len(pages_and_forms()) > 30
    assert beside_the_partnership(pages_and_forms()) == set()


def test_a_page_that_asks_a_whole_table_is_caught() -> None:
    assert beside_the_partnership({"a/views.py": "Card.objects.get(pk=id)"}) == {"a/views.py"}
    assert beside_the_partnership({"a/views.py": "request.partnership.cards.get(pk=id)"}) == set()
