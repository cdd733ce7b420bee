"""Offers the local editions to the room of evidence, which is below this room and cannot ask for them."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The library of frameworks."""

    name = "alongside.library"

    def ready(self) -> None:
        """Let evidence be listed by the items of local editions, and of any other in which they are the same."""
        from alongside.evidence.editions import offer
        from alongside.library.queries import crosswalk, offered

        offer(offered, crosswalk)
