"""Where the words that entries speak of stand in a sentence."""

from collections.abc import Iterator

from flashdeck.edits.entries import Gloss, Reading, Term
from flashdeck.lexicon.traits import count_han
from flashdeck.model import Sentence, Span, Token, ZhToken


def is_chinese(text: str) -> bool:
    """Tell whether a word is looked for on the Chinese side."""
    return count_han(text) > 0


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
