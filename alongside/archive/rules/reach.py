"""How a table is reached from the partnership, and which of its fields are exported: worked out from the models."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Field, ForeignKey, Model

from alongside.archive.rules.classification import CLASSIFICATION, NAMED, PARTNERSHIP
from alongside.archive.rules.kinds import Blurred, Kept, Sometimes, Without

if TYPE_CHECKING:
    AnyField = Field[Any, Any]
else:
    AnyField = Field


class Unclear(LookupError):
    """The classification does not say enough; a fault in the program that a test finds."""


def model_of(label: str) -> type[Model]:
    """The model of a table. Raises Unclear where there is none of this name."""
    app, name = label.split(".")
    for model in apps.get_app_config(app).get_models(include_auto_created=True):
        if model.__name__ == name:
            return model
    raise Unclear(f"There is no table {label}.")


def kept(label: str) -> Kept:
    """What is said about a table that is exported. Raises Unclear for one that is not."""
    said = CLASSIFICATION.get(label)
    if not isinstance(said, Kept):
        raise Unclear(f"{label} is not exported.")
    return said


@cache
def exported() -> tuple[str, ...]:
    """Every exported table, by name."""
    return tuple(sorted(label for label, said in CLASSIFICATION.items() if isinstance(said, Kept)))


@cache
def fields(label: str) -> tuple[AnyField, ...]:
    """The exported fields of a table, in the order of the model."""
    without = {name for name, how in kept(label).fields.items() if isinstance(how, Without)}
    return tuple(field for field in model_of(label)._meta.concrete_fields if field.name not in without)


def left_out(label: str) -> dict[AnyField, Without]:
    """The fields of an exported table that are left out."""
    said = kept(label).fields
    columns = model_of(label)._meta.concrete_fields
    return {field: how for field in columns if isinstance(how := said.get(field.name), Without)}


def blurred(label: str) -> dict[str, Blurred]:
    """The moments of a table that are replaced."""
    return {name: how for name, how in kept(label).fields.items() if isinstance(how, Blurred)}


def sometimes(label: str) -> dict[str, Sometimes]:
    """The fields of a table that are kept in some rows only."""
    return {name: how for name, how in kept(label).fields.items() if isinstance(how, Sometimes)}


def target(field: AnyField) -> str:
    """The table that a foreign key points at; "" for any other field."""
    return field.related_model._meta.label if isinstance(field, ForeignKey) and field.related_model else ""


def pointers(label: str) -> dict[str, str]:
    """The exported foreign keys of a table, each with the table it points at."""
    return {field.name: target(field) for field in fields(label) if target(field)}


@cache
def via(label: str) -> str:
    """The field that leads from a table towards the partnership. Raises Unclear where it must be named."""
    if label == PARTNERSHIP or label in NAMED:
        return ""
    said = kept(label).via
    if said:
        return said
    known = set(exported()) - {*NAMED, label}
    columns = {field.name: field for field in fields(label)}
    found = [name for name, where in pointers(label).items() if where in known and not columns[name].null]
    if len(found) != 1:
        raise Unclear(f"{label} is reached by {', '.join(found) or 'nothing'}: name one in rules/classification.py.")
    return found[0]


def path(label: str) -> str:
    """The whole way from a table to the partnership, as "assessment__partnership"; "" for what is only named."""
    step = via(label)
    where = pointers(label).get(step, "") if step else ""
    rest = path(where) if where and where != PARTNERSHIP else ""
    return "__".join(part for part in (step, rest) if part)


def of_the_named(label: str) -> bool:
    """Whether a table is reached through what is only named: a setting of a person, for example."""
    where = pointers(label).get(via(label), "") if via(label) else ""
    return where in NAMED or (bool(where) and of_the_named(where))


@cache
def in_order() -> tuple[str, ...]:
    """Every exported table, each after those it points at; a table may point at itself."""
    ordered: list[str] = []
    waiting = list(exported())
    while waiting:
        ready = [label for label in waiting if set(pointers(label).values()) - {label} <= set(ordered)]
        if not ready:
            raise Unclear(f"These point at one another: {', '.join(waiting)}.")
        ordered += ready
        waiting = [label for label in waiting if label not in ready]
    return tuple(ordered)
