"""The tables of team feedback, one file per aggregate."""

from alongside.feedback.models.asking import Asking, AskingEnd, CardSheet
from alongside.feedback.models.counts import Comment, CommentReading, Count, Opening
from alongside.feedback.models.files import TakenIn
from alongside.feedback.models.inbox import Card, Sealed, Spent
from alongside.feedback.models.release import Release, Reply, ReplyTakenBack

__all__ = [
    "Asking",
    "AskingEnd",
    "Card",
    "CardSheet",
    "Comment",
    "CommentReading",
    "Count",
    "Opening",
    "Release",
    "Reply",
    "ReplyTakenBack",
    "Sealed",
    "Spent",
    "TakenIn",
]
