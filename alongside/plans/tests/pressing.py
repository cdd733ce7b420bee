"""Addresses and forms of choosing and ordering, as a person meets them."""

from django.urls import reverse

from alongside.assessments.queries.editions import framework_of
from alongside.assessments.tests.devices import hidden


def at(name, assessment):
    return reverse(name, args=[assessment.partnership_id, assessment.pk])


def mine(name, assessment):
    return reverse(name, args=[assessment.pk])


def send(client, address, **answers):
    return client.post(address, {**hidden(client.get(address)), **answers})


def places(assessment, first):
    """Places for every challenge: these first."""
    keys = [item.key for item in framework_of(assessment).items]
    placed = [*first, *(key for key in keys if key not in first)]
    return {f"place_{key}": str(place) for place, key in enumerate(placed, start=1)}


def put_forward(client, assessment, first, **answers):
    given = {
        "reason": "People asked for it",
        "act_on": str(len(first)),
        "ours": "on",
        **places(assessment, first),
        **answers,
    }
    return send(client, at("order-priorities", assessment), **given)
