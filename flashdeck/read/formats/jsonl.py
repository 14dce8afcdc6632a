"""Read JSON: one object per line, an array of objects, or an object that holds such an array under any key.

The output of `flashdeck inspect --stage read`, of Whisper and of subtitle players can be read, too.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import ClassVar, NamedTuple, TypeGuard

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.json_values import JsonValue, are_text_parts, find_values
from flashdeck.read.line_language import LINE_END, language_of, one_line
from flashdeck.read.text_fields import TimeFields, find_text_fields, find_time_fields, is_simplified_name, role_of, unused_texts
from flashdeck.read.units import Block, number_blocks, number_units, pair_neighbours

NO_RECORD = "read.left-out.json-value"
UNUSED_KEY = "read.left-out.json-key"
STORED_NOTICE = "read.left-out.json-notice"
_OPENING = re.compile(r'\{\s*(?:"|$)|\[\s*(?:$|[\[{])')
_KEYS = ("en_verbatim", "en", "zh")
"""The keys of texts in the output of `flashdeck inspect`, the best first. They are preferred to all other keys."""
_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_SAMPLE = 100  # at most this number of objects is examined to find the keys of the texts (chosen by hand)
# Objects inside a record are read down to this level; the record itself is level 1 (chosen by hand). For example, the texts of
# the record {"translation": {"zh": "...", "en": "..."}} are on level 2.
_DEEPEST = 3

Record = Mapping[str, object]


class JsonlReader:
    """Reads objects with a Chinese and an English text, or with texts in one language.

    The keys of the texts are found by their values. If two keys have about the same amount of text, a key with a known name, such
    as "zh", is preferred.
    """

    name: ClassVar[str] = "jsonl"
    suffixes: ClassVar[frozenset[str]] = frozenset({".jsonl", ".ndjson", ".json"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        return bool(_OPENING.match(document.opening))

    def read(self, document: Document) -> ParsedDocument:
        records, notices = list[tuple[int, Record]](), list[Notice]()
        for item in find_values(document.text):
            record = _record_of(item)
            if record is None:
                notices.append(Notice("row", item.number, one_line(item.source), rule=NO_RECORD))
            else:
                records.append((item.number, record))
        if not records:
            raise InputError(
                f"{document.name}: no JSON object was found",
                remedy="Write one JSON object per line, or choose another --reader.",
            )
        if all(record.get("kind") in ("line", "notice") for _, record in records):
            return _inspected_lines(records, notices)
        return _units(document.name, records, notices)


def _record_of(item: JsonValue) -> Record | None:
    """Return a value as a record; None if it is neither an object nor an array of a Chinese and an English text.

    Example of such an array: ["河", "river"]. A text in an array of texts becomes a record with one text.
    """
    value = item.value
    if isinstance(value, Mapping):
        return _flat(value)
    if isinstance(value, str) and item.is_inside:
        return {"text": value}
    return _pair(value) if isinstance(value, list) and len(value) == 2 else None


def _pair(value: list[object]) -> Record | None:
    if not all(isinstance(part, str) for part in value):
        return None
    found = {language_of(str(part)): part for part in value}
    return {"zh": found["zh"], "en": found["en"]} if {"zh", "en"} <= set(found) else None


def _flat(record: Record, depth: int = 1) -> Record:
    """Return a record without inner objects. Example: {"translation": {"zh": "河"}} becomes {"translation.zh": "河"}."""
    flat = dict[str, object]()
    for key, value in record.items():
        if isinstance(value, Mapping) and depth < _DEEPEST:
            flat |= {f"{key}.{name}": inner for name, inner in _flat(value, depth + 1).items()}
        elif are_text_parts(value):
            flat[key] = "".join(part["utf8"] for part in value)
        elif _is_span(value):
            flat |= {"start": value[0], "end": value[1]}
        else:
            flat[key] = value
    return flat


def _is_span(value: object) -> TypeGuard[list[float]]:
    """Tell whether a value is a start and an end in seconds, as the "timestamp" of Hugging Face's pipelines is."""
    return isinstance(value, list) and len(value) == 2 and all(type(part) in (int, float, type(None)) for part in value)


# ---- lines


class _Fields(NamedTuple):
    """The keys of the texts by language, of the times and of the speaker."""

    texts: Mapping[Language, str]
    times: TimeFields[str]
    speaker: str | None
    names: Collection[str]


def _units(name: str, records: Sequence[tuple[int, Record]], notices: Sequence[Notice]) -> ParsedDocument:
    """Return the texts of records as lines in units, one unit for each record with texts in both languages."""
    fields = _fields([record for _, record in records])
    if not fields.texts:
        raise InputError(
            f"{name}: the objects have no key with Chinese or English texts",
            remedy='Write objects such as {"zh": "...", "en": "..."}, one per line.',
        )
    blocks, left_out = list[Block](), list[Notice]()
    for number, record in records:
        if record.get("kind") == "notice":
            left_out.append(_stored_notice(number, record))
            continue
        lines = tuple(_lines(number, record, fields))
        if lines:
            blocks.append(Block(lines))
        else:
            left_out.append(Notice("row", number, one_line(json.dumps(record, ensure_ascii=False)), rule=NO_RECORD))
    left_out += _unused_texts(records, fields)
    return _arranged(blocks, (*notices, *left_out), is_one_key=len(fields.texts) == 1)


def _arranged(blocks: Sequence[Block], notices: tuple[Notice, ...], *, is_one_key: bool) -> ParsedDocument:
    """Return the lines of records. Records with one text are paired with their neighbours if the languages alternate."""
    languages = [block.lang for block in blocks if not block.is_bilingual and block.lang]
    if not is_one_key or len(set(languages)) < 2:
        return ParsedDocument(number_blocks(blocks), notices, "units")
    if sum(one != other for one, other in pairwise(languages)) == 1:
        return ParsedDocument(number_blocks(blocks), notices, "two-sided")
    return ParsedDocument(number_units(pair_neighbours(blocks)), notices, "units")


def _unused_texts(records: Sequence[tuple[int, Record]], fields: _Fields) -> Iterator[Notice]:
    """Yield a notice for each key with texts that are neither lines nor the name of a speaker."""
    used = {*fields.texts.values(), fields.speaker}
    texts = [
        (number, {key: value for key, value in record.items() if isinstance(value, str)})
        for number, record in records
        if record.get("kind") != "notice"
    ]
    for number, key, shown in unused_texts(texts, used, {key: role_of(key.rpartition(".")[2]) for key in fields.names}):
        yield Notice("column", number, f"{key}: {shown}", rule=UNUSED_KEY)


def _fields(records: Sequence[Record]) -> _Fields:
    """Return the keys of texts, times and speakers. Only the first records are looked at for the texts."""
    sample = records[:_SAMPLE]
    names = dict.fromkeys(key for record in sample for key in record)
    roles = {key: role for key in names if (role := role_of(key.rpartition(".")[2]))}
    ranks = {key: _rank(key) for key in names}
    texts = [{key: one_line(value) for key, value in record.items() if isinstance(value, str)} for record in sample]
    speaker = next((key for key in names if roles.get(key) == "speaker"), None)
    return _Fields(find_text_fields(texts, roles, ranks), find_time_fields(sample, roles), speaker, names)


def _rank(key: str) -> int:
    name = key.rpartition(".")[2]
    if name in _KEYS:
        return _KEYS.index(name) - len(_KEYS)
    return 0 if is_simplified_name(name) else 1


def _lines(number: int, record: Record, fields: _Fields) -> Iterator[Line]:
    """Yield the lines of a record, one for each line of its texts."""
    start, end = fields.times.times(record)
    speaker = _text(record, fields.speaker) or None if fields.speaker else None
    for lang in _LANGUAGES:
        key = fields.texts.get(lang)
        for part in LINE_END.split(_text(record, key)) if key else ():
            text = one_line(part)
            if text:
                own = lang if len(fields.texts) == 2 else language_of(text)
                yield Line(number, text, own, start, end, speaker)


def _inspected_lines(records: Sequence[tuple[int, Record]], notices: Sequence[Notice]) -> ParsedDocument:
    """Return the lines in the output of `flashdeck inspect --stage read`. Each gets the number of its line in that output."""
    lines = [_inspected_line(number, record) for number, record in records if record["kind"] == "line"]
    stored = [_stored_notice(number, record) for number, record in records if record["kind"] == "notice"]
    return ParsedDocument(tuple(lines), (*notices, *stored))


def _inspected_line(number: int, record: Record) -> Line:
    lang = record.get("lang")
    text = one_line(_text(record, "text"))
    own = lang if lang in ("zh", "en") else language_of(text)
    start, end = TimeFields("start", "end").times(record)
    return Line(number, text, own, start, end, _text(record, "speaker") or None)


def _stored_notice(number: int, record: Record) -> Notice:
    return Notice(_text(record, "code") or "notice", number, one_line(_text(record, "text")), rule=STORED_NOTICE)


def _text(record: Record, key: str) -> str:
    value = record.get(key)
    return value if isinstance(value, str) else ""
