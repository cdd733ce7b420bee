"""Who reads whose desk, under /site/desks/, for site administrators."""

from django.urls import path

from alongside.desk import views

urlpatterns = [
    path("<uuid:organisation_id>/", views.desk_readers, name="desk-readers"),
    path("<uuid:organisation_id>/<uuid:reader_id>/end/", views.end_desk_reader, name="end-desk-reader"),
]
