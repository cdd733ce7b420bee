"""Read pages of a plan as words, and send dates as their boxes do."""

from __future__ import annotations

import re
from datetime import timedelta

from django.utils import timezone


def at(version, rest=""):
    """An address below the plan."""
    return f"/p/{version.plan.partnership_id}/plans/{version.plan_id}/{rest}"


def read(client, address, status=200):
    """The words of a page, without its markup."""
    response = client.get(address)
    assert response.status_code == status, address
    return words(response)


def words(response):
    """The words of an answer."""
    text = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", text).replace("&#39;", "’")


def day(name, value):
    """A date as its three boxes send it."""
    return {f"{name}_day": value.day, f"{name}_month": value.month, f"{name}_year": value.year}


def days_go_by(monkeypatch, days):
    """Today becomes so many days after the real today."""
    later = timezone.localtime().date() + timedelta(days=days)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *zone, **named: later)
