"""A hall in which a session is held: a real server, who sits where, and what nobody may see before its time."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.conf import settings
from playwright.sync_api import expect

from alongside.assessments.models import Rating
from alongside.people.models import Membership
from alongside.workshops.models import Session
from alongside.workshops.queries.sessions import room_secret
from alongside.workshops.views.pack import square_code
from tests import makers
from tests.journeys.phones import Looker, Phone
from tests.journeys.screen import Screen
from tests.journeys.server import Server

GROUPS = ("people-who-use-services", "carers", "staff")


class Hall:
    """An assessment of a partnership, the server that it is held on, and every screen in the room."""

    amina: Screen
    joel: Screen
    wall: Screen
    session: Session

    def __init__(self, browser: Any, lead: Membership, folder: Path) -> None:
        self.browser, self.looker = browser, Looker()
        self.record = makers.assessment(lead.partnership, groups=GROUPS)
        self.server = Server(folder).start()
        self.screens: list[Screen] = []
        self.phones: dict[str, Phone] = {}

    def leave(self) -> None:
        """Switch everything off."""
        self.server.kill()
        for screen in self.screens:
            screen.context.close()

    @property
    def troubles(self) -> list[str]:
        """What any page complained about."""
        return [trouble for screen in self.screens for trouble in screen.troubles]

    @property
    def place(self) -> str:
        """The page of the assessment."""
        return f"/p/{self.record.partnership_id}/assessments/{self.record.pk}/"

    @property
    def phone_page(self) -> str:
        """Where phones are in the session."""
        return f"/take-part/{self.record.pk}/room/{self.session.pk}/"

    @property
    def square_code(self) -> str:
        """What the square picture on the wall holds: it is drawn again from the link, and must be the same."""
        link = f"{self.server.address}/room/{self.session.pk}/{room_secret(self.session.pk)}/"
        assert str(square_code(link)) in self.wall.context.request.get(self.wall.page.url).text()
        return link

    def _window(self, width: int, height: int, **options: Any) -> Any:
        size = {"width": width, "height": height}
        return self.browser.new_context(base_url=self.server.address, viewport=size, reduced_motion="reduce", **options)

    def member(self, member: Membership) -> Screen:
        """Somebody who is signed in, at the page of the assessment."""
        screen = Screen(self._window(1280, 800), member.user.name)
        self.screens.append(screen)
        name = settings.SESSION_COOKIE_NAME
        value = makers.signed_in(member).cookies[name].value
        screen.context.add_cookies([{"name": name, "value": value, "url": self.server.address}])
        return screen.open(self.place)

    def projector(self, address: str) -> Screen:
        """The wall."""
        screen = Screen(self._window(1920, 1080), "the wall")
        self.screens.append(screen)
        return screen.open(address)

    def phone(self, who: str, width: int = 390, **options: Any) -> Phone:
        """Somebody with a phone at the door."""
        scripts = options.get("java_script_enabled", True)
        phone = Phone(self._window(width, 720, has_touch=True, **options), who, scripts=scripts)
        self.screens.append(phone)
        return phone

    def tablet_of(self, member: Screen, who: str) -> Phone:
        """Somebody without a phone, on the device of a facilitator."""
        phone = Phone(member.context, who)
        self.screens.append(phone)
        return phone

    def everybody(self, heading: str, but: Collection[str] = ()) -> None:
        """Every phone follows on, and nobody did anything for it."""
        for name, phone in self.phones.items():
            if name not in but:
                phone.follows(heading)

    def wall_shows(self, heading: str) -> None:
        """The wall follows on."""
        expect(self.wall.page.locator("h1")).to_have_text(heading)

    def look(self, phase: str) -> None:
        """At one screen of each kind: a narrow phone, the wall, and the facilitators' page."""
        self.looker.look(phase, [self.phones["Rosa"], self.wall, self.amina])

    def stored(self, item: str, round: int) -> list[tuple[str, str, int]]:
        """What is kept of a round: each reason with its answer, and how often that was saved."""
        rows = Rating.objects.filter(assessment=self.record, item=item, round=round)
        return sorted(rows.values_list("reason", "answer", "revision"))


def sees_none_of(words: Collection[str], screen: Screen, own: Collection[str] = ()) -> None:
    """Neither reasons nor counts by answer: on the page, in what it fetches for itself, and in what it is told."""
    pages = [screen.page.content()]
    if not isinstance(screen, Phone) or screen.scripts:
        stream = screen.page.locator("[data-room]").get_attribute("data-stream")
        here = screen.page.url.partition("?")[0]
        pages += [screen.context.request.get(each).text() for each in (f"{here}?fragment=1", f"{stream}/now?have=0.0")]
    for page in pages:
        assert not [each for each in words if each in page and not any(each in mine for mine in own)], screen.who
        assert "app-chart" not in page and "screen__chart" not in page, screen.who
