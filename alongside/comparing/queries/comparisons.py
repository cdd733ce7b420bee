"""Comparisons that were made, the newest first; what they show is read only for the page that shows it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet

from alongside.comparing.models import Comparison
from alongside.people.models import Partnership


def comparisons(partnership: Partnership) -> QuerySet[Comparison]:
    """Every comparison without its figures, with how many releases it is made of."""
    made = Comparison.objects.filter(partnership=partnership).defer("result")
    return made.annotate(releases=Count("compared")).order_by("-at", "-number")


def comparison_in(partnership: Partnership, id: UUID) -> Comparison | None:
    """One comparison of this partnership, or nothing."""
    return Comparison.objects.filter(partnership=partnership, pk=id).first()
