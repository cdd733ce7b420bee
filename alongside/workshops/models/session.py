"""One meeting: its agenda, who came in, and every phase it went through."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.assessments.models import Invite, Participant
from alongside.workshops.models.workshop import Workshop


class Session(models.Model):
    """One meeting with a day, a place and two facilitators, of whom one is there for lived experience.

    An open room has one code on the wall (`invite`) and takes as many as the facilitators say are `present`; any other
    room is entered with a personal code or an account. Names are kept as they were when the session was planned.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="sessions")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    open_room = models.BooleanField(default=False)
    invite = models.OneToOneField(Invite, on_delete=models.SET_NULL, null=True, related_name="+")
    present = models.PositiveIntegerField(null=True)
    facilitator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    facilitator_name = models.CharField(max_length=120)
    lived_facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    lived_facilitator_name = models.CharField(max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["workshop", "number"], name="one_session_per_number")]

    def __str__(self) -> str:
        return f"session {self.number} of {self.workshop}"


class AgendaItem(models.Model):
    """A challenge that a session means to talk about, for so many minutes. One that was skipped keeps its place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="agenda")
    item = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    skipped = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["session", "item"], name="item_once_per_session")]

    def __str__(self) -> str:
        return f"{self.item} in {self.session}"


class Step(models.Model):
    """A phase that a session came into, for one challenge where it has one; the newest is the current one.

    `sequence` is the version that phones follow. More time is a new step of the same phase with a later `ends_at`, when
    the facilitators mean to move on; nothing happens by itself at that time.
    """

    class Phase(models.TextChoices):
        LOBBY = "lobby", _("Coming in")
        UNDERSTAND = "understand", _("Understand it together")
        ALONE = "alone", _("Answer alone")
        REVEAL = "reveal", _("See the answers")
        TALK = "talk", _("Talk")
        AGAIN = "again", _("Answer again, alone")
        MOVED = "moved", _("See what moved")
        AGREE = "agree", _("Agree, or not")
        BREAK = "break", _("Break")
        ENDED = "ended", _("The session has ended")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="steps")
    sequence = models.PositiveIntegerField()
    phase = models.CharField(max_length=12, choices=Phase.choices)
    item = models.CharField(max_length=60, blank=True)
    round = models.PositiveSmallIntegerField(default=0)
    ends_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "sequence"], name="one_step_per_sequence")]

    def __str__(self) -> str:
        return f"{self.session}: {self.phase} {self.item}"


class Attendance(models.Model):
    """Somebody who takes part came into a session, and the table they were given."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="attendances")
    table = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "participant"], name="one_attendance_per_session")]

    def __str__(self) -> str:
        return f"{self.participant} in {self.session}"
