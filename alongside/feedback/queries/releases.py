"""What was published, the words that may be read with it, and whether there is more to publish."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import Prefetch, QuerySet, Sum

from alongside.feedback.models import Comment, CommentReading, Count, Release, Reply
from alongside.feedback.rules.releasing import FEWEST
from alongside.people.models import Partnership, Team


def releases_of(team: Team, surveys: Collection[str] | None = None) -> QuerySet[Release]:
    """What was published for a team, the newest first, with the replies to each in the order of writing.

    With `surveys`, only of these: a page that everybody can read names those whose results are for everybody.
    """
    replies = Prefetch("replies", Reply.objects.select_related("taken_back").order_by("at", "pk"))
    found = Release.objects.filter(team=team, **({} if surveys is None else {"survey__in": surveys}))
    return found.order_by("-at", "-number").prefetch_related(replies)


def release_in(partnership: Partnership, id: UUID) -> Release | None:
    """One release of this partnership, or nothing."""
    return partnership.feedback_releases.select_related("team").filter(pk=id).first()


def reply_in(partnership: Partnership, id: UUID) -> Reply | None:
    """One reply of this partnership, also one that was taken back, or nothing."""
    here = Reply.objects.filter(release__partnership=partnership, pk=id)
    return here.select_related("release__team", "taken_back").first()


def can_publish(team: Team, survey: str, version: str) -> bool:
    """Whether eight people are counted who are in no release yet; how many there are is not told."""
    rows = Count.objects.filter(
        team=team, survey=survey, survey_version=version, window=0, about="", group="", item="", answer=""
    )
    return (rows.aggregate(people=Sum("people"))["people"] or 0) >= FEWEST


def words_to_read(partnership: Partnership) -> QuerySet[Comment]:
    """Comments nobody has read yet, in an order that says nothing."""
    unread = Comment.objects.filter(asking__partnership=partnership, reading__isnull=True)
    return unread.select_related("asking__team").order_by("pk")


def comment_in(partnership: Partnership, id: UUID) -> Comment | None:
    """One comment of this partnership, also one that was read already, or nothing."""
    return Comment.objects.filter(asking__partnership=partnership, pk=id).select_related("asking__team").first()


def next_words(partnership: Partnership, after: UUID | None) -> Comment | None:
    """The first comment to read; the one behind `after`, where there is one, so that a hard one can wait."""
    waiting = words_to_read(partnership)
    return (waiting.filter(pk__gt=after).first() if after else None) or waiting.first()


def words_for(team: Team) -> dict[str, list[str]]:
    """What readers passed on to a team and a release took along, by survey, in the order of keys that say nothing."""
    read = CommentReading.objects.filter(release__team=team, outcome=CommentReading.Outcome.SHOWN)
    found: dict[str, list[str]] = {}
    for survey, text in read.order_by("comment_id").values_list("release__survey", "text"):
        found.setdefault(survey, []).append(text)
    return found
