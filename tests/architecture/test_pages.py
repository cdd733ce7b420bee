"""Every page declares who may open it, and those that anybody may open are listed here by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from alongside.people.access import GRANTS, ROLE_MEANS, ROLE_NAMES, Can, Role, Scope
from tests.access.routes import Route, routes

# Pages that anybody may open. Add one only with a reason that a stranger would accept.
PUBLIC = {
    # What the product says of itself, and what machines ask for.
    "front-door", "about", "privacy", "accessibility", "crisis", "health", "robots",
    # Coming in with a code or a link; the link's secret is the permission.
    "join", "join-by-link", "invitation", "accept-invitation",
    # Coming into a room, and its big screen: what everybody there sees, opened with a link of its own.
    "room", "enter-room", "come-in", "big-screen", "who-has-it",
    # Signing in and out, and a forgotten password.
    "account_login", "mfa_authenticate", "account_logout", "account_inactive", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    # Stopping a message without signing in; the link's secret is the permission, and it opens nothing else.
    "weekly-mail-off",
    # Answering a survey without an account, and what was published of it: the ticket in the form is the key.
    "feedback-card", "feedback-answer", "feedback-link", "feedback-tablet", "feedback-interview",
    "feedback-results",
    # Only a demonstration has these two.
    "demonstration", "sign-in-as",
}  # fmt: skip
# Public pages that open with a secret in their address.
SHARED = {"shared-record"}


def undeclared(all_routes: tuple[Route, ...]) -> set[str]:
    """Pages that do not say who may open them, or only half."""
    scopes = {str(scope) for scope in Scope}
    found = set()
    for route in all_routes:
        grant_fits = isinstance(route.requires, Can) == (route.scope == Scope.PARTNERSHIP)
        if route.scope not in scopes or not grant_fits or not route.name:
            found.add(str(route))
    return found


def test_every_page_says_who_may_open_it() -> None:
    assert undeclared(routes()) == set()


def test_public_pages_are_a_named_set() -> None:
    assert {route.name for route in routes() if route.scope == Scope.PUBLIC} == PUBLIC | SHARED


def test_pages_of_a_partnership_are_reached_through_it() -> None:
    inside = {route for route in routes() if route.text.startswith("p/<uuid:partnership_id>/")}
    assert len(inside) > 50
    assert {str(route) for route in inside if route.scope != Scope.PARTNERSHIP} == set()
    assert {str(route) for route in routes() if route.scope == Scope.PARTNERSHIP} == {str(route) for route in inside}


def test_every_page_has_its_own_name() -> None:
    names = [route.name for route in routes()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_every_grant_is_asked_for_by_some_page_and_every_role_is_described() -> None:
    assert set(GRANTS) == set(ROLE_NAMES) == set(ROLE_MEANS) == set(Role)
    assert {route.requires for route in routes() if route.requires} == set(Can)
    assert set().union(*GRANTS.values()) == set(Can)


def _page(**declared: object) -> Callable[..., Any]:
    def view() -> None:
        """A page for these tests."""

    vars(view).update(declared)
    return view


def test_an_undeclared_page_is_caught() -> None:
    """The seeded faults: nothing said, a scope that is none, a grant that is none, a grant too many."""
    faulty = [
        _page(),
        _page(scope="everybody"),
        _page(scope=Scope.PARTNERSHIP),
        _page(scope=Scope.PARTNERSHIP, requires="decide"),
        _page(scope=Scope.PUBLIC, requires=Can.DECIDE),
    ]
    for view in faulty:
        assert undeclared((Route("x/", "x", view),)) == {"x at /x/"}
    assert undeclared((Route("x/", "x", _page(scope=Scope.PARTNERSHIP, requires=Can.DECIDE)),)) == set()
