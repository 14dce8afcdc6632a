"""Signs by which a reader who sees a line alone keeps it or throws it away: each a number, whatever the language studied.

Translated Chinese shows itself by empty verbs and borrowed connectives (Yu Kwang-chung, 论中文的常态与变态, 1987; Si Guo,
翻译研究, 1972), spoken English by hedges and new starts (Biber and others, Longman Grammar of Spoken and Written English, 1999,
chapter 14), and half a thought by what it begins with. What each is worth: `appeal`.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from flashdeck.chinese.characters import count_han
from flashdeck.chinese.scripts import simplified
from flashdeck.language.traits import TRAITS, count_words
from flashdeck.model import Annotated, EnToken, Language, Pair, Token, ZhToken

_LEANS = re.compile(r"所以|但|而|因为|然后|因此|不过|并且|或者|再次|那么|于是|然而|可是")
_COUNTS_ON = re.compile(r"第[一二三四五六七八九十]|首先|其次|另外|还有|比如|例如|就像|而是|再次强调|再说一遍")
_CALQUES = re.compile(
    r"让我告诉你|我会说|你知道[,，]|我的意思是|再次强调|也就是说|更.{1,3}地说|当[^。,，]{2,}时|[一-鿿]更多[。,，]|"
    r"(?:大约|大概)[^,，。]*左右|[这那]个的|"
    r"进行|某种|一种|方面|被|得到|发生|谈论|状况|是否|许多|大量"
)
_POINTS = re.compile(r"[这那其]")
_COMMA = re.compile(r"[,，、]")
_OTHER_MARKS = re.compile(r"[‘《“「；;：:—…（(]")
_QUESTION = re.compile(r"[?？]$")
_SEVERAL = re.compile(r"……|[?？！!].")
_HEDGES = re.compile(
    r"\b(?:kind of|sort of|kinda|sorta|basically|stuff|or something|or whatever|you know|I mean|"
    r"(?:is|was|are|were|be|I['’]m|it['’]s|that['’]s|they['’]re|we['’]re|you['’]re|but|so|and|just|of|to|not) like)\b",
    re.IGNORECASE,
)
_STARTS_ANEW = re.compile(
    r"\b(\w+ \w+ \w+)\b.{0,60}?\b\1\b|\b(\w+ \w+) (?:\w+ ){0,2}\2\b|"
    r"\b(if|when|because|that|which|where|how)\b[^,]{1,25}, \3\b",
    re.IGNORECASE,
)
_COMMONEST = 5.0  # Zipf of a line that has no content word


@dataclass(frozen=True, slots=True)
class Sign:
    """What one sign adds to the log-odds that a line is kept, for each unit: on a card in Chinese, and on one in English.

    `usual` is its mean, from which it raises or lowers the odds.
    """

    zh: float
    en: float
    usual: float

    def weight(self, study: Language) -> float:
        return self.zh if study == "zh" else self.en


# Logistic regression (L2, C = .03 on standardized signs) on 1,604 lines of three talks, each judged alone by one of seven readers
# from 0 (no card) to 2 (a card, or an excellent one), 2026-11; the stricter readers have an offset of their own. Area under the
# curve for "a card", tested on a talk of which nothing was fitted: .79, .80, .75 in Chinese and .86, .78, .69 in English; but
# .58 to .62 where only lines that look good are told apart. Of the lines given more than .6, 18 % were judged no card.
SIGNS: dict[str, Sign] = {
    "long Chinese": Sign(-0.28, -0.26, 2.69),
    "long English": Sign(-0.09, -0.15, 2.27),
    "commas": Sign(-0.12, -0.15, 1.29),
    "other marks": Sign(-0.75, -0.57, 0.04),
    "a question": Sign(0.16, 0.31, 0.10),
    "several speakers or starts": Sign(-1.31, -1.33, 0.01),
    "leans on the line before": Sign(-0.29, -0.30, 0.18),
    "goes on with a list or an example": Sign(-0.64, -0.95, 0.02),
    "points elsewhere": Sign(-0.05, -0.10, 0.51),
    "它": Sign(-0.30, -0.12, 0.12),
    "translated wording": Sign(-0.57, -0.36, 0.17),
    "的": Sign(-0.21, -0.22, 0.65),
    "figures": Sign(-0.12, -0.37, 0.09),
    "verbs": Sign(0.36, 0.08, 0.25),
    "adjectives": Sign(1.22, 1.40, 0.04),
    "rare English": Sign(0.13, 0.13, 4.27),
    "hedges": Sign(-0.07, -0.40, 0.09),
    "starts anew": Sign(-0.04, -0.38, 0.04),
    "crossed word order": Sign(-0.15, -0.05, 0.14),
    "cut by captions": Sign(-0.49, -0.35, 0.02),
}
_CONSTANT = {"zh": 0.94, "en": 1.35}


def appeal(annotated: Annotated, study: Language) -> tuple[float, dict[str, float]]:
    """Return the probability that a careful reader keeps a line (0 to 1), and by what factor each sign lowers it, 1 at most."""
    found = signs(annotated)
    odds = _CONSTANT[study] + sum(SIGNS[name].weight(study) * value for name, value in found.items())
    kept = _logistic(odds)
    without = {name: odds - SIGNS[name].weight(study) * (value - SIGNS[name].usual) for name, value in found.items()}
    return kept, {name: min(1.0, kept / _logistic(other)) for name, other in without.items()}


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


def signs(annotated: Annotated) -> dict[str, float]:
    """Return the signs of a line by name; counts are capped where more of the same says no more."""
    zh, en = annotated.sentence.zh, annotated.sentence.en
    if any(token.simplified for token in annotated.zh_tokens):
        zh = simplified(zh)
    zh_words = [token for token in annotated.zh_tokens if token.pinyin]
    en_words = [token for token in annotated.en_tokens if token.text[:1].isalpha()]
    return {
        "long Chinese": math.log(max(1, count_han(zh))),
        "long English": math.log(max(1, count_words(en))),
        "commas": min(6, len(_COMMA.findall(zh)) + en.count(",")),
        "other marks": bool(_OTHER_MARKS.search(zh)),
        "a question": bool(_QUESTION.search(zh)),
        "several speakers or starts": bool(_SEVERAL.search(zh)),
        "leans on the line before": bool(_LEANS.match(zh)),
        "goes on with a list or an example": bool(_COUNTS_ON.match(zh)),
        "points elsewhere": min(3, len(_POINTS.findall(zh))),
        "它": min(2, zh.count("它")),
        "translated wording": min(3, len(_CALQUES.findall(zh))),
        "的": min(4, zh.count("的")),
        "figures": min(3, len(re.findall(r"\d+", zh))),
        "verbs": _share(zh_words, "v"),
        "adjectives": _share(zh_words, "a"),
        "rare English": min(
            (_zipf(word) for word in en_words if word.pos in ("NOUN", "VERB", "ADJ", "ADV")), default=_COMMONEST
        ),
        "hedges": min(3, len(_HEDGES.findall(en))),
        "starts anew": bool(_STARTS_ANEW.search(en)),
        "crossed word order": _crossing(zh_words),
        "cut by captions": any(map(_is_cut, (annotated.sentence.whole or annotated.sentence).pairs)),
    }


def _is_cut(pair: Pair) -> bool:
    """Tell whether lines were joined of which one ends in the middle of a sentence: there was often an interruption."""
    return any(not TRAITS["zh"].final.search(line.text) for line in pair.zh_source[:-1])


def _share(words: Sequence[Token], tag: str) -> float:
    return sum((word.pos or "").startswith(tag) for word in words) / max(1, len(words))


def _zipf(word: ZhToken | EnToken) -> float:
    return word.zipf or 2.0


def _crossing(words: Sequence[ZhToken]) -> float:
    """Return the share of pairs of linked words that stand in the other order in the other line."""
    places = [word.links[0][0] for word in words if word.links]
    pairs = list(combinations(places, 2))
    return sum(one > other for one, other in pairs) / max(1, len(pairs))
