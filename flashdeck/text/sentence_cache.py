"""Sentences as bytes, for the cache: how many pairs each joins and what was repaired. The pairs are the key."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from flashdeck.caching import NONSENSE, code_digest, digest, pack, unpack
from flashdeck.model import Pair, Repair, Sentence


def sentences_key(pairs: Sequence[Pair], ends: Collection[int]) -> str:
    """Return the key of the sentences of pairs: all that they depend on, texts, `ends` (lines, and which lie behind them), code."""
    lines = [(pair.zh_source[-1].number, pair.en_source[-1].number) for pair in pairs] if ends else ()
    return digest((code_digest(), repr(([(pair.zh, pair.en) for pair in pairs], sorted(ends), lines))))


def pack_sentences(sentences: Sequence[Sentence]) -> bytes:
    """Return what sentences are beside their pairs as bytes."""
    return pack([(len(item.pairs), item.en, item.repairs, item.zh_clean) for item in sentences])


def unpack_sentences(packed: bytes, pairs: Sequence[Pair]) -> tuple[Sentence, ...] | None:
    """Return the sentences of pairs; None where the bytes are none of them."""
    try:
        rows = unpack(packed)
        counts = [row[0] for row in rows]
        fits = sum(counts) == len(pairs) and min(counts, default=1) > 0
        return tuple(_sentences(rows, pairs)) if fits else None
    except NONSENSE:
        return None


def _sentences(rows: Sequence[Any], pairs: Sequence[Pair]) -> Iterator[Sentence]:
    at = 0
    for count, en, repairs, zh_clean in rows:
        yield Sentence(tuple(pairs[at : at + count]), en, tuple(Repair(*repair) for repair in repairs), zh_clean=zh_clean)
        at += count
