"""The states in which every page is looked at: furnished with long names, all ten challenges, empty, and closed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from alongside.assessments.actions.decision import park
from alongside.assessments.actions.participation import Joined, join
from alongside.assessments.models import Assessment
from alongside.audit.actor import SYSTEM, Actor
from alongside.evidence.actions import add_card
from alongside.people.access import Role, Scope
from alongside.people.models import Partnership, User
from tests import makers
from tests.access.places import CARD, choose_alone, order_put_forward
from tests.access.routes import Route, UnknownHole, routes
from tests.access.visitors import Visitor, device, member, stranger
from tests.access.world import ELSEWHERE, World

LONG = "Partnership for Recovery-Oriented Mental Health Services in the Upper and Lower Valleys and Coast"
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
ITEM, OTHER = "interactions", "risk"
# Addresses that answer with a file, a few words for machines, or the way to another page.
NO_PAGES = {
    "health",
    "robots",
    "mfa_authenticate",
    "account_set_password",
    "mfa_download_recovery_codes",
    "download-edition",
    "download-draft",
    "template-a-pdf",
    "template-a-xlsx",
    "printed-pack",
    "paper-form",
    "my-template-a-pdf",
    "board-summary-pdf",
    "template-b-pdf",
    "template-b-docx",
    "template-b-xlsx",
    "template-b-draft-pdf",
    "compared-teams-xlsx",
    "plan-version-text",
    "take-part",
    "open-assessment",
    "answer",
    "share-reason",
    "see-together",
    # Pages of a survey are posted to it; whoever opens it is sent to the box for a card.
    "feedback-answer",
    # Before choosing begins, or once the choices are opened, they lead to where that is told.
    "choose-priorities",
    "enter-choices",
    "open-choices",
    "order-priorities",
    # To the page that knows whose device it is; and planning begins with how people are looked after.
    "enter-room",
    "plan-session",
}
# Forms that are complete as they are: everything in them may stay empty.
NOTHING_TO_FILL_IN = {"site-partnership"}
# What an assessment's own pages and a participant's pages need to be told.
MEMBERS_PAGES = {"p/<uuid:partnership_id>", "assessments/<uuid:assessment_id>", "together/<slug:item>"}
TAKERS_PAGES = {"take-part/<uuid:assessment_id>", "challenges/<slug:item>"}
ONE_ASSESSMENT = (
    MEMBERS_PAGES
    | TAKERS_PAGES
    | {"reports/<uuid:assessment_id>", "priorities/<uuid:assessment_id>", "workshops/<uuid:assessment_id>"}
)
# Those that name an assessment: pages that do not are the same whatever has become of it.
OF_AN_ASSESSMENT = {
    "assessments/<uuid:assessment_id>",
    "priorities/<uuid:assessment_id>",
    "reports/<uuid:assessment_id>",
    "take-part/<uuid:assessment_id>",
    "workshops/<uuid:assessment_id>",
}
STATES = ("full", "ten challenges", "empty", "closed")


@dataclass(frozen=True)
class State:
    """What fills the holes of addresses, and who looks at a page of each scope."""

    fill: dict[str, str]
    who: dict[str, Visitor]

    def address(self, route: Route) -> str:
        """The address of a page in this state."""

        def known(hole: str) -> str:
            if hole not in self.fill:
                raise UnknownHole(f"Nothing fills {hole} here.")
            return str(self.fill[hole])

        return route.address(known)

    def visitor(self, route: Route) -> Visitor:
        """For whom the page is meant."""
        return self.who.get(route.name) or self.who[route.scope or Scope.PUBLIC]


def pages() -> list[tuple[str, Route]]:
    """Every page in every state that it can be in."""
    found = [("full", route) for route in routes()]
    for state in STATES[1:]:
        named = [route for route in routes() if route.holes and set(route.holes) <= ONE_ASSESSMENT]
        found += [(state, route) for route in named if state == "empty" or OF_AN_ASSESSMENT & set(route.holes)]
    # The shipped edition is longer than any other.
    found += [("ten challenges", route) for route in routes() if route.name in {"edition", "edition-item", "evidence"}]
    # Somebody new: no partnership, nothing set up.
    alone = {"home", "account", "mfa_index", "mfa_list_webauthn"}
    return found + [("empty", route) for route in routes() if route.name in alone]


def build(world: World) -> dict[str, State]:
    """Every state, in one world."""
    return {
        "full": full(world),
        "ten challenges": _ten_challenges(world, close=False),
        "empty": empty(world),
        "closed": _ten_challenges(world, close=True),
    }


def full(world: World) -> State:
    """Everything there is, and names that are long or do not break."""
    here = world.here
    Partnership.objects.filter(pk=here.partnership.pk).update(name=LONG)
    Assessment.objects.filter(pk=here.assessment.pk).update(title=f"Spring 2027 {UNBROKEN}")
    User.objects.filter(memberships__role=Role.FACILITATOR, memberships__partnership=here.partnership).update(
        name=f"Priya {UNBROKEN}"
    )
    amina = User.objects.get(memberships__partnership=here.partnership, name="Amina")
    RecoveryCodes.activate(amina)
    who = {
        Scope.PARTNERSHIP: world.visitors["Amina"],
        Scope.PERSON: world.visitors["Amina"],
        Scope.SITE: world.visitors["Sam, site administrator"],
        Scope.PARTICIPANT: world.visitors["somebody who takes part"],
        Scope.PUBLIC: world.visitors["nobody"],
        Scope.PORTFOLIO: world.visitors["Rhea, who reads a desk"],
        "second-factor-needed": world.visitors["Una, without a second factor"],
        "mfa_activate_totp": world.visitors["Una, without a second factor"],
        "account_logout": world.visitors["Amina"],
    }
    return State({**here.fill, **world.site, **ELSEWHERE}, who)


def empty(world: World) -> State:
    """A partnership on its first day: one lead, an assessment that is being prepared, one that nobody answered."""
    place = makers.partnership("Newtown recovery partnership")
    lead = makers.member(place, Role.LEAD, "Lena")
    preparing = makers.assessment(place, title="Being prepared", open=False)
    waiting = makers.assessment(place, title="Waiting for answers")
    joined = join(assessment=waiting, group=None, mode="own", may_show_alone=False)
    newcomer = makers.member(makers.partnership("Elsewhere"), Role.OBSERVER, "Nell", secured=False)
    alone = stranger("Nell, who belongs nowhere", newcomer.user)
    newcomer.delete()
    who = {Scope.PARTNERSHIP: member(lead), Scope.PERSON: alone, Scope.PARTICIPANT: device("new", joined)}
    return State(_fill(place, preparing, waiting), who)


def _ten_challenges(world: World, *, close: bool) -> State:
    """An assessment of the shipped edition with answers, reasons, evidence, decisions; perhaps closed."""
    place = makers.partnership("Westvale recovery partnership" if close else "Eastvale recovery partnership")
    lead = makers.member(place, Role.LEAD, "Lucy")
    assessment = makers.assessment(place, title=f"{'Autumn' if close else 'Spring'} assessment")
    joined = _answers(assessment)
    makers.reveal_all(assessment)
    makers.decide(assessment, ITEM, "development", dissent="Two of us see it only in the day.")
    makers.decide(assessment, OTHER, "not_agreed", confirmed=close)
    park(assessment=assessment, item=ITEM, text="Who speaks for people who sleep outside?", by=SYSTEM)
    key = {"framework": "ten-challenges", "framework_version": assessment.framework_version, "item": ITEM}
    add_card(partnership=place, title="Minutes", by=Actor.user(lead.user_id), **key, **CARD)
    older = {"framework": "ten-challenges", "framework_version": "2010", "item": OTHER}
    silent = {**CARD, "kind": "silence", "source": "Annual report, all of it", "dated": "2010"}
    for where in (key, older):
        add_card(partnership=place, title="The annual report is silent", by=SYSTEM, **where, **silent)
    add_card(partnership=place, title="How risk was sorted then", by=SYSTEM, **older, **CARD)
    if close:
        makers.close(assessment)
        order_put_forward(assessment.pk, ITEM)
    else:
        choose_alone(joined, ITEM, UNBROKEN)
    who = {Scope.PARTNERSHIP: member(lead), Scope.PARTICIPANT: device("here", joined)}
    return State(_fill(place, assessment, assessment), who)


def _answers(assessment: Assessment) -> Joined:
    """Two groups that can be shown, one too small, one that nobody came from."""
    said = f"In the clinic by the harbour they asked what I hope for. {UNBROKEN}"
    users = makers.participants(assessment, "people-who-use-services", 6)
    makers.rate_all(users, ["engagement", "not_there_yet", "cannot_say"], reason=said, share=True)
    staff = makers.participants(assessment, "staff", 7)
    makers.rate_all(staff, ["transformation", "development", "misses_the_point"], reason=said)
    makers.rate_all(makers.participants(assessment, "carers", 1), "engagement")
    group = assessment.groups.get(key="people-who-use-services")
    joined = join(assessment=assessment, group=group, mode="own", may_show_alone=True)
    makers.rate_all([joined.participant], {ITEM: "development"}, reason=said)
    return joined


def _fill(place: Partnership, assessment: Assessment, taken_part: Assessment) -> dict[str, str]:
    keys: dict[str, UUID | str] = {
        "p/<uuid:partnership_id>": place.pk,
        "assessments/<uuid:assessment_id>": assessment.pk,
        "reports/<uuid:assessment_id>": assessment.pk,
        "priorities/<uuid:assessment_id>": assessment.pk,
        "workshops/<uuid:assessment_id>": assessment.pk,
        "take-part/<uuid:assessment_id>": taken_part.pk,
        "together/<slug:item>": ITEM,
        "challenges/<slug:item>": ITEM,
        "editions/<slug:key>": "ten-challenges",
        "editions/<slug:key>/<str:version>": "2026",
        "items/<slug:item>": ITEM,
    }
    return {hole: str(value) for hole, value in keys.items()}
