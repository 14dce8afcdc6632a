"""The evidence from which the English gloss of a Chinese word is decided."""

from collections.abc import Iterator

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.chinese_contexts import WordPlace
from flashdeck.bilingual.counterpart_fit import fits_class, is_partial, part_of_speech
from flashdeck.bilingual.counterparts import Counterpart
from flashdeck.bilingual.expansions import Expansions, is_abbreviation
from flashdeck.bilingual.senses import OtherLine, SenseMatch, first_gloss, fits_gloss, match_sense
from flashdeck.chinese.readings import entries_of
from flashdeck.chinese.words import Word, fewest_words
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.dictionaries.cefr import is_listed
from flashdeck.english.stems import stem
from flashdeck.lazy import LazyProperty
from flashdeck.model import TokenKind
from flashdeck.model.hot_values import hot_dataclass

# jieba's tags of nouns and of verbs that are used as nouns. 进展 is "to make progress" as a verb and "progress" as a noun.
_NOMINAL = ("n", "vn")
# An unlinked English word may be in the line by chance if it is very common, such as "course" or "go". Unlinked words therefore
# confirm a sense only if the rarest word of the sense has at most this Zipf frequency plus 3, which is 5.0. Chosen by hand.
_MOST_COMMON = 2.0
_NOTHING_SAID = OtherLine("")
# jieba's tag of a longer word is not reliable: it tags 采取行动 "to take action" as a noun.
_LONGEST_NOUN = 3


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
        """The noun in the English counterpart, if the Chinese word is used as a noun but the confirmed sense is a verb.

        The verb itself if English uses it as a noun too and the counterpart has no noun: "use" for 的消耗 with "use" as a verb.
        """
        if self.role not in _NOMINAL or not self.match or not self.counterpart or not self.match.sense.startswith("to "):
            return None
        if len(self.text) > _LONGEST_NOUN:
            return None
        verb = self.match.sense.removeprefix("to ")
        is_both = self._is_noun_by_context() and is_listed(verb, "NOUN")
        return self.counterpart.noun or (verb if is_both else None)

    @LazyProperty
    def verb(self) -> str | None:
        """The confirmed sense as a verb, if the word and its counterpart are verbs but the sense is a noun: "to shift" for "shift".

        None for other words, and for a sense that English does not use as a verb.
        """
        if not self.match or not self.counterpart or self.role != "v" or part_of_speech(self.counterpart) != "VERB":
            return None
        sense, lemma = self.match.sense, self.counterpart.tokens[0].headword
        if is_listed(sense, "VERB"):
            return f"to {sense}"
        is_form = " " not in sense and not sense.startswith("to ") and stem(sense) == stem(lemma)
        return f"to {lemma}" if is_form and sense != lemma else None

    @LazyProperty
    def is_verb_for_noun(self) -> bool:
        """Whether the words around show that the word is a noun, but the line confirms only a verb: "expect" for 你的预期."""
        if self.match is None or not self._is_noun_by_context():
            return False
        return self.match.sense.startswith("to ") and self.noun is None

    def _is_noun_by_context(self) -> bool:
        """Tell whether the words around show that a word is a noun although jieba tags it as a verb."""
        return self.role == "n" and self.tag.startswith("v")

    @LazyProperty
    def adverb(self) -> str | None:
        """The counterpart if it is an adverb in -ly but the confirmed sense is its adjective: "suddenly" for "sudden".

        None for other words, and for nouns: 公众 "public" may translate "publicly".
        """
        if not self.match or not self.counterpart or self.role[:1] == "n" or " " in self.match.sense:
            return None
        adverb = self.counterpart.phrase
        is_adverb = part_of_speech(self.counterpart) == "ADV" and adverb.endswith("ly") and is_listed(self.match.sense, "ADJ")
        return adverb if is_adverb and adverb != self.match.sense else None

    @LazyProperty
    def distrust(self) -> str | None:
        """The reason why the English counterpart is not a sure gloss; None if there is no such reason.

        "weak": it was linked by elimination. "vague": it is a vague verb or noun, or the word is an empty verb such as 进行, whose
        object carries the meaning. "part": it is a part of a longer expression. "class": it has another part of speech.
        "distant": only the position of the words or a weak kinship suggests the link.
        """
        if self.counterpart is None:
            return None
        if self.counterpart.is_weak and self.first:
            return "weak"
        if is_abbreviation(self.counterpart.phrase):
            return None
        return "vague" if self._is_vague() else self._misfit()

    def _is_vague(self) -> bool:
        is_long = len(self.text) > 1 and bool(self.first)
        return is_long and self.counterpart is not None and (self.counterpart.is_vague or self.is_empty_verb)

    def _misfit(self) -> str | None:
        """Return "part", "class" or "distant" (see `distrust`) if one of these reasons applies."""
        if self.counterpart is None:
            return None
        if is_partial(self.counterpart, self.senses):
            return "part"
        if self._is_noun_by_context() and part_of_speech(self.counterpart) == "VERB":
            return "class"
        if not fits_class(self.counterpart, self.role, self.senses):
            return "class"
        return "distant" if self.counterpart.is_distant else None

    @property
    def is_empty_verb(self) -> bool:
        return self.text in load_bilingual_classes()["empty_verbs"]

    @property
    def trusted(self) -> Counterpart | None:
        """The English counterpart of the word. None if the word has no counterpart, or if the counterpart is not sure."""
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
