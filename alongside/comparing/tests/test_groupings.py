"""How differences between groups are written."""

from __future__ import annotations

import pytest

from alongside.comparing.grouping import signed


@pytest.mark.parametrize(("share", "shown"), [(0.031, "+3"), (-0.031, "−3"), (0.004, "0"), (-0.004, "0")])
def test_a_true_minus_and_no_plus_before_nothing(share: float, shown: str) -> None:
    assert signed(share) == shown
