"""Cards become notes and a deck: plain values, escaped, ready to be written."""

from flashdeck.compose.deck import compose_deck, deck_name
from flashdeck.compose.description import DeckSetting, Making, family_description
from flashdeck.compose.display import Display
from flashdeck.compose.family import join_decks

__all__ = ["DeckSetting", "Display", "Making", "compose_deck", "deck_name", "family_description", "join_decks"]
