"""The use cases: what the commands and the Python API ask for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from flashdeck.app.pipeline import Pipeline, Progress, no_progress
from flashdeck.edits.outcomes import edit_lines
from flashdeck.model import LinePair, Notice, Selection
from flashdeck.settings import Settings

if TYPE_CHECKING:
    from flashdeck.app.summary import BuildReport
    from flashdeck.write.records import Record

Stage = Literal["read", "align", "sentences", "annotate", "grade", "select"]
STAGES: tuple[Stage, ...] = ("read", "align", "sentences", "annotate", "grade", "select")


def build_deck(source: Path, settings: Settings, progress: Progress = no_progress) -> "BuildReport":
    """Build the deck of one transcript; nothing is written unless all of it succeeds."""
    from flashdeck.app.summary import BuildReport
    from flashdeck.write.anki.apkg import write_apkg
    from flashdeck.write.anki.note_types import load_note_types
    from flashdeck.write.anki.tsv import write_tables
    from flashdeck.write.files import folder_for

    pipeline = Pipeline(source, settings, progress)
    path = pipeline.package
    note_types = load_note_types(settings.templates)
    pipeline.require_pairs()
    with folder_for(settings.output):
        claim_outputs(path, settings)  # before the engines load: nobody should wait for a refusal
        write = write_tables if settings.format == "tsv" else write_apkg
        return BuildReport(pipeline, write(pipeline.decks, path, force=settings.force, note_types=note_types))


def claim_outputs(path: Path, settings: Settings) -> None:
    """Make sure that a package, or the tables in its place, can be written."""
    from flashdeck.write.anki.package import is_package
    from flashdeck.write.anki.tsv import is_table, table_paths
    from flashdeck.write.files import claim

    if settings.format == "apkg":
        claim(path, is_ours=is_package, force=settings.force)
        return
    for table in table_paths(path):
        claim(table, is_ours=is_table, force=settings.force)


@dataclass(frozen=True)
class CardPreview:
    """The cards that a build would make and their level, for each language studied, and what became of a person's corrections."""

    selections: tuple[Selection, ...]
    edits: tuple[str, ...]
    levels: tuple[str, ...]


def preview_cards(source: Path, settings: Settings, progress: Progress = no_progress) -> CardPreview:
    """Choose the cards of one transcript, for each language studied, and write nothing."""
    pipeline = Pipeline(source, settings, progress)
    pipeline.require_cards()
    placed = pipeline.placed_edits
    return CardPreview(
        tuple(course.selection for course in pipeline.courses),
        tuple(edit_lines(placed, pipeline.all_edit_outcomes)),
        tuple(course.explained_level for course in pipeline.courses),
    )


def inspect_stage(source: Path, stage: Stage, settings: Settings, progress: Progress = no_progress) -> Iterator["Record"]:
    """Yield what a stage produced, and the notices so far."""
    from flashdeck.write import records

    pipeline = Pipeline(source, settings, progress)
    yield from _stage_records(pipeline, stage)
    yield from map(records.notice_record, _stage_notices(pipeline, stage))


def align_lists(zh_lines: Sequence[str], en_lines: Sequence[str]) -> list[LinePair]:
    """Align two lists of lines of which nothing says what belongs together."""
    from flashdeck.align import align_texts

    return align_texts(zh_lines, en_lines)


def _stage_records(pipeline: Pipeline, stage: Stage) -> Iterator["Record"]:
    from flashdeck.bilingual.languages import TRAITS
    from flashdeck.write import records

    match stage:
        case "read":
            yield from map(records.line_record, pipeline.transcript.lines)
        case "align":
            yield from map(records.pair_record, pipeline.bitext.pairs)
        case "sentences":
            yield from map(records.sentence_record, pipeline.sentences)
        case "annotate":
            yield from map(records.annotated_record, pipeline.annotated)
        case "grade":
            for course in pipeline.courses:
                name = TRAITS[course.study].level_name
                yield from (records.graded_record(item, name(item.difficulty)) for item in course.graded)
        case "select":
            for course in pipeline.courses:
                yield from (records.card_record(card, order) for order, card in enumerate(course.selection.cards, start=1))


def _stage_notices(pipeline: Pipeline, stage: Stage) -> Sequence[Notice]:
    if stage == "read":
        return pipeline.transcript.notices
    if stage in ("align", "sentences"):
        return pipeline.bitext.notices
    if stage == "select":
        return (*pipeline.notices, *(notice for course in pipeline.courses for notice in course.selection.notices))
    return pipeline.notices
