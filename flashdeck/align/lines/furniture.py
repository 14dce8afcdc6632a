"""Find page furniture, which is text that a player's page shows around a transcript. It is recognised by its wording.

The forms are the rows of `align/data/furniture.tsv`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from flashdeck.align.line_rows import first_language
from flashdeck.align.word_classes import load_align_classes
from flashdeck.language.rules import read_rules
from flashdeck.lazy import Lazy
from flashdeck.model import Language, Line

PLAYER_WORDS = "align.furniture.player-words"
# a line is furniture of a podcast player's page if it has at least this number of different words of such pages, for example
# 订阅, 下载 and 字幕 (chosen by hand)
_LEAST_PLAYER_WORDS = 3

_LONGEST_PLAYER_TEXT = 80  # a text of more characters than this is part of the conversation (chosen by hand)


class _Forms:
    """The texts of one language that belong to the page and not to the talk, joined into one regular expression."""

    def __init__(self, language: Language, flags: re.RegexFlag) -> None:
        rules = [rule for rule in read_rules("flashdeck.align", "furniture.tsv") if rule.key == language]
        roles = "|".join(sorted(load_align_classes()[f"credit-roles-{language}"], key=len, reverse=True)).replace("_", " ")
        self._rules = [rule for rule in rules if rule.id != PLAYER_WORDS]
        wordings = (f"(?P<wording{at}>{rule.condition})" for at, rule in enumerate(self._rules))
        self._any = re.compile("|".join(wordings).replace("{roles}", roles), flags)

    def rule(self, text: str) -> str | None:
        """Return the id of the first form that matches a text from beginning to end; None if no form matches."""
        match = self._any.fullmatch(text)
        if match is None:
            return None
        return next(rule.id for at, rule in enumerate(self._rules) if match[f"wording{at}"] is not None)


_load_chinese = Lazy(lambda: _Forms("zh", re.NOFLAG))
_load_english = Lazy(lambda: _Forms("en", re.IGNORECASE))


def furniture_form(line: Line) -> str | None:
    """Return the id of the rule whose wording a line has; None if the line does not look like furniture.

    A line of the conversation may have such a wording by chance.

    >>> furniture_form(Line(1, "双语字幕", "zh")), furniture_form(Line(2, "双语的学生不多。", "zh"))
    ('align.furniture.zh-subtitle-label', None)
    """
    if line.lang == "en":
        return _load_english().rule(line.text)
    form = _load_chinese().rule(line.text)
    if form is None and has_player_words(line.text):
        return PLAYER_WORDS
    return form


def has_player_words(text: str) -> bool:
    """Tell whether a text is short and has three different words of the pages of podcast players, such as 订阅 and 下载."""
    if len(text) > _LONGEST_PLAYER_TEXT:
        return False
    folded = text.casefold()
    return sum(word in folded for word in load_align_classes()["player-words"]) >= _LEAST_PLAYER_WORDS


def furniture_lines(lines: Sequence[Line]) -> dict[int, str]:
    """Return a mapping from the `id` of each line that is furniture to the id of the rule that recognised it.

    A line that is worded like furniture may be part of the conversation. It is furniture if it has no translation, or if the
    line above or below it is worded like furniture in the other language.

    - If the format groups lines into units, such as cues, a line has a translation if its unit has a line of the other language
      that does not translate another line of the unit.
    - In other files, a line has a translation if the lines before and after it are in the other language. At the beginning of
      the file, a line has a translation if it is in the language that comes first in each pair, and if the next two lines are
      in the other language and in its own language.
    """
    forms = {id(line): form for line in lines if (form := furniture_form(line))}
    if not forms:
        return {}
    first = first_language([line for line in lines if id(line) not in forms])
    return {id(line): forms[id(line)] for line in _furniture(lines, forms, first)}


def _furniture(lines: Sequence[Line], forms: Mapping[int, str], first: Language) -> Iterator[Line]:
    """Yield the lines that have the form of furniture and no translation.

    `first` is the language that comes first in most pairs.
    """
    before: Line | None = None
    in_units = Counter((line.unit, line.lang) for line in lines if id(line) not in forms)
    for at, line in enumerate(lines):
        is_talk = id(line) not in forms
        if not is_talk and not _is_beside_furniture(lines, at, forms):
            after = [other.lang for other in lines[at + 1 : at + 3]]
            is_talk = _is_translated(line, in_units) if line.unit else _has_partner(line, before, after, first)
        if is_talk:
            before = line
        else:
            yield line


def _is_beside_furniture(lines: Sequence[Line], at: int, forms: Mapping[int, str]) -> bool:
    """Tell whether a neighbour of the line is furniture in the other language, for example the line "Transcript" above 文稿."""
    neighbours = (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2])
    return any(id(other) in forms and other.lang not in (lines[at].lang, None) for other in neighbours)


def _is_translated(line: Line, in_units: Mapping[tuple[int | None, Language | None], int]) -> bool:
    """Tell whether the unit of a line has a line of the other language that translates it.

    `in_units` has for each unit and language the number of lines that are not worded like furniture.
    """
    other: Language = "en" if line.lang == "zh" else "zh"
    return in_units.get((line.unit, other), 0) > in_units.get((line.unit, line.lang), 0)


def _has_partner(line: Line, before: Line | None, after: Sequence[Language | None], first: Language) -> bool:
    """Tell whether the translation of a line follows it.

    `before` is the last line of the conversation; None at the beginning. `after` holds the languages of the next two lines.
    """
    if before is None:
        return line.lang == first and len(after) > 1 and after[0] not in (first, None) and after[1] == first
    return bool(after) and before.lang != line.lang != after[0]
