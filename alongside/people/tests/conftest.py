"""Every test starts with nobody's tries counted."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def no_tries_counted():
    cache.clear()
