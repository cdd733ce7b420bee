"""From answers to scores: a number, or none with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import TypeAlias

from alongside.stats.scoring.instrument import Instrument, Scale, values_of
from alongside.stats.scoring.numbers import Number, exact

Answers: TypeAlias = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figure of one scale, or the reason why there is none: exactly one of ``value`` and ``reason`` is None.

    ``measure`` says of what instrument, version and scale it is a figure; figures of different measures must not
    be compared. ``value`` is the final figure, ``raw`` the same before conversion. ``low`` and ``high`` are the
    ends of what ``value`` can be. ``answered`` of ``asked`` items had an answer that counts (both 0 where the
    total came from elsewhere) and ``stood_in`` were replaced by the mean of the others.
    """

    measure: str
    value: float | None
    reason: str | None
    raw: float | None
    low: float
    high: float
    higher_is_better: bool
    band: str | None
    answered: int
    asked: int
    stood_in: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The score of every scale by its key, with the instrument and version they belong to."""

    instrument: str
    version: str
    scales: Mapping[str, Score]


def score(instrument: Instrument, answers: Answers) -> Scores:
    """Return the score of every scale from the answers of one person: option keys by item key.

    An item without an answer may be left out or given as None; both, and options that count for nothing, are
    missing. A scale with more missing items than its rule allows has no value and a reason. With no more than
    allowed, each missing item counts as the mean of the others, and ``stood_in`` says how many. A conversion
    table is defined only for totals that were really given, so a total with stand-ins is never converted. The
    arithmetic is exact until the last step.

    Source: each instrument's own rules, which the caller supplies; half-scale and similar rules are its
    ``may_miss``. The conversion rule is that of the short Warwick-Edinburgh scale's owners: sum first, then
    look up.
    Limits: it does not know whether the rules it is given are the published ones; the mean of other answers is
    a guess about a person who chose not to say.
    Raises ValueError for an answer to an item that the instrument does not have and an answer that is not among
    the options. The sentence names the item of the instrument, and never the answer.
    """
    values = _values(instrument, answers)
    scales = {scale.key: _score(instrument, scale, values) for scale in instrument.scales if scale.items}
    for scale in instrument.scales:
        if not scale.items:
            scales[scale.key] = _none(instrument, scale, "This scale takes totals from elsewhere, not answers.")
    ordered = {scale.key: scales[scale.key] for scale in instrument.scales}
    return Scores(instrument=instrument.key, version=instrument.version, scales=MappingProxyType(ordered))


def from_totals(instrument: Instrument, totals: Mapping[str, Number | None]) -> Scores:
    """Return the score of every scale from totals that were worked out elsewhere: raw totals by scale key.

    For instruments whose questions may not be kept here, and for imports. A total outside the range of the scale
    has no value and a reason: it may be a code for "no answer", which must not be averaged. So has a total that
    is missing or that is not whole where the table needs whole ones.

    Raises ValueError for a scale that the instrument does not have and for what is not a number.
    """
    known = {scale.key for scale in instrument.scales}
    if not set(totals) <= known:
        raise ValueError("There is a total for a scale that this instrument does not have.")
    scales = {scale.key: _from_total(instrument, scale, totals.get(scale.key)) for scale in instrument.scales}
    return Scores(instrument=instrument.key, version=instrument.version, scales=MappingProxyType(scales))


def _values(instrument: Instrument, answers: Answers) -> dict[str, Fraction]:
    """Return what each answer counts for, without the missing ones."""
    items = {item.key: item for item in instrument.items}
    if not isinstance(answers, Mapping):
        raise ValueError("The answers must be given by the key of each item.")
    if any(key not in items for key in answers):
        raise ValueError("There is an answer to an item that this instrument does not have.")
    counted: dict[str, Fraction] = {}
    for key, answer in answers.items():
        if answer is None:
            continue
        if answer not in [option.key for option in items[key].options]:
            raise ValueError(f"The answer to the item {key} is not one of its options.")
        values = values_of(items[key])
        if answer in values:
            counted[key] = values[answer]
    return counted


def _score(instrument: Instrument, scale: Scale, values: Mapping[str, Fraction]) -> Score:
    """Return the score of one scale from what the answers count for."""
    items = {item.key: item for item in instrument.items}
    given: list[Fraction] = []
    for key in scale.items:
        if key in values:
            ends = values_of(items[key]).values()
            given.append(min(ends) + max(ends) - values[key] if key in scale.reverse else values[key])
    missing = len(scale.items) - len(given)
    if missing > scale.may_miss:
        return _none(instrument, scale, _too_few(missing, scale), answered=len(given))
    mean = sum(given, Fraction(0)) / len(given)
    raw = mean if scale.method == "mean" else sum(given, Fraction(0)) + missing * mean
    return _finished(instrument, scale, raw, answered=len(given), stood_in=missing)


def _too_few(missing: int, scale: Scale) -> str:
    allowed = "all are needed" if not scale.may_miss else f"no more than {scale.may_miss} may be missing"
    return f"{missing} of {len(scale.items)} questions have no answer that counts, and {allowed}."


def _from_total(instrument: Instrument, scale: Scale, total: Number | None) -> Score:
    """Return the score of one scale from a raw total."""
    if total is None:
        return _none(instrument, scale, "There is no total.")
    raw = exact(total, f"The total of the scale {scale.key}")
    low, high = exact(scale.low, "The low end"), exact(scale.high, "The high end")
    if not low <= raw <= high:
        return _none(
            instrument, scale, f"The total is outside the range of the scale, {float(low):g} to {float(high):g}."
        )
    return _finished(instrument, scale, raw, answered=0, stood_in=0)


def _finished(instrument: Instrument, scale: Scale, raw: Fraction, *, answered: int, stood_in: int) -> Score:
    """Return a score from its raw figure: converted where there is a table, and placed in its band."""
    value = raw
    if scale.conversion is not None:
        if stood_in:
            reason = "The conversion table holds only for totals in which no missing answer was filled in."
            return _none(instrument, scale, reason, raw=raw, answered=answered, stood_in=stood_in)
        if raw.denominator != 1:
            return _none(instrument, scale, "The conversion table holds only for whole totals.", raw=raw)
        value = exact(scale.conversion[int(raw)], "A converted value")
    reached = [band.key for band in scale.bands if exact(band.starts, "The start of a band") <= value]
    return _made(instrument, scale, value, None, raw, reached[-1] if reached else None, answered, stood_in)


def _none(
    instrument: Instrument,
    scale: Scale,
    reason: str,
    *,
    raw: Fraction | None = None,
    answered: int = 0,
    stood_in: int = 0,
) -> Score:
    """Return the score that is none, with its reason."""
    return _made(instrument, scale, None, reason, raw, None, answered, stood_in)


def _made(
    instrument: Instrument,
    scale: Scale,
    value: Fraction | None,
    reason: str | None,
    raw: Fraction | None,
    band: str | None,
    answered: int,
    stood_in: int,
) -> Score:
    table = scale.conversion or {}
    ends = [table[total] for total in (min(table), max(table))] if table else [scale.low, scale.high]
    low, high = (float(exact(end, "An end of the range")) for end in ends)
    return Score(
        measure=f"{instrument.key}/{instrument.version}/{scale.key}",
        value=None if value is None else float(value),
        reason=reason,
        raw=None if raw is None else float(raw),
        low=low,
        high=high,
        higher_is_better=scale.higher_is_better,
        band=band,
        answered=answered,
        asked=len(scale.items),
        stood_in=stood_in,
    )
