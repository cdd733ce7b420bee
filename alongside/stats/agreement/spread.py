"""How far one row of counts over ordered categories is together or apart.

All four measures take counts, lowest category first, and give the same answer when every count is multiplied
by the same number: none of them knows how many people answered. One person alone always counts as full
agreement. Always show the number of people and the distribution beside the figure.
"""

from fractions import Fraction
from itertools import accumulate, combinations
from math import fsum, log2

from alongside.stats.agreement.counts import Counts, read_answered


def van_der_eijk(counts: Counts) -> float:
    """Return van der Eijk's agreement A: 1 all in one category, 0 evenly spread, -1 half at each end.

    The counts are taken apart into layers. Each layer holds the same number of people in every category it
    touches, its pattern of touched and empty categories has a known agreement, and A is the average of the
    layers weighted by people. The arithmetic is exact until the last step.

    Source: van der Eijk 2001, Quality and Quantity 35:325-341; checked against its worked example, layer by
    layer, as the R package agrmt prints it.
    Limits: it does not say which category people chose; it has no accepted cut-off; with fewer than five
    people it moves in large steps; two camps close together on a long scale may still come out above 0.
    Raises ValueError for fewer than three categories, when nobody answered, and for anything but whole
    numbers from 0 up.
    """
    left = list(read_answered(counts, at_least=3))
    people = sum(left)
    agreement = Fraction(0)
    while any(left):
        pattern = tuple(count > 0 for count in left)
        height = min(count for count in left if count)
        agreement += Fraction(sum(pattern) * height, people) * _pattern_agreement(pattern)
        left = [count - height if count else 0 for count in left]
    return float(agreement)


def polarisation(counts: Counts) -> float:
    """Return (1 - A)/2: 0 all in one category, 0.5 evenly spread, 1 half at each end.

    Source: Ruedin, R package agrmt, a rescaling of van der Eijk's A. Limits and refusals are those of
    ``van_der_eijk``.
    """
    return (1 - van_der_eijk(counts)) / 2


def consensus(counts: Counts) -> float:
    """Return Tastle and Wierman's consensus: 1 all in one category, 0 half at each end.

    Source: Tastle and Wierman 2007, International Journal of Approximate Reasoning 45:531-545.
    Limits: it takes the mean of the category numbers, as if every step of the scale were equally long, which
    nobody has shown for stages; an even spread has no fixed value (1/3 on three categories, 0.368 on four).
    Raises ValueError for fewer than two categories, when nobody answered, and for anything but whole numbers
    from 0 up.
    """
    whole = read_answered(counts, at_least=2)
    people, steps = sum(whole), len(whole) - 1
    mean = Fraction(sum(position * count for position, count in enumerate(whole)), people)
    terms = [
        float(Fraction(count, people)) * _log2(1 - abs(position - mean) / steps)
        for position, count in enumerate(whole)
        if count
    ]
    # fsum does not depend on the order of its terms, so a scale read backwards gives the very same figure.
    return min(1.0, max(0.0, fsum([1.0, *terms])))


def leik(counts: Counts) -> float:
    """Return Leik's ordinal dispersion D: 0 all in one category, 1 half at each end.

    Source: Leik 1966, Pacific Sociological Review 9:85-90.
    Limits: D rises with disagreement while A and consensus fall; an even spread has no fixed value (2/3 on
    three categories, nearing 1/2 as categories are added), so D must not be compared between scales of
    different length.
    Raises ValueError for fewer than two categories, when nobody answered, and for anything but whole numbers
    from 0 up.
    """
    whole = read_answered(counts, at_least=2)
    people = sum(whole)
    nearer_end = sum(min(below, people - below) for below in accumulate(whole))
    return float(Fraction(2 * nearer_end, people * (len(whole) - 1)))


def _pattern_agreement(pattern: tuple[bool, ...]) -> Fraction:
    """Return the agreement of one layer: triples of its pattern with one peak speak for it, dips against."""
    size, touched = len(pattern), sum(pattern)
    if touched == 1:
        return Fraction(1)
    if touched == size:
        return Fraction(0)
    triples = list(combinations(pattern, 3))
    peaks = triples.count((True, True, False)) + triples.count((False, True, True))
    dips = triples.count((True, False, True))
    unimodality = Fraction((size - 2) * peaks - (size - 1) * dips, (size - 2) * (peaks + dips))
    return unimodality * (1 - Fraction(touched - 1, size - 1))


def _log2(share: Fraction) -> float:
    """Return the logarithm of a share above 0, also where the share is too small to be a float."""
    return log2(share.numerator) - log2(share.denominator)
