"""Turn pairs into sentences: the text that a card may show, without slips of the tongue. The text as read stays available."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashdeck.text.sentences import make_sentences

__all__ = ["make_sentences"]


def __getattr__(name: str) -> object:
    """Load the repairs when they are first used, because a build with cached sentences does not need them."""
    if name not in __all__:
        raise AttributeError(f"module 'flashdeck.text' has no attribute {name!r}")
    from flashdeck.text import sentences

    return getattr(sentences, name)
