"""The answers a person may give, and the outcomes a partnership may record.

A stage's key comes from the framework. The others are ours and are the same for every framework; they hold an
underscore, which no stage key may, so the two can never be confused.
"""

from __future__ import annotations

from alongside.catalogue.framework import Framework

# Below the first stage: nothing to point to yet. Prints as no tick in Template A.
NOT_THERE_YET = "not_there_yet"
# Kept outside medians: they say something about the question, not about the service.
CANNOT_SAY = "cannot_say"
MISSES_THE_POINT = "misses_the_point"
# An outcome only: the partnership talked and did not agree. A valid result.
NOT_AGREED = "not_agreed"


def ordered(framework: Framework) -> tuple[str, ...]:
    """The answers that have an order, lowest first."""
    return (NOT_THERE_YET, *(stage.key for stage in framework.stages))


def answers(framework: Framework) -> tuple[str, ...]:
    """Every answer a person may give."""
    return (*ordered(framework), CANNOT_SAY, MISSES_THE_POINT)


def outcomes(framework: Framework) -> tuple[str, ...]:
    """Every outcome a partnership may record for an item."""
    return (*ordered(framework), NOT_AGREED)
