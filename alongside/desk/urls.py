"""What a partnership shares with its commissioners, under /p/<partnership>/desk/."""

from django.urls import path

from alongside.desk import views

urlpatterns = [
    path("", views.desk_sharing, name="desk-sharing"),
    path("<uuid:organisation_id>/", views.desk_preview, name="desk-preview"),
    path("<uuid:organisation_id>/share/", views.share_with_desk, name="share-with-desk"),
    path("<uuid:organisation_id>/take-back/", views.take_back_from_desk, name="take-back-from-desk"),
]
