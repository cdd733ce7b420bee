"""What waits, in words and with the way there; what comes next in an assessment, in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.home.rules import Kind, Look, Mine, Step, Waiting
from alongside.plans.rules.due import Waiting as OfPlans
from alongside.plans.wording import task as of_plan
from alongside.ui.words import date

Task = dict[str, str]
WITH_SOMEBODY = (Kind.WITHHOLD, Kind.CONFIRM, Kind.CLOSE)
AT_MOST = 8


def tasks(of_assessments: Iterable[Waiting], of_plans: Iterable[OfPlans]) -> tuple[list[Task], int]:
    """What waits, as one list, and how many more there are than it holds.

    First where somebody else waits too, then plans, then the rest: a long list is nobody's first page.
    """
    seen = list(of_assessments)
    first = [partial(task, each) for each in seen if each.kind in WITH_SOMEBODY]
    rest = [partial(task, each) for each in seen if each.kind not in WITH_SOMEBODY]
    everything = [*first, *(partial(of_plan, each) for each in of_plans), *rest]
    shown = everything if len(everything) <= AT_MOST + 1 else everything[:AT_MOST]
    return [say() for say in shown], len(everything) - len(shown)


def task(waiting: Waiting) -> Task:
    """One entry of a task list."""
    return {**_words(waiting), "href": href(waiting)}


def _words(waiting: Waiting) -> Task:
    """The text names the assessment, so that each link of a page stands for itself."""
    number = len(waiting.items) or len(waiting.reasons)
    match waiting.kind:
        case Kind.WITHHOLD:
            text = ngettext(
                "%(title)s: a reason waits to be withheld", "%(title)s: %(n)d reasons wait to be withheld", number
            )
            hint = _("The other half says that it names somebody or is abuse. Everybody can read it until you agree.")
            status, colour = _("To do"), "blue"
        case Kind.CONFIRM:
            text = ngettext("%(title)s: a decision waits for you", "%(title)s: %(n)d decisions wait for you", number)
            hint = _("The other lead stands by what was put forward. It is recorded when you do too.")
            status, colour = _("To do"), "blue"
        case Kind.CLOSE:
            text = _("%(title)s: agree to close the record")
            hint = _("The other lead has agreed. It closes when you do too.")
            status, colour = _("To do"), "blue"
        case Kind.CHOOSE_FIRST:
            text = _("%(title)s: the record is closed. Choose what to act on first")
            hint = _("Let people choose, agree an order, and a plan begins for each challenge at the top.")
            status, colour = _("To do"), "blue"
        case Kind.FINISH:
            text, hint = _("%(title)s: go on with your own answers"), _("Nobody else sees them yet.")
            status, colour = _("Started"), "blue"
        case Kind.ANSWER:
            text = _("%(title)s: give your own answers")
            hint = _("They are yours alone until everybody’s are shown. You may also say no.")
            status, colour = _("Not started"), ""
        case Kind.PREPARE:
            text, hint = _("%(title)s: prepare it and open it"), _("Nobody can answer yet.")
            status, colour = _("Being prepared"), ""
        case Kind.RUN:
            text = _("%(title)s: look after it")
            hint = (
                _("Invite people, show answers, and write down what is agreed.")
                if waiting.may_decide
                else _("Invite people and show answers. Lead and co-lead write down what is agreed.")
            )
            answered = waiting.look.answered
            status = ngettext("%(n)d person answered", "%(n)d people answered", answered) % {"n": answered}
            colour = ""
        case Kind.ANSWER_LATE:
            text, hint = _("%(title)s: you can still answer"), _("Some answers have been shown already.")
            status, colour = _("If you wish"), ""
    return {"text": text % {"title": waiting.look.title, "n": number}, "hint": hint, "status": status, "kind": colour}


def href(waiting: Waiting) -> str:
    """Where something that waits is done."""
    look = waiting.look
    at = [look.partnership_id, look.id]
    match waiting.kind:
        case Kind.WITHHOLD:
            return reverse("withhold-reason", args=[*at, waiting.reasons[0]])
        case Kind.CONFIRM if len(waiting.items) == 1:
            return reverse("challenge", args=[*at, waiting.items[0]])
        case Kind.CONFIRM:
            return reverse("challenges", args=at)
        case Kind.CLOSE:
            return reverse("close-assessment", args=at)
        case Kind.CHOOSE_FIRST:
            return reverse("priorities", args=at)
        case Kind.PREPARE | Kind.RUN:
            return reverse("assessment", args=at)
    if look.mine is Mine.NOT_JOINED:
        return reverse("take-part", args=at)
    return reverse("my-part", args=[look.id])


def entry(look: Look) -> Task:
    """An assessment in the list of its partnership: where it is and what comes next."""
    hint = _("Started on %(day)s. %(next)s") % {"day": date(look.created_at), "next": next_step(look)}
    status, colour = {
        Step.PREPARE: (_("Being prepared"), ""),
        Step.ANSWER: (_("Open"), "blue"),
        Step.TALK: (_("Open"), "blue"),
        Step.READ: (_("Closed"), ""),
    }[look.step]
    where = reverse("assessment", args=[look.partnership_id, look.id])
    return {"text": look.title, "href": where, "hint": hint, "status": status, "kind": colour}


def next_step(look: Look) -> str:
    """What comes next in an assessment, in a sentence."""
    match look.step:
        case Step.PREPARE:
            return _("Next: prepare it and open it for answers.")
        case Step.ANSWER:
            return _answering(look)
        case Step.TALK:
            return _("Next: talk about the answers, and write down what you agree.")
        case Step.READ:
            return _("The record stands. Read it, and use it.")


def _answering(look: Look) -> str:
    counts = {"answered": look.answered, "finished": look.finished, "joined": look.joined}
    if not look.joined:
        return _("Next: invite people to answer.")
    if look.finished == look.joined:
        return _("Everybody who joined has finished (%(joined)d). Next: look at the answers together.") % counts
    return (
        _("People answer alone. Joined: %(joined)d. Answered something: %(answered)d. Finished: %(finished)d.") % counts
    )
