"""Turn frozen values into bytes and back, using only their type hints.

A value is a frozen dataclass, a named tuple, a tuple, a list, a member of an enumeration, a text, a number, a truth value or
None. These values may be nested. A new class or field needs no code here, because it has type hints.

The bytes are compressed JSON. Each class has a table with a column for each field. An object that occurs in several places is
kept once, and a column with few different values keeps each different value once. Objects that the caller already has, such
as the lines of a transcript, are passed as `context` to `pack` and to `unpack`; the bytes hold only their indices in `context`.

Damaged bytes are not an error: `Codec.unpack` returns None for bytes that are incomplete or were made from other types. A bug
is an error: a value that cannot be kept raises `UnsupportedValueError`, and an exception while an object is rebuilt is passed
on.
"""

import json
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import blake2b
from itertools import chain, repeat
from operator import attrgetter
from types import MemberDescriptorType, NoneType, UnionType
from typing import Any, Generic, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

_Value = TypeVar("_Value")
_ATOMS = (str, int, float, bool, NoneType)
_NUMBERS = frozenset({int, float, bool})
_Decoder = Callable[[Any], Any]


class UnsupportedValueError(TypeError):
    """The cache cannot keep a value or a type hint. This is always a bug in flashdeck and not a fault of its input."""


class Codec(Generic[_Value]):
    """Packs values of one type into bytes and unpacks them again.

    >>> codec = Codec[tuple[str, ...]](tuple[str, ...])
    >>> codec.unpack(codec.pack(("你好", "hello")))
    ('你好', 'hello')
    >>> codec.unpack(b"damaged") is None
    True
    """

    def __init__(self, hint: Any) -> None:
        """Store the type hint of the values. It is examined at the first use, so that creating a codec takes no time."""
        self._hint = hint
        self._shapes: _Shapes | None = None

    def pack(self, value: _Value, context: Sequence[object] = ()) -> bytes:
        """Return a value as bytes.

        `context` holds objects that will also be passed to `unpack`. If the value contains an object of a class that occurs in
        `context`, the object must be in `context`. Raises `UnsupportedValueError` if the object is not in `context`, or if a
        value cannot be turned into bytes.
        """
        shapes = self._examined()
        writer = _Writer(shapes, context)
        content = {
            "types": shapes.digest,
            "context": len(context),
            "value": writer.encode(shapes.root, value),
            "tables": writer.tables(),
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        return zlib.compress(text.encode("utf-8", "surrogatepass"), level=1)

    def unpack(self, packed: bytes, context: Sequence[object] = ()) -> _Value | None:
        """Return the value that `pack` turned into bytes with an equal context; None for damaged bytes or another type."""
        shapes = self._examined()
        content = _parsed(packed)
        if content.get("types") != shapes.digest or content.get("context") != len(context):
            return None
        reader = _Reader(shapes, content["tables"], context)
        value: _Value = reader.decode(shapes.root, content["value"])
        return value

    def _examined(self) -> "_Shapes":
        if self._shapes is None:
            self._shapes = _Shapes(self._hint)
        return self._shapes


def _parsed(packed: bytes) -> Mapping[str, Any]:
    """Return the JSON object in compressed bytes; an empty mapping if the bytes do not hold a JSON object."""
    try:
        content = json.loads(zlib.decompress(packed).decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


# ---- type hints


class _Atom:
    """A text, a number, a truth value, None, or a tuple of such values. It is kept unchanged."""


class _AtomTuple(_Atom):
    """A tuple of atoms. JSON returns it as a list, which must become a tuple again."""


class _Choice:
    """A member of an enumeration, kept as its value."""

    def __init__(self, kind: type[Enum]) -> None:
        self.kind = kind


class _Many:
    """A tuple or list of objects, of any length."""

    def __init__(self, kind: type, item: "_Shape") -> None:
        self.kind = kind
        self.item = item


class _Record:
    """An object of a class: a frozen dataclass or a named tuple."""

    def __init__(self, kind: type) -> None:
        self.kind = kind


_Shape = _Atom | _Choice | _Many | _Record
_ATOM = _Atom()
_ATOM_TUPLE = _AtomTuple()


class _Shapes:
    """The shapes of a type hint and of all classes that it leads to."""

    def __init__(self, hint: Any) -> None:
        self.fields: dict[type, dict[str, _Shape]] = {}
        self._described: list[str] = []
        self.root = self._shape(hint)
        self._described.append(str(hint))
        self.digest = blake2b("\n".join(self._described).encode(), digest_size=8).hexdigest()

    def _shape(self, hint: Any) -> _Shape:
        hint = _plain_hint(hint)
        origin = get_origin(hint)
        if hint in _ATOMS or origin is Literal:
            return _ATOM
        if origin in (tuple, list):
            return self._sequence(hint)
        if isinstance(hint, type):
            return self._class(hint)
        raise UnsupportedValueError(f"the cache cannot keep values of the type {hint}")

    def _class(self, hint: type) -> _Shape:
        if issubclass(hint, Enum):
            self._described.append(f"{hint.__qualname__}: {[member.value for member in hint]}")
            return _Choice(hint)
        if is_dataclass(hint) or _is_named_tuple(hint):
            self._add_class(hint)
            return _Record(hint)
        raise UnsupportedValueError(f"the cache cannot keep values of the class {hint.__qualname__}")

    def _sequence(self, hint: Any) -> _Shape:
        kind: type = get_origin(hint)
        items = [part for part in get_args(hint) if part is not Ellipsis]
        shapes = [self._shape(part) for part in items]
        if kind is tuple and all(isinstance(shape, _Atom) for shape in shapes):
            return _ATOM_TUPLE
        if len(shapes) != 1:
            raise UnsupportedValueError(
                f"the cache can keep a tuple of objects only if all objects have the same class: {hint}"
            )
        return _Many(kind, shapes[0])

    def _add_class(self, kind: type) -> None:
        if kind in self.fields:
            return
        self.fields[kind] = {}  # set first, because a field may refer to its own class
        hints = get_type_hints(kind)
        for name in _field_names(kind):
            self.fields[kind][name] = self._shape(hints[name])
            self._described.append(f"{kind.__qualname__}.{name}: {hints[name]}")


def _plain_hint(hint: Any) -> Any:
    """Return a hint without `| None` and without the name that `NewType` gives it."""
    if isinstance(hint, NewType):
        return _plain_hint(hint.__supertype__)
    if get_origin(hint) in (UnionType, Union):
        others = [part for part in get_args(hint) if part is not NoneType]
        if len(others) == 1:
            return _plain_hint(others[0])
        if all(part in _ATOMS for part in others):
            return others[0]
    return hint


def _is_named_tuple(kind: type) -> bool:
    return issubclass(kind, tuple) and hasattr(kind, "_fields")


def _field_names(kind: Any) -> tuple[str, ...]:
    if is_dataclass(kind):
        return tuple(field.name for field in fields(kind))
    names: tuple[str, ...] = kind._fields
    return names


# ---- writing


class _Writer:
    """Collects the objects of a value in tables, each object once."""

    def __init__(self, shapes: _Shapes, context: Sequence[object]) -> None:
        self._shapes = shapes
        self._context_kinds = set(map(type, context))
        self._places = {id(item): -1 - place for place, item in enumerate(context)}
        self._objects: dict[type, list[object]] = {kind: [] for kind in shapes.fields}
        self._references: dict[type, dict[str, list[Any]]] = {}
        for kind, shapes_by_name in shapes.fields.items():
            self._references[kind] = {name: [] for name, shape in shapes_by_name.items() if not isinstance(shape, _Atom)}

    def encode(self, shape: _Shape, value: Any) -> Any:
        """Return a value in a form that JSON can hold. An object becomes its index in the table of its class."""
        if value is None or isinstance(shape, _Atom):
            return value
        if isinstance(shape, _Record):
            return self._place(shape.kind, value)
        _require_kind(value, shape.kind)
        if isinstance(shape, _Choice):
            return value.value
        if isinstance(shape.item, _Record):
            return self._places_of(shape.item.kind, value)
        return [self.encode(shape.item, item) for item in value]

    def _places_of(self, kind: type, values: Iterable[object]) -> list[int]:
        """Return the same indices as `_place` for many objects of one class, but with fewer calls of methods."""
        known = self._places
        return [known[id(value)] if id(value) in known else self._add(kind, value) for value in values]

    def _place(self, kind: type, value: object) -> int:
        """Return the index of an object in its table, to which a new object is added. Context objects have negative indices."""
        known = self._places.get(id(value))
        return self._add(kind, value) if known is None else known

    def _add(self, kind: type, value: object) -> int:
        if type(value) is not kind or kind in self._context_kinds:
            _require_kind(value, kind)
            raise UnsupportedValueError(f"an object of {kind.__qualname__} is not in the context")
        place = self._places[id(value)] = len(self._objects[kind])
        self._objects[kind].append(value)
        if self._references[kind]:
            self._add_references(kind, value, place)
        return place

    def _add_references(self, kind: type, value: object, place: int) -> None:
        """Add the objects within an object to their tables, and write their indices into the columns of the object."""
        columns = self._references[kind]
        for column in columns.values():
            column.append(None)  # add the row before its objects are encoded, because they may be of the same class
        for name, column in columns.items():
            column[place] = self.encode(self._shapes.fields[kind][name], getattr(value, name))

    def tables(self) -> Mapping[str, Any]:
        """Return the table of each class, by the name of the class. A table has the number of objects, and the columns."""
        tables = {}
        for kind, objects in self._objects.items():
            references = self._references[kind]
            atoms = [name for name in self._shapes.fields[kind] if name not in references]
            packed = dict(zip(atoms, map(_packed_column, _columns(atoms, objects)), strict=True))
            columns = {name: packed.get(name) or {"each": references[name]} for name in self._shapes.fields[kind]}
            tables[kind.__qualname__] = {"count": len(objects), "columns": columns}
        return tables


def _columns(names: Sequence[str], objects: Sequence[object]) -> Sequence[Sequence[Any]]:
    """Return the values of all objects for each field. One call reads all fields of an object, because this is fastest."""
    if len(names) < 2 or not objects:
        return [list(map(attrgetter(name), objects)) for name in names]
    return list(zip(*map(attrgetter(*names), objects), strict=True))


def _require_kind(value: object, kind: type) -> None:
    if type(value) is not kind:
        raise UnsupportedValueError(f"{type(value).__qualname__} instead of {kind.__qualname__}")


def _packed_column(column: Sequence[Any]) -> Mapping[str, Any]:
    """Return a column in its shortest form: one value for all rows, or each value once with an index per row, or all values."""
    try:
        values = list(dict.fromkeys(column))
    except TypeError as error:
        raise UnsupportedValueError(f"the cache keeps no {set(map(type, column))}") from error
    _require_atoms(values)
    if not _NUMBERS.isdisjoint(map(type, values)) and len(set(map(type, column)) - {NoneType}) > 1:
        return {"each": column}  # the forms below would replace 1.0 and True by 1, which is equal
    if len(values) == 1:
        return {"same": column[0]}
    if 2 * len(values) > len(column):
        return {"each": column}
    places = dict(zip(values, map(chr, range(len(values))), strict=True))
    return {"values": values, "rows": "".join(map(places.__getitem__, column))}


def _require_atoms(values: Sequence[Any]) -> None:
    """Raise `UnsupportedValueError` for a value that JSON would refuse or change."""
    kinds = set(map(type, values))
    for kind in kinds.difference(_ATOMS):
        found: list[Any] = [value for value in values if type(value) is kind]
        if kind is not tuple:
            raise UnsupportedValueError(f"the cache cannot keep {kind.__qualname__}: {found[0]!r}")
        _require_atoms(list(chain.from_iterable(found)))


# ---- reading


class _Reader:
    """Makes the objects of all tables, and then fills them, because objects may refer to each other in any order."""

    def __init__(self, shapes: _Shapes, tables: Mapping[str, Any], context: Sequence[object]) -> None:
        self._shapes = shapes
        self._tables = tables
        self._context = list(reversed(context))  # index -1 is the first object of the context, -2 the second
        self._objects: dict[type, list[Any]] = {}
        dataclasses = [kind for kind in shapes.fields if not _is_named_tuple(kind)]
        for kind in dataclasses:
            count = tables[kind.__qualname__]["count"]
            self._objects[kind] = [object.__new__(kind) for _ in range(count)] + self._context
        for kind in dataclasses:
            self._fill(kind)

    def decode(self, shape: _Shape, value: Any) -> Any:
        return value if value is None else self._decoder(shape)(value)

    def _decoder(self, shape: _Shape) -> _Decoder:
        if isinstance(shape, _Record):
            objects = self._objects_of(shape.kind)
            return objects.__getitem__
        if isinstance(shape, _Choice):
            return shape.kind
        if isinstance(shape, _Many):
            item, kind = self._decoder(shape.item), shape.kind
            return lambda values: kind(map(item, values))
        if isinstance(shape, _AtomTuple):
            return _as_tuple
        return _same

    def _objects_of(self, kind: type) -> list[Any]:
        """Return the objects of a class. Named tuples are made when first referred to, because they cannot be filled."""
        if kind not in self._objects:
            columns = [self._column(kind, name) for name in _field_names(kind)]
            self._objects[kind] = list(map(kind, *columns)) + self._context
        return self._objects[kind]

    def _fill(self, kind: type) -> None:
        """Set the fields of the objects of a class, field after field.

        A frozen dataclass does not allow assignments, and its `__init__` would take most of the time of reading a transcript
        from the cache. The descriptors of its slots set a field without the check for assignments. They are used only here, on
        objects that no other code has seen yet.
        """
        objects = self._objects[kind]
        for name in _field_names(kind):
            values = self._column(kind, name)
            slot = getattr(kind, name, None)
            if isinstance(slot, MemberDescriptorType):
                filled = map(slot.__set__, objects, values)
            else:
                filled = map(object.__setattr__, objects, repeat(name), values)
            deque(filled, maxlen=0)

    def _column(self, kind: type, name: str) -> Sequence[Any]:
        """Return the values of a field for all objects of a table."""
        table, shape = self._tables[kind.__qualname__], self._shapes.fields[kind][name]
        column, decode = table["columns"][name], self._decoder(shape)
        if "same" in column:
            return [_decoded(column["same"], decode)] * table["count"]
        values = column["each"] if "each" in column else column["values"]
        found = values if decode is _same else [_decoded(value, decode) for value in values]
        if "each" in column:
            return found
        return list(map(found.__getitem__, map(ord, column["rows"])))


def _decoded(value: Any, decode: _Decoder) -> Any:
    return None if value is None else decode(value)


def _same(value: Any) -> Any:
    return value


def _as_tuple(values: Sequence[Any]) -> tuple[Any, ...]:
    """Return lists from JSON as tuples, at every depth."""
    return tuple([_as_tuple(value) if type(value) is list else value for value in values])
