"""Carrying a plan out: updates, and cycles of trying and learning. None of it ever touches a version."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.plans.models.plan import Plan
from alongside.plans.models.unchanging import Unchanging


class Progress(models.TextChoices):
    """How something goes, as its people say."""

    NOT_STARTED = "not-started", _("Not started")
    UNDER_WAY = "under-way", _("Under way")
    STUCK = "stuck", _("Stuck")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped on purpose")


class Update(Unchanging):
    """One line about a goal or an action: how it goes now. `commitment` is its key in the version in force.

    `reading` is the measure of a goal as it is now, in words or figures. The newest update counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="updates")
    commitment = models.UUIDField()
    progress = models.CharField(max_length=12, choices=Progress.choices)
    text = models.CharField(max_length=280, blank=True)
    reading = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    name = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["plan", "commitment", "at"])]

    def __str__(self) -> str:
        return f"update {self.pk}"


class Cycle(Unchanging):
    """A small try for a goal: what we will do, and what we predict, written before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="cycles")
    goal = models.UUIDField()
    number = models.PositiveIntegerField()
    we_try = models.TextField()
    we_predict = models.TextField()
    look_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "number"]
        constraints = [models.UniqueConstraint(fields=["plan", "goal", "number"], name="one_cycle_per_number")]

    def __str__(self) -> str:
        return f"cycle {self.number}"


class Study(Unchanging):
    """What happened in a cycle, what was learned, and what is done about it. Written once: the next cycle goes on."""

    class Next(models.TextChoices):
        ADOPT = "adopt", _("Adopt: make it how we work")
        ADAPT = "adapt", _("Adapt: change it and try again")
        ABANDON = "abandon", _("Abandon: it did not help")

    cycle = models.OneToOneField(Cycle, on_delete=models.CASCADE, related_name="study", primary_key=True)
    happened = models.TextField()
    learned = models.TextField()
    next = models.CharField(max_length=8, choices=Next.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"study of {self.cycle}"
