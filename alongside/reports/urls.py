"""The record of an assessment, what changed since, plans and cards on paper, under /p/<partnership>/reports/."""

from django.urls import path

from alongside.reports.views import (
    board,
    changes,
    compared_teams,
    documents,
    feedback_cards,
    plans_on_paper,
    record,
    sharing,
)

one = "<uuid:assessment_id>/"
plan = "plans/<uuid:plan_id>/"
version = plan + "versions/<int:number>/"
urlpatterns = [
    path("what-changed/", changes.what_changed, name="what-changed"),
    path("board-summary/", board.board_summary, name="board-summary"),
    path("board-summary.pdf", board.board_summary_pdf, name="board-summary-pdf"),
    path("cards/<uuid:asking_id>/", feedback_cards.print_cards, name="print-cards"),
    path("paper/<uuid:asking_id>/questions.pdf", feedback_cards.paper_form_pdf, name="paper-form"),
    path("comparisons/<uuid:comparison_id>/teams.xlsx", compared_teams.compared_teams_xlsx, name="compared-teams-xlsx"),
    path(plan + "draft/template-b.pdf", plans_on_paper.template_b_draft_pdf, name="template-b-draft-pdf"),
    path(version + "template-b.pdf", plans_on_paper.template_b_pdf, name="template-b-pdf"),
    path(version + "template-b.docx", plans_on_paper.template_b_docx, name="template-b-docx"),
    path(version + "template-b.xlsx", plans_on_paper.template_b_xlsx, name="template-b-xlsx"),
    path(one + "record/", record.record, name="record"),
    path(one + "template-a.pdf", documents.template_a_pdf, name="template-a-pdf"),
    path(one + "template-a.xlsx", documents.template_a_xlsx, name="template-a-xlsx"),
    path(one + "pack.pdf", documents.printed_pack, name="printed-pack"),
    path(one + "sharing/", sharing.record_sharing, name="record-sharing"),
    path(one + "sharing/<uuid:share_id>/take-back/", sharing.take_back_share, name="take-back-share"),
]
