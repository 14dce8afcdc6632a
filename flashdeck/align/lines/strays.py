"""Leave out titles and other stray lines that the search joined to a neighbour.

A title has no translation, and no mark at its end. The search joins it to the sentence beside it, because a line without a
final mark usually goes on in the next line. The title is left out if the other lines of the file end in marks, and if no word
of the translation belongs to the title.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from flashdeck.align.evidence import WordIndex
from flashdeck.align.line_rows import LineRow
from flashdeck.align.lines.seams import is_open_chinese, is_open_english
from flashdeck.align.pieces import LineBlock, block_text
from flashdeck.bilingual.languages import TRAITS
from flashdeck.model import Language, Line

# all numbers were chosen by hand
_LONGEST: dict[Language, int] = {"zh": 20, "en": 12}
"""The maximum length of a title in characters (Chinese) or words (English)."""
_PUNCTUATED: dict[Language, float] = {"zh": 0.4, "en": 0.8}
"""If more than this share of the lines end in marks, a line without a mark may be a title.

The share is higher in English. Among captions that are cut inside sentences, English captions end in marks more often than
Chinese captions.
"""


class StrayFinder:
    """Finds stray lines in the rows of a transcript. `lines` are all its lines, which show whether its lines end in marks."""

    def __init__(self, lines: Sequence[Line], index: WordIndex) -> None:
        self._index = index
        self._is_punctuated: dict[Language, bool] = {"zh": _are_punctuated(lines, "zh"), "en": _are_punctuated(lines, "en")}

    def without_strays(self, rows: Iterable[LineRow]) -> Iterator[LineRow]:
        """Yield the rows without the stray lines at the beginning and at the end of their Chinese and of their English."""
        for row in rows:
            yield self._without_strays(row) if max(len(row.zh), len(row.en)) > 1 else row

    def _without_strays(self, row: LineRow) -> LineRow:
        zh = self._trimmed(row.zh, row.en_text, "zh")
        return LineRow(zh, self._trimmed(row.en, _text(zh, "zh"), "en"))

    def _trimmed(self, blocks: tuple[LineBlock, ...], other: str, language: Language) -> tuple[LineBlock, ...]:
        """Return the blocks of one language in a row without the stray blocks at both ends. At least one block is left.

        Captions with times are not trimmed, because they are cut inside sentences.
        """
        if not self._is_punctuated[language] or blocks[0][0].start is not None:
            return blocks
        rest = self._without_titles(blocks[::-1], other, language)[::-1]
        return self._without_titles(rest, other, language)

    def _without_titles(self, blocks: tuple[LineBlock, ...], other: str, language: Language) -> tuple[LineBlock, ...]:
        """Remove the titles at the beginning of some blocks. `other` is the translation of the blocks."""
        titles = list(takewhile(lambda block: _may_be_title(block_text(block, language), language), blocks[:-1]))
        rest = blocks[len(titles) :]
        if (
            not titles
            or _continues(_text(titles, language), _text(rest, language), language)
            or all(_is_open(block_text(block, language), language) for block in rest)
        ):
            return blocks
        whole, without = (self._translated(_text(part, language), other, language) for part in (blocks, rest))
        return rest if whole == without else blocks

    def _translated(self, text: str, other: str, language: Language) -> frozenset[str]:
        """Return the words of `other`, the text in the other language, that have a counterpart in `text`."""
        if language == "zh":
            return self._index.matched(text, other)["en"]
        return self._index.matched(other, text)["zh"]


def _text(blocks: Sequence[LineBlock], language: Language) -> str:
    return " ".join(block_text(block, language) for block in blocks)


def _may_be_title(text: str, language: Language) -> bool:
    return _is_open(text, language) and TRAITS[language].length(text) <= _LONGEST[language]


def _is_open(text: str, language: Language) -> bool:
    """Tell whether a text has no mark at its end."""
    if language == "zh":
        return is_open_chinese(text)
    return TRAITS["en"].final.search(text) is None


def _continues(title: str, rest: str, language: Language) -> bool:
    """Tell whether an English text is a part of a sentence: it goes on in `rest`, or it begins in lower case."""
    return language == "en" and (is_open_english(title, rest) or title[:1].islower())


def _are_punctuated(lines: Sequence[Line], language: Language) -> bool:
    texts = [line.text for line in lines if line.lang == language]
    return sum(not _is_open(text, language) for text in texts) > _PUNCTUATED[language] * len(texts)
