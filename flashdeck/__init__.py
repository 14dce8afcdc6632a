"""flashdeck makes Anki decks from bilingual conversations. The import is fast, because engines load on the first call."""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from flashdeck.api import (
        align_lines,
        annotate_chinese,
        annotate_english,
        build,
        handout,
        link_words,
        report,
        sentence_difficulty,
    )

__all__ = [
    "align_lines",
    "annotate_chinese",
    "annotate_english",
    "build",
    "handout",
    "link_words",
    "report",
    "sentence_difficulty",
]


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'flashdeck' has no attribute {name!r}")
    from flashdeck import api

    return getattr(api, name)
