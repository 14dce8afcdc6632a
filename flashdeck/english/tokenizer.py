"""Split English text into tokens as spaCy's English tokenizer does, without loading spaCy.

There is one difference: a word without an apostrophe (id, wed, cant, dont) is not split as a contraction.

Loading spaCy takes longer than splitting a transcript, so the rules of the tokenizer are read from a compiled table. The steps
are those of spaCy (spacy.io/usage/linguistic-features#how-tokenizer-works):

1. The text is split into chunks at white space.
2. A chunk that is an exception is replaced by the pieces of the exception.
3. In any other chunk, marks at both ends are separated, addresses are kept whole, and marks inside are separated.
4. Exceptions that were divided at marks are restored.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flashdeck.dictionaries.compiled import Row, table
from flashdeck.lazy import Lazy
from flashdeck.model import Span

_CHUNKS = re.compile(r"\s+|\S+")
_MOST_KEPT = 65536
"""The maximum number of chunks whose pieces are remembered. This is enough for the vocabulary of a hundred transcripts."""
_PATTERNS = ("prefix", "suffix", "infix", "address")
_NARROW = "narrow "
"""The prefix of the keys of narrow patterns, whose character classes have only the characters of `_ALPHABET`."""
_ALPHABET = frozenset(map(chr, range(1, 256))) | frozenset("‘’“”–—…")
"""The characters of ordinary English text.

A pattern whose character classes have only these characters compiles in an eighth of the time that spaCy's pattern takes.
"""
_CLASS = re.compile(r"(?<!\\)\[(?!\^)(?:\\.|[^\]\\])*\]")
_EXCEPTIONS, _TORN = "exceptions", "torn"
_CLITICS = frozenset("nt d s m re ve ll".split())
"""The last pieces of contractions, without their apostrophe."""

Pieces = tuple[str, ...]


class _Patterns(NamedTuple):
    """The regular expressions for marks at the beginning of a chunk, at its end and inside it, and for addresses."""

    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    infix: re.Pattern[str]
    address: re.Pattern[str]


class EnglishCutter:
    """Splits English text as `spacy.blank("en")` does, except contractions without an apostrophe (`is_unmarked`)."""

    def __init__(self) -> None:
        found = {name: table("english_cuts").get(name) or "" for name in (_EXCEPTIONS, _TORN)}
        self._load_patterns = Lazy(lambda: _load_patterns(""))
        self._load_narrow_patterns = Lazy(lambda: _load_patterns(_NARROW))
        self._exceptions: Mapping[str, Sequence[str]] = json.loads(found[_EXCEPTIONS])
        self._torn: dict[str, list[Pieces]] = {}
        for pieces in json.loads(found[_TORN]):
            self._torn.setdefault(pieces[0], []).append(tuple(pieces))
        self._kept: dict[str, Pieces] = {}

    def cut(self, text: str) -> Iterator[Span]:
        """Yield the spans of the tokens, without white space."""
        spans: list[Span] = []
        for chunk in _CHUNKS.finditer(text):
            at = chunk.start()
            if chunk[0].isspace():
                spans += [(at + (text[at] == " "), chunk.end())] if chunk[0] != " " else []
                continue
            for piece in self._pieces(chunk[0]):
                spans.append((at, at + len(piece)))
                at += len(piece)
        return ((start, end) for start, end in self._mended(text, spans) if not text[start:end].isspace())

    def _pieces(self, chunk: str) -> Pieces:
        found = self._kept.get(chunk)
        if found is None:
            found = tuple(self._exceptions.get(chunk) or self._split(chunk))
            if len(self._kept) < _MOST_KEPT:
                self._kept[chunk] = found
        return found

    def _split(self, chunk: str) -> list[str]:
        """Split a chunk into the marks at its beginning, the pieces between the marks, and the marks at its end."""
        is_narrow = chunk.isascii() or _ALPHABET.issuperset(chunk)
        patterns = self._load_narrow_patterns() if is_narrow else self._load_patterns()
        before: list[str] = []
        after: list[str] = []
        while chunk and chunk not in self._exceptions:
            start, end = self._marks(chunk, patterns)
            if not start and not end:
                break
            if start:
                before.append(chunk[:start])
            if end:
                after.append(chunk[-end:])
            chunk = chunk[start : len(chunk) - end]
        return [*before, *self._inner(chunk, patterns), *reversed(after)]

    def _marks(self, chunk: str, patterns: _Patterns) -> tuple[int, int]:
        """Return the lengths of the mark at the beginning and the mark at the end of a chunk; 0 for a missing mark."""
        start = _length(patterns.prefix, chunk)
        if start and chunk[start:] in self._exceptions:
            return start, 0
        end = _length(patterns.suffix, chunk[start:])
        if end and chunk[:-end] in self._exceptions:
            return 0, end
        if start and start + end > len(chunk):
            return start, 0
        return start, end

    def _inner(self, chunk: str, patterns: _Patterns) -> Sequence[str]:
        if chunk in self._exceptions:
            return self._exceptions[chunk]
        if not chunk or patterns.address.match(chunk):
            return [chunk] if chunk else []
        pieces = []
        start = 0
        for infix in patterns.infix.finditer(chunk):
            if infix.start() == 0:
                continue
            pieces += [chunk[start : infix.start()], infix[0]]
            start = infix.end()
        return [piece for piece in (*pieces, chunk[start:]) if piece]

    def _mended(self, text: str, spans: list[Span]) -> Iterator[Span]:
        """Yield the spans of the tokens after exceptions are restored.

        If the text of an exception was divided at its marks, the spans of the exception's listed pieces replace the divided
        spans. Of two overlapping exceptions, the longer is restored; of two equally long exceptions, the first is restored.
        """
        texts = [text[start:end] for start, end in spans]
        found = [
            (at - end, at, end)
            for at, piece in enumerate(texts)
            for pieces in self._torn.get(piece, ())
            if tuple(texts[at : (end := at + len(pieces))]) == pieces
        ]
        seen: set[int] = set()
        mended: dict[int, int] = {}
        for _, at, end in sorted(found):
            if at not in seen and end - 1 not in seen:
                mended[at] = end
            seen.update(range(at, end))
        at = 0
        while at < len(spans):
            end = mended.get(at, at + 1)
            yield from self._as_listed(text, spans[at:end]) if at in mended else spans[at:end]
            at = end

    def _as_listed(self, text: str, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield the spans of the pieces that the table lists for the text of `spans`.

        If this text is not exactly an exception, yield `spans` unchanged.
        """
        start = spans[0][0]
        pieces = self._exceptions.get(text[start : spans[-1][1]])
        if pieces is None:
            yield from spans
            return
        for piece in pieces:
            yield start, start + len(piece)
            start += len(piece)


def _length(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.search(text)
    return found.end() - found.start() if found else 0


def _load_patterns(kind: str) -> _Patterns:
    return _Patterns(*(re.compile(table("english_cuts").get(kind + name) or "") for name in _PATTERNS))


load_english_cutter = Lazy(EnglishCutter)


def table_rows(_: str) -> Iterator[Row]:
    """Yield the rows of the table that replaces spaCy's English tokenizer.

    The rows are the patterns, the exceptions with their pieces, and the exceptions with marks as they are divided at their
    marks.
    """
    import spacy

    tokenizer: Any = spacy.blank("en").tokenizer
    searches = tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer, tokenizer.url_match
    for name, search in zip(_PATTERNS, searches, strict=True):
        yield name, search.__self__.pattern
        yield _NARROW + name, _CLASS.sub(_narrow_class, search.__self__.pattern)
    exceptions = {text: _texts(pieces) for text, pieces in tokenizer.rules.items()}
    yield _EXCEPTIONS, json.dumps({text: pieces for text, pieces in exceptions.items() if not is_unmarked(pieces)})
    yield _TORN, json.dumps(list(_torn(tokenizer)))


def is_unmarked(pieces: Sequence[str]) -> bool:
    """Tell whether the pieces are a contraction written without its apostrophe: id (I'd), wed (we'd), dont (don't).

    spaCy divides them, which makes "d" a word. The whole is kept, because it may be another word: an id, to wed.
    """
    return "".join(pieces).isalpha() and pieces[-1].casefold() in _CLITICS


def _narrow_class(found: re.Match[str]) -> str:
    """Return a character class with only the characters of `_ALPHABET`."""
    pattern = re.compile(found[0])
    characters = "".join(re.escape(char) for char in sorted(_ALPHABET) if pattern.fullmatch(char))
    return f"[{characters}]" if characters else "(?!)"


def _texts(pieces: Sequence[Mapping[Any, str]]) -> list[str]:
    from spacy.symbols import ORTH

    return [piece[ORTH] for piece in pieces]


def _torn(tokenizer: Any) -> Iterator[list[str]]:
    """Yield, for each special case that contains marks or spaces, the pieces into which its text is usually divided.

    These are the pieces that the tokenizer would find if it did not have the special case.
    """
    from spacy.tokenizer import Tokenizer

    plain = Tokenizer(
        tokenizer.vocab,
        prefix_search=tokenizer.prefix_search,
        suffix_search=tokenizer.suffix_search,
        infix_finditer=tokenizer.infix_finditer,
        url_match=tokenizer.url_match,
    )
    for text, listed in tokenizer.rules.items():
        if is_unmarked(_texts(listed)):
            continue
        marked = tokenizer.find_prefix(text) or tokenizer.find_infix(text) or tokenizer.find_suffix(text)
        if marked or " " in text:
            yield [token.text for token in plain(text)]
