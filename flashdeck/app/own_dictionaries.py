"""Require the added dictionaries that options need: --level with the name of an exam, and --definitions own."""

from typing import get_args

from flashdeck.dictionaries.added.lookup import definition_languages, exam_tags, words_with_tags
from flashdeck.errors import UsageError
from flashdeck.levels import ExamWords, Level, exams_known
from flashdeck.model import Exam, Language
from flashdeck.settings import Settings

_NAMES: dict[Language, str] = {"zh": "Chinese", "en": "English"}


def require_dictionaries(settings: Settings) -> None:
    """Raise `UsageError` if an option needs a dictionary that was not added."""
    for study in settings.studies:
        _require_exam(settings.level_in(study))
    defined = [study for study in settings.studies if settings.defines_in(study)]
    if defined and definition_languages().isdisjoint(defined):
        names = " or ".join(_NAMES[study] for study in defined)
        raise UsageError(
            f"--definitions own: no dictionary with definitions in {names} was added",
            remedy="Add one with `flashdeck dictionary add FILE`, or leave the option out.",
        )


def _require_exam(level: Level) -> None:
    if level.exam is None or level.exam in exam_tags():
        return
    raise UsageError(
        f"--level {level.exam}: no dictionary with the words of this exam was added",
        remedy="Add ECDICT with `flashdeck dictionary add ecdict.csv`, or write a level from a1 to c2.",
    )


def exam_words(exam: Exam) -> ExamWords:
    """Return the words that a learner at the level of an exam knows, and the words that only harder exams have."""
    known = words_with_tags(exams_known(exam))
    return ExamWords(known, words_with_tags(frozenset(get_args(Exam))) - known)
