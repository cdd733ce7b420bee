"""Words of another partnership, and answers that are not open yet, appear in nothing that anybody else is given."""

from __future__ import annotations

import pytest

from alongside.people.access import Scope
from tests.access import canaries
from tests.access.asking import Answer, ask
from tests.access.filling import payload
from tests.access.policy import Expected, expected
from tests.access.routes import Route, routes
from tests.access.visitors import WHO, Visitor
from tests.access.world import World

pytestmark = pytest.mark.django_db
OLGA = "Olga, of another partnership"
THEIR_OWN = {OLGA, "somebody who takes part elsewhere"}
PARTICIPANT = "somebody who takes part"
# A site administrator sees that a partnership exists, and nothing that is in it.
SITE_SEES = {"people.Partnership.name"}
# Reasons are read by their writers; what somebody shares is a text of its own.
ONLY_FOR_ONE = {"assessments.Rating.reason", "plans.Choice.why"}
# Texts that no page shows to anybody: mail that waits, and what only an export holds.
NEVER_SHOWN = {
    "people.OutboxMail.subject",
    "people.OutboxMail.body",
    "people.OutboxMail.unsubscribe",
    "people.OutboxMail.to",
    # As they were in the version that was signed; pages read the version.
    "plans.Signature.name",
    "plans.Signature.post",
    "plans.Signature.authority",
}


def leaks(world: World, visitor: Visitor, route: Route, answer: Answer) -> list[str]:
    """What an answer says that this visitor must not read."""
    seen = canaries.seen_in(answer.body + answer.mailed, answer.headers.items())
    foreign = {world.canaries[word] for word in seen & set(world.canaries)}
    if visitor.site_administrator and route.scope == Scope.SITE:
        foreign -= SITE_SEES
    found = [f"{route}: {visitor} reads {where} of another partnership" for where in sorted(foreign)]
    private = {word.lower() for word in world.private}
    if seen & private and visitor.name != PARTICIPANT:
        found.append(f"{route}: {visitor} reads what one person has kept to themselves")
    return found


def all_leaks(world: World, visitor: Visitor, method: str) -> list[str]:
    """The same over every page."""
    found = []
    for route in routes():
        if method == "POST" and expected(visitor, route) is not Expected.OPEN:
            continue
        data = payload(world, route) if method == "POST" else None
        found += leaks(world, visitor, route, ask(visitor, method, world.address(route), data))
    return found


@pytest.mark.parametrize("who", [who for who in WHO if who not in THEIR_OWN])
def test_nothing_of_another_partnership_is_shown(world: World, who: str) -> None:
    assert all_leaks(world, world.visitors[who], "GET") == []


@pytest.mark.parametrize("who", ["Amina", "Dee", PARTICIPANT, "Sam, site administrator"])
def test_nothing_of_another_partnership_is_given_back_or_mailed(world: World, who: str) -> None:
    """Forms that are sent back, files that are made, mail that goes out. What is revealed by this leaves its secret."""
    revealing = {"reveal", "reveal-all"}
    found = [leak for leak in all_leaks(world, world.visitors[who], "POST") if leak.split(" at ")[0] not in revealing]
    assert found == []


def hillside(world: World) -> dict[str, set[str]]:
    """What Olga reads at home: the canaries on each of her pages, by name."""
    olga = world.visitors[OLGA]
    fill = {**world.here.fill, **world.site, **world.there.fill}
    shown = {}
    for route in routes():
        if route.scope == Scope.PARTNERSHIP or route.name in {"shared-record", "join-by-link", "accept-invitation"}:
            answer = ask(olga, "GET", route.address(lambda hole: fill[hole]))
            shown[route.name] = canaries.seen_in(answer.body, answer.headers.items()) & set(world.canaries)
    return shown


def test_the_words_are_seen_by_whom_they_are_for(world: World) -> None:
    """Without this, seeing none of them elsewhere would say nothing."""
    shown = hillside(world)
    everything = set().union(*shown.values())
    kinds = {world.canaries[word] for word in everything}
    hidden = set(world.canaries.values()) - kinds
    assert hidden - NEVER_SHOWN == ONLY_FOR_ONE, "shown to the lead of the partnership, or in this list with a reason"
    for page in ("template-a-pdf", "template-a-xlsx", "printed-pack", "record", "shared-record", "people"):
        assert shown[page], f"{page} shows no canary, so it was not read"


def test_a_leak_is_caught(world: World) -> None:
    """The seeded faults: Olga's own page, her spreadsheet and her document as answers to Amina; a private reason."""
    amina, olga = world.visitors["Amina"], world.visitors[OLGA]
    fill = {**world.here.fill, **world.there.fill}
    for route in routes():
        if route.name in {"people", "template-a-pdf", "template-a-xlsx"}:
            theirs = ask(olga, "GET", route.address(lambda hole: fill[hole]))
            assert leaks(world, amina, route, theirs) != []
            assert leaks(world, amina, route, Answer(302, b"", {"Location": f"/{min(world.canaries)}/"})) != []
    private = min(world.private).encode()
    assert leaks(world, amina, routes()[0], Answer(200, b"<p>" + private)) != []
    assert leaks(world, world.visitors[PARTICIPANT], routes()[0], Answer(200, b"<p>" + private)) == []


def test_every_text_of_every_table_was_filled(world: World) -> None:
    filled = set(world.canaries.values())
    texts = {
        f"{model._meta.label}.{field.name}"
        for model in canaries.tables()
        for field in canaries.texts_of(model)
        if model._meta.label not in canaries.SHARED_BY_ALL
    }
    assert texts - filled == set(), "make one of these in tests/access/places.py, or say in canaries.KEPT why not"
    assert {name: kept - names(name) for name, kept in canaries.KEPT.items() if kept - names(name)} == {}


def names(label: str) -> set[str]:
    """The fields of a model."""
    model = next(model for model in canaries.tables() if model._meta.label == label)
    return {field.name for field in model._meta.concrete_fields}
