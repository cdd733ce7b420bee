"""Pages of members, under /p/<partnership>/workshops/: planning a workshop, and leading a room."""

from alongside.workshops.urls import planning, running

urlpatterns = [*planning.urlpatterns, *running.urlpatterns]
