"""Publish a team's feedback, read the words first, and reply."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.audit.actor import Actor
from alongside.audit.record import record
from alongside.catalogue.survey import Survey
from alongside.feedback.actions.turns import my_turn
from alongside.feedback.models import Comment, CommentReading, Count, Release, Reply, ReplyTakenBack
from alongside.feedback.queries.askings import today_of
from alongside.feedback.queries.counts import counts_of
from alongside.feedback.rules.counting import EVERYBODY
from alongside.feedback.rules.releasing import FEWEST, may_release, result_of
from alongside.people.models import Team
from alongside.plans.queries.promised import promised
from alongside.ui.refusals import Conflict, Refused


@transaction.atomic
def publish(*, team: Team, survey: Survey, by: Actor) -> Release:
    """Freeze what may be read of everybody who answered since the last release. Raises Refused below eight people.

    Where groups are told apart this takes a second or two, in which every hidden number is tried.
    """
    from alongside.feedback.rules.riddle import guarded  # It needs SciPy, which takes a second to be read first.

    fresh = my_turn(team.pk)
    rows = Count.objects.filter(team=fresh, survey=survey.key, survey_version=survey.version, window=0)
    counts = counts_of(rows)
    if not may_release(counts.get(EVERYBODY, 0)):
        raise Refused(
            _("Results can be published once at least %(fewest)d more people have answered and been counted.")
            % {"fewest": FEWEST}
        )
    months = sorted(set(rows.values_list("month", flat=True)))
    made = Release.objects.create(
        partnership_id=fresh.partnership_id,
        team=fresh,
        survey=survey.key,
        survey_version=survey.version,
        number=Release.objects.filter(team=fresh, survey=survey.key, survey_version=survey.version).count() + 1,
        first_month=months[0],
        last_month=months[-1],
        result=guarded(survey, result_of(survey, counts)).to_json(),
        by_id=by.id,
    )
    rows.update(window=made.number)
    _take_words_along(made)
    record("published", made, by=by, partnership_id=fresh.partnership_id)
    return made


def _take_words_along(release: Release) -> None:
    """Words go to the team in eights or more, so that none of them can be told to be the newest."""
    here = CommentReading.objects.filter(release__isnull=True, comment__asking__team=release.team_id)
    same = here.filter(comment__asking__survey=release.survey, comment__asking__survey_version=release.survey_version)
    read = list(same.values_list("pk", flat=True))
    if len(read) >= FEWEST:
        CommentReading.objects.filter(pk__in=read).update(release=release)


@transaction.atomic
def read_words(*, comment: Comment, text: str, by: Actor) -> CommentReading:
    """Let a comment go to the team as `text`, or keep it back where that is empty; what was written is deleted.

    Raises Conflict where somebody read it first.
    """
    my_turn(comment.asking.team_id)
    fresh = Comment.objects.select_related("asking__partnership", "reading").get(pk=comment.pk)
    if hasattr(fresh, "reading"):
        raise Conflict(_("Somebody read these words before you. Nothing was changed."))
    outcome = CommentReading.Outcome.SHOWN if text.strip() else CommentReading.Outcome.KEPT_BACK
    made = CommentReading.objects.create(
        comment=fresh, outcome=outcome, text=text.strip(), by_id=by.id, read_on=today_of(fresh.asking.partnership)
    )
    fresh.text = ""
    fresh.save(update_fields=["text"])
    record("read", made, by=by, partnership_id=fresh.asking.partnership_id, fields=["outcome"])
    return made


@transaction.atomic
def reply(
    *, release: Release, kind: str, said: str, did: str, action: UUID | None = None, action_words: str = "", by: Actor
) -> Reply:
    """Say what was heard and what was done about it. Everybody who answered can read it.

    `action_words` is what the writer saw of the action that is named. Raises Conflict where it reads otherwise by now,
    or is in no plan that is carried out: nothing goes on a public page that nobody has looked at.
    """
    agreed = promised(release.partnership, action) if action else None
    if action and (agreed is None or agreed.text != action_words):
        raise Conflict(_("The action reads otherwise now, or its plan has ended. Choose again, and look at it again."))
    made: Reply = release.replies.create(
        kind=kind, said=said, did=did, action=action, action_words=agreed.text if agreed else "", by_id=by.id
    )
    fields = ["kind", "said", "did", *(["action", "action_words"] if agreed else [])]
    record("replied", made, by=by, partnership_id=release.partnership_id, fields=fields)
    return made


@transaction.atomic
def take_back(*, reply: Reply, why: str, by: Actor) -> ReplyTakenBack:
    """Take a reply off every page, and say there that it stood and why it does not now; its words are deleted.

    Raises Conflict where somebody took it back first.
    """
    my_turn(reply.release.team_id)
    fresh = Reply.objects.select_related("release", "taken_back").get(pk=reply.pk)
    if hasattr(fresh, "taken_back"):
        raise Conflict(_("Somebody took this reply back before you. Nothing was changed."))
    made = ReplyTakenBack.objects.create(reply=fresh, why=why, by_id=by.id)
    fresh.said = fresh.did = fresh.action_words = ""
    fresh.action = None
    fresh.save(update_fields=["said", "did", "action", "action_words"])
    record("took back", made, by=by, partnership_id=fresh.release.partnership_id, fields=["why"])
    return made
