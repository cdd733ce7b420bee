"""The world that the generated tests knock at: Riverside, which is visited, and Hillside, which must stay unseen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from alongside.assessments.actions.participation import join
from alongside.assessments.models import Assessment
from alongside.audit.actor import SYSTEM
from alongside.desk.models import DeskReader
from alongside.people.access import Role
from alongside.people.actions import invitations
from alongside.people.models import Membership
from tests import makers
from tests.access import canaries, visitors
from tests.access.places import Place, furnish
from tests.access.routes import Route, UnknownHole
from tests.access.visitors import Visitor

# Holes that name nothing of a partnership: for site administrators, the sign-in library and the demonstration.
ELSEWHERE = {
    "sign-in/<slug:key>": "nobody",
    "reset-password/<re:uidb36>-<re:key>": "1-abc-123",
}


@dataclass
class World:
    """Two furnished partnerships, everybody who could knock, and where each canary sits."""

    here: Place
    there: Place
    visitors: dict[str, Visitor]
    site: dict[str, str]
    canaries: dict[str, str] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)
    payloads: dict[str, dict[str, object]] = field(default_factory=dict)

    def address(self, route: Route) -> str:
        """The address of a page of Riverside."""
        return route.address(self.filler())

    def filler(self, *others: str) -> Callable[[str], str]:
        """Fill holes with things of Riverside, and those named in `others` with things of Hillside."""

        def fill(hole: str) -> str:
            known = {**self.here.fill, **self.site, **ELSEWHERE, **{other: self.there.fill[other] for other in others}}
            if hole not in known:
                raise UnknownHole(f"Nothing fills {hole}. Make one in tests/access/places.py and name it there.")
            return known[hole]

        return fill

    def unknown(self) -> Callable[[str], str]:
        """Fill holes with what does not exist, and leave the rest."""
        made: dict[str, str] = {}

        def fill(hole: str) -> str:
            known = self.filler()(hole)
            return made.setdefault(known, str(uuid4())) if is_key(known) else known

        return fill


def is_key(text: str) -> bool:
    """Whether a text is the key of a row."""
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def build() -> World:
    """Make everything, Hillside last, so that whatever was added since Riverside was ready is Hillside's."""
    private = {canaries.canary("private")}
    riverside = makers.partnership("Riverside recovery partnership", "Riverside Mental Health Trust")
    members = {
        name: makers.member(riverside, role, name, group="staff", secured=name not in visitors.UNSECURED)
        for name, role in visitors.MEMBERS.items()
    }
    una = makers.member(riverside, Role.LEAD, "Una, without a second factor", secured=False)
    here = furnish(riverside, members["Dee"], members["Amina"], "Sunnyside", *private)
    take_part(here.assessment, members["Nia"])
    sam = visitors.administrator("sam@example.org", "Sam")
    rhea = DeskReader.objects.get().user
    site = unled_partnership()
    off = visitors.switched_off(riverside)

    before = canaries.rows()
    mark = canaries.canary("mark")
    hillside = makers.partnership(f"Hillside {mark}", "Hillside Mental Health Trust")
    olga = makers.member(hillside, Role.LEAD, "Olga", group="staff")
    otto = makers.member(hillside, Role.CONTRIBUTOR, "Otto")
    there = furnish(hillside, otto, olga, mark, canaries.canary("private"))
    olgas = visitors.stranger("Olga, of another partnership", olga.user)
    placed = {mark: "an edition or a group", **canaries.fill_since(before)}

    everybody = [
        *(visitors.member(each, takes_part=name == "Nia") for name, each in members.items()),
        visitors.member(una, secured=False),
        olgas,
        visitors.stranger("Sam, site administrator", sam, site_administrator=True),
        visitors.stranger(rhea.name, rhea, reads_desk=True),
        visitors.device("somebody who takes part", here.participant, takes_part=True),
        visitors.device("somebody who takes part elsewhere", there.participant),
        visitors.device("nobody", None),
        off,
    ]
    by_name = {visitor.name: visitor for visitor in everybody}
    return World(here, there, by_name, site, {word.lower(): where for word, where in placed.items()}, private)


def take_part(assessment: Assessment, member: Membership) -> None:
    """Let a member join with their account."""
    join(assessment=assessment, group=None, mode="own", may_show_alone=False, user_id=member.user_id)


def unled_partnership() -> dict[str, str]:
    """A new partnership whose first lead was invited: the only kind whose invitations a site administrator sees."""
    made = makers.partnership("Lakeside recovery partnership", "Lakeside Mental Health Trust")
    offer = invitations.invite(partnership=made, role=Role.LEAD, name="Lou", by=SYSTEM)
    return {"partnerships/<uuid:id>": str(made.pk), "invitations/<uuid:invitation_id>": str(offer.pk)}
