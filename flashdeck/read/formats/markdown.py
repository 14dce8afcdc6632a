"""Markdown and other texts of paragraphs: a paragraph of one language, then its translation.

A paragraph may be wrapped over several lines; headings, front matter and markup are no text of the conversation.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import ClassVar

from flashdeck.model import Line, Notice
from flashdeck.read.formats.base import ClaimedBy, Document, ParsedDocument
from flashdeck.read.line_language import language_of, unescape
from flashdeck.read.mark_patterns import Marked
from flashdeck.read.marks import strip_marks
from flashdeck.read.units import Block, in_one_language, number_units, pair_neighbours

_HEADING = re.compile(r"#{1,6}(?:\s+|$)")
_RULE = re.compile(r"(?:[-*_]\s*){3,}|[=~]{3,}|-{2,}")
_TABLE_RULE = frozenset("|:- ")
_NAMES_SPEAKER = re.compile(r"(?:[:：]|\d:\d{2}[\])）]?[:：]?)[*_ ]*$")
_FENCE = re.compile(r"```|~~~")
_TAG_LINE = re.compile(r"(?:</?[A-Za-z][^<>]*>\s*)+")
_BEFORE = re.compile(r"^(?:(?:>\s?)+|[-*+]\s+|\d{1,3}[.)]\s+)")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}(?: \"[^\"]{0,200}\")?\)")
_STRONG = re.compile(r"(?<!\\)(?:\*\*|__(?=\W|$)|(?<!\w)__)")
_EMPHASIS = re.compile(r"(?<![\w*\\])[*_](?=[^\s*_])|(?<=[^\s*_\\])[*_](?![\w*])|(?<=[㐀-鿿])\*(?=[㐀-鿿“「])|(?<!\\)`")
_INLINE_TAG = re.compile(r"</?(?:b|i|u|em|strong|span|p|br|div|small|sup|sub|a|font|mark)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARK = re.compile(r"[\[【(（]([^\[\]【】()（）]{1,16})[\]】)）]\s*[:：]?\s*")
_LEAST_MARKS = 3  # paragraphs that begin with the same words in brackets; those words are a label
_LEAST_WRAPPED = 0.3  # of the paragraphs over several lines, in a text of paragraphs that has no markup
_PURE = 0.9  # of the paragraphs in one language
_TABLE = 0.6  # of the lines that are rows between bars
_LONGEST_HEADING = 80  # characters of a line that ends in a colon and names the speaker of what is below

Numbered = tuple[int, str]
Paragraph = list[Numbered]


class MarkdownReader:
    """Headings, paragraphs between blank lines, tables between bars, speakers named above or before them."""

    name: ClassVar[str] = "markdown"
    suffixes: ClassVar[frozenset[str]] = frozenset({".md", ".markdown", ".mdown", ".qmd", ".rmd"})
    claims_by: ClassVar[ClaimedBy] = "form"

    def claims(self, document: Document) -> bool:
        """Tell Markdown by its headings, its front matter or its table, and other text by paragraphs that are wrapped."""
        head = document.head
        headings = sum(bool(_HEADING.match(line)) for line in head)
        bars = sum(line.startswith("|") for line in head)
        return headings > 1 or bars > max(1, _TABLE * len(head)) or _has_front_matter(head) or _is_wrapped(document)

    def read(self, document: Document) -> ParsedDocument:
        outline = _Outline(document.lines)
        blocks = list(_blocks(outline))
        return ParsedDocument(number_units(pair_neighbours(blocks)), tuple(outline.notices), "units")


def _has_front_matter(head: Sequence[str]) -> bool:
    return bool(head) and head[0] == "---" and "---" in head[1:]


def _is_wrapped(document: Document) -> bool:
    blocks = [list(group) for filled, group in groupby(document.lines[: 2 * len(document.head)], key=bool) if filled]
    wrapped = [{language_of(line) for line in block} - {None} for block in blocks if len(block) > 1]
    pure = sum(len(languages) == 1 for languages in wrapped)
    return len(blocks) > 2 and len(wrapped) >= _LEAST_WRAPPED * len(blocks) and pure >= _PURE * len(wrapped)


# ---- paragraphs and headings


class _Outline:
    """The paragraphs of a text, cleaned of markup, each with the number of its section; what is none becomes a notice."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.notices: list[Notice] = []
        self.paragraphs: list[tuple[int, Paragraph]] = []
        self.headings: set[int] = set()
        self._section = 0
        self._open: Paragraph = []
        skipped = self._skip_front_matter(lines)
        fence = False
        for number, line in enumerate(lines[skipped:], start=skipped + 1):
            if _FENCE.match(line):
                fence = not fence
                self._close()
            elif fence:
                self._leave_out("code", number, line)
            else:
                self._take(number, line)
        self._close()

    def _skip_front_matter(self, lines: Sequence[str]) -> int:
        start = next((at for at, line in enumerate(lines) if line), 0)
        if not lines or lines[start] != "---" or "---" not in lines[start + 1 :]:
            return 0
        end = lines.index("---", start + 1)
        for at in range(start + 1, end):
            self._leave_out("front-matter", at + 1, lines[at])
        return end + 1

    def _take(self, number: int, line: str) -> None:
        if heading := _HEADING.match(line):
            self._close()
            self._section += 1
            self._add_heading(number, clean_inline(line[heading.end() :].rstrip("# ")))
        elif not line or _RULE.fullmatch(line) or _TAG_LINE.fullmatch(line) or ("-" in line and set(line) <= _TABLE_RULE):
            self._close()
        elif line.startswith("<!--"):
            self._leave_out("comment", number, line)
        else:
            self._add(number, clean_inline(_BEFORE.sub("", line, count=1)), is_row=line.startswith("|"))

    def _add_heading(self, number: int, text: str) -> None:
        """Keep a heading that may name the speaker of what is below; any other is no part of the conversation."""
        if _NAMES_SPEAKER.search(text):
            self.headings.add(number)
            self.paragraphs.append((self._section, [(number, text)]))
        else:
            self._leave_out("heading", number, text)

    def _add(self, number: int, text: str, *, is_row: bool) -> None:
        ends = text.endswith((":", "：")) and len(text) <= _LONGEST_HEADING
        if is_row or (ends and not self._open):
            self._close()
            self.paragraphs.append((self._section, [(number, text)]))
        elif text:
            self._open.append((number, text))

    def _close(self) -> None:
        if self._open:
            self.paragraphs.append((self._section, self._open))
        self._open = []

    def _leave_out(self, code: str, number: int, text: str) -> None:
        if text:
            self.notices.append(Notice(code, number, text))


def clean_inline(text: str) -> str:
    r"""Return a line without the marks of Markdown and the tags inside it.

    >>> clean_inline("**Mei:** it cost \\$6, _not_ 5*3 [there](https://example.org) in snake_case")
    'Mei: it cost $6, not 5*3 there in snake_case'
    """
    for pattern, put in ((_LINK, r"\1"), (_INLINE_TAG, ""), (_STRONG, ""), (_EMPHASIS, "")):
        text = pattern.sub(put, text)
    return unescape(_ESCAPE.sub(r"\1", text)).strip()


# ---- blocks


def _blocks(outline: _Outline) -> Iterator[Block]:
    """Yield the paragraphs with their speakers, without the labels that translations begin with."""
    labels = _labels([paragraph for _, paragraph in outline.paragraphs])
    paragraphs = [(section, _unlabelled(paragraph, labels)) for section, paragraph in outline.paragraphs]
    named = frozenset(
        text.rstrip(":：*_ ") for _, paragraph in paragraphs for number, text in paragraph if number in outline.headings
    )
    firsts = {line.number: line for line in strip_marks([paragraph[0] for _, paragraph in paragraphs], named)}
    section = 0
    for outer, paragraph in paragraphs:
        first = firsts.get(paragraph[0][0])
        if first is None:  # it named the speaker of what is below
            section += 1
            continue
        block = Block(in_one_language(tuple(_lines(first, paragraph))), outer + section)
        if paragraph[0][0] in outline.headings:
            outline.notices += [Notice("heading", number, text) for number, text in paragraph]
        elif block.lines:
            yield block


def _labels(paragraphs: Sequence[Paragraph]) -> frozenset[str]:
    counts = Counter(match[1] for paragraph in paragraphs if (match := _MARK.match(paragraph[0][1])))
    return frozenset(label for label, count in counts.items() if count >= _LEAST_MARKS)


def _unlabelled(paragraph: Paragraph, labels: frozenset[str]) -> Paragraph:
    number, text = paragraph[0]
    match = _MARK.match(text)
    if not match or match[1] not in labels:
        return paragraph
    rest = text[match.end() :]
    return [(number, rest), *paragraph[1:]] if rest or len(paragraph) == 1 else paragraph[1:]


def _lines(first: Marked, paragraph: Paragraph) -> Iterator[Line]:
    for number, text in [(first.number, first.text), *paragraph[1:]]:
        for cell in text.strip("|").split("|") if text.startswith("|") else [text]:
            if part := cell.strip():
                yield Line(number, part, language_of(part), first.start, first.end, first.speaker)
