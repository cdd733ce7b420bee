"""Draw what everybody's phone shows: once for all of them, without a person and without a request.

The same words go out to every phone by the event stream and stand on the page that a phone opens; there, what one
person saved is put into its place (`for_one`). Runs also in the thread of the bus, outside any request.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic
from typing import Any
from uuid import UUID
from zlib import crc32

from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.assessments.forms.taking_part import BOTH, AnswerForm
from alongside.assessments.models import Assessment, Rating
from alongside.assessments.queries.drawing import at_hand, charts
from alongside.catalogue.framework import Framework, Item
from alongside.workshops.live import Frame
from alongside.workshops.models import Step
from alongside.workshops.queries.moving import movement
from alongside.workshops.queries.room import Room, progress, room
from alongside.workshops.queries.sessions import by_key
from alongside.workshops.rules.wall import fitting, is_long

Phase = Step.Phase
# What stands in a form that is drawn for everybody; each phone puts its own token there.
BLANK_FIELD = '<input type="hidden" name="csrfmiddlewaretoken" value="">'
# Around the part of the page that is one person's own. No text of anybody can hold them: texts are escaped.
MINE, END_OF_MINE = "<!-- mine -->", "<!-- end of mine -->"
MOST_HELD = 50
_held: dict[UUID, tuple[Room, Frame, float]] = {}


def frame(session_id: UUID) -> Frame | None:
    """What everybody's phone shows of a session now; None where there is no such session."""
    session = by_key(session_id)
    if session is None:
        return None
    with in_words_of(session.workshop.assessment):
        return frame_of(room(session))


def progress_of(session_id: UUID) -> dict[str, int] | None:
    """How many came in, have answered, and were counted; never what anybody answered."""
    session = by_key(session_id)
    if session is None:
        return None
    return progress(session)


def clock() -> str:
    """The server's time, for pages whose own clock is wrong."""
    return timezone.now().isoformat()


@contextmanager
def in_words_of(assessment: Assessment) -> Iterator[None]:
    """In the language of an assessment and the time zone of its partnership, as its pages are."""
    zone = assessment.partnership.time_zone
    with translation.override(assessment.language.lower()), timezone.override(zone):
        yield


def frame_of(now: Room) -> Frame:
    """The frame of a room, drawn anew only where something that phones show has changed."""
    # Counts change with every tap and stand on no phone; without them the page cannot depend on them.
    seen = replace(now, came=0, answered=0, elsewhere=0, declared=None if now.declared is None else 0)
    held = _held.get(now.session_id)
    if held and held[0] == seen:
        if now is not held[0]:  # read anew, and the same
            _held[now.session_id] = (*held[:2], monotonic())
        return held[1]
    html = phone_html(seen)
    # That the room was opened, or an outcome put forward, changes what console and wall show, though perhaps no phone.
    nudge = crc32(f"{html}{seen.declared}{seen.here.standing if seen.here else ''}".encode())
    drawn = Frame(now.now.sequence, nudge, html, now.now.phase == Phase.ENDED)
    while len(_held) >= MOST_HELD and now.session_id not in _held:
        _held.pop(next(iter(_held)), None)
    _held[now.session_id] = (seen, drawn, monotonic())
    return drawn


def lately(session_id: UUID, sequence: int) -> Room | None:
    """The room as it was read half a second ago at most, without counts; None where it was not, or has moved on.

    While people come in by the dozen each second, it is not read anew for every one of them.

    Only before its answers are open: then nothing changes within a step but what was planned for later.
    """
    held = _held.get(session_id)
    fresh = held is not None and monotonic() - held[2] < settings.ROOM_READ_EVERY
    return held[0] if held and fresh and held[1].version == sequence and held[0].here is None else None


def held_frame(session_id: UUID, sequence: int) -> Frame | None:
    """The frame that was drawn for this step already, if it still is at hand."""
    held = _held.get(session_id)
    return held[1] if held and held[1].version == sequence else None


def phone_html(now: Room) -> str:
    """The inside of the page of a phone, the same for everybody."""
    mine = my_answer(now.session_id, now.assessment_id, blank_form(now)) if now.answering else ""
    own = {"mine": mine, "begin_mine": Markup(MINE), "end_mine": Markup(END_OF_MINE)}  # noqa: S704 - constants
    return render_to_string("workshops/_phone.jinja", {**seen_by_all(now), **own}, using="jinja2")


def seen_by_all(now: Room) -> dict[str, Any]:
    """What the templates of phone and big screen are drawn from."""
    drawn = at_hand(charts(now.here, now.framework)) if now.here else []
    return {
        "room": now,
        "Phase": Phase,
        "framework": now.framework,
        "here": now.here,
        "heading": heading(now),
        "charts": drawn,
        "moves": movement(now.here.rounds, now.framework, now.same_people) if now.here else [],
        "wall": for_the_wall(now),
    }


def for_the_wall(now: Room) -> dict[str, Any]:
    """The reasons that fit beside a chart on the wall, how many more there are, and whether the stages are long."""
    told = [each for each in now.here.reasons if not each.withheld_at] if now.here else []
    shown = [told[place] for place in fitting([each.text for each in told])]
    stages = list(now.item.stages.values()) if now.item else []
    return {"reasons": shown, "told": len(told), "more": len(told) - len(shown), "long": is_long(stages)}


def heading(now: Room) -> str:
    """The one line that says where a room is; phones read it aloud when it changes."""
    item = now.item
    if item is not None and now.now.phase == Phase.UNDERSTAND:
        return item.title
    return {
        Phase.LOBBY: _("You are in"),
        Phase.ALONE: _("Answer alone"),
        Phase.REVEAL: _("What people answered"),
        Phase.TALK: _("Talk together"),
        Phase.AGAIN: _("Answer again, alone"),
        Phase.MOVED: _("What moved"),
        Phase.AGREE: _("Agree, or not"),
        Phase.BREAK: _("Break"),
        Phase.ENDED: _("Thank you"),
    }[Phase(now.now.phase)]


# ── One person's own part ────────────────────────────────────────────────────────────────────────────────


def blank_form(now: Room) -> AnswerForm:
    """The form of the round that a room answers, before anybody answered it."""
    assert now.item is not None  # noqa: S101 - a room that answers has a challenge
    return answer_form(now.framework, now.item, now.now.round)


def answer_form(
    framework: Framework, item: Item, round: int, saved: Rating | None = None, data: QueryDict | None = None
) -> AnswerForm:
    """The form of one round of a challenge: empty, with what was saved, or with what was sent."""
    initial: dict[str, Any] = {"round": round, "revision": 0}
    if saved is not None:
        initial = {"round": round, "revision": saved.revision, "answer": saved.answer, "reason": saved.reason}
    # Which of both words is seen each phone decides for itself.
    return AnswerForm(data, framework=framework, item=item, words=BOTH, initial=initial, auto_id="answer_%s")


def my_answer(
    session_id: UUID,
    assessment_id: UUID,
    form: AnswerForm,
    saved: Rating | None = None,
    *,
    shared: bool = False,
    whole_page: bool = False,
) -> str:
    """The part of the page with one person's answer; for everybody it is the empty form.

    `whole_page` says that the page around it lists the errors.
    """
    context = {
        "session_id": session_id,
        "assessment_id": assessment_id,
        "form": form,
        "framework": form.framework,
        "item": form.item,
        "saved": saved,
        "shared": shared,
        "whole_page": whole_page,
        "blank_field": Markup(BLANK_FIELD),  # noqa: S704 - a constant
    }
    return Markup(render_to_string("workshops/_my_answer.jinja", context, using="jinja2"))  # noqa: S704 - as above


def for_one(drawn: Frame, csrf_input: str, mine: str = "") -> Markup:
    """Everybody's page with one person's own part, and their forms ready to be sent."""
    html = drawn.html
    if mine and MINE in html:
        before, _rest = html.split(MINE, 1)
        after = html.split(END_OF_MINE, 1)[1]
        html = f"{before}{MINE}{mine}{END_OF_MINE}{after}"
    return Markup(html.replace(BLANK_FIELD, csrf_input))  # noqa: S704 - our own templates, which escape


def kept_box(sentence: str, reason: str) -> Markup:
    """What somebody typed that came too late, with why it could not be saved."""
    context = {"sentence": sentence, "reason": reason}
    return Markup(render_to_string("workshops/_kept.jinja", context, using="jinja2"))  # noqa: S704 - our own template
