"""A record for somebody who was given a link, under /shared/."""

from django.urls import path

from alongside.reports.views import shared

urlpatterns = [path("<uuid:share_id>/<str:secret>/", shared.shared_record, name="shared-record")]
