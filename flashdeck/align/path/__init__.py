"""The best way through two sides: which sentences of one translate which of the other."""

from flashdeck.align.path.search import find_beads
from flashdeck.align.path.sides import Bead, Sides

__all__ = ["Bead", "Sides", "find_beads"]
