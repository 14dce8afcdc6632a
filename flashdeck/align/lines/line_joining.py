"""Sentences that captions cut: pairs are joined until the English has come to its end."""

from collections.abc import Iterable, Iterator, Sequence

from flashdeck.align.lines.seams import is_open_english
from flashdeck.model import Pair, joined_spans

_LONGEST_UNIT = 6  # pairs; unpunctuated captions can run on for minutes


def join_cut_sentences(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Join neighbours where the English has no end and goes on: one sentence cut in two or more."""
    pending: list[Pair] = []
    for pair in pairs:
        if pending and (len(pending) == _LONGEST_UNIT or not is_open_english(pending[-1].en, pair.en)):
            yield _joined(pending)
            pending = []
        pending.append(pair)
    if pending:
        yield _joined(pending)


def _joined(pairs: Sequence[Pair]) -> Pair:
    if len(pairs) == 1:
        return pairs[0]
    zh, zh_spans = joined_spans((pair.zh_source, pair.zh_spans) for pair in pairs)
    en, en_spans = joined_spans((pair.en_source, pair.en_spans) for pair in pairs)
    return Pair(zh, en, 1.0, zh_spans, en_spans)
