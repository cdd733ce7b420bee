"""What is left of answers once they are opened: sums, and words that wait for a reader."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.feedback.models.asking import Asking
from alongside.people.models import Partnership, Team

# What tells two counts of one team apart.
CELL = ["survey", "survey_version", "month", "window", "about", "group", "item", "answer"]


class Opening(models.Model):
    """Eight or more answers that were opened, shuffled and added to the counts together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="openings")
    sequence = models.PositiveIntegerField()
    how_many = models.PositiveIntegerField()
    opened_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asking", "sequence"], name="one_opening_per_sequence")]

    def __str__(self) -> str:
        return f"opening {self.sequence} of {self.asking_id}"


class Count(models.Model):
    """How many people gave one answer to one question, for a team and a month; additive, and all that is ever shown.

    With `about` and `group`, only those who said that of themselves (an age band, say). The row whose `item` is empty
    counts the people. `window` is the number of the release it belongs to, 0 until there is one: each release is made
    of people who are in no other. Without a team it is what teams had left over, together.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="feedback_counts")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="feedback_counts")
    survey = models.CharField(max_length=60)
    survey_version = models.CharField(max_length=60)
    month = models.DateField()
    window = models.PositiveIntegerField(default=0)
    about = models.CharField(max_length=121, blank=True)
    group = models.CharField(max_length=121, blank=True)
    item = models.CharField(max_length=60, blank=True)
    answer = models.CharField(max_length=60, blank=True)
    people = models.PositiveIntegerField()

    class Meta:
        # Two, since no database of ours may be asked to take two empty teams for the same.
        constraints = [
            models.UniqueConstraint(fields=["team", *CELL], condition=Q(team__isnull=False), name="one_count_per_team"),
            models.UniqueConstraint(
                fields=["partnership", *CELL], condition=Q(team__isnull=True), name="one_count_without_a_team"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} × {self.item} {self.answer}"


class Comment(models.Model):
    """Words that somebody added, from an opening of eight or more; no answer, group or day belongs to them.

    The team sees nothing of it before a person has read it; see `CommentReading`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="comments")
    item = models.CharField(max_length=60)
    text = models.TextField()

    def __str__(self) -> str:
        return f"a comment on {self.item}"


class CommentReading(models.Model):
    """What a reader made of a comment: words without names, or kept back. What was written is deleted with it.

    Words go to the team with a release (`release`), when eight or more have been read since the last.
    """

    class Outcome(models.TextChoices):
        SHOWN = "shown", _("Goes to the team")
        KEPT_BACK = "kept-back", _("Kept back")

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="reading", primary_key=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    read_on = models.DateField()
    release = models.ForeignKey("feedback.Release", on_delete=models.CASCADE, null=True, related_name="readings")

    def __str__(self) -> str:
        return f"reading of {self.comment_id}"
