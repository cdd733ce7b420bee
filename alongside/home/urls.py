"""The address of a signed-in person's first page."""

from django.urls import path

from alongside.home.views import first_page

urlpatterns = [path("home/", first_page.home, name="home")]
