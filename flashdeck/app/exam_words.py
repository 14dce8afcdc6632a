"""Find the words of an exam that --level names, in the word lists of the dictionaries that the user added."""

from typing import get_args

from flashdeck.dictionaries.added.lookup import exam_tags, words_with_tags
from flashdeck.errors import UsageError
from flashdeck.levels import ExamWords, Level, exams_known
from flashdeck.model import Exam


def require_exam(level: Level) -> None:
    """Raise `UsageError` if a level is an exam whose words no added dictionary has."""
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
