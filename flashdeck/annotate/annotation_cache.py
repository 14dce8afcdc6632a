"""Annotations as bytes, for the cache: equal tokens are kept once, and what comes back equals what went in.

Sentences themselves are not kept: they are the key. What cannot be read back is a miss, whatever is wrong with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from flashdeck.annotate.simplified import simple_talk
from flashdeck.annotate.word_corrections import Corrections
from flashdeck.caching import NONSENSE, code_digest, digest
from flashdeck.caching import pack as packed_value
from flashdeck.caching import unpack as unpacked_value
from flashdeck.chinese.words import Word
from flashdeck.dictionaries.compiled import engines_digest, lists_digest
from flashdeck.edits import NO_EDITS, Edits
from flashdeck.english.spacy_pipeline import english_annotator_name
from flashdeck.model import Annotated, EnToken, HskEdition, Phrase, Sentence, Token, ZhToken

Rows = Sequence[Sequence[Word]]
_PLACED = ("start", "end", "links")
"""What differs from one occurrence of a word to the next."""


def words_key(sentences: Sequence[Sentence]) -> str:
    """Return the key of the Chinese words of sentences."""
    return digest((lists_digest(), engines_digest(), code_digest(), *(sentence.zh for sentence in sentences)))


def pack_words(rows: Sequence[Sequence[Word]]) -> bytes:
    """Return the words of lines as bytes."""
    return packed_value([[tuple(word) for word in row] for row in rows])


def unpack_words(packed: bytes, sentences: Sequence[Sentence]) -> list[tuple[Word, ...]] | None:
    """Return the words of the lines of sentences; None where the bytes are none of them."""
    try:
        rows = [tuple([_word(*word) for word in row]) for row in unpacked_value(packed)]
    except NONSENSE:
        return None
    lengths = [len(sentence.zh) for sentence in sentences]
    fits = len(rows) == len(lengths) and all(row[-1].end <= length for row, length in zip(rows, lengths, strict=True) if row)
    return rows if fits else None


def _word(text: object, start: int, tag: object, rule: str | None) -> Word:
    return Word(str(text), int(start), str(tag), rule)


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
    return packed_value({"zh": zh.facts, "en": en.facts, "rows": rows})


def unpack(packed: bytes, sentences: Sequence[Sentence]) -> tuple[Annotated, ...] | None:
    """Return the sentences with their tokens; None where the bytes are no annotation of them."""
    try:
        stored = unpacked_value(packed)
        zh, en = (_facts(stored[name]) for name in ("zh", "en"))
        return tuple(
            Annotated(sentence, _zh_tokens(zh, zh_rows), _en_tokens(en, en_rows), _phrases(phrases))
            for sentence, (zh_rows, en_rows, phrases) in zip(sentences, stored["rows"], strict=True)
        )
    except NONSENSE:
        return None


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


# A frozen dataclass puts each field past its own guard, which was most of the time of reading twenty thousand tokens. So a token
# is filled as one of a subclass without the guard, and then becomes one of the frozen class: in a sixth of the time.


class _OpenZh(ZhToken):
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


class _OpenEn(EnToken):
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


_Facts = tuple[tuple[Any, ...], tuple[Any, ...]]
"""What is the same of a word wherever it stands: as of any token, and as of one of its language; as `_fact_names` orders them."""


def _facts(rows: Sequence[Sequence[Any]]) -> list[_Facts]:
    shared = len(_fact_names(Token))
    return [(facts[:shared], facts[shared:]) for facts in map(_tuples, rows)]


def _zh_tokens(words: Sequence[_Facts], rows: Sequence[Any]) -> tuple[ZhToken, ...]:
    made = []
    for place, start, links in rows:
        token: Any = object.__new__(_OpenZh)
        facts, of_zh = words[place]
        token.pinyin, token.hsk, token.traditional, token.parts, token.doubtful, token.simplified, token.reading_rule = of_zh
        _fill(token, facts, start, links)
        token.__class__ = ZhToken
        made.append(token)
    return tuple(made)


def _en_tokens(words: Sequence[_Facts], rows: Sequence[Any]) -> tuple[EnToken, ...]:
    made = []
    for place, start, links in rows:
        token: Any = object.__new__(_OpenEn)
        facts, (token.lemma, token.cefr, token.ipa) = words[place]
        _fill(token, facts, start, links)
        token.__class__ = EnToken
        made.append(token)
    return tuple(made)


def _fill(token: Any, facts: tuple[Any, ...], start: int, links: Sequence[Any]) -> None:
    text, token.pos, token.kind, token.level, token.easiest, token.zipf, token.gloss, token.gloss_from, *others = facts
    token.text, token.start, token.end = text, start, start + len(text)
    token.links = tuple([tuple(link) for link in links]) if links else ()
    token.senses, token.has_own_level, token.homograph, *rules = others
    token.word_rule, token.pos_rule, token.gloss_rule, token.link_rule = rules


def _phrases(rows: Sequence[Any]) -> tuple[Phrase, ...]:
    return tuple(Phrase(*_tuples(row)) for row in rows)


def _tuples(values: Sequence[Any]) -> tuple[Any, ...]:
    """Return JSON's lists as the tuples that they were."""
    return tuple([_tuples(value) if type(value) is list else value for value in values])
