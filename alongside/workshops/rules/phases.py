"""Which phase may follow which: understand, alone, together, decided, for one challenge after the other."""

from __future__ import annotations

from alongside.workshops.models import Step

Phase = Step.Phase

# What a facilitator may do next with the same challenge; the first is what the script suggests.
FOLLOWS: dict[str, tuple[str, ...]] = {
    Phase.LOBBY: (),
    Phase.UNDERSTAND: (Phase.ALONE,),
    Phase.ALONE: (Phase.REVEAL, Phase.UNDERSTAND),
    Phase.REVEAL: (Phase.TALK, Phase.AGREE),
    Phase.TALK: (Phase.AGAIN, Phase.AGREE),
    Phase.AGAIN: (Phase.MOVED, Phase.TALK),
    Phase.MOVED: (Phase.AGREE, Phase.TALK),
    Phase.AGREE: (Phase.TALK,),
    Phase.BREAK: (),
    Phase.ENDED: (),
}
# Phases in which people answer, alone; those that open answers; and those in which opened answers are on the screens.
ANSWERING = (Phase.ALONE, Phase.AGAIN)
OPENING = (Phase.REVEAL, Phase.MOVED)
TOGETHER = (Phase.REVEAL, Phase.TALK, Phase.MOVED, Phase.AGREE)
# Phases that are about no challenge.
ABOUT_NONE = (Phase.LOBBY, Phase.ENDED)


def may_follow(now: str, item: str, phase: str, wanted: str, before_break: str = "") -> bool:
    """Whether a session in phase `now` of `item` may go on to `phase` of challenge `wanted`.

    Another challenge always begins with understanding it. After a break a session goes on where it was
    (`before_break`), or with another challenge. A session that ended can be taken up again from its lobby.
    """
    if now == Phase.ENDED:
        return phase == Phase.LOBBY
    if phase in (Phase.BREAK, Phase.ENDED):
        return now != phase
    if phase == Phase.LOBBY:
        return now == Phase.BREAK and before_break == Phase.LOBBY
    if now == Phase.BREAK and wanted == item and phase == before_break:
        return True
    if phase == Phase.UNDERSTAND and (wanted != item or now in (Phase.LOBBY, Phase.BREAK)):
        return True
    return wanted == item and phase in FOLLOWS[now]


# Minutes of each phase out of an item's time, in parts of a hundred; what is left is for agreeing.
SHARES = {
    Phase.UNDERSTAND: 20,
    Phase.ALONE: 12,
    Phase.REVEAL: 8,
    Phase.TALK: 35,
    Phase.AGAIN: 8,
    Phase.MOVED: 5,
    Phase.AGREE: 12,
}
BREAK_MINUTES = 10


def minutes_for(phase: str, item_minutes: int) -> int:
    """How long a phase of a challenge may take, of the minutes the agenda gives it: at least one; 0 means no end."""
    if phase == Phase.BREAK:
        return BREAK_MINUTES
    if phase not in SHARES:
        return 0
    return max(1, round(item_minutes * SHARES[Phase(phase)] / 100))
