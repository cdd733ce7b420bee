"""Listens to the room of assessments, which is below this room and cannot call it."""

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Workshops, held live."""

    name = "alongside.workshops"

    def ready(self) -> None:
        """Hear what changes on an assessment's other pages."""
        from alongside.assessments.news import listen
        from alongside.workshops.hearing import hear

        listen(hear)
