"""Take everything that is not speech out of the lines of a document, whatever its format.

Readers of captions and plain texts cut off names, times and marks of turns themselves, because they need them for their
layout. This module does the same for lines of tables and records, and removes what stands inside a line.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashdeck.model import Line
from flashdeck.read.formats.base import ParsedDocument
from flashdeck.read.marks import strip_names
from flashdeck.read.sound_labels import strip_sounds

_LEAST_TURNS = 2  # a name inside a line is a label only if it is the speaker of at least this number of lines (chosen by hand)


def only_speech(parsed: ParsedDocument, *, names_are_known: bool = False) -> ParsedDocument:
    """Return a document whose lines have neither labels of sounds nor names of speakers in their text.

    `names_are_known` says that the reader of the format has already looked for names at the beginnings of lines.
    """
    lines = parsed.lines
    if not names_are_known and not any(line.speaker for line in lines):
        lines = tuple(_named(lines))
    return strip_sounds(ParsedDocument(tuple(_without_inner_names(lines)), parsed.notices, parsed.layout))


def _named(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines with the names at their beginnings moved to `speaker`. A line that is only a name stays as it is."""
    marked = strip_names([(line.number, line.text) for line in lines])
    for line, found in zip(lines, marked, strict=True):
        yield replace(line, text=found.text, speaker=found.speaker) if found.rules and found.text else line


def _without_inner_names(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines without speakers' labels that follow a sentence: "We left. Mei: Why?" becomes "We left. Why?"."""
    counts = Counter(line.speaker for line in lines if line.speaker)
    names = [re.escape(name) for name, count in counts.items() if count >= _LEAST_TURNS]
    if not names:
        yield from lines
        return
    label = re.compile(rf"(?<=[.?!…。？！”\"])\s*(?:\*\*)?(?:{'|'.join(names)})(?:\*\*)?\s?[:：](?:\*\*)?\s*")
    for line in lines:
        text = label.sub("" if line.lang == "zh" else " ", line.text) if ":" in line.text or "：" in line.text else line.text
        yield line if text == line.text else replace(line, text=text.strip(), original=line.as_read)
