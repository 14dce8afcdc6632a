"""Choose the sentences and words that become cards, and their order."""

from flashdeck.select.choice.card_choice import CardLimits, choose_cards

__all__ = ["CardLimits", "choose_cards"]
