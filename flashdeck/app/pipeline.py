"""A transcript on its way through the stages. The rooms of `app` alone know their order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flashdeck.app.refusals import no_pairs
from flashdeck.caching import remember
from flashdeck.edits import Edits
from flashdeck.edits.effects import card_outcomes, unit_ends, unit_outcomes, word_outcomes
from flashdeck.edits.outcomes import Outcome, Placed, in_file_order, stale_notices
from flashdeck.errors import InputError
from flashdeck.levels import Knowledge, Level, explain_level
from flashdeck.model import (
    Annotated,
    Bitext,
    Deck,
    Graded,
    Language,
    Notice,
    Selection,
    Sentence,
    Transcript,
)
from flashdeck.settings import HandoutSettings, Settings

if TYPE_CHECKING:
    from flashdeck.annotate.talk import Rows
    from flashdeck.compose import DeckSetting, Display, Making
    from flashdeck.compose.handout.compose_handout import ComposedHandout
    from flashdeck.compose.passage.material import Talk
    from flashdeck.known import Taught
    from flashdeck.known.known_files import KnownFile
    from flashdeck.select import Learner
    from flashdeck.select.grade_cache import GradedTalk

Progress = Callable[[str], None]
"""Called with the name of the stage that begins."""


def no_progress(stage: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an episode stands on a shelf: the package of all, what the learner knows, what is taught before it."""

    package: Path
    known_files: tuple[tuple["KnownFile", ...], tuple["KnownFile", ...]]
    taught: tuple["Taught", ...]


@dataclass(frozen=True)
class Pipeline:
    """One transcript on its way through the stages; each runs once, when it is first asked for.

    Up to `annotated` a stage serves both languages; from grading on there is a course for each language studied.
    """

    source: Path
    settings: Settings
    progress: Progress = no_progress
    place: "Place | None" = None
    own_edits: Edits | None = None
    """Edits to apply in the place of those in the file."""

    @cached_property
    def transcript(self) -> Transcript:
        from flashdeck.read import Input, read_transcript

        self.progress("reading")
        settings = self.settings
        return read_transcript(Input(self.source, settings.translation, settings.reader, settings.encoding, settings.title))

    @cached_property
    def placed_edits(self) -> Placed:
        """A person's corrections, on the lines of this transcript as it is now."""
        from flashdeck.edits.file.edits_file import edits_for
        from flashdeck.edits.placing import place_edits

        edits = edits_for(self.source, self.settings.edits) if self.own_edits is None else self.own_edits
        return place_edits(edits, self.transcript.lines)

    @cached_property
    def corrected(self) -> tuple[Transcript, tuple[Outcome, ...]]:
        """The transcript with its lines as a person wants them, and what those entries did."""
        from flashdeck.edits.effects import correct_lines

        return correct_lines(self.transcript, self.placed_edits.edits)

    @cached_property
    def bitext(self) -> Bitext:
        from flashdeck import align
        from flashdeck.align.alignment_cache import alignment_key, pack_bitext, unpack_bitext

        transcript, _ = self.corrected
        self.progress("aligning")
        found = remember(
            "alignment",
            alignment_key(transcript),
            lambda: align.align_transcript(transcript),
            lambda made: pack_bitext(made, transcript),
            lambda kept: unpack_bitext(kept, transcript),
        )
        return align.correct_pairs(found, transcript.lines, self.placed_edits.edits)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        from flashdeck import text
        from flashdeck.text.sentence_cache import pack_sentences, sentences_key, unpack_sentences

        self.require_pairs()
        pairs, ends = self.bitext.pairs, unit_ends(self.placed_edits.edits)
        return remember(
            "sentences",
            sentences_key(pairs, ends),
            lambda: tuple(text.make_sentences(pairs, ends=ends)),
            pack_sentences,
            lambda kept: unpack_sentences(kept, pairs),
        )

    @cached_property
    def annotated(self) -> tuple[Annotated, ...]:
        from flashdeck.annotate.annotation_cache import pack, unpack
        from flashdeck.annotate.meanings import correct_meanings

        sentences = self.sentences
        found = remember(
            "annotation", self.annotation_key, lambda: tuple(self._annotate()), pack, lambda kept: unpack(kept, sentences)
        )
        return correct_meanings(found, self.placed_edits.edits)

    @cached_property
    def annotation_key(self) -> str:
        """A digest of all that the annotation depends on."""
        from flashdeck.annotate.annotation_cache import annotation_key

        return annotation_key(self.sentences, self.settings.hsk, self.placed_edits.edits, lambda: self._words)

    @cached_property
    def _words(self) -> "Rows":
        """The Chinese words as they are cut without a person: they stay when a gloss changes."""
        from flashdeck import annotate
        from flashdeck.annotate.annotation_cache import pack_words, unpack_words, words_key

        sentences = self.sentences
        return remember(
            "words",
            words_key(sentences),
            lambda: annotate.cut_sentences(sentences),
            pack_words,
            lambda kept: unpack_words(kept, sentences),
        )

    def _annotate(self) -> Iterator[Annotated]:
        sentences = self.sentences
        self.progress("loading dictionaries")
        from flashdeck.annotate import annotate_sentences

        edits, words = self.placed_edits.edits, self._words
        for place, annotated in enumerate(annotate_sentences(sentences, self.settings.hsk, edits, words)):
            if place % 100 == 0:
                self.progress(f"annotating {place}/{len(sentences)}")
            yield annotated

    @cached_property
    def known_files(self) -> tuple[tuple["KnownFile", ...], tuple["KnownFile", ...]]:
        """What --known and --unknown name, read before any engine loads."""
        return self.place.known_files if self.place else read_known_files(self.settings)

    @cached_property
    def taught_elsewhere(self) -> tuple["Taught", ...]:
        """What decks of other talks in the same folder teach."""
        if self.place:
            return self.place.taught
        return taught_beside(self.package, (text for sentence in self.sentences for text in (sentence.zh, sentence.en)))

    @property
    def package(self) -> Path:
        """Where the deck is written."""
        from flashdeck.compose.deck import file_name

        return self.place.package if self.place else self.settings.output / file_name(self.transcript.title)

    @cached_property
    def courses(self) -> tuple["Course", ...]:
        """What is made of the talk for each language studied."""
        return tuple(Course(self, study) for study in self.settings.studies)

    @cached_property
    def decks(self) -> tuple[Deck, ...]:
        """The decks of the package: one for each language studied, below a common one; less one that would be empty."""
        from flashdeck.compose import deck_name, family_description, join_decks

        self.require_cards()
        self.progress("writing")
        courses = [course for course in self.courses if course.selection.cards]
        decks = [course.deck for course in courses]
        if self.settings.study != "both":
            return tuple(decks)
        parent = deck_name(self.transcript.title, self.settings.deck)
        return join_decks(parent, family_description([course.deck_setting for course in courses]), decks)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """What was left out before grading, and readings in doubt on the cards."""
        from flashdeck.annotate import english_notices, reading_doubts

        doubts = (doubt for item in self.annotated for doubt in reading_doubts(item))
        return (
            *self.bitext.notices,
            *english_notices(),
            *doubts,
            *stale_notices(self.placed_edits.edits.name, self.edit_outcomes),
        )

    @cached_property
    def edit_outcomes(self) -> tuple[Outcome, ...]:
        """What became of each entry of the edits file but decisions on cards, in its order."""
        placed = self.placed_edits
        of_words = word_outcomes(placed.edits, self.annotated)
        return in_file_order((*placed.outcomes, *self.corrected[1], *self.unit_outcomes, *of_words))

    @property
    def unit_outcomes(self) -> tuple[Outcome, ...]:
        return tuple(unit_outcomes(self.placed_edits.edits, self.sentences))

    @cached_property
    def all_edit_outcomes(self) -> tuple[Outcome, ...]:
        """What became of each entry of the edits file, in its order."""
        selections = [course.selection for course in self.courses]
        return in_file_order((*self.edit_outcomes, *card_outcomes(self.placed_edits.edits, selections)))

    @property
    def voice_hint(self) -> str:
        """Which voices a device needs for the cards; empty if none speaks."""
        from flashdeck.compose.description import Making, voice_hint

        return voice_hint("zh", self.settings.studies, Making(self.settings.card_kinds, self.settings.tts))

    def require_pairs(self) -> None:
        if self.bitext.pairs:
            return
        problem, remedy = no_pairs(self.transcript, self.bitext.notices)
        raise InputError(f"{self.source}: {problem}", remedy=remedy)

    def require_cards(self) -> None:
        if not any(course.selection.cards for course in self.courses):
            levels = " or ".join(course.level.name for course in self.courses)
            raise InputError(
                f"{self.source}: {len(self.sentences)} sentences, but none that makes a card at {levels}",
                remedy="Try another --level, or a longer text.",
            )


@dataclass(frozen=True)
class Course:
    """One talk as one learner meets it: the language studied is the target side, the other the context side."""

    pipeline: Pipeline
    study: Language

    @property
    def level(self) -> Level:
        return self.pipeline.settings.level_in(self.study)

    @property
    def explained_level(self) -> str:
        """What the learner knows and what is taught, in plain words."""
        return explain_level(self.level, self.pipeline.settings.up_to_in(self.study))

    @cached_property
    def learner(self) -> "Learner":
        from flashdeck.known import knowledge_of
        from flashdeck.select import Learner

        pipeline, settings = self.pipeline, self.pipeline.settings
        knowledge = knowledge_of(self.study, *pipeline.known_files, pipeline.taught_elsewhere)
        return Learner(self.study, self.level.value, settings.ceiling_in(self.study), knowledge)

    @property
    def spared(self) -> tuple[int, int]:
        """How many words of the talk above the level are known by --known, and how many by decks of other talks alone."""
        learner, knowledge = self.learner, self.learner.knowledge
        without_decks = replace(learner, knowledge=replace(knowledge, taught=frozenset()))
        by_level = replace(learner, knowledge=Knowledge(unknown=knowledge.unknown))
        above = {token.headword: token for item in self.graded for token in item.units if not by_level.knows(token)}
        known = sum(map(without_decks.knows, above.values()))
        return known, sum(map(learner.knows, above.values())) - known

    @property
    def graded(self) -> tuple[Graded, ...]:
        return self._talk.sentences

    @cached_property
    def _talk(self) -> "GradedTalk":
        from flashdeck import select
        from flashdeck.select.grade_cache import grades_key, pack_grades, unpack_grades

        pipeline, learner = self.pipeline, self.learner  # before the engines load: a file that cannot be read is told at once
        annotated = pipeline.annotated
        pipeline.progress("grading")
        return remember(
            "grades",
            grades_key(pipeline.annotation_key, pipeline.sentences, learner, pipeline.placed_edits.edits),
            lambda: select.grade_talk(annotated, learner),
            pack_grades,
            lambda kept: unpack_grades(kept, annotated, self.study),
        )

    @cached_property
    def selection(self) -> Selection:
        from flashdeck.select import CardLimits, choose_cards

        settings, graded = self.pipeline.settings, self.graded
        self.pipeline.progress("choosing")
        edits = self.pipeline.placed_edits.edits
        limits = CardLimits(settings.most_sentences, settings.most_words, settings.order, settings.most_cards, edits)
        return choose_cards(graded, self.learner, limits, [clause.graded for clause in self._talk.clauses])

    @property
    def deck_name(self) -> str:
        from flashdeck.compose import deck_name

        settings = self.pipeline.settings
        return deck_name(self.pipeline.transcript.title, settings.deck, self.study if settings.study == "both" else None)

    @property
    def deck_setting(self) -> "DeckSetting":
        from flashdeck.compose import DeckSetting

        title, settings = self.pipeline.transcript.title, self.pipeline.settings
        ceiling = settings.up_to_in(self.study)
        return DeckSetting(title, self.deck_name, self.level, settings.hsk, self.display, self._making, ceiling)

    @cached_property
    def deck(self) -> Deck:
        from flashdeck.compose import compose_deck

        return compose_deck(self.selection, self.deck_setting)

    @property
    def _making(self) -> "Making":
        from flashdeck.annotate import english_annotator_name
        from flashdeck.compose import Making
        from flashdeck.dictionaries.sources import engine_names

        settings = self.pipeline.settings
        annotators = (*engine_names("jieba", "pypinyin"), english_annotator_name())
        return Making(settings.card_kinds, settings.tts, settings.original, annotators)

    @property
    def display(self) -> "Display":
        from flashdeck.compose import Display

        settings = self.pipeline.settings
        return Display(settings.script, settings.phonetic, settings.sandhi)

    def handout(self, options: HandoutSettings) -> "ComposedHandout":
        """Compose the handout from the same choice of cards as the deck."""
        from flashdeck.compose.handout.compose_handout import compose_handout

        return compose_handout(self.talk, options)

    @property
    def talk(self) -> "Talk":
        """The graded talk, of which handouts and reports are made."""
        from flashdeck.compose.passage.material import Talk

        title, settings = self.pipeline.transcript.title, self.pipeline.settings
        return Talk(title, self.selection, self.level, settings.hsk, self.display, settings.original)


def read_known_files(settings: Settings) -> tuple[tuple["KnownFile", ...], tuple["KnownFile", ...]]:
    """Read what --known and --unknown name."""
    from flashdeck.known import read_known

    return tuple(map(read_known, settings.known)), tuple(map(read_known, settings.unknown))


def taught_beside(package: Path, lines: Iterable[str]) -> tuple["Taught", ...]:
    """Return what the decks beside a package teach, less what stands in the package's own lines."""
    from flashdeck.known import taught_elsewhere
    from flashdeck.write.anki.memory import built_after

    return taught_elsewhere(package, lines, built_after)
