"""What one's own account has to do with plans, under /account/."""

from django.urls import path

from alongside.plans.views import weekly

urlpatterns = [path("weekly-mail/", weekly.weekly_mail, name="weekly-mail")]
