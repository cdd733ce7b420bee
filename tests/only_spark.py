"""Tests marked `spark` run where Spark is installed: in the environment of `./run spark`. Elsewhere they are left out,
and counted as left out.
"""

from __future__ import annotations

from importlib.util import find_spec

import pytest

INSTALLED = find_spec("pyspark") is not None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave them out where there is no Spark."""
    if INSTALLED:
        return
    left_out = [item for item in items if item.get_closest_marker("spark")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


def pytest_report_header() -> str | None:
    """Say how they can be run."""
    return None if INSTALLED else "Spark is not installed here: its tests are left out; ./run spark runs them"
