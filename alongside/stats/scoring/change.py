"""Is the difference between two scores more than the measure's own error?"""

from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import Literal, TypeAlias

from alongside.stats.scoring.numbers import Number, exact
from alongside.stats.scoring.scores import Score

Verdict: TypeAlias = Literal["improvement", "deterioration", "none"]

# Two sizes this near to each other are the same: thirds of a mean leave dust that must not decide.
_DUST = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How two scores differ. ``verdict`` and ``change`` are None where a score is none, and ``reason`` says so.

    ``change`` is after less before. ``needed`` is the size from which on a change counts: with ``at_least`` that
    size is enough, without it must be exceeded. ``index`` (the reliable change index) and ``error`` (the standard
    error of a difference) are None where a published threshold was used. ``crossed`` says whether the second score
    lies on the better side of a cut-off and the first did not; None where no cut-off was given.
    """

    verdict: Verdict | None
    change: float | None
    needed: float
    at_least: bool
    index: float | None = None
    error: float | None = None
    crossed: bool | None = None
    reason: str | None = None


def reliable_change(
    before: Score | Number,
    after: Score | Number,
    *,
    threshold: Number | None = None,
    sd: Number | None = None,
    reliability: Number | None = None,
    criterion: Number = 1.96,
    cut_off: Number | None = None,
    higher_is_better: bool | None = None,
) -> Change:
    """Return whether a change is an improvement, a deterioration or neither, with the numbers behind it.

    Two styles, of which exactly one must be chosen. With ``threshold``, a published number of points: a change of
    that size or more counts. With ``sd`` and ``reliability``: s_diff = sd x sqrt(2) x sqrt(1 - reliability), the
    index is change / s_diff, and an index beyond ``criterion`` in size counts. The default 1.96 is the usual one:
    error alone passes it one time in twenty.

    ``higher_is_better`` has no default for numbers, because published tables of directions are sometimes inverted;
    scores bring their own. ``cut_off`` is on the better side itself.

    Source: Jacobson and Truax 1991, Journal of Consulting and Clinical Psychology 59:12-19; thresholds as NHS
    England's public code applies them (a change of the threshold or more).
    Limits: with a retest reliability the same measure asks for more change than with an internal consistency, so
    say which was used; the error is the same everywhere on the scale only by assumption; one person in twenty
    passes by chance, and nobody's change tells its cause.
    Raises ValueError for both styles or neither, an sd that is not above zero, a reliability that is not between 0
    and 1 (1 left out), a threshold or criterion that is not above zero, scores of different measures, and a
    direction that is missing or contradicts that of a score.
    """
    better = _direction(before, after, higher_is_better)
    error, needed = _needed(threshold, sd, reliability, criterion)
    first, second = _figure(before, "The first score"), _figure(after, "The second score")
    if first is None or second is None:
        reason = "The first score is none." if first is None else "The second score is none."
        return Change(verdict=None, change=None, needed=needed, at_least=error is None, error=error, reason=reason)
    change = second - first
    verdict: Verdict = "none"
    size, counts = abs(change), Fraction(needed)
    if size >= counts - _DUST if error is None else size > counts + _DUST:
        verdict = "improvement" if (change > 0) == better else "deterioration"
    return Change(
        verdict=verdict,
        change=float(change),
        needed=needed,
        at_least=error is None,
        index=None if error is None else float(change) / error,
        error=error,
        crossed=None if cut_off is None else _crossed(first, second, exact(cut_off, "The cut-off"), better),
    )


def cut_off(mean_one: Number, sd_one: Number, mean_two: Number, sd_two: Number) -> float:
    """Return Jacobson and Truax's cut-off c, at which a score is as likely in one group as in the other.

    c = (sd_two x mean_one + sd_one x mean_two) / (sd_one + sd_two), nearer to the group that varies less.

    Source: Jacobson and Truax 1991, as above. Limits: it supposes both groups to be normally distributed, and it
    is only as good as the two groups it was worked out from.
    Raises ValueError for standard deviations that are not above zero and for what is not a number.
    """
    one, two = exact(sd_one, "The first standard deviation"), exact(sd_two, "The second standard deviation")
    if one <= 0 or two <= 0:
        raise ValueError("Both standard deviations must be above zero.")
    middle = two * exact(mean_one, "The first mean") + one * exact(mean_two, "The second mean")
    return float(middle / (one + two))


def _direction(before: Score | Number, after: Score | Number, said: bool | None) -> bool:
    """Return whether higher is better, from the scores or from what was said."""
    scores = [each for each in (before, after) if isinstance(each, Score)]
    if len({each.measure for each in scores}) > 1:
        raise ValueError("The two scores are of different measures or versions and must not be compared.")
    if len({(each.low, each.high) for each in scores}) > 1:
        raise ValueError("The two scores have different ranges and must not be compared.")
    directions = {each.higher_is_better for each in scores} | ({said} if said is not None else set())
    if len(directions) != 1:
        raise ValueError("Say, without contradicting the scores, whether higher is better.")
    return directions.pop()


def _needed(
    threshold: Number | None, sd: Number | None, reliability: Number | None, criterion: Number
) -> tuple[float | None, float]:
    """Return the standard error of a difference, if that style was chosen, and the size that counts."""
    if threshold is not None:
        if sd is not None or reliability is not None:
            raise ValueError("Give a threshold, or a standard deviation and a reliability, but not both.")
        points = exact(threshold, "The threshold")
        if points <= 0:
            raise ValueError("The threshold must be above zero.")
        return None, float(points)
    if sd is None or reliability is None:
        raise ValueError("Give a threshold, or a standard deviation and a reliability.")
    spread, share = exact(sd, "The standard deviation"), exact(reliability, "The reliability")
    if spread <= 0:
        raise ValueError("The standard deviation must be above zero.")
    if not 0 <= share < 1:
        raise ValueError("The reliability must be from 0 to below 1.")
    times = exact(criterion, "The criterion")
    if times <= 0:
        raise ValueError("The criterion must be above zero.")
    error = float(spread) * sqrt(2 * (1 - share))
    return error, float(times) * error


def _figure(of: Score | Number, what: str) -> Fraction | None:
    """Return the figure of a score or a number; None for a score that is none."""
    if isinstance(of, Score):
        return None if of.value is None else exact(of.value, what)
    return exact(of, what)


def _crossed(first: Fraction, second: Fraction, border: Fraction, better: bool) -> bool:
    """Tell whether the second figure is on the better side of a border and the first is not."""
    if better:
        return first < border <= second
    return first > border >= second
