"""Describe a Chinese word together with the other words of its line, and define the features that rules can test.

The tables are `readings.tsv` and `cuts.tsv` in `flashdeck/chinese/data`; `flashdeck.language.conditions` describes their
notation. A condition names a feature as `?name`; `FEATURES` lists all of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashdeck.chinese.word_classes import CLASSES
from flashdeck.chinese.words.word import Word, may_be_verb
from flashdeck.language.conditions import Feature
from flashdeck.model.characters import is_han

_PREDICATE_TAGS = ("v", "a", "i", "l", "z")
_DEGREE_TAGS = ("d", "a", "b", "z")
_PLACE_TAGS = ("ns", "nt", "s")
_THING_TAGS = ("n", "m", "q", "u", "y")
_NO_SUBJECT_TAGS = ("d", "t")
_NEITHER_TEXT_NOR_TAG = ("", "x")
_TIME_SPAN = re.compile(r"[几两一二三四五六七八九十半好多数0-9]+个?(?:天|年|月|周|星期|小时|分钟|钟头)")
_SPAN_WORDS = 3  # a length of time has at most this number of words: 三个小时 has three words


@dataclass(frozen=True, slots=True)
class WordContext:
    """The word at index `at` of a line, with all words of the line. A clause is the text between two punctuation marks."""

    words: Sequence[Word]
    at: int

    def word_at(self, offset: int) -> tuple[str, str]:
        """Return the text and the tag of the word at an offset, which is counted in words from this word.

        Outside the line, the text is empty and the tag is that of a punctuation mark.
        """
        place = self.at + offset
        if 0 <= place < len(self.words):
            word = self.words[place]
            return word.text, word.tag
        return _NEITHER_TEXT_NOR_TAG

    def offsets_after(self, first: int) -> Iterable[int]:
        """Return the offsets of the words from `first` to the end of the clause."""
        end = self.at + 1
        while end < len(self.words) and not _is_mark(self.words[end].text):
            end += 1
        return range(first, end - self.at)

    def offsets_before(self, first: int) -> Iterable[int]:
        """Return the offsets of the words from `first` back to the beginning of the clause."""
        start = self.at
        while start > 0 and not _is_mark(self.words[start - 1].text):
            start -= 1
        return range(first, start - self.at - 1, -1)

    @classmethod
    def in_line(cls, words: Sequence[Word], at: int) -> "WordContext":
        """Return the context of a word in a line that may have pauses.

        Captions have a space in place of a mark. The words before and after such a space are outside the context.
        """
        start, end = at, at + 1
        while start > 0 and not _is_pause(words[start - 1], words[start]):
            start -= 1
        while end < len(words) and not _is_pause(words[end - 1], words[end]):
            end += 1
        if end - start == len(words):
            return cls(words, at)
        return cls(words[start:end], at - start)

    def moved(self, offset: int) -> "WordContext":
        """Return a context for the word at an offset from this word."""
        return WordContext(self.words, self.at + offset)


def _is_pause(one: Word, other: Word) -> bool:
    """Tell whether there is a space between two words of Han characters."""
    return one.end < other.start and is_han(one.text[-1]) and is_han(other.text[0])


def _is_mark(text: str) -> bool:
    return not text[:1].isalnum()


# --- features of the word at an offset -----------------------------------------------------------------------------


def is_mark(context: WordContext, offset: int) -> bool:
    """Tell whether the word is a punctuation mark. An offset outside the line counts as a punctuation mark."""
    return _is_mark(context.word_at(offset)[0])


def is_long(context: WordContext, offset: int) -> bool:
    """Tell whether the word has two or more characters."""
    return len(context.word_at(offset)[0]) > 1


def is_first_a_verb(context: WordContext, offset: int) -> bool:
    """Tell whether the first sense of the word in the dictionary is a verb ("to ...")."""
    return may_be_verb(context.word_at(offset)[0], first=True)


def is_any_verb(context: WordContext, offset: int) -> bool:
    """Tell whether any sense of the word in the dictionary is a verb ("to ...")."""
    return may_be_verb(context.word_at(offset)[0], first=False)


def is_verb_tagged_as_noun(context: WordContext, offset: int) -> bool:
    """Tell whether the word is a verb of one character that jieba tags as a noun: 飞, 传, 运."""
    text, tag = context.word_at(offset)
    return len(text) == 1 and tag.startswith("n") and may_be_verb(text, first=True)


def is_predicate(context: WordContext, offset: int) -> bool:
    """Tell whether the word is a verb, an adjective or an idiom, so that a complement with 得 or 不 can follow the word."""
    text, tag = context.word_at(offset)
    return tag.startswith(_PREDICATE_TAGS) or text == "多" or is_verb_tagged_as_noun(context, offset)


def is_experience(context: WordContext, offset: int) -> bool:
    """Tell whether the word is tagged as a noun but may be a verb, so that a 过 after it may be the aspect particle.

    This is so for 经历 in 经历过, but not for 日子.
    """
    text, tag = context.word_at(offset)
    is_noun = tag.startswith("n") and len(text) > 1 and text not in CLASSES["time-spent"]
    return is_noun and may_be_verb(text, first=False)


def is_time_spent(context: WordContext, offset: int) -> bool:
    """Tell whether the word can be the object of the verb 过 ("to pass", "to spend"): 年, 河, 日子.

    Such a word may begin with 好: 好日子.
    """
    return context.word_at(offset)[0].removeprefix("好") in CLASSES["time-spent"]


def is_named_person(context: WordContext, offset: int) -> bool:
    """Tell whether the word refers to a person: a pronoun, a name, or a noun such as 工人 or 老师."""
    text, tag = context.word_at(offset)
    if text in CLASSES["persons"] or tag.startswith("nr"):
        return True
    return tag.startswith("n") and text[-1:] in CLASSES["person-endings"]


def is_posting(context: WordContext, offset: int) -> bool:
    """Tell whether the word refers to a place or an office to which people are posted: 上海, 财务处."""
    text, tag = context.word_at(offset)
    return tag.startswith(_PLACE_TAGS) or (tag.startswith("n") and text[-1:] in CLASSES["office-endings"])


def is_figure(context: WordContext, offset: int) -> bool:
    """Tell whether the word consists of figures only: 三, 第二, 570."""
    text = context.word_at(offset)[0]
    return bool(text) and CLASSES["figures"].issuperset(text)


def has_not_inside(context: WordContext, offset: int) -> bool:
    """Tell whether 不 is the second character of the word: 受不了, 来不及."""
    return context.word_at(offset)[0][1:2] == "不"


def is_beyond_thing(context: WordContext, offset: int) -> bool:
    """Tell whether the word is a verb or another word that is not a noun, a number, a measure word or a particle."""
    return not context.word_at(offset)[1].startswith(_THING_TAGS)


# --- features of the clause around an offset -----------------------------------------------------------------------


def is_last(context: WordContext, offset: int) -> bool:
    """Tell whether the word is the last word of its clause, not counting closing particles such as 了 and 吗."""
    closing = CLASSES["closing-particles"]
    return all(context.word_at(after)[0] in closing for after in context.offsets_after(offset + 1))


def begins_time_span(context: WordContext, offset: int) -> bool:
    """Tell whether the word is the first word of a length of time: 几天, 三个小时."""
    offsets = [after for after in context.offsets_after(offset) if after < offset + _SPAN_WORDS]
    return bool(_TIME_SPAN.match("".join(context.word_at(after)[0] for after in offsets)))


def ends_doubled_character(context: WordContext, offset: int) -> bool:
    """Tell whether the word ends with the same character twice, or repeats the word before it: 静静, 慢慢."""
    text = _text_before(context, offset)
    return len(text) > 1 and text[-1] == text[-2]


def ends_doubled_pair(context: WordContext, offset: int) -> bool:
    """Tell whether the text up to the end of the word ends with the same two characters twice: 一步一步."""
    text = _text_before(context, offset)
    return len(text) > 3 and text[-4:-2] == text[-2:]


def _text_before(context: WordContext, offset: int) -> str:
    """Return the joined text of the word at an offset and the three words before that word."""
    end = max(0, context.at + offset + 1)
    return "".join(word.text for word in context.words[max(0, end - 4) : end])


def is_graded(context: WordContext, offset: int) -> bool:
    """Tell whether the word is an adjective after a degree adverb or 得: 快 in 更快, 多 in 快得多.

    After a word that is a verb, the adjective does not count: 好 in 种好地.
    """
    text, tag = context.word_at(offset)
    if not tag.startswith("a") and text not in ("多", "少"):
        return False
    before, before_tag = context.word_at(offset - 1)
    if before in CLASSES["degrees"] or before == "得" or before_tag.startswith(_DEGREE_TAGS):
        return True
    return before_tag.startswith("v") and not may_be_verb(before, first=True)


def is_modifier(context: WordContext, offset: int) -> bool:
    """Tell whether the word can modify a verb with 地. It has two or more characters, or is a graded adjective: 更快."""
    text, tag = context.word_at(offset)
    return tag != "x" and (len(text) > 1 or is_graded(context, offset))


def has_disposed_object(context: WordContext, offset: int) -> bool:
    """Tell whether 把, 将 or 拿 and its object come before the word, without a verb in between."""
    for nouns, before in enumerate(context.moved(offset).offsets_before(-1)):
        text, tag = context.word_at(offset + before)
        if text in CLASSES["disposing"]:
            return nouns > 0
        if tag.startswith("v"):
            return False
    return False


def begins_person_then_verb(context: WordContext, offset: int) -> bool:
    """Tell whether the word is the first of one or more nouns or pronouns before a verb: 我 做饭, 孩子 讲 故事."""
    after = offset
    while context.word_at(after)[1].startswith(("r", "n")):
        after += 1
    return after > offset and context.word_at(after)[1] == "v"


def is_said_of_thing(context: WordContext, offset: int) -> bool:
    """Tell whether the subject of the word is a thing.

    The subject is the nearest word before the word that is not an adverb, a time word, 没 or 没有. The subject must be a noun.
    Neither the subject nor an earlier word of the clause may refer to a person.
    """
    here = context.moved(offset)
    subject = [place for place in here.offsets_before(-1) if not _is_adverbial(here, place)]
    if not subject or not here.word_at(subject[0])[1].startswith("n"):
        return False
    return not any(is_named_person(here, place) for place in subject)


def _is_adverbial(context: WordContext, offset: int) -> bool:
    text, tag = context.word_at(offset)
    return tag.startswith(_NO_SUBJECT_TAGS) or text in ("没", "没有")


def is_among_animals(context: WordContext, _offset: int) -> bool:
    """Tell whether a word of the line contains the character of a farm animal, such as 羊."""
    return any(not CLASSES["farm-animals"].isdisjoint(word.text) for word in context.words)


FEATURES: Mapping[str, Feature[WordContext]] = {
    "among-animals": is_among_animals,
    "any-verb": is_any_verb,
    "beyond-thing": is_beyond_thing,
    "disposes": has_disposed_object,
    "doubled": ends_doubled_character,
    "doubled-pair": ends_doubled_pair,
    "experience": is_experience,
    "figure": is_figure,
    "last": is_last,
    "long": is_long,
    "mark": is_mark,
    "modifier": is_modifier,
    "not-inside": has_not_inside,
    "person": is_named_person,
    "person-then-verb": begins_person_then_verb,
    "posting": is_posting,
    "predicate": is_predicate,
    "said-of-thing": is_said_of_thing,
    "time-span": begins_time_span,
    "time-spent": is_time_spent,
    "verb": is_first_a_verb,
    "verb-tagged-noun": is_verb_tagged_as_noun,
}
"""Maps the name of each feature, as conditions write it after `?`, to the function that tests the feature."""
