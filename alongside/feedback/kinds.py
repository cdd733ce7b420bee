"""What differs between the kinds of survey: whom they are for, what they promise, and who reads the results.

Seal, counts and the rule of release are the same for all. Words are asked for when a page is drawn.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.catalogue.survey import Survey

PEOPLE, STAFF, OPENNESS = "team-feedback", "staff-survey", "openness-check"
# In the order in which a team's page tells of them. Instruments are scored elsewhere and asked of nobody here.
ASKED = (PEOPLE, OPENNESS, STAFF)


def is_public(kind: str) -> bool:
    """Whether everybody may read the results.

    Only of what people say about the service they get. What staff say of work, and how an organisation sees itself, is
    said more freely, and used for a talk and not for a judgement, where it stays with those who work on it.
    """
    return kind == PEOPLE


def asks(survey: Survey, team: str) -> str:
    """Who asks whom: the first sentence that somebody reads."""
    sentence = {
        PEOPLE: _("%(team)s is asking the people it serves."),
        STAFF: _("%(team)s is asking everybody who works there."),
        OPENNESS: _("%(team)s is asking staff, people who use services, carers, family, friends and partners."),
    }[survey.kind]
    return sentence % {"team": team}


def freely(survey: Survey) -> str:
    """That nothing hangs on an answer."""
    return {
        PEOPLE: _("Your care does not depend on what you say, or on whether you answer."),
        STAFF: _("Nothing at work depends on what you say, or on whether you answer."),
        OPENNESS: _("Neither your care nor your work depends on what you say, or on whether you answer."),
    }[survey.kind]


def invites(survey: Survey) -> str:
    """The question in large letters on cards and posters."""
    return _("Has this team helped you?") if survey.kind == PEOPLE else survey.plain_title


def in_short(survey: Survey) -> str:
    """What it is, on cards and posters."""
    sentence = {
        PEOPLE: _(
            "A few short questions, about %(minutes)d minutes. No name, no account. You get the same care either way."
        ),
        STAFF: _("A few short questions, about %(minutes)d minutes. No name, no account. You need not answer."),
        OPENNESS: _("A few short questions, about %(minutes)d minutes. No name, no account. You need not answer."),
    }[survey.kind]
    return sentence % {"minutes": survey.minutes}


def read_by(readers: str) -> str:
    """Who reads people's words: the same on the screen, on paper and read aloud.

    Whoever may publish may read them first (`views.reading`); every member reads what was passed on (`views.team`).
    """
    return _(
        "This is who reads your own words first: %(readers)s. Another lead or lived-experience co-lead may read them "
        "too. After names are taken out, every member of this partnership can read them, such as staff, commissioners "
        "and partners. They are on no public page."
    ) % {"readers": readers.rstrip(" .")}


def results_for(survey: Survey) -> str:
    """Where the results can be read."""
    if is_public(survey.kind):
        return _("On the team’s page you can read the results, and what the team does about them.")
    return _(
        "The results are read by the team and by the people who work with it in this partnership. They are not put on "
        "a public page. Ask the team to show you what came out, and what it does about it."
    )


def section(kind: str) -> str:
    """The heading of such results on a team's page."""
    return {
        PEOPLE: _("What people said"),
        STAFF: _("What staff said about work"),
        OPENNESS: _("How open we are to lived experience"),
    }.get(kind, _("Other questions"))
