"""Make pairs from captions in two files, and from captions whose Chinese is written without final marks.

Such Chinese has no mark at the end of a sentence. The English sentences show where a Chinese sentence ends. Each unit has one
English sentence, and the Chinese cues that translate it. If one cue translates parts of two English sentences, the unit has
both sentences.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flashdeck.align.caption_search import find_units
from flashdeck.align.caption_times import CaptionPiece
from flashdeck.align.evidence import WordIndex
from flashdeck.align.line_rows import LineRow
from flashdeck.align.lines.seams import is_open_english, starts_capital
from flashdeck.align.path import find_beads
from flashdeck.align.path.sides import make_sides
from flashdeck.align.pieces import LineBlock, TextPiece, make_pieces
from flashdeck.align.sentence_units import unpaired
from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Line, Notice, Pair, ends_bare, joined_spans
from flashdeck.model.characters import count_han

SHOWN_AGAIN = "align.left-out.shown-again"
# All numbers were chosen by hand.
_MOST_PARTS = 12  # maximum number of English cues without a final mark that are taken for one sentence
_MARKED = 0.85  # English is written with final marks if at least this share of the sentences has a final mark
_AGAIN = 0.5  # a caption is shown again if it follows the same caption within this number of seconds
_REPEATED = 4  # a repeated caption has at least this number of Han characters; a shorter repeated line may be an answer


def are_captions(lines: Sequence[Line]) -> bool:
    """Tell whether lines are captions that this module pairs.

    These are captions from two files with times, and captions in which most Chinese lines are written without final marks.
    """
    zh = [line for line in lines if line.lang == "zh"]
    if 2 * sum(line.unmarked for line in zh) > len(zh):
        return True
    return bool(zh) and all(line.file is not None and line.end is not None for line in lines)


def caption_pairs(rows: Sequence[LineRow], index: WordIndex) -> tuple[list[Pair], list[Notice]]:
    """Return the pairs of captions that the file already groups into rows, and notices about the lines that are left out."""
    zh = [CaptionPiece(piece, at, at) for at, row in enumerate(rows) for piece in make_pieces(row.zh, "zh")]
    en = [CaptionPiece(piece, at, at) for at, row in enumerate(rows) for piece in make_pieces(row.en, "en")]
    return _pairs(zh, en, index)


def caption_pairs_of_files(
    zh_blocks: Sequence[LineBlock], en_blocks: Sequence[LineBlock], index: WordIndex
) -> tuple[list[Pair], list[Notice]]:
    """Return the pairs of captions in two files, and notices about the lines that are left out."""
    zh, en = make_pieces(zh_blocks, "zh"), make_pieces(en_blocks, "en")
    evidence = index.evidence([piece.text for piece in zh], [piece.text for piece in en])
    found_zh, found_en = list[CaptionPiece](), list[CaptionPiece]()
    for row, bead in enumerate(find_beads(make_sides(zh, en, evidence))):
        found_zh += [CaptionPiece(piece, row, row) for piece in zh[bead.zh : bead.zh_end]]
        found_en += [CaptionPiece(piece, row, row) for piece in en[bead.en : bead.en_end]]
    return _pairs(found_zh, found_en, index)


def _pairs(zh: Sequence[CaptionPiece], en: Sequence[CaptionPiece], index: WordIndex) -> tuple[list[Pair], list[Notice]]:
    cues, repeats = _shown_once(zh)
    sentences = [_joined(parts) for parts in _sentence_parts(en, marked=_is_marked(en))]
    pairs, notices = list[Pair](), [Notice("repeat", line.number, line.text, line.file, SHOWN_AGAIN) for line in repeats]
    for unit in find_units(cues, sentences, index):
        own_zh, own_en = cues[unit.zh : unit.zh_end], sentences[unit.en : unit.en_end]
        if own_zh and own_en:
            pairs.append(_pair(own_zh, own_en))
        else:
            notices += [unpaired(each.piece) for each in (*own_zh, *own_en)]
    return pairs, notices


def _pair(zh: Sequence[CaptionPiece], en: Sequence[CaptionPiece]) -> Pair:
    zh_lines, zh_spans = joined_spans((each.piece.source, each.piece.spans) for each in zh)
    en_lines, en_spans = joined_spans((each.piece.source, each.piece.spans) for each in en)
    return Pair(zh_lines, en_lines, 1.0, zh_spans, en_spans)


# ---- the pieces


def _shown_once(cues: Sequence[CaptionPiece]) -> tuple[list[CaptionPiece], list[Line]]:
    """Leave out the cues that show the cue before them again.

    Returns the cues that are kept, and the lines of the cues that are left out. For example, a Chinese caption is shown twice
    if its English translation is split into two rows. The first cue is kept, and then ends in the second row.
    """
    found, repeats = list[CaptionPiece](), list[Line]()
    for cue in cues:
        if found and _is_shown_again(found[-1], cue):
            repeats += cue.piece.source
            found[-1] = found[-1]._replace(last=cue.last)
        else:
            found.append(cue)
    return found, repeats


def _is_shown_again(before: CaptionPiece, cue: CaptionPiece) -> bool:
    if cue.text != before.text or count_han(cue.text) < _REPEATED:
        return False
    end, start = before.piece.source[-1].end, cue.piece.source[0].start
    return end is None or start is None or start - end <= _AGAIN


def _is_marked(pieces: Sequence[CaptionPiece]) -> bool:
    """Tell whether English sentences always end with a mark. If they do, a cue without a final mark continues in the next."""
    ends = [one.text for one, other in pairwise(pieces) if starts_capital(other.text)]
    marked = sum(TRAITS["en"].final.search(text) is not None for text in ends)
    return marked >= _MARKED * len(ends)


def _sentence_parts(pieces: Sequence[CaptionPiece], *, marked: bool) -> Iterator[list[CaptionPiece]]:
    """Yield for each English sentence the list of its parts, one for each cue over which the sentence runs."""
    parts: list[CaptionPiece] = []
    for piece in pieces:
        if parts and (len(parts) == _MOST_PARTS or not _goes_on(parts[-1].text, piece.text, marked=marked)):
            yield parts
            parts = []
        parts.append(piece)
    if parts:
        yield parts


def _goes_on(text: str, following: str, *, marked: bool) -> bool:
    return is_open_english(text, following) or (marked and ends_bare(text))


def _joined(parts: Sequence[CaptionPiece]) -> CaptionPiece:
    lines, spans = joined_spans((part.piece.source, part.piece.spans) for part in parts)
    text = " ".join(part.text for part in parts)
    return CaptionPiece(TextPiece(text, lines, spans, 0, ends_block=True), parts[0].first, parts[-1].last)
