"""Pairs become sentences: what a card may show, cleaned of the stumbles of speech, the verbatim line within reach."""

from flashdeck.text.sentences import make_sentences

__all__ = ["make_sentences"]
