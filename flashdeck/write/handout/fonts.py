"""Choose the font families for the PDF. They are installed, and together they have the characters of the text."""

import struct
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

from flashdeck.errors import MissingEngineError, UsageError
from flashdeck.lazy import Lazy
from flashdeck.model import Span
from flashdeck.model.characters import count_han

_HANS = """Noto Sans CJK SC; Noto Sans SC; Source Han Sans SC; Source Han Sans CN; PingFang SC; Hiragino Sans GB; Microsoft YaHei;
SimHei; SimSun; WenQuanYi Micro Hei; WenQuanYi Zen Hei; Noto Serif CJK SC; Noto Serif SC"""
_HANT = """Noto Sans CJK TC; Noto Sans TC; Source Han Sans TC; Source Han Sans TW; PingFang TC; Microsoft JhengHei; PMingLiU;
Noto Serif CJK TC; Noto Serif TC"""
_LATIN = ("Noto Sans", "Liberation Sans", "Arial", "Helvetica Neue", "DejaVu Sans")
_BUILT_IN = "Libertinus Serif"
"""A font that is a part of typst. It has pinyin, IPA and Bopomofo, but it does not have Chinese characters."""
_REMEDY = (
    "Install a font with Chinese characters (Debian, Ubuntu: apt install fonts-noto-cjk), or name a font file with --font FILE."
)
# The code points of this font: Latin letters, IPA and combining marks; punctuation; Bopomofo.
_BUILT_IN_RANGES = ((0x20, 0x36F), (0x2010, 0x203F), (0x3105, 0x312F))
# A font file has a table of its characters (`cmap`) in one of several formats. Formats 12 and 4 are read here. In format 4, a
# segment that begins with U+FFFF marks the end of the table.
_SEGMENTED, _SEGMENTS_OF_PLANE_0, _END = 12, 4, 0xFFFF
_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
_Ranges = tuple[Sequence[int], Sequence[int]]
_NO_GLYPH = frozenset("Cc Cf Zl Zp Zs".split())


@dataclass(frozen=True, slots=True)
class Face:
    """One font.

    path: its file, or None for the font that is a part of typst. index: its position in a file with several fonts.
    """

    family: str
    path: Path | None
    index: int


@dataclass(frozen=True, slots=True)
class Fonts:
    """The font families with which a document is printed.

    latin, han: the families for Latin and for Chinese text. A character is printed in the first family that has the character.
    absent: the characters that no font has. folder: a folder with additional fonts.
    """

    latin: tuple[str, ...]
    han: tuple[str, ...]
    absent: frozenset[str] = frozenset()
    folder: Path | None = None


def choose_fonts(text: str, zh_lang: str, file: Path | None = None) -> Fonts:
    """Return the fonts for a text.

    file: a font of the user, which is preferred. Raises `MissingEngineError` if no font has the Chinese characters, and
    `UsageError` for a file without a font.
    """
    catalogue = FontCatalogue(file.parent) if file else system_fonts()
    own = _families_in(file, catalogue)
    needed = frozenset(text)
    by_family = catalogue.by_family
    wanted = f"{_HANT};{_HANS}" if zh_lang == "zh-Hant" else f"{_HANS};{_HANT}"
    known = [family for family in (*own, *map(str.strip, wanted.split(";"))) if family in by_family]
    chinese = frozenset(char for char in needed if count_han(char))
    han = _covering(catalogue, [by_family[family] for family in known], chinese)
    latin = [family for family in (*own, *_LATIN) if family in by_family]
    folder = file.parent if file else None
    return _with_others(catalogue, needed, Fonts((*latin, _BUILT_IN), han, folder=folder))


def _families_in(file: Path | None, catalogue: "FontCatalogue") -> tuple[str, ...]:
    """Return the names of the font families in a user's file. Raises `UsageError` if the file does not contain a font."""
    if file is None:
        return ()
    resolved = file.resolve()
    own = tuple(face.family for face in catalogue.faces if face.path and face.path.resolve() == resolved)
    if not own:
        raise UsageError(f"--font {file}: the file does not contain a font", remedy="Give a .ttf, .otf or .ttc file.")
    return own


def _covering(catalogue: "FontCatalogue", known: Sequence[Face], needed: frozenset[str]) -> tuple[str, ...]:
    """Return the first family that has all needed characters.

    If no family has all of them, return several families that together have all needed characters.
    """
    lacking, some = needed, list[str]()
    for face in known:
        left = catalogue.lacking_in(face, needed)
        if not left:
            return (face.family,)
        if len(left & lacking) < len(lacking):
            some.append(face.family)
            lacking &= left
    if lacking:
        example = "".join(sorted(lacking)[:3])
        raise MissingEngineError(f"no font with these Chinese characters was found: {example}", remedy=_REMEDY)
    return tuple(some)


def _with_others(catalogue: "FontCatalogue", needed: frozenset[str], fonts: Fonts) -> Fonts:
    """Add a family for each character that the chosen families do not have, and record the characters that no font has."""
    by_family = catalogue.by_family
    lacking = frozenset(char for char in needed if unicodedata.category(char) not in _NO_GLYPH)
    for family in (*fonts.han, *fonts.latin):
        if family in by_family:
            lacking = catalogue.lacking_in(by_family[family], lacking)
    extra: list[str] = []
    for family in sorted(by_family):
        left = catalogue.lacking_in(by_family[family], lacking)
        if len(left) < len(lacking):
            extra.append(family)
            lacking = left
        if not lacking:
            break
    return Fonts((*fonts.latin, *extra), fonts.han, lacking, fonts.folder)


class FontCatalogue:
    """The upright fonts of the system and of a folder, and the characters that each font has.

    Fonts of regular weight come before lighter and bolder fonts.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """List the fonts of the system. folder: a folder with fonts that are listed, too."""
        self.faces = tuple(_list_faces(folder))
        self.by_family: dict[str, Face] = {}
        for face in self.faces:
            self.by_family.setdefault(face.family, face)
        self._ranges: dict[Face, _Ranges] = {}

    def lacking_in(self, face: Face, needed: frozenset[str]) -> frozenset[str]:
        """Return the characters in `needed` that a font does not have. Return all of `needed` if its file cannot be read."""
        if not needed:
            return needed
        if face not in self._ranges:
            self._ranges[face] = _read_ranges(face)
        starts, ends = self._ranges[face]
        return frozenset(char for char in needed if not _is_within(ord(char), starts, ends))


system_fonts = Lazy(FontCatalogue)
"""Return the catalogue of the fonts of the system. It is made at the first call and kept."""


def _list_faces(folder: Path | None) -> Iterator[Face]:
    import typst

    found = typst.Fonts(font_paths=[str(folder)]) if folder else typst.Fonts()
    upright = [font for font in found.fonts() if font.style == "normal"]
    for font in sorted(upright, key=lambda font: (abs(font.weight - 400), font.family, font.path or "")):
        yield Face(font.family, Path(font.path) if font.path else None, font.index)


# ---- the characters of a font, from its table "cmap" (OpenType specification)


def _is_within(code: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


def _read_ranges(face: Face) -> _Ranges:
    """Return the ranges of code points that a font has, as two sequences: the first and the last code point of each range."""
    found = list(_BUILT_IN_RANGES) if face.path is None else _ranges_in_file(face.path, face.index)
    return array("L", (first for first, _ in found)), array("L", (last for _, last in found))


def _ranges_in_file(path: Path, index: int) -> list[Span]:
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as font:
            return sorted(_runs(font, index))
    except (OSError, struct.error, KeyError, ValueError):
        return []


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
