"""Pages of people in a room, without an account: come in, follow it on a phone, and the big screen."""

from django.urls import URLPattern, path

from alongside.workshops.views import coming_in, phone, screen, tablet

INSIDE = "take-part/<uuid:assessment_id>/room/<uuid:session_id>/"

urlpatterns: list[URLPattern] = [
    path("room/", coming_in.room, name="room"),
    path("room/screen/<uuid:session_id>/<str:secret>/", screen.big_screen, name="big-screen"),
    path("room/<uuid:session_id>/<str:secret>/", coming_in.enter_room, name="enter-room"),
    path(f"{INSIDE}enter/<str:secret>/", coming_in.come_in, name="come-in"),
    path(INSIDE, tablet.or_who_has_it(phone.phone), name="phone"),
    path(f"{INSIDE}pass-on/", tablet.or_who_has_it(tablet.pass_on), name="pass-on"),
    path(f"{INSIDE}who/", tablet.who_has_it, name="who-has-it"),
    path(f"{INSIDE}answer/", phone.answer_in_room, name="answer-in-room"),
]
