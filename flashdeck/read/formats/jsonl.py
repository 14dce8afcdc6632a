"""JSON: one object a line, or one array of them; also what `flashdeck inspect` prints."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, cast

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of, one_line
from flashdeck.read.mark_patterns import clock_seconds

_OPENING = re.compile(r'\{\s*(?:"|$)|\[\s*(?:$|[\[{])')
_BETWEEN = re.compile(r"[\s,\ufeff]*")
_KEYS: dict[Language, tuple[str, ...]] = {
    "zh": ("zh", "chinese", "zh-CN", "zh_CN", "zh-Hans", "zh-Hant", "cmn", "中文", "target", "translation"),
    "en": ("en_verbatim", "en", "english", "en-US", "en_US", "英文", "source", "original"),
}
_SAMPLE = 100  # objects that tell the keys
_MOST_ERRORS = 100  # values that are no JSON, beyond which the rest is not tried

Record = Mapping[str, object]


class JsonlReader:
    """Objects with a Chinese and an English text. Known names of keys come first; else the texts tell which they are."""

    name: ClassVar[str] = "jsonl"
    suffixes: ClassVar[frozenset[str]] = frozenset({".jsonl", ".ndjson", ".json"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return bool(_OPENING.match(document.opening))

    def read(self, document: Document) -> ParsedDocument:
        records, notices = list[tuple[int, Record]](), list[Notice]()
        for number, value, text in _values(document.text):
            if isinstance(value, Mapping):
                records.append((number, value))
            elif row := _row(value):
                records.append((number, row))
            else:
                notices.append(Notice("row", number, one_line(text)))
        if not records:
            raise InputError(
                f"{document.name}: no JSON object was found", remedy="Give one object a line, or choose another --reader."
            )
        if all(record.get("kind") in ("line", "notice") for _, record in records):
            return _inspected_lines(records, notices)
        return _units(document.name, records, notices)


# ---- values


def _values(text: str) -> Iterator[tuple[int, object, str]]:
    """Yield line numbers and values, those of an outermost array one by one; what is no JSON comes as None with its text."""
    decode = json.JSONDecoder().raw_decode
    match = _BETWEEN.match(text)
    at = match.end() if match else 0
    in_array = text[at : at + 1] == "[" and not _is_row(text, at)
    at += in_array
    line, counted, errors = 1, 0, 0
    while True:
        match = _BETWEEN.match(text, at)
        at = match.end() if match else at
        if at >= len(text) or (in_array and text[at] == "]"):
            return
        line += _line_ends(text, counted, at)
        counted = at
        try:
            value, end = decode(text, at)
        except (ValueError, RecursionError):
            errors += 1
            end = len(text) if errors > _MOST_ERRORS else _end_of_line(text, at)
            value = None
        yield line, value, text[at:end]
        at = max(end, at + 1)


def _is_row(text: str, at: int) -> bool:
    """Tell an array that is one row, as ["河", "river"], from one that holds all of them."""
    return re.compile(r'\[\s*"').match(text, at) is not None


def _row(value: object) -> Record | None:
    """Return an array of two texts, as ["河", "river"], by their languages."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    found = {language_of(item): item for item in value}
    return {"zh": found["zh"], "en": found["en"]} if len(value) == 2 and {"zh", "en"} <= set(found) else None


def _line_ends(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def _end_of_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


# ---- lines


def _units(name: str, records: Sequence[tuple[int, Record]], notices: Sequence[Notice]) -> ParsedDocument:
    keys = _keys([record for _, record in records[:_SAMPLE]])
    languages: tuple[Language, Language] = ("zh", "en")
    if keys is None:
        raise InputError(
            f"{name}: no two keys of which one holds Chinese and one English",
            remedy='Give objects as {"zh": "...", "en": "..."}, one a line.',
        )
    lines, left_out = list[Line](), list[Notice]()
    for unit, (number, record) in enumerate(records, start=1):
        if record.get("kind") == "notice":
            left_out.append(Notice(_text(record, "code") or "notice", number, one_line(_text(record, "text"))))
            continue
        found = [
            Line(
                number,
                text,
                lang,
                _seconds(record, "start"),
                _seconds(record, "end"),
                _text(record, "speaker") or None,
                unit=unit,
            )
            for lang, key in zip(languages, keys, strict=True)
            if (text := one_line(_text(record, key)))
        ]
        lines += found
        left_out += [] if found else [Notice("row", number, one_line(json.dumps(record, ensure_ascii=False)))]
    return ParsedDocument(tuple(lines), (*notices, *left_out), "units")


def _keys(records: Sequence[Record]) -> tuple[str, str] | None:
    """Return the keys of the Chinese and the English text."""
    texts = [(key, value) for record in records for key, value in record.items() if isinstance(value, str)]
    counts = Counter((key, language_of(value)) for key, value in texts)
    found = dict[Language, str]()
    for lang in ("zh", "en"):
        known = [key for key in _KEYS[lang] if counts[key, lang]]
        others = sorted((key for key, of in counts if of == lang and key != "kind"), key=lambda key: (-counts[key, lang], key))
        if choice := next((key for key in (*known, *others) if key not in found.values()), None):
            found[lang] = choice
    return (found["zh"], found["en"]) if len(found) == 2 else None


def _inspected_lines(records: Sequence[tuple[int, Record]], notices: Sequence[Notice]) -> ParsedDocument:
    """Return lines that `inspect --stage read` printed, with the numbers of this file."""
    lines = [
        Line(
            number,
            text := one_line(_text(record, "text")),
            cast("Language", record["lang"]) if record.get("lang") in ("zh", "en") else language_of(text),
            _seconds(record, "start"),
            _seconds(record, "end"),
            _text(record, "speaker") or None,
        )
        for number, record in records
        if record["kind"] == "line"
    ]
    told = [
        Notice(_text(record, "code") or "notice", number, one_line(_text(record, "text")))
        for number, record in records
        if record["kind"] == "notice"
    ]
    return ParsedDocument(tuple(lines), (*notices, *told))


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""


def _seconds(record: Record, key: str) -> float | None:
    value = record.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return clock_seconds(value) if isinstance(value, str) else None
    return float(value) if 0 <= value < 1e9 else None
