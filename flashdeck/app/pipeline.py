"""Run the stages for one transcript. A stage runs at most once, and only if its result is needed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flashdeck.app.stages import (
    ALIGN,
    ANNOTATE,
    CHOOSE,
    GRADE,
    JUDGE,
    KNOWN,
    LEARNER,
    NOTICES,
    PLACE,
    READ,
    SENTENCES,
    TALK_STAGES,
    TRACK_STAGES,
    BatchPlace,
    KnownWords,
    Progress,
    Stage,
    TalkRequest,
    TrackRequest,
    no_progress,
    require_pairs,
)
from flashdeck.edits import Edits
from flashdeck.edits.effects import card_outcomes
from flashdeck.edits.outcomes import Outcome, Placed, in_file_order
from flashdeck.levels import Knowledge, Level, explain_level
from flashdeck.model import Annotated, Bitext, Deck, Definitions, Graded, Language, Notice, Selection, Sentence, Transcript
from flashdeck.settings import HandoutSettings, Settings

if TYPE_CHECKING:
    from flashdeck.compose import DeckSetting, Display, Making
    from flashdeck.compose.handout.compose_handout import ComposedHandout
    from flashdeck.compose.passage.material import Talk
    from flashdeck.select import Learner

_Result = TypeVar("_Result")


class Runner:
    """Runs stages in their order, and keeps their results.

    `before` is a runner of earlier stages. The stages of this runner can use the results of those stages.
    """

    def __init__(self, stages: Sequence[Stage[Any]], request: TalkRequest, before: "Runner | None" = None) -> None:
        self._stages = {stage.name: stage for stage in stages}
        self._request = request
        self._before = before
        self._results: dict[str, object] = {}

    def result(self, stage: Stage[_Result]) -> _Result:
        """Return the result of a stage. If it has not run, it runs now, after the stages on which it depends."""
        if stage.name not in self._stages:
            assert self._before is not None, stage.name
            return self._before.result(stage)
        if stage.name not in self._results:
            needed = _needed(stage)
            for each in self._stages.values():
                if each.name in needed:
                    self._run(each)
        return cast("_Result", self._results[stage.name])

    def _run(self, stage: Stage[Any]) -> None:
        if stage.name not in self._results:
            inputs = [self.result(each) for each in stage.inputs]
            self._results[stage.name] = stage.function(self._request, *inputs)


def _needed(stage: Stage[Any]) -> set[str]:
    """Return the names of a stage and of all stages on which it depends."""
    names = {stage.name}
    for each in stage.inputs:
        names |= _needed(each)
    return names


class Pipeline:
    """One transcript and the results of its stages. A result is computed when it is first needed."""

    def __init__(
        self,
        source: Path,
        settings: Settings,
        progress: Progress = no_progress,
        *,
        place: BatchPlace | None = None,
        own_edits: Edits | None = None,
    ) -> None:
        self.request = TalkRequest(source, settings, progress, place, own_edits)
        self._runner = Runner(TALK_STAGES, self.request)

    def result(self, stage: Stage[_Result]) -> _Result:
        """Return the result of a stage that runs once for the whole transcript."""
        return self._runner.result(stage)

    @property
    def settings(self) -> Settings:
        return self.request.settings

    @property
    def transcript(self) -> Transcript:
        """The lines of the transcript as they were read, before any correction."""
        return self.result(READ)

    @property
    def placed_edits(self) -> Placed:
        """The entries of the edits file, with the lines to which they apply."""
        return self.result(PLACE)

    @property
    def bitext(self) -> Bitext:
        return self.result(ALIGN)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        return self.result(SENTENCES)

    @property
    def annotated(self) -> tuple[Annotated, ...]:
        return self.result(ANNOTATE).sentences

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices of all stages before grading."""
        return self.result(NOTICES)

    @property
    def package(self) -> Path:
        """The path of the package to build."""
        return self.request.package(self.transcript.title)

    @cached_property
    def tracks(self) -> tuple["StudyTrack", ...]:
        """The tracks of the languages studied, Chinese first."""
        return tuple(StudyTrack(self._runner, self.request, study) for study in self.settings.studies)

    @property
    def all_notices(self) -> tuple[Notice, ...]:
        """The notices of all stages, and a notice for each sentence that cannot become a card."""
        chosen = (notice for track in self.tracks for notice in track.selection.notices)
        return (*self.notices, *chosen)

    @cached_property
    def decks(self) -> tuple[Deck, ...]:
        """The decks of the package. Decks without notes are left out.

        If two languages are studied, the first deck is the parent deck of the decks for both languages.
        """
        from flashdeck.compose import deck_name, family_description, join_decks

        self.require_cards()
        self.request.progress("writing")
        tracks = [track for track in self.tracks if track.selection.cards]
        decks = [track.deck for track in tracks]
        if self.settings.study != "both":
            return tuple(decks)
        parent = deck_name(self.transcript.title, self.settings.deck)
        return join_decks(parent, family_description([track.deck_setting for track in tracks]), decks)

    @cached_property
    def edit_outcomes(self) -> tuple[Outcome, ...]:
        """The outcome of each entry of the edits file, in the order of the file."""
        selections = [track.selection for track in self.tracks]
        return in_file_order((*self.result(JUDGE), *card_outcomes(self.placed_edits.edits, selections)))

    def require_pairs(self) -> None:
        """Raise `InputError` if the transcript has no pairs."""
        require_pairs(self.request.source, self.transcript, self.bitext)

    def require_cards(self) -> None:
        """Raise `InputError` if no language studied has a card."""
        if not any(track.selection.cards for track in self.tracks):
            from flashdeck.app.shortfalls import no_card_error

            levels = " or ".join(track.level.name for track in self.tracks)
            raise no_card_error(self.request.source, levels, self.tracks[0].graded)


@dataclass(frozen=True)
class Spared:
    """The numbers of different words that are skipped although they are above the learner's level.

    `known` counts the words in the files of --known. `taught` counts the words that are not in these files but are taught by decks
    of other transcripts.
    """

    known: int
    taught: int


class StudyTrack:
    """One transcript for a learner of one language: the grades, the chosen cards and the deck."""

    def __init__(self, before: Runner, request: TalkRequest, study: Language) -> None:
        place, edits = request.place, request.own_edits
        self.request = TrackRequest(request.source, request.settings, request.progress, place, edits, study)
        self.study = study
        self._runner = Runner(TRACK_STAGES, self.request, before)

    @property
    def settings(self) -> Settings:
        return self.request.settings

    @property
    def level(self) -> Level:
        return self.settings.level_in(self.study)

    @property
    def explained_level(self) -> str:
        """A text that tells the learner which words count as known at this level, and which words are taught."""
        return explain_level(self.level, self.settings.up_to_in(self.study))

    @property
    def title(self) -> str:
        return self._runner.result(READ).title

    @property
    def known(self) -> KnownWords:
        return self._runner.result(KNOWN)

    @property
    def learner(self) -> "Learner":
        return self._runner.result(LEARNER)

    @property
    def graded(self) -> tuple[Graded, ...]:
        """The graded sentences, in the order of the transcript."""
        return self._runner.result(GRADE).sentences

    @property
    def selection(self) -> Selection:
        """The chosen cards, in deck order."""
        return self._runner.result(CHOOSE)

    @property
    def spared(self) -> Spared:
        """The numbers of words that are skipped although they are above the learner's level.

        They are skipped because the files of --known list them, or because decks of other transcripts teach them.
        """
        learner, knowledge = self.learner, self.learner.knowledge
        without_decks = replace(learner, knowledge=replace(knowledge, taught=frozenset()))
        by_level = replace(learner, knowledge=Knowledge(unknown=knowledge.unknown))
        tokens = [token for item in self.graded for token in item.units]
        above = {token.headword: token for token in tokens if not by_level.knows(token)}
        known = sum(map(without_decks.knows, above.values()))
        return Spared(known, sum(map(learner.knows, above.values())) - known)

    # ---- the deck and the pages

    @property
    def deck_name(self) -> str:
        from flashdeck.compose import deck_name

        below = self.study if self.settings.study == "both" else None
        return deck_name(self.title, self.settings.deck, below)

    @property
    def deck_setting(self) -> "DeckSetting":
        from flashdeck.compose import DeckSetting

        settings = self.settings
        ceiling = settings.up_to_in(self.study)
        return DeckSetting(self.title, self.deck_name, self.level, settings.hsk, self.display, self._making, ceiling)

    @cached_property
    def deck(self) -> Deck:
        from flashdeck.compose import compose_deck

        return compose_deck(self.selection, self.deck_setting)

    @property
    def _making(self) -> "Making":
        from flashdeck.annotate import english_annotator_name
        from flashdeck.compose import Making
        from flashdeck.dictionaries.sources import engine_names

        settings = self.settings
        annotators = (*engine_names("jieba", "pypinyin"), english_annotator_name())
        is_machine = self._runner.result(READ).machine_translated
        definitions: Definitions = "own" if settings.defines_in(self.study) else "context"
        return Making(settings.card_kinds, settings.tts, settings.original, annotators, is_machine, definitions)

    @cached_property
    def display(self) -> "Display":
        from flashdeck.chinese.scripts import main_script
        from flashdeck.compose import Display

        script = self.settings.script
        if script == "auto":
            script = main_script(sentence.zh for sentence in self._runner.result(SENTENCES))
        return Display(script, self.settings.phonetic, self.settings.sandhi)

    def handout(self, options: HandoutSettings) -> "ComposedHandout":
        """Return the handout, composed with the words of the deck."""
        from flashdeck.compose.handout.compose_handout import compose_handout

        return compose_handout(self.talk, options)

    @property
    def talk(self) -> "Talk":
        """The values from which handouts and reports are composed."""
        from flashdeck.compose.passage.material import Talk

        settings = self.settings
        return Talk(self.title, self.selection, self.level, settings.hsk, self.display, settings.original)
