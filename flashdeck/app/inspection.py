"""Show the results of the stages for a transcript, without writing files: `flashdeck inspect` and `flashdeck preview`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from flashdeck.app.pipeline import Pipeline, StudyTrack
from flashdeck.app.stages import Progress, no_progress
from flashdeck.bilingual.languages import TRAITS
from flashdeck.edits.outcomes import edit_lines
from flashdeck.model import Notice, Selection
from flashdeck.settings import Settings
from flashdeck.write import records

if TYPE_CHECKING:
    from flashdeck.write.records import Record

StageName = Literal["read", "align", "sentences", "annotate", "grade", "select"]
STAGE_NAMES: tuple[StageName, ...] = get_args(StageName)


@dataclass(frozen=True)
class CardPreview:
    """The cards that a build would make. `selections` and `levels` have one item for each language studied.

    `levels` describes the learner's levels in words. `edits` is a summary of the edits file.
    """

    selections: tuple[Selection, ...]
    edits: tuple[str, ...]
    levels: tuple[str, ...]


def preview_cards(
    source: Path, settings: Settings, progress: Progress = no_progress, *, need_cards: bool = True
) -> CardPreview:
    """Choose the cards of one transcript.

    Raises `InputError` if the transcript has no pairs. If `need_cards` is true, also raises it if the transcript has no cards.
    """
    pipeline = Pipeline(source, settings, progress)
    if need_cards:
        pipeline.require_cards()
    selections = tuple(track.selection for track in pipeline.tracks)
    edits = tuple(edit_lines(pipeline.placed_edits, pipeline.edit_outcomes))
    return CardPreview(selections, edits, tuple(track.explained_level for track in pipeline.tracks))


def inspect_stage(source: Path, stage: StageName, settings: Settings, progress: Progress = no_progress) -> Iterator["Record"]:
    """Yield the records of a stage, then the notices of this stage and of all earlier stages."""
    pipeline = Pipeline(source, settings, progress)
    made, notices = _STAGES[stage]
    yield from made(pipeline)
    yield from map(records.notice_record, notices(pipeline))


def _graded(track: StudyTrack) -> Iterator["Record"]:
    name = TRAITS[track.study].level_name
    for item in track.graded:
        yield records.graded_record(item, name(item.difficulty))


def _cards(track: StudyTrack) -> Iterator["Record"]:
    for order, card in enumerate(track.selection.cards, start=1):
        yield records.card_record(card, order)


def _of_tracks(make: Callable[[StudyTrack], Iterable["Record"]]) -> Callable[[Pipeline], Iterator["Record"]]:
    def made(pipeline: Pipeline) -> Iterator["Record"]:
        for track in pipeline.tracks:
            yield from make(track)

    return made


def _of_alignment(pipeline: Pipeline) -> Sequence[Notice]:
    return pipeline.bitext.notices


def _of_annotation(pipeline: Pipeline) -> Sequence[Notice]:
    return pipeline.notices


_STAGES: dict[StageName, tuple[Callable[[Pipeline], Iterable["Record"]], Callable[[Pipeline], Sequence[Notice]]]] = {
    "read": (
        lambda pipeline: map(records.line_record, pipeline.transcript.lines),
        lambda pipeline: pipeline.transcript.notices,
    ),
    "align": (lambda pipeline: map(records.pair_record, pipeline.bitext.pairs), _of_alignment),
    "sentences": (lambda pipeline: map(records.sentence_record, pipeline.sentences), _of_alignment),
    "annotate": (lambda pipeline: map(records.annotated_record, pipeline.annotated), _of_annotation),
    "grade": (_of_tracks(_graded), _of_annotation),
    "select": (_of_tracks(_cards), lambda pipeline: pipeline.all_notices),
}
"""For each stage, a function that returns the records of the stage and a function that returns all notices up to the stage."""
