"""What an answer passes through: a card that is still good, a ticket that is spent, and the sealed answer.

None of these tables has a time, a counter, an address or a person. A card and an answer meet only in the transaction
that takes one and stores the other; at each opening the spent tickets are written anew, shuffled, under new keys.
"""

from __future__ import annotations

import uuid

from django.db import models

from alongside.feedback.models.asking import Asking


class Card(models.Model):
    """A printed card nobody has used yet; its row goes when it is used."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="cards")
    code_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"a card of {self.asking_id}"


class Spent(models.Model):
    """A ticket that let an answer in, so that sending it twice counts once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="spent")
    ticket_hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"a spent ticket of {self.asking_id}"


class Sealed(models.Model):
    """An answer nobody can read before eight have come together; see `box`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="sealed")
    box = models.BinaryField()

    def __str__(self) -> str:
        return f"a sealed answer of {self.asking_id}"
