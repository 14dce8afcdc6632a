"""Split words that only jieba's dictionary has. Names and plain compounds stay whole. Phrases are split.

`NAME_RULES` and `PHRASE_RULES` are the rules that split words, in the order in which they are tried. `data/cutting.tsv` has an
example of each rule.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.words.word import FUNCTION_CHARACTERS, fewest_words, may_be_verb
from flashdeck.dictionaries.cedict import load_dictionary
from flashdeck.dictionaries.hsk import load_hsk

CLOSED_TAGS = frozenset("mrtqdpcfuyz")
"""First letters of jieba's tags for numerals, pronouns, time words, measure words, adverbs and function words."""
_NAME_TAGS = ("nr", "ns", "nt", "nz")
_COMPOUND_TAGS = ("n", "v")
_PLACE_TAGS = ("n", "s", "t")
_LONGEST_COMPOUND = 4  # maximum number of characters of a noun or verb that may stay whole; chosen by hand
_NEGATIONS = CLASSES["negations"]
_ABSTRACT = CLASSES["abstract-endings"]
_ADVERBS = CLASSES["degree-characters"]
_BEFORE_WORDS = CLASSES["small-words-before"]
_PLAIN_ADJECTIVES = CLASSES["plain-adjectives"]

KEPT_NAME = "zh.word.keep-name"
KEPT_NEGATED_NOUN = "zh.word.keep-negated-noun"
KEPT_COMPOUND = "zh.word.keep-compound"
CUT_UNLISTED = "zh.word.cut-unlisted"
"""The rule id for a word that only jieba's dictionary has, and that is neither a name nor a compound.

The word is split into the smallest number of known words.
"""


class Stretch(NamedTuple):
    """A word that only jieba's dictionary has, with its tag and the fewest known words that make it up."""

    text: str
    tag: str
    parts: tuple[str, ...]


class SplitStretch(NamedTuple):
    """The words into which a text was split, and the id of the rule that split the text or kept it whole."""

    parts: tuple[str, ...]
    rule: str


class Splitter:
    """Splits words of jieba's dictionary into words that CC-CEDICT or HSK has."""

    def __init__(self, tags: Mapping[str, str], frequency: Callable[[str], int | None]) -> None:
        self._tags = tags
        self._frequency_of = frequency
        self._dictionary = load_dictionary()
        self._listed = load_hsk("2025").words

    def known(self, text: str) -> bool:
        """Tell whether a word is in CC-CEDICT or in the HSK lists."""
        return text in self._dictionary or text in self._listed

    def is_listed(self, text: str) -> bool:
        """Tell whether a word is in the HSK lists."""
        return text in self._listed

    def is_common(self, word: str) -> bool:
        """Tell whether a word has an entry in CC-CEDICT that is not a proper noun."""
        return any(not entry.is_name for entry in self._dictionary.entries(word))

    def is_plain(self, word: str) -> bool:
        """Tell whether a word is in the HSK lists, or is the name of a country: 美国."""
        return word in self._listed or (word[-1] == "国" and word in self._dictionary)

    def tag(self, word: str, unknown: str = "x") -> str:
        """Return jieba's tag of a word, or `unknown` if jieba does not have the word."""
        return self._tags.get(word, unknown)

    def takes_stray(self, parts: Sequence[str], stray: str) -> bool:
        """Tell whether a character completes the word after a degree adverb: 很|大|意 becomes 很|大意."""
        return len(parts) == 2 and parts[0] in _ADVERBS and parts[1] + stray in self._listed

    def split(self, text: str) -> SplitStretch:
        """Split a word that only jieba's dictionary has into the smallest number of known words.

        Names and plain compounds stay whole unless a rule splits them.
        """
        tag = self._tags.get(text, "n")
        stretch = Stretch(text, tag, fewest_words(text, self._frequency) or (text,))
        if tag.startswith(_NAME_TAGS):
            return self._cut_by(NAME_RULES, stretch, KEPT_NAME)
        if text[0] in _NEGATIONS and text[-1] in _ABSTRACT and tag.startswith("n"):
            return SplitStretch((text,), KEPT_NEGATED_NOUN)
        if tag.startswith(_COMPOUND_TAGS) and len(text) <= _LONGEST_COMPOUND:
            return self._cut_by(PHRASE_RULES, stretch, KEPT_COMPOUND)
        return SplitStretch(stretch.parts, CUT_UNLISTED)

    def _cut_by(self, rules: "_SplitRules", stretch: Stretch, kept: str) -> SplitStretch:
        """Split a text by the first rule that applies. If no rule applies, the text stays whole."""
        for rule, applies in rules:
            if len(stretch.parts) > 1 and applies(self, stretch):
                return SplitStretch(stretch.parts, rule)
        return SplitStretch((stretch.text,), kept)

    def _frequency(self, text: str) -> int:
        return (self._frequency_of(text) or 1) if self.known(text) else 0

    def takes_object(self, before: str, after: str) -> bool:
        """Tell whether two words are a verb of one character and its object, a noun in the HSK lists: 坐|火车."""
        is_object = after in self._listed and self.tag(after, "n").startswith("n")
        is_verb = may_be_verb(before, first=True) or before in CLASSES["verbs-with-other-senses"]
        return is_object and is_verb and not self.tag(before).startswith("a")


SplitRule = Callable[[Splitter, Stretch], bool]
_SplitRules = tuple[tuple[str, SplitRule], ...]


def _pair(stretch: Stretch) -> tuple[str, str] | None:
    """Return the two parts of a text, or None if the text does not have exactly two parts."""
    return (stretch.parts[0], stretch.parts[1]) if len(stretch.parts) == 2 else None


def _uneven_pair(stretch: Stretch) -> tuple[str, str] | None:
    """Return the two parts of a text if exactly one of the parts is a single character, else None."""
    pair = _pair(stretch)
    return pair if pair and (len(pair[0]) > 1) != (len(pair[1]) > 1) else None


# --- words that jieba tags as names --------------------------------------------------------------------------------


def is_counted_noun(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a number, a measure word and a noun: 两|棵|树.

    The number must be 一, 两 or 几, because larger numbers begin place names: 三座门, 五棵松.
    """
    if len(stretch.parts) != 3:
        return False
    number, measure, _ = stretch.parts
    return number in CLASSES["small-numbers"] and splitter.tag(measure) == "q"


def is_degree_and_le(_splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a degree adverb, an adjective and 了: 太|棒|了."""
    return len(stretch.parts) == 3 and stretch.parts[0] in _ADVERBS and stretch.parts[2] == "了"


def is_degree_and_character(_splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a degree adverb and a single character: 太|酸."""
    return len(stretch.text) == 2 and len(stretch.parts) == 2 and stretch.parts[0] in _ADVERBS


def is_verb_and_character(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a verb and an object of one character each, and jieba tags it as `nz`, "other name"."""
    pair = _pair(stretch)
    return bool(pair) and len(stretch.text) == 2 and stretch.tag == "nz" and splitter.takes_object(*stretch.parts)


def is_plain_words(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of two plain words (see `is_plain`) of two or more characters each: 努力|争取."""
    pair = _pair(stretch)
    return bool(pair) and all(len(part) > 1 and splitter.is_plain(part) for part in stretch.parts)


def is_place_and_localizer(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a common noun and a localizer: 花园|里."""
    pair = _uneven_pair(stretch)
    if not pair or pair[1] not in CLASSES["localizers"]:
        return False
    return splitter.tag(pair[0]).startswith(_PLACE_TAGS) and splitter.is_common(pair[0])


def is_after_small_word(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a function word and a common word: 太|大意, 那|道士.

    都 and 呢 do not count as function words here, because names begin with these characters.
    """
    pair = _uneven_pair(stretch)
    return bool(pair) and stretch.parts[0] in _BEFORE_WORDS and splitter.is_common(stretch.parts[1])


def is_noun_after_measure(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a measure word (or a plain adjective) and a noun of the HSK lists: 段|时间."""
    pair = _uneven_pair(stretch)
    if not pair or pair[0] in _BEFORE_WORDS:
        return False
    before, after = pair
    measures = splitter.tag(before) == "q" or before in _PLAIN_ADJECTIVES
    return measures and splitter.is_listed(after) and splitter.tag(after).startswith("n")


def is_before_small_word(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a word of the HSK lists and a function word: 迟早|会."""
    pair = _uneven_pair(stretch)
    return bool(pair) and stretch.parts[1] in FUNCTION_CHARACTERS and splitter.is_listed(stretch.parts[0])


# --- words that jieba tags as nouns or verbs -----------------------------------------------------------------------


def has_closed_class(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether one of the parts is a function word, such as a pronoun or a numeral: 我|会."""
    return any(_is_closed_class(splitter, part) for part in stretch.parts)


def _is_closed_class(splitter: Splitter, part: str) -> bool:
    tag = splitter.tag(part)
    is_morpheme = tag.endswith("g")  # zg, ng, vg: parts of words, which do not have a word class
    return not FUNCTION_CHARACTERS.isdisjoint(part) or (tag[:1] in CLOSED_TAGS and not is_morpheme)


def is_verb_and_result(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a verb of one character and its result or direction: 吹|倒."""
    verb, result = _verb_pair(stretch)
    if result not in CLASSES["complements"] and result not in CLASSES["directions"]:
        return False
    tag = splitter.tag(verb)
    return tag.startswith("v") or (not tag.startswith("a") and may_be_verb(verb, first=True))


def is_long_verb_and_result(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a longer verb and its result or direction: 缩短|成, 复制|到."""
    pair = _pair(stretch)
    if not pair or len(pair[0]) == 1 or not stretch.tag.startswith("v"):
        return False
    is_result = pair[1] in CLASSES["results-of-verbs"] or pair[1] in CLASSES["directions"]
    return is_result and splitter.tag(pair[0]).startswith("v")


def is_name_of_verb_and_result(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text that jieba tags as a person's name consists of a verb and its result: 塞|进."""
    is_person = stretch.tag == "nr" and stretch.text[-1] in CLASSES["results-in-names"]
    return is_person and is_verb_and_result(splitter, stretch)


def is_verb_and_object(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a verb of one character and its object: 坐|火车; not 计算|资源.

    A text whose first two characters are a word and whose last character is the head of a compound is a compound: 加工|业, not
    加|工业.
    """
    verb, noun = _verb_pair(stretch)
    if len(noun) < 2 or not splitter.takes_object(verb, noun):
        return False
    return noun[-1] not in CLASSES["compound-heads"] or not splitter.known(verb + noun[0])


def _verb_pair(stretch: Stretch) -> tuple[str, str]:
    """Return the two parts of a text if the first part is a single character, else ("", "").

    If the text begins with the same character twice, the result is ("", "") as well: 摇摇头.
    """
    pair = _pair(stretch)
    return pair if pair and len(pair[0]) == 1 and pair[0] != pair[1][0] else ("", "")


def is_modal_and_verb(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a modal verb and a verb of two or more characters: 想|参加."""
    pair = _pair(stretch)
    if not pair or pair[0] not in CLASSES["modal-characters"] or len(pair[1]) == 1:
        return False
    return splitter.known(pair[1]) and splitter.tag(pair[1]).startswith("v")


def is_attribute_and_noun(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a plain adjective and a longer noun of the HSK lists: 大|用处."""
    pair = _pair(stretch)
    if not pair or pair[0] not in _PLAIN_ADJECTIVES or len(pair[1]) == 1:
        return False
    return splitter.is_listed(pair[1]) and splitter.tag(pair[1]).startswith("n")


def is_noun_and_predicate(splitter: Splitter, stretch: Stretch) -> bool:
    """Tell whether a text consists of a noun of the HSK lists and a plain adjective: 效率|高."""
    pair = _pair(stretch)
    if not pair or pair[1] not in _PLAIN_ADJECTIVES or len(pair[0]) == 1:
        return False
    return splitter.is_listed(pair[0]) and splitter.tag(pair[0]).startswith("n")


NAME_RULES: _SplitRules = (
    ("zh.word.cut-name.counted-noun", is_counted_noun),
    ("zh.word.cut-name.degree-and-le", is_degree_and_le),
    ("zh.word.cut-name.degree-and-character", is_degree_and_character),
    ("zh.word.cut-name.verb-and-character", is_verb_and_character),
    ("zh.word.cut-name.verb-and-result", is_name_of_verb_and_result),
    ("zh.word.cut-name.plain-words", is_plain_words),
    ("zh.word.cut-name.place-and-localizer", is_place_and_localizer),
    ("zh.word.cut-name.after-small-word", is_after_small_word),
    ("zh.word.cut-name.noun-after-measure", is_noun_after_measure),
    ("zh.word.cut-name.before-small-word", is_before_small_word),
)
"""The rules that split words that jieba tags as names, in the order in which they are tried."""
PHRASE_RULES: _SplitRules = (
    ("zh.word.cut-phrase.closed-class", has_closed_class),
    ("zh.word.cut-phrase.verb-and-result", is_verb_and_result),
    ("zh.word.cut-phrase.long-verb-and-result", is_long_verb_and_result),
    ("zh.word.cut-phrase.verb-and-object", is_verb_and_object),
    ("zh.word.cut-phrase.modal-and-verb", is_modal_and_verb),
    ("zh.word.cut-phrase.attribute-and-noun", is_attribute_and_noun),
    ("zh.word.cut-phrase.noun-and-predicate", is_noun_and_predicate),
)
"""The rules that split nouns and verbs of up to four characters, in the order in which they are tried. The tags are jieba's."""
