"""Mail waiting to be sent: written with the change it tells of, sent afterwards, outside any transaction."""

import uuid

from django.db import models


class OutboxMail(models.Model):
    """One message. Once sent, its text is deleted, because it may carry a secret.

    `unsubscribe` is the address that stops such messages for this person; it goes when the text goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    unsubscribe = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "created_at"])]

    def __str__(self) -> str:
        return f"mail {self.pk}"
