"""Lines are mended, left out, and given their speakers; what they said before stays within reach."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from flashdeck.edits.entries import Edits, Mend, Skip, Speaker
from flashdeck.edits.outcomes import Outcome
from flashdeck.model import Language, Line, Notice, Transcript

Place = tuple[Language | None, int]
"""The file, where there are two, and the number of a line in it."""


def mended(text: str, mends: Sequence[Mend]) -> str:
    """Return a line with each correction made in order, wherever it applies.

    >>> mended("I seen the the sea", [Mend(1, 1, "seen", "saw"), Mend(4, 1, "the the", "the")])
    'I saw the sea'
    """
    for mend in mends:
        text = text.replace(mend.find, mend.replace)
    return text


def correct_lines(transcript: Transcript, edits: Edits) -> tuple[Transcript, tuple[Outcome, ...]]:
    """Return the transcript as the entries want it, and what each did; they were placed on its lines before."""
    outcomes: list[Outcome] = []
    lines = transcript.lines
    for mend in edits.of(Mend):
        lines, outcome = _with_mend(lines, mend)
        outcomes.append(outcome)
    for speaker in edits.of(Speaker):
        lines, outcome = _with_speaker(lines, speaker, transcript.lines, edits.of(Speaker))
        outcomes.append(outcome)
    skipped = _skipped(edits.of(Skip), lines)
    outcomes += [_skip_outcome(skip, [line for line in lines if skipped.get(_place(line)) is skip]) for skip in edits.of(Skip)]
    notices = [_skip_notice(line) for line in lines if line.text and _place(line) in skipped]
    kept = tuple(line for line in lines if _place(line) not in skipped)
    return replace(transcript, lines=kept, notices=(*transcript.notices, *notices)), tuple(outcomes)


def _place(line: Line) -> Place:
    return line.file, line.number


# ---- mend


def _with_mend(lines: tuple[Line, ...], mend: Mend) -> tuple[tuple[Line, ...], Outcome]:
    changed = tuple(_mended_line(line, mend) if _place(line) == (mend.file, mend.line) else line for line in lines)
    if changed == lines:
        said = f"“{mend.find}” no longer stands on line {mend.line} when the entries above have mended it"
        return lines, Outcome(mend, said, mend.line, remedy="Make one entry of those that mend the same words.")
    if any(not line.text and before.text for line, before in zip(changed, lines, strict=True)):
        said = f"nothing would be left of line {mend.line}"
        return lines, Outcome(mend, said, mend.line, remedy=f'Leave the line out: [[skip]] with lines = "{mend.line}".')
    return changed, Outcome(mend, f"line {mend.line}: “{mend.find}” → “{mend.replace}”", mend.line)


def _mended_line(line: Line, mend: Mend) -> Line:
    text = mended(line.text, [mend]).strip()
    return line if text == line.text else replace(line, text=text, original=line.as_read)


# ---- speaker


def _with_speaker(
    lines: tuple[Line, ...], speaker: Speaker, as_read: Sequence[Line], all_speakers: Sequence[Speaker]
) -> tuple[tuple[Line, ...], Outcome]:
    """Give the lines from one on a speaker, up to the next entry, or up to where the transcript names another."""
    others = {(other.file, other.line) for other in all_speakers if other is not speaker}
    turn = _turn(as_read, speaker, others)
    changed = tuple(replace(line, speaker=speaker.name) if _place(line) in turn else line for line in lines)
    count = f"{len(turn)} line{'' if len(turn) == 1 else 's'}"
    return changed, Outcome(speaker, f"{speaker.name} speaks from line {speaker.line} on ({count})", speaker.line)


def _turn(lines: Sequence[Line], speaker: Speaker, others: set[Place]) -> set[Place]:
    found: set[Place] = set()
    named: str | None = None
    for line in lines:
        if line.file != speaker.file or line.number < speaker.line or not line.text:
            continue
        if not found:
            named = line.speaker
        elif _place(line) in others or line.speaker != named:
            break
        found.add(_place(line))
    return found


# ---- skip


def _skipped(skips: Sequence[Skip], lines: Sequence[Line]) -> Mapping[Place, Skip]:
    there = {_place(line) for line in lines}
    named = ((skip, (skip.file, number)) for skip in reversed(skips) for number in skip.lines)
    return {place: skip for skip, place in named if place in there}


def _skip_outcome(skip: Skip, lines: Sequence[Line]) -> Outcome:
    count = sum(bool(line.text) for line in lines)
    where = f"lines {skip.lines[0]}–{skip.lines[-1]}" if len(skip.lines) > 1 else f"line {skip.lines[0]}"
    if not count:
        return Outcome(skip, f"{where}: nothing stands there that could be left out", skip.lines[0], remedy="Remove the entry.")
    why = f" ({skip.why})" if skip.why else ""
    return Outcome(skip, f"{where}: {count} line{'' if count == 1 else 's'} left out{why}", skip.lines[0])


def _skip_notice(line: Line) -> Notice:
    return Notice("skipped", line.number, line.as_read, line.file)
