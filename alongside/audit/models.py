"""Entries and the seals that chain them. Nothing here points at other tables, so a log never blocks an erasure."""

from django.db import models

from alongside.audit.actor import ActorKind


class Entry(models.Model):
    """One thing that was done. Rows are only ever added."""

    at = models.DateTimeField(auto_now_add=True)
    actor_kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in ActorKind])
    actor_id = models.UUIDField(null=True)
    partnership_id = models.UUIDField(null=True, db_index=True)
    verb = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.UUIDField()
    fields = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["target_type", "target_id"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type} {self.target_id}"


class Seal(models.Model):
    """A link of the chain: a keyed hash over a batch of entries and over the seal before it."""

    at = models.DateTimeField(auto_now_add=True)
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"seal {self.pk}"


class SealedEntry(models.Model):
    """Which seal covers which entry; a separate row, so that an entry itself never changes."""

    seal = models.ForeignKey(Seal, on_delete=models.PROTECT, related_name="lines")
    entry_id = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"entry {self.entry_id}"
