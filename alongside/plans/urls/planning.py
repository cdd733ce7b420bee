"""Write, put forward and sign plans."""

from django.urls import URLPattern, path

from alongside.plans.views import draft_rows, drafting, ending, listing, signing, versions

PLAN = "<uuid:plan_id>/"
DRAFT = f"{PLAN}draft/"
VERSION = f"{PLAN}versions/<int:number>/"

urlpatterns: list[URLPattern] = [
    path("", listing.plans, name="plans"),
    path("sign/", signing.sign_plans, name="sign-plans"),
    path(DRAFT, drafting.plan_draft, name="plan-draft"),
    path(f"{DRAFT}describe/", drafting.describe_plan, name="describe-plan"),
    path(f"{DRAFT}goals/add/", drafting.add_goal, name="add-goal"),
    path(f"{DRAFT}goals/<uuid:goal_id>/", drafting.change_goal, name="change-goal"),
    path(f"{DRAFT}goals/<uuid:goal_id>/remove/", drafting.remove_goal, name="remove-goal"),
    path(f"{DRAFT}goals/<uuid:goal_id>/actions/add/", draft_rows.add_action, name="add-action"),
    path(f"{DRAFT}actions/<uuid:action_id>/", draft_rows.change_action, name="change-action"),
    path(f"{DRAFT}actions/<uuid:action_id>/remove/", draft_rows.remove_action, name="remove-action"),
    path(f"{DRAFT}signatories/add/", draft_rows.add_signatory, name="add-signatory"),
    path(f"{DRAFT}signatories/<uuid:signatory_id>/remove/", draft_rows.remove_signatory, name="remove-signatory"),
    path(f"{DRAFT}end/", ending.end_plan, name="end-plan"),
    path(f"{PLAN}put-forward/", versions.put_forward, name="put-forward"),
    path(VERSION, versions.plan_version, name="plan-version"),
    path(f"{VERSION}text/", versions.plan_version_text, name="plan-version-text"),
    path(f"{VERSION}open/", versions.open_for_signature, name="open-for-signature"),
    path(f"{VERSION}take-back/", versions.take_back_version, name="take-back-version"),
    path(f"{VERSION}state/", versions.state_on_plan, name="state-on-plan"),
    path(f"{VERSION}decline/", signing.decline_plan, name="decline-plan"),
    path(f"{VERSION}comment/", signing.comment_on_plan, name="comment-on-plan"),
    path(f"{VERSION}withdraw/", signing.withdraw_signature, name="withdraw-signature"),
]
