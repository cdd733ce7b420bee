"""Pages of members, under /p/<partnership>/assessments/."""

from django.urls import path

from alongside.assessments.views import (
    assessments,
    closing,
    deciding,
    entering,
    invites,
    setting_up,
    together,
    withholding,
)

one = "<uuid:assessment_id>/"
urlpatterns = [
    path("", assessments.assessments, name="assessments"),
    path("start/", setting_up.start_assessment, name="start-assessment"),
    path(one, assessments.assessment, name="assessment"),
    path(one + "set-up/", setting_up.set_up_assessment, name="set-up-assessment"),
    path(one + "groups/", setting_up.change_groups, name="change-groups"),
    path(one + "open/", setting_up.open_assessment, name="open-assessment"),
    path(one + "invitations/", invites.invitations, name="invitations"),
    path(one + "invitations/<uuid:invite_id>/withdraw/", invites.withdraw_invite, name="withdraw-invite"),
    path(one + "take-part/", entering.take_part, name="take-part"),
    path(one + "enter-for-somebody/", entering.enter_for_somebody, name="enter-for-somebody"),
    path(one + "paper/", entering.enter_paper, name="enter-paper"),
    path(one + "together/", together.challenges, name="challenges"),
    path(one + "reveal/", together.reveal_all, name="reveal-all"),
    path(one + "together/<slug:item>/", together.challenge, name="challenge"),
    path(one + "together/<slug:item>/reveal/", together.reveal_one, name="reveal"),
    path(one + "together/<slug:item>/decide/", deciding.decide, name="decide"),
    path(one + "together/<slug:item>/park/", deciding.park_question, name="park-question"),
    path(one + "decisions/<uuid:decision_id>/confirm/", deciding.confirm_decision, name="confirm-decision"),
    path(one + "parked/<uuid:parked_id>/remove/", deciding.remove_parked, name="remove-parked"),
    path(one + "reasons/<uuid:reason_id>/withhold/", withholding.withhold_reason, name="withhold-reason"),
    path(one + "absences/", closing.absences, name="absences"),
    path(one + "close/", closing.close_assessment, name="close-assessment"),
]
