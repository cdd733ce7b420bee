"""The tables of an assessment, one file per aggregate."""

from alongside.assessments.models.assessment import Approval, Assessment, AssessmentState, ExpectedGroup
from alongside.assessments.models.decision import Confirmation, Decision, ParkedQuestion
from alongside.assessments.models.invite import Invite, InviteEnd
from alongside.assessments.models.participant import Participant, ParticipantCard, Rating
from alongside.assessments.models.reveal import Reveal, SharedReason, Withholding
from alongside.assessments.models.share import RecordShare, RecordShareEnd, RecordShareOpening

__all__ = [
    "Approval",
    "Assessment",
    "AssessmentState",
    "Confirmation",
    "Decision",
    "ExpectedGroup",
    "Invite",
    "InviteEnd",
    "ParkedQuestion",
    "Participant",
    "ParticipantCard",
    "Rating",
    "RecordShare",
    "RecordShareEnd",
    "RecordShareOpening",
    "Reveal",
    "SharedReason",
    "Withholding",
]
