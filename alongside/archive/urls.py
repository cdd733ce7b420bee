"""Addresses of a partnership's archive, under /p/<partnership>/archive/."""

from django.urls import path

from alongside.archive import views

urlpatterns = [
    path("", views.archive, name="archive"),
    path("file/", views.export_file, name="export-file"),
]
