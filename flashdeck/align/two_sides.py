"""Two sides of which nothing sure says what belongs together: two files, two lists of lines, a stretch that came apart."""

from collections.abc import Iterator, Sequence

from flashdeck.align.evidence import Witness, score_texts
from flashdeck.align.line_rows import Row
from flashdeck.align.path import Bead, find_beads
from flashdeck.align.path.sides import make_sides
from flashdeck.align.pieces import Block, Piece, make_pieces
from flashdeck.model import Line, LinePair


def align_texts(zh_lines: Sequence[str], en_lines: Sequence[str]) -> list[LinePair]:
    """Align two lists of lines, of any lengths; lines with no counterpart are left out."""
    zh: list[Block] = [(Line(at, text, "zh"),) for at, text in enumerate(zh_lines) if text.strip()]
    en: list[Block] = [(Line(at, text, "en"),) for at, text in enumerate(en_lines) if text.strip()]
    witness = Witness([text for text in zh_lines if text.strip()], [text for text in en_lines if text.strip()])
    return [_line_pair(row, witness) for row in pair_blocks(zh, en, witness) if row.is_paired]


def _line_pair(row: Row, witness: Witness) -> LinePair:
    zh, en = (tuple(line.number for line in lines) for lines in (row.zh_lines, row.en_lines))
    return LinePair(zh, en, score_texts(row.zh_text, row.en_text, witness))


def pair_blocks(
    zh_blocks: Sequence[Block], en_blocks: Sequence[Block], witness: Witness, expected: Sequence[int] = ()
) -> Iterator[Row]:
    """Yield rows that hold every block once, in order; a block stays whole.

    `expected`: for each Chinese block the place of the English block that stands beside it, -1 for none.
    """
    zh, en = make_pieces(zh_blocks, "zh"), make_pieces(en_blocks, "en")
    evidence = witness.evidence([piece.text for piece in zh], [piece.text for piece in en])
    beads = find_beads(make_sides(zh, en, evidence, _expected_pieces(zh, en, expected)))
    for zh_first, zh_end, en_first, en_end in _whole_blocks(beads, zh, en):
        yield Row(tuple(zh_blocks[zh_first:zh_end]), tuple(en_blocks[en_first:en_end]))


def _expected_pieces(zh: Sequence[Piece], en: Sequence[Piece], blocks: Sequence[int]) -> list[int]:
    """Return for each Chinese sentence the English one beside it: the first of a block beside the first, or -1."""
    first: dict[int, int] = {}
    for place, piece in enumerate(en):
        first.setdefault(piece.block, place)
    is_first = [at == 0 or zh[at - 1].block != piece.block for at, piece in enumerate(zh)]
    return (
        [first.get(blocks[piece.block], -1) if begins else -1 for piece, begins in zip(zh, is_first, strict=True)]
        if blocks
        else []
    )


def _whole_blocks(beads: Sequence[Bead], zh: Sequence[Piece], en: Sequence[Piece]) -> Iterator[Bead]:
    """Yield beads of blocks: those of sentences that share a block are one."""
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


def _blocks(pieces: Sequence[Piece], first: int, end: int) -> tuple[int, int]:
    """Return the blocks of some sentences, from and before; of none, an empty place behind those already passed."""
    if first < end:
        return pieces[first].block, pieces[end - 1].block + 1
    behind = pieces[first].block if first < len(pieces) else (pieces[-1].block + 1 if pieces else 0)
    return behind, behind
