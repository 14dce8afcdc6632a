"""The traits of a written Chinese line: whether it is a whole sentence, its length limits, and the signs of its quality.

The patterns are the rows of `data/line_patterns.tsv`.
"""

import math
import re
from collections.abc import Mapping, Sequence

from flashdeck.chinese.chinese_difficulty import chinese_difficulty
from flashdeck.language.rules import Rule, read_rules
from flashdeck.language.traits import LanguageTraits, LengthLimits, LinePatterns
from flashdeck.model import Annotated, Token, ZhToken
from flashdeck.model.characters import count_han

_SET_PHRASE = 4  # a word that jieba tags as an idiom counts as a 成语 only if it has at least this number of characters
_COMMA = re.compile(r"[,，、]")
_FIGURE = re.compile(r"\d+")
_MOST_POINTERS, _MOST_CALQUES, _MOST_FIGURES = 3, 3, 3
_MOST_IT, _MOST_DE = 2, 4


def _line_rules() -> tuple[Rule, ...]:
    return read_rules("flashdeck.chinese", "line_patterns.tsv")


PATTERNS = LinePatterns(_line_rules)


def _is_set_phrase(token: Token) -> bool:
    """Tell whether a word is a 成语 (an idiom) or another fixed phrase.

    Jieba must tag the word as i or l, and the word must have at least four characters.
    """
    return (token.pos or "").startswith(("i", "l")) and len(token.text) >= _SET_PHRASE


def _never_lacks_clause(tokens: Sequence[Token]) -> bool:
    """Tell whether a line has no words. A line with words may be a sentence, because Chinese needs no verb or subject."""
    return not tokens


def chinese_signs(text: str, tokens: Sequence[Token]) -> Mapping[str, float]:
    """Return the values of the quality signs of a Chinese line. The keys are the names of the signs.

    Most counts have a maximum, because higher counts do not change the quality any further. Empty verbs and borrowed
    connectives are signs of translated Chinese (Yu Kwang-chung, 论中文的常态与变态, 1987; Si Guo, 翻译研究, 1972). The first word of a line
    often shows that the line is only half a thought. The patterns are in simplified characters.
    """
    words = [token for token in tokens if isinstance(token, ZhToken) and token.pinyin]
    return {
        "long Chinese": math.log(max(1, count_han(text))),
        "commas": len(_COMMA.findall(text)),
        "other marks": bool(PATTERNS["mark"].search(text)),
        "a question": bool(PATTERNS["question"].search(text)),
        "several speakers or starts": bool(PATTERNS["several"].search(text)),
        "leans on the line before": bool(PATTERNS["leans"].search(text)),
        "goes on with a list or an example": bool(PATTERNS["list"].search(text)),
        "points elsewhere": min(_MOST_POINTERS, PATTERNS["pointer"].count(text)),
        "它": min(_MOST_IT, text.count("它")),
        "translated wording": min(_MOST_CALQUES, PATTERNS["calque"].count(text)),
        "的": min(_MOST_DE, text.count("的")),
        "figures": min(_MOST_FIGURES, len(_FIGURE.findall(text))),
        "verbs": _share(words, "v"),
        "adjectives": _share(words, "a"),
    }


def _share(words: Sequence[ZhToken], tag: str) -> float:
    """Return the share, from 0 to 1, of the words whose part-of-speech tag begins with `tag`."""
    tagged = [word for word in words if (word.pos or "").startswith(tag)]
    return len(tagged) / max(1, len(words))


def _difficulty(annotated: Annotated) -> float:
    return chinese_difficulty(annotated.zh_tokens, count_han(annotated.sentence.zh))


CHINESE = LanguageTraits(
    language="zh",
    length=count_han,
    final=re.compile(r"[。.？?！!][”’\"'）)》』」]*\s*$"),
    clause_mark=re.compile(r"[,，;；:：。！!？?—]+"),
    patterns=PATTERNS,
    limits=LengthLimits(shortest=5, slack=10, shortest_card=12, longest_example=48),
    # The best lengths for HSK 3 to 6 were measured on 800 line pairs. Those for the other levels were chosen by hand
    # (docs/design/selection.md).
    windows=((5, 10), (6, 13), (7, 16), (8, 20), (9, 24), (10, 28), (10, 32), (10, 32), (10, 32)),
    level_names=("1", "2", "3", "4", "5", "6", "7-9", "7-9", "7-9"),
    lacks_clause=_never_lacks_clause,
    is_expression=_is_set_phrase,
    expressions_from=5.0,
    suffixes=frozenset("级式性者度化型"),  # suffixes in Chao, A Grammar of Spoken Chinese, 1968, section 4.4
    difficulty=_difficulty,
    signs=chinese_signs,
)
