"""Remove characters and words that a speaker says again while looking for the next word.

Chinese doubles many words on purpose: verbs (看看), nouns (天天), adjectives (慢慢), answers (对对对). Only words that are
never doubled on purpose are therefore removed, and only if the sentence continues after the repeat. The rows of
`chinese/data/spoken_repeats.tsv` decide. A repeat consists of two or more copies of one to six characters. A comma or a space
may be between two copies.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.language.repairs import Repaired
from flashdeck.language.rules import ContextTable, Rule, read_rules
from flashdeck.lazy import Lazy
from flashdeck.model.characters import HAN_RANGES, is_han

_HAN = f"[{HAN_RANGES}]"
_GAP = r"[，,、…]?\s?"
# Matches two or more copies of the same one to six characters. The length of a copy is limited, so that the time of a search
# grows only linearly with the text.
_REPEAT = re.compile(rf"(?P<said>{_HAN}{{1,6}}?)(?P<gap>{_GAP})(?P=said)(?:{_GAP}(?P=said))*")
_LONG = 3  # minimum number of characters of a restart of a clause; chosen by hand
_LONGEST_WORD = 4  # number of characters before and after a repeat that are searched for dictionary words


@dataclass(frozen=True, slots=True)
class ChineseRepeat:
    """A sequence of characters that is said two or more times in a row, and the characters around it.

    Offset 0 is the sequence, -1 the character before its first copy, and 1 the first character after its last copy. The text at
    an offset outside the line is empty.
    """

    said: str
    before: str
    after: str
    copies: int
    has_gap: bool
    """Whether a mark or a space is between two copies."""

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the sequence or the character at an offset, and "" as its tag, because characters do not have tags."""
        if offset == 0:
            return self.said, ""
        text, at = (self.after, offset - 1) if offset > 0 else (self.before, len(self.before) + offset)
        return (text[at] if 0 <= at < len(text) else ""), ""

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` to the end of the line."""
        return range(first, len(self.after) + 1)

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` back to the beginning of the line."""
        return range(first, -len(self.before) - 1, -1)


# ---- properties of repeats


def _is_at_start(repeat: ChineseRepeat, _: int) -> bool:
    """Tell whether a repeat is at the beginning of a clause: after nothing, a mark, a space, or a word such as 但是."""
    before = repeat.before
    return not before or not is_han(before[-1]) or before.endswith(tuple(CLASSES["clause-links"]))


def _continues(repeat: ChineseRepeat, _: int) -> bool:
    """Tell whether the clause continues after a repeat with more than a particle."""
    rest = re.split(r"[^\w%]", repeat.after, maxsplit=1)[0]
    return bool(rest) and rest not in CLASSES["closing-particles"]


def _completes_word(repeat: ChineseRepeat, _: int) -> bool:
    """Tell whether the first copy is the end of a longer word: 他 in 其他他们."""
    words = load_dictionary()
    shortest = len(repeat.said) + 1
    tail = repeat.before[-_LONGEST_WORD:]
    ends = (tail[at:] + repeat.said for at in range(len(tail)))
    return any(is_han(word) and len(word) >= shortest and word in words for word in ends)


def _begins_word(repeat: ChineseRepeat, _: int) -> bool:
    """Tell whether the last copy and the characters after it are a word: 所 in 所所以."""
    words = load_dictionary()
    return any(repeat.said + repeat.after[:count] in words for count in range(1, _LONGEST_WORD) if repeat.after[:count])


def _is_cut_word(repeat: ChineseRepeat, _: int) -> bool:
    """Tell whether the speaker stopped inside a word, and then said the whole word: 我觉 in 我觉我觉得."""
    after = repeat.after[:1]
    last = repeat.said[-1]
    return bool(after) and last + after in load_dictionary() and repeat.said[-2:] not in load_dictionary()


FEATURES: Mapping[str, Callable[[ChineseRepeat, int], bool]] = {
    "at_start": _is_at_start,
    "begins_word": _begins_word,
    "completes_word": _completes_word,
    "continues": _continues,
    "cut_word": _is_cut_word,
    "gap": lambda repeat, _: repeat.has_gap,
    "three_or_more": lambda repeat, _: len(repeat.said) >= _LONG,
}
"""Maps the name of each feature in the conditions of `spoken_repeats.tsv` to its function."""


def _load_rules() -> ContextTable[ChineseRepeat]:
    return ContextTable(read_rules("flashdeck.chinese", "spoken_repeats.tsv"), FEATURES, CLASSES)


load_chinese_repeat_rules = Lazy(_load_rules)


def chinese_repeat_rule(repeat: ChineseRepeat) -> Rule | None:
    """Return the first rule that applies to a repeat; None if no rule applies, so that the repeat stays."""
    key = "char" if len(repeat.said) == 1 else "word"
    return load_chinese_repeat_rules().first(key, repeat)


# ---- removal


def drop_chinese_repeats(text: str) -> Repaired:
    """Remove all copies of a repeat except the last copy, if a rule says that the repeat is a stutter.

    >>> drop_chinese_repeats("我我我觉得，然后然后他去看看。").text
    '我觉得，然后他去看看。'
    """
    rules, kept, at = list[str](), list[str](), 0
    for match in _repeats(text):
        rule = chinese_repeat_rule(_repeat(match))
        if rule and rule.result == "cut":
            rules.append(rule.id)
            kept.append(text[at : match.start()])
            at = match.end() - len(match["said"])
    if not rules:
        return Repaired(text)
    return Repaired("".join(kept) + text[at:], tuple(dict.fromkeys(rules)))


def _repeats(text: str) -> Iterator[re.Match[str]]:
    return _REPEAT.finditer(text)


def _repeat(match: re.Match[str]) -> ChineseRepeat:
    text = match.string
    copies = match[0].count(match["said"])
    has_gap = len(match[0]) > copies * len(match["said"])
    return ChineseRepeat(match["said"], text[: match.start()], text[match.end() :], copies, has_gap)
