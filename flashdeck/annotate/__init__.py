"""Annotate the Chinese and English lines of sentences with tokens, readings, levels, links and glosses."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flashdeck.english.spacy_pipeline import english_annotator_name, english_notices
from flashdeck.model import Annotated, Notice

if TYPE_CHECKING:
    from flashdeck.annotate.talk import annotate_lines, annotate_sentences, cut_sentences, link_spans
    from flashdeck.english.english_annotator import annotate_english

__all__ = [
    "annotate_english",
    "annotate_lines",
    "annotate_sentences",
    "cut_sentences",
    "english_annotator_name",
    "english_notices",
    "link_spans",
    "reading_doubts",
]


def __getattr__(name: str) -> object:
    """Load the annotators when they are first needed, because a build from the cache does not need them."""
    if name not in __all__:
        raise AttributeError(f"module 'flashdeck.annotate' has no attribute {name!r}")
    if name == "annotate_english":
        from flashdeck.english import english_annotator

        return getattr(english_annotator, name)
    from flashdeck.annotate import talk

    return getattr(talk, name)


def reading_doubts(annotated: Annotated) -> Iterator[Notice]:
    """Yield a notice for each word whose reading is doubtful."""
    for token in annotated.zh_tokens:
        if token.doubtful:
            yield Notice("reading", annotated.sentence.zh_lines[0], f"{token.text} {''.join(token.pinyin)}")
