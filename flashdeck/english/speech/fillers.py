"""Remove fillers, the sounds and phrases of a speaker who is looking for words.

Between two commas, a sound ("um") and "you know" never have a meaning. "Like" and "I mean" may have a meaning there,
so they are removed only if the clause clearly continues after them. The comma before a filler is removed with the filler,
unless the comma separates two clauses or the items of a list. In doubt, the comma stays.

The fillers are the rows of `english/data/fillers.tsv`. Each row has the positions in which the filler may be removed: at the
beginning of a sentence (first), between commas (within), at the end of a sentence (last), without commas (bare), or without
commas inside a phrase that is not complete (open). The rows of `filler_places.tsv` decide whether a filler is removed. The rows
of `filler_commas.tsv` decide whether a comma replaces it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from flashdeck.english.speech.speech_words import (
    WORD_FEATURES,
    SpeechContext,
    folded,
    is_contracted,
    of_word,
    sentence_after,
    sentence_before,
    words_after,
    words_before,
)
from flashdeck.english.word_classes import english_rules, load_word_classes, word_class
from flashdeck.language.repairs import Repaired
from flashdeck.language.rules import ContextTable, PatternTable
from flashdeck.lazy import Lazy

_WORD_FOLLOWS = r"(?=[\w$\"“'‘])"
_COMMA = re.compile(r",(?=\s)")
_OPENING_WORD = re.compile(r"^\w+,")  # one word and a comma at the beginning of a sentence: "So, …"
_BE = word_class("be_forms")
_NEGATIONS = word_class("negations")
_OPENERS = word_class("clause_openers")
_AUXILIARIES = word_class("auxiliaries")
_QUESTION_WORDS = word_class("wh_words")

Replacement = tuple[str, tuple[str, ...]]
"""The text that replaces a match, and the ids of the rules that chose the text. The ids are empty if the match is kept."""


class FillerPatterns:
    """The fillers of the table as regular expressions. There is one expression for each position in a sentence."""

    def __init__(self, table: PatternTable) -> None:
        self.table = table
        within, bare = self._any("within"), self._any("bare")
        self.sound = re.compile(bare)
        self.telling = re.compile("|".join(rule.condition for rule in table.rules if rule.key == "telling"))
        self.nothing_else = re.compile(rf"[\W_]*(?:{within}[\W_]*)*")
        self.first = re.compile(rf"(?:^|(?<=[.?!]\s))(?:{self._any('first')},\s*|{bare}\s+){_WORD_FOLLOWS}(\S+)")
        self.within = re.compile(rf",\s*({within}(?:,?\s+{within})*),\s+{_WORD_FOLLOWS}")
        self.last = re.compile(rf",\s*{self._any('last')}(?=\s*(?:[.!?]|,\s*$))")
        self.bare_sound = self._without_commas(bare)
        self.bare = self._without_commas(f"(?:{bare}|{self._any('open')})")
        self.with_commas = re.compile(rf",?\s*{within}\s*,")

    @staticmethod
    def _without_commas(fillers: str) -> re.Pattern[str]:
        return re.compile(rf"(?<=[\w,])(,?)\s+{fillers}(?:(,?)\s+{_WORD_FOLLOWS}|(?=\s*(?:[.!?]|$)))")

    def _any(self, position: str) -> str:
        """Return a regular expression for the fillers that may be removed at a position in a sentence.

        `position` is a word of the column `result`, such as "first" for the beginning of a sentence.
        """
        return "(?:" + "|".join(rule.condition for rule in self.table.rules if position in rule.result.split()) + ")"

    def ids(self, text: str) -> tuple[str, ...]:
        """Return the ids of the fillers that occur in a removed text."""
        return tuple(rule.id for rule in self.table.matching(text))


@dataclass(frozen=True, slots=True)
class Filler(SpeechContext):
    """One or more consecutive fillers, with the words before and after them in the sentence."""

    match: re.Match[str]

    @property
    def text_before(self) -> str:
        return self.match.string[: self.match.start()]

    @property
    def text_after(self) -> str:
        return self.match.string[self.match.end() :]


# ---- properties of fillers and of the words beside them


def _is_be(word: str) -> bool:
    return word in _BE or is_contracted(word)


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or word.endswith("n't")


def _is_you_know(filler: Filler, _: int) -> bool:
    return "know" in filler.match[0].casefold()


def _asks(filler: Filler, _: int) -> bool:
    return filler.text_after.lstrip().startswith("?")


def _follows_you_know(filler: Filler, _: int) -> bool:
    return folded(filler.text_before)[-2:] == ("you", "know")


def _begins_anew(filler: Filler, _: int) -> bool:
    """Tell whether the two words before a filler occur again after it: "boats for sale, like, many boats for sale"."""
    return any(pair == filler.before[-2:] for pair in pairwise(filler.after))


def _is_same_on_both_sides(filler: Filler, _: int) -> bool:
    return filler.word_at(-1) == filler.word_at(1)


def _has_sound(filler: Filler, _: int) -> bool:
    return bool(load_filler_patterns().sound.search(filler.match[0]))


def _first_word_opens(filler: Filler, _: int) -> bool:
    """Tell whether the sentence begins with a word such as "if", which requires a second clause."""
    return not _OPENERS.isdisjoint(filler.before[:1])


def _is_wh_question(filler: Filler, _: int) -> bool:
    """Tell whether the sentence begins like a question with a question word: "How do you …"."""
    return filler.before[:1] != () and filler.before[0] in _QUESTION_WORDS and not _AUXILIARIES.isdisjoint(filler.before[1:2])


def _has_other_comma(filler: Filler, _: int) -> bool:
    """Tell whether the sentence has a comma that is not next to a filler, so that the sentence may be a list."""
    before = _OPENING_WORD.sub("", sentence_before(filler.text_before))
    after = sentence_after(filler.text_after)
    with_commas = load_filler_patterns().with_commas
    return any(_COMMA.search(with_commas.sub(" ", part)) for part in (before, after))


FEATURES: Mapping[str, Callable[[Filler, int], bool]] = {
    **WORD_FEATURES,
    "after_you_know": _follows_you_know,
    "asks": _asks,
    "be": of_word(_is_be),
    "begins_anew": _begins_anew,
    "first_word_opens": _first_word_opens,
    "negation": of_word(_is_negation),
    "other_comma": _has_other_comma,
    "wh_question": _is_wh_question,
    "same_on_both_sides": _is_same_on_both_sides,
    "sound": _has_sound,
    "you_know": _is_you_know,
}
"""Maps the name of each feature in the conditions of `filler_places.tsv` and `filler_commas.tsv` to its function."""


def _load_filler_patterns() -> FillerPatterns:
    return FillerPatterns(PatternTable(english_rules("fillers.tsv")))


def _load_filler_places() -> ContextTable[Filler]:
    return ContextTable(english_rules("filler_places.tsv"), FEATURES, load_word_classes())


def _load_filler_commas() -> ContextTable[Filler]:
    return ContextTable(english_rules("filler_commas.tsv"), FEATURES, load_word_classes())


load_filler_patterns = Lazy(_load_filler_patterns)
load_filler_places = Lazy(_load_filler_places)
load_filler_commas = Lazy(_load_filler_commas)


# ---- removal


def drop_fillers(text: str) -> Repaired:
    """Remove fillers and their commas.

    >>> drop_fillers("Like, you know, the rule is, uh, too weak.").text
    'The rule is too weak.'
    """
    patterns = load_filler_patterns()
    if patterns.nothing_else.fullmatch(text):
        return Repaired(text)
    rules: list[str] = []
    before, found = "", text
    while found != before:
        before = found
        found = _replace_each(patterns.first, found, _at_the_beginning, rules)
        found = _replace_each(patterns.last, found, _at_the_end, rules)
        found = _replace_each(patterns.within, found, _inside, rules)
        found = _replace_each(
            patterns.bare_sound, found, _without_commas, rules
        )  # before the phrases, which may be next to a sound
        found = _replace_each(patterns.bare, found, _without_commas, rules)
    if found == text:
        return Repaired(text)
    return Repaired(tidy(found), tuple(dict.fromkeys(rules)))


def tidy(text: str) -> str:
    """Remove the extra spaces and commas that remain after words were removed.

    >>> tidy("We left , , at about .5 .")
    'We left, at about .5.'
    """
    found = re.sub(r"\s+", " ", text).lstrip(" ,").rstrip()
    found = re.sub(r"\s+([,.?!])(?!\w)", r"\1", found)
    return re.sub(r",(?=[,.?!](?!\w))", "", found)


def _replace_each(pattern: re.Pattern[str], text: str, decide: Callable[[Filler], Replacement], rules: list[str]) -> str:
    """Replace each match of a pattern by the result of `decide`, and append the ids of the rules to `rules`."""

    def replacement(match: re.Match[str]) -> str:
        replaced, ids = decide(_filler(match))
        rules.extend(ids)
        return replaced

    return pattern.sub(replacement, text)


def _filler(match: re.Match[str]) -> Filler:
    text = match.string
    before, after = words_before(text, match.start()), words_after(text, match.end())
    return Filler(folded(match[0]), before, after, match)


def _at_the_beginning(filler: Filler) -> Replacement:
    """Remove a filler at the beginning of a sentence.

    If the filler begins with a capital, the word after it gets a capital, unless the word has a capital inside (iPhone).
    """
    match = filler.match
    rule = load_filler_places().first("first", filler)
    word = match[1]
    if match[0][0].isupper() and word[1:] == word[1:].lower():
        word = word[:1].upper() + word[1:]
    return word, _ids(match[0].removesuffix(match[1]), rule and rule.id)


def _at_the_end(filler: Filler) -> Replacement:
    rule = load_filler_places().first("last", filler)
    if rule is None or rule.result == "keep":
        return filler.match[0], ()
    return "", _ids(filler.match[0], rule.id)


def _inside(filler: Filler) -> Replacement:
    """Remove fillers between commas.

    Some fillers, such as "like", may have a meaning. The rules for the first filler of this kind are used for all fillers of
    the match.
    """
    match = filler.match
    telling = load_filler_patterns().telling.search(match[1])
    key = telling[0].casefold() if telling else "within"
    rule = load_filler_places().first(key, filler)
    if rule is None or rule.result == "keep":
        return match[0], ()
    if telling and rule.result == "keep-telling":
        return _all_but(telling[0], match)
    comma = load_filler_commas().first("", filler)
    joint = ", " if comma and comma.result == "comma" else " "
    return joint, _ids(match[1], rule.id, comma and comma.id)


def _all_but(kept: str, match: re.Match[str]) -> Replacement:
    """Remove all fillers of a match except the filler `kept`."""
    others = match[1].replace(kept, "", 1)
    if not others:
        return match[0], ()
    return f", {kept}, ", _ids(others, None)


def _without_commas(filler: Filler) -> Replacement:
    """Remove a filler without commas, such as "um", if a rule says so."""
    match = filler.match
    rule = load_filler_places().first("bare", filler)
    if rule is None or rule.result == "keep":
        return match[0], ()
    ids = _ids(match[0], rule.id)
    if match[2] is None:  # at the end of the sentence
        return "", ids
    joint, comma = _joint(filler, has_comma=bool(match[1] or match[2]))
    return joint, (*ids, *comma)


def _joint(filler: Filler, *, has_comma: bool) -> Replacement:
    """Return the text that replaces a filler: a space, or a comma and a space.

    A comma beside the filler stays if the clause does not continue after the filler.
    """
    comma = load_filler_commas().first("", filler) if has_comma else None
    if comma is None:
        return " ", ()
    return (", " if comma.result == "comma" else " "), (comma.id,)


def _ids(removed: str, *rules: str | None) -> tuple[str, ...]:
    """Return the ids of the fillers in a removed text, and the ids of the rules that removed the text."""
    return (*load_filler_patterns().ids(removed), *filter(None, rules))
