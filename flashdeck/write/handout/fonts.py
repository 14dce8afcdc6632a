"""Fonts for the PDF: which families there are, what characters they have, and what to do where one is missing."""

import struct
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

from flashdeck.chinese.characters import count_han
from flashdeck.errors import MissingEngineError, UsageError
from flashdeck.model import Span

_HANS = """Noto Sans CJK SC; Noto Sans SC; Source Han Sans SC; Source Han Sans CN; PingFang SC; Hiragino Sans GB; Microsoft YaHei;
SimHei; SimSun; WenQuanYi Micro Hei; WenQuanYi Zen Hei; Noto Serif CJK SC; Noto Serif SC"""
_HANT = """Noto Sans CJK TC; Noto Sans TC; Source Han Sans TC; Source Han Sans TW; PingFang TC; Microsoft JhengHei; PMingLiU;
Noto Serif CJK TC; Noto Serif TC"""
_LATIN = ("Noto Sans", "Liberation Sans", "Arial", "Helvetica Neue", "DejaVu Sans")
_BUILT_IN = "Libertinus Serif"
"""Comes with typst, has pinyin, IPA and Bopomofo, and no Chinese."""
_REMEDY = "Install a font with Chinese characters (Debian, Ubuntu: apt install fonts-noto-cjk), or name one: --font FILE."
_BUILT_IN_RANGES = ((0x20, 0x36F), (0x2010, 0x203F), (0x3105, 0x312F))  # Latin, IPA, marks; punctuation; Bopomofo
_SEGMENTED, _SEGMENTS_OF_PLANE_0, _END = 12, 4, 0xFFFF  # formats of the table, and the mark at its end
_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
_NO_GLYPH = frozenset("Cc Cf Zl Zp Zs".split())


@dataclass(frozen=True, slots=True)
class Face:
    """One font of the system: a file may hold several, by index. The path is None for a font that comes with typst."""

    family: str
    path: Path | None
    index: int


@dataclass(frozen=True, slots=True)
class Fonts:
    """The families for a document, the first that has a character counts; characters that no font has; a folder to look in."""

    latin: tuple[str, ...]
    han: tuple[str, ...]
    absent: frozenset[str] = frozenset()
    folder: Path | None = None


def choose_fonts(text: str, zh_lang: str, file: Path | None = None) -> Fonts:
    """Return the fonts for a text.

    Raises `MissingEngineError` where no font has its Chinese characters, `UsageError` for a file that is no font.
    """
    needed = frozenset(text)
    faces = _faces(file.parent if file else None)
    by_family: dict[str, Face] = {}
    for face in faces:
        by_family.setdefault(face.family, face)
    own = tuple(face.family for face in faces if file and face.path and face.path.resolve() == file.resolve())
    if file and not own:
        raise UsageError(f"--font {file}: no font was found in it", remedy="Give a .ttf, .otf or .ttc file.")
    wanted = f"{_HANT};{_HANS}" if zh_lang == "zh-Hant" else f"{_HANS};{_HANT}"
    known = tuple(family for family in (*own, *map(str.strip, wanted.split(";"))) if family in by_family)
    han = _covering([by_family[family] for family in known], frozenset(char for char in needed if count_han(char)))
    latin = tuple(family for family in (*own, *_LATIN, _BUILT_IN) if family in by_family or family == _BUILT_IN)
    return _with_others(needed, Fonts(latin, han, folder=file.parent if file else None), by_family)


def _covering(known: Sequence[Face], needed: frozenset[str]) -> tuple[str, ...]:
    """Return a family that has all the characters; where none has, those that have them together."""
    lacking, some = needed, list[str]()
    for face in known:
        left = lacking_in(face, needed)
        if not left:
            return (face.family,)
        if len(left & lacking) < len(lacking):
            some.append(face.family)
            lacking &= left
    if lacking:
        example = "".join(sorted(lacking)[:3])
        raise MissingEngineError(f"no font with these Chinese characters was found: {example}", remedy=_REMEDY)
    return tuple(some)


def _with_others(needed: frozenset[str], fonts: Fonts, by_family: dict[str, Face]) -> Fonts:
    """Add families for characters that the chosen ones lack; those that no font has are named."""
    lacking = frozenset(char for char in needed if unicodedata.category(char) not in _NO_GLYPH)
    for family in (*fonts.han, *fonts.latin):
        lacking = lacking_in(by_family[family], lacking) if family in by_family else lacking
    extra: list[str] = []
    for family in sorted(by_family) if lacking else ():
        left = lacking_in(by_family[family], lacking)
        if len(left) < len(lacking):
            extra.append(family)
            lacking = left
    return Fonts((*fonts.latin, *extra), fonts.han, lacking, fonts.folder)


@cache
def _faces(folder: Path | None) -> tuple[Face, ...]:
    import typst

    found = typst.Fonts(font_paths=[str(folder)]) if folder else typst.Fonts()
    upright = (font for font in found.fonts() if font.style == "normal")
    by_weight = sorted(upright, key=lambda font: (abs(font.weight - 400), font.family, font.path or ""))
    return tuple(Face(font.family, Path(font.path) if font.path else None, font.index) for font in by_weight)


# ---- the characters of a font: its cmap (OpenType specification, "cmap")


def lacking_in(face: Face, needed: frozenset[str]) -> frozenset[str]:
    """Return the characters that a font does not have; all where its file cannot be read."""
    starts, ends = _ranges(face)
    return frozenset(char for char in needed if not _is_within(ord(char), starts, ends))


def _is_within(code: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@cache
def _ranges(face: Face) -> tuple[Sequence[int], Sequence[int]]:
    """Return where the runs of characters of a font begin and end."""
    if face.path is None:
        found = list(_BUILT_IN_RANGES)
    else:
        try:
            with face.path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as font:
                found = sorted(_runs(font, face.index))
        except (OSError, struct.error, KeyError, ValueError):
            found = []
    return array("L", (first for first, _ in found)), array("L", (last for _, last in found))


def _runs(font: mmap, index: int) -> Iterator[Span]:
    start = struct.unpack_from(">I", font, 12 + 4 * index)[0] if font[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", font, start + 4)
    tables = dict(_table(font, start + 12 + 16 * place) for place in range(count))
    cmap = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    offsets = {(platform, kind): at for platform, kind, at in struct.iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * count])}
    best = next((offsets[wanted] for wanted in _UNICODE_TABLES if wanted in offsets), None)
    return _subtable(font, cmap + best) if best is not None else iter(())


def _table(font: mmap, at: int) -> tuple[bytes, int]:
    return font[at : at + 4], struct.unpack_from(">I", font, at + 8)[0]


def _subtable(font: mmap, at: int) -> Iterator[Span]:
    (kind,) = struct.unpack_from(">H", font, at)
    if kind == _SEGMENTED:
        (groups,) = struct.unpack_from(">I", font, at + 12)
        for first, last, _ in struct.iter_unpack(">III", font[at + 16 : at + 16 + 12 * groups]):
            yield first, last
    elif kind == _SEGMENTS_OF_PLANE_0:
        (double,) = struct.unpack_from(">H", font, at + 6)
        ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
        starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
        yield from ((first, last) for first, last in zip(starts, ends, strict=True) if first != _END)
