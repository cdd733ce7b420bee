"""Which surveys a partnership could compare teams by.

Only those whose results everybody may read: what people say of the service they get. What staff say of work, and how
open an organisation finds itself, was asked for a talk and not for a judgement.
"""

from __future__ import annotations

from alongside.catalogue import shelf
from alongside.catalogue.survey import Survey
from alongside.feedback.kinds import is_public
from alongside.people.models import Partnership


def editions(partnership: Partnership) -> list[Survey]:
    """Every such edition that was asked or published here and is installed, by its title."""
    asked = partnership.askings.order_by().values_list("survey", "survey_version").distinct()
    published = partnership.feedback_releases.order_by().values_list("survey", "survey_version").distinct()
    found = [survey for key, version in {*asked, *published} if (survey := installed(key, version)) is not None]
    found = [survey for survey in found if is_public(survey.kind)]
    return sorted(found, key=lambda survey: (survey.title, survey.version))


def installed(key: str, version: str) -> Survey | None:
    """The edition, or nothing where it is no longer installed."""
    try:
        return shelf.survey(key, version)
    except LookupError:
        return None
