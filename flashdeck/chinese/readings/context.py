"""A word among the words of its line, and what the words beside it are: what the rules of reading ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from flashdeck.chinese.words import NO_WORD, Word, may_be_verb

_COUNTERS = frozenset("零〇一二两三四五六七八九十百千万几这那哪每各某第多数")
PERSONS = frozenset({"我", "你", "您", "他", "她", "它", "我们", "咱们", "你们", "他们", "她们", "它们", "大家", "人家", "谁"})
_PERSON_ENDINGS = frozenset("们人员者师工生长兵匠友妈爸哥姐弟妹爷奶叔姨孩民")
DEGREES = frozenset(
    {"太", "很", "更", "最", "真", "挺", "非常", "十分", "特别", "极", "极其", "多么", "这么", "那么", "比较", "越来越"}
)
_CLOSING = frozenset({*"了吗吧呢啊呀嘛啦的", "没有"})


@dataclass(frozen=True, slots=True)
class Place:
    """A word among the words of its line. Marks bound its clause."""

    words: Sequence[Word]
    at: int

    @property
    def before(self) -> Word:
        return self.words[self.at - 1] if self.at else NO_WORD

    @property
    def after(self) -> Word:
        return self.words[self.at + 1] if self.at + 1 < len(self.words) else NO_WORD

    @property
    def following(self) -> tuple[Word, ...]:
        """The rest of the clause."""
        return tuple(takewhile(lambda word: not _is_mark(word), self.words[self.at + 1 :]))

    @property
    def preceding(self) -> tuple[Word, ...]:
        """The clause up to here, the nearest word first."""
        return tuple(takewhile(lambda word: not _is_mark(word), reversed(self.words[: self.at])))

    def ends_after(self, count: int) -> bool:
        """Tell whether the clause ends after so many further words, but for closing particles."""
        return all(word.text in _CLOSING for word in self.following[count:])

    def disposes(self) -> bool:
        """Tell whether an object with 把 (将, 拿) stands before, and no other verb between."""
        nouns = tuple(takewhile(lambda word: word.text not in ("把", "将", "拿"), self.preceding))
        found = len(nouns) < len(self.preceding)
        return found and bool(nouns) and not any(word.tag[:1] == "v" for word in nouns)


Rule = Callable[[Place], str | None]


def follows_predicate(words: Sequence[Word], at: int) -> bool:
    """Tell whether a verb or an adjective stands before a word: then 得 or 不 behind it makes a complement."""
    return at > 0 and (is_predicate(words[at - 1]) or words[at - 1].text == "还")


def _is_mark(word: Word) -> bool:
    return not word.text[:1].isalnum()


def is_counter(word: Word) -> bool:
    """Tell whether a word is a number, a measure, or stands where one does (这, 每)."""
    return word.tag[:1] in ("m", "q") or word.text[-1:] in _COUNTERS


def is_predicate(word: Word) -> bool:
    """Tell whether a word is one by its tag; jieba tags many a verb of one character otherwise (飞 传 运 as nouns)."""
    by_tag = word.tag[:1] in ("v", "a", "i", "l", "z") or word.text == "多"
    return by_tag or (len(word.text) == 1 and word.tag[:1] == "n" and may_be_verb(word.text, first=True))


def is_person(word: Word) -> bool:
    """Tell whether a word names a person."""
    return word.text in PERSONS or word.tag.startswith("nr") or (word.tag[:1] == "n" and word.text[-1:] in _PERSON_ENDINGS)
