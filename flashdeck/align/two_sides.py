"""Two sides of which nothing says what belongs together: two files, or two lists of lines."""

from collections.abc import Iterator, Sequence

from flashdeck.align.evidence import Evidence, gather_evidence, score_texts
from flashdeck.align.path import Bead, find_beads
from flashdeck.align.path.sides import make_sides
from flashdeck.align.pieces import Piece, make_pieces
from flashdeck.model import Line, LinePair


def align_texts(zh_lines: Sequence[str], en_lines: Sequence[str]) -> list[LinePair]:
    """Align two lists of lines, of any lengths; lines with no counterpart are left out."""
    zh = make_pieces([(Line(at, text, "zh"),) for at, text in enumerate(zh_lines) if text.strip()], "zh")
    en = make_pieces([(Line(at, text, "en"),) for at, text in enumerate(en_lines) if text.strip()], "en")
    evidence = gather_evidence([piece.text for piece in zh], [piece.text for piece in en])
    beads = find_beads(make_sides(zh, en, evidence))
    return [_line_pair(zh, en, bead, evidence) for bead in whole_blocks(beads, zh, en)]


def _line_pair(zh: Sequence[Piece], en: Sequence[Piece], bead: Bead, evidence: Evidence) -> LinePair:
    zh, en = zh[bead.zh : bead.zh_end], en[bead.en : bead.en_end]
    here = evidence.part((bead.zh, bead.zh_end), (bead.en, bead.en_end))
    score = score_texts("".join(piece.text for piece in zh), " ".join(piece.text for piece in en), here)
    return LinePair(_numbers(zh), _numbers(en), score)


def _numbers(pieces: Sequence[Piece]) -> tuple[int, ...]:
    return tuple(sorted({line.number for piece in pieces for line in piece.source}))


def whole_blocks(beads: Sequence[Bead], zh: Sequence[Piece], en: Sequence[Piece]) -> Iterator[Bead]:
    """Join beads that share a line; what has no counterpart stays out, unless it stands inside a line that has one."""
    pending: Bead | None = None
    for bead in beads:
        if bead.zh == bead.zh_end or bead.en == bead.en_end:
            continue
        if pending and (_same(zh, pending.zh_end - 1, bead.zh) or _same(en, pending.en_end - 1, bead.en)):
            pending = Bead(pending.zh, bead.zh_end, pending.en, bead.en_end)
            continue
        if pending:
            yield pending
        pending = bead
    if pending:
        yield pending


def _same(pieces: Sequence[Piece], one: int, other: int) -> bool:
    return pieces[one].block == pieces[other].block
