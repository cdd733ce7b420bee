"""The public surface: what somebody without an account reaches. Its own list, so that it can be its own process."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("alongside.home.public_urls")),
    path("invitation/", include("alongside.people.public_urls")),
    path("", include("alongside.assessments.public_urls")),
    path("", include("alongside.workshops.public_urls")),
    path("", include("alongside.plans.public_urls")),
    path("", include("alongside.reports.public_urls")),
    path("feedback/", include("alongside.feedback.public_urls")),
]
