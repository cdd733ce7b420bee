"""A furnished partnership: at least one of everything that an address can name."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from alongside.assessments.actions import invites
from alongside.assessments.actions.assessment import Wanted
from alongside.assessments.actions.decision import park
from alongside.assessments.actions.participation import Joined, join
from alongside.assessments.actions.rating import add_card as hold_card
from alongside.assessments.actions.rating import rate, share_reason
from alongside.assessments.models import Assessment
from alongside.assessments.queries.editions import framework_of
from alongside.audit.actor import SYSTEM, Actor
from alongside.desk import actions as desk
from alongside.evidence.actions import add_card
from alongside.library import actions as library
from alongside.people.access import Role
from alongside.people.actions import invitations, organisations, teams
from alongside.people.actions.accounts import create_account
from alongside.people.models import Membership, Partnership, PartnershipOrganisation
from alongside.people.tokens import link_secret
from alongside.plans.actions import choosing, ordering
from alongside.plans.models import Prioritising
from alongside.reports import actions as reports
from tests import makers, plan_makers
from tests.access.compared import beside_each_other
from tests.access.heard import heard
from tests.access.passkeys import passkey
from tests.access.planned import carried_out
from tests.access.rooms import in_a_room

TEXT = (Path(__file__).parents[1] / "content" / "frameworks" / "five-by-four" / "1.yaml").read_text(encoding="utf-8")
CARD = {
    "kind": "story",
    "shows": "Nobody asked me what I wanted to do.",
    "does_not_show": "How it is on other wards.",
    "source": "",
    "dated": "",
}


@dataclass
class Place:
    """A partnership and what fills the holes of its addresses: `fill["members/<uuid:id>"]`."""

    partnership: Partnership
    assessment: Assessment
    participant: Joined
    fill: dict[str, str] = field(default_factory=dict)


def furnish(partnership: Partnership, writer: Membership, lead: Membership, mark: str, private: str) -> Place:
    """Furnish a partnership. `mark` stands in its editions and groups, `private` in what nobody else may read."""
    key = f"allotment-{partnership.pk.hex[:8]}"
    bring_edition(partnership, key, mark)
    groups = [Wanted("people-who-use-services", f"People {mark}", "people-who-use-services", 9, "A room", "£20")]
    groups += [Wanted("staff", f"Staff {mark}", "staff")]
    assessment = makers.assessment(partnership, framework=key, version="1", groups=groups)
    item = f"first-visit-{key}"
    joined = answered(assessment, item, private)
    makers.reveal_all(assessment, [item])
    decision = makers.decide(assessment, item, "in-leaf", confirmed=False)
    parked = park(assessment=assessment, item=item, text="Who holds the key at night?", by=SYSTEM)
    held = keep_private(joined, item, private)
    card = add_card(
        partnership=partnership,
        framework=key,
        framework_version="1",
        item=item,
        title="At the gate",
        by=Actor.user(writer.user_id),
        **CARD,
    )
    invite = invites.invite(assessment=assessment, group=None, personal=False, by=SYSTEM)
    place = Place(partnership, assessment, joined)
    place.fill = {
        "p/<uuid:partnership_id>": partnership.pk,
        "leave/<uuid:partnership_id>": partnership.pk,
        "assessments/<uuid:assessment_id>": assessment.pk,
        "take-part/<uuid:assessment_id>": assessment.pk,
        "invitations/<uuid:invite_id>": invite.pk,
        "join/<uuid:invite_id>": invite.pk,
        "join/<uuid:invite_id>/<str:secret>": link_secret("assessment", invite.pk),
        "together/<slug:item>": item,
        "challenges/<slug:item>": item,
        "cards/<uuid:held_id>": held,
        "decisions/<uuid:decision_id>": decision.pk,
        "parked/<uuid:parked_id>": parked.pk,
        "reasons/<uuid:reason_id>": shown_to_all(assessment, item),
        "evidence/<uuid:id>": card.pk,
        "editions/<slug:key>": key,
        "editions/<slug:key>/<str:version>": "1",
        "drafts/<slug:key>": key,
        "items/<slug:item>": item,
        "stages/<slug:stage>": "in-leaf",
        **people_of(partnership, writer, lead),
        **shared_record(partnership, key, item),
        **shared_desk(partnership),
    }
    place.fill["priorities/<uuid:assessment_id>"] = order_put_forward(place.fill["reports/<uuid:assessment_id>"], item)
    choose_alone(joined, item, private)
    place.fill |= carried_out(assessment, item, writer, lead)
    place.fill |= heard(partnership, writer, place.fill["actions/<uuid:action_id>"])
    place.fill |= beside_each_other(partnership)
    place.fill |= in_a_room(assessment, item, joined, writer, lead)
    place.fill = {hole: str(value) for hole, value in place.fill.items()}
    return place


def bring_edition(partnership: Partnership, key: str, mark: str) -> None:
    """A local edition of its own, with items of its own, and a draft of the next one."""
    text = TEXT.replace("five-by-four", key).replace("first-visit", f"first-visit-{key}")
    text = text.replace("How welcoming is our allotment?", f"How welcoming is {mark}?").replace("bare ground", mark)
    draft = library.bring(partnership=partnership, text=text, by=SYSTEM)
    library.publish(draft=draft, revision=draft.revision, by=SYSTEM)
    library.start_draft(partnership=partnership, key=key, version="1", by=SYSTEM)


def answered(assessment: Assessment, item: str, private: str) -> Joined:
    """Enough people answer that a group can be shown; one of them is the participant whose device is known."""
    group = assessment.groups.get(key="people-who-use-services")
    people = makers.participants(assessment, group.key, 5)
    makers.rate_all(people, {item: "first-shoots"}, reason="There was a cup of tea.", share=True)
    joined = join(assessment=assessment, group=group, mode="own", may_show_alone=False)
    unshared = {"answer": "harvest", "reason": f"Only for me {private}", "revision": 0}
    rate(participant=joined.participant, item=item, round=1, by=Actor.participant(joined.participant.pk), **unshared)
    return joined


def shown_to_all(assessment: Assessment, item: str) -> object:
    """A reason that was shared and revealed."""
    return assessment.shared_reasons.filter(item=item, round=1).values_list("pk", flat=True)[0]


def keep_private(joined: Joined, item: str, private: str) -> object:
    """What the participant keeps until the next reveal: an answer with a shared reason, and a card."""
    person = joined.participant
    by = Actor.participant(person.pk)
    again = {"answer": "bare-ground", "reason": f"Not yet for others {private}", "revision": 0}
    share_reason(rating=rate(participant=person, item=item, round=2, by=by, **again), by=by)
    hold_card(participant=person, item=item, title=f"Held back {private}", by=by, **CARD)
    return person.cards.get().pk


def people_of(partnership: Partnership, writer: Membership, lead: Membership) -> dict[str, object]:
    """Members, a team, an open invitation that was mailed, and the lead's passkey."""
    team = teams.add_team(partnership=partnership, name="Early intervention", by=SYSTEM)
    by = Actor.user(lead.user_id)
    email = f"invited-{uuid4().hex[:8]}@example.org"
    offer = invitations.invite(partnership=partnership, role=Role.OBSERVER, email=email, name="Ira", by=by)
    return {
        "members/<uuid:id>": writer.pk,
        "teams/<uuid:id>": team.pk,
        "invitations/<uuid:id>": offer.pk,
        "invitation/<uuid:id>": offer.pk,
        "invitation/<uuid:id>/<str:secret>": link_secret("invitation", offer.pk),
        "passkeys/<int:pk>": passkey(lead.user, "Blue key").pk,
    }


def shared_record(partnership: Partnership, key: str, item: str) -> dict[str, object]:
    """A closed record, and a link to it."""
    closed = makers.assessment(partnership, framework=key, version="1", groups=["people-who-use-services", "staff"])
    for group in ("people-who-use-services", "staff"):
        makers.rate_all(makers.participants(closed, group, 5), {item: "in-leaf"}, reason="I saw it.", share=True)
    makers.reveal_all(closed, [item])
    makers.decide(closed, item, "in-leaf")
    makers.close(closed)
    share = reports.share(assessment=closed, for_whom="The board", days=30, with_reasons=True, by=SYSTEM)
    return {
        "reports/<uuid:assessment_id>": closed.pk,
        "sharing/<uuid:share_id>": share.pk,
        "shared/<uuid:share_id>": share.pk,
        "shared/<uuid:share_id>/<str:secret>": link_secret("record-share", share.pk),
    }


def shared_desk(partnership: Partnership) -> dict[str, object]:
    """A commissioner of the partnership, with whose desk it shares, and somebody who reads that desk."""
    board = organisations.add_organisation(
        name=f"Care board {partnership.pk.hex[:8]}", kind="integrated-care-board", by=SYSTEM
    )
    PartnershipOrganisation.objects.create(partnership=partnership, organisation=board, side="commissioner")
    share = desk.share(partnership=partnership, organisation=board, by=SYSTEM)
    email = f"reader-{uuid4().hex[:8]}@example.org"
    create_account(email=email, name="Rhea, who reads a desk", password=makers.PASSWORD, by=SYSTEM)
    reader = desk.name_reader(organisation=board, email=email, by=SYSTEM)
    TOTP.activate(reader.user, generate_totp_secret())
    return {
        "desk/<uuid:organisation_id>": board.pk,
        "desk/<uuid:organisation_id>/<uuid:share_id>": share.pk,
        "desks/<uuid:organisation_id>": board.pk,
        "desks/<uuid:organisation_id>/<uuid:reader_id>": reader.pk,
    }


def order_put_forward(assessment_id: object, item: str) -> object:
    """Choices opened after a closed record, and an order that leaves out what people who use services put first."""
    found = choosing.start(assessment=Assessment.objects.get(pk=assessment_id), by=SYSTEM)
    plan_makers.choose(found, "people-who-use-services", 5, [item], why="Nobody asked us before.", shares=True)
    choosing.open_choices(prioritising=found, by=SYSTEM)
    other = next(each.key for each in framework_of(found.assessment).items if each.key != item)
    order = plan_makers.propose(found, [other], because="The gate is mended first.")
    told = {"voice": "people-who-use-services", "text": "We can wait for the gate.", "role": Role.CO_LEAD}
    ordering.write_down_told(order=order, by=SYSTEM, **told)
    return found.assessment.pk


def choose_alone(joined: Joined, item: str, private: str) -> None:
    """What the participant would act on first, which nobody else reads; choosing has begun and is not over."""
    person = joined.participant
    choosing.choose(
        prioritising=Prioritising.objects.create(assessment=person.assessment),
        whose=choosing.Whose(participant=person),
        group=person.group,
        mode=person.mode,
        may_show_alone=False,
        shares_reasons=True,
        choices={item: f"Not before it is opened {private}"},
        by=Actor.participant(person.pk),
    )
