"""The tables of workshops, one file per aggregate."""

from alongside.workshops.models.session import AgendaItem, Attendance, Session, Step
from alongside.workshops.models.workshop import Workshop

__all__ = ["AgendaItem", "Attendance", "Session", "Step", "Workshop"]
