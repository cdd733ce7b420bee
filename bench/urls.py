"""The product's addresses, and two floors: a page with nothing on it, and a view that inserts one row."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import path

from alongside.assessments.models import Assessment, ParkedQuestion
from alongside.config.urls import handler403, handler404, handler500
from alongside.config.urls import urlpatterns as product
from alongside.people.access import Can, MemberRequest, PersonRequest, page, person_page, public
from alongside.ui.show import show

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]


@person_page
def floor(request: PersonRequest) -> HttpResponseBase:
    """A signed-in page with the base layout and no content."""
    return show(request, "ui/layout.jinja", title="Floor")


@page(Can.SEE_PARTNERSHIP)
def partnership_floor(request: MemberRequest) -> HttpResponseBase:
    """The same within a partnership: its door and its menu, and no content."""
    return show(request, "ui/layout.jinja", title="Floor")


@public
def bare_insert(request: HttpRequest) -> HttpResponseBase:
    """One row into one table, and an empty answer."""
    assessment = Assessment.objects.only("pk")[0]
    ParkedQuestion.objects.create(assessment_id=assessment.pk, text="x")
    return HttpResponse(status=204)


urlpatterns = [
    *product,
    path("floor/", floor, name="floor"),
    path("p/<uuid:partnership_id>/floor/", partnership_floor, name="partnership-floor"),
    path("bare-insert/", bare_insert, name="bare-insert"),
]
