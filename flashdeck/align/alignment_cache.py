"""An alignment as bytes, for the cache: the places of lines, since the lines themselves are the key.

What cannot be read back is a miss, whatever is wrong with it.
"""

import json
import zlib
from collections.abc import Sequence
from typing import Any

from flashdeck.caching import code_digest, digest
from flashdeck.dictionaries.compiled import engines_digest, lists_digest
from flashdeck.model import Bitext, Line, Notice, Pair, Span, Transcript


def alignment_key(transcript: Transcript) -> str:
    """Return the key of an alignment: all that it depends on, the lines, lists and code."""
    lines = (f"{line.number} {line.lang} {line.file} {line.unit} {line.text}" for line in transcript.lines)
    return digest((transcript.layout, lists_digest(), engines_digest(), code_digest(), *lines))


def pack_bitext(bitext: Bitext, transcript: Transcript) -> bytes:
    """Return the pairs and notices that alignment made of a transcript as bytes."""
    places = {id(line): place for place, line in enumerate(transcript.lines)}
    pairs = [
        (
            *([places[id(line)] for line in side] for side in (pair.zh_source, pair.en_source)),
            pair.score,
            pair.zh_spans,
            pair.en_spans,
        )
        for pair in bitext.pairs
    ]
    own = bitext.notices[len(transcript.notices) :]
    notices = [(notice.code, notice.line, notice.text, notice.file, notice.rule) for notice in own]
    text = json.dumps({"pairs": pairs, "notices": notices}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=1)


def unpack_bitext(packed: bytes, transcript: Transcript) -> Bitext | None:
    """Return the alignment of a transcript; None where the bytes are none of it."""
    try:
        stored = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
        pairs = tuple(_pair(row, transcript.lines) for row in stored["pairs"])
        notices = (Notice(code, int(line), text, file, rule) for code, line, text, file, rule in stored["notices"])
        return Bitext(pairs, (*transcript.notices, *notices))
    except (zlib.error, ValueError, KeyError, IndexError, TypeError, RecursionError):
        return None


def _pair(row: Sequence[Any], lines: Sequence[Line]) -> Pair:
    zh, en, score, zh_spans, en_spans = row
    return Pair(tuple(lines[at] for at in zh), tuple(lines[at] for at in en), float(score), _spans(zh_spans), _spans(en_spans))


def _spans(rows: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in rows)
