"""The functions behind `flashdeck edits`: check the entries of an edits file, add an entry, and draft entries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashdeck.app.pipeline import Pipeline
from flashdeck.app.stages import JUDGE, MEND, Progress, no_progress
from flashdeck.edits.effects import unit_outcomes
from flashdeck.edits.entries import Draft, EditEntry, Edits
from flashdeck.edits.file.edits_file import STDIN, EditsFile, default_path, renumbered
from flashdeck.edits.file.parse import examine, parse_edits, read_text
from flashdeck.edits.file.problems import EditsError, EditsProblem
from flashdeck.edits.kinds.entry_effects import LineEffect, UnitEffect, WordEffect
from flashdeck.edits.outcomes import Outcome, Placed
from flashdeck.edits.placing import quoting
from flashdeck.settings import Settings

_ANY_LEVEL = 4.0  # any level will do, because the drafts do not depend on the level


@dataclass(frozen=True)
class CheckedEdits:
    """The result of checking an edits file.

    `outcomes` has the outcome of each entry. `problems` has all mistakes in the file, whereas a build reports only the first.
    """

    placed: Placed
    outcomes: tuple[Outcome, ...]
    problems: tuple[EditsProblem, ...] = ()

    def require_sound(self) -> None:
        """Raise `EditsError` if the edits file has mistakes."""
        if self.problems:
            raise EditsError.of(self.placed.edits.name, self.problems)


@dataclass(frozen=True)
class AddedEntry:
    """An entry that was added to the edits file at `path`, and the outcome of the entry."""

    path: Path
    outcome: Outcome


def check_edits(source: Path, settings: Settings, progress: Progress = no_progress, *, renumber: bool = False) -> CheckedEdits:
    """Return the outcome of each entry in the edits file of a transcript.

    With `renumber`, the line numbers in the file are corrected first.
    """
    path = edits_path(source, settings)
    edits, problems = examine(read_text(path), str(path))
    if problems:
        return CheckedEdits(Placed(edits, {}, ()), (), problems)
    placed = Pipeline(source, settings, progress, own_edits=edits).placed_edits
    if renumber and placed.moved:
        edits = _renumber(EditsFile.read(path), edits, placed)
    pipeline = Pipeline(source, settings, progress, own_edits=edits)
    return CheckedEdits(pipeline.placed_edits, pipeline.edit_outcomes)


def _renumber(file: EditsFile, edits: Edits, placed: Placed) -> Edits:
    text = renumbered(file.text, edits, placed.edits)
    file.write(text)
    return parse_edits(text, edits.name)


def suggest_edits(source: Path, settings: Settings, progress: Progress = no_progress) -> tuple[Draft, ...]:
    """Draft corrections for lines that still look damaged after the corrections in the edits file are applied."""
    from flashdeck.edits.draft_edits import draft_corrections
    from flashdeck.select import Learner, grade_sentences

    annotated = Pipeline(source, settings, progress).annotated
    return tuple(draft_corrections(grade_sentences(annotated, Learner("zh", _ANY_LEVEL))))


def edits_path(source: Path, settings: Settings) -> Path:
    """Return the path of the edits file: the path in --edits, or else the default path beside the transcript."""
    if settings.edits is not None:
        return settings.edits
    if str(source) == STDIN:
        raise EditsError("edits: a transcript from stdin has no edits file", remedy="Name its edits file with --edits FILE.")
    return default_path(source)


def add_entry(source: Path, settings: Settings, kind: str, values: Mapping[str, Any]) -> AddedEntry:
    """Add one entry to the edits file of a transcript. Raises `EditsError` for an entry that would do nothing."""
    file = EditsFile.read(edits_path(source, settings))
    before, problems = examine(file.text, str(file.path))
    if problems:
        raise EditsError.of(before.name, problems)
    pipeline = Pipeline(source, settings, own_edits=before)
    if pipeline.placed_edits.moved:
        raise EditsError(
            f"{file.path}: its line numbers are those of another version of the transcript",
            remedy=f"Update the line numbers first: flashdeck edits check {source} --renumber",
        )
    quoted = {**values, **_quotation(pipeline, kind, values)}
    text = file.appended(kind, quoted)
    edits, problems = examine(text, str(file.path))
    if problems:
        raise EditsError(f"edits add: {problems[-1].text}", remedy=problems[-1].remedy)
    outcome = _outcome(Pipeline(source, settings, own_edits=edits), edits.entries[-1])
    if outcome.is_stale:
        raise EditsError(f"edits add: {outcome.text}", remedy=outcome.remedy)
    file.write(text)
    return AddedEntry(file.path, outcome)


def _quotation(pipeline: Pipeline, kind: str, values: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the key and the value by which an entry quotes its line.

    If the transcript changes later, the quotation is used to find the line again. The mapping is empty if the entry already
    quotes its line.
    """
    edits, problems = examine(EditsFile(Path(), None).appended(kind, values), "")
    if problems or not edits.entries:
        return {}
    return quoting(edits.entries[0], pipeline.transcript.lines)


def _outcome(pipeline: Pipeline, entry: EditEntry) -> Outcome:
    return next(outcome for outcome in _outcomes(pipeline, entry) if outcome.entry.at == entry.at)


def _outcomes(pipeline: Pipeline, entry: EditEntry) -> Sequence[Outcome]:
    """Return the outcomes of an entry and of all entries for the same stage, without running later stages."""
    placed = pipeline.placed_edits
    if isinstance(entry, LineEffect):
        return (*placed.outcomes, *pipeline.result(MEND).outcomes)
    if isinstance(entry, UnitEffect):
        return (*placed.outcomes, *unit_outcomes(placed.edits, pipeline.sentences))
    if isinstance(entry, WordEffect):
        return pipeline.result(JUDGE)
    return pipeline.edit_outcomes
