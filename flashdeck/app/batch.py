"""Build one package of many transcripts, with a deck for each transcript in the order of study.

Each word is taught once in the whole package. The notes of a deck are written to disk before the next deck is built, so that only
one transcript is in memory at a time.
"""

import json
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, overload

from flashdeck.app.batch_report import BatchFigures, BatchSummary, Episode, FailedTranscript, TrackCounts
from flashdeck.app.build_summary import voice_hint_of
from flashdeck.app.pipeline import Pipeline, StudyTrack
from flashdeck.app.stages import BatchPlace, Progress, read_known_files, taught_beside
from flashdeck.app.unchanged import BuildOrder, BuildReport
from flashdeck.app.workers import Pool, cluster_pool, process_pool, run
from flashdeck.compose.deck import deck_name, file_name
from flashdeck.compose.description import DeckSetting, batch_description
from flashdeck.errors import FlashdeckError, InputError, UsageError
from flashdeck.known import Taught, knowledge_of
from flashdeck.model import Deck, Html, Language, Note
from flashdeck.process import collect_seldom
from flashdeck.select import Learner
from flashdeck.select.choice.coverage import taught_by
from flashdeck.settings import Settings
from flashdeck.write.files import room_in

if TYPE_CHECKING:
    from flashdeck.write.deck_writers import WrittenDecks

_MINUTE = 60


class Batch:
    """The package of many transcripts."""

    def __init__(self, order: BuildOrder, progress: Progress) -> None:
        self._order = order
        self._progress = progress
        self._figures = BatchFigures()

    @property
    def name(self) -> str:
        """The name of the parent deck."""
        return deck_name("", self._order.settings.deck)

    def package(self) -> Path:
        """Return the path of the package. Raises `UsageError` for transcripts that cannot make one package."""
        check_batch(self._order)
        return self._order.settings.output / file_name(self.name)

    @contextmanager
    def decks(self) -> Iterator[Sequence[Deck]]:
        """Make the decks, the parent deck first. Raises the error of the first transcript that fails.

        With `keep_going`, a transcript that fails is left out, and `InputError` is raised if no transcript gives a card.
        """
        with tempfile.TemporaryDirectory() as folder:
            work = _Work(self._order, self.name, self.package(), Path(folder))
            self._figures = work.figures
            countdown = Countdown(len(self._order.sources), self._progress)
            for source in self._when_annotated():
                countdown.begin(source.name)
                work.add(source)
            if not work.decks:
                raise InputError(
                    f"{self.name}: no transcript gives a card", remedy="Try another --level, or other transcripts."
                )
            yield (Deck(self.name, work.description, ()), *work.decks)

    def report(self, written: "WrittenDecks") -> BuildReport:
        """Return the report of what was built, written and left out."""
        summary = BatchSummary(self._figures, written, voice_hint_of(self._order.settings))
        return BuildReport(written.paths, summary.counts, summary.notices, tuple(summary.lines()), self._figures.exit_code)

    def _when_annotated(self) -> Iterator[Path]:
        """Yield each transcript as soon as its deck can be built.

        If there are workers, a transcript is yielded when a worker has stored its annotation in the cache.
        """
        pool = _pool(self._order)
        if pool is None:
            yield from self._order.sources
            return
        jobs = [(source, self._order.settings_for(source)) for source in self._order.sources]
        for source, _ in zip(self._order.sources, run(annotate_episode, jobs, pool), strict=True):
            yield source


def _pool(order: BuildOrder) -> Pool | None:
    """Return the pool of workers for a build. Return None if this process does all the work."""
    if order.cluster:
        return cluster_pool(order.cluster)
    return process_pool(order.jobs) if order.jobs > 1 else None


def annotate_episode(job: tuple[Path, Settings]) -> None:
    """Annotate a transcript, so that the cache has the result for the process that builds the package.

    An error of the transcript is ignored here. It occurs again where the deck is built, and is reported there.
    """
    collect_seldom()
    source, settings = job
    with suppress(FlashdeckError):
        _ = Pipeline(source, settings).annotated


def check_batch(order: BuildOrder) -> None:
    """Raise `UsageError` if the transcripts and the options cannot make one package."""
    sources, settings = order.sources, order.settings
    if not sources:
        raise UsageError("no transcript was named", remedy="Name at least one file.")
    if not settings.deck:
        raise UsageError(
            f"{sources[1]}: several transcripts need a name for their deck", remedy='Name it, for example --deck "AI policy".'
        )
    if settings.title or settings.edits or settings.translation:
        raise UsageError(
            f"{sources[1]}: --title, --edits and --translation can be used with one transcript only",
            remedy="Leave them out, or build one transcript after the other.",
        )
    titles: dict[str, Path] = {}
    for source in sources:
        other = titles.setdefault(order.name_of(source), source)
        if other is not source:
            raise UsageError(
                f"{source}: has the same name as {other}",
                remedy="Rename one of the files, so that their decks have different names.",
            )


class Countdown:
    """Shows which transcript of a batch is being built, and about how many minutes the rest of the batch will take."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total = total
        self._progress = progress
        self._begun = time.monotonic()
        self._done = 0

    def begin(self, name: str) -> None:
        """Show that the build of the next transcript, `name`, begins."""
        self._progress(f"{self._done + 1}/{self._total} {name}{self._time_left()}")
        self._done += 1

    def _time_left(self) -> str:
        if not self._done:
            return ""
        seconds = (time.monotonic() - self._begun) / self._done * (self._total - self._done)
        return f", about {max(1, round(seconds / _MINUTE))} min left"


@dataclass
class _Work:
    """The decks, words and figures of the transcripts built so far. `spool` is a folder for temporary files of notes."""

    order: BuildOrder
    name: str
    package: Path
    spool: Path
    decks: list[Deck] = field(default_factory=list)
    figures: BatchFigures = field(default_factory=BatchFigures)
    deck_settings: dict[Language, DeckSetting] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.known = read_known_files(self.order.settings)
        self.elsewhere = taught_beside(self.package, self._lines())

    @property
    def description(self) -> Html:
        """The description of the parent deck."""
        notes = sum(len(deck.notes) for deck in self.decks)
        return batch_description(len(self.figures.episodes), tuple(self.deck_settings.values()), notes)

    def add(self, source: Path) -> None:
        """Build the decks of a transcript and add them, or record why the transcript has no deck."""
        name = self.order.name_of(source).replace("::", " ")
        settings = replace(self.order.settings_for(source), deck=f"{self.name}::{name}")
        known = replace(self.known, taught=(*self.elsewhere, *self.figures.taught))
        try:
            self._add(Pipeline(source, settings, place=BatchPlace(self.package, known)))
        except FlashdeckError as error:
            if not self.order.keep_going:
                raise
            self.figures.failed.append(FailedTranscript(source, str(error), error.remedy, error.exit_code))

    def _add(self, pipeline: Pipeline) -> None:
        tracks = pipeline.tracks
        decks = [self._spooled(track.deck) for track in tracks if track.selection.cards]
        self.decks += [deck for deck in decks if deck.notes]
        for track in tracks:
            self.figures.taught += _words_taught(track)
            self.deck_settings.setdefault(track.study, track.deck_setting)
            counts = self.figures.counts.setdefault(track.study, TrackCounts())
            counts.add(track.graded, self._newcomer(track))
        notes = sum(len(deck.notes) for deck in decks)
        self.figures.episodes.append(Episode(pipeline.transcript.title, len(pipeline.bitext.pairs), notes))

    def _newcomer(self, track: StudyTrack) -> Learner:
        """Return the learner of a track before the batch.

        This learner does not know the words that earlier transcripts in the batch teach.
        """
        knowledge = knowledge_of(track.study, self.known.known, self.known.unknown, self.elsewhere)
        return replace(track.learner, knowledge=knowledge)

    def _spooled(self, deck: Deck) -> Deck:
        """Write the notes of a deck to disk.

        A note that an earlier transcript of the batch has is left out, so that a sentence makes only one note.
        """
        notes = [note for note in deck.notes if note.id not in self.ids]
        self.ids.update(note.id for note in notes)
        return replace(deck, notes=SpooledNotes(self.spool / f"{len(self.ids)}.{len(self.decks)}", notes))

    def _lines(self) -> Iterator[str]:
        """Yield the Chinese and the English text of each sentence of the batch.

        A transcript that cannot be read is skipped here. The error is reported later, when the transcript is built.
        """
        for source in self.order.sources:
            try:
                sentences = Pipeline(source, self.order.settings_for(source)).sentences
            except FlashdeckError:
                continue
            for sentence in sentences:
                yield sentence.zh
                yield sentence.en


def _words_taught(track: StudyTrack) -> Iterable[Taught]:
    """Return the words that the cards of a track teach."""
    return [Taught(word, track.study, "new", "") for word in sorted(taught_by(track.selection.cards))]


class SpooledNotes(Sequence[Note]):
    """The notes of one deck in a temporary file, one per line. They are read from the file at each access."""

    def __init__(self, path: Path, notes: Sequence[Note]) -> None:
        """Write the notes to the file. Raises `OutputError` if the file cannot be written."""
        self._path = path
        self._count = len(notes)
        with room_in(path.parent), path.open("w", encoding="utf-8") as file:
            for note in notes:
                file.write(json.dumps([note.id, note.note_type, note.fields, note.tags], ensure_ascii=False) + "\n")

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Note]:
        with self._path.open(encoding="utf-8") as file:
            for line in file:
                note_id, note_type, fields, tags = json.loads(line)
                yield Note(note_id, note_type, tuple((name, Html(text)) for name, text in fields), tuple(tags))

    @overload
    def __getitem__(self, place: int) -> Note: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Note, ...]: ...
    def __getitem__(self, place: int | slice) -> Note | tuple[Note, ...]:
        """Return the note, or the notes, at an index. All notes are read from the file."""
        return tuple(self)[place]
