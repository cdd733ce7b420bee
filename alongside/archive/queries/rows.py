"""The rows of one table that belong to an export, and the lines they become."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Model, QuerySet, When

from alongside.archive.queries.scope import Scope
from alongside.archive.rules import reach
from alongside.archive.rules.classification import NAMED, PARTNERSHIP
from alongside.archive.rules.lines import canonical, write
from alongside.assessments.models import ExpectedGroup, Reveal, SharedReason
from alongside.assessments.rules.small_groups import Released

AT_ONCE = 1000


def belonging(label: str, scope: Scope) -> QuerySet[Model]:
    """Every row of a table that belongs to the partnership, kept or not."""
    found = reach.model_of(label)._base_manager.all()
    if label == PARTNERSHIP:
        return found.filter(pk=scope.partnership_id)
    if label in NAMED:
        return found.filter(pk__in=scope.named[label])
    step = reach.via(label)
    where = reach.pointers(label).get(step)
    # Without a foreign key the field itself holds the partnership's key.
    return found.filter(**{f"{step}__in": kept(where, scope)} if where else {step: scope.partnership_id})


def kept(label: str, scope: Scope) -> QuerySet[Model]:
    """The rows of a table that are exported."""
    only = reach.kept(label).only
    found = belonging(label, scope)
    return found.filter(only.condition(scope.now)) if only else found


def left_out(label: str, scope: Scope) -> int | None:
    """How many rows are left out, where the number may be told."""
    only = reach.kept(label).only
    if only is None or not only.counted:
        return None
    return belonging(label, scope).count() - kept(label, scope).count()


def lines(label: str, scope: Scope) -> Iterator[bytes]:
    """The exported rows as lines, in the order of their keys; notes in the scope whom and what they name."""
    columns = reach.fields(label)
    blurs = reach.blurred(label)
    moments = {f"_{name}": Case(When(**{f"{name}__isnull": False}, then=F(how.instead))) for name, how in blurs.items()}
    wanted = [f"_{field.name}" if field.name in blurs else field.attname for field in columns]
    named = [(place, reach.target(field)) for place, field in enumerate(columns) if reach.target(field) in NAMED]
    empty = {name: SOMETIMES[how.query](scope) for name, how in reach.sometimes(label).items()}
    key = [field.attname for field in columns].index(reach.model_of(label)._meta.pk.attname) if empty else 0
    found = kept(label, scope).annotate(**moments).order_by("pk")
    for row in found.values_list(*wanted).iterator(chunk_size=AT_ONCE):
        for place, where in named:
            if row[place] is not None:
                scope.named[where].add(row[place])
        said = {field.name: write(field, value) for field, value in zip(columns, row, strict=True)}
        for name, allowed in empty.items():
            if row[key] not in allowed:
                said[name] = None
        yield canonical(said)


def reasons_with_a_group(scope: Scope) -> set[Any]:
    """Shared reasons beside which pages name the group: where its answers are shown alone and it is not small."""
    rounds: dict[tuple[UUID, str, int], Released] = {}
    for assessment, item, round, cells in _of(Reveal, scope).values_list("assessment_id", "item", "round", "cells"):
        rounds[assessment, item, round] = Released.from_json(cells)
    groups = dict(_of(ExpectedGroup, scope).values_list("pk", "key"))
    reasons = _of(SharedReason, scope).exclude(group=None)
    return {
        pk
        for pk, group, assessment, item, round in reasons.values_list(
            "pk", "group_id", "assessment_id", "item", "round"
        )
        if (assessment, item, round) in rounds and rounds[assessment, item, round].names(groups[group])
    }


def _of(model: type[Model], scope: Scope) -> QuerySet[Any]:
    return model._base_manager.filter(assessment__partnership_id=scope.partnership_id)


SOMETIMES: dict[str, Callable[[Scope], set[Any]]] = {"reasons_with_a_group": reasons_with_a_group}
