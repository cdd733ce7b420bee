"""Things of another partnership do not exist here: not in an address, not in a form, not in a query."""

from __future__ import annotations

import pytest
from django.db.models import UUIDField
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode

from alongside.assessments.models import Assessment
from alongside.people.access import Scope
from alongside.people.models import Membership
from tests.access import canaries
from tests.access.asking import ask, digest
from tests.access.filling import payload, who_may
from tests.access.routes import Route, routes
from tests.access.visitors import Visitor
from tests.access.world import World, is_key

pytestmark = pytest.mark.django_db
INSIDE = (Scope.PARTNERSHIP, Scope.PARTICIPANT, Scope.PORTFOLIO)
# What a form answers to a choice that it did not offer.
NOT_TAKEN = {400, 404, 409, 422}


def foreign(world: World, route: Route) -> list[str]:
    """The holes of a page that can be filled with something of Hillside that Riverside does not have."""
    theirs, ours = world.there.fill, world.here.fill
    inside = [hole for hole in route.holes if not hole.startswith("p/")]
    return [hole for hole in inside if hole in theirs and theirs[hole] != ours[hole]]


def strays(world: World, visitor: Visitor | None = None, only: str = "") -> list[str]:
    """Every page inside Riverside that opens or changes something of Hillside."""
    found = []
    before = digest()
    for route in routes():
        if route.scope not in INSIDE or only not in route.text:
            continue
        for hole in foreign(world, route):
            for method in ("GET", "POST"):
                address = route.address(world.filler(hole))
                data = payload(world, route) if method == "POST" else None
                answer = ask(visitor or who_may(world, route), method, address, data, before=before)
                # 405: the page does not know the method, and has looked nothing up.
                if (
                    answer.status not in (404, 405)
                    or answer.wrote
                    or canaries.seen_in(answer.body) & set(world.canaries)
                ):
                    found.append(f"{method} {route} with another partnership's {hole}: {answer.status}")
    return found


def test_another_partnerships_things_do_not_exist_here(world: World) -> None:
    assert strays(world) == []


def test_every_kind_of_thing_was_tried(world: World) -> None:
    tried = {hole for route in routes() if route.scope in INSIDE for hole in foreign(world, route)}
    same = {"editions/<slug:key>/<str:version>", "stages/<slug:stage>"}
    same |= {"versions/<int:number>", "reviews/<int:sequence>", "rehearse/<int:step>"}
    # Keys of surveys and their questions: content, the same for every partnership.
    same |= {"surveys/<slug:survey>", "surveys/<slug:survey>/<str:version>", "questions/<slug:item>"}
    holes = {hole for route in routes() if route.scope in INSIDE for hole in route.holes}
    assert holes - tried - same == {"p/<uuid:partnership_id>"}


def test_an_assessment_found_without_its_partnership_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: `the_assessment` asks the whole table."""

    def unscoped(request: object, assessment_id: object) -> Assessment:
        return get_object_or_404(Assessment, pk=assessment_id)

    for page in ("assessments", "together", "invites"):
        monkeypatch.setattr(f"alongside.assessments.views.{page}.the_assessment", unscoped)
    assert len(strays(world, only="assessments/<uuid:assessment_id>/")) >= 4


def test_a_member_found_without_their_partnership_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside.people.queries.member", lambda here, id: Membership.objects.filter(pk=id).first())
    assert len(strays(world, only="people/members/")) >= 2


# ── In what is sent ─────────────────────────────────────────────────────────────────────────────


def counterpart(world: World, key: str) -> str | None:
    """A thing of Hillside of the same kind as this one; nothing for what the whole site shares."""
    for model in canaries.tables():
        if model._meta.label in canaries.SHARED_BY_ALL or not isinstance(model._meta.pk, UUIDField):
            continue
        if not model._default_manager.filter(pk=key).exists():
            continue
        paths = {"partnership": world.there.partnership, "assessment": world.there.assessment}
        names = {field.name for field in model._meta.get_fields()}
        wanted = {name: thing for name, thing in paths.items() if name in names}
        theirs = model._default_manager.filter(**wanted).exclude(pk=key).first() if wanted else None
        return str(theirs.pk) if theirs else None
    return None


def taken(world: World) -> tuple[list[str], int]:
    """Every form that takes a thing of Hillside where it offered one of Riverside, and how many fields were tried."""
    found, tried = [], 0
    before = digest()
    for route in routes():
        if route.scope not in INSIDE:
            continue
        for field, value in payload(world, route).items():
            theirs = counterpart(world, str(value)) if is_key(str(value)) else None
            if theirs is None:
                continue
            tried += 1
            sent = {**payload(world, route), field: theirs}
            answer = ask(who_may(world, route), "POST", world.address(route), sent, before=before)
            if answer.status not in NOT_TAKEN or answer.wrote:
                found.append(f"{route}: takes another partnership's {field} ({answer.status})")
    return found, tried


def test_no_form_takes_a_thing_of_another_partnership(world: World) -> None:
    found, tried = taken(world)
    assert found == []
    assert tried >= 3, "the forms that let one choose a group"


def test_a_form_that_takes_whatever_is_sent_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: the group is looked up in the whole table, and every choice is valid."""
    monkeypatch.setattr("django.forms.ChoiceField.valid_value", lambda self, value: True)
    monkeypatch.setattr(
        "alongside.assessments.forms.taking_part.JoinForm.chosen_group",
        lambda self: world.there.assessment.groups.first(),
    )
    assert taken(world)[0] != []


# ── In a query ──────────────────────────────────────────────────────────────────────────────────


def test_no_query_opens_an_edition_of_another_partnership(world: World) -> None:
    amina = world.visitors["Amina"]
    theirs = f"{world.there.fill['editions/<slug:key>']}/1"
    here = [world.here.partnership.pk]
    for name, query in [
        ("evidence", {"edition": theirs}),
        ("add-evidence", {"edition": theirs}),
        ("compare-editions", {"from": "ten-challenges/2026", "to": theirs}),
    ]:
        answer = ask(amina, "GET", f"{reverse(name, args=here)}?{urlencode(query)}")
        assert answer.status in (200, 404)
        assert canaries.seen_in(answer.body) & set(world.canaries) == set(), name
