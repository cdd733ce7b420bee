"""Lead a room: the console and its buttons."""

from django.urls import URLPattern, path

from alongside.workshops.views import console, helping

RUN = "<uuid:assessment_id>/sessions/<uuid:session_id>/run/"

urlpatterns: list[URLPattern] = [
    path(RUN, console.console, name="console"),
    path(f"{RUN}move/", console.move_room, name="move-room"),
    path(f"{RUN}extend/", console.extend_room, name="extend-room"),
    path(f"{RUN}present/", console.declare_present, name="declare-present"),
    path(f"{RUN}reasons/<uuid:reason_id>/", helping.withhold_in_room, name="withhold-in-room"),
    path(f"{RUN}places/", helping.free_place, name="free-place"),
    path(f"{RUN}bring-in/", helping.bring_in, name="bring-in"),
]
