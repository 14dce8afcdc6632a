"""Sentences become annotated: tokens, readings, levels and glosses of both sides."""

from collections.abc import Iterator, Sequence

from flashdeck.annotate.chinese import ChineseAnnotator
from flashdeck.annotate.english import annotate_english
from flashdeck.model import Annotated, HskEdition, Notice, Sentence

__all__ = ["ChineseAnnotator", "annotate_english", "annotate_sentences", "reading_doubts"]


def annotate_sentences(sentences: Sequence[Sentence], edition: HskEdition) -> Iterator[Annotated]:
    """Annotate the sentences of one transcript, in order."""
    chinese = ChineseAnnotator((sentence.zh for sentence in sentences), edition)
    for sentence in sentences:
        yield Annotated(sentence, chinese.annotate(sentence.zh, sentence.en), annotate_english(sentence.en))


def reading_doubts(annotated: Annotated) -> Iterator[Notice]:
    """Yield a notice for each word whose reading rests on thin evidence."""
    for token in annotated.zh_tokens:
        if token.doubtful:
            yield Notice("reading", annotated.sentence.zh_lines[0], f"{token.text} {''.join(token.pinyin)}")
