"""Answer a request with a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The Jinja template drawn with this context; a page with form errors usually has status 422."""
    return render(request, template, context, status=status, using="jinja2")
