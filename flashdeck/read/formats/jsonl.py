"""Read JSON: one object per line, or an array of objects. The output of `flashdeck inspect --stage read` can be read, too."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import ClassVar, cast

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of, one_line
from flashdeck.read.mark_patterns import clock_seconds

NO_RECORD = "read.left-out.json-value"
STORED_NOTICE = "read.left-out.json-notice"
_OPENING = re.compile(r'\{\s*(?:"|$)|\[\s*(?:$|[\[{])')
_BETWEEN = re.compile(r"[\s,\ufeff]*")
_ROW = re.compile(r'\[\s*"')
_KEYS: dict[Language, tuple[str, ...]] = {
    "zh": ("zh", "chinese", "zh-CN", "zh_CN", "zh-Hans", "zh-Hant", "cmn", "中文", "target", "translation"),
    "en": ("en_verbatim", "en", "english", "en-US", "en_US", "英文", "source", "original"),
}
"""The usual names of the keys for each language. A more specific name comes before a less specific name."""
_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_SAMPLE = 100  # the keys of the texts are chosen by at most this number of objects (chosen by hand)
_MOST_ERRORS = 100  # after this number of invalid values, the rest of the text is not parsed (chosen by hand)
_LATEST = 1e9  # a number of seconds above this limit is not a time

Record = Mapping[str, object]


class JsonlReader:
    """Reads objects with a Chinese and an English text.

    Keys with usual names are preferred. Among other keys, the key with the most texts in the language is chosen.
    """

    name: ClassVar[str] = "jsonl"
    suffixes: ClassVar[frozenset[str]] = frozenset({".jsonl", ".ndjson", ".json"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return bool(_OPENING.match(document.opening))

    def read(self, document: Document) -> ParsedDocument:
        records, notices = list[tuple[int, Record]](), list[Notice]()
        for number, value, text in _values(document.text):
            record = _record_of(value)
            if record is None:
                notices.append(Notice("row", number, one_line(text), rule=NO_RECORD))
            else:
                records.append((number, record))
        if not records:
            raise InputError(
                f"{document.name}: no JSON object was found",
                remedy="Write one JSON object per line, or choose another --reader.",
            )
        if all(record.get("kind") in ("line", "notice") for _, record in records):
            return _inspected_lines(records, notices)
        return _units(document.name, records, notices)


# ---- values


def _values(text: str) -> Iterator[tuple[int, object, str]]:
    """Yield the line number, the value and the source text of each JSON value.

    If the outermost value is an array, its items are yielded instead. A value that is not valid JSON is yielded as None.
    """
    at = _skip_separators(text, 0)
    in_array = text.startswith("[", at) and not _ROW.match(text, at)
    at = _skip_separators(text, at + in_array)
    line, counted, errors = 1, 0, 0
    while at < len(text) and not (in_array and text[at] == "]"):
        line += _count_line_ends(text, counted, at)
        counted = at
        value, end = _decode(text, at)
        if end == at:
            errors += 1
            end = _end_of_line(text, at) if errors <= _MOST_ERRORS else len(text)
        yield line, value, text[at:end]
        at = _skip_separators(text, max(end, at + 1))


def _decode(text: str, at: int) -> tuple[object, int]:
    """Return the JSON value at index `at`, and the index after it; None and `at` if no valid value begins there."""
    try:
        return cast("tuple[object, int]", json.JSONDecoder().raw_decode(text, at))
    except (ValueError, RecursionError):
        return None, at


def _skip_separators(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _record_of(value: object) -> Record | None:
    """Return a value as a record; None if it is neither an object nor an array of a Chinese and an English text.

    Such an array is ["河", "river"].
    """
    if isinstance(value, Mapping):
        return value
    if not isinstance(value, list) or len(value) != 2:
        return None
    if not all(isinstance(item, str) for item in value):
        return None
    found = {language_of(item): item for item in value}
    return {"zh": found["zh"], "en": found["en"]} if {"zh", "en"} <= set(found) else None


def _count_line_ends(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def _end_of_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


# ---- lines


def _units(name: str, records: Sequence[tuple[int, Record]], notices: Sequence[Notice]) -> ParsedDocument:
    """Return the texts of records as lines in units, one unit for each record."""
    keys = _keys([record for _, record in records[:_SAMPLE]])
    if keys is None:
        raise InputError(
            f"{name}: the objects do not have two keys, one with Chinese texts and one with English texts",
            remedy='Write objects such as {"zh": "...", "en": "..."}, one per line.',
        )
    lines, left_out = list[Line](), list[Notice]()
    for unit, (number, record) in enumerate(records, start=1):
        if record.get("kind") == "notice":
            left_out.append(_stored_notice(number, record))
            continue
        found = [_line(number, record, keys[lang], lang, unit) for lang in _LANGUAGES]
        filled = [line for line in found if line.text]
        lines += filled
        if not filled:
            left_out.append(Notice("row", number, one_line(json.dumps(record, ensure_ascii=False)), rule=NO_RECORD))
    return ParsedDocument(tuple(lines), (*notices, *left_out), "units")


def _line(number: int, record: Record, key: str, lang: Language | None, unit: int | None) -> Line:
    """Return a line with the text that a record has under the key `key`."""
    start, end = _seconds(record, "start"), _seconds(record, "end")
    return Line(number, one_line(_text(record, key)), lang, start, end, _text(record, "speaker") or None, unit=unit)


def _keys(records: Sequence[Record]) -> Mapping[Language, str] | None:
    """Return the key of the Chinese texts and the key of the English texts; None if a key is missing."""
    texts = ((key, value) for record in records for key, value in record.items() if isinstance(value, str))
    counts = Counter((key, language_of(value)) for key, value in texts)
    found = dict[Language, str]()
    for lang in _LANGUAGES:
        candidates = [key for key in _candidates(counts, lang) if key not in found.values()]
        if candidates:
            found[lang] = candidates[0]
    return found if len(found) == 2 else None


def _candidates(counts: Counter[tuple[str, Language | None]], lang: Language) -> Iterable[str]:
    """Return the keys whose texts are in a language.

    Keys with usual names come first, then the other keys, those with the most texts first.
    """
    known = [key for key in _KEYS[lang] if counts[key, lang]]
    others = [key for key, of in counts if of == lang and key != "kind"]
    return (*known, *sorted(others, key=lambda key: (-counts[key, lang], key)))


def _inspected_lines(records: Sequence[tuple[int, Record]], notices: Sequence[Notice]) -> ParsedDocument:
    """Return the lines in the output of `flashdeck inspect --stage read`, numbered by their line in this file."""
    lines = [_inspected_line(number, record) for number, record in records if record["kind"] == "line"]
    stored = [_stored_notice(number, record) for number, record in records if record["kind"] == "notice"]
    return ParsedDocument(tuple(lines), (*notices, *stored))


def _inspected_line(number: int, record: Record) -> Line:
    lang = record.get("lang")
    if lang in ("zh", "en"):
        return _line(number, record, "text", lang, None)
    return _line(number, record, "text", language_of(one_line(_text(record, "text"))), None)


def _stored_notice(number: int, record: Record) -> Notice:
    return Notice(_text(record, "code") or "notice", number, one_line(_text(record, "text")), rule=STORED_NOTICE)


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _seconds(record: Record, key: str) -> float | None:
    value = record.get(key)
    if isinstance(value, str):
        return clock_seconds(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < _LATEST else None
