"""Addresses that anybody may open: the front door, what Alongside says of itself, and two for machines."""

from django.urls import path

from alongside.home.views import front, machines

urlpatterns = [
    path("", front.front_door, name="front-door"),
    path("about/", front.about, name="about"),
    path("privacy/", front.privacy, name="privacy"),
    path("accessibility/", front.accessibility, name="accessibility"),
    path("crisis/", front.crisis, name="crisis"),
    path("health", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
]
