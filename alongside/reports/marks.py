"""A mark of a partnership: it is another one as soon as anything differs that its closed records or its plans tell.

What is told of them comes from rows that are added and never written over: a state, a decision, a version, a signature,
an update, a review. So how many rows of each kind there are, and when the newest was added, tells whether there is
anything new. What can be written over, names and the time zone, is in the mark itself. Drafts, answers of people, their
reasons and cards are told on none of the pages that use it, and are not in it.
"""

from __future__ import annotations

from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Max, Model, TextField, Value
from django.db.models.functions import Cast

from alongside.assessments.models import Assessment, AssessmentState, Confirmation, Decision, ExpectedGroup, Reveal
from alongside.library.models import LocalDocument
from alongside.people.models import Partnership, PartnershipOrganisation
from alongside.plans import models as plans

# Each table with the way from its rows to their partnership, and the moment at which a row was added.
WATCHED: tuple[tuple[type[Model], str, str], ...] = (
    (LocalDocument, "partnership", "published_at"),
    (Assessment, "partnership", "created_at"),
    (AssessmentState, "assessment__partnership", "at"),
    (ExpectedGroup, "assessment__partnership", "assessment__created_at"),
    (Decision, "assessment__partnership", "at"),
    (Confirmation, "decision__assessment__partnership", "at"),
    (Reveal, "assessment__partnership", "at"),
    (plans.Prioritising, "assessment__partnership", "at"),
    (plans.ChoicesOpened, "prioritising__assessment__partnership", "at"),
    (plans.PriorityOrder, "prioritising__assessment__partnership", "at"),
    (plans.PriorityConfirmation, "order__prioritising__assessment__partnership", "at"),
    (plans.Plan, "partnership", "created_at"),
    (plans.PlanEnd, "plan__partnership", "at"),
    (plans.Version, "plan__partnership", "at"),
    (plans.VersionState, "version__plan__partnership", "at"),
    (plans.Signature, "version__plan__partnership", "at"),
    (plans.Update, "plan__partnership", "at"),
    (plans.Cycle, "plan__partnership", "at"),
    (plans.Study, "cycle__plan__partnership", "at"),
    (plans.Review, "plan__partnership", "at"),
    (plans.ReviewPresence, "review__plan__partnership", "review__at"),
)
Mark = tuple[object, ...]
# Stands for the partnership in the statement; no partnership has it.
_ANY = UUID(int=0)


def mark_of(partnership: Partnership) -> Mark:
    """The mark as it is now; one query. Read it before what is kept under it: then it can only be too old."""
    return (partnership.pk, partnership.name, partnership.time_zone, _rows(partnership))


def _rows(partnership: Partnership) -> Mark:
    """The organisations by their sides; how many rows there are of each kind, and the moment of the newest."""
    statement, given = _statement()
    theirs, anybody = _as_given(partnership.pk), _as_given(_ANY)
    with connection.cursor() as cursor:
        cursor.execute(statement, [theirs if each == anybody else each for each in given])
        return tuple(sorted(cursor.fetchall(), key=str))


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """The statement, written once in a process: that takes much longer than its answer."""
    sides = PartnershipOrganisation.objects.filter(partnership=_ANY).order_by()
    named = sides.annotate(rows=Value(1)).values_list("side", "rows", "organisation__name")
    statement, given = named.union(*(_counted(*each) for each in WATCHED), all=True).query.sql_with_params()
    return statement, tuple(given)


def _counted(table: type[Model], way: str, moment: str) -> Any:
    found = table._default_manager.filter(**{way: _ANY}).order_by().annotate(table=Value(table._meta.db_table))
    newest = Cast(Max(moment), TextField())
    return found.values("table").annotate(rows=Count("pk"), newest=newest).values_list("table", "rows", "newest")


def _as_given(key: UUID) -> Any:
    """A key as the database is given it."""
    return Partnership._meta.pk.get_db_prep_value(key, connection)
