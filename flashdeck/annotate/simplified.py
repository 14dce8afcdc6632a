"""Convert lines in traditional characters to simplified characters for annotation, because the dictionaries are simplified.

Each character is replaced by exactly one character, so that offsets stay valid. Afterwards a token gets the text of the
original line and keeps the simplified text as its headword.
"""

from collections.abc import Sequence
from dataclasses import replace

from flashdeck.chinese.scripts import simple_text
from flashdeck.edits import Edits
from flashdeck.edits.kinds.word_entries import GlossEntry, ReadingEntry, TermEntry
from flashdeck.model import Annotated, EnToken, Sentence, ZhToken


def simple_talk(sentences: Sequence[Sentence], edits: Edits) -> tuple[list[Sentence], Edits]:
    """Return the sentences and edits with simplified characters. The edits are converted only if a sentence was converted."""
    texts = (simple_text(sentence.zh) for sentence in sentences)
    simple = [
        sentence if text == sentence.zh else replace(sentence, zh_clean=text)
        for sentence, text in zip(sentences, texts, strict=True)
    ]
    return simple, edits if simple == list(sentences) else _simple_edits(edits)


def _simple_edits(edits: Edits) -> Edits:
    entries = (
        replace(entry, text=simple_text(entry.text)) if isinstance(entry, TermEntry | ReadingEntry | GlossEntry) else entry
        for entry in edits.entries
    )
    return replace(edits, entries=tuple(entries))


def as_written(annotated: Annotated, sentence: Sentence) -> Annotated:
    """Convert the annotation of a sentence in simplified characters to an annotation of the original sentence."""
    zh = sentence.zh
    if zh == annotated.sentence.zh:
        return annotated
    chinese = tuple(written_token(token, zh) for token in annotated.zh_tokens)
    english = tuple(_written_gloss(token, annotated.sentence.zh, zh) for token in annotated.en_tokens)
    return replace(annotated, sentence=sentence, zh_tokens=chinese, en_tokens=english)


def written_token(token: ZhToken, line: str) -> ZhToken:
    """Return a token with the text of the original line. The offsets of the token are valid in both lines."""
    text = line[token.start : token.end]
    return token if text == token.text else replace(token, text=text, simplified=token.text)


def _written_gloss(token: EnToken, simple: str, zh: str) -> EnToken:
    if token.gloss and token.gloss == "".join(simple[start:end] for start, end in token.links):
        return replace(token, gloss="".join(zh[start:end] for start, end in token.links))
    return token
