"""What of plans waits, in words and with the way there: for first pages, the plan's page and the weekly message."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alongside.plans.rules.due import Kind, Waiting
from alongside.ui.words import date

Task = dict[str, str]
# Lazy, so that a list of many translates no more than it shows.
SENTENCES = {
    Kind.SIGN: _lazy("%(about)s: a plan waits for your signature"),
    Kind.CONFIRM_ORDER: _lazy("%(about)s: an order of priorities waits for you"),
    Kind.PUT_IN_ORDER: _lazy("%(about)s: put the challenges in order"),
    Kind.OPEN_VERSION: _lazy("%(about)s: a plan waits for you to open it"),
    Kind.WITHDRAWN: _lazy("%(about)s: somebody withdrew their signature"),
    Kind.REVIEW_PAST: _lazy("%(about)s: the review was due on %(day)s"),
    Kind.ACTION_OVERDUE: _lazy("%(about)s: an action of yours was due on %(day)s"),
    Kind.CHOOSE: _lazy("%(about)s: choose what to act on first"),
    Kind.REVIEW_DUE: _lazy("%(about)s: the review is due on %(day)s"),
    Kind.ACTION_DUE: _lazy("%(about)s: an action of yours is due on %(day)s"),
    Kind.LOOK_AT_CYCLE: _lazy("%(about)s: look at what you tried, since %(day)s"),
    Kind.WRITE_DRAFT: _lazy("%(about)s: write the plan"),
}
HINTS = {
    Kind.SIGN: _lazy("Read it first. You may also decline, or write what you think."),
    Kind.CONFIRM_ORDER: _lazy("The other lead stands by it. You can too, once those who are left out were heard."),
    Kind.PUT_IN_ORDER: _lazy("Everybody can see what people chose. Lead and co-lead agree one order."),
    Kind.OPEN_VERSION: _lazy("The other lead put it forward. It goes on when you agree."),
    Kind.WITHDRAWN: _lazy("Read why. The plan is still carried out, and says that a signature is missing."),
    Kind.REVIEW_PAST: _lazy("Everybody who signs the plan sees this too."),
    Kind.CHOOSE: _lazy("Nobody else sees your choice before choices are opened."),
    Kind.REVIEW_DUE: _lazy("Find a day with people who use services, carers and staff."),
    Kind.WRITE_DRAFT: _lazy("Goals, what shows that they are met, and who does what."),
}


def task(waiting: Waiting) -> Task:
    """One entry of a task list: text, hint, status, kind (a tag colour) and the way there."""
    status, colour = _status(waiting.kind)
    return {
        "text": sentence(waiting),
        "hint": _hint(waiting),
        "status": status,
        "kind": colour,
        "href": href(waiting),
    }


def href(waiting: Waiting) -> str:
    """Where something that waits is done."""
    return reverse(waiting.address, args=list(waiting.args))


def sentence(waiting: Waiting) -> str:
    """What waits, in one line that names the challenge and the day, and nothing that people wrote."""
    return str(SENTENCES[waiting.kind]) % {"about": waiting.about, "day": date(waiting.date)}


def _hint(waiting: Waiting) -> str:
    return str(HINTS[waiting.kind]) if waiting.kind in HINTS else waiting.text


def _status(kind: Kind) -> tuple[str, str]:
    match kind:
        case Kind.REVIEW_PAST | Kind.ACTION_OVERDUE:
            return _("Overdue"), "blue"
        case Kind.REVIEW_DUE | Kind.ACTION_DUE | Kind.LOOK_AT_CYCLE:
            return _("Due"), "blue"
        case _:
            return _("To do"), "blue"
