"""The codec of the cache: what comes back equals what went in; damage is a miss; a bug fails."""

import zlib
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdeck import caching
from flashdeck.caching import Codec, UnsupportedValueError, remember
from flashdeck.model import Annotated, EnToken, Line, Pair, Phrase, Sentence, ZhToken


class Point(NamedTuple):
    x: int
    name: str | None


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Leaf:
    text: str
    weight: float
    spans: tuple[tuple[int, int], ...] = ()
    flag: bool = False
    label: str | None = None
    colours: tuple[Colour, ...] = ()


@dataclass(frozen=True)
class Node:
    """Without slots, and a class that leads back to itself."""

    leaves: tuple[Leaf, ...]
    parent: "Node | None" = None
    points: list[Point] | None = None


leaves = st.builds(
    Leaf,
    st.text(max_size=3),
    st.floats(allow_nan=False) | st.integers(-3, 3),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=2).map(tuple),
    st.booleans(),
    st.none() | st.text(max_size=2),
    st.lists(st.sampled_from(Colour), max_size=2).map(tuple),
)
points = st.none() | st.lists(st.builds(Point, st.integers(), st.none() | st.text(max_size=2)), max_size=3)
nodes = st.recursive(
    st.builds(Node, st.lists(leaves, max_size=5).map(tuple), st.none(), points),
    lambda inner: st.builds(Node, st.lists(leaves, max_size=5).map(tuple), inner, points),
    max_leaves=3,
)
NODES = Codec[tuple[Node, ...]](tuple[Node, ...])


@given(st.lists(nodes, max_size=4).map(tuple))
def test_values_come_back_equal(value):
    found = NODES.unpack(NODES.pack(value))

    assert found == value
    assert repr(found) == repr(value)  # 1, 1.0 and True are equal, and yet not the same


def test_a_shared_object_comes_back_as_one():
    shared = Node((Leaf("a", 1.0),))
    first, second = NODES.unpack(NODES.pack((shared, shared)))

    assert first is second
    assert first == shared


def test_objects_of_the_context_come_back_as_they_are_then():
    lines = [Line(1, "河。", "zh"), Line(2, "River.", "en")]
    pairs = (Pair((lines[0],), (lines[1],), 0.5),)
    codec = Codec[tuple[Pair, ...]](tuple[Pair, ...])
    packed = codec.pack(pairs, lines)
    later = [replace(line, speaker="A") for line in lines]

    (found,) = codec.unpack(packed, later)

    assert found.zh_source[0] is later[0]
    assert found.en_source[0] is later[1]
    assert codec.unpack(packed, later[:1]) is None


def test_an_object_that_the_context_lacks_is_a_bug():
    line, other = Line(1, "河。", "zh"), Line(2, "桥。", "zh")

    with pytest.raises(UnsupportedValueError, match="Line is not in the context"):
        Codec(tuple[Pair, ...]).pack((Pair((other,), (), 0.5),), [line])


@given(
    st.binary(max_size=60)
    | st.sampled_from(["", "{}", "[]", "3", "null", '{"types": 1}']).map(lambda text: zlib.compress(text.encode()))
)
def test_other_bytes_are_a_miss(packed):
    assert NODES.unpack(packed) is None


def test_an_entry_cut_short_is_a_miss():
    packed = NODES.pack((Node((Leaf("a", 1.0),)),))

    assert all(NODES.unpack(packed[:size]) is None for size in range(len(packed)))


def test_an_entry_of_a_class_with_other_fields_is_a_miss():
    def codec_of(**fields):
        kind = dataclass(frozen=True)(type("Kind", (), {"__annotations__": fields, "__qualname__": "Kind"}))
        return kind, Codec(tuple[kind, ...])

    kind, codec = codec_of(text=str)
    _, later = codec_of(text=str, rule=str)

    assert codec.unpack(codec.pack((kind("a"),))) == (kind("a"),)
    assert later.unpack(codec.pack((kind("a"),))) is None


@pytest.mark.parametrize("kind", [Sentence, Annotated, ZhToken, EnToken, Phrase])
def test_every_field_of_the_model_is_kept_without_a_word_about_it_in_the_cache(kind):
    codec = Codec(tuple[kind, ...])
    codec.pack(())

    assert set(codec._shapes.fields[kind]) == set(kind.__dataclass_fields__)


# ---- a bug is no miss


@dataclass(frozen=True)
class WithPath:
    path: Path


@dataclass(frozen=True)
class WithSet:
    words: tuple[str, ...]


def test_a_type_that_cannot_be_kept_fails():
    with pytest.raises(UnsupportedValueError, match="Path"):
        Codec(WithPath).pack(WithPath(Path("a")))


@pytest.mark.parametrize("words", [{"a"}, ["a"], (Path("a"),), ({"a"},)])
def test_a_value_that_is_not_of_its_type_fails(words):
    with pytest.raises(UnsupportedValueError):
        Codec(WithSet).pack(WithSet(words))


@dataclass(frozen=True)
class Base:
    name: str


@dataclass(frozen=True)
class Derived(Base):
    more: str = ""


def test_an_object_of_a_derived_class_would_lose_its_fields_and_fails():
    with pytest.raises(UnsupportedValueError, match="Derived instead of Base"):
        Codec(tuple[Base, ...]).pack((Derived("a", "b"),))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(caching.VARIABLE, str(tmp_path))
    return tmp_path


def test_an_exception_while_a_result_is_packed_or_rebuilt_is_passed_on(folder):
    def broken(_value):
        raise AttributeError("a bug")

    with pytest.raises(AttributeError, match="a bug"):
        remember("kind", "key", lambda: 3, broken, int)
    assert remember("kind", "key", lambda: 3, lambda value: bytes([value]), ord) == 3
    with pytest.raises(AttributeError, match="a bug"):
        remember("kind", "key", lambda: 3, lambda value: bytes([value]), broken)


def test_a_damaged_entry_is_made_again_and_replaced(folder):
    codec = Codec[tuple[str, ...]](tuple[str, ...])

    def read(texts):
        return remember("kind", "key", lambda: texts, codec.pack, codec.unpack)

    assert read(("a",)) == ("a",)
    assert read(("b",)) == ("a",)
    (entry,) = folder.iterdir()
    entry.write_bytes(entry.read_bytes()[:-5])
    assert read(("b",)) == ("b",)
    assert read(("c",)) == ("b",)
