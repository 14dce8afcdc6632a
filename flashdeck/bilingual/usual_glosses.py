"""Find the glosses and counterparts that are often confirmed for the same word in one talk.

A Chinese word without a confirmed gloss in its own line gets the gloss that is confirmed in other lines: 收入 "revenue", not
"to take in". An English word keeps a counterpart that is usual in the talk, even if the dictionary does not confirm it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from flashdeck.model import ZhToken

# A gloss is usual for a word if it is confirmed for the word at least this number of times, and in at least this share of the
# confirmed occurrences of the word.
_LEAST_GLOSSES, _GLOSS_SHARE = 2, 0.5
# A counterpart is usual if a word is linked to it at least three times, and in at least this share of its links.
_LEAST_LINKS, _LINK_SHARE = 3, 0.3

_UNCONFIRMED = (None, "unconfirmed")

LinkedPair = tuple[str, str]
"""An English headword and the Chinese word that it is linked to."""


class _Use(NamedTuple):
    """A word with its reading, used at the beginning of a clause or elsewhere.

    `opens`: whether the word opens a clause; None for all its occurrences. Example: 假设 is "to assume" if it opens a clause,
    and "hypothesis" elsewhere.
    """

    text: str
    pinyin: tuple[str, ...]
    opens: bool | None


class UsualGlosses:
    """The usual glosses of the Chinese words of one talk."""

    def __init__(self, lines: Iterable[Sequence[ZhToken]]) -> None:
        counts: defaultdict[_Use, Counter[str]] = defaultdict(Counter)
        for tokens in lines:
            for token, opens in zip(tokens, _opens_clause(tokens), strict=True):
                if token.gloss and _is_counted(token):
                    counts[_Use(token.text, token.pinyin, opens)][token.gloss] += 1
                    counts[_Use(token.text, token.pinyin, None)][token.gloss] += 1
        self._glosses: dict[_Use, str] = {}
        for use, found in counts.items():
            gloss = _most_common(found)
            if gloss and _depends_on_place(use, gloss):
                self._glosses[use] = gloss
        self._texts = {use.text for use in self._glosses}

    def of(self, tokens: Sequence[ZhToken]) -> Iterator[tuple[int, str]]:
        """Yield the index and the usual gloss of each token of a line whose own gloss is not confirmed.

        Tokens without a usual gloss are left out.
        """
        for at, (token, opens) in enumerate(zip(tokens, _opens_clause(tokens), strict=True)):
            if token.text not in self._texts or token.gloss_from not in _UNCONFIRMED:
                continue
            gloss = self._of(token, opens=opens)
            if gloss:
                yield at, gloss

    def _of(self, token: ZhToken, *, opens: bool) -> str | None:
        here = self._glosses.get(_Use(token.text, token.pinyin, opens))
        return here or self._glosses.get(_Use(token.text, token.pinyin, None))


def usual_pairs(pairs: Iterable[LinkedPair]) -> frozenset[LinkedPair]:
    """Return the pairs of an English headword and a Chinese word that are often linked in a talk."""
    counts = Counter(pairs)
    totals: Counter[str] = Counter()
    for (headword, _), often in counts.items():
        totals[headword] += often
    return frozenset(pair for pair, often in counts.items() if often >= max(_LEAST_LINKS, _LINK_SHARE * totals[pair[0]]))


def _opens_clause(tokens: Sequence[ZhToken]) -> Iterator[bool]:
    """Yield for each token of a line whether a clause begins with it."""
    opens = True
    for token in tokens:
        yield opens
        opens = token.kind == "mark" or token.pos == "c"


def _is_counted(token: ZhToken) -> bool:
    """Tell whether a gloss is confirmed by the dictionary, or by the line if no dictionary has the word."""
    return token.gloss_from == "dictionary" or (token.gloss_from == "aligned" and bool(token.parts))


def _depends_on_place(use: _Use, gloss: str) -> bool:
    """Tell whether a gloss is kept as the usual gloss of a use.

    For the use in all positions, every gloss is kept. For the use at the beginning of a clause, only verbs ("to ...") are kept.
    """
    return use.opens is None or (use.opens and gloss.startswith("to "))


def _most_common(found: Counter[str]) -> str | None:
    gloss, often = min(found.items(), key=lambda entry: (-entry[1], entry[0]))
    return gloss if often >= _LEAST_GLOSSES and often >= _GLOSS_SHARE * found.total() else None
