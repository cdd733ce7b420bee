"""When the one weekly message is written."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Mondays, before most people's first meeting.
FROM = time(7)


def week_of(now: datetime, zone: str) -> date | None:
    """The Monday whose message may be written now; None on a Monday before seven in this zone.

    Later days of the week give their Monday too: a server that was off on Monday writes when it is back.
    """
    here = now.astimezone(ZoneInfo(zone))
    monday = here.date() - timedelta(days=here.weekday())
    return monday if here.date() > monday or here.time() >= FROM else None


def began(monday: date, zone: str) -> datetime:
    """The moment from which a week's message may be written. Who came later waits for the next one."""
    return datetime.combine(monday, FROM, ZoneInfo(zone))
