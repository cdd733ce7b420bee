"""The record of an assessment, under /p/<partnership>/reports/."""

from django.urls import path

from alongside.reports.views import documents, record, sharing

one = "<uuid:assessment_id>/"
urlpatterns = [
    path(one + "record/", record.record, name="record"),
    path(one + "template-a.pdf", documents.template_a_pdf, name="template-a-pdf"),
    path(one + "template-a.xlsx", documents.template_a_xlsx, name="template-a-xlsx"),
    path(one + "pack.pdf", documents.printed_pack, name="printed-pack"),
    path(one + "sharing/", sharing.record_sharing, name="record-sharing"),
    path(one + "sharing/<uuid:share_id>/take-back/", sharing.take_back_share, name="take-back-share"),
]
