"""Addresses for somebody who was invited and may have no account, under /invitation/."""

from django.urls import path

from alongside.people.views import invited

urlpatterns = [
    path("", invited.type_code, name="invitation"),
    path("<uuid:id>/<str:secret>/", invited.accept, name="accept-invitation"),
]
