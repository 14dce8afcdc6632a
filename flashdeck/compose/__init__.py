"""Cards become notes and a deck: plain values, escaped, ready to be written."""

from flashdeck.compose.deck import DeckSetting, compose_deck, deck_name
from flashdeck.compose.display import Display

__all__ = ["DeckSetting", "Display", "compose_deck", "deck_name"]
