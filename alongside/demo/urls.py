"""Only a demonstration has these pages."""

from django.urls import path

from alongside.demo import views

urlpatterns = [
    path("", views.demonstration, name="demonstration"),
    path("sign-in/<slug:key>/", views.sign_in_as, name="sign-in-as"),
]
