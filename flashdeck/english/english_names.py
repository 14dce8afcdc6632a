"""Recognise names by their capitals, and find the kind of every other token: word, function word, number or mark.

The rules are the rows of `english/data/names.tsv`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from flashdeck.dictionaries.frequency import zipf
from flashdeck.english.parts_of_speech import WordAnalysis
from flashdeck.english.tagset import CLOSED
from flashdeck.english.tokens import EnglishWord
from flashdeck.english.word_classes import english_rules, load_word_classes
from flashdeck.language.rules import ContextTable
from flashdeck.lazy import Lazy
from flashdeck.model import EnToken, TokenKind

_ENDS_SENTENCE = re.compile(r"[.?!…:;]+")
_OPENS = re.compile(r"[\"“‘'(\[—–*-]+")
_PLURAL_LETTERS = re.compile(r"([A-Z]{2,})s")  # plurals of abbreviations: GPUs, LLMs
_RARE = 2.0
"""A word with a capital is a name, even at the beginning of a sentence, if its Zipf frequency is below this number.

The number means one occurrence in ten million words. It was chosen by hand.
"""
_NO_NAME = "en.pos.no-name"
"""The rule id for a word that the tagger tagged as a name although no name rule applies."""
_SETTLED = "en.pos.name.settled"
"""The rule id for a word that becomes a name because most of its occurrences in the transcript are names."""


class NameContext:
    """One word of a sentence, with its base form, its part of speech, and the words around it."""

    __slots__ = ("_analyses", "_is_shouted", "_words", "at")

    def __init__(self, words: Sequence[EnglishWord], analyses: Sequence[WordAnalysis]) -> None:
        self._words = words
        self._analyses = analyses
        self._is_shouted = sum(word.text.isupper() and word.text.isalpha() for word in words) > len(words) / 2
        self.at = 0

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the base and the part of speech (UPOS) of the word at an offset. Outside the line, both are empty."""
        at = self.at + offset
        if 0 <= at < len(self._words):
            return self._words[at].base_text, self._analyses[at].upos
        return "", ""

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` to the end of the line."""
        return range(first, len(self._words) - self.at)

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return the offsets from `first` back to the beginning of the line."""
        return range(first, -self.at - 1, -1)

    @property
    def is_shouted(self) -> bool:
        """Whether more than half of the tokens of the line are words in capitals."""
        return self._is_shouted

    def opens_sentence(self, offset: int) -> bool:
        """Tell whether a sentence or a quotation begins with the word at an offset."""
        at = self.at + offset
        if at == 0:
            return True
        before = self._words[at - 1].text
        return bool(_OPENS.fullmatch(before) or _ENDS_SENTENCE.fullmatch(before))


def _has_inner_capital(context: NameContext, offset: int) -> bool:
    return any(map(str.isupper, context.word_at(offset)[0][1:]))


def _begins_with_figure(context: NameContext, offset: int) -> bool:
    return context.word_at(offset)[0][0].isdigit()


def _is_rare(context: NameContext, offset: int) -> bool:
    return (zipf(context.word_at(offset)[0], "en") or 0) < _RARE


FEATURES: Mapping[str, Callable[[NameContext, int], bool]] = {
    "figure": _begins_with_figure,
    "in_capitals": lambda context, _: context.is_shouted,
    "inner_capital": _has_inner_capital,
    "opens_sentence": NameContext.opens_sentence,
    "rare": _is_rare,
}
"""Maps the name of each feature in the conditions of `names.tsv` to its function."""


def _load_name_rules() -> ContextTable[NameContext]:
    return ContextTable(english_rules("names.tsv"), FEATURES, load_word_classes())


load_name_rules = Lazy(_load_name_rules)


def name_rule(context: NameContext) -> str | None:
    """Return the id of the rule that recognises a word with a capital as a name, or None if the word is not a name."""
    rule = load_name_rules().first("", context)
    return rule.id if rule and rule.decision else None


def kinds(words: Sequence[EnglishWord], analyses: Sequence[WordAnalysis]) -> list[tuple[TokenKind, WordAnalysis]]:
    """Return the kind and the analysis of each word. A word that is a name gets the analysis of a name."""
    context = NameContext(words, analyses)
    found: list[tuple[TokenKind, WordAnalysis]] = []
    for at, (word, analysis) in enumerate(zip(words, analyses, strict=True)):
        context.at = at
        base = word.pieces[word.base]
        rule = None if base.islower() or not any(map(str.isupper, base)) else name_rule(context)
        if rule is None:
            found.append((_kind(word, analysis), _as_word(base, analysis)))
        else:
            found.append(("name", _as_name(base, analysis, rule)))
    return found


def _as_name(base: str, analysis: WordAnalysis, rule: str) -> WordAnalysis:
    """Return the analysis of a name.

    The lemma is the name as it is written, without the plural ending of an abbreviation (GPUs). An adjective (Chinese,
    European) stays an adjective. All other names become proper nouns.
    """
    plural = _PLURAL_LETTERS.fullmatch(base)
    lemma = plural[1] if plural else base
    if analysis.upos == "ADJ":
        return analysis._replace(lemma=lemma)
    return analysis._replace(upos="PROPN", lemma=lemma, rule=rule)


def _as_word(base: str, analysis: WordAnalysis) -> WordAnalysis:
    """Return the analysis of a word that is not a name. If the tagger tagged the word as a name, the word becomes a noun."""
    if analysis.upos != "PROPN":
        return analysis
    return analysis._replace(upos="NOUN", lemma=base.casefold(), rule=_NO_NAME)


def _kind(word: EnglishWord, analysis: WordAnalysis) -> TokenKind:
    if not any(map(str.isalnum, word.text)):
        return "mark"
    if word.text[0].isdigit() or not any(map(str.isalpha, word.text)):
        return "number"
    return "function" if analysis.upos in CLOSED else "word"


# ---- names of a whole transcript

_MOSTLY = 3
"""The minimum number of occurrences as a name that make all other occurrences of a word names, too.

The occurrences as a name must also be at least this number of times as frequent as the other occurrences. Chosen by hand.
"""
_PLURAL = re.compile(r"['’]?s$")


def settle_names(rows: Sequence[tuple[EnToken, ...]]) -> list[tuple[EnToken, ...]]:
    """Change a word to a name if most of its occurrences in the transcript are names.

    Example: if the transcript has "Anthropic" six times and "anthropic" once, "anthropic" becomes a name.
    """
    names = Counter(token.text for row in rows for token in row if token.kind == "name")
    words = Counter(_folded(token) for row in rows for token in row if token.kind == "word")
    spelt: dict[str, str] = {}
    for name, _ in sorted(names.items(), key=lambda entry: (entry[1], entry[0])):
        spelt[name.casefold()] = name  # the most frequent spelling comes last and replaces the less frequent spellings
    mostly = {folded: name for folded, name in spelt.items() if names[name] >= _MOSTLY * max(1, words[folded])}
    return [_with_names(row, mostly) for row in rows]


def _with_names(row: Iterable[EnToken], names: Mapping[str, str]) -> tuple[EnToken, ...]:
    return tuple(_settled(token, names) for token in row)


def _folded(token: EnToken) -> str:
    """Return a token in lower case. If the frequency list does not have the token, a final -s is removed."""
    folded = token.text.casefold()
    return _PLURAL.sub("", folded) if token.zipf is None else folded


def _settled(token: EnToken, names: Mapping[str, str]) -> EnToken:
    name = names.get(_folded(token)) if token.kind == "word" else None
    if name is None:
        return token
    return replace(token, kind="name", pos="PROPN", pos_rule=_SETTLED, lemma=name, level=0.0, easiest=None, cefr=None)
