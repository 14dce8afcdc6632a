"""Define the level of a learner (HSK for Chinese, CEFR for English), and the word lists that override the level."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flashdeck.errors import UsageError
from flashdeck.model import Exam, HskEdition, Language

_HSK = re.compile(r"hsk\s*[:\-]?\s*([1-9])", re.IGNORECASE)
_CEFR = re.compile(r"(?:cefr\s*[:\-]?\s*)?([abc][12])", re.IGNORECASE)
_CEFR_NAMES = ("A1", "A2", "B1", "B2", "C1", "C2")
_BAND = 7.0
_HIGHEST_HSK = 9
_EXPECTED: dict[Language, str] = {"zh": "a level of Chinese", "en": "a level of English"}
_RANGE: dict[Language, str] = {"zh": "hsk1 to hsk9", "en": "a1 to c2"}
_EXAMPLE: dict[Language, str] = {"zh": "hsk4", "en": "b1"}


@dataclass(frozen=True, slots=True)
class Level:
    """A learner's level. `value` is on the scale of the language, HSK or CEFR. `name` is the text that is printed.

    `exam`: the exam whose words the learner knows. Then `value` applies to the words that no exam has.
    """

    language: Language
    value: float
    name: str
    exam: Exam | None = None

    @property
    def is_open(self) -> bool:
        """Whether the level is the highest HSK band, which comprises the levels 7, 8 and 9."""
        return self.language == "zh" and self.value >= _BAND

    @property
    def is_highest(self) -> bool:
        """Whether the level is the highest level that the word lists have."""
        return self.is_open or (self.language == "en" and self.value >= len(_CEFR_NAMES))


@dataclass(frozen=True, slots=True)
class ExamWords:
    """The words of the exams that a learner has passed, and the words that only harder exams have, in lower case."""

    known: frozenset[str]
    harder: frozenset[str]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The words that a learner knows or does not know, regardless of the learner's level.

    The words are headwords in lower case. A homograph has its reading: 长.zhang3. `known` words are never taught. `learning`
    words were met recently, so that meeting them again is useful. `taught` words are in decks of other transcripts in the same
    folder. `unknown` words are taught even if the level or a list has them.
    """

    known: frozenset[str] = frozenset()
    learning: frozenset[str] = frozenset()
    taught: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether there is no word in any of the lists."""
        return not (self.known or self.learning or self.taught or self.unknown)


DEFAULT_LEVELS: dict[Language, Level] = {"zh": Level("zh", 4.0, "HSK 4"), "en": Level("en", 3.0, "B1")}


class _ExamLevel(NamedTuple):
    """An exam: its name, the exams whose words its candidates know, and a level for the words that no exam has."""

    name: str
    easier: tuple[Exam, ...]
    value: float


# The values are approximate, from the alignment of CET-4 and CET-6 with China's Standards of English Language Ability
# (GF 0018-2018) and from the levels of the word lists. IELTS and TOEFL are graded as the exams whose words they include.
EXAM_LEVELS: Mapping[Exam, _ExamLevel] = {
    "cet4": _ExamLevel("CET-4", ("zk", "gk"), 3.0),
    "cet6": _ExamLevel("CET-6", ("zk", "gk", "cet4"), 4.0),
    "ky": _ExamLevel("考研", ("zk", "gk", "cet4"), 4.0),
    "ielts": _ExamLevel("IELTS", ("zk", "gk", "cet4", "cet6", "ky"), 4.0),
    "toefl": _ExamLevel("TOEFL", ("zk", "gk", "cet4", "cet6", "ky"), 4.0),
}
"""The exams that --level may name, if an added dictionary has their words."""


def exams_known(exam: Exam) -> frozenset[Exam]:
    """Return the exams whose words a learner at the level of an exam knows."""
    return frozenset((exam, *EXAM_LEVELS[exam].easier))


@dataclass(frozen=True, slots=True)
class _Wording:
    """The phrases for the text that explains a level. The text says which words are known, and which words are taught.

    There is one instance for each language in which the text can be written.
    """

    known: str
    span: str
    words: str
    above: str
    rarer: str
    exam: str


_WORDINGS: dict[Language, _Wording] = {
    "en": _Wording(
        "you know {known}; taught: {taught}",
        "{} to {}",
        "words of {}",
        "words above {}",
        "words outside the lists",
        "the words of {} and of easier exams",
    ),
    "zh": _Wording(
        "已会 {known}；所教：{taught}", "{} 至 {}", "{} 的词", "{} 以上的词", "词表以外的词", "{} 及更容易的考试的词"
    ),
}


def explain_level(level: Level, ceiling: Level | None = None, reader: Language = "en") -> str:
    """Return a text that says which words a learner knows and which words are taught, in the language `reader`.

    Words above the level `ceiling` are not taught.

    >>> explain_level(Level("zh", 4.0, "HSK 4"))
    'you know HSK 1 to 4; taught: words above HSK 4'
    >>> explain_level(Level("en", 3.0, "B1"), Level("en", 5.0, "C1"))
    'you know A1 to B1; taught: words of B2 to C1'
    """
    wording = _WORDINGS[reader]
    known = wording.exam.format(level.name) if level.exam else _span(level.language, 1, _top(level), wording)
    if ceiling is not None and not ceiling.is_open:
        taught = wording.words.format(_span(level.language, _top(level) + 1, _top(ceiling), wording))
    elif level.is_highest:
        taught = wording.rarer
    else:
        taught = wording.above.format(level.name)
    return wording.known.format(known=known, taught=taught)


def _top(level: Level) -> int:
    return _HIGHEST_HSK if level.is_open else int(level.value)


def _span(language: Language, first: int, last: int, wording: _Wording) -> str:
    """Return a range of levels as text: "HSK 5 to 6", "B2 to C1", or "B2" for a range of one level."""
    low, high = (str(number) if language == "zh" else _CEFR_NAMES[number - 1] for number in (first, last))
    scale = "HSK " if language == "zh" else ""
    return scale + (low if first == last else wording.span.format(low, high))


def find_level(text: str, study: Language, edition: HskEdition, option: str = "--level") -> Level | None:
    """Return the level in the language `study` that a text such as `hsk4`, `HSK:4`, `b1` or `hsk4,b1` names.

    Returns None if the text names only a level of the other language. Raises `UsageError` for a text that is not a level, and
    for a level that the edition does not have: HSK 2.0 ends at 6; the editions of 2021 and 2025 have one band for 7 to 9.
    """
    found: dict[Language, Level] = {}
    for part in map(str.strip, text.split(",")):
        level = _hsk_level(part, edition, option) or _cefr_level(part) or _exam_level(part)
        if level is None or level.language in found:
            raise _no_level(text, study, option)
        found[level.language] = level
    return found.get(study)


def require_level(text: str, study: Language, edition: HskEdition, option: str = "--level") -> Level:
    """Return the level as `find_level` does, but raise `UsageError` if the text names only a level of the other language."""
    level = find_level(text, study, edition, option)
    if level is None:
        raise _no_level(text, study, option)
    return level


def _no_level(text: str, study: Language, option: str) -> UsageError:
    other: Language = "en" if study == "zh" else "zh"
    hint = f", or choose --study {other}" if (_CEFR if study == "zh" else _HSK).fullmatch(text.strip()) else ""
    return UsageError(
        f"{option}: {text!r} is not {_EXPECTED[study]}",
        remedy=f"Write {_RANGE[study]}, for example {option} {_EXAMPLE[study]}{hint}.",
    )


def _hsk_level(text: str, edition: HskEdition, option: str) -> Level | None:
    match = _HSK.fullmatch(text)
    if not match:
        return None
    number = float(match[1])
    if edition == "2.0" and number >= _BAND:
        raise UsageError(
            f"{option}: {text!r} does not exist in HSK 2.0, which ends at level 6",
            remedy="Choose hsk1 to hsk6, or choose another edition with --hsk.",
        )
    return Level("zh", min(number, _BAND), "HSK 7-9" if number >= _BAND else f"HSK {number:.0f}")


def _exam_level(text: str) -> Level | None:
    exam = next((exam for exam in EXAM_LEVELS if exam == text.casefold()), None)
    return None if exam is None else Level("en", EXAM_LEVELS[exam].value, EXAM_LEVELS[exam].name, exam)


def _cefr_level(text: str) -> Level | None:
    match = _CEFR.fullmatch(text)
    if not match:
        return None
    name = match[1].upper()
    return Level("en", _CEFR_NAMES.index(name) + 1.0, name)
