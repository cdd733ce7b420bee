"""Tell one assessment of the story: who came, what they answered, what was shown and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.utils import timezone

from alongside.assessments.actions import assessment as running
from alongside.assessments.actions import decision as deciding
from alongside.assessments.actions.participation import join
from alongside.assessments.actions.rating import share_reason
from alongside.assessments.actions.reveal import reveal
from alongside.assessments.models import Assessment, Confirmation, Participant, Rating
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.rules.answers import CANNOT_SAY, NOT_AGREED, ordered
from alongside.assessments.rules.expected import Wanted
from alongside.audit.actor import Actor
from alongside.catalogue.framework import Framework
from alongside.demo.meeting import meet
from alongside.demo.telling import Told, story
from alongside.evidence import actions as evidence
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.people.groups import stakeholder_groups
from alongside.people.models import Partnership, User

# One seed, so that every demonstration looks the same.
SEED = 2010
MODES = ["own", "own", "own", "shared", "helper", "paper"]


def tell(partnership: Partnership, told: Told, users: dict[str, User]) -> None:
    """Make one assessment as the story has it; one without outcomes stays open."""
    by = Actor.user(users["amina"].pk)
    chance = Random(f"{SEED} {told.title}")
    made = start(partnership, told, by)
    framework = framework_of(made)
    came = [person for group in told.came for person in arrive(made, group, told.came[group])]
    for person in came:
        answer(person, told, framework, chance)
    share(made, told, came)
    meet(made, told, came, users)
    for card in told.cards:
        evidence.add_card(
            partnership=partnership, framework=framework.key, framework_version=framework.version, by=by, **card
        )
    if told.outcomes:
        conclude(made, told, framework, users)
    move_back(made, told.days_ago)


def start(partnership: Partnership, told: Told, by: Actor) -> Assessment:
    """The assessment with the groups it expects, open for answers."""
    known, offers = stakeholder_groups(), story()["offers"]
    wanted = [
        Wanted(key, known[key].name, known[key].voice, invited, **offers.get(key, {}))
        for key, invited in told.asked.items()
    ]
    made = running.start(
        partnership=partnership,
        title=told.title,
        framework="ten-challenges",
        version=told.version,
        language="en-GB",
        told=story()["told"],
        groups=wanted,
        by=by,
    )
    running.open_for_answers(assessment=made, by=by)
    return made


def arrive(assessment: Assessment, group: str, count: int) -> Iterator[Participant]:
    """People of one group join; commissioners and voluntary organisations do not mind being shown while few."""
    expected = assessment.groups.get(key=group)
    for number in range(count):
        yield join(
            assessment=assessment,
            group=expected,
            mode=MODES[number % len(MODES)],
            may_show_alone=group in ("commissioners", "voluntary"),
        ).participant


def answer(person: Participant, told: Told, framework: Framework, chance: Random) -> None:
    """Most answer as their group usually does, some a step higher or lower, a few cannot say."""
    answers = ordered(framework)
    usual = told.usual[person.group.key if person.group else ""]
    ratings = []
    for item, level in zip(framework.items, usual, strict=True):
        step = chance.choices([-1, 0, 1, None], weights=[18, 60, 15, 7])[0]
        chosen = CANNOT_SAY if step is None else answers[min(max(level + step, 0), len(answers) - 1)]
        ratings.append(Rating(assessment=person.assessment, participant=person, item=item.key, round=1, answer=chosen))
    Rating.objects.bulk_create(ratings)
    now = timezone.now()
    Participant.objects.filter(pk=person.pk).update(answered_at=now, finished_at=now)


def share(assessment: Assessment, told: Told, came: list[Participant]) -> None:
    """Give the shared reasons of the story to people of their groups."""
    taken: set[tuple[str, str]] = set()
    for reason in told.reasons:
        for person in came:
            mine = (str(person.pk), reason["item"])
            if person.group and person.group.key == reason["group"] and mine not in taken:
                taken.add(mine)
                rating = person.ratings.get(item=reason["item"])
                rating.reason = reason["text"]
                rating.save(update_fields=["reason"])
                share_reason(rating=rating, by=Actor.participant(person.pk))
                break


def conclude(assessment: Assessment, told: Told, framework: Framework, users: dict[str, User]) -> None:
    """Show everything, decide everything, say who was not there, and close."""
    lead, co_lead = users["amina"], users["joel"]
    by, with_ = Actor.user(lead.pk), Actor.user(co_lead.pk)
    reveal(assessment=assessment, items=[item.key for item in framework.items], by=by)
    for item, level in zip(framework.items, told.outcomes, strict=True):
        written = told.decisions[item.key]
        decision = deciding.propose(
            assessment=assessment,
            item=item.key,
            outcome=NOT_AGREED if level == "none" else ordered(framework)[level],
            reason=written["reason"],
            dissent=written.get("dissent", ""),
            after=0,
            role=DECIDES_AS_LEAD,
            name=lead.name,
            by=by,
        )
        deciding.confirm(decision=decision, role=DECIDES_AS_CO_LEAD, name=co_lead.name, by=with_)
    for question in told.parked:
        deciding.park(assessment=assessment, item=question["item"], text=question["text"], by=by)
    meanings = {group.pk: told.absent[group.key] for group in assessment.groups.all() if group.key in told.absent}
    running.explain_absences(assessment=assessment, meanings=meanings, by=by)
    running.approve_closing(assessment=assessment, role=DECIDES_AS_LEAD, by=by)
    running.approve_closing(assessment=assessment, role=DECIDES_AS_CO_LEAD, by=with_)


def move_back(assessment: Assessment, days: int) -> None:
    """Give everything of an assessment the dates of the story: three weeks from the start to the record."""
    began = timezone.now() - timedelta(days=days)
    closed = min(began + timedelta(days=21), timezone.now())
    Assessment.objects.filter(pk=assessment.pk).update(created_at=began)
    states = list(assessment.states.order_by("sequence"))
    for state, at in zip(states, (began, began + timedelta(days=1), closed), strict=False):
        assessment.states.filter(pk=state.pk).update(at=at)
    assessment.reveals.update(at=began + timedelta(days=14))
    assessment.decisions.update(at=began + timedelta(days=14))
    assessment.approvals.update(at=closed)
    Confirmation.objects.filter(decision__assessment=assessment).update(at=began + timedelta(days=15))
