"""Annotations as bytes, for the cache: equal tokens are kept once, and what comes back equals what went in.

Sentences themselves are not kept: they are the key. What cannot be read back is a miss, whatever is wrong with it.
"""

import json
import zlib
from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

from flashdeck.annotate.chinese.words import Word
from flashdeck.annotate.corrections import Corrections
from flashdeck.annotate.english.annotator import english_annotator_name
from flashdeck.annotate.script import simple_talk
from flashdeck.caching import code_digest, digest
from flashdeck.edits import NO_EDITS, Edits
from flashdeck.lexicon.compiled import engines_digest, lists_digest
from flashdeck.model import Annotated, EnToken, HskEdition, Phrase, Sentence, Token, ZhToken

Rows = Sequence[Sequence[Word]]
_NONSENSE = (zlib.error, ValueError, KeyError, IndexError, TypeError, RecursionError)
_Token = TypeVar("_Token", bound=Token)
_PLACED = ("start", "end", "links")
"""What differs from one occurrence of a word to the next."""


def words_key(sentences: Sequence[Sentence]) -> str:
    """Return the key of the Chinese words of sentences."""
    return digest((lists_digest(), engines_digest(), code_digest(), *(sentence.zh for sentence in sentences)))


def pack_words(rows: Sequence[Sequence[Word]]) -> bytes:
    """Return the words of lines as bytes."""
    return _pack([[(word.text, word.start, word.tag) for word in row] for row in rows])


def unpack_words(packed: bytes, sentences: Sequence[Sentence]) -> list[tuple[Word, ...]] | None:
    """Return the words of the lines of sentences; None where the bytes are none of them."""
    try:
        rows = [tuple(Word(str(text), int(start), str(tag)) for text, start, tag in row) for row in _unpack(packed)]
    except _NONSENSE:
        return None
    lengths = [len(sentence.zh) for sentence in sentences]
    fits = len(rows) == len(lengths) and all(row[-1].end <= length for row, length in zip(rows, lengths, strict=True) if row)
    return rows if fits else None


def annotation_key(
    sentences: Sequence[Sentence], edition: HskEdition, edits: Edits = NO_EDITS, words: Callable[[], Rows] = list
) -> str:
    """Return the key of an annotation: all that it depends on, the sentences, a person's words, lists, engines and code.

    `words`: how the lines are cut without the person, asked for where that matters.
    """
    texts = (text for sentence in sentences for text in (sentence.zh, sentence.en))
    simple, simple_edits = simple_talk(sentences, edits) if edits.entries else ((), edits)
    own = Corrections(simple_edits, simple).facts(words)
    return digest((edition, lists_digest(), engines_digest(), code_digest(), english_annotator_name(), own, *texts))


def pack(annotated: Sequence[Annotated]) -> bytes:
    """Return the tokens of a transcript's sentences as bytes."""
    zh, en = _Words(ZhToken), _Words(EnToken)
    values = attrgetter(*(field.name for field in fields(Phrase)))
    rows = [[zh.rows(item.zh_tokens), en.rows(item.en_tokens), list(map(values, item.en_phrases))] for item in annotated]
    return _pack({"zh": zh.facts, "en": en.facts, "rows": rows})


def unpack(packed: bytes, sentences: Sequence[Sentence]) -> tuple[Annotated, ...] | None:
    """Return the sentences with their tokens; None where the bytes are no annotation of them."""
    try:
        stored = _unpack(packed)
        zh, en = (_tuples(stored[name]) for name in ("zh", "en"))
        return tuple(
            Annotated(sentence, _tokens(ZhToken, zh, zh_rows), _tokens(EnToken, en, en_rows), _phrases(phrases))
            for sentence, (zh_rows, en_rows, phrases) in zip(sentences, stored["rows"], strict=True)
        )
    except _NONSENSE:
        return None


def _pack(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=1)


def _unpack(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))


class _Words:
    """The facts of the words seen so far, each once."""

    def __init__(self, kind: type[Token]) -> None:
        self.facts: list[tuple[Any, ...]] = []
        self._facts_of = attrgetter(*_fact_names(kind))
        self._places: dict[tuple[Any, ...], int] = {}

    def rows(self, tokens: Sequence[Token]) -> list[tuple[Any, ...]]:
        return [(self._place(token), token.start, token.links) for token in tokens]

    def _place(self, token: Token) -> int:
        facts = self._facts_of(token)
        if facts not in self._places:
            self._places[facts] = len(self.facts)
            self.facts.append(facts)
        return self._places[facts]


def _fact_names(kind: type[Token]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in _PLACED)


def _tokens(kind: type[_Token], facts: Sequence[tuple[Any, ...]], rows: Sequence[Any]) -> tuple[_Token, ...]:
    names = [field.name for field in fields(kind)]
    at = names.index("links") - 2  # facts before the links; start and end stand after the text
    made = []
    for place, start, links in rows:
        text, *others = facts[place]
        spans = tuple(map(tuple, links)) if links else ()
        made.append(kind(text, start, start + len(text), *others[: at - 1], spans, *others[at - 1 :]))  # type: ignore[call-arg]  # subclasses take more
    return tuple(made)


def _phrases(rows: Sequence[Any]) -> tuple[Phrase, ...]:
    return tuple(Phrase(*map(_tuples, row)) for row in rows)


def _tuples(value: Any) -> Any:
    """Return JSON's lists as the tuples that they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
