"""Put an order forward, hear those whose first choice it leaves out, and make it final."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.models import Participant
from alongside.assessments.queries.editions import framework_of
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.people.access import DECIDES_AS_CO_LEAD, DECIDES_AS_LEAD
from alongside.people.models import Membership
from alongside.plans.actions.drafting import begin_plans
from alongside.plans.actions.turns import my_turn_to_prioritise
from alongside.plans.models import Prioritising, PriorityAnswer, PriorityConfirmation, PriorityLine, PriorityOrder
from alongside.plans.queries.people import voice_of_member, voice_of_participant
from alongside.plans.queries.prioritising import OrderView, opened_choices, order_view
from alongside.plans.rules.choices import OpenedChoices
from alongside.plans.rules.ordering import left_out, problems_with_order
from alongside.plans.rules.voices import voice_name
from alongside.ui import words
from alongside.ui.refusals import Conflict, Refused


@transaction.atomic
def put_forward(
    *,
    prioritising: Prioritising,
    placed: Sequence[str],
    act_on: int,
    reason: str,
    because: Mapping[str, str],
    after: int,
    role: str,
    name: str,
    by: Actor,
) -> PriorityOrder:
    """Put all items in order and say that the first `act_on` of them are acted on; who does so stands by it.

    `because` says why something that people who use services or carers put first is not acted on; without it the order
    is refused. `after` is the newest sequence the person saw (0: none). Raises Conflict when there is a newer one.
    """
    fresh = my_turn_to_prioritise(prioritising)
    _check_role(role)
    opened = _opened(fresh)
    framework = framework_of(fresh.assessment)
    newest = fresh.orders.order_by("-sequence").first()
    if (newest.sequence if newest else 0) != after:
        raise Conflict(
            _("Somebody put forward another order while you were writing. Read it above, then decide what to do.")
        )
    items = [item.key for item in framework.items]
    problems = problems_with_order(placed, act_on, items, framework.priorities_limit, reason)
    left = left_out(opened, placed[:act_on])
    for item, voices in left.items():
        if not because.get(item, "").strip():
            problems.append(_reason_is_owed(framework.item(item).short_title, voices))
    if problems:
        raise Refused(" ".join(problems))
    order = PriorityOrder.objects.create(prioritising=fresh, sequence=after + 1, reason=reason, by_id=by.id)
    PriorityLine.objects.bulk_create(
        PriorityLine(
            order=order,
            item=item,
            place=place,
            acted_on=place <= act_on,
            left_out_because=because[item].strip() if item in left else "",
        )
        for place, item in enumerate(placed, start=1)
    )
    PriorityConfirmation.objects.create(order=order, role=role, by_id=by.id, name=name)
    record("proposed", order, by=by, partnership_id=fresh.assessment.partnership_id)
    return order


@transaction.atomic
def confirm(*, order: PriorityOrder, role: str, name: str, by: Actor) -> bool:
    """Stand by an order. With lead and co-lead, two people, it is final and its plans begin: true.

    Refused while people whose first choice it leaves out were not heard and still have time to answer. Doing it twice
    changes nothing. Raises Conflict when a newer order was put forward.
    """
    fresh = my_turn_to_prioritise(order.prioritising)
    _check_role(role)
    view = _newest(fresh, order)
    if by.id is not None and any(each.by_id == by.id and each.role != role for each in view.confirmed):
        raise Refused(_("You stand by this already. The other half of the decision needs another person."))
    if any(each.role == role for each in view.confirmed):
        return view.is_final
    waiting = view.still_to_hear()
    if waiting:
        raise Refused(_not_heard_yet(waiting, view))
    PriorityConfirmation.objects.create(order=order, role=role, by_id=by.id, name=name)
    partnership_id = fresh.assessment.partnership_id
    record("confirmed", order, by=by, partnership_id=partnership_id)
    begin_plans(order=order, by=by)
    return True


@transaction.atomic
def answer(
    *, order: PriorityOrder, participant: Participant | None, member: Membership | None, text: str, by: Actor
) -> PriorityAnswer:
    """Say that one has read why one's own voice's first choice is left out, perhaps with words.

    Given by a participant or a member of that voice, until the order is final; a later one takes the place of one's
    earlier one. Whoever decides on the order does not answer it.
    """
    fresh = my_turn_to_prioritise(order.prioritising)
    view = _waiting(fresh, order)
    if member is not None and member.role in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        raise Refused(
            _(
                "You decide on this order, so others answer it. If people were told in person, the co-lead writes "
                "down what they said."
            )
        )
    if participant is not None and participant.assessment_id != fresh.assessment_id:
        raise Refused(_("This order rests on another assessment than the one you took part in."))
    voice = voice_of_participant(participant)[0] if participant else voice_of_member(member)[0] if member else ""
    if voice not in view.voices:
        raise Refused(_("This order leaves out nothing that your group put first, so there is nothing to answer."))
    whose = {"participant": participant} if participant else {"by_id": member.user_id if member else None}
    said = PriorityAnswer.objects.update_or_create(
        order=order, told=False, **whose, defaults={"voice": voice, "text": text}
    )[0]
    record("answered", said, by=by, partnership_id=fresh.assessment.partnership_id)
    return said


@transaction.atomic
def write_down_told(*, order: PriorityOrder, voice: str, text: str, role: str, by: Actor) -> PriorityAnswer:
    """The co-lead writes down what people of a voice said when they were told in person why it is left out."""
    fresh = my_turn_to_prioritise(order.prioritising)
    view = _waiting(fresh, order)
    if role != DECIDES_AS_CO_LEAD:
        raise Refused(_("The lived-experience co-lead writes down what people said."))
    if voice not in view.voices:
        raise Refused(_("This order leaves out nothing that they put first, so there is nothing to write down."))
    if not text.strip():
        raise Refused(_("Write down what people said."))
    said = PriorityAnswer.objects.create(order=order, voice=voice, told=True, text=text, by_id=by.id)
    record("told", said, by=by, partnership_id=fresh.assessment.partnership_id)
    return said


def _reason_is_owed(title: str, voices: Sequence[str]) -> str:
    """Asks for the reason why something is not acted on, naming it and those who put it first."""
    return _(
        "“%(title)s” was put first by %(voices)s. Act on it, or write down why not now. They read the reason "
        "before the order is final."
    ) % {"title": title, "voices": _(" and by ").join(voice_name(voice) for voice in voices)}


def _not_heard_yet(waiting: Sequence[str], view: OrderView) -> str:
    return _(
        "This order leaves out what %(voices)s put first, and nobody of them has answered yet. It can become final "
        "once somebody has, once the co-lead has written down what people said, or on %(day)s."
    ) % {
        "voices": _(" and ").join(voice_name(voice) for voice in waiting),
        "day": words.date_and_time(view.answer_until),
    }


def _opened(prioritising: Prioritising) -> OpenedChoices:
    opened = opened_choices(prioritising)
    if opened is None:
        raise Refused(_("Open people’s choices first, so that everybody sees what each group would act on."))
    return opened


def _newest(prioritising: Prioritising, order: PriorityOrder) -> OrderView:
    """The order as it stands now, unless there is a newer one."""
    newest = prioritising.orders.order_by("-sequence")[0]
    if newest.pk != order.pk:
        raise Conflict(_("Somebody put forward another order meanwhile. Read it, then decide what to do."))
    return order_view(newest, _opened(prioritising))


def _waiting(prioritising: Prioritising, order: PriorityOrder) -> OrderView:
    view = _newest(prioritising, order)
    if view.is_final:
        raise Conflict(_("This order is final already. Nothing can be added to what was said before."))
    return view


def _check_role(role: str) -> None:
    if role not in (DECIDES_AS_LEAD, DECIDES_AS_CO_LEAD):
        raise Refused(_("The order is decided by a lead together with a lived-experience co-lead."))
