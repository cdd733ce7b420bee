"""Pages that no address alone leads to: each is asked for after the step before it, and then undone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from alongside.people.access import Scope
from alongside.people.models import OutboxMail, User
from alongside.plans.models import Plan, PlanEnd
from tests import makers, plan_makers
from tests.journeys.looking import in_every_address
from tests.journeys.states import State

Step = Callable[[Client, State], Any]
PAGES: dict[str, Callable[[State], Any]] = {}


def _after(step: Step) -> Step:
    """Keep a step under its name; what it writes is undone."""

    def taken(state: State) -> Any:
        with in_every_address("/"), transaction.atomic():
            answer = step(Client(headers={"host": "localhost"}), state)
            transaction.set_rollback(True)
        return answer

    PAGES[step.__name__] = taken
    return step


@_after
def second_proof(client: Client, state: State) -> Any:
    """A password was right; now the code app is asked for."""
    user = User.objects.get(email=_amina(state).email)
    client.post(reverse("account_login"), {"login": user.email, "password": makers.PASSWORD})
    return client.get(reverse("mfa_authenticate"))


@_after
def wrong_password(client: Client, state: State) -> Any:
    """A password was wrong."""
    return client.post(reverse("account_login"), {"login": _amina(state).email, "password": "not this one"})


@_after
def new_password(client: Client, state: State) -> Any:
    """The link in the mail was followed."""
    client.post(reverse("account_reset_password"), {"email": _amina(state).email})
    letters = [*mail.outbox, *OutboxMail.objects.order_by("-created_at")[:1]]
    link = re.search(r"https?://\S+", letters[-1].body)
    assert link
    return client.get(urlsplit(link[0]).path, follow=True)


@_after
def not_for_your_role(_client: Client, state: State) -> Any:
    """An observer opens a page of the lead."""
    place = makers.partnership("Brook recovery partnership")
    observer = makers.member(place, "observer", "Tess", secured=False)
    return makers.signed_in(observer).get(reverse("invite", args=[place.pk]), headers={"host": "localhost"})


@_after
def not_found(client: Client, state: State) -> Any:
    """An address that leads nowhere."""
    return client.get("/nowhere/")


@_after
def unknown_device(client: Client, state: State) -> Any:
    """A participant's page on a device that is not theirs."""
    return client.get(reverse("my-part", args=[uuid4()]))


@_after
def open_too_long(_client: Client, state: State) -> Any:
    """A form was sent after its page had been open for too long; what was written is given back."""
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost", "origin": "http://localhost"})
    return strict.post(reverse("join"), {"code": "words that somebody wrote"})


@_after
def something_done(client: Client, state: State) -> Any:
    """A page that first says what has just been done."""
    client.force_login(_amina(state))
    return client.post(reverse("account-name"), {"name": "Amina Osei-Bonsu"}, follow=True)


@_after
def two_editions(_client: Client, state: State) -> Any:
    """Two editions were chosen to be compared."""
    client = state.who[Scope.PARTNERSHIP].client(headers={"host": "localhost"})
    chosen = {"from": "ten-challenges/2010", "to": "ten-challenges/2026"}
    answer = client.get(reverse("compare-editions", args=[state.fill["p/<uuid:partnership_id>"]]), chosen)
    assert b"Everyday meetings" in answer.content
    return answer


@_after
def nothing_changed(client: Client, state: State) -> Any:
    """A button that came too late."""
    client = state.who[Scope.PARTNERSHIP].client(headers={"host": "localhost"})
    place, assessment = state.fill["p/<uuid:partnership_id>"], state.fill["assessments/<uuid:assessment_id>"]
    return client.post(reverse("open-assessment", args=[place, assessment]))


@_after
def ending_a_plan(_client: Client, state: State) -> Any:
    """Whether to go on with a plan of which nothing is in force; the world's own plan is in force."""
    client, plan = _with_a_draft(state)
    answer = client.get(reverse("end-plan", args=[plan.partnership_id, plan.pk]))
    assert b"End this plan" in answer.content
    return answer


@_after
def ending_a_plan_without_a_reason(_client: Client, state: State) -> Any:
    """The same, sent without saying why."""
    client, plan = _with_a_draft(state)
    return client.post(reverse("end-plan", args=[plan.partnership_id, plan.pk]), {"seen": plan.revision})


@_after
def what_was_typed_for_a_plan_that_ended(_client: Client, state: State) -> Any:
    """Somebody ended the plan while another wrote a goal of it: what was written stays on the page."""
    client, plan = _with_a_draft(state)
    PlanEnd.objects.create(plan=plan, why="The ward has closed.")
    return client.post(reverse("add-goal", args=[plan.partnership_id, plan.pk]), {"text": "A goal", "seen": 1})


@_after
def priorities_of_an_older_record(_client: Client, state: State) -> Any:
    """A newer record is closed; and a plan that came of the older one was ended."""
    client, plan = _with_a_draft(state)
    PlanEnd.objects.create(plan=plan, why="The ward has closed.")
    older = plan.order.prioritising.assessment
    plan_makers.chosen(plan.order.prioritising)
    plan_makers.closed(plan.partnership)
    answer = client.get(reverse("priorities", args=[plan.partnership_id, older.pk]))
    assert b"A newer record is closed" in answer.content and b"The ward has closed." in answer.content
    return answer


def _with_a_draft(state: State) -> tuple[Client, Plan]:
    """A lead, and a plan that nobody has put forward yet."""
    who = plan_makers.cast()
    client = makers.signed_in(who.lead)
    client.defaults["HTTP_HOST"] = "localhost"
    return client, plan_makers.plans(who, ["interactions"])[0]


def _amina(state: State) -> User:
    return User.objects.get(memberships__partnership_id=state.fill["p/<uuid:partnership_id>"], name="Amina")
