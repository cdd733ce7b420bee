"""Who may do what: roles, permissions, the grants table, and the decorators every page wears.

Read this file and you have read the security model. A page of a partnership finds the visitor's membership there: a
stranger gets exactly the "not found" page that a partnership that does not exist gets; a member without the grant
gets a sentence. Pages are closed unless they are named public.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum, auto
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, cast
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.audit.actor import Actor

if TYPE_CHECKING:
    from alongside.people.models import Membership, Partnership, User


class Role(StrEnum):
    """A member's part in a partnership."""

    LEAD = auto()
    CO_LEAD = auto()
    FACILITATOR = auto()
    COMMISSIONER = auto()
    CONTRIBUTOR = auto()
    OBSERVER = auto()


ROLE_NAMES = {
    Role.LEAD: gettext_lazy("Lead"),
    Role.CO_LEAD: gettext_lazy("Lived-experience co-lead"),
    Role.FACILITATOR: gettext_lazy("Facilitator"),
    Role.COMMISSIONER: gettext_lazy("Commissioner"),
    Role.CONTRIBUTOR: gettext_lazy("Contributor"),
    Role.OBSERVER: gettext_lazy("Observer"),
}
ROLE_MEANS = {
    Role.LEAD: gettext_lazy("Runs assessments, invites people, and records what was agreed with the co-lead."),
    Role.CO_LEAD: gettext_lazy("Everything the lead may do. Nothing is recorded without them."),
    Role.FACILITATOR: gettext_lazy("Prepares and runs assessments and reveals answers. Does not record decisions."),
    Role.COMMISSIONER: gettext_lazy("Takes part, reads records and adds evidence for a commissioning organisation."),
    Role.CONTRIBUTOR: gettext_lazy("Takes part, adds evidence and reads what was decided."),
    Role.OBSERVER: gettext_lazy("Reads what was decided. Does not answer."),
}


class Can(StrEnum):
    """Something a member may do in their partnership."""

    SEE_PARTNERSHIP = auto()
    MANAGE_PEOPLE = auto()
    RUN_ASSESSMENT = auto()
    REVEAL = auto()
    DECIDE = auto()
    TAKE_PART = auto()
    SEE_RECORD = auto()
    SHARE_RECORD = auto()
    ADD_EVIDENCE = auto()
    CHANGE_LIBRARY = auto()
    EXPORT = auto()
    PLAN = auto()
    SIGN = auto()
    CARRY_OUT = auto()
    ASK_FEEDBACK = auto()
    PUBLISH_FEEDBACK = auto()
    COMPARE_TEAMS = auto()


_READS = {Can.SEE_PARTNERSHIP, Can.SEE_RECORD}
_TAKES_PART = _READS | {Can.TAKE_PART, Can.ADD_EVIDENCE, Can.CARRY_OUT, Can.SIGN}
_RUNS = _TAKES_PART | {Can.RUN_ASSESSMENT, Can.REVEAL, Can.PLAN, Can.ASK_FEEDBACK}
_LEADS = _RUNS | {
    Can.MANAGE_PEOPLE, Can.DECIDE, Can.SHARE_RECORD, Can.CHANGE_LIBRARY, Can.EXPORT, Can.PUBLISH_FEEDBACK,
    Can.COMPARE_TEAMS,
}  # fmt: skip

GRANTS: dict[Role, frozenset[Can]] = {
    Role.LEAD: frozenset(_LEADS),
    Role.CO_LEAD: frozenset(_LEADS),
    Role.FACILITATOR: frozenset(_RUNS),
    Role.COMMISSIONER: frozenset(_TAKES_PART),
    Role.CONTRIBUTOR: frozenset(_TAKES_PART),
    Role.OBSERVER: frozenset(_READS),
}

# Roles that administer, decide or will sign prove who they are twice. So does a site administrator.
SECOND_FACTOR = frozenset({Role.LEAD, Role.CO_LEAD, Role.FACILITATOR, Role.COMMISSIONER})
# What counts as the second proof; recovery codes only stand in for one of these.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

# Where the session keeps the page that somebody wanted; it is always an address of our own.
_WANTED = "wanted-before-second-factor"

# The two halves of every decision: the lead's side and lived experience's side.
DECIDES_AS_LEAD = Role.LEAD
DECIDES_AS_CO_LEAD = Role.CO_LEAD


class Scope(StrEnum):
    """Through what a page is reached; every page declares one."""

    PARTNERSHIP = auto()
    PARTICIPANT = auto()
    PORTFOLIO = auto()
    PERSON = auto()
    SITE = auto()
    PUBLIC = auto()


class PersonRequest(HttpRequest):
    """A request of somebody who signed in."""

    user: User
    actor: Actor


class MemberRequest(PersonRequest):
    """A request of a member, within their partnership."""

    membership: Membership
    partnership: Partnership


P = ParamSpec("P")
MemberView = Callable[Concatenate[MemberRequest, P], HttpResponseBase]
PersonView = Callable[Concatenate[PersonRequest, P], HttpResponseBase]
AnyView = Callable[Concatenate[Any, P], HttpResponseBase]


def may(role: str, can: Can) -> bool:
    """Whether a role has a grant."""
    return can in GRANTS[Role(role)]


def page(can: Can) -> Callable[[MemberView[P]], Callable[..., HttpResponseBase]]:
    """A page of a partnership, for members whose role has the grant.

    The address carries `partnership_id`; the view gets the request with `partnership`, `membership` and `actor`.
    """

    def decorate(view: MemberView[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, partnership_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            member = cast("MemberRequest", request)
            places = member.user.memberships.select_related("partnership").annotate(secured=Exists(_factors_of_user()))
            membership = places.filter(partnership_id=partnership_id).first()
            if membership is None:
                raise Http404
            if membership.role in SECOND_FACTOR and not membership.secured:
                return to_second_factor(member)
            if not may(membership.role, can):
                raise PermissionDenied(refusal(membership.role))
            member.membership, member.partnership = membership, membership.partnership
            member.actor = Actor.user(member.user.pk)
            member._has_second_factor = membership.secured  # type: ignore[attr-defined]
            with timezone.override(membership.partnership.time_zone):
                return view(member, *args, **kwargs)

        return declare(guarded, Scope.PARTNERSHIP, can)

    return decorate


def person_page(view: PersonView[P]) -> Callable[..., HttpResponseBase]:
    """A page about the signed-in person's own things, across partnerships."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        person = cast("PersonRequest", request)
        person.actor = Actor.user(person.user.pk)
        return view(person, *args, **kwargs)

    return declare(guarded, Scope.PERSON)


def site_page(view: PersonView[P]) -> Callable[..., HttpResponseBase]:
    """A page for site administrators: organisations, partnerships and their first leads; no partnership's content."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        person = cast("PersonRequest", request)
        if not person.user.is_site_administrator:
            raise Http404
        if not has_second_factor(person):
            return to_second_factor(person)
        person.actor = Actor.user(person.user.pk)
        return view(person, *args, **kwargs)

    return declare(guarded, Scope.SITE)


def public(view: AnyView[P]) -> Callable[..., HttpResponseBase]:
    """A page that anybody may open; a test holds the list of their names."""
    return declare(login_not_required(view), Scope.PUBLIC)


def declare(view: Any, scope: Scope, requires: Can | None = None) -> Callable[..., HttpResponseBase]:
    """Leave behind what a page demands, for the tests and the reference page that list every page."""
    view.scope, view.requires = scope, requires
    return cast("Callable[..., HttpResponseBase]", view)


def _factors_of_user() -> Any:
    """The codes and passkeys of the user of an outer query."""
    return Authenticator.objects.filter(user=OuterRef("user_id"), type__in=SECOND_FACTORS)


def has_second_factor(request: PersonRequest) -> bool:
    """Whether this person has a code or a passkey; signing in then always asks for it."""
    known = getattr(request, "_has_second_factor", None)
    if known is None:
        known = bool(is_mfa_enabled(request.user, types=SECOND_FACTORS))
        request._has_second_factor = known  # type: ignore[attr-defined]
    return cast("bool", known)


def to_second_factor(request: PersonRequest) -> HttpResponseRedirect:
    """Send somebody to set up a second factor; `after_second_factor` brings them back here."""
    if request.method == "GET":
        request.session[_WANTED] = request.get_full_path()
    return redirect("second-factor-needed")


def after_second_factor(request: PersonRequest) -> HttpResponseRedirect:
    """Back to the page that asked for a second factor, once; home where none did."""
    return redirect(request.session.pop(_WANTED, "home"))


def refusal(role: str) -> str:
    """The sentence a member gets on a page that their role may not open."""
    return _("Your role here is “%(role)s”, and this page is for other roles. A lead can change your role.") % {
        "role": ROLE_NAMES[Role(role)]
    }
