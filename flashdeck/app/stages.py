"""Define the stages of the pipeline, in the order in which they run.

A stage is a function with a name and the stages whose results it takes. `TALK_STAGES` run once for a transcript,
`TRACK_STAGES` once for each language that is studied. `flashdeck.app.pipeline` runs them.

The code that aligns, joins, annotates or grades is imported only if the cache does not have the result. So this code is not
loaded when a build follows the correction of one gloss.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from flashdeck.edits import Edits
from flashdeck.edits.effects import unit_ends, unit_outcomes, word_outcomes
from flashdeck.edits.outcomes import Outcome, Placed, in_file_order, stale_notices
from flashdeck.errors import InputError
from flashdeck.lazy import Lazy
from flashdeck.model import Annotated, Bitext, GradedTalk, Language, Line, Notice, Selection, Sentence, Transcript
from flashdeck.settings import Settings

if TYPE_CHECKING:
    from flashdeck.known import Taught
    from flashdeck.known.known_files import KnownFile
    from flashdeck.select import Learner

Progress = Callable[[str], None]
"""A function to call with the name of each step that begins, so that the user can be shown the progress."""
_Result = TypeVar("_Result")
_PROGRESS_EVERY = 100  # number of sentences between two progress messages


def no_progress(step: str) -> None:
    """Do not show any progress."""


@dataclass(frozen=True)
class KnownWords:
    """The words that are known or unknown whatever the learner's level is.

    `known` and `unknown` are the files that --known and --unknown list. `taught` has the words of other decks in the output
    folder.
    """

    known: tuple["KnownFile", ...]
    unknown: tuple["KnownFile", ...]
    taught: tuple["Taught", ...] = ()


@dataclass(frozen=True)
class BatchPlace:
    """The context of a transcript in a batch: the path of the package, and the words known before this transcript."""

    package: Path
    known: KnownWords


@dataclass(frozen=True)
class TalkRequest:
    """One transcript, and the settings with which it is built.

    `place` is the context of the transcript in a batch; None if the transcript is built alone. If `own_edits` is not None,
    these entries are used instead of the entries in the edits file.
    """

    source: Path
    settings: Settings
    progress: Progress = no_progress
    place: BatchPlace | None = None
    own_edits: Edits | None = None

    def package(self, title: str) -> Path:
        """Return the path of the package for a transcript with the title `title`."""
        from flashdeck.compose.deck import file_name

        return self.place.package if self.place else self.settings.output / file_name(title)


@dataclass(frozen=True)
class TrackRequest(TalkRequest):
    """The request for one of the languages that are studied."""

    study: Language = "zh"


@dataclass(frozen=True)
class Stage(Generic[_Result]):
    """One step of the pipeline. `function` is called with the request and with the results of the stages in `inputs`."""

    name: str
    function: Callable[..., _Result]
    inputs: tuple["Stage[Any]", ...] = ()


@dataclass(frozen=True)
class Mended:
    """A transcript whose lines are corrected by the edits file, and the outcome of each entry that corrects a line."""

    transcript: Transcript
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class Annotation:
    """The annotated sentences of a transcript, and the key by which the cache finds them.

    The key depends on all values that change the annotation. Corrections of glosses do not change the key.
    """

    key: str
    sentences: tuple[Annotated, ...]


# ---- once for a transcript


def read_file(request: TalkRequest) -> Transcript:
    """Read the lines of the transcript from its file, or from its two files."""
    from flashdeck.read import Input, read_transcript

    request.progress("reading")
    settings = request.settings
    given = Input(request.source, settings.translation, settings.reader, settings.encoding, settings.title)
    if settings.translation is None:
        return read_transcript(given)
    from flashdeck.app.numbered_lines import read_pairs

    return read_pairs(given)


def place_entries(request: TalkRequest, transcript: Transcript) -> Placed:
    """Find the lines to which the entries of the edits file apply, even if the transcript has changed since."""
    from flashdeck.edits.file.edits_file import edits_for

    edits = request.own_edits
    if edits is None:
        edits = edits_for(request.source, request.settings.edits)
    if not edits.entries:
        return Placed(edits, {}, ())
    from flashdeck.edits.placing import place_edits

    return place_edits(edits, transcript.lines)


def mend(_request: TalkRequest, transcript: Transcript, placed: Placed) -> Mended:
    """Apply those corrections of the edits file that change single lines."""
    from flashdeck.edits.effects import correct_lines

    return Mended(*correct_lines(transcript, placed.edits))


def align(request: TalkRequest, mended: Mended, placed: Placed) -> Bitext:
    """Pair the lines that translate each other, then apply the corrections of pairs."""
    from flashdeck.align import correct_pairs
    from flashdeck.app.stage_cache import keep_alignment

    def align_all() -> Bitext:
        from flashdeck.align import align_transcript

        return align_transcript(transcript)

    transcript = mended.transcript
    request.progress("aligning")
    bitext = keep_alignment(transcript, align_all)
    return correct_pairs(bitext, transcript.lines, placed.edits)


def join_pairs(request: TalkRequest, transcript: Transcript, bitext: Bitext, placed: Placed) -> tuple[Sentence, ...]:
    """Join pairs into the sentences that a card may show. Raises `InputError` if the transcript has no pairs."""
    from flashdeck.app.stage_cache import keep_sentences

    def join_all() -> tuple[Sentence, ...]:
        from flashdeck.text import make_sentences

        return tuple(make_sentences(bitext.pairs, ends=ends))

    require_pairs(request.source, transcript, bitext)
    ends = unit_ends(placed.edits)
    return keep_sentences(bitext.pairs, ends, join_all)


def gather_known(request: TalkRequest, transcript: Transcript, sentences: tuple[Sentence, ...]) -> KnownWords:
    """Read the words that supplement the learner's level.

    This stage runs before the engines load, so that an error in a file is reported at once.
    """
    if request.place:
        return request.place.known
    named = read_known_files(request.settings)
    lines = (text for sentence in sentences for text in (sentence.zh, sentence.en))
    taught = taught_beside(request.package(transcript.title), lines)
    return KnownWords(named.known, named.unknown, taught)


def annotate(request: TalkRequest, sentences: tuple[Sentence, ...], placed: Placed) -> Annotation:
    """Find the words of both languages with readings, tags, links and glosses, then apply the corrections of meanings."""
    from flashdeck.annotate.meanings import correct_meanings
    from flashdeck.app.stage_cache import Words, annotation_key, keep_annotation, keep_words

    def cut() -> Words:
        from flashdeck.annotate import cut_sentences

        return cut_sentences(sentences)

    def annotate_all() -> Iterator[Annotated]:
        request.progress("loading dictionaries")
        from flashdeck.annotate import annotate_sentences

        for place, annotated in enumerate(annotate_sentences(sentences, edition, placed.edits, words())):
            if place % _PROGRESS_EVERY == 0:
                request.progress(f"annotating {place}/{len(sentences)}")
            yield annotated

    edition = request.settings.hsk
    words = Lazy(lambda: keep_words(sentences, cut))
    key = annotation_key(sentences, edition, placed.edits, words)
    found = keep_annotation(key, sentences, lambda: tuple(annotate_all()))
    return Annotation(key, correct_meanings(found, placed.edits))


def judge_entries(
    _request: TalkRequest, placed: Placed, mended: Mended, sentences: tuple[Sentence, ...], annotation: Annotation
) -> tuple[Outcome, ...]:
    """Return the outcomes of the entries of the edits file, in the order of the file.

    Entries about cards are not included. They are judged later, when the cards are chosen.
    """
    of_units = unit_outcomes(placed.edits, sentences)
    of_words = word_outcomes(placed.edits, annotation.sentences)
    return in_file_order((*placed.outcomes, *mended.outcomes, *of_units, *of_words))


def note_doubts(
    _request: TalkRequest, bitext: Bitext, placed: Placed, annotation: Annotation, outcomes: tuple[Outcome, ...]
) -> tuple[Notice, ...]:
    """List the notices about lines left out, missing engines, doubtful readings and corrections that no longer apply."""
    from flashdeck.annotate import english_notices, reading_doubts

    doubts = (doubt for item in annotation.sentences for doubt in reading_doubts(item))
    stale = stale_notices(placed.edits.name, outcomes)
    return (*bitext.notices, *english_notices(), *doubts, *stale)


READ = Stage("read", read_file)
PLACE = Stage("place", place_entries, (READ,))
MEND = Stage("mend", mend, (READ, PLACE))
ALIGN = Stage("align", align, (MEND, PLACE))
SENTENCES = Stage("sentences", join_pairs, (READ, ALIGN, PLACE))
KNOWN = Stage("known", gather_known, (READ, SENTENCES))
ANNOTATE = Stage("annotate", annotate, (SENTENCES, PLACE))
JUDGE = Stage("judge", judge_entries, (PLACE, MEND, SENTENCES, ANNOTATE))
NOTICES = Stage("notices", note_doubts, (ALIGN, PLACE, ANNOTATE, JUDGE))
TALK_STAGES: tuple[Stage[Any], ...] = (READ, PLACE, MEND, ALIGN, SENTENCES, KNOWN, ANNOTATE, JUDGE, NOTICES)


# ---- once for each language studied


def describe_learner(request: TrackRequest, known: KnownWords) -> "Learner":
    """Return the learner of the language studied: the level, and the words that --known, --unknown and other decks add."""
    from flashdeck.app.own_dictionaries import exam_words
    from flashdeck.known import knowledge_of
    from flashdeck.select import Learner

    settings, study = request.settings, request.study
    knowledge = knowledge_of(study, known.known, known.unknown, known.taught)
    level = settings.level_in(study)
    exam = exam_words(level.exam) if level.exam else None
    return Learner(study, level.value, settings.ceiling_in(study), knowledge, exam)


def grade(
    request: TrackRequest, learner: "Learner", sentences: tuple[Sentence, ...], annotation: Annotation, placed: Placed
) -> GradedTalk:
    """Grade the sentences and their clauses for the learner."""
    from flashdeck.app.stage_cache import grades_key, keep_grades

    def grade_all() -> GradedTalk:
        from flashdeck.select import grade_talk

        return grade_talk(annotation.sentences, learner)

    request.progress("grading")
    key = grades_key(annotation.key, sentences, learner, placed.edits)
    return keep_grades(key, annotation.sentences, grade_all)


def choose(request: TrackRequest, learner: "Learner", graded: GradedTalk, placed: Placed) -> Selection:
    """Choose the sentences and words that become cards, and put the cards in order."""
    from flashdeck.select import CardLimits, choose_cards

    settings = request.settings
    request.progress("choosing")
    limits = CardLimits(settings.most_sentences, settings.most_words, settings.order, settings.most_cards, placed.edits)
    return choose_cards(graded.sentences, learner, limits, [clause.graded for clause in graded.clauses])


LEARNER = Stage("learner", describe_learner, (KNOWN,))
GRADE = Stage("grade", grade, (LEARNER, SENTENCES, ANNOTATE, PLACE))
CHOOSE = Stage("choose", choose, (LEARNER, GRADE, PLACE))
TRACK_STAGES: tuple[Stage[Any], ...] = (LEARNER, GRADE, CHOOSE)


# ---- helpers of the stages


def require_pairs(source: Path, transcript: Transcript, bitext: Bitext) -> None:
    """Raise `InputError` if a transcript has no pairs, or is nearly all in one language."""
    if bitext.pairs:
        from flashdeck.app.one_sided import one_sided_error

        error = one_sided_error(source, transcript, bitext)
        if error:
            raise error
        return
    page_text = {notice.line for notice in bitext.notices if notice.code == "boilerplate"}
    lines = [line for line in transcript.lines if line.number not in page_text]
    zh, en = _texts(lines, "zh"), _texts(lines, "en")
    if zh and en:
        raise InputError(
            f"{source}: no Chinese line has its English line beside it (read as {transcript.reader}, {transcript.encoding})",
            remedy="Run `flashdeck inspect --stage read` to see how it was read. If that is wrong, set --reader or --encoding.",
        )
    if zh:
        raise _one_language(source, "Chinese", "English", zh)
    if en:
        raise _one_language(source, "English", "Chinese", en)
    raise _no_language(source, len(page_text))


def _texts(lines: Sequence[Line], language: Language) -> list[str]:
    return [line.text for line in lines if line.lang == language]


def _one_language(source: Path, found: str, other: str, texts: Sequence[str]) -> InputError:
    """Return the error for a transcript that has only one of the two languages."""
    from flashdeck.app.one_sided import translation_remedy

    return InputError(
        f"{source}: only {found} was found ({_count_lines(texts)}), but each line needs its {other} line",
        remedy=translation_remedy(source, other),
    )


def _no_language(source: Path, page_text: int) -> InputError:
    """Return the error for a transcript that has neither language. `page_text` is the number of lines of page furniture."""
    what = f"only {_count(page_text)} of page text" if page_text else "the text is neither Chinese nor English"
    return InputError(
        f"{source}: no bilingual pairs were found: {what}",
        remedy="Give a text in which each Chinese line is beside its English line.",
    )


def _count_lines(texts: Sequence[str]) -> str:
    """Return a text with the number of lines, and with the number of different lines if a line occurs more than once."""
    different = len(set(texts))
    repeats = f", {different} of them different" if different < len(texts) else ""
    return f"{_count(len(texts))}{repeats}"


def _count(lines: int) -> str:
    return "1 line" if lines == 1 else f"{lines} lines"


def read_known_files(settings: Settings) -> KnownWords:
    """Read the files of known and unknown words that --known and --unknown list.

    Raises `UsageError` if an option needs a dictionary that was not added.
    """
    from flashdeck.app.own_dictionaries import require_dictionaries
    from flashdeck.known import read_known

    require_dictionaries(settings)
    return KnownWords(tuple(map(read_known, settings.known)), tuple(map(read_known, settings.unknown)))


def taught_beside(package: Path, lines: Iterator[str]) -> tuple["Taught", ...]:
    """Return the words that the other decks in the folder of a package teach.

    `lines` are the texts of the package. A deck that contains one of these lines is ignored, and so is a deck that was first
    built after the package.
    """
    from flashdeck.known import taught_elsewhere
    from flashdeck.write.anki.memory import built_after

    return taught_elsewhere(package, lines, built_after)
