"""Compose the report on a talk. It has a part for learners of each language, followed by the notices about the transcript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashdeck.compose.passage.line_renderer import LineRenderer, renderer_for
from flashdeck.compose.passage.material import Talk
from flashdeck.compose.passage.passage import whole_passage
from flashdeck.compose.passage.vocabulary import VocabularyEntry, passage_vocabulary
from flashdeck.compose.report.notices import NoticeGroup, left_out, to_check
from flashdeck.compose.report.report_figures import (
    CoverageCurves,
    DifficultyWindow,
    LevelRow,
    coverage_curves,
    difficulty_windows,
    level_rows,
    unknown_counts,
)
from flashdeck.compose.wording import LANGUAGE_NAMES, SCALES
from flashdeck.dictionaries.sources import deck_attribution
from flashdeck.model import Language, Notice

_MOST_WORDS = 30  # the maximum number of words in the list of useful words


@dataclass(frozen=True, slots=True)
class UsefulWord:
    """A word that the talk uses often.

    `count` is the number of its occurrences. `line` is the number of the first line in the file that has the word.
    """

    written: str
    reading: str
    meaning: str
    level: str
    count: int
    line: int
    in_deck: bool


@dataclass(frozen=True, slots=True)
class ReportPart:
    """The part of the report for learners of one language.

    `lang` is the language tag (BCP 47) of this language, and `gloss_lang` the tag of the glosses.
    """

    study: Language
    name: str
    level: str
    scale: str
    lang: str
    gloss_lang: str
    sentences: int
    cards: int
    coverage: CoverageCurves
    levels: tuple[LevelRow, ...]
    windows: tuple[DifficultyWindow, ...]
    words: tuple[UsefulWord, ...]
    no_cards: tuple[NoticeGroup, ...]
    """The reasons why sentences cannot be cards, with the sentences."""
    sources: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The report on one talk."""

    title: str
    parts: tuple[ReportPart, ...]
    left_out: tuple[NoticeGroup, ...]
    to_check: tuple[NoticeGroup, ...]


def compose_report(talks: Sequence[tuple[Talk, frozenset[str]]], notices: Sequence[Notice]) -> ReportPage:
    """Return the report on a talk.

    `talks` has one item for each language studied: the talk, and the headwords that the deck for this language teaches.
    """
    parts = tuple(_part(talk, taught) for talk, taught in talks)
    first_talk = talks[0][0]
    return ReportPage(first_talk.title, parts, left_out(notices), to_check(notices))


def _part(talk: Talk, taught: frozenset[str]) -> ReportPart:
    graded = talk.selection.graded
    renderer = renderer_for(talk.study, talk.display)
    return ReportPart(
        study=talk.study,
        name=LANGUAGE_NAMES[talk.study].en,
        level=talk.level.name,
        scale=SCALES[talk.study].report.format(edition=talk.edition),
        lang=renderer.target_lang,
        gloss_lang=renderer.context_lang,
        sentences=len(graded),
        cards=len(talk.selection.cards),
        coverage=coverage_curves(graded, taught),
        levels=level_rows(graded, talk.study),
        windows=difficulty_windows(graded, taught),
        words=_useful_words(talk, renderer, unknown_counts(graded), taught),
        no_cards=left_out(talk.selection.notices),
        sources=deck_attribution(talk.study, talk.edition),
    )


def _useful_words(
    talk: Talk, renderer: LineRenderer, counts: Mapping[str, int], taught: frozenset[str]
) -> tuple[UsefulWord, ...]:
    """Return the unknown words that the talk uses most often, with the readings and meanings of the deck and the handout."""
    passage = whole_passage(talk.selection.graded)
    words = passage_vocabulary(passage, talk.selection.cards, renderer.gloss)
    file_lines = {line.number: line.graded.line for line in passage.lines}
    entries = [entry for entry in (*words.listed, *words.unsure) if counts.get(entry.headword)]
    entries.sort(key=lambda entry: (-counts[entry.headword], entry.lines[0], entry.headword))
    found = []
    for entry in entries[:_MOST_WORDS]:
        place = file_lines[entry.lines[0]]
        found.append(_useful_word(entry, renderer, counts[entry.headword], place, in_deck=entry.headword in taught))
    return tuple(found)


def _useful_word(entry: VocabularyEntry, renderer: LineRenderer, count: int, line: int, *, in_deck: bool) -> UsefulWord:
    meaning = renderer.meaning(entry) if entry.gloss else ""
    return UsefulWord(
        written=renderer.written(entry),
        reading=renderer.reading(entry),
        meaning=meaning,
        level=entry.token.listed or f"about {entry.token.level:.0f}",
        count=count,
        line=line,
        in_deck=in_deck,
    )
