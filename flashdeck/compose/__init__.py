"""Compose decks, handouts and reports from the chosen cards. The results are values with escaped text, ready to be written."""

from flashdeck.compose.deck import compose_deck, deck_name, join_decks
from flashdeck.compose.description import DeckSetting, Making, family_description
from flashdeck.compose.display import Display

__all__ = ["DeckSetting", "Display", "Making", "compose_deck", "deck_name", "family_description", "join_decks"]
