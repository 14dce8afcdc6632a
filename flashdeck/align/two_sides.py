"""Align Chinese and English whose pairs are not known: two files, two lists of lines, or a damaged stretch of rows."""

from collections.abc import Iterator, Sequence

from flashdeck.align.evidence import WordIndex, score_texts
from flashdeck.align.line_rows import LineRow
from flashdeck.align.path import Bead, find_beads
from flashdeck.align.path.prices import Prices
from flashdeck.align.path.sides import make_sides
from flashdeck.align.pieces import LineBlock, TextPiece, make_pieces
from flashdeck.model import Language, Line, LinePair


def align_texts(zh_lines: Sequence[str], en_lines: Sequence[str]) -> list[LinePair]:
    """Align a list of Chinese lines and a list of English lines, of any lengths. A line without a counterpart is left out.

    The result refers to lines by their indices in the two lists, from 0.
    """
    zh, en = _blocks_of_texts(zh_lines, "zh"), _blocks_of_texts(en_lines, "en")
    index = WordIndex([block[0].text for block in zh], [block[0].text for block in en])
    return [_line_pair(row, index) for row in pair_blocks(zh, en, index) if row.is_paired]


def _blocks_of_texts(texts: Sequence[str], language: Language) -> list[LineBlock]:
    return [(Line(at, text, language),) for at, text in enumerate(texts) if text.strip()]


def _line_pair(row: LineRow, index: WordIndex) -> LinePair:
    zh = tuple(line.number for line in row.zh_lines)
    en = tuple(line.number for line in row.en_lines)
    return LinePair(zh, en, score_texts(row.zh_text, row.en_text, index))


def pair_blocks(
    zh_blocks: Sequence[LineBlock],
    en_blocks: Sequence[LineBlock],
    index: WordIndex,
    expected: Sequence[int] = (),
    prices: Prices | None = None,
) -> Iterator[LineRow]:
    """Yield rows that hold each block exactly once, in order. A block is never split.

    `expected` holds for each Chinese block the index of the English block beside it in the file; -1 if there is no such block.
    `expected` is empty if the file does not put blocks beside each other. `prices` are the prices of the search. They are
    estimated from the numbers of sentences if they are not given.
    """
    zh, en = make_pieces(zh_blocks, "zh"), make_pieces(en_blocks, "en")
    evidence = index.evidence([piece.text for piece in zh], [piece.text for piece in en])
    expected_pieces = list(_expected_pieces(zh, en, expected)) if expected else ()
    beads = find_beads(make_sides(zh, en, evidence, expected_pieces, prices))
    for bead in _whole_blocks(beads, zh, en):
        yield LineRow(tuple(zh_blocks[bead.zh : bead.zh_end]), tuple(en_blocks[bead.en : bead.en_end]))


def _expected_pieces(zh: Sequence[TextPiece], en: Sequence[TextPiece], blocks: Sequence[int]) -> Iterator[int]:
    """Yield for each Chinese sentence the index of the English sentence beside it.

    The index is -1 for a sentence that is not the first in its block, and if no English block is beside its block.
    """
    first: dict[int, int] = {}
    for place, piece in enumerate(en):
        first.setdefault(piece.block, place)
    for at, piece in enumerate(zh):
        begins_block = at == 0 or zh[at - 1].block != piece.block
        yield first.get(blocks[piece.block], -1) if begins_block else -1


def _whole_blocks(beads: Sequence[Bead], zh: Sequence[TextPiece], en: Sequence[TextPiece]) -> Iterator[Bead]:
    """Yield beads whose indices refer to blocks. Beads of sentences that have a block in common are joined."""
    pending: Bead | None = None
    for bead in beads:
        blocks = Bead(*_blocks(zh, bead.zh, bead.zh_end), *_blocks(en, bead.en, bead.en_end))
        if pending and (blocks.zh < pending.zh_end or blocks.en < pending.en_end):
            pending = Bead(pending.zh, max(pending.zh_end, blocks.zh_end), pending.en, max(pending.en_end, blocks.en_end))
            continue
        if pending:
            yield pending
        pending = blocks
    if pending:
        yield pending


def _blocks(pieces: Sequence[TextPiece], first: int, end: int) -> tuple[int, int]:
    """Return the range of blocks that contain the sentences from `first` to `end`.

    The range is the index of the first block and the index after the last block.

    If there are no sentences, the range is empty and begins at the block of the sentence `first`, or after the last block.
    """
    if first < end:
        return pieces[first].block, pieces[end - 1].block + 1
    if first < len(pieces):
        return pieces[first].block, pieces[first].block
    after = pieces[-1].block + 1 if pieces else 0
    return after, after
