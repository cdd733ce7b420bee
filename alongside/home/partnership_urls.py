"""The address of a partnership's first page, under /p/<partnership>/."""

from django.urls import path

from alongside.home.views import first_page

urlpatterns = [path("", first_page.partnership, name="partnership")]
