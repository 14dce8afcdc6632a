"""Leave out labels of sounds, music and manners of speaking, such as "(Laughter)", [叹气] and ♪.

A line that consists only of labels is left out with a notice. If a label is removed from inside a line, the line as read stays
available as `Line.original`. `flashdeck.language.sounds` recognises the labels.
"""

from dataclasses import replace

from flashdeck.language.sounds import remove_sounds
from flashdeck.model import Line, Notice
from flashdeck.read.formats.base import ParsedDocument

SOUND_LINE = "read.left-out.sound-label"


def strip_sounds(parsed: ParsedDocument) -> ParsedDocument:
    """Remove labels from all lines of a document. A line that holds only labels becomes a notice."""
    lines, notices = list[Line](), list[Notice]()
    for line in parsed.lines:
        text, rules = remove_sounds(line.text)
        if not rules:
            lines.append(line)
        elif any(map(str.isalnum, text)):
            lines.append(replace(line, text=text, original=line.as_read))
        else:
            notices.append(Notice("sound", line.number, line.text, rule=SOUND_LINE))
    if len(lines) == len(parsed.lines) and lines == list(parsed.lines):
        return parsed
    return ParsedDocument(tuple(lines), (*parsed.notices, *notices), parsed.layout)
