"""Reach a workshop and its sessions from the assessment that the visitor may see; anything else does not exist."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404

from alongside.assessments.models import Assessment
from alongside.assessments.views.finding import the_assessment
from alongside.people.access import MemberRequest
from alongside.workshops.models import Session
from alongside.workshops.queries.sessions import session_of


def the_session(request: MemberRequest, assessment_id: UUID, session_id: UUID) -> tuple[Assessment, Session]:
    """An assessment of this partnership and one of its sessions, or nothing."""
    found = the_assessment(request, assessment_id)
    session = session_of(found, session_id)
    if session is None:
        raise Http404
    return found, session
