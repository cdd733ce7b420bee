"""The desk's door: the people whom the site's administrators named for an organisation, with a second factor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from alongside.audit.actor import Actor
from alongside.desk.queries import desk_of
from alongside.people.access import PersonRequest, Scope, declare, has_second_factor
from alongside.people.models import Organisation


class DeskRequest(PersonRequest):
    """A request of somebody at the desk of an organisation."""

    organisation: Organisation


P = ParamSpec("P")
DeskView = Callable[Concatenate[DeskRequest, P], HttpResponseBase]


def portfolio_page(view: DeskView[P]) -> Callable[..., HttpResponseBase]:
    """A page of an organisation's desk; the address carries `organisation_id`. To anybody else it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, organisation_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        reader = cast("DeskRequest", request)
        organisation = desk_of(reader.user, organisation_id)
        if organisation is None:
            raise Http404
        if not has_second_factor(reader):
            return redirect("second-factor-needed")
        reader.organisation, reader.actor = organisation, Actor.user(reader.user.pk)
        return view(reader, *args, **kwargs)

    return declare(guarded, Scope.PORTFOLIO)
