"""What stands in the way of putting a plan forward, as sentences; empty when nothing does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.people.models import PartnershipOrganisation
from alongside.plans.rules.content import PlanContent

# "Local goals 1, 2, 3": Implementing Recovery: A methodology for organisational change, 2010, page 19.
GOALS_AT_MOST = 3
SIDES = PartnershipOrganisation.Side


def problems_with_goals(content: PlanContent) -> list[str]:
    """What a plan lacks, signed or not."""
    found = []
    if not content.goals:
        found.append(_("There is no goal yet. Add at least one."))
    if len(content.goals) > GOALS_AT_MOST:
        found.append(_("There are more than %(n)d goals. Keep those that matter most.") % {"n": GOALS_AT_MOST})
    empty = [str(place) for place, goal in enumerate(content.goals, start=1) if not goal.actions]
    if empty:
        found.append(
            _("Nobody has anything to do yet for goal %(numbers)s. Add an action.") % {"numbers": ", ".join(empty)}
        )
    if not content.described.strip():
        found.append(_("Describe how things are now."))
    return found


def problems_with_date(review_on: date | None, today: date) -> list[str]:
    """A review needs a day that is still to come."""
    if review_on is None:
        return [_("Say when the plan will be reviewed.")]
    return [] if review_on > today else [_("The day of the review is past. Choose one that is still to come.")]


def problems_with_past_days(content: PlanContent, today: date, settled: Collection[UUID]) -> list[str]:
    """A promise needs a day that is still to come, or today. `settled` are goals and actions that are done with."""
    goals = [str(n) for n, each in enumerate(content.goals, 1) if each.by_when < today and each.id not in settled]
    found = []
    if goals:
        found.append(
            _("The day by which goal %(numbers)s is to be met is past. Choose one that is still to come.")
            % {"numbers": ", ".join(goals)}
        )
    return found + [
        _("The day of the action “%(action)s” is past. Choose one that is still to come.") % {"action": each.text}
        for each in content.actions
        if each.due < today and each.id not in settled
    ]


def problems_with_signing(content: PlanContent, provider_view: bool, sides: Sequence[str]) -> list[str]:
    """What a plan lacks that is to be signed. `sides` are those for which somebody is to sign."""
    found = []
    if provider_view:
        found.append(
            _(
                "Nobody who uses services took part in the assessment. It is a provider’s view, incomplete, and a plan "
                "that rests on it cannot be signed. Ask people who use services first, or keep the plan as a "
                "self-assessment that nobody signs."
            )
        )
    names = {SIDES.PROVIDER.value: _("the provider"), SIDES.COMMISSIONER.value: _("the commissioner")}
    missing = [name for side, name in names.items() if side not in sides]
    if missing:
        found.append(_("Say who signs for %(sides)s.") % {"sides": _(" and for ").join(missing)})
    return found


def problems_with_people(
    content: PlanContent, members: Collection[UUID], signers: Collection[UUID], commissioners: Collection[UUID]
) -> list[str]:
    """Who is named and cannot do it: `members` are in the partnership now, `signers` those of them who may sign.

    `commissioners` are those signers who may sign for a commissioner.
    """
    found = []
    gone = {each.person for each in content.actions if each.person_id and each.person_id not in members}
    if gone:
        found.append(
            _("%(names)s is named for an action and is no longer a member. Choose somebody else, or nobody.")
            % {"names": ", ".join(sorted(gone))}
        )
    found += [
        wrong_side(each.side, each.name)
        for each in content.signatories
        if each.user_id in signers and (each.side == SIDES.COMMISSIONER) != (each.user_id in commissioners)
    ]
    return found + [
        _("%(name)s cannot sign: they are no longer a member, or only observe. Choose somebody else to sign.")
        % {"name": each.name}
        for each in content.signatories
        if each.user_id not in signers
    ]


def wrong_side(side: str, name: str = "") -> str:
    """Why somebody is not named to sign for this side, or, with a name, cannot any more."""
    names = {"name": name}
    if side != SIDES.COMMISSIONER:
        if name:
            return _("%(name)s is a commissioner here, so cannot sign for the provider. Choose somebody else.") % names
        return _("A commissioner signs for a commissioner, not for the provider. Choose somebody else.")
    if name:
        return (
            _("%(name)s cannot sign for a commissioner: they are no commissioner here. Choose a member who is one.")
            % names
        )
    return _("For a commissioner only somebody signs who is a commissioner here. Choose such a member, or invite one.")


def unanswered(content: PlanContent) -> list[str]:
    """Questions that may stay open, and that are good to answer before people sign."""
    asked = {
        "baseline": _("where the measure is now"),
        "agreed": _("who has agreed, and who sees it differently"),
        "realistic": _("what makes it possible, and what could get in the way"),
    }
    found = []
    for place, goal in enumerate(content.goals, start=1):
        open_ones = [words for name, words in asked.items() if not getattr(goal, name).strip()]
        if open_ones:
            found.append(_("Goal %(number)d: %(what)s.") % {"number": place, "what": "; ".join(open_ones)})
    if not content.evidence_sources.strip():
        found.append(_("What you will look at to see how it goes."))
    return found
