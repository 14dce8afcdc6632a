"""Parse the values of an edits file. A parser converts a TOML value to the value of an entry, or raises `InvalidValue`.

The messages of `InvalidValue` begin with a verb, because the name of the key is put before the message.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flashdeck.chinese.syllables import marked
from flashdeck.edits.entries import InvalidValue, Key, TomlValue
from flashdeck.edits.outcomes import counted
from flashdeck.model import Language
from flashdeck.model.characters import count_han

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BETWEEN_SYLLABLES = re.compile(r"[\s'’·\-]+")
_SYLLABLE = re.compile(
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    r"(?:iang|iong|uang|ueng|ang|eng|ong|ing|ian|iao|uai|uan|üan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|üe|ün|[aoeiuü])"
    r"|r|m|n|ng|hm|hng|ê"
)
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0306": 3, "\u0300": 4}  # a breve is often typed instead of the caron
_LEVEL = re.compile(r"hsk[ :\-]?(?:(?P<hsk>[1-9])|(?P<band>7[-–]9))|(?P<cefr>[abc][12])", re.IGNORECASE)
_RANGE = re.compile(r"\s*(\d+)\s*(?:[-–]\s*(\d+))?\s*")
_NUMBER_LIST = re.compile(r"\s*\d+\s*(?:,\s*\d+\s*)*")
_CARD_ID = re.compile(r"(?:zh|en)-(?:word-\S+|sentence-[0-9a-f]{12})")
_BAND = 7  # the first of the HSK levels 7, 8 and 9, which are one band
# maximum number of lines in a range; a longer range such as "1-999999999" is treated as a typing error
_LONGEST_RANGE = 1_000_000
_SYLLABLES_REMEDY = "Write one syllable for each character, separated by spaces: qiáng huà xué xí."


@dataclass(frozen=True, slots=True)
class WordLevel:
    """A level that the user sets for a word: its name as written, and its value on the scale of the language.

    The names "known" and "ignore" have the value 0. For these names `language` and `listed` are None.
    """

    name: str
    language: Language | None
    value: float
    listed: str | None
    """The label of the level in the word lists of the language: "6", "7-9", "B2"."""


def text(value: object) -> str:
    """Parse a value that is text on one line. Leading and trailing spaces are removed."""
    found = verbatim(value).strip()
    if not found:
        raise InvalidValue("is empty", "Write text between the quotes, or remove the key.")
    return found


def verbatim(value: object) -> str:
    """Parse a value that is text on one line. The text is kept exactly as written and may be empty."""
    if not isinstance(value, str):
        raise InvalidValue(f"must be text, not {_shown(value)}", 'Write the text in quotes: "…".')
    if _CONTROL.search(value):
        raise InvalidValue("contains a line break or a control character", "Write the text on one line.")
    return unicodedata.normalize("NFC", value)


def search_text(value: object) -> str:
    """Parse a value that is searched for in a line. The text is kept exactly as written and must not be blank."""
    found = verbatim(value)
    if not found.strip():
        raise InvalidValue("is empty", "Write the words to find.")
    return found


def note(value: object) -> str:
    """Parse a value that is text on one or more lines."""
    if not isinstance(value, str):
        return text(value)
    lines = [verbatim(line.rstrip("\r")).strip() for line in value.split("\n")]
    return "\n".join(lines).strip() or text("")


def flag(value: object) -> bool:
    """Parse a value that is true or false."""
    if not isinstance(value, bool):
        raise InvalidValue(f"must be true or false, not {_shown(value)}", "Write true or false, without quotes.")
    return value


def file_side(value: object) -> Language:
    """Parse a value that names one of the two files of a transcript by its language: zh or en."""
    found = text(value)
    if found == "zh":
        return "zh"
    if found == "en":
        return "en"
    raise InvalidValue(f'must be "zh" or "en", not {found!r}', 'Write "zh" for the Chinese file, "en" for the English file.')


def number(value: object) -> int:
    """Parse a value that is the number of a line of the transcript."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValue(f"must be a line number, not {_shown(value)}", "Write the number of the line, without quotes.")
    if value < 1:
        raise InvalidValue(f"must be 1 or greater, not {value}", "Write the number of a line. The first line is 1.")
    return value


def numbers(value: object) -> tuple[int, ...]:
    """Parse a value that is one line number or a list of line numbers. The numbers must increase."""
    found = tuple(map(number, value)) if isinstance(value, list) else (number(value),)
    if not found:
        raise InvalidValue("is empty", "Write the numbers of the lines: [911, 913].")
    if any(one >= other for one, other in pairwise(found)):
        raise InvalidValue("names lines twice or out of order", "Write each line once, from the first to the last.")
    return found


def groups(value: object) -> tuple[tuple[int, ...], ...]:
    """Parse a value that is a list of lists of line numbers, such as [[878], [880]].

    The numbers must increase inside each list and from each list to the next list.
    """
    if not isinstance(value, list) or not value or not all(isinstance(group, list) for group in value):
        raise InvalidValue(
            f"must be a list of lists, not {_shown(value)}", "Write one list for each Chinese line: [[878], [880]]."
        )
    found = tuple(map(numbers, value))
    numbers([line for group in found for line in group])
    return found


def ranges(value: object) -> tuple[int, ...]:
    """Parse a value that names lines by a number, by a range such as "673-712", or by a list of numbers and ranges."""
    parts = value if isinstance(value, list) else [value]
    found = {line for part in parts for line in _lines_of(part)}
    return numbers(sorted(found))


def _lines_of(value: object) -> Sequence[int]:
    if not isinstance(value, str):
        return (number(value),)
    return [line for part in value.split(",") for line in _range(part, value)]


def _range(part: str, value: str) -> range:
    match = _RANGE.fullmatch(part)
    if match:
        first = number(int(match[1]))
        last = int(match[2] or first)
        if first <= last <= first + _LONGEST_RANGE:
            return range(first, last + 1)
    raise InvalidValue(f"must be a range of lines, not {value!r}", 'Write the first and the last line: "673-712".')


def pinyin(value: object) -> tuple[str, ...]:
    """Parse a value that is a reading. The syllables may have tone marks or tone numbers and are returned with tone marks.

    >>> pinyin("qiáng huà"), pinyin("lü4 se4")
    (('qiáng', 'huà'), ('lǜ', 'sè'))
    """
    return tuple(map(_syllable, _BETWEEN_SYLLABLES.split(text(value))))


def _syllable(written: str) -> str:
    letters, tones = "", list[int]()
    for char in unicodedata.normalize("NFD", written.lower().replace("u:", "ü")):
        if char in _TONES:
            tones.append(_TONES[char])
        elif char in "12345" and letters:
            tones.append(int(char))
        else:
            letters += char
    letters = unicodedata.normalize("NFC", letters).replace("v", "ü")
    if len(tones) > 1 or not _SYLLABLE.fullmatch(letters):
        raise InvalidValue(f"has an invalid syllable: {written!r}", _SYLLABLES_REMEDY)
    tone = tones[0] if tones else 5
    return marked(f"{letters}{tone}")


def check_pinyin(syllables: Sequence[str], word: str) -> None:
    """Check that a reading has one syllable for each Han character of a word. Raise `InvalidValue` if it does not."""
    han = count_han(word)
    if not han:
        raise InvalidValue(f"pinyin is given, but {word!r} has no Chinese character", "Remove the key pinyin.", "pinyin")
    if len(syllables) != han:
        problem = f"pinyin has {counted(len(syllables), 'syllable')} for the {counted(han, 'character')} of {word}"
        raise InvalidValue(problem, _SYLLABLES_REMEDY, "pinyin")


def level(value: object) -> WordLevel:
    """Parse a value that is a level: hsk1 to hsk9 (7, 8 and 9 are one band), a1 to c2, "known" or "ignore"."""
    name = text(value).casefold()
    if name in ("known", "ignore"):
        return WordLevel(name, None, 0.0, None)
    match = _LEVEL.fullmatch(name)
    if not match:
        raise InvalidValue(f"must be a level, not {value!r}", "Write hsk1 to hsk9, a1 to c2, known or ignore.")
    if match["cefr"]:
        return WordLevel(name, "en", float("abc".index(name[0]) * 2 + int(name[1])), name.upper())
    hsk = int(match["hsk"] or _BAND)
    listed = "7-9" if hsk >= _BAND else str(hsk)
    return WordLevel(name, "zh", float(min(hsk, _BAND)), listed)


def check_level(found: WordLevel, word: str) -> None:
    """Check that a level is on the scale of the language of a word. Raise `InvalidValue` if it is not."""
    language, scale, example = ("zh", "HSK", "hsk6") if count_han(word) else ("en", "CEFR", "b2")
    if found.language not in (None, language):
        problem = f"level must be on the {scale} scale for {word}, not {found.name!r}"
        raise InvalidValue(problem, f"Write a {scale} level, for example {example}.", "level")


def card_id(value: object) -> str:
    """Parse a value that is the id of a card, such as zh-word-强化学习."""
    found = text(value)
    if not _CARD_ID.fullmatch(found):
        raise InvalidValue(
            f"must be the id of a card, not {found!r}", "Copy the id from `flashdeck preview`, for example zh-word-强化学习."
        )
    return found


def _shown(value: object) -> str:
    """Return a short text for a TOML value in a message: "a list", "a table", "a date", or the value itself."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return repr(value)
    if isinstance(value, list):
        return "a list"
    return "a table" if isinstance(value, dict) else "a date"


# ---- values given as text on the command line; a text with a wrong form is returned unchanged, so that the parsers reject it


def number_from_text(given: str) -> TomlValue:
    """Convert the text of a line number to an integer.

    >>> number_from_text("212"), number_from_text("twelve")
    (212, 'twelve')
    """
    return int(given) if given.strip().isdecimal() else given


def numbers_from_text(given: str) -> TomlValue:
    """Convert the text of line numbers, such as 911,913, to a list of integers."""
    return [int(part) for part in given.split(",")] if _NUMBER_LIST.fullmatch(given) else given


def groups_from_text(given: str) -> TomlValue:
    """Convert the text of lists of line numbers, such as 878;880,882, to lists of integers. Semicolons separate the lists."""
    parts = given.split(";")
    if not all(map(_NUMBER_LIST.fullmatch, parts)):
        return given
    return [list(map(int, part.split(","))) for part in parts]


def flag_from_text(given: str) -> TomlValue:
    """Convert the text true, yes, false or no to a boolean."""
    return {"true": True, "yes": True, "false": False, "no": False}.get(given.casefold(), given)


# ---- keys that two or more kinds of entries have


LINE_KEY = Key("line", number, from_text=number_from_text)
QUOTE_KEY = Key("text", search_text, is_required=False)
"""The key for a quotation of the first line of an entry, so that the line is found again after the transcript has changed."""
FILE_KEY = Key("file", file_side, is_required=False)
"""The key for the file in which lines are counted, if the transcript consists of two files."""
