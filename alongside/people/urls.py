"""Addresses of the people of one partnership, under /p/<partnership>/people/."""

from django.urls import path

from alongside.people.views import invitations, members, teams

urlpatterns = [
    path("", members.people, name="people"),
    path("my-group/", members.my_group, name="my-group"),
    path("members/<uuid:id>/", members.member, name="member"),
    path("members/<uuid:id>/remove/", members.remove_member, name="remove-member"),
    path("invite/", invitations.invite, name="invite"),
    path("invitations/", invitations.open_invitations, name="open-invitations"),
    path("invitations/<uuid:id>/", invitations.hand_over, name="hand-over-invitation"),
    path("invitations/<uuid:id>/withdraw/", invitations.withdraw, name="withdraw-invitation"),
    path("teams/add/", teams.add_team, name="add-team"),
    path("teams/<uuid:id>/", teams.team, name="team"),
    path("teams/<uuid:id>/remove/", teams.remove_team, name="remove-team"),
    path("organisations/add/", teams.bring_in, name="bring-in-organisation"),
]
