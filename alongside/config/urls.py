"""Every address of the product. A page of a partnership is reached through it."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from alongside.config.urls_public import urlpatterns as public_patterns

handler400 = "alongside.home.views.errors.bad_request"
handler403 = "alongside.home.views.errors.forbidden"
handler404 = "alongside.home.views.errors.not_found"
handler500 = "alongside.home.views.errors.server_error"

in_partnership: list[URLPattern | URLResolver] = [
    path("", include("alongside.home.partnership_urls")),
    path("people/", include("alongside.people.urls")),
    path("evidence/", include("alongside.evidence.urls")),
    path("library/", include("alongside.library.urls")),
    path("assessments/", include("alongside.assessments.urls")),
    path("plans/", include("alongside.plans.urls")),
    path("workshops/", include("alongside.workshops.urls")),
    path("feedback/", include("alongside.feedback.urls")),
    path("feedback/comparing/", include("alongside.comparing.urls")),
    path("reports/", include("alongside.reports.urls")),
    path("desk/", include("alongside.desk.urls")),
    path("archive/", include("alongside.archive.urls")),
]
urlpatterns: list[URLPattern | URLResolver] = [
    *public_patterns,
    path("", include("alongside.home.urls")),
    path("account/", include("alongside.people.account_urls")),
    path("account/", include("alongside.plans.account_urls")),
    path("site/", include("alongside.people.site_urls")),
    path("site/desks/", include("alongside.desk.site_urls")),
    path("desk/", include("alongside.desk.portfolio_urls")),
    path("p/<uuid:partnership_id>/", include(in_partnership)),
]
if settings.DEMONSTRATION:
    urlpatterns.append(path("demonstration/", include("alongside.demo.urls")))
