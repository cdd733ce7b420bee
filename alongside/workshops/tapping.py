"""Save what phones tapped at the same moment; what is neither saved nor plainly too late is left to its page.

Runs in the writer's thread, outside any request. The form and the action are those of the page, so the rules are too.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import TooManyFieldsSent
from django.http import QueryDict

from alongside.assessments.actions.answers import Kept, Sent
from alongside.assessments.models import Participant
from alongside.assessments.queries.editions import framework_of
from alongside.assessments.queries.participants import PURPOSE
from alongside.catalogue.framework import Framework
from alongside.people.tokens import hash_of
from alongside.ui.refusals import Conflict, Refused
from alongside.workshops import drawing
from alongside.workshops.actions.answering import answer_together
from alongside.workshops.live.lane import Reply, Tap
from alongside.workshops.models import Session
from alongside.workshops.queries.inside import inside_with
from alongside.workshops.queries.room import room
from alongside.workshops.queries.sessions import by_key, newest_step
from alongside.workshops.rules.phases import ANSWERING
from alongside.workshops.saved_part import after_saving, after_too_late, shown_meanwhile

Result = tuple[Sent, Kept | Refused] | None

log = logging.getLogger("alongside.workshops.live")


def save_together(taps: Sequence[Tap]) -> list[Reply | None]:
    """For each tap what its phone is shown once it is saved, or None where its page has to answer."""
    replies: list[Reply | None] = [None] * len(taps)
    rooms: dict[tuple[UUID, UUID], list[int]] = {}
    for place, tap in enumerate(taps):
        rooms.setdefault((tap.assessment_id, tap.session_id), []).append(place)
    for (assessment_id, session_id), places in rooms.items():
        try:
            found = _in_one_room(assessment_id, session_id, [taps[place] for place in places])
        except Exception as problem:
            # Each is tried by its page. The kind alone: what an error of a database says may hold what somebody wrote.
            log.error("The answers of a room could not be saved together: %s", type(problem).__name__)
            continue
        for place, reply in zip(places, found, strict=True):
            replies[place] = reply
    return replies


def _in_one_room(assessment_id: UUID, session_id: UUID, taps: Sequence[Tap]) -> list[Reply | None]:
    session = by_key(session_id)
    if session is None or session.workshop.assessment_id != assessment_id:
        return [None] * len(taps)
    assessment = session.workshop.assessment
    framework = framework_of(assessment)
    inside = inside_with(session, {hash_of(PURPOSE, tap.secret) for tap in taps})
    with drawing.in_words_of(assessment):
        read = [_read(tap, framework, inside.get(hash_of(PURPOSE, tap.secret))) for tap in taps]
        sent = [each for each in read if each is not None]
        try:
            kept = iter(answer_together(session_id=session_id, assessment=assessment, sent=sent) if sent else [])
        except Refused:
            return [None] * len(taps)
        return _shown(session, framework, [(each, next(kept)) if each else None for each in read])


def _read(tap: Tap, framework: Framework, person: Participant | None) -> Sent | None:
    """What a tap says; None where its device is not in the room, its key is another's, or its form has a mistake."""
    if person is None or person.pk != tap.participant_id:
        return None
    try:
        data = QueryDict(tap.form, encoding="utf-8")
    except (TooManyFieldsSent, UnicodeError):
        return None
    item = next((each for each in framework.items if each.key == data.get("item")), None)
    form = drawing.answer_form(framework, item, 1, data=data) if item else None
    return Sent(person, item.key, **form.cleaned_data) if item and form and form.is_valid() else None


def _shown(session: Session, framework: Framework, all: Sequence[Result]) -> list[Reply | None]:
    """What each phone is shown: everybody's page, drawn once, with this person's answer in it, or before it."""
    now = newest_step(session)
    drawn = drawing.held_frame(session.pk, now.sequence)
    if drawn is None:
        drawn = drawing.frame_of(room(session))
    mark = f"{drawn.version}.{drawn.nudge}"
    replies: list[Reply | None] = []
    for each in all:
        sent, kept = each or (None, None)
        # A page's script puts its own token into every form.
        token = drawing.BLANK_FIELD
        if isinstance(kept, Kept):
            html = after_saving(drawn, framework, session.pk, kept.rating, token, shared=kept.shared)
            replies.append(Reply(mark, html))
        elif sent and isinstance(kept, Conflict) and not (now.phase in ANSWERING and now.item == sent.item):
            # The moment after a reveal, when the taps that were on their way arrive all at once.
            replies.append(Reply(mark, after_too_late(drawn, shown_meanwhile(), sent.reason, token), 409))
        else:
            replies.append(None)
    return replies
