"""The elements of a DOCX's text: paragraphs, runs with phonetic guides, tables. Text goes in as text, never as markup."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flashdeck.model.pages import Run, RunRole, Runs

SMALL = 0.86
_READING = 0.56
_GAP_STROKES = 1.8  # low lines that are about as wide as an em; spaces are not underlined at the end of a line
_QUIET = "555555"
_LINE = "BBBBBB"
_NO_XML = frozenset((*map(chr, range(0x20)), *map(chr, range(0xD800, 0xE000)), "\x7f", "\ufffe", "\uffff")) - {"\t"}
_LID = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-US"}


def element(
    tag: str, children: Iterable[Any] = (), attributes: Mapping[str, object] | None = None, text: str | None = None
) -> Any:
    """Return an element of WordprocessingML; names are those of the format without their prefix."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in (attributes or {}).items():
        made.set(qn(f"w:{name}"), str(value))
    if text is not None:
        made.text = text
        made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for child in children:
        made.append(child)
    return made


@dataclass(frozen=True, slots=True)
class Words:
    """Makes runs for a size of letters, in points, and a script."""

    size: float
    zh_lang: str

    def runs(self, runs: Runs, *, small: bool = False) -> tuple[Any, ...]:
        """Return the elements of runs."""
        return tuple(self._run(run, SMALL if small else 1.0) for run in runs)

    def joined(self, groups: Iterable[Runs], separator: str, role: RunRole = "plain") -> tuple[Any, ...]:
        """Return groups of runs with a separator between them."""
        found: list[Run] = []
        for group in groups:
            found += [Run(separator)] if found and separator else []
            found += [Run(run.text, run.lang, run.reading, role, run.width) if role != "plain" else run for run in group]
        return self.runs(tuple(found))

    def _run(self, run: Run, share: float) -> Any:
        if run.role == "gap":
            return element("r", (_text("_" * round(run.width * _GAP_STROKES)),))
        if run.reading:
            return self._guided(run, share)
        return element("r", (self._look(run, share), _text(run.text)))

    def _guided(self, run: Run, share: float) -> Any:
        """Return text with a phonetic guide over it, as Word's own dialogue makes it."""
        base, reading = self._half_points(share), self._half_points(share * _READING)
        settings = element(
            "rubyPr",
            (
                element("rubyAlign", attributes={"val": "center"}),
                element("hps", attributes={"val": reading}),
                element("hpsRaise", attributes={"val": base}),
                element("hpsBaseText", attributes={"val": base}),
                element("lid", attributes={"val": _LID[self.zh_lang]}),
            ),
        )
        light = element("rPr", (element("b", attributes={"val": 0}), element("sz", attributes={"val": reading})))
        over = element("rt", (element("r", (light, _text(run.reading))),))
        under = element("rubyBase", (element("r", (self._look(run, share), _text(run.text))),))
        return element("r", (element("ruby", (settings, over, under)),))

    def _look(self, run: Run, share: float) -> Any:
        """Return the properties of a run, in the order that the format wants."""
        is_chinese = bool(run.lang) and run.lang != "en"
        found = [element("rStyle", attributes={"val": "FDChinese" if is_chinese else "FDEnglish"})] if run.lang else []
        if is_chinese:
            found.append(element("rFonts", attributes={"hint": "eastAsia"}))
        found += [element("b")] if run.role in ("word", "strong") else []
        found += [element("color", attributes={"val": _QUIET})] if run.role in ("quiet", "number") else []
        smaller = share * (SMALL if run.role in ("quiet", "number", "badge") else 1.0)
        if smaller != 1.0:
            found.append(element("sz", attributes={"val": self._half_points(smaller)}))
        if run.lang:
            found.append(element("lang", attributes={"eastAsia" if is_chinese else "val": _LID[run.lang]}))
        return element("rPr", found)

    def _half_points(self, share: float) -> int:
        return max(10, round(2 * self.size * share))


@dataclass(frozen=True, slots=True)
class Place:
    """How a paragraph stands: distances in points; `hanging` indents all lines but the first."""

    before: float | None = None
    after: float | None = None
    indent: float = 0.0
    hanging: float = 0.0
    keep: bool = False
    box: bool = False
    line: bool = False
    has_guides: bool = False
    stops: tuple[float, ...] = ()
    right: bool = False
    """Whether the stops of the tabulator are at the right end of what they hold."""


def paragraph(runs: Iterable[Any], *, style: str | None = None, **place: Any) -> Any:
    """Return a paragraph of runs; `place` are the fields of `Place`."""
    found = tuple(runs)
    has_guides = any(part.tag.endswith("}ruby") for run in found for part in run)
    return element("p", (_paragraph_look(style, Place(has_guides=has_guides, **place)), *found))


def _paragraph_look(style: str | None, place: Place) -> Any:
    """Return the properties of a paragraph, in the order that the format wants."""
    found = [element("pStyle", attributes={"val": style})] if style else []
    found += [element("keepNext")] if place.keep else []
    found.append(element("keepLines"))
    edge = {"val": "single", "sz": 4, "space": 4, "color": _LINE}
    if place.box:
        found.append(element("pBdr", [element(side, attributes=edge) for side in ("top", "left", "bottom", "right")]))
    if place.line:
        found.append(element("pBdr", [element("bottom", attributes=edge | {"space": 1})]))
    if place.stops:
        kind = "right" if place.right else "left"
        stops = [element("tab", attributes={"val": kind, "pos": _twips(stop)}) for stop in place.stops]
        found.append(element("tabs", stops))
    distances = {"before": 7 if place.line else place.before, "after": place.after}
    spacing: dict[str, object] = {name: _twips(value) for name, value in distances.items() if value is not None}
    spacing |= {"line": 240, "lineRule": "auto"} if place.has_guides else {}  # a fixed height would cut them
    found += [element("spacing", attributes=spacing)] if spacing else []
    if place.indent or place.hanging:
        found.append(
            element("ind", attributes={"left": _twips(place.indent or place.hanging), "hanging": _twips(place.hanging)})
        )
    if place.box:
        found.append(element("jc", attributes={"val": "center"}))
    return element("pPr", found)


def _twips(points: float) -> int:
    return round(20 * points)


def _text(text: str) -> Any:
    return element("t", text="".join(char for char in text if char not in _NO_XML))


def tab() -> Any:
    return element("r", (element("tab"),))


def field(name: str, size: float) -> Iterator[Any]:
    """Yield the runs of a field that the reader's program fills in: PAGE, NUMPAGES."""
    marks = (element("fldChar", attributes={"fldCharType": kind}) for kind in ("begin", "end"))
    for part in (next(marks), element("instrText", text=name), next(marks)):
        yield element("r", (element("rPr", (element("sz", attributes={"val": round(2 * size)}),)), part))


# ---- tables


def table(
    shares: Sequence[float],
    width: int,
    rows: Iterable[Iterable[Any]],
    *,
    titles: Iterable[Any] | None = None,
    ruled: bool = False,
) -> Any:
    """Return a table over the width of the text, in twips; `titles` are repeated on each page."""
    widths = [round(width * share / sum(shares)) for share in shares]
    borders = [element("insideH", attributes={"val": "single", "sz": 2, "color": _LINE})] if ruled else []
    look = element(
        "tblPr",
        (
            element("tblW", attributes={"w": width, "type": "dxa"}),
            element("tblBorders", borders),
            element("tblLayout", attributes={"type": "fixed"}),
            element("tblCellMar", [element(side, attributes={"w": 60, "type": "dxa"}) for side in ("left", "right")]),
        ),
    )
    grid = element("tblGrid", [element("gridCol", attributes={"w": value}) for value in widths])
    head = [_row(titles, widths, is_head=True)] if titles is not None else []
    return element("tbl", (look, grid, *head, *(_row(row, widths, is_centred=ruled) for row in rows)))


def _row(cells: Iterable[Any], widths: Sequence[int], *, is_head: bool = False, is_centred: bool = False) -> Any:
    look = element("trPr", (element("cantSplit"), *((element("tblHeader"),) if is_head else ())))
    found = list(cells)
    for made, value in zip(found, widths, strict=False):
        width = element("tcW", attributes={"w": value, "type": "dxa"})
        made.insert(0, element("tcPr", (width, *((element("vAlign", attributes={"val": "center"}),) if is_centred else ()))))
    missing = [cell([]) for _ in range(len(widths) - len(found))]
    return element("tr", (look, *found, *missing))


def cell(paragraphs: Sequence[Any]) -> Any:
    """Return a cell; the format wants a paragraph in each."""
    return element("tc", paragraphs or [paragraph(())])
