"""Where the words that entries speak of stand in a sentence."""

import unicodedata
from collections.abc import Iterator

from flashdeck.chinese.characters import count_han
from flashdeck.chinese.scripts import simplified
from flashdeck.edits.entries import Gloss, Reading, Term
from flashdeck.model import Sentence, Span, Token, ZhToken

LOOKED_THROUGH = 2000
"""How many lines are asked for `as_written`, for an entry that found nothing: a tenth of a second's worth."""


def is_chinese(text: str) -> bool:
    """Tell whether a word is looked for on the Chinese side."""
    return count_han(text) > 0


def as_written(wanted: str, text: str) -> str | None:
    """Return how a text writes words that it writes otherwise: in script, case, width, marks or spaces. None: it has none such.

    >>> as_written("CAN’T 裡", "You can't 里 do that"), as_written("can", "cannot")
    ("can't 里", None)
    """
    letters, places = _letters(text)
    found, _ = _letters(wanted)
    at = letters.find(found) if found else -1
    if at < 0:
        return None
    start, end = places[at], places[at + len(found) - 1] + 1
    whole = not any(edge.isascii() and edge.isalnum() for edge in (text[start - 1 : start], text[end : end + 1]))
    return text[start:end] if whole else None


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and figures of a text, folded, and where each stands in it."""
    folded = [(unicodedata.normalize("NFKC", char).casefold(), place) for place, char in enumerate(simplified(text))]
    letters = [(char, place) for chars, place in folded for char in chars if char.isalnum()]
    return "".join(char for char, _ in letters), [place for _, place in letters]


def is_term(token: Token, term: Term) -> bool:
    """Tell whether a token is the word of a term: by its text, or by its lemma."""
    if isinstance(token, ZhToken):
        return token.text == term.text
    return term.text.casefold() in (token.text.casefold(), token.headword)


def stands_in(entry: Reading | Gloss, sentence: Sentence) -> bool:
    """Tell whether the line of an entry belongs to a sentence."""
    sources = [line for pair in sentence.pairs for line in (*pair.zh_source, *pair.en_source)]
    side = "zh" if is_chinese(entry.text) else "en"
    return any(line.number == entry.line and line.file == entry.file and line.lang in (side, None) for line in sources)


def chinese_spans(entry: Reading | Gloss, sentence: Sentence) -> Iterator[Span]:
    """Yield where the word of an entry stands in the Chinese of a sentence: in the part that its line gave."""
    for start, end in _stretches(entry.line, sentence):
        at = sentence.zh.find(entry.text, start, end)
        while at >= 0:
            yield at, at + len(entry.text)
            at = sentence.zh.find(entry.text, at + len(entry.text), end)


def _stretches(number: int, sentence: Sentence) -> Iterator[Span]:
    at = 0
    for line in (line for pair in sentence.pairs for line in pair.zh_source):
        start = sentence.zh.find(line.text, at)
        if start < 0:  # a part of a long line: what stands where cannot be told
            yield 0, len(sentence.zh)
            return
        at = start + len(line.text)
        if line.number == number:
            yield start, at
