"""Files of answers that were taken in."""

from __future__ import annotations

from django.db.models import QuerySet

from alongside.feedback.models import Asking, TakenIn


def files_of(asking: Asking) -> QuerySet[TakenIn]:
    """The files of answers to these questions in this partnership, for whichever team, the newest first."""
    files = TakenIn.objects.filter(partnership_id=asking.partnership_id, what=TakenIn.What.ANSWERS)
    same = files.filter(survey=asking.survey, survey_version=asking.survey_version)
    return same.order_by("-taken_on", "name", "pk")


def taken_before(asking: Asking, sha256: str) -> TakenIn | None:
    """This very file, where it was taken in already, also as counts."""
    same = TakenIn.objects.filter(partnership_id=asking.partnership_id, sha256=sha256)
    return same.filter(survey=asking.survey, survey_version=asking.survey_version).first()
