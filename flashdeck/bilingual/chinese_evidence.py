"""The evidence from which the English gloss of a Chinese word is decided."""

from collections.abc import Iterator

from flashdeck.bilingual.chinese_contexts import WordPlace
from flashdeck.bilingual.counterparts import Counterpart
from flashdeck.bilingual.expansions import Expansions
from flashdeck.bilingual.senses import OtherLine, SenseMatch, first_gloss, fits_gloss, is_adverbial, match_sense
from flashdeck.chinese.readings import entries_of
from flashdeck.chinese.words import Word, fewest_words
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.lazy import LazyProperty
from flashdeck.model import TokenKind
from flashdeck.model.hot_values import hot_dataclass

# jieba's tags of nouns and of verbs that are used as nouns. 进展 is "to make progress" as a verb and "progress" as a noun.
_NOMINAL = ("n", "vn")
# An unlinked English word may be in the line by chance if it is very common, such as "course" or "go". Unlinked words therefore
# confirm a sense only if the rarest word of the sense has at most this Zipf frequency plus 3, which is 5.0. Chosen by hand.
_MOST_COMMON = 2.0
_NOTHING_SAID = OtherLine("")


@hot_dataclass(frozen=True)
class ChineseGlossEvidence:
    """The evidence about one Chinese word that the rules use.

    `tag`: jieba's part of speech. `role`: the part of speech for which the gloss is chosen (`gloss_role`). `senses`: the
    dictionary senses of the word with its reading here. `rest`: the unlinked words of the English line. `level`: the HSK level,
    0.0 if the word has no level. `parts`: the words inside this word and their meanings, if no dictionary has this word.
    `place`: the position in the line, which gives access to the surrounding words. `usual`: the gloss that is confirmed most
    often for this word in the talk. It is known only after all lines have glosses. `edited`: the gloss that a person gives.
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
        """The first dictionary sense that is short enough for a gloss and that fits the role of the word."""
        return first_gloss(self.senses, self.role)

    @LazyProperty
    def match(self) -> SenseMatch | None:
        """The dictionary sense that the English counterpart of the word confirms, and how; None if no sense is confirmed."""
        if self.counterpart is None or not self.senses:
            return None
        if name := self.counterpart.full_name(self.senses):
            return SenseMatch("name", name)
        return match_sense(self.senses, self.counterpart.phrase, self.rest)

    @LazyProperty
    def rest_sense(self) -> str | None:
        """For a word without an English counterpart: the sense that the unlinked English words of the line confirm, or None."""
        if self.counterpart is not None:
            return None
        short = [sense if fits_gloss(sense) else "" for sense in self.senses]
        choice = self.rest.best(short, _MOST_COMMON)
        return choice.sense if choice else None

    @LazyProperty
    def participle(self) -> str | None:
        """The English participle that translates a word for a state: "surprised" for 惊讶.

        The word must name a state, and the sense that the line confirms must be a verb: "to surprise". Otherwise this is None.
        """
        if not self.senses or not _names_state(self.senses[0]):
            return None
        if self.match and self.counterpart and self.match.sense.startswith("to "):
            return self.counterpart.participle
        if self.rest_sense and self.rest_sense.startswith("to "):
            return self.rest.participle(self.rest_sense.removeprefix("to "))
        return None

    @LazyProperty
    def noun(self) -> str | None:
        """The noun in the English counterpart, if the Chinese word is used as a noun but the confirmed sense is a verb."""
        if self.role in _NOMINAL and self.match and self.counterpart and self.match.sense.startswith("to "):
            return self.counterpart.noun
        return None

    @LazyProperty
    def distrust(self) -> str | None:
        """The reason why `first` is a better gloss than the English counterpart: "weak", "vague" or "adverb".

        None if there is no such reason.
        """
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
        """The English counterpart of the word. None if the word has no counterpart, or if `first` is a better gloss."""
        return None if self.distrust else self.counterpart


def _names_state(sense: str) -> bool:
    """Tell whether a sense names a state, as "amazed" does. A verb such as "to surprise" does not name a state."""
    return sense.endswith("ed") and not sense.startswith("to ")


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of which a compound consists, each with its meaning.

    For 强化学习 these are 强化 "strengthen" and 学习 "learn". Nothing is yielded for a text that is a single word.
    """
    dictionary = load_dictionary()
    words = fewest_words(text, lambda part: int(part != text and len(part) > 1 and part in dictionary))
    if len(words) < 2:
        return
    for part in words:
        senses = [sense for entry in entries_of(Word(part, 0, "n")) for sense in entry.senses]
        if gloss := first_gloss(senses, "v"):
            yield part, gloss.removeprefix("to ")
