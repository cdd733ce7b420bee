"""Carry a plan out, try and learn, review."""

from django.urls import path

from alongside.plans.views import carrying_out, reviewing, trying

urlpatterns = [
    path("<uuid:plan_id>/", carrying_out.plan, name="plan"),
    path("<uuid:plan_id>/updates/<uuid:commitment>/", carrying_out.update_commitment, name="update-commitment"),
    path("<uuid:plan_id>/updates/<uuid:commitment>/all/", carrying_out.updates_of, name="updates-of"),
    path("<uuid:plan_id>/goals/<uuid:goal_id>/cycles/", trying.tries_of, name="tries-of"),
    path("<uuid:plan_id>/goals/<uuid:goal_id>/cycles/start/", trying.start_cycle, name="start-cycle"),
    path("<uuid:plan_id>/cycles/<uuid:cycle_id>/", trying.study_cycle, name="study-cycle"),
    path("<uuid:plan_id>/review/", reviewing.hold_review, name="hold-review"),
    path("<uuid:plan_id>/reviews/<int:sequence>/", reviewing.review, name="review"),
]
