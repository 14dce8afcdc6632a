"""Split rows that hold several sentences into pairs, and join pairs that hold parts of one sentence."""

from collections.abc import Iterable, Iterator, Sequence

from flashdeck.align.evidence import WordIndex
from flashdeck.align.line_rows import LineRow
from flashdeck.align.lines.seams import is_open_english
from flashdeck.align.path import find_beads
from flashdeck.align.path.prices import Prices
from flashdeck.align.path.sides import make_sides
from flashdeck.align.pieces import TextPiece, make_pieces
from flashdeck.model import Notice, Pair, joined_spans
from flashdeck.model.characters import count_han

NO_COUNTERPART = "align.left-out.no-counterpart"
# A row with at most this number of Han characters is not split, so that two short sentences ("是的。对。") stay on one card. The
# number is the length of a line on a card at HSK 5.
_LONG = 24
# a row of joined lines is split only if it has more than this number of sentences in both languages (chosen by hand)
_MOST_TOGETHER = 4
# maximum number of pairs that are joined to one sentence; captions without punctuation can go on for minutes (chosen by hand)
_LONGEST_UNIT = 6
_PRICES = Prices(skip=-1.65)
"""The price of leaving a sentence of a paragraph unpaired (chosen by hand).

The price is as high as in a text with many merges, because translators often join two sentences of a paragraph and rarely leave
out a sentence.
"""


def cut_row(row: LineRow, index: WordIndex) -> tuple[list[Pair], list[Notice]]:
    """Return the pairs into which a row is split, and a notice for each sentence of the row that has no counterpart."""
    if count_han(row.zh_text) <= _LONG:
        return [_whole(row)], []
    zh, en = make_pieces(row.zh, "zh"), make_pieces(row.en, "en")
    if not _are_several(row, zh, en):
        return [_whole(row)], []
    evidence = index.evidence([piece.text for piece in zh], [piece.text for piece in en])
    pairs, notices = list[Pair](), list[Notice]()
    for bead in find_beads(make_sides(zh, en, evidence, prices=_PRICES)):
        one, other = zh[bead.zh : bead.zh_end], en[bead.en : bead.en_end]
        if one and other:
            pairs.append(_pair(one, other))
        else:
            notices += [unpaired(piece) for piece in (*one, *other)]
    return pairs, notices


def _whole(row: LineRow) -> Pair:
    return Pair(row.zh_lines, row.en_lines, 1.0)


def _are_several(row: LineRow, zh: Sequence[TextPiece], en: Sequence[TextPiece]) -> bool:
    """Tell whether a row holds several units. A few lines that were joined to match the other language are one unit."""
    fewest = min(len(zh), len(en))
    return fewest > 1 and (len(row.zh) == len(row.en) == 1 or fewest > _MOST_TOGETHER)


def _pair(zh: Sequence[TextPiece], en: Sequence[TextPiece]) -> Pair:
    zh_lines, zh_spans = joined_spans((piece.source, piece.spans) for piece in zh)
    en_lines, en_spans = joined_spans((piece.source, piece.spans) for piece in en)
    return Pair(zh_lines, en_lines, 1.0, zh_spans, en_spans)


def unpaired(piece: TextPiece) -> Notice:
    """Return the notice of a sentence that has no counterpart."""
    return Notice("unpaired", piece.source[0].number, piece.text, piece.source[0].file, rule=NO_COUNTERPART)


# ---- sentences that captions cut


def join_cut_sentences(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Join neighbouring pairs until their English sentence ends, because captions split one sentence into several pairs."""
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
