"""Write a handout as a DOCX file that a teacher can edit. Readings are phonetic guides, and each language has its own style."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flashdeck.errors import MissingEngineError
from flashdeck.model.pages import (
    Bank,
    Block,
    Handout,
    PageTable,
    Paragraph,
    Points,
    Question,
    Questions,
    Run,
    RunRole,
    Section,
    Text,
    TextLine,
)
from flashdeck.write.handout.docx_xml import SMALL, Words, cell, field, paragraph, tab, table

if TYPE_CHECKING:
    from docx.document import Document

_MARK = b"flashdeck"
# The modification time of all parts of the file. It is the earliest time that a zip file can have, and it is fixed, so that the
# same content gives the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TWIPS = 20  # the number of twips in a point
_PAPERS = {"a4": (210, 297), "letter": (216, 279)}  # the width and the height of the page, in millimetres
_MARGINS = (12, 14, 14)  # the margins at the top, at both sides and at the bottom of the page, in millimetres
_EAST_ASIAN = {"zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei"}
_LATIN = "Arial"
_FOOTER_SIZE = 7.5
_LINE_HEIGHT = 1.22
_NUMBER, _SPEAKER = 22.0, 55.0  # the widths of two columns, in points: the line numbers, and the names of the speakers
_BLANKS = (7.5, 6.0, 4.5, 3.0)  # the widths of the blanks for name, class, date and score, in em
_LARGE = 13.0  # the blanks are on two lines if the font size is at least this number of points; otherwise they fit on one line
_TITLE = 0.87  # the font size of column titles, divided by the size of small text
_QUIETER: dict[RunRole, RunRole] = {"plain": "quiet"}


def render_docx(handout: Handout) -> bytes:
    """Return a handout as DOCX. Raises `MissingEngineError` if python-docx is not installed."""
    require_docx()
    import docx

    document = docx.Document()
    _Writer(document, handout).write()
    packed = io.BytesIO()
    document.save(packed)
    return _without_times(packed.getvalue())


def require_docx() -> None:
    """Raise `MissingEngineError` if python-docx is not installed."""
    from importlib.util import find_spec

    if find_spec("docx") is None:
        raise MissingEngineError(
            "--format docx: python-docx is not installed", remedy="Install it: pip install 'flashdeck[docx]'."
        )


def is_docx(path: Path) -> bool:
    """Return whether flashdeck made a DOCX file. Such a file has "flashdeck" as a keyword."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _MARK in archive.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False


def _without_times(content: bytes) -> bytes:
    """Return a copy of a zip file in which all parts have the same fixed time. The thumbnail is left out."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "docProps/thumbnail.jpeg":
                new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


class _Writer:
    """Writes one handout into an empty document."""

    def __init__(self, document: "Document", handout: Handout) -> None:
        self._document, self._handout = document, handout
        self._words = Words(handout.style.size, handout.zh_lang)
        paper = _PAPERS[handout.style.paper]
        self._width = round((paper[0] - 2 * _MARGINS[1]) / 25.4 * 72 * _TWIPS)

    def write(self) -> None:
        """Write the whole handout.

        The element with the properties of the section must remain the last element of the body, because the format requires it.
        """
        self._set_up()
        body = self._document.element.body
        last = body[-1]
        for part in self._parts():
            last.addprevious(part)

    # ---- page, styles and footer

    def _set_up(self) -> None:
        from docx.shared import Mm

        handout, properties = self._handout, self._document.core_properties
        properties.title, properties.keywords, properties.author, properties.comments = handout.title, "flashdeck", "", ""
        properties.language = handout.lang
        section = self._document.sections[0]
        width, height = map(Mm, _PAPERS[handout.style.paper])
        top, side, bottom = map(Mm, _MARGINS)
        section.page_width, section.page_height = width, height
        section.top_margin, section.bottom_margin = top, bottom
        section.left_margin = section.right_margin = side
        self._style("Normal", handout.style.size, "000000")
        accent = "000000" if handout.style.bw else "0B4F8A"
        self._style("Heading 1", handout.style.size * 1.5, "000000")
        self._style("Heading 2", handout.style.size * 1.08, accent)
        for name in ("FD Chinese", "FD English"):
            self._document.styles.add_style(name, 2)  # 2 is the number of character styles in python-docx
        self._write_footer(section.footer.paragraphs[0])

    def _write_footer(self, footer: Any) -> None:
        """Write the footer that each page has, with the page number on the right."""
        small = Words(_FOOTER_SIZE / SMALL, self._handout.zh_lang)
        parent = footer._p.getparent()  # noqa: SLF001  python-docx offers no other access to the element
        pages = (*field("PAGE", _FOOTER_SIZE), *small.runs((Run(" / ", role="quiet"),)), *field("NUMPAGES", _FOOTER_SIZE))
        runs = (*small.joined((self._handout.footer,), "", role="quiet"), tab(), *pages)
        parent.replace(footer._p, paragraph(runs, stops=(self._width / _TWIPS,), right=True))  # noqa: SLF001  as above

    def _style(self, name: str, size: float, colour: str) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        style = self._document.styles[name]
        style.font.name, style.font.size = _LATIN, Pt(size)
        style.font.color.rgb = RGBColor.from_string(colour)
        fonts = style.element.rPr.rFonts
        for name_of_theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name_of_theme}"), None)
        fonts.set(qn("w:eastAsia"), _EAST_ASIAN[self._handout.zh_lang])
        is_normal = name == "Normal"
        style.paragraph_format.space_before = Pt(0 if is_normal else size * 0.5)
        style.paragraph_format.space_after = Pt(size * 0.15)
        # Without a fixed line height, the height would depend on the font.
        style.paragraph_format.line_spacing = Pt(size * _LINE_HEIGHT)
        style.paragraph_format.keep_with_next = not is_normal

    # ---- content

    def _parts(self) -> Iterator[Any]:
        handout, words = self._handout, self._words
        yield paragraph(words.runs((Run(handout.title),)), style="Heading1")
        yield paragraph(words.joined(handout.facts, " · ", role="quiet"))
        if handout.blanks:
            yield from self._blanks()
        for section in handout.sections:
            yield from self._section(section)
        small = Words(_FOOTER_SIZE / SMALL, handout.zh_lang)
        yield paragraph(small.runs((Run(handout.sources, role="quiet"),)), before=4)

    def _blanks(self) -> Iterator[Any]:
        """Yield the blanks that students fill in. They are on one line, or on two lines if the letters are large."""
        widths = zip(self._handout.blanks, _BLANKS, strict=False)
        blanks = [(*blank, Run(" "), Run("", role="gap", width=width), Run("   ")) for blank, width in widths]
        a_line = len(blanks) if self._handout.style.size < _LARGE else len(blanks) // 2
        for at in range(0, len(blanks), a_line):
            yield paragraph(self._words.joined(blanks[at : at + a_line], ""), after=6)

    def _section(self, section: Section) -> Iterator[Any]:
        number = (Run(f"{section.number}  "),) if section.number else ()
        yield paragraph(self._words.runs((*number, *section.title)), style="Heading2")
        for block in section.blocks:
            yield from self._block(block, is_last=block is section.blocks[-1])

    def _block(self, block: Block, *, is_last: bool) -> Iterator[Any]:
        match block:
            case Text():
                yield from self._text(block)
            case PageTable():
                yield self._table(block)
            case Questions():
                yield from self._questions(block)
            case Bank():
                yield paragraph(self._words.joined(block.words, "        "), box=True, keep=True)
            case Points():
                box = "☐ " if block.boxes else "· "
                yield from (paragraph(self._words.runs((Run(box), *item)), hanging=14) for item in block.items)
            case Paragraph():
                yield paragraph(self._words.runs(block.runs), keep=not is_last)

    def _text(self, text: Text) -> Iterator[Any]:
        """Yield the text as paragraphs.

        The text is a table instead if there are notes beside the lines, or if Chinese and English are printed side by side.
        """
        if not _is_table(text):
            for line in text.lines:
                yield from self._sides(text, line)
            return
        shares = [0.5, 0.5] if text.layout == "parallel" else [0.72]
        rows = (self._cells(text, line) for line in text.lines)
        yield table([*shares, *([0.28] if text.has_notes else [])], self._width, rows)

    def _cells(self, text: Text, line: TextLine) -> Iterator[Any]:
        if text.layout == "parallel":
            yield cell([self._first(text, line)])
            yield cell([paragraph(self._words.runs(line.context), after=0)])
        else:
            yield cell(list(self._sides(text, line)))
        if text.has_notes:
            yield cell([paragraph(self._words.runs(note, small=True), after=0) for note in line.notes])

    def _sides(self, text: Text, line: TextLine) -> Iterator[Any]:
        """Yield a line in the language studied with its number, and the translation of the line below."""
        yield self._first(text, line)
        if line.target and line.context:
            context = tuple(
                Run(run.text, run.lang, run.reading, _QUIETER.get(run.role, run.role), run.width) for run in line.context
            )
            yield paragraph(self._words.runs(context), indent=_margin(text), after=2)

    def _first(self, text: Text, line: TextLine) -> Any:
        words = self._words
        lead = [*words.runs((Run(str(line.number), role="number"),)), tab()]
        if text.has_speakers:
            lead += [*words.runs((Run(line.speaker, role="quiet"),)), tab()]
        # `keep` prevents a page break between a line and its translation. It is not used in a table, where it would prevent page
        # breaks between all rows.
        keep = bool(line.target and line.context) and not _is_table(text)
        runs = words.runs(line.target or line.context)
        return paragraph((*lead, *runs), hanging=_margin(text), stops=(_NUMBER,), keep=keep, after=0)

    def _table(self, block: PageTable) -> Any:
        words = Words(self._words.size * _TITLE, self._words.zh_lang)
        titles = (cell([paragraph(words.runs(column.title, small=True), after=0)]) for column in block.columns)
        rows = ((cell([paragraph(self._words.runs(runs), after=0)]) for runs in row) for row in block.rows)
        shares = [column.share for column in block.columns]
        return table(shares, self._width, rows, titles=titles if block.ruled else None, ruled=block.ruled)

    def _questions(self, block: Questions) -> Iterator[Any]:
        if block.columns == 1:
            for item in block.items:
                yield from self._question(item)
            return
        groups = [block.items[at : at + block.columns] for at in range(0, len(block.items), block.columns)]
        rows = ((cell(list(self._question(item))) for item in group) for group in groups)
        yield table([1 / block.columns] * block.columns, self._width, rows)

    def _question(self, item: Question) -> Iterator[Any]:
        words, below = self._words, bool(item.hints or item.rules)
        yield paragraph(words.runs((Run(f"{item.number}. "), *item.prompt)), hanging=18, keep=below)
        for hint in item.hints:
            yield paragraph(words.runs(hint, small=True), indent=18, keep=bool(item.rules))
        for _ in range(item.rules):
            yield paragraph((), indent=18, line=True)


def _is_table(text: Text) -> bool:
    return text.has_notes or text.layout == "parallel"


def _margin(text: Text) -> float:
    return _SPEAKER + _NUMBER if text.has_speakers else _NUMBER
