"""The traits of a written English line: whether it is a whole sentence, its length limits, and the signs of its quality.

The patterns are the rows of `data/line_patterns.tsv`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from flashdeck.english.finite_clauses import lacks_clause
from flashdeck.language.rules import Rule, read_rules
from flashdeck.language.traits import LanguageTraits, LengthLimits, LinePatterns
from flashdeck.model import Annotated, EnToken, Phrase, Token

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’\-.][A-Za-z0-9]+)*")
_MOST_COUNTED = 4096  # maximum number of lines in the cache of word counts
_MOST_HEDGES = 3
_CONTENT_TAGS = ("NOUN", "VERB", "ADJ", "ADV")
_COMMONEST = 5.0  # Zipf frequency that is assumed for the rarest word of a line without content words
_UNKNOWN = 2.0  # Zipf frequency that is used for a word whose frequency is unknown


def _line_rules() -> tuple[Rule, ...]:
    return read_rules("flashdeck.english", "line_patterns.tsv")


PATTERNS = LinePatterns(_line_rules)


@lru_cache(maxsize=_MOST_COUNTED)
def count_words(text: str) -> int:
    """Return the number of English words; a contraction is one word.

    >>> count_words("It's a well-known bridge, isn't it?")
    6
    """
    return len(_WORD.findall(text))


def _is_expression(token: Token) -> bool:
    return isinstance(token, Phrase) and not token.is_compound


def english_signs(text: str, tokens: Sequence[Token]) -> Mapping[str, float]:
    """Return the values of the quality signs of an English line. The keys are the names of the signs.

    Hedges are counted up to a maximum, because higher counts do not change the quality any further. Hedges and new starts are
    signs of spoken English (Biber and others, Longman Grammar of Spoken and Written English, 1999, chapter 14).
    """
    return {
        "long English": math.log(max(1, count_words(text))),
        "commas": text.count(","),
        "rare English": _rarest(tokens),
        "hedges": min(_MOST_HEDGES, PATTERNS["hedge"].count(text)),
        "starts anew": bool(PATTERNS["anew"].search(text)),
    }


def _rarest(tokens: Sequence[Token]) -> float:
    """Return the Zipf frequency of the rarest content word of a line."""
    words = [token for token in tokens if isinstance(token, EnToken) and token.text[:1].isalpha()]
    zipfs = [word.zipf or _UNKNOWN for word in words if word.pos in _CONTENT_TAGS]
    return min(zipfs, default=_COMMONEST)


def _difficulty(annotated: Annotated) -> float:
    """Return the difficulty of a line. The level of an expression such as "hot take" replaces the levels of its words."""
    from flashdeck.english.english_difficulty import english_difficulty

    words = sum(token.kind != "mark" for token in annotated.en_tokens)
    return english_difficulty(annotated.units("en"), words)


ENGLISH = LanguageTraits(
    language="en",
    length=count_words,
    final=re.compile(r"[.?!][”’\"')]*\s*$"),
    clause_mark=re.compile(r"[,;:.?!—]+|--"),
    patterns=PATTERNS,
    limits=LengthLimits(shortest=4, slack=7, shortest_card=6, longest_example=30),
    # The best lengths for A2 to C1 were measured on 800 line pairs. Those for A1 and C2 were chosen by hand
    # (docs/design/selection.md).
    windows=((4, 9), (5, 11), (6, 14), (7, 17), (8, 20), (8, 24)),
    level_names=("A1", "A2", "B1", "B2", "C1", "C2"),
    lacks_clause=lacks_clause,
    is_expression=_is_expression,
    expressions_from=1.0,
    suffixes=frozenset(),
    difficulty=_difficulty,
    signs=english_signs,
)
