"""Find the fields of records, or the columns of a table, that hold the Chinese and the English texts, the times and the speakers.

The content of a field decides first. In a field of texts, most records have different texts, unlike in a field of categories. Ids,
codes and paths are not texts. If two fields have about the same amount of text, their names decide.
"""

import re
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Generic, NamedTuple, TypeVar

from flashdeck.model import Language
from flashdeck.model.characters import count_han
from flashdeck.read.line_language import LATIN_WORD, language_of
from flashdeck.read.mark_patterns import clock_seconds, load_read_classes, span_seconds

ROLES = ("zh", "en", "text", "start", "end", "duration", "speaker", "other")
"""The roles of fields. Each role has a word class with its usual names: `column-zh` has the names of Chinese fields."""
_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_TEXT_ROLES = ("zh", "en", "text")
# Matches ids, file names, links, addresses and codes: a single word with a figure or a mark inside, a path, or a language code.
_CODE = re.compile(r"[!-~]*(?:[0-9_@\\]|://|\w/\w|\.\w{2,4}$)[!-~]*|(?:zh|en|eng|zho|chi|chs|cht|cmn)(?:[-_]\w{2,4})?")
_LONGEST_CODE = 200  # a text with more characters than this number is not a code
# A field has texts only if the number of different texts is more than this share of the number of texts (chosen by hand).
_LEAST_DISTINCT = 0.5
# The lengths of two fields are the number of Han characters in the Chinese field and the number of words in the English field.
# A field without a known name is a translation only if its length is at least this share of the length of the other field
# (chosen by hand). In running text, there are 0.6 words per Han character.
_LEAST_RELATIVE = 0.15
# The names decide between two fields if the smaller field has at least this share of the larger field's text (chosen by hand).
_ABOUT_AS_MUCH = 0.5
_MOST_SECONDS = 100  # durations whose median is above this number are in milliseconds and not in seconds (chosen by hand)
_LATEST = 1e9  # a number of seconds above this limit is not a time

_Key = TypeVar("_Key", bound=Hashable)


def role_of(name: str) -> str | None:
    """Return the role of a field by its name; None if the name is not known.

    >>> role_of("start_time"), role_of("English"), role_of("zh_cn"), role_of("foo")
    ('start', 'en', 'zh', None)
    """
    classes, folded = load_read_classes(), name.strip().casefold()
    forms = {folded, re.sub(r"[\s_]", "-", folded), re.sub(r"[\s_\-]", "", folded)}
    return next((role for role in ROLES if not forms.isdisjoint(classes[f"column-{role}"])), None)


def is_simplified_name(name: str) -> bool:
    """Tell whether the name of a field says that its texts are simplified Chinese."""
    return name.strip().casefold().replace("_", "-") in load_read_classes()["column-simplified"]


@dataclass(slots=True)
class _Content:
    """The texts of a field: the number of records with a text, the different texts, and their sizes in each language."""

    records: int = 0
    texts: set[str] = field(default_factory=set)
    sizes: dict[Language, int] = field(default_factory=lambda: {"zh": 0, "en": 0})

    def add(self, text: str) -> None:
        self.records += 1
        if text not in self.texts:
            self.texts.add(text)
            self.sizes["zh"] += count_han(text)
            self.sizes["en"] += len(LATIN_WORD.findall(text))

    @property
    def is_text(self) -> bool:
        return self.records == 1 or len(self.texts) > _LEAST_DISTINCT * self.records


def find_text_fields(
    records: Sequence[Mapping[_Key, str]], roles: Mapping[_Key, str], ranks: Mapping[_Key, int]
) -> dict[Language, _Key]:
    """Return the field with the texts of each language; a language is missing if no field is in it.

    `roles` has the roles of the fields that have known names. Of two fields with the same role, the field with the lower number
    in `ranks` is preferred. If only one field is returned, its texts may be in either language or in both.
    """
    contents = _contents(records, roles)
    found = dict[Language, _Key]()
    for language in _LANGUAGES:
        taken = set(found.values())
        sizes = {key: _size(content, language) for key, content in contents.items() if key not in taken}
        best = max(sizes.values(), default=0)
        near = [key for key, size in sizes.items() if size and size >= _ABOUT_AS_MUCH * best]
        if near:
            found[language] = min(near, key=lambda key: (roles.get(key) != language, ranks.get(key, 0), -sizes[key]))
    return _without_labels(found, contents, roles)


def _without_labels(
    found: dict[Language, _Key], contents: Mapping[_Key, _Content], roles: Mapping[_Key, str]
) -> dict[Language, _Key]:
    """Return the two fields, or only one of them if the other has too little text to be its translation."""
    if len(found) < 2:
        return found
    sizes = {language: contents[key].sizes[language] for language, key in found.items()}
    least = _LEAST_RELATIVE * max(sizes.values())
    return {language: key for language, key in found.items() if sizes[language] >= least or roles.get(key) == language}


def _contents(records: Iterable[Mapping[_Key, str]], roles: Mapping[_Key, str]) -> dict[_Key, _Content]:
    contents: dict[_Key, _Content] = {}
    for record in records:
        for key, text in record.items():
            role = roles.get(key)
            if language_of(text) and (role in _TEXT_ROLES or (role is None and not _is_code(text))):
                contents.setdefault(key, _Content()).add(text)
    return {key: content for key, content in contents.items() if content.is_text or key in roles}


def _is_code(text: str) -> bool:
    return len(text) <= _LONGEST_CODE and _CODE.fullmatch(text) is not None


def _size(content: _Content, language: Language) -> int:
    """Return the size of a field in a language; 0 if most of the field's text is in the other language."""
    zh, en = content.sizes["zh"], content.sizes["en"]
    is_mostly = zh >= en if language == "zh" else en > zh
    return content.sizes[language] if is_mostly else 0


def unused_texts(
    records: Sequence[tuple[int, Mapping[_Key, str]]], used: Collection[_Key | None], roles: Mapping[_Key, str | None]
) -> Iterator[tuple[int, _Key, str]]:
    """Yield the fields with texts that are not used: the line number of the first text, the field, and the texts.

    Fields whose names say that they hold no texts, such as ids and times, are not yielded.
    """
    texts: dict[_Key, dict[str, int]] = {}
    for number, record in records:
        for key, text in record.items():
            if key not in used and roles.get(key) in (None, *_TEXT_ROLES) and language_of(text):
                texts.setdefault(key, {}).setdefault(" ".join(text.split()), number)
    for key, found in texts.items():
        yield next(iter(found.values())), key, " | ".join(found)


# ---- times


class TimeFields(NamedTuple, Generic[_Key]):
    """The fields with the start, the end and the duration of a record; None for a field that is missing.

    `scale` is the factor that converts the values to seconds: 1, or 0.001 for milliseconds.
    """

    start: _Key | None = None
    end: _Key | None = None
    duration: _Key | None = None
    scale: float = 1.0

    def times(self, record: Mapping[_Key, object]) -> tuple[float | None, float | None]:
        """Return the start and the end of a record in seconds."""
        first = record.get(self.start) if self.start is not None else None
        span = span_seconds(first) if isinstance(first, str) else None
        if span:
            return span
        start, end, duration = (_value(record.get(key)) if key is not None else None for key in self[:3])
        if end is None and start is not None and duration is not None:
            end = start + duration
        return _scaled(start, self.scale), _scaled(end, self.scale)


def find_time_fields(records: Sequence[Mapping[_Key, object]], roles: Mapping[_Key, str]) -> TimeFields[_Key]:
    """Return the fields that have times, by their roles. Whole numbers that are too large for seconds are milliseconds."""
    by_role = {role: key for key, role in reversed(list(roles.items()))}
    fields = TimeFields(by_role.get("start"), by_role.get("end"), by_role.get("duration"))
    lengths = [length for record in records if (length := _length(record, fields)) is not None]
    if lengths and median(lengths) > _MOST_SECONDS:
        return fields._replace(scale=0.001)
    return fields


def _length(record: Mapping[_Key, object], fields: TimeFields[_Key]) -> float | None:
    """Return the length of a record as a whole number; None if its times are not whole numbers."""
    values = [_whole(record.get(key)) if key is not None else None for key in fields[:3]]
    start, end, duration = values
    if duration is not None:
        return duration
    return None if start is None or end is None else end - start


def _whole(value: object) -> int | None:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 16 else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _value(value: object) -> float | None:
    if isinstance(value, str):
        return clock_seconds(value.strip())
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < _LATEST else None


def _scaled(seconds: float | None, scale: float) -> float | None:
    return None if seconds is None else round(seconds * scale, 3) if scale != 1 else seconds
