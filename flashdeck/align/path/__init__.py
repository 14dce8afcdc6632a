"""Search the best path through two sides: which sentences of one side translate which of the other."""

from flashdeck.align.path.search import find_beads
from flashdeck.align.path.sides import Bead, Sides

__all__ = ["Bead", "Sides", "find_beads"]
