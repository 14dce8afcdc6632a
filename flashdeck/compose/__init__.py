"""Cards become notes and a deck: plain values, escaped, ready to be written."""

from flashdeck.compose.deck import compose_deck

__all__ = ["compose_deck"]
