"""Fonts for the PDF: which families there are, what characters they have, and what to do where one is missing."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flashdeck.errors import MissingEngineError, UsageError
from flashdeck.lexicon.traits import count_han

_HANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Hiragino Sans GB")
_HANS += (
    "Microsoft YaHei",
    "SimHei",
    "SimSun",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "Noto Serif SC",
)
_HANT = ("Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "Source Han Sans TW", "PingFang TC", "Microsoft JhengHei")
_HANT += ("PMingLiU", "Noto Serif CJK TC", "Noto Serif TC")
_LATIN = ("Noto Sans", "Liberation Sans", "Arial", "Helvetica Neue", "DejaVu Sans")
_BUILT_IN = "Libertinus Serif"
"""Comes with typst, has pinyin, IPA and Bopomofo, and no Chinese."""
_REMEDY = "Install a font with Chinese characters (Debian, Ubuntu: apt install fonts-noto-cjk), or name one: --font FILE."
_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
_HARMLESS = frozenset("\n\t\u200b\u00ad")


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
    needed = frozenset(text) - _HARMLESS
    faces = _faces(file.parent if file else None)
    by_family: dict[str, Face] = {}
    for face in faces:
        by_family.setdefault(face.family, face)
    own = tuple(face.family for face in faces if file and face.path and face.path.resolve() == file.resolve())
    if file and not own:
        raise UsageError(f"--font {file}: no font was found in it", remedy="Give a .ttf, .otf or .ttc file.")
    wanted = (_HANT, _HANS) if zh_lang == "zh-Hant" else (_HANS, _HANT)
    known = tuple(family for family in (*own, *wanted[0], *wanted[1]) if family in by_family)
    characters = {family: characters_of(by_family[family]) for family in known}
    han = _covering(known, characters, frozenset(char for char in needed if count_han(char)))
    latin = tuple(family for family in (*own, *_LATIN, _BUILT_IN) if family in by_family or family == _BUILT_IN)
    return _with_others(needed, Fonts(latin, han, folder=file.parent if file else None), by_family)


def _covering(known: Sequence[str], characters: dict[str, frozenset[str]], needed: frozenset[str]) -> tuple[str, ...]:
    """Return the families with Chinese characters, the first one that has all of them at the head."""
    if not needed:
        return tuple(known[:1])
    some = [family for family in known if characters[family] & needed]
    if not some or needed - frozenset[str]().union(*(characters[family] for family in some)):
        lacking = needed - frozenset[str]().union(*(characters[family] for family in some))
        example = "".join(sorted(lacking)[:3])
        raise MissingEngineError(f"no font with these Chinese characters was found: {example}", remedy=_REMEDY)
    whole = [family for family in some if not needed - characters[family]]
    return tuple(dict.fromkeys((*whole[:1], *some)))


def _with_others(needed: frozenset[str], fonts: Fonts, by_family: dict[str, Face]) -> Fonts:
    """Add families for characters that the chosen ones lack; those that no font has are named."""
    chosen = [by_family[family] for family in (*fonts.han, *fonts.latin) if family in by_family]
    lacking = needed - frozenset[str]().union(*map(characters_of, chosen))
    lacking = frozenset(char for char in lacking if char.isprintable() and not char.isspace())
    extra: list[str] = []
    for family in sorted(by_family) if lacking else ():
        if found := characters_of(by_family[family]) & lacking:
            extra.append(family)
            lacking -= found
    return Fonts((*fonts.latin, *extra), fonts.han, lacking, fonts.folder)


@cache
def _faces(folder: Path | None) -> tuple[Face, ...]:
    import typst

    found = typst.Fonts(font_paths=[str(folder)]) if folder else typst.Fonts()
    upright = (font for font in found.fonts() if font.style == "normal")
    by_weight = sorted(upright, key=lambda font: (abs(font.weight - 400), font.family, font.path or ""))
    return tuple(Face(font.family, Path(font.path) if font.path else None, font.index) for font in by_weight)


# ---- the characters of a font: its cmap (OpenType specification, "cmap")


@cache
def characters_of(face: Face) -> frozenset[str]:
    """Return the characters that a font has; empty where its file cannot be read."""
    if face.path is None:
        return frozenset(map(chr, (*range(0x20, 0x250), *range(0x250, 0x370), *range(0x2010, 0x2040), *range(0x3105, 0x3130))))
    try:
        return frozenset(map(chr, _code_points(face.path.read_bytes(), face.index)))
    except (OSError, struct.error, IndexError, ValueError):
        return frozenset()


def _code_points(font: bytes, index: int) -> Iterator[int]:
    start = struct.unpack_from(">I", font, 12 + 4 * index)[0] if font[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", font, start + 4)
    tables = dict(_table(font, start + 12 + 16 * place) for place in range(count))
    cmap = tables[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    offsets = {(platform, kind): at for platform, kind, at in struct.iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * count])}
    for wanted in _UNICODE_TABLES:
        if wanted in offsets:
            yield from _subtable(font, cmap + offsets[wanted])
            return


def _table(font: bytes, at: int) -> tuple[bytes, int]:
    return font[at : at + 4], struct.unpack_from(">I", font, at + 8)[0]


def _subtable(font: bytes, at: int) -> Iterable[int]:
    (kind,) = struct.unpack_from(">H", font, at)
    if kind == 12:
        (groups,) = struct.unpack_from(">I", font, at + 12)
        parts = struct.iter_unpack(">III", font[at + 16 : at + 16 + 12 * groups])
        return (code for first, last, _ in parts for code in range(first, last + 1))
    if kind != 4:
        return ()
    (double,) = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
    return (code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1) if code != 0xFFFF)
