"""Every page, everybody, every method: what comes back is what the page's own declaration says."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.db.models import Value
from django.test import Client, override_settings

from alongside.people.access import Scope
from alongside.people.models import Membership, User
from tests.access.asking import Answer, ask, digest
from tests.access.filling import payload, who_may
from tests.access.policy import HELD_CARDS, NOTHING_BEHIND, Expected, expected, got
from tests.access.routes import Route, UnknownHole, routes
from tests.access.visitors import WHO, Visitor
from tests.access.world import World

pytestmark = pytest.mark.django_db
OTHER_METHODS = ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE")


def wrong(world: World, visitor: Visitor, method: str, only: set[str] | None = None) -> list[str]:
    """Every page where this visitor gets something else than they must, or changes what they may not."""
    found = []
    before = digest()
    for route in routes():
        if only is not None and route.name not in only:
            continue
        must = expected(visitor, route)
        data = payload(world, route) if method == "POST" else None
        denied = must is not Expected.OPEN
        watch = before if denied or method == "HEAD" else None
        answer = ask(visitor, method, world.address(route), data, before=watch)
        if (is_now := judged(answer, route, method, must)) != must:
            found.append(f"{method} {route}: {visitor} gets {is_now} instead of {must} ({answer.status})")
        if answer.wrote:
            found.append(f"{method} {route}: {visitor} changed {', '.join(sorted(answer.wrote))}")
        if must is Expected.REFUSED and method in ("GET", "POST") and b"your role" not in answer.body.lower():
            found.append(f"{method} {route}: {visitor} is refused without a sentence")
    return found


def judged(answer: Answer, route: Route, method: str, must: Expected) -> Expected | str:
    """What an answer amounts to; an answer to HEAD has no body to look at."""
    is_now = got(answer)
    if answer.status == 405 and route.name in HELD_CARDS:
        return must
    if method == "HEAD" and answer.status == 403:
        return Expected.REFUSED
    if must is Expected.OPEN and route.name in NOTHING_BEHIND and is_now in (Expected.UNKNOWN, Expected.SIGN_IN):
        return Expected.OPEN
    return is_now


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everybody_gets_what_the_page_declares(world: World, who: str, method: str) -> None:
    assert wrong(world, world.visitors[who], method) == []


@pytest.mark.parametrize("who", WHO)
def test_asking_for_the_head_of_a_page_opens_nothing_more(world: World, who: str) -> None:
    assert wrong(world, world.visitors[who], "HEAD") == []


@pytest.mark.parametrize("method", OTHER_METHODS)
@pytest.mark.parametrize("who", ["Amina", "nobody"])
def test_no_other_method_opens_or_changes_anything(world: World, who: str, method: str) -> None:
    assert taken(world, world.visitors[who], method) == []


def taken(world: World, visitor: Visitor, method: str) -> list[str]:
    """Every page that does something with a method that no page of ours knows."""
    before = digest()
    found = []
    for route in routes():
        answer = ask(visitor, method, world.address(route), before=before)
        if answer.status != 405 or answer.wrote:
            found.append(f"{method} {route}: {answer.status}, changed {sorted(answer.wrote)}")
    return found


def test_a_method_that_is_taken_is_caught(world: World) -> None:
    """The seeded fault: without our middleware the sign-in library takes PUT as a form, and DELETE at its word."""
    without = [name for name in settings.MIDDLEWARE if not name.endswith("reading_and_posting")]
    with override_settings(MIDDLEWARE=without):
        for method, name in [("PUT", "mfa_deactivate_totp"), ("DELETE", "mfa_remove_webauthn")]:
            found = [each for each in taken(world, world.visitors["Amina"], method) if name in each]
            assert "mfa.Authenticator" in found[0]


def test_everybody_in_the_world_is_asked(world: World) -> None:
    assert set(WHO) == set(world.visitors)


def test_what_is_sent_would_change_something(world: World) -> None:
    """Without this, "nothing changed" would say little: from somebody who may, most of it is accepted."""
    before = digest()
    changed = set()
    for route in routes():
        if route.scope != Scope.PUBLIC:
            answer = ask(who_may(world, route), "POST", world.address(route), payload(world, route), before=before)
            changed |= {route.name} if answer.wrote else set()
    assert len(changed) >= 35, sorted(changed)
    assert {"reveal", "decide", "remove-member", "invite", "add-evidence", "leave-assessment", "answer"} <= changed


def test_a_page_with_an_unknown_part_cannot_be_forgotten(world: World) -> None:
    """The seeded fault: a new kind of thing in an address, which nobody here has made."""
    with pytest.raises(UnknownHole, match="boats/<uuid:boat_id>"):
        world.address(Route("p/<uuid:partnership_id>/boats/<uuid:boat_id>/", "boat", lambda: None))


class EverybodyBelongs:
    """A filter that was forgotten: whoever asks is a lead wherever they ask."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def filter(self, **wanted: object) -> Any:
        if set(wanted) == {"partnership_id"}:
            everybody = Membership.objects.select_related("partnership").annotate(secured=Value(True))
            return everybody.filter(**wanted, role="lead")
        return self.real.filter(**wanted)

    def __getattr__(self, name: str) -> Any:
        real = getattr(self.real, name)
        if name in ("select_related", "annotate", "all"):
            return lambda *names, **more: EverybodyBelongs(real(*names, **more))
        return real


SOME = {"partnership", "people", "evidence", "assessment", "record", "invite", "remove-member"}
TAKING_PART = {"my-part", "my-answers", "answer", "see-together"}


def test_a_forgotten_membership_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: the guard of every page of a partnership lets everybody in."""
    olga = world.visitors["Olga, of another partnership"]
    assert wrong(world, olga, "GET", SOME) == []
    kept = User.memberships
    monkeypatch.setattr(User, "memberships", property(lambda user: EverybodyBelongs(kept.__get__(user, User))))
    assert len(wrong(world, olga, "GET", SOME)) == len(SOME)
    assert len(wrong(world, olga, "POST", SOME)) > len(SOME), "what she changed is seen too"


@pytest.mark.parametrize(
    ("who", "fault", "least"),
    [
        ("Tom", "alongside.people.access.may", 2),
        ("Una, without a second factor", "alongside.people.access.SECOND_FACTOR", 7),
        ("somebody who takes part elsewhere", "alongside.assessments.doors.whose", 4),
    ],
)
def test_a_forgotten_question_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch, who: str, fault: str, least: int
) -> None:
    """The seeded faults: the grant, the second factor, the device are not asked for."""
    instead = {
        "may": lambda role, can: True,
        "SECOND_FACTOR": frozenset(),
        "whose": lambda request, assessment_id: world.here.participant.participant,
    }
    monkeypatch.setattr(fault, instead[fault.rpartition(".")[2]])
    assert len(wrong(world, world.visitors[who], "GET", SOME | TAKING_PART)) >= least


def test_a_forgotten_sign_in_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: a deactivated account still opens its session."""
    walter = world.visitors["Walter, whose account is off"]
    assert wrong(world, walter, "GET", SOME) == []
    monkeypatch.setattr("django.contrib.auth.backends.ModelBackend.user_can_authenticate", lambda self, user: True)
    assert len(wrong(world, walter, "GET", SOME)) == len(SOME)


def test_a_page_that_breaks_is_caught() -> None:
    assert got(Answer(500, b"")) == "status 500"
    assert got(Answer(403, b"Forbidden")) == "403 without a page"


def test_the_client_is_the_product(world: World) -> None:
    """The matrix asks the middleware too: without it nobody would be sent to sign in."""
    assert isinstance(world.visitors["nobody"].client(), Client)
    assert wrong(world, world.visitors["nobody"], "GET", {"home", "site", "account"}) == []
