"""A page that ends with a signature, as other rooms will have one, for tests of the second proof.

It is drawn from the very parts that they use, and has no address in the product. `SIGNED` keeps the proofs it got.
"""

from __future__ import annotations

import hashlib

import pytest
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from alongside.people import second_proof
from alongside.people.access import PersonRequest, has_second_factor, person_page, to_second_factor
from alongside.people.forms.second_proof import SecondProofForm
from alongside.people.views.found import sent
from alongside.ui.forms import Text
from tests.access.passkeys import answer

ADDRESSES = __name__
SIGNED: list[second_proof.Proof] = []
PAGE = """
{% extends "ui/layout_form.jinja" %}
{% from "ui/form.jinja" import field, form_tag %}
{% from "people/_second_proof.jinja" import second_proof, second_proof_scripts %}
{% set title = "Sign this plan" %}
{% block content %}
<h1>{{ title }}</h1>
{% call form_tag(csrf_input, form) %}{{ field(form.comment) }}{{ second_proof(form, "Sign") }}{% endcall %}
{% endblock %}
{% block scripts %}{{ second_proof_scripts(form) }}{% endblock %}
"""
# Its own picture of nothing: a browser would ask for one that is not there.
DONE = '<!doctype html><html lang="en"><title>Done</title><link rel="icon" href="data:,"><p>Signed.</p></html>'


def digest(text: str) -> str:
    """The SHA-256 of some content."""
    return hashlib.sha256(text.encode()).hexdigest()


PLAN, OTHER = digest("plan"), digest("another plan")


def refused(request, this=PLAN, **answers):
    """Why there is no proof."""
    with pytest.raises(second_proof.NotProven) as problem:
        second_proof.prove(request, this, **{"shown": this, **answers})
    assert str(problem.value).endswith((".", "now"))
    return problem.value.why


def passkey_says_yes(request, this=PLAN):
    """What the browser sends where the person's passkey agrees to `this`."""
    return answer(request.user, second_proof.ask(request, this).request_options)


class SignForm(SecondProofForm):
    """Something else to fill in, and the proof."""

    comment = Text("Why you sign", missing="Say why you sign")


@person_page
def sign(request: PersonRequest, content: str) -> HttpResponse:
    """Sign the content that is named in the address."""
    if not has_second_factor(request):
        return to_second_factor(request)
    form = SignForm(sent(request), request=request, about=second_proof.about([digest(content)]))
    if request.method == "POST" and form.is_valid():
        SIGNED.append(form.proof)
        return HttpResponse(DONE)
    drawn = engines["jinja2"].from_string(PAGE).render({"form": form}, request)
    return HttpResponse(drawn, status=422 if form.errors else 200)


urlpatterns = [
    path("sign/<str:content>/", sign, name="sign"),
    path("", include("alongside.config.urls")),
]
