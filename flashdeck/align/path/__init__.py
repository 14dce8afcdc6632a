"""Search the best path through two sides: which Chinese and which English sentences translate each other."""

from flashdeck.align.path.search import find_beads
from flashdeck.align.path.sides import Bead, Sides

__all__ = ["Bead", "Sides", "find_beads"]
