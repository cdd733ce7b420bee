"""Begin the second part of an assessment, choose alone, and open all choices at once and for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.assessments.actions.turns import my_turn
from alongside.assessments.models import Assessment, AssessmentState, ExpectedGroup, Participant
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.states import current_state
from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.plans.actions.turns import my_turn_to_prioritise
from alongside.plans.models import Choice, ChoicesOpened, Chooser, Prioritising, SharedWhy
from alongside.plans.rules.choices import Chosen, Named, OpenedChoices, release_choices
from alongside.ui.refusals import Conflict, Refused


@dataclass(frozen=True)
class Whose:
    """Who chooses; exactly one is given: a participant, a member's account, or a paper sheet by its own key."""

    participant: Participant | None = None
    user_id: UUID | None = None
    sheet: UUID | None = None

    @property
    def known_by(self) -> dict[str, Any]:
        """The fields by which the same person is found again. A sheet is never opened again, so it has none."""
        if self.participant is not None:
            return {"participant": self.participant}
        return {} if self.user_id is None else {"user_id": self.user_id}


@transaction.atomic
def start(*, assessment: Assessment, by: Actor) -> Prioritising:
    """Let people choose what to act on first, once the record is closed. Starting twice changes nothing."""
    fresh = my_turn(assessment)
    if current_state(fresh) != AssessmentState.State.CLOSED:
        raise Refused(_("Close the record first. What was agreed is what people choose from."))
    prioritising, made = Prioritising.objects.get_or_create(assessment=fresh, defaults={"by_id": by.id})
    if made:
        record("started", prioritising, by=by, partnership_id=fresh.partnership_id)
    return prioritising


@transaction.atomic
def choose(
    *,
    prioritising: Prioritising,
    whose: Whose,
    group: ExpectedGroup | None,
    mode: str,
    may_show_alone: bool,
    shares_reasons: bool,
    choices: Mapping[str, str],
    by: Actor,
) -> Chooser:
    """Keep somebody's choices: {item: why}. Choosing again replaces what they chose before.

    Raises Conflict once choices are opened, and for a sheet that was typed in already. As with answers, the log says
    nothing of it, except that somebody typed in a sheet.
    """
    fresh = _while_closed_to_all(prioritising)
    for theirs in (whose.participant, group):
        if theirs is not None and theirs.assessment_id != fresh.assessment_id:
            raise Refused(_("This belongs to another assessment. Open your own page again."))
    framework = framework_of(fresh.assessment)
    if not choices.keys() <= {item.key for item in framework.items}:
        raise Refused(_("Choose from the challenges that are listed."))
    if not 1 <= len(choices) <= framework.priorities_limit:
        raise Refused(_("Choose at least one challenge and no more than %(n)d.") % {"n": framework.priorities_limit})
    if whose.sheet is not None and Chooser.objects.filter(pk=whose.sheet).exists():
        raise Conflict(_("This sheet has been stored already. It was not stored a second time."))
    given = {"group": group, "mode": mode, "may_show_alone": may_show_alone, "shares_reasons": shares_reasons}
    if whose.sheet is not None:
        chooser = Chooser.objects.create(id=whose.sheet, prioritising=fresh, **given)
        record("entered", chooser, by=by, partnership_id=fresh.assessment.partnership_id)
    else:
        chooser = Chooser.objects.update_or_create(prioritising=fresh, **whose.known_by, defaults=given)[0]
        chooser.choices.all().delete()
    Choice.objects.bulk_create(Choice(chooser=chooser, item=item, why=why) for item, why in choices.items())
    return chooser


@transaction.atomic
def take_back_choices(*, prioritising: Prioritising, whose: Whose, by: Actor) -> None:
    """Take back all of one's own choices, as if nothing had been chosen. Nobody is told."""
    fresh = _while_closed_to_all(prioritising)
    if whose.known_by:
        Chooser.objects.filter(prioritising=fresh, **whose.known_by).delete()


@transaction.atomic
def open_choices(*, prioritising: Prioritising, by: Actor) -> ChoicesOpened:
    """Open everybody's choices, once and for ever, and delete every single one.

    What stays is what the small-group rule released and the reasons that people let everybody read. Two people who
    open at once: the first opens them, the second meets a Conflict.
    """
    fresh = _while_closed_to_all(prioritising)
    choosers = list(fresh.choosers.select_related("group").prefetch_related("choices"))
    if not choosers:
        raise Refused(_("Nobody has chosen yet, so there is nothing to open."))
    released = release_choices(
        (
            Chosen(_key(each), each.may_show_alone, frozenset(one.item for one in each.choices.all()))
            for each in choosers
        ),
        [Named(group.key, group.name, group.voice) for group in fresh.assessment.groups.all()],
    )
    opened = ChoicesOpened.objects.create(prioritising=fresh, cells=released.as_json(), by_id=by.id)
    SharedWhy.objects.bulk_create(
        _shared(each, choice, released)
        for each in choosers
        if each.shares_reasons
        for choice in each.choices.all()
        if choice.why.strip()
    )
    fresh.choosers.all().delete()
    record("opened choices", fresh, by=by, partnership_id=fresh.assessment.partnership_id)
    return opened


def _while_closed_to_all(prioritising: Prioritising) -> Prioritising:
    """Lock it, and refuse once its choices are opened."""
    fresh = my_turn_to_prioritise(prioritising)
    if ChoicesOpened.objects.filter(prioritising=fresh).exists():
        raise Conflict(_("The choices were opened meanwhile, perhaps just now. Nothing can be added to them any more."))
    return fresh


def _key(chooser: Chooser) -> str:
    return chooser.group.key if chooser.group else ""


def _shared(chooser: Chooser, choice: Choice, released: OpenedChoices) -> SharedWhy:
    named = chooser.group is not None and released.names(chooser.group.key)
    return SharedWhy(
        prioritising_id=chooser.prioritising_id,
        item=choice.item,
        group_name=chooser.group.name if named and chooser.group else "",
        text=choice.why,
    )
