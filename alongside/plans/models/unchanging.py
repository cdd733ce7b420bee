"""Rows that are written once. What was signed must stay what it was, whatever later code tries."""

from __future__ import annotations

from typing import Any

from django.db import models


class Unchanging(models.Model):
    """A row that can be added, and then neither changed nor deleted on its own.

    It goes only together with its plan, as everything of a partnership does when that is removed as a whole.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the row. Raises TypeError for one that is there already."""
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is written once. Add a row; never change one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refuse. Raises TypeError."""
        raise TypeError(f"{type(self).__name__} is never deleted on its own.")
