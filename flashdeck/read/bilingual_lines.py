"""Split lines that hold both languages, such as "他走了。 / He left.", into a Chinese and an English line.

A single line is not enough to decide, because Chinese text often has English names. A file is split only if most of its lines
have a Chinese half and an English half with the same kind of separator between them, such as " / ". The kinds of separators are
the rows of `data/sides.tsv`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import NamedTuple

from flashdeck.language.rules import Rule, read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import Line
from flashdeck.model.characters import HAN_RANGES, HAN_RUN
from flashdeck.read.formats.base import ParsedDocument
from flashdeck.read.line_language import LATIN_WORD, language_of
from flashdeck.read.marks import strip_names
from flashdeck.read.units import Block, number_units, own_units, pair_neighbours

# All shares below were chosen by hand, so that they separate bilingual files from Chinese talks about programs.
# a file is split only if it has at least this number of different Chinese halves and as many different English halves
_LEAST_LINES = 3
_LEAST_SHARE = 0.6  # a file is split only if at least this share of its lines has two halves
# The worth of a boundary is the share of the line's Han characters that are in the Chinese half, plus the share of its words in
# Latin letters that are in the English half. A boundary is evidence only if its worth is at least this number.
_LEAST_PURE = 1.6
# A line is evidence only if its number of Han characters per English word is in this range; in running text it is 1.5.
_FEWEST_HAN, _MOST_HAN = 0.4, 6.0
_AT_MARK = 0.25  # added to the worth of a boundary if a full stop or a separator is between the halves
_load_letters = Lazy(lambda: re.compile(rf"(?P<han>[{HAN_RANGES}])|(?P<latin>{LATIN_WORD.pattern})"))
# if the English half has a Chinese mark, `_AT_MARK` is subtracted from the worth of the boundary
_CHINESE_MARK = re.compile(r"[。，！？；、]")
_STOP = re.compile(r"[。！？!?…]|\.(?=\s|$|[^\w.])")
_CLOSERS = re.compile(r"[。！？!?….,，;；:：、)）」』”’\"]*")
_SPACE = "read.side.space"
_ENCLOSING = {"【": "】", "[": "]", "(": ")", "（": "）", "〔": "〕"}


class LineSides(NamedTuple):
    """The parts of a line, each in one language, and the id of the rule for the separator between them."""

    parts: tuple[str, ...]
    rule: str


class _Boundary(NamedTuple):
    """A point in a line where the language may change. `zh_first` is true if the Chinese half comes first.

    `worth` is high if the Chinese half has nearly all of the Han characters and the English half nearly all of the words.
    """

    worth: float
    at: int
    after: int
    zh_first: bool
    rule: str


def _separators() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.condition)) for rule in read_rules("flashdeck.read", "sides.tsv"))


_load_separators = Lazy(_separators)


def find_sides(texts: Sequence[str]) -> list[LineSides | None]:
    """Return the parts of each text of a file; None for a text that is not split.

    >>> lines = ["他很早就走了。 He left very early.", "没有人看见他。 Nobody saw him.", "船也不见了。 The boat was gone as well."]
    >>> [sides.parts for sides in find_sides(lines) if sides]
    [('他很早就走了。', 'He left very early.'), ('没有人看见他。', 'Nobody saw him.'), ('船也不见了。', 'The boat was gone as well.')]
    """
    lettered = sum(any(map(str.isalpha, text)) for text in texts)
    if sum(map(_is_mixed, texts)) < max(_LEAST_LINES, _LEAST_SHARE * lettered):
        return [None] * len(texts)
    readable = [_without_readings(text) for text in texts]
    mixed = [item.text if _is_mixed(item.text) else "" for item in readable]
    found = [_best(_boundaries(text)) for text in mixed]
    form = _form_of_file(mixed, found, lettered)
    if form is None:
        return [None] * len(texts)
    return [_parted(text, item.readings, form) for text, item in zip(mixed, readable, strict=True)]


def _is_mixed(text: str) -> bool:
    return not text.isascii() and HAN_RUN.search(text) is not None and LATIN_WORD.search(text) is not None


# ---- where a line may be split


def _boundaries(text: str) -> list[_Boundary]:
    """Return the boundaries at which a text may be split, each once with Chinese first and once with English first."""
    letters = list(_load_letters().finditer(text))
    marks = [match.start() for match in _CHINESE_MARK.finditer(text)] or [-1]
    han = list(accumulate((match.lastgroup == "han" for match in letters), initial=0))
    found = list[_Boundary]()
    for count, (one, other) in enumerate(pairwise(letters), start=1):
        gap = text[one.end() : other.start()]
        is_stop = bool(_STOP.search(gap))
        if one.lastgroup == other.lastgroup and not is_stop:
            continue
        before, rule = _parting(text, one.end(), other.start())
        zh = han[count] / max(1, han[-1])
        en = (count - han[count]) / max(1, len(letters) - han[-1])
        bonus = _AT_MARK * (is_stop or rule != _SPACE)
        zh_first = zh + 1 - en + bonus - _AT_MARK * (marks[-1] >= before[1])
        en_first = en + 1 - zh + bonus - _AT_MARK * (0 <= marks[0] < one.end())
        found.append(_Boundary(zh_first, *before, zh_first=True, rule=rule))
        found.append(_Boundary(en_first, *before, zh_first=False, rule=rule))
    return found


def _best(boundaries: Sequence[_Boundary]) -> _Boundary | None:
    return max(boundaries, key=lambda boundary: boundary.worth, default=None)


def _parting(text: str, start: int, end: int) -> tuple[tuple[int, int], str]:
    """Return the end of the first half and the beginning of the second half, and the rule for the separator between them."""
    gap = text[start:end]
    for rule, pattern in _load_separators():
        separator = pattern.search(gap)
        if separator and (rule.key == "mark" or _is_enclosed(text, start + separator.start("mark"))):
            return (start + separator.start(), start + separator.end()), rule.id
    closers = _CLOSERS.match(gap)
    at = start + (closers.end() if closers else 0)
    return (at, at), _SPACE


def _is_enclosed(text: str, at: int) -> bool:
    """Tell whether the bracket at index `at` opens a second half that is in brackets, or closes a first half in brackets.

    Examples: 他走了 (He left), (他走了) He left.
    """
    if text[at] in _ENCLOSING:
        return text.endswith(_ENCLOSING[text[at]])
    return _ENCLOSING.get(text[:1]) == text[at]


# ---- how the lines of a file are split


class _Form(NamedTuple):
    """How the lines of a file are split: whether Chinese comes first, and the id of the rule for the separator."""

    zh_first: bool
    rule: str


def _form_of_file(texts: Sequence[str], found: Sequence[_Boundary | None], lettered: int) -> _Form | None:
    """Return how most lines of a file are split; None if too few lines (`_LEAST_SHARE`) can be split in the same way."""
    halves: dict[_Form, list[tuple[str, str]]] = {}
    for text, boundary in zip(texts, found, strict=True):
        if boundary and _is_evidence(text, boundary):
            one, other = _halves(text, boundary)
            halves.setdefault(_Form(boundary.zh_first, boundary.rule), []).append((one, other))
    form = max(halves, key=lambda form: len(halves[form]), default=None)
    if form is None:
        return None
    firsts, seconds = ({pair[side] for pair in halves[form]} for side in (0, 1))
    count = min(len(firsts), len(seconds))
    return form if count >= max(_LEAST_LINES, 0.5 * _LEAST_SHARE * lettered) and _are_most(halves[form], lettered) else None


def _are_most(halves: Sequence[tuple[str, str]], lettered: int) -> bool:
    return len(halves) >= _LEAST_SHARE * lettered


def _halves(text: str, boundary: _Boundary) -> tuple[str, str]:
    one, other = text[: boundary.at].strip(), text[boundary.after :].strip()
    if _rule_key(boundary.rule) == "brackets":
        first_is_enclosed = one[:1] in _ENCLOSING and text[boundary.at : boundary.after].strip() == _ENCLOSING[one[:1]]
        return (one[1:].strip(), other) if first_is_enclosed else (one, other[:-1].strip())
    return one, other


def _rule_key(rule_id: str) -> str:
    return next(rule.key for rule, _ in _load_separators() if rule.id == rule_id) if rule_id != _SPACE else ""


def _is_evidence(text: str, boundary: _Boundary) -> bool:
    """Tell whether a line has two halves that are long enough to be a sentence and its translation."""
    one, other = _halves(text, boundary)
    zh, en = (one, other) if boundary.zh_first else (other, one)
    words = LATIN_WORD.findall(en)
    han = sum(match.lastgroup == "han" for match in _load_letters().finditer(zh))
    if language_of(zh) != "zh" or language_of(en) != "en" or boundary.worth < _LEAST_PURE:
        return False
    is_text = len(words) > 1 and (len(words) > 3 or any(word[0].islower() for word in words))
    return is_text and _FEWEST_HAN * len(words) <= han <= _MOST_HAN * len(words)


# ---- splitting


def _parted(text: str, readings: tuple[str, ...], form: _Form) -> LineSides | None:
    """Return the parts of a line in a file whose lines have the form `form`; None if the line does not have two halves."""
    boundaries = [item for item in _boundaries(text) if item.rule == form.rule]
    ordered = [item for item in boundaries if item.zh_first == form.zh_first]
    boundary = _best(ordered)
    if boundary is None or boundary.worth < _LEAST_PURE:
        boundary = _best(boundaries)
    if boundary is None:
        return None
    one, other = _moved_names(*_halves(text, boundary), zh_first=boundary.zh_first)
    languages = (language_of(one), language_of(other))
    if languages not in (("zh", "en"), ("en", "zh")):
        return None
    return LineSides((one, *readings, other), form.rule)


def _moved_names(one: str, other: str, *, zh_first: bool) -> tuple[str, str]:
    """Return the two halves of a line. A name that the English half has twice may be moved to the Chinese half.

    It is moved if one of its occurrences is next to the Chinese half, because it is probably the last or first word there.

    >>> _moved_names("医生说", "OK He said OK", zh_first=True)
    ('医生说 OK', 'He said OK')
    """
    words = list(LATIN_WORD.finditer(other if zh_first else one))
    if len(words) < 3:
        return one, other
    return _name_behind(one, other, words) if zh_first else _name_before(one, other, words)


def _name_behind(zh: str, en: str, words: Sequence[re.Match[str]]) -> tuple[str, str]:
    first, second = words[:2]
    is_twice = _is_name_twice(first[0], words[2:])
    if is_twice and second[0][0].isupper() and not en[first.end() : second.start()].strip():
        return f"{zh} {first[0]}", en[second.start() :]
    return zh, en


def _name_before(en: str, zh: str, words: Sequence[re.Match[str]]) -> tuple[str, str]:
    before, last = words[-2:]
    is_alone = not en[last.end() :].strip() and _STOP.search(en[before.end() : last.start()]) is not None
    if is_alone and _is_name_twice(last[0], words[:-1]):
        return en[: last.start()].strip(), f"{last[0]} {zh}"
    return en, zh


def _is_name_twice(word: str, rest: Sequence[re.Match[str]]) -> bool:
    return word[0].isupper() and any(word == match[0] for match in rest)


# ---- readings between the halves


class _Readable(NamedTuple):
    """A text without the pinyin between its halves, and the pinyin."""

    text: str
    readings: tuple[str, ...] = ()


def _without_readings(text: str) -> _Readable:
    """Return a text without pinyin between two separators, as in 中文 / pinyin / English."""
    if text.isascii():
        return _Readable(text)
    for rule, pattern in _load_separators():
        pieces = pattern.split(text) if rule.key == "mark" else []
        readings = tuple(piece for piece in pieces if _is_reading(piece))
        if readings and len(pieces) > 2:
            separator = pattern.search(text)
            between = separator[0] if separator else " "
            return _Readable(between.join(piece for piece in pieces if piece not in readings), readings)
    return _Readable(text)


def _is_reading(piece: str) -> bool:
    return language_of(piece) is None and LATIN_WORD.search(piece) is not None


# ---- documents


def split_bilingual_lines(parsed: ParsedDocument) -> ParsedDocument:
    """Return a document in which each line has one language, if most of its lines have both."""
    sides = find_sides([line.text for line in parsed.lines])
    if not any(sides):
        return parsed
    blocks = [_block(line, found) for line, found in zip(parsed.lines, sides, strict=True)]
    named = _with_names(blocks)
    if parsed.layout == "units":
        return ParsedDocument(own_units(named), parsed.notices, "units")
    return ParsedDocument(number_units(pair_neighbours(named)), parsed.notices, "units")


def _block(line: Line, sides: LineSides | None) -> Block:
    if sides is None:
        return Block((line,))
    return Block(tuple(replace(line, text=part, lang=language_of(part)) for part in sides.parts))


def _with_names(blocks: Sequence[Block]) -> list[Block]:
    """Move names of speakers from the second halves of lines to `speaker`. An earlier step does so for the first halves."""
    names = iter(strip_names([(line.number, line.text) for block in blocks for line in block.lines]))
    found = list[Block]()
    for block in blocks:
        lines = list[Line]()
        for line in block.lines:
            marked = next(names)
            lines.append(replace(line, text=marked.text, speaker=marked.speaker or line.speaker) if marked.text else line)
        found.append(Block(tuple(lines), block.section))
    return found
