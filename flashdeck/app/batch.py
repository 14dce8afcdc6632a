"""Many transcripts become one collection: a deck for each, a word taught once, in the order in which they are given."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from flashdeck.app.batch_episodes import Job, WordCounts, annotate_episode, words_taught
from flashdeck.app.batch_report import Episode, Problem, ShelfReport
from flashdeck.app.pipeline import Course, Pipeline, Place, read_known_files, taught_beside
from flashdeck.app.spooled_notes import SpooledNotes
from flashdeck.app.use_cases import claim_outputs
from flashdeck.app.workers import Pool, run
from flashdeck.collecting import collect_now
from flashdeck.compose.deck import deck_name, file_name
from flashdeck.compose.description import DeckSetting, Making, batch_description, voice_hint
from flashdeck.errors import FlashdeckError, InputError, UsageError
from flashdeck.known import Taught, knowledge_of
from flashdeck.model import Deck, Html, Language
from flashdeck.select import Learner
from flashdeck.settings import Settings
from flashdeck.write.anki.apkg import WrittenDeck, write_apkg
from flashdeck.write.anki.note_types import load_note_types
from flashdeck.write.anki.tsv import WrittenTables, write_tables
from flashdeck.write.files import folder_for

EpisodeProgress = Callable[[int, int, str], None]
"""Called with how many episodes are done, how many there are, and which one is next."""


@dataclass(frozen=True)
class Shelf:
    """Transcripts in the order of study, and what is asked of all of them. `pool` makes the workers, if there are any."""

    sources: tuple[Path, ...]
    settings: Settings
    pool: Pool | None = None
    keep_going: bool = False

    @property
    def name(self) -> str:
        return deck_name("", self.settings.deck)

    @property
    def package(self) -> Path:
        return self.settings.output / file_name(self.name)

    @property
    def jobs(self) -> tuple[Job, ...]:
        return tuple(Job(source, self.settings) for source in self.sources)


def check_shelf(sources: tuple[Path, ...], settings: Settings) -> None:
    """Refuse what makes no shelf. Raises `UsageError`."""
    if not settings.deck:
        raise UsageError(
            f"{sources[1]}: several transcripts, but no name for their deck", remedy='Give it one: --deck "AI policy".'
        )
    if settings.title or settings.edits or settings.translation:
        raise UsageError(
            f"{sources[1]}: --title, --edits and --translation speak of one transcript",
            remedy="Leave them out, or build one transcript after the other.",
        )
    titles: dict[str, Path] = {}
    for source in sources:
        if (other := titles.setdefault(source.stem, source)) is not source:
            raise UsageError(f"{source}: has the name of {other}", remedy="Rename one: each episode is a deck of its own.")


def build_shelf(shelf: Shelf, progress: EpisodeProgress) -> ShelfReport:
    """Build the package of many transcripts; it is written when all is done.

    Raises the first episode's error, with `keep_going` only where no episode gives a card.
    """
    check_shelf(shelf.sources, shelf.settings)
    with folder_for(shelf.settings.output), tempfile.TemporaryDirectory() as spool:
        note_types = load_note_types(shelf.settings.templates)
        claim_outputs(shelf.package, shelf.settings)
        work = _Work(shelf, Path(spool))
        for number, _ in enumerate(_annotated(shelf)):
            progress(number, len(shelf.sources), shelf.sources[number].name)
            work.add(shelf.sources[number])
        if not work.decks:
            raise InputError(f"{shelf.name}: no transcript gives a card", remedy="Try another --level, or other transcripts.")
        parent = Deck(shelf.name, work.description, ())
        write = write_tables if shelf.settings.format == "tsv" else write_apkg
        return work.report(write((parent, *work.decks), shelf.package, force=shelf.settings.force, note_types=note_types))


def _annotated(shelf: Shelf) -> Iterator[None]:
    """Yield once for each transcript when it is its turn; with workers, when its annotation waits in the cache."""
    if shelf.pool is None:
        yield from (None for _ in shelf.sources)
    else:
        yield from run(annotate_episode, shelf.jobs, shelf.pool)


@dataclass
class _Work:
    """What grows from episode to episode: decks on disk, words, figures."""

    shelf: Shelf
    spool: Path
    decks: list[Deck] = field(default_factory=list)
    episodes: list[Episode] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    taught: list[Taught] = field(default_factory=list)
    counts: dict[Language, WordCounts] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    deck_settings: dict[Language, DeckSetting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known_files = read_known_files(self.shelf.settings)
        self.elsewhere = taught_beside(self.shelf.package, self._lines())

    @property
    def description(self) -> Html:
        """What the deck above all others says of itself."""
        return batch_description(
            len(self.episodes), tuple(self.deck_settings.values()), sum(len(deck.notes) for deck in self.decks)
        )

    def add(self, source: Path) -> None:
        """Build an episode's decks, or note why there are none."""
        settings = replace(self.shelf.settings, deck=f"{self.shelf.name}::{source.stem.replace('::', ' ')}")
        place = Place(self.shelf.package, self.known_files, (*self.elsewhere, *self.taught))
        try:
            self._add(Pipeline(source, settings, place=place))
        except FlashdeckError as error:
            if not self.shelf.keep_going:
                raise
            self.problems.append(Problem(source, str(error), error.remedy, error.exit_code))
        finally:
            collect_now()  # a pipeline and its courses know each other, and so stay until somebody looks for cycles

    def _add(self, pipeline: Pipeline) -> None:
        courses = pipeline.courses
        decks = [self._spooled(course.deck) for course in courses if course.selection.cards]
        self.decks += [deck for deck in decks if deck.notes]
        self.taught += [word for course in courses for word in words_taught(course)]
        for course in courses:
            self.deck_settings.setdefault(course.study, course.deck_setting)
            self.counts.setdefault(course.study, WordCounts()).add(course, self._newcomer(course))
        notes = sum(len(deck.notes) for deck in decks)
        self.episodes.append(Episode(pipeline.transcript.title, len(pipeline.bitext.pairs), notes))

    def _newcomer(self, course: Course) -> Learner:
        """Return the learner as before the first episode."""
        return replace(course.learner, knowledge=knowledge_of(course.study, *self.known_files, self.elsewhere))

    def _spooled(self, deck: Deck) -> Deck:
        """Put a deck's notes on disk, less those that an earlier episode has: a sentence said twice is one note."""
        notes = [note for note in deck.notes if note.id not in self.ids]
        self.ids.update(note.id for note in notes)
        return replace(deck, notes=SpooledNotes(self.spool / f"{len(self.ids)}.{len(self.decks)}", notes))

    def _lines(self) -> Iterator[str]:
        for source in self.shelf.sources:
            try:
                sentences = Pipeline(source, self.shelf.settings).sentences
            except FlashdeckError:  # told when its turn comes
                continue
            yield from (text for sentence in sentences for text in (sentence.zh, sentence.en))

    def report(self, written: WrittenDeck | WrittenTables) -> ShelfReport:
        """Return what was done."""
        words = {study: [word.word for word in self.taught if word.study == study] for study in self.counts}
        coverages = tuple(
            (study, counts.running, counts.known, counts.known_after(words[study])) for study, counts in self.counts.items()
        )
        settings = self.shelf.settings
        hint = voice_hint("zh", settings.studies, Making(settings.card_kinds, settings.tts))
        return ShelfReport(written, tuple(self.episodes), tuple(self.problems), coverages, hint)
