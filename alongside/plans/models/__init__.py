"""Tables of priorities, plans, versions and their signatures, of what was done and of reviews."""

from alongside.plans.models.doing import Cycle, Progress, Study, Update
from alongside.plans.models.plan import Action, Goal, Plan, PlanEnd, Signatory
from alongside.plans.models.priorities import (
    Choice,
    ChoicesOpened,
    Chooser,
    Prioritising,
    PriorityAnswer,
    PriorityConfirmation,
    PriorityLine,
    PriorityOrder,
    SharedWhy,
)
from alongside.plans.models.review import Review, ReviewLine, ReviewPresence, WeeklyMail, WeeklyMailOff
from alongside.plans.models.version import Signature, Statement, Version, VersionState

__all__ = [
    "Action",
    "Choice",
    "ChoicesOpened",
    "Chooser",
    "Cycle",
    "Goal",
    "Plan",
    "PlanEnd",
    "Prioritising",
    "PriorityAnswer",
    "PriorityConfirmation",
    "PriorityLine",
    "PriorityOrder",
    "Progress",
    "Review",
    "ReviewLine",
    "ReviewPresence",
    "SharedWhy",
    "Signatory",
    "Signature",
    "Statement",
    "Study",
    "Update",
    "Version",
    "VersionState",
    "WeeklyMail",
    "WeeklyMailOff",
]
