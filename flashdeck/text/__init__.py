"""Pairs become sentences: what a card may show, cleaned of the stumbles of speech, the verbatim line within reach."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashdeck.text.sentences import make_sentences

__all__ = ["make_sentences"]


def __getattr__(name: str) -> object:
    """Load the repairs when they are first asked for: sentences that are kept need none of them."""
    if name not in __all__:
        raise AttributeError(f"module 'flashdeck.text' has no attribute {name!r}")
    from flashdeck.text import sentences

    return getattr(sentences, name)
