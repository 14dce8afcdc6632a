"""Make the elements of a DOCX: paragraphs, runs with phonetic guides, tables. Text is never inserted as markup."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flashdeck.model.pages import Run, RunRole, Runs

SMALL = 0.86
_READING = 0.56
# A gap consists of underscores, because Word does not underline spaces at the end of a line. This is the number of underscores
# for one em.
_GAP_STROKES = 1.8
_QUIET = "555555"
_LINE = "BBBBBB"
_NO_XML = frozenset((*map(chr, range(0x20)), *map(chr, range(0xD800, 0xE000)), "\x7f", "\ufffe", "\uffff")) - {"\t"}
_LID = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-US"}


def element(
    tag: str, children: Iterable[Any] = (), attributes: Mapping[str, object] | None = None, text: str | None = None
) -> Any:
    """Return an XML element of a DOCX file. The names of tags and attributes are given without the prefix `w:`."""
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


def _valued(tag: str, value: object) -> Any:
    """Return an XML element that has only the attribute `val`."""
    return element(tag, attributes={"val": value})


@dataclass(frozen=True, slots=True)
class Words:
    """Makes the XML elements for runs of text. size: the font size in points. zh_lang: the language tag of Chinese text."""

    size: float
    zh_lang: str

    def runs(self, runs: Runs, *, small: bool = False) -> tuple[Any, ...]:
        """Return the XML elements for some runs of text."""
        return tuple(self._run(run, SMALL if small else 1.0) for run in runs)

    def joined(self, groups: Iterable[Runs], separator: str, role: RunRole = "plain") -> tuple[Any, ...]:
        """Return the XML elements for several groups of runs, with a separator between the groups."""
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
        """Return text with its reading above it: a phonetic guide with the same XML as in files that Word writes."""
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
        """Return the element with the properties of a run, which are in the order that the format requires."""
        is_chinese = bool(run.lang) and run.lang != "en"
        found: list[Any] = []
        if run.lang:
            found.append(_valued("rStyle", "FDChinese" if is_chinese else "FDEnglish"))
        if is_chinese:
            found.append(element("rFonts", attributes={"hint": "eastAsia"}))
        found += self._emphasis(run.role, share)
        if run.lang:
            script = "eastAsia" if is_chinese else "val"
            found.append(element("lang", attributes={script: _LID[run.lang]}))
        return element("rPr", found)

    def _emphasis(self, role: RunRole, share: float) -> list[Any]:
        """Return the properties of a run for the weight, colour and size of its letters."""
        found: list[Any] = []
        is_quiet = role in ("quiet", "number")
        if role in ("word", "strong"):
            found.append(element("b"))
        if is_quiet:
            found.append(_valued("color", _QUIET))
        smaller = share * SMALL if is_quiet or role == "badge" else share
        if smaller != 1.0:
            found.append(_valued("sz", self._half_points(smaller)))
        return found

    def _half_points(self, share: float) -> int:
        return max(10, round(2 * self.size * share))


@dataclass(frozen=True, slots=True)
class ParagraphLayout:
    """The layout of a paragraph. All distances are in points. hanging: the indent of all lines except the first line."""

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
    """Whether text after a tab is aligned to the right of its tab stop."""


def paragraph(runs: Iterable[Any], *, style: str | None = None, **layout: Any) -> Any:
    """Return a paragraph that contains these runs. layout: the fields of `ParagraphLayout`."""
    found = tuple(runs)
    has_guides = any(part.tag.endswith("}ruby") for run in found for part in run)
    return element("p", (_paragraph_look(style, ParagraphLayout(has_guides=has_guides, **layout)), *found))


def _paragraph_look(style: str | None, layout: ParagraphLayout) -> Any:
    """Return the element with the properties of a paragraph, which are in the order that the format requires."""
    found: list[Any] = []
    if style:
        found.append(_valued("pStyle", style))
    if layout.keep:
        found.append(element("keepNext"))
    found.append(element("keepLines"))
    found += _borders(layout)
    if layout.stops:
        found.append(_tabs(layout))
    found += _spacing(layout)
    if layout.indent or layout.hanging:
        left = layout.indent or layout.hanging
        found.append(element("ind", attributes={"left": _twips(left), "hanging": _twips(layout.hanging)}))
    if layout.box:
        found.append(_valued("jc", "center"))
    return element("pPr", found)


def _borders(layout: ParagraphLayout) -> list[Any]:
    """Return the border of a paragraph. A box has a frame, and a paragraph on which students write has a line below it."""
    edge = {"val": "single", "sz": 4, "space": 4, "color": _LINE}
    found = []
    if layout.box:
        found.append(element("pBdr", [element(side, attributes=edge) for side in ("top", "left", "bottom", "right")]))
    if layout.line:
        found.append(element("pBdr", [element("bottom", attributes=edge | {"space": 1})]))
    return found


def _tabs(layout: ParagraphLayout) -> Any:
    kind = "right" if layout.right else "left"
    stops = [element("tab", attributes={"val": kind, "pos": _twips(stop)}) for stop in layout.stops]
    return element("tabs", stops)


def _spacing(layout: ParagraphLayout) -> list[Any]:
    """Return the distances above and below a paragraph, and its line height.

    The line height is automatic if the paragraph has phonetic guides, because a fixed line height would cut the guides off.
    """
    distances = {"before": 7 if layout.line else layout.before, "after": layout.after}
    spacing: dict[str, object] = {name: _twips(value) for name, value in distances.items() if value is not None}
    if layout.has_guides:
        spacing |= {"line": 240, "lineRule": "auto"}
    return [element("spacing", attributes=spacing)] if spacing else []


def _twips(points: float) -> int:
    return round(20 * points)


def _text(text: str) -> Any:
    return element("t", text="".join(char for char in text if char not in _NO_XML))


def tab() -> Any:
    return element("r", (element("tab"),))


def field(name: str, size: float) -> Iterator[Any]:
    """Yield the runs of a field that the word processor fills in.

    name: PAGE for the page number, or NUMPAGES for the number of pages.
    """
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
    """Return a table.

    shares: the relative widths of the columns. width: the width of the table in twips. titles: the cells of the title row,
    which is repeated on each page. ruled: whether there are lines between the rows.
    """
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
    """Return a table cell. A cell without paragraphs gets an empty paragraph, because the format requires a paragraph."""
    return element("tc", paragraphs or [paragraph(())])
