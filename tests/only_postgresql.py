"""Tests marked `postgresql` say something on PostgreSQL only. On SQLite they are left out, and counted as left out."""

from __future__ import annotations

import pytest
from django.conf import settings


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave them out where the suite runs on SQLite; the suite is run on both."""
    if not settings.SQLITE:
        return
    left_out = [item for item in items if item.get_closest_marker("postgresql")]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
