"""Which surveys can be asked, and the edition that an asking or a release was made with."""

from __future__ import annotations

from alongside.catalogue import shelf
from alongside.catalogue.survey import Survey
from alongside.feedback import kinds
from alongside.feedback.models import Asking, Release


def may_be_asked() -> list[Survey]:
    """Every installed survey that can be asked for a team: published, of such a kind, and with its words.

    Those to people who use services come first.
    """
    found = [each for each in shelf.surveys() if each.kind in kinds.ASKED and not each.needs_words]
    return sorted((each for each in found if each.status == "published"), key=lambda each: kinds.ASKED.index(each.kind))


def kind_of(key: str) -> str:
    """The kind of a survey, also where one of its editions is gone; empty where none is installed any more."""
    return next((each.kind for each in shelf.surveys() if each.key == key), "")


def public_surveys() -> list[str]:
    """The keys of the surveys whose results everybody may read."""
    return sorted({each.key for each in shelf.surveys() if kinds.is_public(each.kind)})


def survey_of(thing: Asking | Release) -> Survey:
    """The edition that was asked. Raises LookupError where it is no longer installed."""
    return shelf.survey(thing.survey, thing.survey_version)
