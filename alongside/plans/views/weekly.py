"""Switch the weekly message off by the link in it, and off or on from one's own account."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from alongside.audit.actor import Actor
from alongside.people.access import PersonRequest, person_page, public
from alongside.people.actions.mail import ONE_CLICK
from alongside.plans.actions.weekly import switch_off, switch_on
from alongside.plans.queries.weekly import wants_mail, whose_link
from alongside.ui.show import show


@public
@csrf_exempt
def weekly_mail_off(request: HttpRequest, user_id: UUID, secret: str) -> HttpResponse:
    """One button, without signing in. It tells nothing about whose message it is, and can only switch it off.

    A mail program that offers one press to stop such messages sends exactly two words, and has no token (RFC 8058).
    Those are taken at their word: the secret in the address is all that speaks for anybody here, no cookie does.
    Whatever else is sent needs its token, as on every page.
    """
    name, value = ONE_CLICK
    pressed = request.method == "POST" and request.POST.get(name) == value
    answer: HttpResponse = (_switch if pressed else csrf_protect(_switch))(request, user_id, secret)
    return answer


def _switch(request: HttpRequest, user_id: UUID, secret: str) -> HttpResponse:
    user = whose_link(user_id, secret)
    if user is None:
        raise Http404
    if request.method == "POST":
        switch_off(user=user, by=Actor.user(user.pk))
        return show(request, "plans/weekly_mail_off.jinja", done=True)
    return show(request, "plans/weekly_mail_off.jinja", done=not wants_mail(user))


@person_page
def weekly_mail(request: PersonRequest) -> HttpResponse:
    """What the weekly message is, and the switch."""
    if request.method == "POST":
        if request.POST.get("send") == "yes":
            switch_on(user=request.user, by=request.actor)
            messages.success(request, _("You get the weekly message again, from next Monday."))
        else:
            switch_off(user=request.user, by=request.actor)
            messages.success(request, _("You get no weekly message any more."))
        return redirect("weekly-mail")
    return show(request, "plans/weekly_mail.jinja", wanted=wants_mail(request.user))
