"""Read translation memories (.tmx), which hold units of segments. Each segment has its language.

The parser is expat, because ElementTree does not give line numbers. A document type may be named, as in most TMX files. A
document type that declares entities is refused, so that a text cannot become larger than the file and nothing is downloaded.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from flashdeck.errors import InputError
from flashdeck.model import Language, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import one_line, split_lines

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

FOREIGN_SEGMENT = "read.left-out.tmx-language"
VARIANT = "read.left-out.tmx-variant"
_ROOT = re.compile(r"<(?![?!])(?:\w+:)?(\w+)")
_ZH = re.compile(r"(?:zh|zho|chi|cmn)(?:[-_].*)?|chinese.*", re.IGNORECASE)
_EN = re.compile(r"(?:en|eng)(?:[-_].*)?|english.*", re.IGNORECASE)
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut", "sub"})
"""Elements inside a segment that hold formatting codes of the translated document instead of text."""
_SIMPLIFIED = ("zh-cn", "zh-hans", "zh-sg", "zh-chs")


class _Segment(NamedTuple):
    """The lines of a segment, which is the text of a unit in one language. `code` is its language code in lower case: "zh-tw"."""

    unit: int
    lang: Language
    code: str
    lines: tuple[Line, ...]


class TmxReader:
    """Reads translation units with a Chinese and an English segment."""

    name: ClassVar[str] = "tmx"
    suffixes: ClassVar[frozenset[str]] = frozenset({".tmx"})
    claims_by: ClassVar[ClaimedBy] = "opening"

    def claims(self, document: Document) -> bool:
        if not document.opening.startswith(("<?xml", "<!DOCTYPE", "<tmx")):
            return False
        roots = filter(None, map(_ROOT.search, document.head))
        first = next(roots, None)
        return first is not None and first[1] == "tmx"

    def read(self, document: Document) -> ParsedDocument:
        from xml.parsers.expat import ExpatError

        text = document.text.lstrip()  # because an XML declaration must be at the beginning
        above = len(split_lines(document.text[: len(document.text) - len(text)]))
        handler = _Handler(document.name, above)
        try:
            handler.parser().Parse(text.encode(errors="replace"), True)  # noqa: FBT003  expat has no names for its arguments
        except ExpatError as error:
            raise InputError(
                f"{document.name}:{error.lineno + above}: the XML is not well-formed",
                remedy="Correct that line, or choose another --reader.",
            ) from error
        lines, variants = _one_variant(handler.segments)
        return ParsedDocument(tuple(lines), (*handler.notices, *variants), "units")


class _Handler:
    """Collects the segments of a document while the parser goes through it.

    `above` is the number of lines of the document above the text that the parser gets. It is added to line numbers.
    """

    def __init__(self, name: str, above: int) -> None:
        self._name = name
        self._above = above
        self._unit = 0
        self._language = ""
        self._segment: list[str] | None = None
        self._number = 0
        self._codes = 0
        self.segments: list[_Segment] = []
        self.notices: list[Notice] = []

    def parser(self) -> "XMLParserType":
        from xml.parsers.expat import ParserCreate

        self._parser = ParserCreate("utf-8")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._refuse_entity
        return self._parser

    def _refuse_entity(self, *_declaration: object) -> None:
        raise InputError(
            f"{self._name}:{self._parser.CurrentLineNumber + self._above}: the document type declares entities",
            remedy="Remove the entity declarations from the document type.",
        )

    def _start(self, element: str, attributes: Mapping[str, str]) -> None:
        if element == "tu":
            self._unit += 1
        elif element == "tuv":
            self._language = attributes.get("xml:lang") or attributes.get("lang") or ""
        elif element == "seg":
            self._segment, self._number, self._codes = [], self._parser.CurrentLineNumber + self._above, 0
        elif element in _CODES:
            self._codes += 1

    def _characters(self, text: str) -> None:
        if self._segment is not None and not self._codes:
            self._segment.append(text)

    def _end(self, element: str) -> None:
        if element in _CODES and self._codes:
            self._codes -= 1
        elif element == "seg" and self._segment is not None:
            self._keep("".join(self._segment))
            self._segment = None

    def _keep(self, segment: str) -> None:
        lang = _language_of_code(self._language)
        texts = list(_texts(segment))
        if lang:
            lines = tuple(Line(self._number + offset, text, lang, unit=self._unit) for offset, text in texts)
            self.segments.append(_Segment(self._unit, lang, self._language.casefold().replace("_", "-"), lines))
        else:
            for offset, text in texts:
                self.notices.append(Notice("language", self._number + offset, text, rule=FOREIGN_SEGMENT))


# ---- variants of a language


def _one_variant(segments: Sequence[_Segment]) -> tuple[list[Line], list[Notice]]:
    """Return the lines of one segment for each unit and language, and a notice for each segment that is left out.

    A unit may have two variants of a language, such as "zh-cn" and "zh-tw". Simplified Chinese is taken if the unit has it.
    Otherwise the variant that occurs in the largest number of units is taken.
    """
    units = Counter(segment.code for segment in segments)
    chosen: dict[tuple[int, Language], _Segment] = {}
    for segment in segments:
        if segment.lines:
            place = segment.unit, segment.lang
            chosen[place] = max(
                chosen.get(place, segment), segment, key=lambda item: (_is_simplified(item.code), units[item.code])
            )
    lines, notices = list[Line](), list[Notice]()
    for segment in segments:
        if chosen.get((segment.unit, segment.lang)) is segment:
            lines += segment.lines
        else:
            notices += [Notice("variant", line.number, line.text, rule=VARIANT) for line in segment.lines]
    return lines, notices


def _is_simplified(code: str) -> bool:
    return code.startswith(_SIMPLIFIED)


def _texts(segment: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a segment that are not blank, each with its index among all lines of the segment."""
    for offset, part in enumerate(segment.split("\n")):
        text = " ".join(one_line(part).split())
        if text:
            yield offset, text


def _language_of_code(code: str) -> Language | None:
    """Return the language of a language code such as "zh-CN"; None for a language that is neither Chinese nor English."""
    if _ZH.fullmatch(code):
        return "zh"
    return "en" if _EN.fullmatch(code) else None
