"""Read Markdown, and other texts in which a paragraph in one language is followed by its translation.

A paragraph may be wrapped over several lines. Headings, front matter and markup are not part of the conversation.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import ClassVar

from flashdeck.model import Language, Layout, Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of
from flashdeck.read.mark_patterns import Marked
from flashdeck.read.markdown_inline import clean_inline, textless
from flashdeck.read.marks import strip_marks, strip_names
from flashdeck.read.parts import SUMMARY, DocumentSection, SectionRole, section_roles
from flashdeck.read.ruby import ReadingsAbove
from flashdeck.read.table_columns import HEADER, TableRow, find_columns, left_out_columns, table_lines
from flashdeck.read.units import Block, are_apart, in_one_language, number_blocks, number_units, pair_neighbours

HEADING = "read.left-out.markdown-heading"
CODE = "read.left-out.markdown-code"
FRONT_MATTER = "read.left-out.front-matter"
_HEADING = re.compile(r"#{1,6}(?:\s+|$)")
_RULE = re.compile(r"(?:[-*_]\s*){3,}|[=~]{3,}|-{2,}")
_TABLE_RULE = frozenset("|:- ")
_FRONT_MATTER = ("---", "+++")
_BAR = re.compile(r"(?<!\\)\|")
_NAMES_SPEAKER = re.compile(r"(?:[:：]|\d:\d{2}[\])）]?[:：]?)[*_ ]*$")
_FENCE = re.compile(r"```|~~~")
_TAG_LINE = re.compile(r"(?:</?[A-Za-z][^<>]*>\s*)+")
_BEFORE = re.compile(
    r"^(?:(?:>\s?)+|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)"
)  # the marks at the beginning of quotations and list items
_LOWEST = 6  # the level of the lowest heading
_BOLD_LINE = re.compile(
    r"(?P<bold>\*\*|__)(?P<mark>#{1,6} )?(?P<text>(?!\s)[^*_]{0,78}[^*_\s。！？!?.…，,；;：:”’\"])(?P=bold)"
)
_LABEL = re.compile(r"[\[【(（]([^\[\]【】()（）]{1,16})[\]】)）]\s*[:：]?\s*")
# words in brackets before a paragraph are a label if at least this number of paragraphs begins with them (chosen by hand)
_LEAST_LABELS = 3
# a text without markup is read as Markdown only if at least this share of its paragraphs has several lines (chosen by hand)
_LEAST_WRAPPED = 0.3
# a text without markup is read as Markdown only if at least this share of its paragraphs of several lines is in one language
# (chosen by hand)
_PURE = 0.9
_TABLE = 0.6  # a text is a table if at least this share of its lines begins with a bar (chosen by hand)
# a line that ends in a colon can name a speaker only if it has at most this number of characters (chosen by hand)
_LONGEST_HEADING = 80

Numbered = tuple[int, str]
Paragraph = list[Numbered]


class MarkdownReader:
    """Reads paragraphs between blank lines, tables between bars, and names of speakers above or before a paragraph."""

    name: ClassVar[str] = "markdown"
    suffixes: ClassVar[frozenset[str]] = frozenset({".md", ".markdown", ".mdown", ".qmd", ".rmd"})
    claims_by: ClassVar[ClaimedBy] = "form"

    def claims(self, document: Document) -> bool:
        """Tell whether a text has headings, front matter or a table, or has paragraphs that are wrapped over several lines."""
        head = document.head
        headings = sum(bool(_HEADING.match(line)) for line in head)
        bars = sum(line.startswith("|") for line in head)
        return headings > 1 or bars > max(1, _TABLE * len(head)) or _has_front_matter(head) or _is_wrapped(document)

    def read(self, document: Document) -> ParsedDocument:
        outline = _Outline(document.lines)
        found = [*_blocks(outline), *_table_blocks(outline)]
        blocks, layout = _talk(outline, sorted(found, key=lambda block: block[1].lines[0].number))
        is_one_language = len({block.lang for block in blocks if block.lang}) < 2
        if is_one_language or layout == "two-sided":
            return ParsedDocument(number_blocks(blocks), tuple(outline.notices), layout)
        return ParsedDocument(number_units(pair_neighbours(blocks)), tuple(outline.notices), layout)


def _has_front_matter(head: Sequence[str]) -> bool:
    return bool(head) and head[0] in _FRONT_MATTER and head[0] in head[1:]


def _is_wrapped(document: Document) -> bool:
    """Tell whether many paragraphs of a text have several lines, and nearly every such paragraph is in one language."""
    lines = document.lines[: 2 * len(document.head)]
    blocks = [list(group) for filled, group in groupby(lines, key=bool) if filled]
    wrapped = [block for block in blocks if len(block) > 1]
    pure = sum(_is_in_one_language(block) for block in wrapped)
    return len(blocks) > 2 and len(wrapped) >= _LEAST_WRAPPED * len(blocks) and pure >= _PURE * len(wrapped)


def _is_in_one_language(block: Sequence[str]) -> bool:
    languages = set(map(language_of, block)) - {None}
    return len(languages) == 1


# ---- paragraphs and headings


class _Outline:
    """The paragraphs of a text, without markup, each with the number of its section. Other text is reported in `notices`.

    `headings` are the line numbers of the paragraphs that are headings and may name a speaker. `sections` has the level and the
    text of each heading; the first section is the text before all headings.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.notices: list[Notice] = []
        self.paragraphs: list[tuple[int, Paragraph]] = []
        self.tables: list[tuple[int, list[TableRow]]] = []
        self.headings: set[int] = set()
        self.sections: list[tuple[int, str]] = [(0, "")]
        self.readings = ReadingsAbove()
        self._above = ""
        self._open: Paragraph = []
        skipped = self._skip_front_matter(lines)
        self._bold_headings = _bold_headings(lines)
        in_code = False
        for number, line in enumerate(lines[skipped:], start=skipped + 1):
            if _FENCE.match(line):
                in_code = not in_code
                self._close()
            elif in_code:
                self._leave_out("code", number, line, CODE)
            else:
                self._take(number, line)
            self._above = line
        self._close()
        self.notices += self.readings.notices()

    @property
    def _present(self) -> int:
        """The number of the section of the next paragraph."""
        return len(self.sections) - 1

    def _skip_front_matter(self, lines: Sequence[str]) -> int:
        """Leave out the front matter, which is between two rules (---, or +++ in Hugo) at the beginning.

        Returns the number of lines that are left out, with both rules; 0 if there is no front matter.
        """
        start = next((at for at, line in enumerate(lines) if line), 0)
        if not lines or lines[start] not in _FRONT_MATTER or lines[start] not in lines[start + 1 :]:
            return 0
        end = lines.index(lines[start], start + 1)
        for at in range(start + 1, end):
            self._leave_out("front-matter", at + 1, lines[at], FRONT_MATTER)
        return end + 1

    def _take(self, number: int, line: str) -> None:
        heading = _HEADING.match(line)
        if heading:
            self._close()
            self._add_heading(number, len(heading[0].rstrip()), clean_inline(line[heading.end() :].rstrip("# ")))
        elif number in self._bold_headings:
            self._close()
            self._add_heading(number, _LOWEST, clean_inline(line.lstrip("*_# ").rstrip("*_# ")))
        elif not line or _is_separator(line):
            self._close()
        elif left_out := textless(line):
            code, rule, text = left_out
            self._close()
            self._leave_out(code, number, text, rule)
        elif line.startswith("|"):
            self._add_row(number, line)
        else:
            self._add(number, clean_inline(_BEFORE.sub("", self.readings.removed(number, line), count=1)))

    def _add_heading(self, number: int, level: int, text: str) -> None:
        """Begin a section. Keep a heading that may name the speaker of the lines below; leave out a heading that cannot."""
        self.sections.append((level, text))
        if _NAMES_SPEAKER.search(text):
            self.headings.add(number)
            self.paragraphs.append((self._present, [(number, text)]))
        else:
            self._leave_out("heading", number, text, HEADING)

    def _add_row(self, number: int, line: str) -> None:
        """Add a row to the present table, or begin a table.

        A row belongs to the present table if it is directly below the last row, or below the rule (|---|) under that row.
        """
        self._close()
        cells = _BAR.split(self.readings.removed(number, line).removeprefix("|").removesuffix("|"))
        row = TableRow(number, tuple(clean_inline(cell) for cell in cells))
        rows = self.tables[-1][1] if self.tables else []
        if rows and number - rows[-1].number <= 1 + _is_separator(self._above):
            rows.append(row)
        else:
            self.tables.append((self._present, [row]))

    def _add(self, number: int, text: str) -> None:
        """Add a line to the present paragraph. A line that names a speaker is a paragraph of its own."""
        may_name_speaker = text.endswith((":", "：")) and len(text) <= _LONGEST_HEADING
        if may_name_speaker and not self._open:
            self._close()
            self.paragraphs.append((self._present, [(number, text)]))
        elif text:
            self._open.append((number, text))

    def _close(self) -> None:
        if self._open:
            self.paragraphs.append((self._present, self._open))
        self._open = []

    def _leave_out(self, code: str, number: int, text: str, rule: str) -> None:
        if text:
            self.notices.append(Notice(code, number, text, rule=rule))


def _bold_headings(lines: Sequence[str]) -> frozenset[int]:
    """Return the numbers of the lines that are headings because they are bold and alone in their paragraph.

    A sentence is not a heading. If the same bold line occurs twice, the bold lines are taken for names of speakers. Then only the
    bold lines that also have the mark of a heading (#) are returned.
    """
    found = {at + 1: match for at, line in enumerate(lines) if (match := _BOLD_LINE.fullmatch(line)) and _is_alone(lines, at)}
    counts = Counter(match["text"] for match in found.values())
    are_names = max(counts.values(), default=0) > 1
    return frozenset(number for number, match in found.items() if match["mark"] or not are_names)


def _is_alone(lines: Sequence[str], at: int) -> bool:
    """Tell whether the line with this index has blank lines, or nothing, above and below it."""
    return not any(lines[max(0, at - 1) : at]) and not any(lines[at + 1 : at + 2])


def _is_separator(line: str) -> bool:
    """Tell whether a line is a rule, a line of tags, or the rule below the header of a table."""
    if _RULE.fullmatch(line) or _TAG_LINE.fullmatch(line):
        return True
    return "-" in line and set(line) <= _TABLE_RULE


# ---- parts of the document


def _talk(outline: _Outline, blocks: Sequence[tuple[int, Block]]) -> tuple[list[Block], Layout]:
    """Return the blocks of the talk without the summaries beside it, and the layout of the talk.

    `blocks` are the blocks with the numbers of their sections. A block that is left out is reported in the outline.
    """
    roles = section_roles(list(_sections(outline, blocks)))
    kept = list[Block]()
    for section, block in blocks:
        role = roles[section]
        if role.left_out:
            outline.notices += [Notice(SUMMARY, line.number, line.text, rule=role.left_out) for line in block.lines]
        else:
            kept.append(_in_part(block, role))
    is_apart = {role.language for role in roles} >= {"zh", "en"} or are_apart([block.lang for block in kept])
    return kept, "two-sided" if is_apart else "units"


def _sections(outline: _Outline, blocks: Sequence[tuple[int, Block]]) -> Iterator[DocumentSection]:
    sizes: list[dict[Language, int]] = [{"zh": 0, "en": 0} for _ in outline.sections]
    for section, block in blocks:
        for language, size in block.sizes().items():
            sizes[section][language] += size
    for (level, title), own in zip(outline.sections, sizes, strict=True):
        yield DocumentSection(level, title, own["zh"], own["en"])


def _in_part(block: Block, role: SectionRole) -> Block:
    """Return a block with the language of its part of the document, if the part is in one language.

    All lines of the block that have a language get the language of the part. Example: a line of English names in a Chinese part.
    """
    if role.language is None:
        return block
    return replace(block, lines=tuple(replace(line, lang=line.lang and role.language) for line in block.lines))


# ---- blocks


def _blocks(outline: _Outline) -> Iterator[tuple[int, Block]]:
    """Yield for each paragraph the number of its section, and the paragraph as a block with its speaker.

    Labels before translations, such as 【译文】, are left out.
    """
    turns_apart = list(_turns_apart(outline.paragraphs))
    sections = [section for section, _ in turns_apart]
    paragraphs = _without_labels([paragraph for _, paragraph in turns_apart])
    firsts = _first_lines(paragraphs, frozenset(_named_speakers(paragraphs, outline.headings)))
    turns = 0
    for section, paragraph in zip(sections, paragraphs, strict=True):
        first = firsts.get(paragraph[0][0])
        if first is None:  # the line was only a speaker's name; the lines below it begin a new section
            turns += 1
        elif first.number in outline.headings:
            outline.notices += [Notice("heading", number, text, rule=HEADING) for number, text in paragraph]
        else:
            block = Block(in_one_language(tuple(_lines(first, paragraph))), section + turns)
            if block.lines:
                yield section, block


def _turns_apart(paragraphs: Sequence[tuple[int, Paragraph]]) -> Iterator[tuple[int, Paragraph]]:
    """Yield the paragraphs with their sections. A paragraph in which several speakers take turns is split at their names."""
    named = strip_names([line for _, paragraph in paragraphs for line in paragraph])
    begins_turn = {line.number for line in named if line.speaker}
    for section, paragraph in paragraphs:
        part: Paragraph = []
        for line in paragraph:
            if part and line[0] in begins_turn:
                yield section, part
                part = []
            part.append(line)
        yield section, part


def _first_lines(paragraphs: Sequence[Paragraph], named: frozenset[str]) -> dict[int, Marked]:
    """Return the first line of each paragraph without its marks, by line number. A line that was only a mark is missing."""
    firsts = [paragraph[0] for paragraph in paragraphs]
    return {line.number: line for line in strip_marks(firsts, named)}


def _named_speakers(paragraphs: Sequence[Paragraph], headings: set[int]) -> Iterator[str]:
    """Yield the text of each heading, which may be the name of a speaker. Marks at its end, such as a colon, are removed."""
    for paragraph in paragraphs:
        for number, text in paragraph:
            if number in headings:
                yield text.rstrip(":：*_ ")


def _without_labels(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return paragraphs without their labels: words in brackets with which several paragraphs begin, such as 【译文】."""
    matches = (_LABEL.match(paragraph[0][1]) for paragraph in paragraphs)
    counts = Counter(match[1] for match in matches if match)
    labels = {label for label, count in counts.items() if count >= _LEAST_LABELS}
    return [_without_label(paragraph, labels) for paragraph in paragraphs]


def _without_label(paragraph: Paragraph, labels: set[str]) -> Paragraph:
    number, text = paragraph[0]
    match = _LABEL.match(text)
    if not match or match[1] not in labels:
        return paragraph
    rest = text[match.end() :]
    return [(number, rest), *paragraph[1:]] if rest or len(paragraph) == 1 else paragraph[1:]


def _table_blocks(outline: _Outline) -> Iterator[tuple[int, Block]]:
    """Yield for each row of the tables the number of its section in the document, and the row as a block.

    A row is paired only with rows of the same table.
    """
    for place, (section, rows) in enumerate(outline.tables, start=1):
        columns = find_columns(rows)
        if columns.has_header:
            outline.notices.append(Notice("header", rows[0].number, " ".join(rows[0].cells), rule=HEADER))
        outline.notices += left_out_columns(rows, columns)
        for block in table_lines(rows[columns.has_header :], columns):
            yield section, replace(block, section=-place)


def _lines(first: Marked, paragraph: Paragraph) -> Iterator[Line]:
    """Yield the lines of a paragraph, all with the times and the speaker of its first line."""
    for number, text in [(first.number, first.text), *paragraph[1:]]:
        if text:
            yield Line(number, text, language_of(text), first.start, first.end, first.speaker)
