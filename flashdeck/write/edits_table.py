"""What each entry of an edits file does, as a table for a terminal."""

from collections.abc import Iterator, Sequence

from flashdeck.edits.entries import LineEntry
from flashdeck.edits.file.problems import EditsProblem
from flashdeck.edits.outcomes import Outcome, Placed, summary_of
from flashdeck.write.preview_table import wrapped

_INDENT, _PROBLEM_INDENT = 15, 7
_BY_NUMBER = " (by number alone: text = “…” would keep it on its line when the transcript changes)"


def outcome_lines(placed: Placed, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield a line for each entry: its place in the file, its kind, what it does. `!` marks one that does nothing."""
    for outcome in outcomes:
        yield from wrapped(_row(outcome, placed.moved.get(outcome.entry.at, 0)), _INDENT)
        if outcome.is_stale:
            yield from wrapped(" " * _INDENT + outcome.remedy, _INDENT)
    yield f"{summary_of(outcomes)}."


def _row(outcome: Outcome, moved: int) -> str:
    entry = outcome.entry
    quotes_nothing = isinstance(entry, LineEntry) and not entry.quote
    remark = f" (found {moved:+} lines from where it says)" if moved else _BY_NUMBER if quotes_nothing else ""
    mark = "!" if outcome.is_stale else "·" if outcome.waits else " "
    return f"{mark}{entry.at:>4}  {entry.kind:<8}{outcome.text}{remark if outcome.is_applied else ''}"


def problem_lines(problems: Sequence[EditsProblem]) -> Iterator[str]:
    """Yield all mistakes of an edits file, each with its line and the way to mend it."""
    for problem in problems:
        yield from wrapped(f"!{problem.at:>4}  {problem.text}", _PROBLEM_INDENT)
        yield from wrapped(" " * _PROBLEM_INDENT + problem.remedy, _PROBLEM_INDENT)
