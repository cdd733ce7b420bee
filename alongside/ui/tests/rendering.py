"""Draws templates in tests: with our environment, which refuses to print a missing name."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.template.backends.jinja2 import Jinja2
from django.test import RequestFactory

ROOT = Path(__file__).resolve().parents[3]


def environment(**options: Any) -> Any:
    """A fresh strict environment over the templates of this app."""
    engine = Jinja2(
        {
            "NAME": "gallery",
            "DIRS": [str(ROOT / "alongside" / "ui" / "jinja2")],
            "APP_DIRS": False,
            "OPTIONS": {"environment": "alongside.config.jinja.environment", "strict": True, **options},
        }
    )
    return engine.env


def draw(source: str, **context: Any) -> str:
    """A template given as text."""
    return str(environment().from_string(source).render(**context))


def page(template: str, **context: Any) -> str:
    """A whole page as a request would get it."""
    context = {"request": RequestFactory().get("/"), "csrf_input": "", **context}
    return str(environment().get_template(template).render(**context))


class Elements(HTMLParser):
    """Every element of a document, in order, as (name, attributes)."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of one name."""
        return [attributes for name, attributes in self.found if name == tag]

    @property
    def ids(self) -> list[str]:
        """Every id in the document."""
        return [attributes["id"] or "" for _tag, attributes in self.found if "id" in attributes]


class Meaning(HTMLParser):
    """What a browser makes of a document: elements, their attributes in any order, and words; not its line ends."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[object] = []
        self.inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice: {names}"
        self.parts.append((tag, sorted(attrs)))
        self.inside = tag

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"/{tag}")
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "textarea":
            self.parts.append(repr(data))
        elif data.strip():
            self.parts.append(self._words(data))

    def _words(self, data: str) -> str:
        """Words with one space between them; and at the ends of a span, where a hidden word is read with the next."""
        begins = " " if self.inside == "span" and data[0] == " " else ""
        ends = " " if self.inside == "span" and data[-1] == " " and "\n" not in data else ""
        return f"{begins}{' '.join(data.split())}{ends}"
