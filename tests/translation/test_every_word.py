"""Every word that somebody reads can be translated: shown in a marked language, nothing stands outside the marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from alongside.people.groups import stakeholder_groups
from tests import makers
from tests.access import filling, places, visitors, world
from tests.access.asking import Answer, ask
from tests.access.filling import payload, who_may
from tests.access.routes import EVERY_ADDRESS, Route, routes
from tests.access.world import World
from tests.architecture.reading import ROOT
from tests.translation import pseudo
from tests.translation.reading import (
    outside,
    outside_of_page,
    texts_of_document,
    texts_of_spreadsheet,
    unmarked,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once(
        because="words come from code, templates and one world; tests/access opens the same pages on both"
    ),
]


# What is wrong with the text of an edition is said by the catalogue, line by line; it knows no translations.
ONLY_ENGLISH = {"bring-edition", "draft-text"}


@dataclass
class Told:
    """The world of the access tests in the marked language; an assessment and a partnership with nothing in them."""

    world: World
    prepared: str
    beginner: visitors.Visitor
    empty: str


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """Tell the world anew, in the marked language, and undo it afterwards."""
    copy = pseudo.marked_content(ROOT / "content", tmp_path_factory.mktemp("content"))
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("ALONGSIDE_CONTENT", str(copy))
        patch.setattr(places, "TEXT", pseudo.marked_yaml(places.TEXT))
        patch.setitem(filling.TEXTS, "text", pseudo.marked("Something worth keeping"))
        pseudo.speak(patch)
        # Kept by the process, because an installation never changes its content folder.
        stakeholder_groups.cache_clear()
        with override_settings(ROOT_URLCONF=EVERY_ADDRESS):
            yield _tell()
        transaction.set_rollback(True)
    stakeholder_groups.cache_clear()


def _tell() -> Told:
    made = world.build()
    prepared = makers.assessment(made.here.partnership, open=False)
    empty = makers.partnership("Newside")
    beginner = visitors.member(makers.member(empty, name="Nell"))
    pseudo.mark_rows()
    return Told(made, str(prepared.pk), beginner, str(empty.pk))


def untranslated(answer: Answer, route: Route | str) -> list[str]:
    """What a page says in no language but ours."""
    if isinstance(route, Route) and route.name in ONLY_ENGLISH and answer.status == 422:
        return []
    return [f"{route}: {word}" for word in outside(answer.body, answer.headers.get("Content-Type", ""))]


def read(told: Told, method: str, *, empty: bool = False, only: str = "", **instead: str) -> list[str]:
    """The same over every page, as somebody to whom it is open; `instead` fills the hole of an assessment."""
    found: list[str] = []
    made = told.world
    for route in routes():
        if only not in route.text:
            continue
        address = route.address(lambda hole: instead.get(hole.partition("/")[0]) or made.filler()(hole))
        data = payload(made, route) if method == "POST" and not empty else None
        found += untranslated(ask(who_may(made, route), method, address, data, follow=True), route)
    return sorted(set(found))


def test_every_word_of_every_page_can_be_translated(told: Told) -> None:
    assert read(told, "GET") == []


def test_every_answer_to_a_form_can_be_translated(told: Told) -> None:
    """The form sent back, or the page it leads to and what that says was done."""
    assert read(told, "POST") == []


def test_every_error_of_an_empty_form_can_be_translated(told: Told) -> None:
    assert read(told, "POST", empty=True) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_assessment_in_another_state_can_be_translated(told: Told, method: str) -> None:
    closed = told.world.here.fill["reports/<uuid:assessment_id>"]
    for state in (closed, told.prepared):
        assert read(told, method, only="p/<uuid:partnership_id>/assessments/<uuid", assessments=state) == []
    assert read(told, method, only="/reports/<uuid", reports=told.prepared) == []
    assert read(told, method, only="/reports/<uuid", reports=str(told.world.here.assessment.pk)) == []


def test_a_partnership_where_everything_is_still_empty_can_be_translated(told: Told) -> None:
    found = []
    for route in routes():
        if route.holes == ("p/<uuid:partnership_id>",):
            found += untranslated(ask(told.beginner, "GET", route.address(lambda hole: told.empty)), route)
    assert found == []


def test_every_refusal_can_be_translated(told: Told) -> None:
    """Not found, not for this role, a device that nobody knows, a link that opens nothing, a form that is not ours."""
    made = told.world
    found = []
    for who in ("Tom", "Olga, of another partnership", "nobody"):
        for route in routes():
            found += untranslated(ask(made.visitors[who], "GET", made.address(route)), route)
    unknown = made.unknown()
    for route in routes():
        if "secret" in route.text:
            found += untranslated(ask(made.visitors["nobody"], "GET", route.address(unknown)), route)
    forged = ask(made.visitors["Amina"], "POST", "/account/name/", {"name": "«Amina»"}, check_csrf=True)
    assert forged.status == 403
    assert found + untranslated(forged, "a form that is not ours") == []


def test_mail_can_be_translated(told: Told) -> None:
    letters = {}
    for route in routes():
        by_mail = {"kind": "email"} if route.name == "invitations" else {}
        sent = {**payload(told.world, route), **by_mail}
        answer = ask(who_may(told.world, route), "POST", told.world.address(route), sent)
        if answer.mailed:
            letters[route.name] = unmarked(answer.mailed.decode())
    assert {name: words for name, words in letters.items() if words} == {}
    assert {"invite", "invitations", "account_change_password", "mfa_remove_webauthn"} <= set(letters)


# ── That it would be seen ───────────────────────────────────────────────────────────────────────


def test_documents_are_read_too(told: Told) -> None:
    """Without this, an unreadable document would count as a translated one."""
    made = told.world
    for route in routes():
        if route.name in {"template-a-pdf", "template-a-xlsx", "printed-pack"}:
            answer = ask(made.visitors["Amina"], "GET", made.address(route))
            assert outside(answer.body, answer.headers["Content-Type"]) == []
            assert words_inside(answer) > 40, route.name


def words_inside(answer: Answer) -> int:
    """How many words of a document or spreadsheet stand between marks."""
    texts = texts_of_document(answer.body) if answer.body.startswith(b"%PDF") else texts_of_spreadsheet(answer.body)
    return sum(len(text.split()) for text in texts if pseudo.OPENS in text)


def test_a_word_that_was_forgotten_is_caught(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: a word of the menu and one of a page are not translated any more."""
    marking = translation._trans.gettext
    monkeypatch.setattr(
        translation._trans, "gettext", lambda text: text if text in {"Evidence", "Add a team"} else marking(text)
    )
    found = read(told, "GET", only="people/")
    assert {each.rpartition(": ")[2].rstrip(" –") for each in found} == {"Evidence", "Add a team"}
    assert len(found) > 6


def test_words_outside_the_marks_are_found() -> None:
    assert outside_of_page("<p>«Kept.» Lost <b>too</b></p><script>x</script><code>y</code>") == ["Lost", "too"]
    assert outside_of_page('<img alt="Lost"><a aria-label="«Kept»" href="/x">«Kept <b>here</b>»</a>') == ["Lost"]
    assert outside_of_page("<title>«People» – Alongside</title><p>21 «May» 2026, a@b.org, ABCD-2345</p>") == []
    assert outside_of_page("<p>«Cut off") == ["marks do not match"]
