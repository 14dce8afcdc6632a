"""The evidence from which the English gloss of a Chinese word is decided."""

from collections.abc import Iterator
from dataclasses import dataclass

from flashdeck.bilingual.chinese_contexts import WordPlace
from flashdeck.bilingual.counterparts import Counterpart
from flashdeck.bilingual.expansions import Expansions
from flashdeck.bilingual.senses import OtherLine, SenseMatch, first_gloss, fits_gloss, is_adverbial, match_sense
from flashdeck.chinese.readings import entries_of
from flashdeck.chinese.words import Word, fewest_words
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.lazy import LazyProperty
from flashdeck.model import TokenKind

_NOMINAL = ("n", "vn")  # a noun, or a verb that is used as a noun: 进展 "progress", beside "to make progress"
# In Zipf units above 3. A more frequent word ("course", "go") may occur in any line, so it cannot confirm a sense by itself.
# Chosen by hand.
_MOST_COMMON = 2.0
_NOTHING_SAID = OtherLine("")


@dataclass(frozen=True)
class ChineseGlossEvidence:
    """The evidence about one Chinese word that the rules use.

    `tag`: jieba's part of speech. `role`: the part of speech for which the gloss is chosen (`gloss_role`). `senses`: the
    dictionary senses of the word with its reading here. `rest`: the words of the English line without a link. `level`: the HSK
    level, 0.0 if the word has no level. `parts`: the words inside this word and their meanings, if no dictionary has this word.
    `place`: the position in the line, which gives access to the words around. `usual`: the gloss that is confirmed most often
    for this word in the talk. It is known once all lines have glosses.
    `edited`: the gloss that a person gives.
    """

    text: str
    kind: TokenKind = "word"
    tag: str = ""
    role: str = ""
    senses: tuple[str, ...] = ()
    counterpart: Counterpart | None = None
    rest: OtherLine = _NOTHING_SAID
    level: float = 0.0
    parts: tuple[tuple[str, str], ...] = ()
    place: WordPlace | None = None
    expansions: Expansions | None = None
    usual: str | None = None
    edited: str | None = None

    @LazyProperty
    def first(self) -> str | None:
        """The first short sense that fits the part of speech."""
        return first_gloss(self.senses, self.role)

    @LazyProperty
    def match(self) -> SenseMatch | None:
        """The sense that the counterpart confirms."""
        if self.counterpart is None or not self.senses:
            return None
        if name := self.counterpart.full_name(self.senses):
            return SenseMatch("name", name)
        return match_sense(self.senses, self.counterpart.phrase, self.rest)

    @LazyProperty
    def rest_sense(self) -> str | None:
        """The sense that English words without a link confirm, if this word has no counterpart."""
        if self.counterpart is not None:
            return None
        short = [sense if fits_gloss(sense) else "" for sense in self.senses]
        choice = self.rest.best(short, _MOST_COMMON)
        return choice.sense if choice else None

    @LazyProperty
    def participle(self) -> str | None:
        """The English participle, if the word names a state and the confirmed sense is the verb that causes this state."""
        if not self.senses or not _names_state(self.senses[0]):
            return None
        if self.match and self.counterpart and self.match.sense.startswith("to "):
            return self.counterpart.participle
        if self.rest_sense and self.rest_sense.startswith("to "):
            return self.rest.participle(self.rest_sense.removeprefix("to "))
        return None

    @LazyProperty
    def noun(self) -> str | None:
        """The noun among the English words, if the Chinese word is a noun here and the confirmed sense is a verb."""
        if self.role in _NOMINAL and self.match and self.counterpart and self.match.sense.startswith("to "):
            return self.counterpart.noun
        return None

    @LazyProperty
    def distrust(self) -> str | None:
        """The reason why the first sense is a better gloss than the counterpart: "weak", "vague" or "adverb", or None."""
        if self.counterpart is None or not self.first:
            return None
        if self.counterpart.is_weak:
            return "weak"
        if len(self.text) > 1 and self.counterpart.is_vague_verb:
            return "vague"
        is_adverb = self.role == "d" and is_adverbial(self.first)
        return "adverb" if is_adverb and self.counterpart.is_single_noun_or_adjective else None

    @property
    def trusted(self) -> Counterpart | None:
        """The counterpart; None if the first sense is a better gloss."""
        return None if self.distrust else self.counterpart


def _names_state(sense: str) -> bool:
    """Tell whether a sense names a state; a verb beside it causes the state: 惊讶 "amazed", "to surprise"."""
    return sense.endswith("ed") and not sense.startswith("to ")


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words inside a compound, with their meanings, if the dictionary lacks the compound.

    强化学习 has the words 强化 "strengthen" and 学习 "learn".
    """
    dictionary = load_dictionary()
    words = fewest_words(text, lambda part: int(part != text and len(part) > 1 and part in dictionary))
    if len(words) < 2:
        return
    for part in words:
        senses = [sense for entry in entries_of(Word(part, 0, "n")) for sense in entry.senses]
        if gloss := first_gloss(senses, "v"):
            yield part, gloss.removeprefix("to ")
