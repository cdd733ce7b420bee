"""Pages of members, under /p/<partnership>/plans/: one file for each part of the way."""

from alongside.plans.urls import carrying_out, planning, prioritising

urlpatterns = [*planning.urlpatterns, *prioritising.urlpatterns, *carrying_out.urlpatterns]
