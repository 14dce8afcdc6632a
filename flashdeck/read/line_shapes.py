"""The steps that every document goes through after its reader: line breaks, both languages on one line, numbers, spaces.

The steps work on lines, so they are the same for every format. Each step looks at the whole file. If the step finds nothing to
correct, the file stays as it is.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from flashdeck.lazy import Lazy
from flashdeck.model import Language, Line, Notice
from flashdeck.model.characters import HAN_RANGES
from flashdeck.read.bilingual_lines import split_bilingual_lines
from flashdeck.read.formats.base import ParsedDocument
from flashdeck.read.line_language import language_of
from flashdeck.read.serial_numbers import without_serials
from flashdeck.read.units import Block, own_units

WORD_SPACES = "read.left-out.word-spaces"
_BREAK = re.compile(r"\s*(?:\\N|<br ?/?>|\[br\])\s*")
_SMALL_BREAK = re.compile(r"\s*(?:\\r)?\\n\s*")
_MAY_BREAK = re.compile(r"[\\<\[]")  # the first characters of marks; a line without them is not searched
# The characters \n are a line break if more than this share of the lines has them. Otherwise they may be part of a path.
_SMALL_BREAKS = 0.3
_CHINESE = rf"{HAN_RANGES}，。？！、；：“”‘’（）《》…"
_load_apart = Lazy(lambda: re.compile(rf"(?<=[{_CHINESE}]) (?=[{_CHINESE}])"))
_load_both_han = Lazy(lambda: re.compile(rf"(?<=[{HAN_RANGES}]) ?(?=[{HAN_RANGES}])"))
# Chinese words are written with spaces between them if at least this share of the pairs of neighbouring Han characters has a
# space inside (chosen by hand). The share is 0.6 if each word ends with a space, and less than 0.15 if spaces replace commas.
_LEAST_APART = 0.35
_FEWEST_PLACES = 10  # spaces are removed only from a file with at least this number of pairs of neighbouring Han characters


def tidy_lines(parsed: ParsedDocument) -> ParsedDocument:
    """Return a document in which each line has one text in one language.

    Numbers that count the lines and spaces between Chinese words are removed.
    """
    for step in LINE_STEPS:
        parsed = step(parsed)
    return parsed


def split_at_breaks(parsed: ParsedDocument) -> ParsedDocument:
    r"""Split lines at the marks that formats and programs write for a line break: \N, <br> and [br]."""
    texts = [line.text for line in parsed.lines if _MAY_BREAK.search(line.text)]
    small = sum(bool(_SMALL_BREAK.search(text)) for text in texts)
    patterns = [_BREAK, _SMALL_BREAK] if small > _SMALL_BREAKS * len(parsed.lines) else [_BREAK]
    for pattern in patterns:
        if any(map(pattern.search, texts)):
            parsed = _broken_at(parsed, pattern)
    return parsed


def _broken_at(parsed: ParsedDocument, pattern: re.Pattern[str]) -> ParsedDocument:
    in_units = parsed.layout == "units"
    blocks = [_block_of(line, pattern, in_units=in_units) for line in parsed.lines]
    lines = own_units(blocks) if in_units else tuple(line for block in blocks for line in block.lines)
    return ParsedDocument(lines, parsed.notices, parsed.layout)


def _block_of(line: Line, pattern: re.Pattern[str], *, in_units: bool) -> Block:
    """Return the lines into which a line is split.

    If the file has no units (`in_units` is false), parts in the same language are one wrapped text, and are joined again.
    """
    parts = list(filter(None, pattern.split(line.text)))
    if not parts:
        return Block((replace(line, text="", lang=None),))
    found = tuple(replace(line, text=part, lang=_language(part, line)) for part in parts)
    is_wrapped = len({part.lang for part in found}) == 1
    return Block(found if in_units or not is_wrapped else (replace(line, text=" ".join(parts)),))


def _language(part: str, line: Line) -> Language | None:
    return language_of(part) or line.lang


def close_spaces(parsed: ParsedDocument) -> ParsedDocument:
    """Remove the spaces between Chinese words, if the file has a space behind nearly every Chinese word or character."""
    if not _are_words_apart([line.text for line in parsed.lines if line.lang == "zh"]):
        return parsed
    lines = tuple(replace(line, text=_load_apart().sub("", line.text)) if line.lang == "zh" else line for line in parsed.lines)
    changed = [line.number for line, new in zip(parsed.lines, lines, strict=True) if line.text != new.text]
    text = f"spaces between the words of {len(changed)} Chinese lines"
    return ParsedDocument(lines, (*parsed.notices, Notice("spacing", changed[0], text, rule=WORD_SPACES)), parsed.layout)


def _are_words_apart(texts: Sequence[str]) -> bool:
    least = _LEAST_APART * len(texts)
    spaced = [text for text in texts if " " in text]
    if len(spaced) < least or sum(bool(_load_apart().search(text)) for text in spaced) < least:
        return False
    places = [match[0] for text in texts for match in _load_both_han().finditer(text)]
    return len(places) >= _FEWEST_PLACES and sum(map(len, places)) >= _LEAST_APART * len(places)


LINE_STEPS: tuple[Callable[[ParsedDocument], ParsedDocument], ...] = (
    split_at_breaks,
    split_bilingual_lines,
    without_serials,
    close_spaces,
)
"""The steps, in their order.

Lines are split before numbers are removed, because a number may stand before each half of a line. Spaces are closed after lines
are split, because only Chinese loses its spaces.
"""
