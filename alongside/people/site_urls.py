"""Addresses for site administrators, under /site/."""

from django.urls import path

from alongside.people.views import site

urlpatterns = [
    path("", site.site, name="site"),
    path("organisations/", site.all_organisations, name="organisations"),
    path("organisations/add/", site.add_organisation, name="add-organisation"),
    path("partnerships/add/", site.add_partnership, name="add-partnership"),
    path("partnerships/<uuid:id>/", site.partnership, name="site-partnership"),
    path(
        "partnerships/<uuid:id>/invitations/<uuid:invitation_id>/withdraw/",
        site.withdraw_first_lead,
        name="withdraw-first-lead",
    ),
]
