"""What must stand beside every comparison: on which decision it was made, how sure it is, and how it may be read."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.comparing.models import Turn
from alongside.people.access import ROLE_NAMES, Role
from alongside.ui import words


def before_the_reason(*, warned: bool) -> str:
    """What stands before the reason; `warned` where the caution of the survey stands before that."""
    if warned:
        return _("Teams are compared all the same, and this is why:")
    return _("Why teams are compared:")


def decided(turn: Turn, *, again: bool) -> list[str]:
    """Who decided, and whether comparing was turned off and on since."""
    told = _("Decided by %(one)s (%(role)s) and %(other)s (%(side)s) on %(day)s.") % {
        "one": turn.name,
        "role": ROLE_NAMES[Role(turn.role)],
        "other": turn.confirmation.name,
        "side": ROLE_NAMES[Role(turn.confirmation.role)],
        "day": words.date(turn.confirmation.at),
    }
    since = _("After this comparison was made, comparing was turned off, and both sides turned it on again.")
    return [told, since] if again else [told]


def how_sure() -> list[str]:
    """How sure it is that a team is outside, and what that does not mean."""
    return [
        _("Outside means: beyond the outer limits, within which chance keeps 998 in 1,000 teams."),
        _(
            "Numbers are rounded to the nearest five to protect people. A team is called outside only if that holds "
            "whatever the exact numbers were. So a team that differs may not be found, above all a small one."
        ),
        _("Not outside means: this could be chance. It does not mean that the team is like the others."),
        _("Even where teams do not differ at all, up to 2 in 1,000 of them would be outside by chance."),
        _("Only those who answered are counted. Whom a team asked, and who dared to answer, moves results too."),
        _("A share is of everybody who answered, also those who would rather not say."),
    ]


def steadier() -> str:
    """What a steadier estimate is, and what it does to a team unlike the others."""
    return _(
        "The steadier estimate is the better guess of what the next people would say. The fewer people answered, the "
        "more it leans towards the middle of all teams, where a large team counts little more than a small one. A team "
        "unlike the others is drawn to teams unlike it, and its true difference may be larger. With few teams the "
        "intervals are somewhat too narrow. Use it to look, not to add up."
    )


def how_to_read_groups() -> list[str]:
    """What must be known before groups of people are looked at."""
    return [
        _("Groups stand in the order in which people were asked, not by what they said."),
        _(
            "With so many differences on one page, about one in twenty looks sure by chance. And a difference that is "
            "not sure may still be there: small groups are hard to see."
        ),
        _("Who says what of themselves is their own choice, and one person can be in several groups."),
        _(
            "Numbers are rounded; the intervals allow for that. A difference between groups can also come from which "
            "teams they met."
        ),
    ]


def a_question() -> str:
    """The shortest way to say what outside is."""
    return _("Outside is a question, not a mark.")
