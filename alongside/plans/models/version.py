"""What is agreed and signed: snapshots that never change, and everything that happened to them, as rows."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.assessments.models import Participant
from alongside.plans.models.plan import Plan
from alongside.plans.models.unchanging import Unchanging


class Version(Unchanging):
    """The plan as it was put forward: canonical text and its SHA-256. No row of this table is ever changed.

    `revision` is the draft's that was frozen: while the draft still has it, nobody has changed the draft since.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.TextField()
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    role = models.CharField(max_length=20)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"version {self.number} of {self.plan}"


class VersionState(Unchanging):
    """A state a version came into; the newest is the current one."""

    class State(models.TextChoices):
        PUT_FORWARD = "put-forward", _("Put forward: people read it and say what they think")
        OPEN = "open", _("Open for signature")
        IN_FORCE = "in-force", _("In force")
        UNSIGNED = "unsigned", _("A signature was withdrawn")
        TAKEN_BACK = "taken-back", _("Taken back")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="states")
    sequence = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "sequence"], name="one_state_per_version_sequence")]

    def __str__(self) -> str:
        return f"{self.version}: {self.state}"


class Statement(models.Model):
    """What people who use services, or carers, say of a version before it is signed: theirs, unchanged.

    `group_name` is empty where the writer would rather not name their group. `people` is 1 where the writer speaks for
    themselves; else that many met or were asked, and `asked` says who they are. The writer is kept only so that one
    person speaks once; the page shows no name. `at` is when the words as they stand were given, so that everybody
    sees which came after a signature; of it, pages show the day.
    """

    class Kind(models.TextChoices):
        ENDORSES = "endorses", _("Stands behind this plan")
        STATES = "states", _("Says what they think of it")
        DOES_NOT = "does-not", _("Does not stand behind this plan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="statements")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    voice = models.CharField(max_length=40)
    group_name = models.CharField(max_length=120, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    asked = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    participant = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "participant"], name="one_statement_per_participant"),
            models.UniqueConstraint(fields=["version", "by"], name="one_statement_per_account"),
        ]

    def __str__(self) -> str:
        return f"statement on {self.version}"


class Signature(Unchanging):
    """Something a signatory did with a version; their newest of signing, declining and withdrawing counts.

    `signatory` is the key in the version's content. Name, post and authority are as that content has them; `digest`
    is what the signature is bound to and `factor` the fresh second proof that it was given with.
    """

    class Act(models.TextChoices):
        SIGNED = "signed", _("Signed")
        DECLINED = "declined", _("Declined")
        COMMENTED = "commented", _("Commented")
        WITHDREW = "withdrew", _("Withdrew their signature")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="signatures")
    signatory = models.UUIDField()
    sequence = models.PositiveIntegerField()
    act = models.CharField(max_length=10, choices=Act.choices)
    comment = models.TextField(blank=True)
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=160)
    authority = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    factor = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "signatory", "sequence"], name="one_act_per_sequence")
        ]

    def __str__(self) -> str:
        return f"{self.act} by {self.name}"
