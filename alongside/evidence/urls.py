"""Addresses of the evidence of one partnership, under /p/<partnership>/evidence/."""

from django.urls import path

from alongside.evidence import views

urlpatterns = [
    path("", views.evidence, name="evidence"),
    path("add/", views.add_evidence, name="add-evidence"),
    path("<uuid:id>/change/", views.change_evidence, name="change-evidence"),
    path("<uuid:id>/remove/", views.remove_evidence, name="remove-evidence"),
]
