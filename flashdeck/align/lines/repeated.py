"""Leave out captions that are shown again.

Captions in two languages are often split at different points. For example, a whole Chinese sentence is shown under each of two
or three English fragments. The fragments are then merged into one row, and the row has the Chinese sentence only once.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, Self

from flashdeck.align.line_rows import LineRow
from flashdeck.align.lines.seams import is_open_chinese, is_open_english
from flashdeck.align.pieces import LineBlock, block_text
from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Language, Line, Notice

REPEATED = "align.left-out.repeated-caption"
_SHORTEST: dict[Language, int] = {"zh": 5, "en": 4}
"""The minimum length of a line that counts as a caption that is shown again.

The speaker may repeat a shorter line, such as 是的. Lengths are in characters (Chinese) and words (English), chosen by hand.
"""
_LONG: dict[Language, int] = {"zh": 14, "en": 10}
"""The minimum length, in place of `_SHORTEST`, of a line that is a whole sentence and has a whole sentence as its translation.

A speaker rarely repeats such a long sentence word for word. Lengths are in characters (Chinese) and words (English), chosen
by hand.
"""
_FINAL = tuple('。！？!?.…”’"')
_MOST = 5  # maximum number of rows that are merged into one row (chosen by hand)


class OnceShown(NamedTuple):
    """Rows without repeated captions, and the lines that were left out because they show a caption again."""

    rows: list[LineRow]
    repeats: tuple[Line, ...]


class OneSide(NamedTuple):
    """Blocks of one language without repeated captions, and the lines that were left out because they show a caption again."""

    blocks: list[LineBlock]
    repeats: tuple[Line, ...]

    @classmethod
    def of(cls, blocks: Sequence[LineBlock], language: Language) -> Self:
        """Leave out the blocks that show the whole block before them again."""
        kept, repeats = list[LineBlock](), list[Line]()
        before = ""
        for block in blocks:
            text = block_text(block, language)
            if text == before and _is_shown_again(text, language, is_cut=False):
                repeats += block
            else:
                kept.append(block)
            before = text
        return cls(kept, tuple(repeats))


def repeat_notice(line: Line) -> Notice:
    """Return the notice of a line that shows a caption again."""
    return Notice("repeat", line.number, line.text, line.file, REPEATED)


def merge_repeated(rows: Iterable[LineRow]) -> OnceShown:
    """Merge neighbouring rows that have the same text in one language and another text in the other language."""
    found, repeats = list[LineRow](), list[Line]()
    for group in _groups(rows):
        row = group[0]
        for before, after in pairwise(group):
            if after.zh_text == before.zh_text:
                row = LineRow(row.zh, row.en + after.en)
                repeats += after.zh_lines
            else:
                row = LineRow(row.zh + after.zh, row.en)
                repeats += after.en_lines
        found.append(row)
    return OnceShown(found, tuple(repeats))


def _groups(rows: Iterable[LineRow]) -> Iterator[list[LineRow]]:
    """Yield groups of neighbouring rows. The rows of a group will be merged into one row."""
    group: list[LineRow] = []
    for row in rows:
        if group and len(group) < _MOST and _repeats(group[-1], row):
            group.append(row)
            continue
        if group:
            yield group
        group = [row]
    if group:
        yield group


def _repeats(row: LineRow, following: LineRow) -> bool:
    """Tell whether `following` has the same text as `row` in one language, with another text in the other language."""
    if not (row.is_paired and following.is_paired) or not _begin_alike(row, following):
        return False
    same_chinese, same_english = row.zh_text == following.zh_text, row.en_text == following.en_text
    if same_chinese == same_english:
        return False
    if same_chinese:
        return _is_shown_again(row.zh_text, "zh", is_cut=is_open_english(row.en_text, following.en_text))
    return _is_shown_again(row.en_text, "en", is_cut=is_open_chinese(row.zh_text))


def _begin_alike(row: LineRow, following: LineRow) -> bool:
    """Tell whether two rows have the same first line in one of the languages. This quick test saves comparing whole texts."""
    return row.zh[0][0].text == following.zh[0][0].text or row.en[0][0].text == following.en[0][0].text


def _is_shown_again(text: str, language: Language, *, is_cut: bool) -> bool:
    """Tell whether a repeated text is one caption that is shown twice, and not a short sentence that the speaker says twice.

    `is_cut`: whether the translation beside the first of the two captions is not a whole sentence, so that the second caption shows
    its rest.
    """
    shortest = _SHORTEST if is_cut or not text.endswith(_FINAL) else _LONG
    return TRAITS[language].length(text) >= shortest[language]
