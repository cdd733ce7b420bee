"""Which surveys can be asked, and the edition that an asking or a release was made with."""

from __future__ import annotations

from alongside.catalogue import shelf
from alongside.catalogue.survey import Survey
from alongside.feedback.models import Asking, Release

# Of whom a team's page may tell; the other kinds are for staff and for scoring, and have pages of their own.
ASKED_OF_PEOPLE = "team-feedback"


def may_be_asked() -> list[Survey]:
    """Every installed survey that can be asked for a team: published, of that kind, and with its words."""
    return [
        each
        for each in shelf.surveys()
        if each.kind == ASKED_OF_PEOPLE and each.status == "published" and not each.needs_words
    ]


def survey_of(thing: Asking | Release) -> Survey:
    """The edition that was asked. Raises LookupError where it is no longer installed."""
    return shelf.survey(thing.survey, thing.survey_version)
