"""Addresses of the team feedback of one partnership, under /p/<partnership>/feedback/."""

from django.urls import path

from alongside.feedback.views import answers_file, asking, overview, paper, publishing, reading, team

one, of_team = "askings/<uuid:asking_id>/", "teams/<uuid:team_id>/"
urlpatterns = [
    path("", overview.feedback, name="feedback"),
    path("ask/", asking.ask_feedback, name="ask-feedback"),
    path(one, asking.asking, name="asking"),
    path(one + "poster/", asking.asking_poster, name="asking-poster"),
    path(one + "paper/", paper.paper_sheets, name="paper-sheets"),
    path(one + "file/", answers_file.answers_file, name="answers-file"),
    path(one + "stop/", asking.stop_asking, name="stop-asking"),
    path(of_team, team.feedback_team, name="feedback-team"),
    path(of_team + "publish/", publishing.publish_feedback, name="publish-feedback"),
    path("releases/<uuid:release_id>/reply/", publishing.reply_feedback, name="reply-feedback"),
    path("replies/<uuid:reply_id>/take-back/", publishing.take_back_reply, name="take-back-reply"),
    path("words/", reading.feedback_words, name="feedback-words"),
]
