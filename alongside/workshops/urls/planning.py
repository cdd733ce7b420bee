"""Plan a workshop, its sessions and their agendas; what facilitators print and rehearse with."""

from django.urls import URLPattern, path

from alongside.workshops.views import agenda, pack, planning, rehearsing, sessions

ONE = "<uuid:assessment_id>/"
SESSION = f"{ONE}sessions/<uuid:session_id>/"

urlpatterns: list[URLPattern] = [
    path(ONE, planning.workshop, name="workshop"),
    path(f"{ONE}look-after/", planning.arrange_workshop, name="arrange-workshop"),
    path(f"{ONE}sessions/new/", sessions.plan_session, name="plan-session"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}change/", sessions.change_session, name="change-session"),
    path(f"{SESSION}agenda/", agenda.agenda, name="agenda"),
    path(f"{SESSION}agenda/<slug:item>/split/", agenda.split_item, name="split-item"),
    path(f"{SESSION}pack/", pack.facilitator_pack, name="facilitator-pack"),
    path(f"{SESSION}rehearse/<int:step>/", rehearsing.rehearse, name="rehearse"),
    path(f"{SESSION}poster/", pack.room_poster, name="room-poster"),
]
