"""Choose the sentences and words that become cards, and put the cards in order."""

from flashdeck.select.choice.card_choice import CardLimits, choose_cards

__all__ = ["CardLimits", "choose_cards"]
