"""Convert lines in traditional characters to simplified characters for annotation, because the dictionaries are simplified.

Each character is replaced by exactly one character, so that offsets stay valid. Afterwards a token gets the text of the
original line and keeps the simplified text as its headword.
"""

from collections.abc import Sequence
from dataclasses import replace

from flashdeck.chinese.scripts import simplified, traditional
from flashdeck.edits import Edits
from flashdeck.edits.kinds.word_entries import GlossEntry, ReadingEntry, TermEntry
from flashdeck.model import Annotated, EnToken, Sentence, ZhToken


def simple_text(text: str) -> str:
    """Return a line with its traditional characters converted to simplified characters. Other lines are not changed.

    A line is traditional if the conversion to simplified changes more of its characters than the conversion to traditional
    does. A single character is not sufficient evidence, because 著 and 乾 occur in simplified text as well.

    >>> simple_text("數據中心"), simple_text("他叫乾隆皇帝,说过什么话")
    ('数据中心', '他叫乾隆皇帝,说过什么话')
    """
    simple = simplified(text)
    if simple == text or _differences(text, simple) <= _differences(text, traditional(text)):
        return text
    return simple


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


def _differences(one: str, other: str) -> int:
    return sum(left != right for left, right in zip(one, other, strict=True))
