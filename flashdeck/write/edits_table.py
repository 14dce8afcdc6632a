"""Print what each entry of an edits file does, as a table for a terminal."""

from collections.abc import Iterator, Sequence

from flashdeck.edits.entries import LineEntry
from flashdeck.edits.file.problems import EditsProblem
from flashdeck.edits.outcomes import Outcome, Placed, summary_of
from flashdeck.write.preview_table import wrapped

_INDENT, _PROBLEM_INDENT = 15, 7
_BY_NUMBER = " (placed by its line number only; add text = “…” so that the entry follows its line when the transcript changes)"


def outcome_lines(placed: Placed, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield a line for each entry of an edits file: the entry's line number in the file, its kind and its effect.

    `!` marks an entry that has no effect.
    """
    for outcome in outcomes:
        yield from wrapped(_row(outcome, placed.moved.get(outcome.entry.at, 0)), _INDENT)
        if outcome.is_stale:
            yield from wrapped(" " * _INDENT + outcome.remedy, _INDENT)
    yield f"{summary_of(outcomes)}."


def _row(outcome: Outcome, moved: int) -> str:
    entry = outcome.entry
    quotes_nothing = isinstance(entry, LineEntry) and not entry.quote
    remark = ""
    if outcome.is_applied and moved:
        remark = f" (found {moved:+} lines from the number in the entry)"
    elif outcome.is_applied and quotes_nothing:
        remark = _BY_NUMBER
    return f"{_mark(outcome)}{entry.at:>4}  {entry.kind:<8}{outcome.text}{remark}"


def _mark(outcome: Outcome) -> str:
    if outcome.is_stale:
        return "!"
    return "·" if outcome.waits else " "


def problem_lines(problems: Sequence[EditsProblem]) -> Iterator[str]:
    """Yield a text for each mistake in an edits file: its line number, the mistake, and how to correct it."""
    for problem in problems:
        yield from wrapped(f"!{problem.at:>4}  {problem.text}", _PROBLEM_INDENT)
        yield from wrapped(" " * _PROBLEM_INDENT + problem.remedy, _PROBLEM_INDENT)
