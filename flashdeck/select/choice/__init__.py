"""Which sentences and words become cards, and in which order."""

from flashdeck.select.choice.card_choice import Wish, choose_cards

__all__ = ["Wish", "choose_cards"]
