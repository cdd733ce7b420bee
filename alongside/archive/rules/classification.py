"""Every table and every field: exported or not, and why. The one place to read and the one place to change.

A table is reached from the partnership along a foreign key, which is named (`via`) only where more than one could be
meant. A field is exported unless it stands here. A test fails for a table or field that nobody has classified, for a
name that does not exist, and for a foreign key to something that is not in the file.
"""

from __future__ import annotations

import secrets
from uuid import uuid4

from django.contrib.auth.hashers import make_password

from alongside.archive.rules import conditions, shapes
from alongside.archive.rules import reasons as why
from alongside.archive.rules.kinds import Blurred, Classified, Kept, Only, Out, Sometimes, Without

PARTNERSHIP = "people.Partnership"
# Kept because something of the partnership names them; reached from nowhere else.
NAMED = ("people.Organisation", "people.User")


def _unusable() -> str:
    return make_password(None)


def _nothing_opens_this() -> str:
    """A hash that belongs to no secret."""
    return secrets.token_hex(32)


_hash = Without(why.SECRETS, _nothing_opens_this)
_live = Only(conditions.over, why.OPEN_INVITATIONS, counted=True)
_unnamed = Without(why.WHO_ANSWERED)
_moment = Blurred(why.WHO_ANSWERED, "assessment__created_at")
_writer = Without(why.WRITERS)

CLASSIFICATION: dict[str, Classified] = {
    # ── people
    PARTNERSHIP: Kept(),
    "people.Organisation": Kept(),
    "people.User": Kept(
        fields={
            "password": Without(why.CREDENTIALS, _unusable),
            "last_login": Without(why.SESSIONS),
            "is_site_administrator": Without(why.SITE),
            "session_epoch": Without(why.SESSIONS, uuid4),
        }
    ),
    "people.PartnershipOrganisation": Kept(),
    "people.Team": Kept(),
    "people.Membership": Kept(),
    "people.Invitation": Kept(only=_live, fields={"code_hash": _hash}),
    "people.InvitationEnd": Kept(),
    "people.OutboxMail": Out(why.MAIL),
    # ── audit
    "audit.Entry": Kept(
        via="partnership_id",
        only=Only(conditions.of_nobody_private, why.PRIVATE_LOG),
        fields={"id": Without(why.NUMBERS)},
        shapes={"fields": shapes.names},
    ),
    "audit.Seal": Out(why.SEALS),
    "audit.SealedEntry": Out(why.SEALS),
    # ── evidence and library
    "evidence.Card": Kept(only=Only(conditions.not_held, why.WAITING)),
    "evidence.Release": Kept(),
    "library.LocalDocument": Kept(),
    "library.Draft": Kept(),
    # ── assessments
    "assessments.Assessment": Kept(),
    "assessments.AssessmentState": Kept(),
    "assessments.ExpectedGroup": Kept(),
    "assessments.Approval": Kept(),
    "assessments.Decision": Kept(),
    "assessments.Confirmation": Kept(),
    "assessments.ParkedQuestion": Kept(),
    "assessments.Invite": Kept(only=_live, fields={"code_hash": _hash}),
    "assessments.InviteEnd": Kept(),
    "assessments.Participant": Kept(
        only=Only(conditions.closed, why.STILL_OPEN),
        fields={
            "user": _unnamed,
            "invite": _unnamed,
            "may_show_alone": _unnamed,
            "secret_hash": _hash,
            "return_code_hash": _hash,
            "joined_at": _moment,
            "answered_at": _moment,
            "finished_at": _moment,
        },
    ),
    "assessments.Rating": Out(why.ANSWERS),
    "assessments.ParticipantCard": Out(why.WHO_ANSWERED),
    "assessments.Reveal": Kept(shapes={"cells": shapes.reveal}),
    "assessments.SharedReason": Kept(
        only=Only(conditions.shown, why.WAITING),
        fields={
            "rating": Without(why.ANSWERS),
            "group": Sometimes(why.SMALL_GROUPS, "reasons_with_a_group"),
        },
    ),
    "assessments.Withholding": Kept(),
    "assessments.RecordShare": Kept(only=Only(conditions.over, why.LIVE_LINKS, counted=True)),
    "assessments.RecordShareOpening": Kept(),
    "assessments.RecordShareEnd": Kept(),
    # ── plans
    "plans.Prioritising": Kept(),
    "plans.Chooser": Out(why.ANSWERS),
    "plans.Choice": Out(why.ANSWERS),
    "plans.ChoicesOpened": Kept(shapes={"cells": shapes.choices}),
    "plans.SharedWhy": Kept(),
    "plans.PriorityOrder": Kept(),
    "plans.PriorityLine": Kept(),
    "plans.PriorityConfirmation": Kept(),
    "plans.PriorityAnswer": Kept(fields={"participant": _writer, "by": _writer}),
    "plans.Plan": Kept(via="partnership"),
    "plans.PlanEnd": Kept(),
    "plans.Goal": Kept(),
    "plans.Action": Kept(),
    "plans.Signatory": Kept(),
    "plans.Update": Kept(),
    "plans.Cycle": Kept(),
    "plans.Study": Kept(),
    "plans.Version": Kept(),
    "plans.VersionState": Kept(),
    "plans.Statement": Kept(fields={"participant": _writer, "by": _writer}),
    "plans.Signature": Kept(),
    "plans.Review": Kept(via="plan"),
    "plans.ReviewLine": Kept(),
    "plans.ReviewPresence": Kept(),
    "plans.WeeklyMail": Out(why.MAIL),
    "plans.WeeklyMailOff": Kept(via="user"),
    # ── workshops
    "workshops.Workshop": Kept(),
    "workshops.Session": Kept(via="workshop", fields={"invite": Without(why.OPEN_INVITATIONS)}),
    "workshops.AgendaItem": Kept(),
    "workshops.Step": Kept(),
    "workshops.Attendance": Kept(
        # With the people who came: of an assessment that is still open nobody is in the file.
        via="participant",
        fields={"at": Blurred(why.WHO_ANSWERED, "session__workshop__assessment__created_at")},
    ),
    # ── feedback
    "feedback.Asking": Kept(via="partnership"),
    "feedback.AskingEnd": Kept(via="asking"),
    "feedback.CardSheet": Kept(via="asking"),
    "feedback.Card": Out(why.CARDS),
    "feedback.Spent": Out(why.CARDS),
    "feedback.Sealed": Out(why.SEALED),
    "feedback.Opening": Kept(),
    "feedback.Count": Out(why.COUNTS),
    "feedback.Comment": Kept(only=Only(conditions.read_first, why.UNREAD)),
    "feedback.CommentReading": Kept(via="comment"),
    # Kept although counts are not: a file whose counts were published must not be published a second time elsewhere.
    "feedback.TakenIn": Kept(via="partnership"),
    "feedback.Release": Kept(via="partnership", shapes={"result": shapes.feedback}),
    "feedback.Reply": Kept(via="release"),
    "feedback.ReplyTakenBack": Kept(via="reply"),
    # ── comparing
    "comparing.Turn": Kept(),
    "comparing.TurnConfirmation": Kept(),
    "comparing.Comparison": Kept(shapes={"result": shapes.comparison}),
    "comparing.Compared": Kept(via="comparison"),
    # ── the commissioner's desk
    "desk.DeskReader": Out(why.SITE),
    "desk.DeskShare": Kept(only=Only(conditions.taken_back, why.DESKS, counted=True)),
    "desk.DeskCopy": Out(why.DESKS),
    # ── what the libraries keep
    "account.EmailAddress": Out(why.CREDENTIALS),
    "account.EmailConfirmation": Out(why.CREDENTIALS),
    "mfa.Authenticator": Out(why.CREDENTIALS),
    "sessions.Session": Out(why.SESSIONS),
    "auth.Group": Out(why.SITE),
    "auth.Group_permissions": Out(why.SITE),
    "auth.Permission": Out(why.SITE),
    "contenttypes.ContentType": Out(why.SITE),
}
