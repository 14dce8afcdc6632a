"""Find the records in a JSON text.

The text may have one record on each line, an array of records, or an object with an inner array of records.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeGuard, cast

from flashdeck.read.text_fields import role_of

_BETWEEN = re.compile(r"[\s,\ufeff]*")
_ROW = re.compile(r'\[\s*"')
_COLON = re.compile(r"\s*:\s*")
_MOST_ERRORS = 100  # after this number of invalid values, the rest of the text is not parsed (chosen by hand)
_DEEPEST = 8  # inner arrays are searched for down to this depth (chosen by hand)
# Arrays are compared if they have at least this share of the text of the array with the most text. Of these arrays, the array
# with the fewest items is used, because the same text may also be stored word by word (chosen by hand).
_ABOUT_AS_MUCH = 0.8
_OF_OWN_TEXT = 0.5  # an inner array holds the records if it has at least this share of the object's text (chosen by hand)
_FEWEST_ITEMS = 2

Path = tuple[str | int, ...]
"""The keys and indices that lead to an inner value."""


class JsonValue(NamedTuple):
    """A value, its line number and its source text. `is_inside` is true for an item of an array of records."""

    number: int
    value: object
    source: str
    is_inside: bool = False


def find_values(text: str) -> Iterator[JsonValue]:
    """Yield the values of a text. A value that is not valid JSON is yielded as None.

    If the outermost value is an array, its items are yielded. If the outermost value is one object with an inner array of
    records, only the items of this array are yielded. All else in the object is about the file or repeats the text.
    """
    at = _skip_separators(text, 0)
    inner = _inner_arrays(text, at) if text.startswith("{", at) else []
    for index in inner or [at]:
        yield from _values_from(text, index)


def _values_from(text: str, at: int) -> Iterator[JsonValue]:
    in_array = text.startswith("[", at) and not _is_row(text, at)
    line, counted, errors = 1 + _count_line_ends(text, 0, at), at, 0
    at = _skip_separators(text, at + in_array)
    while at < len(text) and not (in_array and text[at] == "]"):
        line += _count_line_ends(text, counted, at)
        counted = at
        value, end = _decode(text, at)
        if end == at:
            errors += 1
            end = _end_of_line(text, at) if errors <= _MOST_ERRORS else len(text)
        yield JsonValue(line, value, text[at:end], in_array)
        at = _skip_separators(text, max(end, at + 1))


def _is_row(text: str, at: int) -> bool:
    """Tell whether an array is a pair of texts. An array of more than two texts holds lines."""
    if not _ROW.match(text, at):
        return False
    value, end = _decode(text, at)
    return end == at or not isinstance(value, list) or len(value) <= _FEWEST_ITEMS


def _decode(text: str, at: int) -> tuple[object, int]:
    """Return the JSON value at index `at`, and the index after it; None and `at` if no valid value begins there."""
    try:
        return cast("tuple[object, int]", json.JSONDecoder().raw_decode(text, at))
    except (ValueError, RecursionError):
        return None, at


def _skip_separators(text: str, at: int) -> int:
    match = _BETWEEN.match(text, at)
    return match.end() if match else at


def _count_line_ends(text: str, start: int, end: int) -> int:
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def _end_of_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


# ---- arrays inside an object


class _Inner(NamedTuple):
    path: Path
    size: int
    items: int


def _inner_arrays(text: str, at: int) -> list[int]:
    """Return the indices at which the arrays of records begin in the object at `at`: one array, or one for each language.

    Returns no index if the object is not the only value of the text, or has no inner array of records.
    """
    value, end = _decode(text, at)
    if end == at or _skip_separators(text, end) < len(text):
        return []
    arrays = [array for array in _arrays(value, ()) if array.size >= _OF_OWN_TEXT * _text_size(value)]
    found = [_index_of(text, at, array.path) for array in _arrays_of_lines(arrays)]
    return [index for index in found if index is not None]


def _arrays_of_lines(arrays: Sequence[_Inner]) -> Sequence[_Inner]:
    """Return all arrays whose keys name a language, if there are at least two such arrays: "zh" and "en".

    Otherwise return only the array with the most text, or an array with nearly as much text and fewer items.
    """
    sides = [array for array in arrays if array.path and role_of(str(array.path[-1])) in ("zh", "en")]
    if len(sides) > 1:
        return sides
    most = max((array.size for array in arrays), default=0)
    near = [array for array in arrays if array.size >= _ABOUT_AS_MUCH * most]
    return sorted(near, key=lambda array: array.items)[:1]


def _arrays(value: object, path: Path) -> Iterator[_Inner]:
    """Yield the arrays of objects or of texts inside a value, with the amount of text in their items."""
    if len(path) > _DEEPEST:
        return
    if isinstance(value, list):
        size = sum(map(_text_size, value))
        if size:
            yield _Inner(path, size, len(value))
        children: Sequence[tuple[str | int, object]] = list(enumerate(value))
    else:
        children = list(value.items()) if isinstance(value, Mapping) else []
    for key, child in children:
        if isinstance(child, list | Mapping):
            yield from _arrays(child, (*path, key))


def _text_size(item: object) -> int:
    """Return the number of letters in the texts of a record. The texts of its inner objects and lists of parts are included."""
    if isinstance(item, str):
        return sum(map(str.isalpha, item))
    if isinstance(item, Mapping):
        return sum(_text_size(value) for value in item.values() if isinstance(value, str | Mapping) or are_text_parts(value))
    return sum(map(_text_size, item)) if are_text_parts(item) else 0


def are_text_parts(value: object) -> TypeGuard[list[dict[str, str]]]:
    """Tell whether a value holds the parts of one text, as the captions of YouTube do."""
    is_list = isinstance(value, list) and bool(value)
    return is_list and all(
        isinstance(part, Mapping) and isinstance(part.get("utf8"), str) for part in cast("list[object]", value)
    )


def _index_of(text: str, at: int, path: Path) -> int | None:
    """Follow a path from the value at index `at`, and return the index of the value that is reached.

    Returns None if the path does not exist.
    """
    for step in path:
        found = next((index for key, index in _members(text, at) if key == step), None)
        if found is None:
            return None
        at = found
    return at


def _members(text: str, at: int) -> Iterator[tuple[str | int, int]]:
    """Yield the keys or indices of the value at `at`, each with the index at which its value begins."""
    is_object = text[at] == "{"
    at, count = _skip_separators(text, at + 1), 0
    while at < len(text) and text[at] not in "]}":
        key: object = count
        if is_object:
            key, at = _decode(text, at)
            colon = _COLON.match(text, at)
            at = colon.end() if colon else at
        yield cast("str | int", key), at
        _, at = _decode(text, at)
        at, count = _skip_separators(text, at), count + 1
