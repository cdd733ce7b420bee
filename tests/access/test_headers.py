"""Every answer tells the browser what it may do with it, and nothing that changes anything works without a token."""

from __future__ import annotations

import re

import pytest

from alongside.people.access import Scope
from alongside.people.actions.mail import ONE_CLICK
from tests.access.asking import Answer, ask, digest
from tests.access.filling import payload, who_may
from tests.access.routes import Route, routes
from tests.access.visitors import WHO
from tests.access.world import World

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
EXACT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# Pages that open with a secret in their address must not pass it on; elsewhere a form needs to say where it came from.
REFERRER = {"same-origin", "no-referrer"}

# The public pages of a survey take no cookie, so a forged form could borrow nothing: what lets an answer in is the
# ticket that stands in the form itself.
KNOW_NOBODY = {
    "feedback-card",
    "feedback-answer",
    "feedback-link",
    "feedback-tablet",
    "feedback-interview",
    "feedback-results",
}


def missing(answer: Answer) -> list[str]:
    """Every header of an answer that is not as it must be."""
    found = [f"{name}: {answer.headers.get(name)}" for name, must in EXACT.items() if answer.headers.get(name) != must]
    if policy(answer) != POLICY:
        found.append(f"Content-Security-Policy: {policy(answer)}")
    if answer.headers.get("Referrer-Policy") not in REFERRER:
        found.append(f"Referrer-Policy: {answer.headers.get('Referrer-Policy')}")
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        found.append(f"Cache-Control: {answer.headers.get('Cache-Control')}")
    return found


def policy(answer: Answer) -> dict[str, str]:
    """The content security policy, by directive."""
    parts = answer.headers.get("Content-Security-Policy", "").split(";")
    return {name: rest for name, _, rest in (part.strip().partition(" ") for part in parts) if name}


def bare(world: World, who: str, method: str) -> dict[str, list[str]]:
    """Every page whose answer lacks a header, with what it lacks."""
    found = {}
    for route in routes():
        visitor = world.visitors[who] if who else who_may(world, route)
        data = payload(world, route) if method == "POST" else None
        if lacks := missing(ask(visitor, method, world.address(route), data)):
            found[str(route)] = lacks
    return found


def test_every_page_carries_its_headers(world: World) -> None:
    assert bare(world, "", "GET") == {}
    assert bare(world, "", "POST") == {}


@pytest.mark.parametrize("who", ["nobody", "Tom", "Olga, of another partnership", "Una, without a second factor"])
def test_refusals_carry_them_too(world: World, who: str) -> None:
    assert who in WHO
    assert bare(world, who, "GET") == {}


def test_a_missing_header_is_caught(world: World) -> None:
    """The seeded faults: each header away, and a policy that lets one thing more."""
    whole = ask(world.visitors["nobody"], "GET", "/about/")
    assert missing(whole) == []
    guarded = [*EXACT, "Content-Security-Policy", "Referrer-Policy", "Cache-Control"]
    for name in guarded:
        rest = {key: value for key, value in whole.headers.items() if key != name}
        assert len(missing(Answer(200, b"", rest))) == 1, name
    loose = whole.headers["Content-Security-Policy"].replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
    assert len(missing(Answer(200, b"", {**whole.headers, "Content-Security-Policy": loose}))) == 1


def test_addresses_with_a_secret_are_not_passed_on(world: World) -> None:
    for route in routes():
        if "secret>" in route.text:
            answer = ask(world.visitors["nobody"], "GET", world.address(route))
            assert answer.headers["Referrer-Policy"] in REFERRER


# ── Forged forms ────────────────────────────────────────────────────────────────────────────────


def guarded() -> list[Route]:
    """Every page that may act for whoever is there."""
    return [route for route in routes() if route.name not in KNOW_NOBODY]


def forged(world: World, route: Route, **tokens: object) -> Answer:
    """What somebody's browser sends when another site makes it: everything right but the token."""
    sent = {**payload(world, route), **tokens}
    return ask(who_may(world, route), "POST", world.address(route), sent, before=digest(), check_csrf=True)


def test_no_page_takes_a_form_without_a_token(world: World) -> None:
    taken = []
    for route in guarded():
        answer = forged(world, route)
        if answer.status != 403 or answer.wrote:
            taken.append(f"{route} ({answer.status})")
    assert taken == []


def test_no_page_takes_a_form_with_a_foreign_token(world: World) -> None:
    taken = [str(route) for route in guarded() if forged(world, route, csrfmiddlewaretoken="a" * 64).status != 403]
    assert taken == []


def test_no_page_is_exempt_but_the_way_out_of_a_message(world: World) -> None:
    """A mail program has no token. What it sends without one is two fixed words, and they do one thing."""
    exempt = [route for route in guarded() if getattr(route.view, "csrf_exempt", False)]
    assert [route.name for route in exempt] == ["weekly-mail-off"]
    assert {route.scope for route in exempt} == {Scope.PUBLIC}
    one_click: dict[str, object] = dict([ONE_CLICK])
    taken = ask(world.visitors["nobody"], "POST", world.address(exempt[0]), one_click, before=digest(), check_csrf=True)
    assert (taken.status, taken.wrote) == (200, {"plans.WeeklyMailOff"})
    for near in ({"List-Unsubscribe": "one-click"}, {"List-Unsubscribe": "One-Click "}, {"List-Unsubscribe": ""}, {}):
        answer = ask(world.visitors["nobody"], "POST", world.address(exempt[0]), near, before=digest(), check_csrf=True)
        assert (answer.status, answer.wrote) == (403, frozenset()), near


def test_the_pages_of_a_survey_act_for_nobody(world: World) -> None:
    """Whoever is signed in gets, byte for byte, what nobody in particular gets."""
    unknown, known = world.visitors["nobody"], world.visitors["Amina"]
    pages = [route for route in routes() if route.name in KNOW_NOBODY]
    assert {route.name for route in pages} == KNOW_NOBODY
    for route in pages:
        for method in ("GET", "POST"):
            data = payload(world, route) if method == "POST" else None
            seen = [ask(each, method, world.address(route), data) for each in (unknown, known)]
            assert seen[0].status == seen[1].status
            assert without_ticket(seen[0]) == without_ticket(seen[1]), route
            assert not any("Cookie" in answer.headers.get("Vary", "") for answer in seen)


def without_ticket(answer: Answer) -> bytes:
    """A page without the ticket that was drawn for it."""
    return re.sub(rb'name="ticket" value="[^"]*"', b"", answer.masked)


def test_the_words_of_a_mail_program_open_no_other_page(world: World) -> None:
    others = [route for route in guarded() if route.name != "weekly-mail-off"]
    words: dict[str, object] = dict([ONE_CLICK])
    assert [str(route) for route in others if forged(world, route, **words).status != 403] == []


def test_a_form_with_its_token_is_taken(world: World) -> None:
    """Without this, refusing everything would pass."""
    route = next(route for route in routes() if route.name == "my-group")
    amina = world.visitors["Amina"]
    client = amina.client(enforce_csrf_checks=True)
    page = client.get(world.address(route)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    assert (
        client.post(world.address(route), {**payload(world, route), "csrfmiddlewaretoken": token[1]}).status_code == 302
    )


def test_the_routes_that_change_something_are_among_them() -> None:
    assert {Scope.PARTNERSHIP, Scope.PARTICIPANT, Scope.PORTFOLIO, Scope.PERSON, Scope.SITE} <= {
        route.scope for route in routes()
    }
