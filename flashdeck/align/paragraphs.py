"""Paragraphs of several sentences are cut, and their sentences paired inside them."""

from collections.abc import Sequence

from flashdeck.align.evidence import Witness
from flashdeck.align.line_rows import Row
from flashdeck.align.path import find_beads
from flashdeck.align.path.sides import make_sides
from flashdeck.align.pieces import Piece, make_pieces
from flashdeck.chinese.characters import count_han
from flashdeck.model import Notice, Pair, joined_spans

_LONG = 24  # Han characters: what stands on a card at HSK 5; two short sentences ("是的。对。") stay together
_MOST_TOGETHER = 4  # sentences of lines that were joined


def cut_row(row: Row, witness: Witness) -> tuple[list[Pair], list[Notice]]:
    """Return the pairs of a row, and a notice for each sentence in it that has no counterpart."""
    zh, en = (make_pieces(row.zh, "zh"), make_pieces(row.en, "en")) if count_han(row.zh_text) > _LONG else ((), ())
    if not _are_several(row, zh, en):
        return [Pair(row.zh_lines, row.en_lines, 1.0)], []
    evidence = witness.evidence([piece.text for piece in zh], [piece.text for piece in en])
    pairs, notices = [], []
    for zh_first, zh_end, en_first, en_end in find_beads(make_sides(zh, en, evidence, skip=_SKIP)):
        one, other = zh[zh_first:zh_end], en[en_first:en_end]
        if one and other:
            pairs.append(_pair(one, other))
        else:
            notices += [_unpaired(piece) for piece in (*one, *other)]
    return pairs, notices


_SKIP = -1.0  # a paragraph and its translation rarely leave out a sentence; two sentences are rather made one


def _are_several(row: Row, zh: Sequence[Piece], en: Sequence[Piece]) -> bool:
    """Tell whether a row holds several units; lines that were joined because the other side does not cut them are one."""
    fewest = min(len(zh), len(en))
    return fewest > 1 and (len(row.zh) == len(row.en) == 1 or fewest > _MOST_TOGETHER)


def _pair(zh: Sequence[Piece], en: Sequence[Piece]) -> Pair:
    zh_lines, zh_spans = joined_spans((piece.source, piece.spans) for piece in zh)
    en_lines, en_spans = joined_spans((piece.source, piece.spans) for piece in en)
    return Pair(zh_lines, en_lines, 1.0, zh_spans, en_spans)


def _unpaired(piece: Piece) -> Notice:
    return Notice("unpaired", piece.source[0].number, piece.text, piece.source[0].file)
