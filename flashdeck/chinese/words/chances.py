"""Words that are two beside certain others, and chance to stand side by side: 才能, 把手, 一行, 还给, 大会, 当家."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from flashdeck.chinese.words.word import NO_WORD, Word, may_be_verb

_ATTRIBUTIVE = frozenset("的有个种")  # before a noun: 她的才能, 有才能, 一个把手
_HAVING_HANDLES = frozenset("门车窗柜箱锅壶杯")
_BEFORE_VERBS = frozenset("请要想会能可应该须得来去先再就快都也别不没")  # helpers and adverbs: 要把手放下, 要还给他
_DEMONSTRATIVES = frozenset({"这", "那", "各", "哪", "每", "了", "第"})


def cut_chances(words: list[Word]) -> Iterator[Word]:
    """Cut what is a word by itself, but beside its neighbours is two that chance to stand side by side."""
    for at, word in enumerate(words):
        chance = _CHANCES.get(word.text)
        if chance and chance.is_two(words[:at], words[at + 1 :]):
            first, second = chance.tags
            yield Word(word.text[0], word.start, first)
            yield Word(word.text[1:], word.start + 1, second)
        else:
            yield word


def _last(words: Sequence[Word]) -> Word:
    return words[-1] if words else NO_WORD


def _only_then_can(earlier: Sequence[Word], rest: Sequence[Word]) -> bool:
    """才能: only then (才) can (能) before a verb; the noun "talent" where something has it, or where nothing is done."""
    acts = rest and (rest[0].tag[:1] in ("v", "p", "d") or may_be_verb(rest[0].text, first=True))
    return bool(acts) and _last(earlier).text[-1:] not in _ATTRIBUTIVE


def _takes_hand(earlier: Sequence[Word], rest: Sequence[Word]) -> bool:
    """把手: a hand (手) is washed or put somewhere (把), where a verb follows; the noun "handle" after 的, 个 or 门."""
    acts = rest and rest[0].tag[:1] in ("v", "p") and rest[0].text != "在"
    before = _last(earlier)
    subject = before.tag[:1] in ("r", "x", "d") or before.tag == "nr" or before.text[-1:] in _BEFORE_VERBS
    person = before.tag[:1] == "n" and len(before.text) > 1 and before.text[-1] not in _HAVING_HANDLES
    return bool(acts) and (subject or person) and before.text[-1:] not in _ATTRIBUTIVE


def _counts_lines(earlier: Sequence[Word], rest: Sequence[Word]) -> bool:
    """一行: a line or trade (行) after a demonstrative or verb (这一行, 干一行); the party that travels elsewhere."""
    if rest and (rest[0].text == "人" or rest[0].tag[:1] == "m"):
        return False
    before = _last(earlier)
    counted = before.tag == "x" and rest and rest[0].tag[:1] == "n"  # 一行字
    return bool(counted) or before.text in _DEMONSTRATIVES or before.tag[:1] == "v"


def _also_for(earlier: Sequence[Word], rest: Sequence[Word]) -> bool:
    """还给: also (还) for (给) whom something is done (还给他做饭); else the verb "give back"."""
    before = _last(earlier)
    others = list(dropwhile(lambda word: word.tag[:1] in ("r", "n"), rest))
    acts = others and others[0].tag == "v" and len(others) < len(rest)
    return bool(acts) and before.tag[:1] in ("r", "n", "x") and before.text[-1:] not in _BEFORE_VERBS


def _not_much(earlier: Sequence[Word], rest: Sequence[Word]) -> bool:
    """大会: not much (不大) good at (会) something; else the noun "conference"."""
    return _last(earlier).text in ("不", "都不") and not (rest and rest[0].text in ("的", "上", "里"))


def _as_family(earlier: Sequence[Word], _rest: Sequence[Word]) -> bool:
    """当家: taken for (当) a family or home (家), where an object with 把 stands before; else to keep house."""
    object_at = next((place for place, word in enumerate(earlier) if word.text in ("把", "拿")), None)
    return object_at is not None and not any(word.tag[:1] == "v" for word in earlier[object_at + 2 :])


@dataclass(frozen=True, slots=True)
class _Chance:
    is_two: Callable[[Sequence[Word], Sequence[Word]], bool]
    tags: tuple[str, str]


_CHANCES = {
    "才能": _Chance(_only_then_can, ("d", "v")),
    "把手": _Chance(_takes_hand, ("p", "n")),
    "一行": _Chance(_counts_lines, ("m", "q")),
    "还给": _Chance(_also_for, ("d", "p")),
    "大会": _Chance(_not_much, ("a", "v")),
    "当家": _Chance(_as_family, ("v", "n")),
}
