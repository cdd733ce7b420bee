"""What each visitor must get at each page, worked out from what the page declares and from nothing else."""

from __future__ import annotations

from enum import StrEnum, auto

from django.urls import reverse

from alongside.people.access import GRANTS, SECOND_FACTOR, Scope
from tests.access.asking import Answer
from tests.access.routes import Route
from tests.access.visitors import UNSECURED, Visitor


class Expected(StrEnum):
    """What somebody gets."""

    OPEN = auto()
    REFUSED = auto()
    UNKNOWN = auto()
    SIGN_IN = auto()
    SECOND_FACTOR = auto()


# Pages about one card, or one reply: its writer (Dee) and the leads may open them, whoever else may add or reply.
WRITERS = {"change-evidence", "remove-evidence", "take-back-reply"}
WRITERS_ARE = {"Amina", "Joel", "Dee"}
# Pages about one passkey, and about one held card: each is one person's.
PASSKEYS = {"mfa_remove_webauthn", "mfa_edit_webauthn"}
HELD_CARDS = {"remove-my-card"}
# A reason is withheld in a room by its two facilitators, and by nobody else who may lead one.
FACILITATORS = {"withhold-in-room"}
FACILITATES = "Amina"
# Nobody signs without a second factor, whatever their role.
SIGNS = {"sign-plans"}
# Pages of the sign-in library, and of the demonstration, that may have nothing behind them: recovery codes that were
# never made, a code app that was never set up, a step that nobody began, a person who was not invented; and a survey's
# page that is posted without a ticket. Whoever they are open to may be told so, or be sent to sign in first.
NOTHING_BEHIND = {
    "mfa_authenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "sign-in-as",
    "feedback-answer",
}


def expected(visitor: Visitor, route: Route) -> Expected:
    """What a visitor gets at a page of Riverside."""
    if route.scope == Scope.PUBLIC:
        return Expected.OPEN
    if route.scope == Scope.PARTICIPANT:
        own = visitor.signed_in and route.name in HELD_CARDS
        return Expected.OPEN if visitor.takes_part and not own else Expected.UNKNOWN
    if not visitor.signed_in:
        return Expected.SIGN_IN
    if route.scope == Scope.PORTFOLIO:
        return Expected.OPEN if visitor.reads_desk else Expected.UNKNOWN
    if route.scope == Scope.SITE:
        return Expected.OPEN if visitor.site_administrator else Expected.UNKNOWN
    if route.scope == Scope.PERSON:
        return _of_a_person(visitor, route)
    return _of_a_partnership(visitor, route)


def _of_a_person(visitor: Visitor, route: Route) -> Expected:
    if route.name in PASSKEYS:
        return Expected.OPEN if visitor.name == "Amina" else Expected.UNKNOWN
    if "<uuid:partnership_id>" in route.text and visitor.role is None:
        return Expected.UNKNOWN
    return Expected.OPEN


def _of_a_partnership(visitor: Visitor, route: Route) -> Expected:
    if visitor.role is None:
        return Expected.UNKNOWN
    if visitor.role in SECOND_FACTOR and not visitor.secured:
        return Expected.SECOND_FACTOR
    if route.requires not in GRANTS[visitor.role]:
        return Expected.REFUSED
    if route.name in WRITERS and visitor.name not in WRITERS_ARE:
        return Expected.REFUSED
    if route.name in FACILITATORS and visitor.name != FACILITATES:
        return Expected.REFUSED
    if route.name in SIGNS and (not visitor.secured or visitor.name in UNSECURED):
        return Expected.SECOND_FACTOR
    return Expected.OPEN


def got(answer: Answer) -> Expected | str:
    """What an answer amounts to; a text where it is nothing that any page may answer."""
    if answer.status in (301, 302):
        return _sent_to(answer)
    if answer.status == 403:
        return Expected.REFUSED if b"<h1" in answer.body else "403 without a page"
    if answer.status == 404:
        return Expected.UNKNOWN
    # 405: a button's page that was opened; 409 and 422: a form that was read, and sent back.
    if answer.status in (200, 405, 409, 422):
        return Expected.OPEN
    return f"status {answer.status}"


def _sent_to(answer: Answer) -> Expected:
    where = answer.headers.get("Location", "")
    if where.startswith(reverse("account_login")):
        return Expected.SIGN_IN
    if where == reverse("second-factor-needed"):
        return Expected.SECOND_FACTOR
    return Expected.OPEN
