"""The desk of a commissioning organisation, under /desk/."""

from django.urls import path

from alongside.desk import views

urlpatterns = [
    path("<uuid:organisation_id>/", views.desk, name="desk"),
    path("<uuid:organisation_id>/<uuid:share_id>/", views.desk_copy, name="desk-copy"),
]
