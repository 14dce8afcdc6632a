"""Cues of captions become units: repeats go, the languages are told, cues of two languages meet by their times."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from flashdeck.model import Language, Line, Notice
from flashdeck.read.formats.base import Reading
from flashdeck.read.line_language import language_of
from flashdeck.read.marks import strip_names
from flashdeck.read.units import Block, Unit, number_units, pair_neighbours

_ROLLING = 0.3  # of the cues that begin with the line the one before ended in, where captions roll; speech repeats under 0.05
_NEAR = 16  # cues that follow by start, of which one may be the counterpart; more overlap only in a broken file
_MOSTLY = 0.8
_INSIDE = 0.5  # of a cue's time within that of another unit, to belong to it


@dataclass(frozen=True, slots=True)
class Cue:
    """The text lines of a cue, without markup and each with the times of the cue. `track`: its style or layer."""

    lines: tuple[Line, ...]
    track: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines)


def read_cues(cues: Sequence[Cue], notices: Sequence[Notice] = ()) -> Reading:
    """Return the lines of cues as units, each in its place in the file."""
    kept, repeats = _without_repeats(_with_languages([cue for cue in cues if cue.lines]))
    blocks = _in_order_of_languages([Block(cue.lines) for cue in kept])
    return Reading(number_units(_units(blocks)), (*notices, *repeats), "units")


def with_names(cues: Sequence[Cue]) -> list[Cue]:
    """Return cues without the names of speakers that stand before their text; a name holds for the rest of its cue."""
    names = iter(strip_names([(line.number, line.text) for cue in cues for line in cue.lines]))
    found = list[Cue]()
    for cue in cues:
        speaker: str | None = None
        lines = list[Line]()
        for line in cue.lines:
            marked = next(names)
            speaker = line.speaker or marked.speaker or speaker
            lines += [replace(line, text=marked.text, speaker=speaker)] if marked.text else []
        found.append(Cue(tuple(lines), cue.track))
    return found


# ---- repeats


def _without_repeats(cues: Sequence[Cue]) -> tuple[list[Cue], list[Notice]]:
    """Drop what stands twice: the lines that rolling captions show again, and cues that are the same in text and time."""
    rolls = sum(_rolls(one, other) for one, other in pairwise(cues)) > _ROLLING * len(cues)
    kept, dropped = list[Cue](), list[Line]()
    before: Cue | None = None
    seen = set[tuple[Line, ...]]()
    for cue in cues:
        same = tuple(replace(line, number=0) for line in cue.lines)
        shown = before.texts if rolls and before else ()
        shown = cue.texts if same in seen and same[0].start is not None else shown
        seen.add(same)
        new = tuple(line for line in cue.lines if line.text not in shown)
        dropped += [line for line in cue.lines if line.text in shown]
        kept += [Cue(new, cue.track)] if new else []
        before = cue
    return kept, [Notice("repeat", dropped[0].number, f"{len(dropped)} caption lines shown before")] if dropped else []


def _rolls(one: Cue, other: Cue) -> bool:
    return one.texts[-1] == other.texts[0] and len(one.lines) + len(other.lines) > 2


# ---- languages


def _with_languages(cues: Sequence[Cue]) -> list[Cue]:
    """Return cues with the language of each line; a style that is mostly of one language gives it to all of its lines."""
    counts = Counter((cue.track, language_of(text)) for cue in cues for text in cue.texts)
    of_track = dict[str, Language | None]()
    for track in dict.fromkeys(cue.track for cue in cues):
        zh, en = counts[track, "zh"], counts[track, "en"]
        of_track[track] = None if max(zh, en) < _MOSTLY * (zh + en) else "zh" if zh > en else "en"
    told = {"zh", "en"} <= set(of_track.values())
    return [
        Cue(
            tuple(replace(line, lang=_language(line.text, of_track[cue.track] if told else None)) for line in cue.lines),
            cue.track,
        )
        for cue in cues
    ]


def _language(text: str, of_track: Language | None) -> Language | None:
    """Return the language of a track for all of its lines but those in a third one."""
    found = language_of(text)
    is_third = found is None and any(char.isalpha() for char in text)
    return None if is_third else of_track or found


def _in_order_of_languages(blocks: Sequence[Block]) -> list[Block]:
    """Tell apart the two lines of a cue that are the same word in both languages, by the order that the other cues keep."""
    orders = Counter(tuple(line.lang for line in block.lines) for block in blocks if len(block.lines) == 2)
    order: tuple[Language, Language] = ("zh", "en") if orders["zh", "en"] >= orders["en", "zh"] else ("en", "zh")
    if not orders[order]:
        return list(blocks)
    return [
        Block(tuple(replace(line, lang=lang) for line, lang in zip(block.lines, order, strict=True)))
        if _same_word(block)
        else block
        for block in blocks
    ]


def _same_word(block: Block) -> bool:
    if len(block.lines) != 2:
        return False
    one, other = (
        "".join(char for char in unicodedata.normalize("NFKC", line.text).casefold() if char.isalnum()) for line in block.lines
    )
    return one == other


# ---- units


def _units(blocks: Sequence[Block]) -> Iterator[Unit]:
    """Yield cues of both languages, cues that meet by time, and what is left over.

    Where hardly any cues meet, the times are of one line after the other, and neighbours in the file belong together.
    """
    single = [block for block in blocks if not block.is_bilingual]
    units = list(_by_time(single))
    met = sum(len(unit) > 1 for unit in units)
    possible = min(sum(block.lang == lang for block in single) for lang in ("zh", "en"))
    yield from ((block,) for block in blocks if block.is_bilingual)
    yield from units if 2 * met >= possible else pair_neighbours(single)


def _by_time(blocks: Sequence[Block]) -> Iterator[Unit]:
    """Join each cue to the one of the other language that shares most of its time, one to one; then those inside a unit."""
    joined: dict[int, list[int]] = {}
    home = dict[int, int]()
    overlaps = sorted(_overlaps(blocks), key=lambda found: (-found[0], found[1:]))
    for _, _, zh, en in overlaps:
        if zh not in home and en not in home:
            home[zh] = home[en] = zh
            joined[zh] = [zh, en]
    for _, inside, zh, en in overlaps:
        loose, other = (zh, en) if zh not in home else (en, zh)
        if loose not in home and other in home and inside >= _INSIDE:
            home[loose] = home[other]
            joined[home[other]].append(loose)
    yield from (tuple(blocks[at] for at in sorted(places)) for places in joined.values())
    yield from _beside([(at, block) for at, block in enumerate(blocks) if at not in home])


def _beside(left: Sequence[tuple[int, Block]]) -> Iterator[Unit]:
    """Yield the cues that meet no other; two alone, side by side in the file, are one unit where a time is broken."""
    for _, run in groupby(enumerate(left), key=lambda entry: entry[1][0] - entry[0]):
        blocks = [block for _, (_, block) in run]
        if len(blocks) == 2 and _may_belong(*blocks):
            yield tuple(blocks)
        else:
            yield from ((block,) for block in blocks)


def _may_belong(one: Block, other: Block) -> bool:
    return {one.lang, other.lang} == {"zh", "en"} and None in (one.lines[0].start, other.lines[0].start)


def _overlaps(blocks: Sequence[Block]) -> Iterator[tuple[float, float, int, int]]:
    """Yield for cues of two languages: the share of their time that is common, that of the shorter one, and their places."""
    timed = sorted((start, at) for at, block in enumerate(blocks) if (start := block.lines[0].start) is not None)
    for place, (start, at) in enumerate(timed):
        end = blocks[at].lines[0].end
        for other_start, other in timed[place + 1 : place + 1 + _NEAR]:
            other_end = blocks[other].lines[0].end
            if end is None or other_end is None or other_start >= end or {blocks[at].lang, blocks[other].lang} != {"zh", "en"}:
                continue
            common = min(end, other_end) - other_start
            if common <= 0:
                continue
            zh, en = (at, other) if blocks[at].lang == "zh" else (other, at)
            shorter = max(0.001, min(end - start, other_end - other_start))
            yield common / (max(end, other_end) - start), common / shorter, zh, en
