"""The line numbers in an edits file are brought up to date; nothing else in it changes."""

import re
from collections.abc import Mapping

from flashdeck.edits.entries import Edits, Entry, Join, Shift, Skip, Split
from flashdeck.edits.file.positions import NO_CODE, places_in


def renumbered(text: str, edits: Edits, placed: Edits) -> str:
    """Return the text of `edits` with the numbers that its entries have in `placed`.

    Entries in a table of one line keep theirs.
    """
    now = {entry.at: entry for entry in placed.entries}
    grown = {entry.at: _growth(entry, now[entry.at]) for entry in edits.entries if entry.at in now}
    lines = text.split("\n")
    for place in (place for places in places_in(text).tables.values() for place in places):
        for key, by in grown.get(place.line, {}).items():
            if by and key in place.keys:
                _grow_value(lines, place.keys[key] - 1, by)
    return "\n".join(lines)


def _growth(entry: Entry, now: Entry) -> Mapping[str, int]:
    """Return by how much the numbers of each key grow."""
    match entry, now:
        case (Skip(), Skip()):
            return {"lines": now.lines[0] - entry.lines[0]}
        case (Split(), Split()):
            return {"after": now.after[0] - entry.after[0]}
        case (Join(), Join()):
            return {"zh": now.zh[0] - entry.zh[0], "en": now.en[0] - entry.en[0]}
        case (Shift(), Shift()):
            return {"zh": now.zh[0] - entry.zh[0], "en": now.en[0][0] - entry.en[0][0]}
    before, after = getattr(entry, "line", 0), getattr(now, "line", 0)
    return {"line": after - before}


def _grow_value(lines: list[str], at: int, by: int) -> None:
    """Add to every number of the value that begins on a line; a list may go on over more lines."""
    depth, start = 0, lines[at].index("=") + 1
    while True:
        code = NO_CODE.sub(_without_comment, lines[at])
        numbers = re.sub(r"\d+", lambda found: str(int(found[0]) + by), code[start:])
        lines[at] = code[:start] + numbers + lines[at][len(code) :]
        bare = NO_CODE.sub("", code)
        depth += bare.count("[") - bare.count("]")
        if depth <= 0:
            return
        at, start = at + 1, 0


def _without_comment(found: re.Match[str]) -> str:
    return "" if found[0].startswith("#") else found[0]
