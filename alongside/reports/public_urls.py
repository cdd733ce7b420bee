"""A record for somebody who was given a link, and for those who took part."""

from django.urls import path

from alongside.reports.views import decided, shared

urlpatterns = [
    path("shared/<uuid:share_id>/<str:secret>/", shared.shared_record, name="shared-record"),
    path("take-part/<uuid:assessment_id>/record/", decided.what_was_decided, name="what-was-decided"),
    path("take-part/<uuid:assessment_id>/template-a.pdf", decided.my_template_a, name="my-template-a-pdf"),
]
