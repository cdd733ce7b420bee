"""Registers the checks of an installation."""

from django.apps import AppConfig
from django.core.checks import register


class HomeConfig(AppConfig):
    """The room of first pages."""

    name = "alongside.home"

    def ready(self) -> None:
        """Have every command look at the installation first."""
        from alongside.home.checks import installation

        register(installation)
