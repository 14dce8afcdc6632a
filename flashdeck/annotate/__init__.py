"""Sentences become annotated: tokens, readings, levels, links and glosses of both sides."""

from collections.abc import Iterator

from flashdeck.annotate.english.annotator import annotate_english, english_annotator_name, english_notices
from flashdeck.annotate.transcript import annotate_lines, annotate_sentences, cut_sentences, link_spans
from flashdeck.model import Annotated, Notice

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


def reading_doubts(annotated: Annotated) -> Iterator[Notice]:
    """Yield a notice for each word whose reading rests on thin evidence."""
    for token in annotated.zh_tokens:
        if token.doubtful:
            yield Notice("reading", annotated.sentence.zh_lines[0], f"{token.text} {''.join(token.pinyin)}")
