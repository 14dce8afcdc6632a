"""What may stand behind a key: each function takes a TOML value and returns what an entry holds, or raises `Wrong`."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from flashdeck.chinese.characters import count_han
from flashdeck.chinese.syllables import marked
from flashdeck.edits.entries import WordLevel
from flashdeck.model import Language

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BETWEEN_SYLLABLES = re.compile(r"[\s'’·\-]+")
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ong|ing|ian|iao|uai|uan|üan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|üe|ün|[aoeiuü])"
    r"|r|m|n|ng|hm|hng|ê"
)
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}  # a breve is a common slip for the caron
_LEVEL = re.compile(r"hsk[ :\-]?(?:(?P<hsk>[1-9])|(?P<band>7[-–]9))|(?P<cefr>[abc][12])", re.IGNORECASE)
_RANGE = re.compile(r"\s*(\d+)\s*(?:[-–]\s*(\d+))?\s*")
_CARD_ID = re.compile(r"(?:zh|en)-(?:word-\S+|sentence-[0-9a-f]{12})")
_BAND = 7
_MOST_LINES = 1_000_000  # of one range: "1-999999999" is a slip, not a wish


class Wrong(Exception):  # noqa: N818  never leaves this room
    """A value that cannot be meant: what is wrong, and the way to mend it."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


def text(value: object) -> str:
    """Return text on one line, without outer white space."""
    found = verbatim(value).strip()
    if not found:
        raise Wrong("is empty", "Write text between the quotes, or remove the key.")
    return found


def verbatim(value: object) -> str:
    """Return text on one line exactly as written."""
    if not isinstance(value, str):
        raise Wrong(f"is {_shown(value)}, text was expected", 'Write it in quotes: "…".')
    if _CONTROL.search(value):
        raise Wrong("holds a line break or a control character", "Write it on one line.")
    return unicodedata.normalize("NFC", value)


def wanted(value: object) -> str:
    """Return text to look for: as written, and not blank."""
    found = verbatim(value)
    if not found.strip():
        raise Wrong("is empty", "Write the words to find.")
    return found


def note(value: object) -> str:
    """Return text that may have several lines."""
    lines = str(value).split("\n") if isinstance(value, str) else [text(value)]
    return "\n".join(verbatim(line.rstrip("\r")).strip() for line in lines).strip() or text("")


def flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"is {_shown(value)}, true or false was expected", "Write true or false, without quotes.")
    return value


def side(value: object) -> Language:
    """Return which of two files a line stands in: zh or en."""
    found = text(value)
    if found not in ("zh", "en"):
        raise Wrong(f"{found!r} is no file", 'Write "zh" for the Chinese file or "en" for the English one.')
    return "zh" if found == "zh" else "en"


def number(value: object) -> int:
    """Return the number of a line of the transcript."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong(f"is {_shown(value)}, a line number was expected", "Write the number of the line, without quotes.")
    if value < 1:
        raise Wrong(f"is {value}, but lines are counted from 1", "Write the number of the line.")
    return value


def numbers(value: object) -> tuple[int, ...]:
    """Return line numbers in order: one, or a list."""
    found = tuple(map(number, value)) if isinstance(value, list) else (number(value),)
    if not found:
        raise Wrong("is empty", "Write the numbers of the lines: [911, 913].")
    if any(one >= other for one, other in pairwise(found)):
        raise Wrong("names lines twice or out of order", "Write each line once, from the first to the last.")
    return found


def groups(value: object) -> tuple[tuple[int, ...], ...]:
    """Return for each line the lines that belong to it: [[878], [880]]."""
    if not isinstance(value, list) or not value or not all(isinstance(group, list) for group in value):
        raise Wrong(
            f"is {_shown(value)}, a list of lists was expected", "Write one list for each Chinese line: [[878], [880]]."
        )
    found = tuple(map(numbers, value))
    numbers([one for group in found for one in group])
    return found


def ranges(value: object) -> tuple[int, ...]:
    """Return the lines that are named by a number, a range ("673-712") or a list of both."""
    parts = value if isinstance(value, list) else [value]
    found = [one for part in parts for one in _range(part)]
    return numbers(sorted(set(found)))


def _range(value: object) -> Sequence[int]:
    if not isinstance(value, str):
        return (number(value),)
    found: list[int] = []
    for part in value.split(","):
        match = _RANGE.fullmatch(part)
        first = number(int(match[1])) if match else 0
        last = int(match[2] or first) if match else 0
        if not match or last < first or last - first > _MOST_LINES:
            raise Wrong(f"{value!r} is no range of lines", 'Write "673-712", from the first line to the last.')
        found += range(first, last + 1)
    return found


def pinyin(value: object) -> tuple[str, ...]:
    """Return syllables with tone marks, from marks or numbers.

    >>> pinyin("qiáng huà"), pinyin("lü4 se4")
    (('qiáng', 'huà'), ('lǜ', 'sè'))
    """
    return tuple(map(_syllable, _BETWEEN_SYLLABLES.split(text(value))))


def _syllable(written: str) -> str:
    letters, tones = "", list[int]()
    for char in unicodedata.normalize("NFD", written.lower().replace("u:", "ü")):
        if char in _TONES or (char in "12345" and letters):
            tones.append(_TONES.get(char) or int(char))
        else:
            letters += char
    letters = unicodedata.normalize("NFC", letters).replace("v", "ü")
    if len(tones) > 1 or not _SYLLABLE.fullmatch(letters):
        raise Wrong(f"{written!r} is no syllable", "Write one syllable a character, with spaces between: qiáng huà xué xí.")
    return marked(f"{letters}{tones[0] if tones else 5}")


def check_pinyin(syllables: Sequence[str], word: str) -> None:
    """Refuse a reading that has not one syllable for each Han character."""
    han = count_han(word)
    if not han:
        raise Wrong(f"{word!r} has no Chinese character to read", "Remove pinyin; it is for Chinese words.")
    if len(syllables) != han:
        raise Wrong(
            f"{_counted(len(syllables), 'syllable')} for the {_counted(han, 'character')} of {word}",
            "Write one syllable a character, with spaces between: qiáng huà xué xí.",
        )


def level(value: object) -> WordLevel:
    """Return a level: hsk1 to hsk9 (7, 8 and 9 are one band), a1 to c2, known or ignore."""
    name = text(value).casefold()
    if name in ("known", "ignore"):
        return WordLevel(name, None, 0.0, None)
    match = _LEVEL.fullmatch(name)
    if not match:
        raise Wrong(f"{value!r} is no level", "Write hsk1 to hsk9, a1 to c2, known or ignore.")
    if match["cefr"]:
        return WordLevel(name, "en", float("abc".index(name[0]) * 2 + int(name[1])), name.upper())
    hsk = int(match["hsk"] or _BAND)
    return WordLevel(name, "zh", float(min(hsk, _BAND)), "7-9" if hsk >= _BAND else str(hsk))


def check_level(found: WordLevel, word: str) -> None:
    """Refuse a level on the scale of the other language."""
    language = "zh" if count_han(word) else "en"
    if found.language not in (None, language):
        right, example = ("HSK", "hsk6") if language == "zh" else ("CEFR", "b2")
        raise Wrong(f"{found.name!r} is no level for {word}", f"Write its {right} level, for example {example}.")


def card_id(value: object) -> str:
    found = text(value)
    if not _CARD_ID.fullmatch(found):
        raise Wrong(f"{found!r} is no card id", "Copy the id from `flashdeck preview`, for example zh-word-强化学习.")
    return found


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return repr(value)
    return "a list" if isinstance(value, list) else "a table" if isinstance(value, dict) else "a date"
