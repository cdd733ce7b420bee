"""The tables of comparing, one file per aggregate."""

from alongside.comparing.models.comparison import Compared, Comparison
from alongside.comparing.models.turn import Turn, TurnConfirmation

__all__ = ["Compared", "Comparison", "Turn", "TurnConfirmation"]
