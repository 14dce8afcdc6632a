"""Find the word of an entry in a sentence."""

import unicodedata
from collections.abc import Iterator

from flashdeck.chinese.scripts import simplified
from flashdeck.edits.entries import LineWordEntry
from flashdeck.model import Sentence, Span, Token, ZhToken
from flashdeck.model.characters import count_han

LOOKED_THROUGH = 2000
"""If the quotation of an entry is not found, at most this number of lines are searched with `as_written`.

Searching 2,000 lines takes about a tenth of a second.
"""


def is_chinese(text: str) -> bool:
    """Return whether a word has a Han character, so that it is searched for in Chinese lines."""
    return count_han(text) > 0


def as_written(wanted: str, text: str) -> str | None:
    """Return the words `wanted` as they are written in `text`. Return None if the text does not have these words.

    The words may differ from the text in script, case, width, punctuation and spaces.

    >>> as_written("CAN’T 裡", "You can't 里 do that"), as_written("can", "cannot")
    ("can't 里", None)
    """
    letters, places = _letters(text)
    found, _ = _letters(wanted)
    at = letters.find(found) if found else -1
    if at < 0:
        return None
    start, end = places[at], places[at + len(found) - 1] + 1
    edges = (text[start - 1 : start], text[end : end + 1])
    is_whole = not any(edge.isascii() and edge.isalnum() for edge in edges)
    return text[start:end] if is_whole else None


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the letters and digits of a text in a normalized form, and for each of them its index in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(simplified(text)):
        for letter in unicodedata.normalize("NFKC", char).casefold():
            if letter.isalnum():
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def is_word(token: Token, text: str) -> bool:
    """Return whether a token is the word that an entry names. For an English token, the word may also be its lemma."""
    if isinstance(token, ZhToken):
        return token.text == text
    return text.casefold() in (token.text.casefold(), token.headword)


def is_in_sentence(entry: LineWordEntry, sentence: Sentence) -> bool:
    """Return whether a sentence contains the line that an entry names."""
    sources = [line for pair in sentence.pairs for line in (*pair.zh_source, *pair.en_source)]
    side = "zh" if is_chinese(entry.text) else "en"
    return any(line.number == entry.line and line.file == entry.file and line.lang in (side, None) for line in sources)


def chinese_spans(entry: LineWordEntry, sentence: Sentence) -> Iterator[Span]:
    """Yield the spans of an entry's word in the Chinese text of a sentence.

    The sentence may be joined from two or more lines. Only the part that comes from the entry's line is searched.
    """
    for start, end in _parts_from_line(entry.line, sentence):
        at = sentence.zh.find(entry.text, start, end)
        while at >= 0:
            yield at, at + len(entry.text)
            at = sentence.zh.find(entry.text, at + len(entry.text), end)


def _parts_from_line(number: int, sentence: Sentence) -> Iterator[Span]:
    at = 0
    for line in (line for pair in sentence.pairs for line in pair.zh_source):
        start = sentence.zh.find(line.text, at)
        if start < 0:  # the sentence has only a part of this line, so the whole sentence is searched
            yield 0, len(sentence.zh)
            return
        at = start + len(line.text)
        if line.number == number:
            yield start, at
