"""What a member may do next in an assessment, in the order in which it makes sense."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.assessments.models import Assessment, AssessmentState, Participant
from alongside.people.access import DECIDES_AS_LEAD, Can, may

State = AssessmentState.State


@dataclass(frozen=True)
class Step:
    """One line of the list: where it leads, what it is about, and where it stands; `kind` only colours the words."""

    text: str
    href: str
    status: str
    hint: str = field(default="")
    kind: str = field(default="")


def next_steps(
    assessment: Assessment,
    state: str,
    role: str,
    *,
    mine: Participant | None,
    shown: str,
    nothing_shown: bool,
    decided: str,
    agreed: Collection[str] = (),
    to_withhold: Sequence[UUID] = (),
) -> list[Step]:
    """The steps for this role in this state; `shown` and `decided` are counts in words.

    `agreed` are the roles that agree to close what stands now; `to_withhold` are reasons that the other half wants
    withheld.
    """

    def step(name: str, text: str, status: str, hint: str = "") -> Step:
        return Step(text, reverse(name, args=[assessment.partnership_id, assessment.pk]), status, hint)

    steps: list[Step] = []
    if state == State.PREPARING and may(role, Can.RUN_ASSESSMENT):
        steps += [
            step("set-up-assessment", _("Check the groups and what you offer them"), _("First"),
                 _("How many people you ask, support, payment, and what you tell them.")),
            step("open-assessment", _("Open it for answers"), _("Then")),
        ]  # fmt: skip
    if state == State.OPEN and may(role, Can.TAKE_PART):
        steps.append(own_part(assessment, mine))
    if state == State.OPEN and may(role, Can.RUN_ASSESSMENT):
        steps += [
            step("invitations", _("Invite people"), _("Any time"), _("Links, codes, email, and a pack to print.")),
            step("enter-for-somebody", _("Enter answers with somebody"), _("Any time"),
                 _("You sit together and use this device.")),
            step("enter-paper", _("Type in a paper sheet"), _("Any time")),
            step("set-up-assessment", _("Change the groups and what you offer them"), _("Any time")),
        ]  # fmt: skip
    steps += workshop(assessment, state, role)
    if state != State.PREPARING:
        hint = _("Where groups differ, and what to talk about first.")
        steps.append(step("challenges", _("Look at the answers together"), shown, hint))
        if nothing_shown and state == State.OPEN and not may(role, Can.REVEAL):
            steps[-1] = replace(steps[-1], href="", status=_("Not yet"), hint=_("Nothing has been shown so far."))
    if to_withhold:
        hint = _("The other half wants it withheld. Until you say yes or no it is shown.")
        where = reverse("withhold-reason", args=[assessment.partnership_id, assessment.pk, to_withhold[0]])
        steps.append(Step(_("Read a reason again"), where, _("Waits for you"), hint, "blue"))
    if state == State.OPEN and may(role, Can.RUN_ASSESSMENT):
        hint = _("And what their absence means for the record.")
        steps.append(step("absences", _("Say who was not in the room"), _("Before closing"), hint))
    if state != State.PREPARING and may(role, Can.SEE_RECORD):
        hint = _("On screen, as Template A to print, or as a spreadsheet.")
        steps.append(step("record", _("Read the record"), decided, hint))
    if state == State.CLOSED and may(role, Can.SEE_RECORD):
        hint = _("Everybody chooses alone; then lead and co-lead put the challenges in order.")
        steps.append(step("priorities", _("Priorities: what to act on first"), _("After the record"), hint))
    if state == State.OPEN and may(role, Can.DECIDE):
        hint = _("Lead and lived-experience co-lead agree together.")
        steps.append(step("close-assessment", _("Close the record"), closing(role, agreed), hint))
    if state == State.CLOSED and may(role, Can.SHARE_RECORD):
        hint = _("A link that you can take back.")
        steps.append(step("record-sharing", _("Share the record with chosen people"), _("If you wish"), hint))
    return steps


def workshop(assessment: Assessment, state: str, role: str) -> list[Step]:
    """The sessions where people meet: to plan them, or to see when they are."""
    where = reverse("workshop", args=[assessment.partnership_id, assessment.pk])
    if state == State.CLOSED:
        return []
    if may(role, Can.RUN_ASSESSMENT):
        hint = _("Sessions, facilitators, agenda, and the room itself with a big screen and phones.")
        return [Step(_("Hold a workshop"), where, _("Any time"), hint)]
    if may(role, Can.SEE_RECORD):
        hint = _("Day, place, and how people are looked after.")
        return [Step(_("See when people meet"), where, _("Any time"), hint)]
    return []


def closing(role: str, agreed: Collection[str]) -> str:
    """How far the closing is, in words."""
    if role in agreed:
        if role == DECIDES_AS_LEAD:
            return _("You have agreed; it waits for the lived-experience co-lead")
        return _("You have agreed; it waits for the lead")
    if agreed:
        return _("The other lead has agreed; it waits for you")
    return _("At the end")


def own_part(assessment: Assessment, mine: Participant | None) -> Step:
    """The member's own answers."""
    if mine is None:
        return Step(
            _("Take part yourself"),
            reverse("take-part", args=[assessment.partnership_id, assessment.pk]),
            _("Not started"),
            _("Your answers are yours alone until everybody’s are shown."),
        )
    status, kind = (_("Finished"), "green") if mine.finished_at else (_("Started"), "blue")
    return Step(_("Go on with your own answers"), reverse("my-part", args=[assessment.pk]), status, kind=kind)
