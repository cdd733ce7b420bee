"""Pages of people who took part in an assessment, with or without an account, and the way out of the weekly message."""

from django.urls import path

from alongside.plans.views import my_priorities, taking_part, weekly

OF_ASSESSMENT = "take-part/<uuid:assessment_id>/"

urlpatterns = [
    path(f"{OF_ASSESSMENT}priorities/", my_priorities.my_priorities, name="my-priorities"),
    path(f"{OF_ASSESSMENT}priorities/answer/", my_priorities.answer_order, name="answer-order"),
    path(f"{OF_ASSESSMENT}plans/", taking_part.my_plans, name="my-plans"),
    path(
        f"{OF_ASSESSMENT}plans/<uuid:plan_id>/versions/<int:number>/",
        taking_part.my_plan_version,
        name="my-plan-version",
    ),
    path("weekly-mail-off/<uuid:user_id>/<str:secret>/", weekly.weekly_mail_off, name="weekly-mail-off"),
]
