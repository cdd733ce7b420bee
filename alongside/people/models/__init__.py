"""The tables of people, one file per aggregate."""

from alongside.people.models.invitation import Invitation, InvitationEnd
from alongside.people.models.mail import OutboxMail
from alongside.people.models.partnership import Membership, Organisation, Partnership, PartnershipOrganisation, Team
from alongside.people.models.user import User

__all__ = [
    "Invitation",
    "InvitationEnd",
    "Membership",
    "Organisation",
    "OutboxMail",
    "Partnership",
    "PartnershipOrganisation",
    "Team",
    "User",
]
