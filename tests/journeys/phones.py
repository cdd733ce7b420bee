"""Screens in a room that follow a session: phones in different conditions, and how a room is looked at."""

from __future__ import annotations

import os
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.journeys.looking import FINDINGS
from tests.journeys.screen import Screen
from tests.journeys.watching import axe

# An old phone at the edge of its network: 50 kilobytes a second, and nearly half a second until anything answers.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
SCREEN_OFF = """hidden => {
  Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
PICTURES = os.environ.get("ALONGSIDE_PICTURES", "")


class Phone(Screen):
    """A phone that came in. `scripts` says whether its browser runs any."""

    def __init__(self, context: Any, who: str, *, scripts: bool = True) -> None:
        super().__init__(context, who)
        self.scripts = scripts
        self.own: tuple[str, ...] = ()

    @property
    def cdp(self) -> Any:
        """The browser's own line to this page."""
        return self.context.new_cdp_session(self.page)

    def come_in(self, group: str, alone: str) -> Phone:
        """From the door: one's group, the private choice, and in."""
        self.reads("Before you start", "It is about the service, never about you")
        self.choose(group=group).press("Go on").reads(f"You take part as: {group}.", "Nobody else sees what you choose")
        self.choose(alone=alone).press("Go in")
        return self

    def follows(self, heading: str) -> Phone:
        """Be sure that this is on now, without having done anything; where there are no scripts, by the link."""
        if not self.scripts:
            self.follow("See what is on now")
        expect(self.page.locator("h1")).to_have_text(heading)
        return self

    def write(self, stage: str, reason: str = "") -> Phone:
        """Choose an answer and write a reason; nothing is sent yet."""
        self.choose(answer=stage)
        return self.fill(reason=reason)

    def tap(self) -> Phone:
        """Send what was written."""
        self.own = (*self.own, self.page.input_value("main [name='reason']"))
        if not self.scripts:
            self.press("Save my answer")
        else:
            self.page.locator("main").get_by_role("button", name="Save my answer").click()
        return self

    def is_saved(self, stage: str) -> Phone:
        """See one's own answer as saved."""
        expect(self.page.locator(".room-saved__answer")).to_contain_text(stage)
        return self

    def say(self, stage: str, reason: str = "") -> Phone:
        """Answer, and see that it is saved."""
        self.write(stage, reason).tap()
        return self.is_saved(stage)

    def share(self) -> Phone:
        """Let everybody read one's reason, after having looked at it once more."""
        self.follow("See how it would look if you share it").reads(self.own[-1], "Could somebody tell from it")
        self.press("Share it, without my name").reads("Everybody can read your reason when the answers are shown.")
        return self

    def is_slow(self) -> Phone:
        """From now on everything takes its time."""
        line = self.cdp
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        return self

    def fall_asleep(self) -> None:
        """The screen goes dark; the phone stops the page and lets go of the network."""
        self.page.evaluate(SCREEN_OFF, True)
        self.context.set_offline(True)
        self.cdp.send("Page.setWebLifecycleState", {"state": "frozen"})

    def wake_up(self) -> None:
        """Somebody looks at it again."""
        self.cdp.send("Page.setWebLifecycleState", {"state": "active"})
        self.context.set_offline(False)
        self.page.evaluate(SCREEN_OFF, False)


class Looker:
    """Looks at each kind of screen once in each phase; `faults` are what was wrong."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.pictures = 0

    def look(self, phase: str, screens: Iterable[Screen]) -> None:
        """At the screens as they stand, without touching them."""
        for screen in screens:
            found = [*screen.page.evaluate(FINDINGS), *axe(screen.page)]
            self.faults += [f"{screen.who} in “{phase}”: {each}" for each in found]
            self.picture(phase, screen)

    def picture(self, phase: str, screen: Screen) -> None:
        """Keep a picture, where somebody asked for pictures."""
        if PICTURES:
            self.pictures += 1
            name = f"{self.pictures:03d} {phase} {screen.who}.png".replace("/", "-")
            screen.page.screenshot(path=Path(PICTURES) / name, full_page=True)


class Tree:
    """A page as a screen reader is told it."""

    def __init__(self, phone: Phone) -> None:
        nodes = phone.cdp.send("Accessibility.getFullAXTree")["nodes"]
        self.nodes = [node for node in nodes if not node.get("ignored")]
        self.by_id = {node["nodeId"]: node for node in nodes}

    def names(self, role: str) -> list[str]:
        """What every element of a role is called, in the order of reading."""
        return [_value(node, "name") for node in self.nodes if _value(node, "role") == role]

    def is_in_order(self) -> None:
        """One heading at the top, no level left out below it, and everything that can be pressed has a name."""
        levels = self.levels()
        assert levels[0] == 1 and levels.count(1) == 1, levels
        assert all(after <= before + 1 for before, after in pairwise(levels)), levels
        assert "" not in self.names("link") + self.names("button")

    def has_answers_to_choose(self) -> None:
        """The question names its answers, and each answer, the box and the button say what they are."""
        radios = self.names("radio")
        assert len(radios) == 6 and radios[0] == "Not there yet" and "I can’t say" in radios, radios
        assert any(name.startswith("Which comes closest to what you see?") for name in self.names("group"))
        assert any(name.startswith("What have you seen") for name in self.names("textbox"))
        assert "Save my answer" in self.names("button")

    def levels(self) -> list[int]:
        """The levels of the headings."""
        found = [_properties(node).get("level") for node in self.nodes if _value(node, "role") == "heading"]
        return [int(level) for level in found if level]

    def polite(self) -> str:
        """What was announced politely last."""
        regions = [node for node in self.nodes if _properties(node).get("live") == "polite"]
        return " ".join(filter(None, (self._text(node) for node in regions)))

    def _text(self, node: dict[str, Any]) -> str:
        if _value(node, "role") == "StaticText":
            return _value(node, "name")
        return " ".join(self._text(self.by_id[child]) for child in node.get("childIds", []) if child in self.by_id)


def _value(node: dict[str, Any], name: str) -> str:
    return str(node.get(name, {}).get("value", ""))


def _properties(node: dict[str, Any]) -> dict[str, Any]:
    return {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
