"""What a room hears of its assessment from other pages: a reason withheld, an outcome put forward, one more answer."""

from __future__ import annotations

from uuid import UUID

from alongside.assessments.news import News
from alongside.workshops.live import announce_changed, announce_moved
from alongside.workshops.queries.sessions import running


def hear(assessment_id: UUID, news: News) -> None:
    """Let the screens of every session that is going on show what changed."""
    for session_id in running(assessment_id):
        (announce_changed if news == "changed" else announce_moved)(session_id)
