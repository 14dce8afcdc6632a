"""Keep the results of the slow stages in the cache for the next run.

Each stage has a key and a codec. The key is a digest of everything on which the result depends. The codec leaves out
the values that the next run computes anyway: a stored alignment has the indices of lines in place of the lines, stored
sentences have the indices of pairs, and so on.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import fields, is_dataclass, replace
from operator import attrgetter
from typing import Any, NamedTuple

from flashdeck.caching import Codec, code_digest, digest, remember
from flashdeck.chinese.words import Word
from flashdeck.dictionaries.compiled import engines_digest, lists_digest
from flashdeck.edits.entries import Edits
from flashdeck.edits.kinds.word_entries import TermEntry
from flashdeck.model import (
    Annotated,
    Bitext,
    GradedTalk,
    HskEdition,
    Line,
    Pair,
    Sentence,
    Span,
    Transcript,
)
from flashdeck.select import Learner

Words = list[tuple[Word, ...]]
"""The Chinese words of each sentence in a transcript."""

_BITEXT = Codec[Bitext](Bitext)
_SENTENCES = Codec[tuple[Sentence, ...]](tuple[Sentence, ...])
_WORDS = Codec[Words](Words)
_ANNOTATED = Codec[tuple[Annotated, ...]](tuple[Annotated, ...])
_GRADED = Codec[GradedTalk](GradedTalk)
_LINE_FACTS = attrgetter(*(field.name for field in fields(Line)))


# ---- alignment


def keep_alignment(transcript: Transcript, align: Callable[[], Bitext]) -> Bitext:
    """Return the alignment of a transcript from the cache, or else compute it with `align`."""
    return remember(
        "alignment",
        alignment_key(transcript),
        align,
        lambda made: pack_alignment(made, transcript),
        lambda packed: unpack_alignment(packed, transcript),
    )


def alignment_key(transcript: Transcript) -> str:
    """Return the cache key of an alignment.

    It depends on the lines and the layout of the transcript, and on the versions of word lists, engines and flashdeck's code.
    """
    lines = (repr(_LINE_FACTS(line)) for line in transcript.lines)
    return digest((transcript.layout, lists_digest(), engines_digest(), code_digest(), *lines))


def pack_alignment(bitext: Bitext, transcript: Transcript) -> bytes:
    """Return an alignment as bytes, without the notices that the transcript already has."""
    own = bitext.notices[len(transcript.notices) :]
    return _BITEXT.pack(replace(bitext, notices=own), transcript.lines)


def unpack_alignment(packed: bytes, transcript: Transcript) -> Bitext | None:
    """Return the alignment of a transcript; None if the bytes are damaged."""
    kept = _BITEXT.unpack(packed, transcript.lines)
    if kept is None:
        return None
    return replace(kept, notices=(*transcript.notices, *kept.notices))


# ---- sentences


def keep_sentences(
    pairs: Sequence[Pair], ends: Collection[int], join: Callable[[], tuple[Sentence, ...]]
) -> tuple[Sentence, ...]:
    """Return the sentences that pairs make from the cache, or else compute them with `join`.

    `ends` holds the numbers of the lines after which the edits file ends a sentence.
    """
    return remember(
        "sentences",
        sentences_key(pairs, ends),
        join,
        lambda made: _SENTENCES.pack(made, pairs),
        lambda packed: _SENTENCES.unpack(packed, pairs),
    )


def sentences_key(pairs: Sequence[Pair], ends: Collection[int]) -> str:
    """Return the cache key of sentences.

    It depends on the texts of the pairs and on flashdeck's code. If the edits file ends sentences, it also depends on `ends` and
    on the numbers of the lines.
    """
    lines = [(pair.zh_source[-1].number, pair.en_source[-1].number) for pair in pairs] if ends else ()
    labelled = [line.original for pair in pairs for line in (*pair.zh_source, *pair.en_source) if line.original is not None]
    return digest((code_digest(), repr(([(pair.zh, pair.en) for pair in pairs], sorted(ends), lines, labelled))))


# ---- words and annotation


def keep_words(sentences: Sequence[Sentence], cut: Callable[[], Words]) -> Words:
    """Return the Chinese words of sentences, before any correction, from the cache, or else compute them with `cut`."""
    key = digest((lists_digest(), engines_digest(), code_digest(), *(sentence.zh for sentence in sentences)))
    return remember("words", key, cut, _WORDS.pack, _WORDS.unpack)


def keep_annotation(
    key: str, sentences: Sequence[Sentence], annotate: Callable[[], tuple[Annotated, ...]]
) -> tuple[Annotated, ...]:
    """Return the annotation of sentences from the cache, or else compute it with `annotate`."""
    return remember(
        "annotation",
        key,
        annotate,
        lambda made: _ANNOTATED.pack(made, sentences),
        lambda packed: _ANNOTATED.unpack(packed, sentences),
    )


def annotation_key(sentences: Sequence[Sentence], edition: HskEdition, edits: Edits, words: Callable[[], Words]) -> str:
    """Return the cache key of an annotation.

    It depends on the sentences, the HSK edition, the corrections, the word lists, the engines and flashdeck's code. A correction
    of a meaning does not change the key, because meanings are corrected after the annotation.

    `words` is a function that returns the Chinese words before any correction. It is called only if a correction may change
    where words begin and end.
    """
    from flashdeck.annotate import english_annotator_name
    from flashdeck.annotate.simplified import simple_talk
    from flashdeck.annotate.word_corrections import Corrections

    texts = (text for sentence in sentences for text in (sentence.zh, sentence.en))
    simple, simple_edits = simple_talk(sentences, edits) if edits.entries else ((), edits)
    own = Corrections(simple_edits, simple).facts(words)
    return digest((edition, lists_digest(), engines_digest(), code_digest(), english_annotator_name(), own, *texts))


# ---- grades


class _ClausePlace(NamedTuple):
    number: int
    zh: Span
    en: Span


_PLACES = Codec[list[_ClausePlace]](list[_ClausePlace])
_LENGTH = 4  # number of bytes that hold the length of the first part of stored grades


def keep_grades(key: str, annotated: Sequence[Annotated], grade: Callable[[], GradedTalk]) -> GradedTalk:
    """Return the graded sentences and clauses of a transcript from the cache, or else compute them with `grade`."""
    return remember(
        "grades", key, grade, lambda made: pack_grades(made, annotated), lambda kept: unpack_grades(kept, annotated)
    )


def grades_key(annotation: str, sentences: Sequence[Sentence], learner: Learner, edits: Edits) -> str:
    """Return the cache key of grades. It depends on the learner, the lines as read, and the levels that the edits file sets.

    `annotation` is the key of the annotation. Glosses are not part of the key, because grades do not depend on glosses.
    """
    lines = [[_lines_as_read(pair) for pair in sentence.pairs] for sentence in sentences]
    terms = [(term.text, term.level) for term in edits.of(TermEntry)]
    return digest((annotation, repr((_sorted_facts(learner), terms, lines))))


def _lines_as_read(pair: Pair) -> tuple[object, ...]:
    lines = [(line.text, line.original) for side in (pair.zh_source, pair.en_source) for line in side]
    return len(pair.zh_source), pair.zh_spans, pair.en_spans, lines


def _sorted_facts(value: Any) -> object:
    """Return a dataclass as a list of its fields in which every set is sorted, so that equal values give the same key."""
    if isinstance(value, frozenset):
        return sorted(value)
    if is_dataclass(value):
        return [_sorted_facts(getattr(value, field.name)) for field in fields(value)]
    return value


def pack_grades(talk: GradedTalk, annotated: Sequence[Annotated]) -> bytes:
    """Return the grades of a transcript as bytes.

    The first part of the bytes has the positions of the clauses. The second part has the grades of sentences and clauses.
    """
    places = _PLACES.pack([_ClausePlace(clause.number, clause.zh, clause.en) for clause in talk.clauses])
    clauses = [clause.graded.annotated for clause in talk.clauses]
    return len(places).to_bytes(_LENGTH, "big") + places + _GRADED.pack(talk, [*annotated, *clauses])


def unpack_grades(packed: bytes, annotated: Sequence[Annotated]) -> GradedTalk | None:
    """Return the grades of annotated sentences.

    Returns None if the bytes are damaged, or were stored for a different number of sentences.

    The glosses may have changed since the grades were made. Therefore the clauses are made again from the present sentences.
    """
    from flashdeck.bilingual.clauses import clause_at

    end = _LENGTH + int.from_bytes(packed[:_LENGTH], "big")
    places = _PLACES.unpack(packed[_LENGTH:end])
    if places is None or any(place.number >= len(annotated) for place in places):
        return None
    clauses = [clause_at(annotated[place.number], place.zh, place.en) for place in places]
    return _GRADED.unpack(packed[end:], [*annotated, *clauses])
