"""Addresses of comparing in one partnership, under /p/<partnership>/feedback/comparing/."""

from django.urls import path

from alongside.comparing.views import deciding, overview, reading

edition, one = "surveys/<slug:survey>/<str:version>/", "<uuid:comparison_id>/"
urlpatterns = [
    path("", overview.comparing, name="comparing"),
    path(edition + "turn/", deciding.turn_comparing, name="turn-comparing"),
    path(edition + "compare/", deciding.compare_teams, name="compare-teams"),
    path(edition + "publish/", deciding.publish_every_team, name="publish-every-team"),
    path(one, reading.comparison, name="comparison"),
    path(one + "groups/", reading.compared_groups, name="compared-groups"),
    path(one + "questions/<slug:item>/", reading.compared_question, name="compared-question"),
]
