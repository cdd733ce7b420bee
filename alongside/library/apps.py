"""Offers the local editions to the evidence pages, which are below this room and cannot ask for them."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The library of frameworks."""

    name = "alongside.library"

    def ready(self) -> None:
        """Let evidence be listed by the items of local editions too."""
        from alongside.evidence.editions import offer
        from alongside.library.queries import offered

        offer(offered)
