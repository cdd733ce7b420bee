"""The product's addresses together with those that only a demonstration has."""

from django.urls import include, path

from alongside.config import urls
from alongside.config.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*urls.urlpatterns, path("demonstration/", include("alongside.demo.urls"))]
