"""A room full of people, each with a browser window of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.journeys.screen import Screen


@pytest.fixture
def at_a_screen(browser: Any, live_server: Any, settings: Any) -> Iterator[Callable[..., Screen]]:
    """Sit somebody down: `at_a_screen("Rosa", width=360, java_script_enabled=False)`.

    At the end it fails for whatever a page complained about: a missing file, a broken script, a refused policy.
    """
    settings.PUBLIC_ADDRESS = live_server.url
    screens: list[Screen] = []

    def sit_down(who: str, width: int = 1280, **options: Any) -> Screen:
        context = browser.new_context(base_url=live_server.url, viewport={"width": width, "height": 800}, **options)
        screens.append(Screen(context, who))
        return screens[-1]

    yield sit_down
    for screen in screens:
        screen.context.close()
    assert [trouble for screen in screens for trouble in screen.troubles] == []
