"""Pages of people who take part, with or without an account."""

from django.urls import path

from alongside.assessments.views import answering, joining, mine

mine_at = "take-part/<uuid:assessment_id>/"
urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/<uuid:invite_id>/<str:secret>/", joining.join_by_link, name="join-by-link"),
    path(mine_at, mine.my_part, name="my-part"),
    path(mine_at + "my-choice/", mine.my_choice, name="my-choice"),
    path(mine_at + "my-answers/", mine.my_answers, name="my-answers"),
    path(mine_at + "finish/", mine.finish, name="finish"),
    path(mine_at + "hand-over/", mine.hand_over, name="hand-over"),
    path(mine_at + "leave/", mine.leave_assessment, name="leave-assessment"),
    path(mine_at + "challenges/<slug:item>/", answering.understand, name="understand"),
    path(mine_at + "challenges/<slug:item>/answer/", answering.answer, name="answer"),
    path(mine_at + "challenges/<slug:item>/share/", answering.share_reason, name="share-reason"),
    path(mine_at + "challenges/<slug:item>/cards/", answering.my_cards_page, name="my-cards"),
    path(
        mine_at + "challenges/<slug:item>/cards/<uuid:held_id>/remove/", answering.remove_my_card, name="remove-my-card"
    ),
    path(mine_at + "challenges/<slug:item>/together/", answering.see_together, name="see-together"),
]
