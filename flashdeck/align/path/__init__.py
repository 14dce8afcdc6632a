"""Find which Chinese sentences and which English sentences translate each other, as the best path through both texts."""

from flashdeck.align.path.search import find_beads
from flashdeck.align.path.sides import Bead, Sides

__all__ = ["Bead", "Sides", "find_beads"]
