"""How each group answered then and now: in words first, then as one picture. Only from what was released."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alongside.assessments.rules.answers import NOT_THERE_YET
from alongside.catalogue.framework import Framework
from alongside.reports.changes.rules import How, Pair, Shown, middle
from alongside.reports.sentences import answer_names, group_name, listed
from alongside.ui import charts

# Lazy, so that each is translated only where it is said.
_HOW = {
    How.ALONE: _lazy("shown on their own"),
    How.POOLED: _lazy("put together with other small groups"),
    How.WITHHELD: _lazy("too few to show"),
    How.SILENT: _lazy("nobody answered this"),
}


def compared_in_words(shown: Sequence[Pair], framework: Framework) -> tuple[str, ...]:
    """A sentence for each row that can be compared."""
    names, order = answer_names(framework), _order(framework)
    return tuple(_sentence(pair, names, order) for pair in shown if pair.compared)


def not_compared_in_words(shown: Sequence[Pair], then: Collection[str], now: Collection[str]) -> tuple[str, ...]:
    """Which groups are not compared, and why. `then` and `now` are who was asked at all."""
    said = []
    for pair in shown:
        if pair.compared or (pair.then.how is How.SILENT and pair.now.how is How.SILENT):
            continue
        given = {"group": _name(pair), "then": _how(pair, pair.then, then), "now": _how(pair, pair.now, now)}
        if pair.who == ("",):
            said.append(_("%(group)s may be of any group, so they are not compared.") % given)
        elif pair.then.how is How.ALONE and pair.now.how is How.ALONE:
            said.append(
                _("%(group)s: shown both times. The stages are not the same in both editions, so not compared.") % given
            )
        else:
            said.append(_("%(group)s: then %(then)s, now %(now)s. So they are not compared.") % given)
    return tuple(said)


def chart_of(title: str, shown: Sequence[Pair], framework: Framework) -> charts.Distribution | None:
    """The rows that can be compared, each group then and right below it now; None where there are none."""
    names = answer_names(framework)
    stages = {stage.key for stage in framework.stages}
    ordered = [key for key in names if key in stages or key == NOT_THERE_YET]
    rows = []
    then, now = _("%(group)s, then"), _("%(group)s, now")
    for pair in shown:
        if pair.compared:
            for label, time in ((then, pair.then), (now, pair.now)):
                counts = tuple((time.counts or {}).get(key, 0) for key in names)
                rows.append(charts.Row(label % {"group": _name(pair)}, counts))
    if not rows:
        return None
    return charts.Distribution(
        title=_("Answers by group, then and now: %(item)s") % {"item": title},
        description=_(
            "What each person answered alone, before the first talk. They may not be the same people both times."
        ),
        categories=tuple(
            charts.Category(key, name, "ordered" if key in ordered else "apart") for key, name in names.items()
        ),
        rows=tuple(rows),
    )


def _sentence(pair: Pair, names: Mapping[str, str], order: Sequence[str]) -> str:
    given = {
        "group": _name(pair),
        "then": _middle(pair.then, names, order),
        "now": _middle(pair.now, names, order),
        "people_then": _people(pair.then, order),
        "people_now": _people(pair.now, order),
        "which_then": _which(pair.then, order),
        "which_now": _which(pair.now, order),
    }
    if given["which_then"] != given["which_now"]:
        said = _(
            "%(group)s: %(which_then)s was %(then)s then (%(people_then)s); %(which_now)s is %(now)s now "
            "(%(people_now)s)."
        )
    elif given["then"] == given["now"]:
        said = _("%(group)s: %(which_then)s was %(then)s both times (%(people_then)s then, %(people_now)s now).")
    else:
        said = _("%(group)s: %(which_then)s was %(then)s then (%(people_then)s) and is %(now)s now (%(people_now)s).")
    return said % given


def _which(time: Shown, order: Sequence[str]) -> str:
    """One person has an answer and no middle: it is stages that count here, not who answered."""
    return _("the one answer") if time.placed(order) == 1 else _("the middle answer")


def _people(time: Shown, order: Sequence[str]) -> str:
    """How many stand behind the middle, and of how many where some gave no stage."""
    placed = time.placed(order)
    if placed == time.size:
        return charts.people(time.size)
    return _("%(placed)d of %(size)d gave a stage") % {"placed": placed, "size": time.size}


def _order(framework: Framework) -> list[str]:
    return [NOT_THERE_YET, *(stage.key for stage in framework.stages)]


def _middle(time: Shown, names: Mapping[str, str], order: Sequence[str]) -> str:
    found = [f"“{names[key]}”" for key in middle(time.counts or {}, order)]
    if not found:
        return _("no stage at all")
    return found[0] if len(found) == 1 else _("between %(low)s and %(high)s") % {"low": found[0], "high": found[1]}


def _how(pair: Pair, time: Shown, asked: Collection[str]) -> str:
    if time.how is How.SILENT and not set(pair.who) & set(asked):
        return _("not asked")
    return str(_HOW[time.how])


def _name(pair: Pair) -> str:
    names = listed([group_name(name) for name in pair.names])
    return _("%(groups)s (put together)") % {"groups": names} if len(pair.names) > 1 else names
