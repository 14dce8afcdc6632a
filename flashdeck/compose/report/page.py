"""The report as one value: a part for each language studied, then what both share."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdeck.compose.handout.compose import Talk
from flashdeck.compose.report.notices import Group, left_out, to_check
from flashdeck.compose.report.report_figures import Coverage, LevelRow, Window, coverage, level_rows, unknown_counts, windows
from flashdeck.compose.report.useful_words import UsefulWord, useful_words
from flashdeck.dictionaries.sources import deck_attribution
from flashdeck.model import Language, Notice

_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


@dataclass(frozen=True, slots=True)
class ReportPart:
    """What the talk is to a learner of one language. `lang` and `gloss_lang` are BCP 47."""

    study: Language
    name: str
    level: str
    scale: str
    lang: str
    gloss_lang: str
    sentences: int
    cards: int
    coverage: Coverage
    levels: tuple[LevelRow, ...]
    windows: tuple[Window, ...]
    words: tuple[UsefulWord, ...]
    no_cards: tuple[Group, ...]
    sources: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole page."""

    title: str
    parts: tuple[ReportPart, ...]
    left_out: tuple[Group, ...]
    to_check: tuple[Group, ...]


def compose_report(talks: Sequence[tuple[Talk, frozenset[str]]], notices: Sequence[Notice]) -> Report:
    """Return the report of a talk, as each of its courses sees it: the choice of cards, and the words that they teach."""
    parts = tuple(compose_part(talk, taught) for talk, taught in talks)
    return Report(talks[0][0].title, parts, left_out(notices), to_check(notices))


def compose_part(talk: Talk, taught: frozenset[str]) -> ReportPart:
    """Return the part of one language."""
    study, graded, selection = talk.level.language, talk.selection.graded, talk.selection
    zh = talk.display.lang
    return ReportPart(
        study=study,
        name=_NAMES[study],
        level=talk.level.name,
        scale=f"HSK, {talk.edition} edition" if study == "zh" else "CEFR, approximate",
        lang=zh if study == "zh" else "en",
        gloss_lang="en" if study == "zh" else zh,
        sentences=len(graded),
        cards=len(selection.cards),
        coverage=coverage(graded, taught),
        levels=level_rows(graded, study),
        windows=windows(graded, taught),
        words=useful_words(talk, unknown_counts(graded), taught),
        no_cards=left_out(selection.notices),
        sources=deck_attribution(study, talk.edition),
    )
