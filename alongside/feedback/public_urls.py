"""The public pages of a survey: no account, no cookie, and no key of an answer in an address."""

from django.urls import URLPattern, path

from alongside.feedback.views import answering, public_team

urlpatterns: list[URLPattern] = [
    path("", answering.card, name="feedback-card"),
    path("answer/", answering.answer, name="feedback-answer"),
    path("team/<uuid:asking_id>/", answering.link, name="feedback-link"),
    path("tablet/<uuid:asking_id>/", answering.tablet, name="feedback-tablet"),
    path("interview/<uuid:asking_id>/", answering.interview, name="feedback-interview"),
    path("results/<uuid:team_id>/", public_team.results, name="feedback-results"),
]
