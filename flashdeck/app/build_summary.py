"""Build the package of one transcript, and summarise the finished build for a person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.app.pipeline import Pipeline, StudyTrack
from flashdeck.app.shortfalls import warnings
from flashdeck.app.stages import Progress
from flashdeck.app.unchanged import BuildReport
from flashdeck.edits.outcomes import edit_lines
from flashdeck.model import CardType, Deck, Line, Notice, Transcript, WordCoverage
from flashdeck.settings import DAYS, SECONDS_A_CARD, Settings

if TYPE_CHECKING:
    from flashdeck.write.deck_writers import WrittenDecks

MOST_LISTED = 8
"""The maximum number of doubtful readings, and of changed notes, that a summary lists.

`flashdeck preview` shows all readings.
"""
LANGUAGE_NAMES = {"zh": "Chinese", "en": "English"}
_DOUBTS = frozenset({"control", "doubtful", "time"})
"""The codes of notices about doubtful lines that are used in a pair all the same.

Notices with a different code are about lines that were left out.
"""


class SingleBuild:
    """The package of one transcript."""

    def __init__(self, source: Path, settings: Settings, progress: Progress) -> None:
        self.pipeline = Pipeline(source, settings, progress)

    def package(self) -> Path:
        """Return the path of the package. Raises `InputError` if the transcript has no pairs."""
        self.pipeline.require_pairs()
        return self.pipeline.package

    @contextmanager
    def decks(self) -> Iterator[Sequence[Deck]]:
        """Make the decks. Raises `InputError` if the transcript does not give a card."""
        yield self.pipeline.decks

    def report(self, written: "WrittenDecks") -> BuildReport:
        """Return the report of what was built, written and left out."""
        summary = _Summary(self.pipeline, written)
        return BuildReport(written.paths, summary.counts, self.pipeline.all_notices, tuple(summary.lines()))


class _Summary:
    """The figures of a build of one transcript, and the summary that shows the figures."""

    def __init__(self, pipeline: Pipeline, written: "WrittenDecks") -> None:
        self._pipeline = pipeline
        self._written = written

    @cached_property
    def counts(self) -> dict[str, int]:
        """The counts of the build, by name."""
        pipeline, tracks = self._pipeline, self._pipeline.tracks
        types = Counter(card.type for track in tracks for card in track.selection.cards)
        coverages = [track.selection.coverage for track in tracks]
        outcomes = pipeline.edit_outcomes
        return {
            "lines": len(_lines_with_content(pipeline.transcript)),
            "left_out": len(pipeline.bitext.notices),
            "pairs": len(pipeline.bitext.pairs),
            "sentences": len(pipeline.sentences),
            "sentence_cards": types["sentence"],
            "word_cards": types["word"],
            "notes": sum(len(deck.notes) for deck in pipeline.decks),
            "cards": self._written.cards,
            "words_above": sum(coverage.types_above for coverage in coverages),
            "words_taught": sum(coverage.types_taught for coverage in coverages),
            "doubtful_readings": len(self._doubts()),
            "edits_applied": sum(outcome.is_applied for outcome in outcomes),
            "edits_stale": sum(outcome.is_stale for outcome in outcomes),
            **self._written.changes,
        }

    def lines(self) -> Iterator[str]:
        """Yield the lines of the summary."""
        counts, pipeline = self.counts, self._pipeline
        transcript = pipeline.transcript
        read_as = f"{counts['lines']} lines read as {transcript.reader} ({transcript.encoding})"
        yield f"{transcript.title}: {read_as}{_by_code(pipeline.bitext.notices)}."
        yield f"{counts['pairs']} pairs, {counts['sentences']} sentences."
        selections = [track.selection for track in pipeline.tracks]
        yield from warnings(pipeline.request.source, pipeline.bitext, counts["lines"], selections)
        for track in pipeline.tracks:
            yield from _track_lines(track)
        if "zh" in pipeline.settings.studies:
            yield from self._doubt_lines()
        yield from edit_lines(pipeline.placed_edits, pipeline.edit_outcomes)
        hint = voice_hint_of(pipeline.settings)
        if hint:
            yield hint
        yield from written_lines(self._written, counts["notes"])

    def _doubts(self) -> list[Notice]:
        """Return the notices about doubtful readings, but only for lines that are on a card."""
        tracks = [track for track in self._pipeline.tracks if track.study == "zh"]
        sentences = [card.graded.annotated.sentence for track in tracks for card in track.selection.cards]
        lines = {line for sentence in sentences for line in sentence.zh_lines}
        return [notice for notice in self._pipeline.notices if notice.code == "reading" and notice.line in lines]

    def _doubt_lines(self) -> Iterator[str]:
        doubts = self._doubts()
        if not doubts:
            yield "Doubtful readings on the cards: none."
            return
        listed = "; ".join(f"line {doubt.line} {doubt.text}" for doubt in doubts[:MOST_LISTED])
        yield f"Readings to check ({len(doubts)}, dotted on the cards): {listed}{_more(len(doubts), '; and')}."


def _lines_with_content(transcript: Transcript) -> list[Line]:
    """Return the lines that are not empty. A line with a language but without a text counts: its text could not be read."""
    return [line for line in transcript.lines if line.text or line.lang]


def voice_hint_of(settings: Settings) -> str:
    """Return which voices a device needs to read the cards aloud; an empty text if cards are not read aloud."""
    from flashdeck.compose.description import Making, voice_hint

    return voice_hint("zh", settings.studies, Making(settings.card_kinds, settings.tts))


def _more(count: int, link: str = " and") -> str:
    """Return a text such as " and 3 more" for the items of a list that are not shown; empty if all items are shown."""
    left = count - MOST_LISTED
    return f"{link} {left} more" if left > 0 else ""


def written_lines(written: "WrittenDecks", notes: int) -> Iterator[str]:
    """Yield lines about the files written, the differences from the last build, and the next step in Anki."""
    yield from written.change_lines()
    yield f"Written: {', '.join(map(str, written.paths))} ({notes} notes, {written.cards} cards)"
    yield from written.advice


def _track_lines(track: StudyTrack) -> Iterator[str]:
    settings, selection = track.settings, track.selection
    scale = f"{settings.hsk} edition" if track.study == "zh" else "CEFR, approximate"
    types = Counter(card.type for card in selection.cards)
    yield (
        f"Deck {track.deck_name} for {track.level.name} ({scale}): {len(selection.cards)} notes "
        f"({types['sentence']} sentences, {types['word']} words){_rejected(selection.notices)}."
    )
    yield f"Level: {track.explained_level}."
    yield from _known_lines(track)
    yield from _ceiling_lines(settings, types)
    yield _coverage_line(selection.coverage)


def _known_lines(track: StudyTrack) -> Iterator[str]:
    """Yield lines about the words in the files of --known, and about the words that were skipped.

    A word is skipped if --known lists it, or if a different deck teaches it.
    """
    for file in track.known.known:
        sure, young = len(file.words(track.study, "known")), len(file.words(track.study, "learning"))
        yield f"{file.path}: {_count(sure)} of {LANGUAGE_NAMES[track.study]} known, {young} being learned."
    spared = track.spared
    if spared.known:
        yield f"Skipped because --known lists them: {_count(spared.known)} above the level."
    if spared.taught:
        yield f"Skipped because other decks in {track.settings.output} teach them: {_count(spared.taught)} above the level."


def _count(words: int) -> str:
    return f"{words} word{'' if words == 1 else 's'}"


def _ceiling_lines(settings: Settings, types: Counter[CardType]) -> Iterator[str]:
    """Yield lines about the number of cards that --minutes allows, and about why the deck has fewer cards than requested."""
    most = settings.most_cards
    if most is not None:
        yield (
            f"{settings.minutes} minute{'' if settings.minutes == 1 else 's'} a day for {DAYS} days allow {most} new cards, "
            f"if a new card takes {SECONDS_A_CARD} seconds in its first two weeks."
        )
    if most is not None and types.total() >= most:
        return
    if types["sentence"] < settings.most_sentences or types["word"] < settings.most_words:
        asked = f"{settings.most_sentences} + {settings.most_words}" if most is None else str(most)
        yield (
            f"Fewer cards than the {asked} asked for, because no other line is a whole sentence, fits the level and confirms "
            "the meaning of its new words."
        )


def _coverage_line(coverage: WordCoverage) -> str:
    running = max(1, coverage.running_words)
    before = round(100 * coverage.known_before / running)
    after = round(100 * coverage.known_after / running)
    return (
        f"Words above the level: {coverage.types_above}; the deck teaches {coverage.types_taught} of them. "
        f"Running words known: {before} % now, {after} % after the deck (in this text only)."
    )


def _by_code(notices: tuple[Notice, ...]) -> str:
    counts = Counter(notice.code for notice in notices if notice.code not in _DOUBTS)
    doubts = Counter(notice.code for notice in notices if notice.code in _DOUBTS)
    left_out = f", {counts.total()} left out ({_listed(counts)})" if counts else ", none left out"
    return left_out + (f", {doubts.total()} to check ({_listed(doubts)})" if doubts else "")


def _rejected(notices: tuple[Notice, ...]) -> str:
    counts = Counter(notice.code.removeprefix("not-a-card:") for notice in notices)
    return f"; {len(notices)} cannot be cards ({_listed(counts)})" if notices else ""


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {code}" for code, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
