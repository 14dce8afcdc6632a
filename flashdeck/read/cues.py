"""Turn the cues of captions into units, which hold lines that translate each other.

Repeated lines are left out, each line gets its language, and cues of two languages are joined by their times.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import NamedTuple

from flashdeck.model import Language, Line, Notice
from flashdeck.read.formats.base import ParsedDocument
from flashdeck.read.line_language import language_of
from flashdeck.read.marks import strip_names
from flashdeck.read.units import Block, Unit, number_units, pair_neighbours

SHOWN_BEFORE = "read.left-out.shown-before"
# Captions roll if at least this share of the cues begins with the last line of the cue before. In captions that do not roll, the
# share is below 0.05.
_ROLLING = 0.3
# A cue is compared with this number of following cues, to find overlapping times. More cues overlap only in a broken file.
_NEAR = 16
# a style has a language if at least this share of the Chinese and English lines in the style is in the language; chosen by
# hand
_MOSTLY = 0.8
_INSIDE = 0.5  # a cue joins a unit if at least this share of the cue's time is inside the unit; chosen by hand
_SHORTEST = 0.001  # minimum duration in seconds by which an overlap is divided; avoids a division by zero


@dataclass(frozen=True, slots=True)
class Cue:
    """The lines of a cue, without markup. Each line has the times of the cue. `track` is the style or layer of the cue."""

    lines: tuple[Line, ...]
    track: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)


def read_cues(cues: Sequence[Cue], notices: Sequence[Notice] = ()) -> ParsedDocument:
    """Return the lines of cues, in the order of the file, each with the number of its unit."""
    filled = [cue for cue in cues if cue.lines]
    kept, repeats = _without_repeats(_with_languages(filled))
    blocks = _order_same_words([Block(cue.lines) for cue in kept])
    return ParsedDocument(number_units(_units(blocks)), (*notices, *repeats), "units")


def with_names(cues: Sequence[Cue]) -> list[Cue]:
    """Move the names of speakers from the text of cues to `speaker`. A name applies up to the end of its cue."""
    names = iter(strip_names([(line.number, line.text) for cue in cues for line in cue.lines]))
    found = list[Cue]()
    for cue in cues:
        speaker: str | None = None
        lines = list[Line]()
        for line in cue.lines:
            marked = next(names)
            speaker = line.speaker or marked.speaker or speaker
            if marked.text:
                lines.append(replace(line, text=marked.text, speaker=speaker))
        found.append(Cue(tuple(lines), cue.track))
    return found


# ---- repeats


def _without_repeats(cues: Sequence[Cue]) -> tuple[list[Cue], list[Notice]]:
    """Leave out lines that rolling captions repeat, and cues with the same text and times as an earlier cue."""
    rolls = _captions_roll(cues)
    kept, dropped = list[Cue](), list[Line]()
    before: tuple[str, ...] = ()
    seen = set[tuple[Line, ...]]()
    for cue in cues:
        content = _content(cue)
        shown = before if rolls else ()
        if content in seen and content[0].start is not None:
            shown = cue.texts
        new = tuple(line for line in cue.lines if line.text not in shown)
        dropped += [line for line in cue.lines if line.text in shown]
        if new:
            kept.append(Cue(new, cue.track))
        seen.add(content)
        before = cue.texts
    return kept, list(_repeat_notices(dropped))


def _repeat_notices(dropped: Sequence[Line]) -> Iterator[Notice]:
    """Yield one notice for all lines that were dropped as repeats, with the line number of the first dropped line."""
    if dropped:
        yield Notice("repeat", dropped[0].number, f"{len(dropped)} caption lines shown before", rule=SHOWN_BEFORE)


def _content(cue: Cue) -> tuple[Line, ...]:
    """Return the values of a cue's lines without the line numbers, to compare cues."""
    return tuple(replace(line, number=0) for line in cue.lines)


def _captions_roll(cues: Sequence[Cue]) -> bool:
    """Tell whether captions roll: each cue begins with the last line of the cue before, as in captions of live broadcasts."""
    count = sum(_repeats_line(one, other) for one, other in pairwise(cues))
    return count > _ROLLING * len(cues)


def _repeats_line(one: Cue, other: Cue) -> bool:
    return one.texts[-1] == other.texts[0] and len(one.lines) + len(other.lines) > 2


# ---- languages


def _with_languages(cues: Sequence[Cue]) -> list[Cue]:
    """Return the cues, with a language set for each line.

    If the captions have a style for Chinese and a style for English, a line gets the language of its style. Otherwise a line
    gets the language of its script.
    """
    tracks = _track_languages(cues)
    if not {"zh", "en"} <= set(tracks.values()):
        tracks = {}
    return [_with_language(cue, tracks.get(cue.track)) for cue in cues]


def _track_languages(cues: Sequence[Cue]) -> Mapping[str, Language | None]:
    """Return for each style the language of most of its lines; None if a style has many lines of both languages."""
    counts = Counter((cue.track, language_of(text)) for cue in cues for text in cue.texts)
    found: dict[str, Language | None] = {}
    for track in dict.fromkeys(cue.track for cue in cues):
        zh, en = counts[track, "zh"], counts[track, "en"]
        if max(zh, en) < _MOSTLY * (zh + en):
            found[track] = None
        else:
            found[track] = "zh" if zh > en else "en"
    return found


def _with_language(cue: Cue, of_track: Language | None) -> Cue:
    lines = (replace(line, lang=_line_language(line.text, of_track)) for line in cue.lines)
    return Cue(tuple(lines), cue.track)


def _line_language(text: str, of_track: Language | None) -> Language | None:
    """Return the language of a line's style or, if the style has no language, of its script.

    Returns None if the line is in a third language.
    """
    found = language_of(text)
    is_third = found is None and any(char.isalpha() for char in text)
    return None if is_third else of_track or found


def _order_same_words(blocks: Sequence[Block]) -> list[Block]:
    """Set the languages of cues whose two lines are the same word, such as "OK".

    The languages have the order that most other cues with two lines have.
    """
    orders = Counter(_languages(block) for block in blocks if len(block.lines) == 2)
    order: tuple[Language, Language] = ("zh", "en") if orders["zh", "en"] >= orders["en", "zh"] else ("en", "zh")
    if not orders[order]:
        return list(blocks)
    return [_in_order(block, order) if _is_same_word(block) else block for block in blocks]


def _languages(block: Block) -> tuple[Language | None, ...]:
    return tuple(line.lang for line in block.lines)


def _in_order(block: Block, order: tuple[Language, Language]) -> Block:
    pairs = zip(block.lines, order, strict=True)
    return Block(tuple(replace(line, lang=lang) for line, lang in pairs))


def _is_same_word(block: Block) -> bool:
    if len(block.lines) != 2:
        return False
    one, other = (_letters(line.text) for line in block.lines)
    return one == other


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


# ---- units


def _units(blocks: Sequence[Block]) -> Iterator[Unit]:
    """Yield units. A unit is a cue with both languages, cues joined by their times, or a cue without a counterpart.

    If less than half of the cues in the rarer language overlap with a cue in the other language, one language is shown after the
    other. Then neighbours in the file are joined instead.
    """
    single = [block for block in blocks if not block.is_bilingual]
    units = list(_joined_by_time(single))
    joined = sum(len(unit) > 1 for unit in units)
    counts = Counter(block.lang for block in single)
    yield from ((block,) for block in blocks if block.is_bilingual)
    if 2 * joined >= min(counts["zh"], counts["en"]):
        yield from units
    else:
        yield from pair_neighbours(single)


def _joined_by_time(blocks: Sequence[Block]) -> Iterator[Unit]:
    """Yield units of cues whose times overlap.

    First, each cue is joined with the cue of the other language with which it overlaps most. Then each remaining cue joins a
    unit whose time includes most of the cue's time. Cues that do not overlap with another cue follow at the end.
    """
    overlaps = sorted(_overlaps(blocks), key=lambda found: (-found.of_both, found[1:]))
    unit_of: dict[int, int] = {}
    for found in overlaps:
        if found.zh not in unit_of and found.en not in unit_of:
            unit_of[found.zh] = unit_of[found.en] = found.zh
    for found in overlaps:
        loose, other = (found.zh, found.en) if found.zh not in unit_of else (found.en, found.zh)
        if loose not in unit_of and other in unit_of and found.of_shorter >= _INSIDE:
            unit_of[loose] = unit_of[other]
    yield from _blocks_of_units(blocks, unit_of)
    yield from _single_cues([(at, block) for at, block in enumerate(blocks) if at not in unit_of])


def _blocks_of_units(blocks: Sequence[Block], unit_of: Mapping[int, int]) -> Iterator[Unit]:
    """Yield the blocks of each unit. `unit_of` maps the index of a block to the number of its unit."""
    places: dict[int, list[int]] = {}
    for at, unit in unit_of.items():
        places.setdefault(unit, []).append(at)
    for members in places.values():
        yield tuple(blocks[at] for at in sorted(members))


def _single_cues(left: Sequence[tuple[int, Block]]) -> Iterator[Unit]:
    """Yield units of the cues that do not overlap with another cue.

    Two neighbours in different languages are one unit if one of them has no times.
    """
    for _, run in groupby(enumerate(left), key=lambda entry: entry[1][0] - entry[0]):
        blocks = [block for _, (_, block) in run]
        if len(blocks) == 2 and _may_belong(*blocks):
            yield tuple(blocks)
        else:
            yield from ((block,) for block in blocks)


def _may_belong(one: Block, other: Block) -> bool:
    return {one.lang, other.lang} == {"zh", "en"} and None in (one.lines[0].start, other.lines[0].start)


class _Overlap(NamedTuple):
    """The overlap of a Chinese and an English cue, as a share of the time of both cues and as a share of the shorter cue."""

    of_both: float
    of_shorter: float
    zh: int
    en: int


class _Timed(NamedTuple):
    start: float
    end: float | None
    at: int
    lang: Language | None


def _overlaps(blocks: Sequence[Block]) -> Iterator[_Overlap]:
    """Yield the overlaps between Chinese cues and English cues."""
    timed = sorted(_timed(blocks), key=lambda cue: (cue.start, cue.at))
    for place, cue in enumerate(timed):
        for other in timed[place + 1 : place + 1 + _NEAR]:
            overlap = _overlap(cue, other)
            if overlap:
                yield overlap


def _timed(blocks: Iterable[Block]) -> Iterator[_Timed]:
    for at, block in enumerate(blocks):
        first = block.lines[0]
        if first.start is not None:
            yield _Timed(first.start, first.end, at, block.lang)


def _overlap(cue: _Timed, later: _Timed) -> _Overlap | None:
    """Return the overlap of a cue and a cue that starts at the same time or later; None if they do not overlap."""
    if cue.end is None or later.end is None or {cue.lang, later.lang} != {"zh", "en"}:
        return None
    common = min(cue.end, later.end) - later.start
    if common <= 0:
        return None
    zh, en = (cue.at, later.at) if cue.lang == "zh" else (later.at, cue.at)
    shorter = max(_SHORTEST, min(cue.end - cue.start, later.end - later.start))
    return _Overlap(common / (max(cue.end, later.end) - cue.start), common / shorter, zh, en)
