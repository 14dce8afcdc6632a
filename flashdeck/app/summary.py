"""What a build says of itself: counts, notices and a plain summary."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.edits.outcomes import edit_lines
from flashdeck.model import CardType, Coverage, Notice
from flashdeck.model.reasons import NOT_A_CARD
from flashdeck.settings import DAYS, SECONDS_A_CARD, Settings
from flashdeck.write.anki.apkg import WrittenDeck
from flashdeck.write.anki.state import STATE_NAME

if TYPE_CHECKING:
    from flashdeck.app import Course, Pipeline
    from flashdeck.write.anki.tsv import WrittenTables

_MOST_LISTED = 8  # doubtful readings, or changed notes, in the summary; `preview` shows all readings
_DOUBTS = frozenset({"control", "doubtful", "time"})  # notices of lines that are in a pair all the same
_REIMPORT = (
    "In Anki: File > Import, with “Update notes” left at “If newer”. Import the next version the same way;\n"
    "never delete the deck first, or your progress is lost."
)
_IMPORT_TABLES = (
    "In Anki: File > Import, a table at a time. Import the .apkg of this deck once before: a table has no note types,\n"
    "and where they are missing Anki takes another one without a word."
)


@dataclass(frozen=True)
class BuildReport:
    """A finished build. `paths`: the files written; `counts`: figures by name; `notices`: what was left out, and doubts."""

    pipeline: "Pipeline"
    written: "WrittenDeck | WrittenTables"

    @property
    def paths(self) -> tuple[Path, ...]:
        return self.written.paths

    @property
    def exit_code(self) -> int:
        return 0

    def again(self) -> "BuildReport":
        """Return what the next build says when nothing changes."""
        return replace(self, written=self.written.again())

    @property
    def notices(self) -> tuple[Notice, ...]:
        return (*self.pipeline.notices, *(notice for course in self._courses for notice in course.selection.notices))

    @property
    def _courses(self) -> tuple["Course", ...]:
        return self.pipeline.courses

    @property
    def counts(self) -> dict[str, int]:
        pipeline, coverages = self.pipeline, [course.selection.coverage for course in self._courses]
        types = Counter(card.type for course in self._courses for card in course.selection.cards)
        return {
            "lines": sum(bool(line.text or line.lang) for line in pipeline.transcript.lines),
            "left_out": len(pipeline.bitext.notices),
            "pairs": len(pipeline.bitext.pairs),
            "sentences": len(pipeline.sentences),
            "sentence_cards": types["sentence"],
            "word_cards": types["word"],
            "notes": sum(len(deck.notes) for deck in pipeline.decks),
            "cards": self.written.cards,
            "words_above": sum(coverage.types_above for coverage in coverages),
            "words_taught": sum(coverage.types_taught for coverage in coverages),
            "doubtful_readings": len(self._doubts()),
            "edits_applied": sum(outcome.is_applied for outcome in pipeline.all_edit_outcomes),
            "edits_stale": sum(outcome.is_stale for outcome in pipeline.all_edit_outcomes),
        }

    def summary(self) -> str:
        """Return what a person wants to know after a build, as plain text."""
        return "\n".join(self._summary_lines())

    def _summary_lines(self) -> Iterator[str]:
        counts, pipeline = self.counts, self.pipeline
        transcript = pipeline.transcript
        read_as = f"{counts['lines']} lines read as {transcript.reader} ({transcript.encoding})"
        yield f"{transcript.title}: {read_as}{_by_code(pipeline.bitext.notices)}."
        yield f"{counts['pairs']} pairs, {counts['sentences']} sentences."
        for course in self._courses:
            yield from _course_lines(course)
        if "zh" in pipeline.settings.studies:
            yield from self._doubt_lines()
        yield from edit_lines(pipeline.placed_edits, pipeline.all_edit_outcomes)
        if pipeline.voice_hint:
            yield pipeline.voice_hint
        yield from written_lines(self.written, counts["notes"])

    def _doubts(self) -> list[Notice]:
        """Return the doubtful readings on the cards."""
        cards = (card for course in self._courses if course.study == "zh" for card in course.selection.cards)
        lines = {line for card in cards for line in card.graded.annotated.sentence.zh_lines}
        return [notice for notice in self.pipeline.notices if notice.code == "reading" and notice.line in lines]

    def _doubt_lines(self) -> Iterator[str]:
        doubts = self._doubts()
        if not doubts:
            yield "Doubtful readings on the cards: none."
            return
        listed = "; ".join(f"line {doubt.line} {doubt.text}" for doubt in doubts[:_MOST_LISTED])
        more = f"; and {len(doubts) - _MOST_LISTED} more" if len(doubts) > _MOST_LISTED else ""
        yield f"Readings to check ({len(doubts)}, dotted on the cards): {listed}{more}."


def written_lines(written: "WrittenDeck | WrittenTables", notes: int) -> Iterator[str]:
    """Yield what was written where, what is different from the last build, and what to do in Anki."""
    if isinstance(written, WrittenDeck):
        yield from _change_lines(written)
        yield from _broken_lines(written)
    yield f"Written: {', '.join(map(str, written.paths))} ({notes} notes, {written.cards} cards)"
    yield _REIMPORT if isinstance(written, WrittenDeck) else _IMPORT_TABLES


def _change_lines(written: WrittenDeck) -> Iterator[str]:
    """Yield what is different from the last build, and what of it stays in the learner's collection."""
    since = f"{written.earlier}, which held these notes" if written.earlier else "the last build"
    changed = f" ({_some(written.changed_ids)})" if written.changed else ""
    gone = f", {len(written.gone)} gone" if written.gone else ""
    yield f"Since {since}: {written.new} new, {written.changed} changed{changed}, {written.unchanged} unchanged{gone}."
    if written.gone:
        yield f"Gone from the deck, still in your collection: {_some(written.gone)}. Delete or suspend them there."
    if written.cards_dropped:
        yield f"{written.cards_dropped} cards are no longer made; in Anki, Tools > Empty Cards removes them."
    for name in written.decks_left:
        yield f"The last build's deck was called {name}: cards that you have stay there. --deck keeps a name."


def _broken_lines(written: WrittenDeck) -> Iterator[str]:
    """Tell of a state file that was broken, and what that may cost before anything is imported."""
    if written.broken_state is None:
        return
    known = written.broken_state.with_name(STATE_NAME)
    yield f"{known} was broken. A new one is written from what could be read; the broken one is kept as {written.broken_state}."
    if written.guessed:
        yield (
            f"{written.guessed} notes are missing from it, or new, and count as newer than any that you have: importing keeps your "
            "scheduling, but overwrites what you changed in these notes in Anki. To keep such changes, delete "
            f"{written.path.name} and {STATE_NAME}, put either back from a backup, and build again before you import."
        )


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_LISTED} more" if len(names) > _MOST_LISTED else ""
    return ", ".join(names[:_MOST_LISTED]) + more


def _course_lines(course: "Course") -> Iterator[str]:
    settings, selection = course.pipeline.settings, course.selection
    scale = f"{settings.hsk} edition" if course.study == "zh" else "CEFR, approximate"
    types = Counter(card.type for card in selection.cards)
    yield (
        f"Deck {course.deck_name} for {course.level.name} ({scale}): {len(selection.cards)} notes "
        f"({types['sentence']} sentences, {types['word']} words){_rejected(selection.notices)}."
    )
    yield f"Level: {course.explained_level}."
    yield from _known_lines(course)
    yield from _ceiling_lines(settings, types)
    yield _coverage_line(selection.coverage)


_LANGUAGES = {"zh": "Chinese", "en": "English"}


def _known_lines(course: "Course") -> Iterator[str]:
    """Say what the learner's files hold, and which words of the talk are skipped for them and for other decks."""
    for file in course.pipeline.known_files[0]:
        sure, young = len(file.words(course.study, "known")), len(file.words(course.study, "learning"))
        yield f"{file.path}: {_count(sure)} of {_LANGUAGES[course.study]} known, {young} being learned."
    known, taught = course.spared
    if known:
        yield f"Skipped as known by --known: {_count(known)} above the level."
    if taught:
        yield f"Skipped as taught by decks of other talks in {course.pipeline.settings.output}: {_count(taught)} above the level."


def _count(words: int) -> str:
    return f"{words} word{'' if words == 1 else 's'}"


def _ceiling_lines(settings: Settings, types: Counter[CardType]) -> Iterator[str]:
    """Say what --minutes allows, and why there are fewer cards than the ceilings."""
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
            f"Fewer than the {asked} asked for: no other line is whole, fits the level and bears out the sense of its new words."
        )


def _coverage_line(coverage: Coverage) -> str:
    before, after = (
        round(100 * known / max(1, coverage.running_words)) for known in (coverage.known_before, coverage.known_after)
    )
    return (
        f"Words above the level: {coverage.types_above}, of which the deck teaches {coverage.types_taught}. "
        f"Running words known: {before} % now, {after} % after the deck (a figure of this text)."
    )


def _by_code(notices: tuple[Notice, ...]) -> str:
    counts = Counter(notice.code for notice in notices if notice.code not in _DOUBTS)
    doubts = Counter(notice.code for notice in notices if notice.code in _DOUBTS)
    left_out = f", {counts.total()} left out ({_listed(counts)})" if counts else ", none left out"
    return left_out + (f", {doubts.total()} to check ({_listed(doubts)})" if doubts else "")


def _rejected(notices: tuple[Notice, ...]) -> str:
    counts = Counter(notice.code.removeprefix(NOT_A_CARD) for notice in notices)
    return f"; {len(notices)} cannot be cards ({_listed(counts)})" if notices else ""


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {code}" for code, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
