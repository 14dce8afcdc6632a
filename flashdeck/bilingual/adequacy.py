"""Measure how well the two lines of a sentence translate each other.

The measures compare the lengths, the figures and the word order of the lines, and find words that were not translated.
"""

import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import median

from flashdeck.bilingual import load_bilingual_classes
from flashdeck.bilingual.figures import figures, figures_differ
from flashdeck.english.english_traits import count_words
from flashdeck.model import Annotated, Sentence, Token
from flashdeck.model.characters import count_han

# The minimum spread of the length ratios of a transcript. In a short transcript, all ratios can be nearly equal by chance.
# Their spread is then almost 0, so that an ordinary line would count as an outlier. Five whole transcripts of 12 to 778 pairs
# have a spread of .17 to .21. With this minimum, 1 % of the lines are outliers, both in whole transcripts and in pieces of 3 to
# 12 lines.
_LEAST_SPREAD = 0.18
_NORMAL = 1.4826
"""The ratio of the standard deviation of a normal distribution to its median absolute deviation."""
# The weights of a logistic regression. `python -m fits` prints them; the data are the labels of 700 pairs in `fits/data/`.
_CONSTANT, _UNMATCHED_ZH, _UNMATCHED_EN, _DEVIATION = 2.87, 2.90, 2.45, 0.37
_MOST_DEVIATION = 4.0  # a deviation above this number counts as this number; chosen by hand, because few pairs have more
_CONTENT = ("word", "name", "latin", "number")
# A Latin word of at most this number of letters, such as AI or kg, is normal in a Chinese line.
_SHORT_LATIN = 2
_BEFORE_VERB = "还也又则将会并接着随后"
"""Characters that may stand between the person and the verb of a summary: 他还提到, 他随后展示."""


class LengthRatios:
    """The ratios between the lengths of the Chinese and the English lines of a transcript.

    >>> from flashdeck.model import Line, Pair
    >>> texts = [("我们上个月把旧厨房全部拆掉了", "We tore out the whole old kitchen"), ("好的", "Okay")]
    >>> sentences = [Sentence((Pair((Line(1, zh, "zh"),), (Line(2, en, "en"),), 1.0),), en) for zh, en in texts]
    >>> ratios = LengthRatios(sentences)
    >>> [round(ratios.deviation(sentence), 1) for sentence in sentences]
    [0.6, -0.6]
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._middle, self._spread = 0.0, 1.0
        ratios = [_ratio(sentence) for sentence in sentences]
        if ratios:
            self._middle = median(ratios)
            self._spread = max(_LEAST_SPREAD, _NORMAL * median(abs(ratio - self._middle) for ratio in ratios))

    def deviation(self, sentence: Sentence) -> float:
        """Return how far the length ratio of a sentence is from the median ratio of the transcript, as a robust z-score.

        The length ratio is ln((Han characters + 1) / (English words + 1)). The unit of the z-score is the spread of the ratios:
        1.4826 x the median absolute deviation, but at least `_LEAST_SPREAD`.
        """
        return (_ratio(sentence) - self._middle) / self._spread


def adequacy(annotated: Annotated, deviation: float) -> float:
    """Return the probability that the two lines of a sentence say the same, 0 to 1, rounded to two decimals.

    `deviation`: how unusual the ratio of the lengths of the lines is; see `LengthRatios.deviation`.
    """
    zh, en = unmatched_shares(annotated)
    odds = _CONSTANT - _UNMATCHED_ZH * zh - _UNMATCHED_EN * en - _DEVIATION * min(_MOST_DEVIATION, abs(deviation))
    return round(1 / (1 + math.exp(-odds)), 2)


def unmatched_shares(annotated: Annotated) -> tuple[float, float]:
    """Return the share of the content words of each line for which there is no evidence of a counterpart in the other line.

    The first share is that of the Chinese line, the second share is that of the English line. Both are 0 to 1.
    """
    zh, en = annotated.unmatched
    return _share(zh, annotated.zh_tokens), _share(en, annotated.en_tokens)


def _share(unmatched: Sequence[int], tokens: Sequence[Token]) -> float:
    content = sum(token.kind in _CONTENT for token in tokens)
    return min(1.0, len(unmatched) / max(1, content))


def _ratio(sentence: Sentence) -> float:
    return math.log((count_han(sentence.zh) + 1) / (count_words(sentence.en) + 1))


def says_other_figures(sentence: Sentence) -> bool:
    """Tell whether the Chinese line and the English line each have a figure that the other line lacks."""
    return figures_differ(figures(sentence.zh, "zh"), figures(sentence.en, "en"))


def is_untranslated(annotated: Annotated) -> bool:
    """Tell whether the Chinese line contains an ordinary English word that the translation left in English.

    The word must be written in lower case, and must also occur in the English line.
    """
    ordinary = {token.text for token in annotated.en_tokens if token.kind in ("word", "function") and token.text.isalpha()}
    latin = [token.text for token in annotated.zh_tokens if token.kind == "latin"]
    return any(text.islower() and len(text) > _SHORT_LATIN and text in ordinary for text in latin)


def is_narrated(annotated: Annotated) -> bool:
    """Tell whether the Chinese line reports in the third person what the English line says in the first or second person.

    Summaries do so: 他解释说，这座桥很旧 beside "I mean, this bridge is old". The result is false if the English line has a
    name or a third person such as "he", because the Chinese line may then refer to this person.
    """
    classes = load_bilingual_classes()
    if not _begins_narration(annotated.sentence.zh, classes["narrated_persons"], classes["narrating_verbs"]):
        return False
    persons = classes["third_persons"]
    return not any(token.kind == "name" or token.text.casefold() in persons for token in annotated.en_tokens)


def _begins_narration(zh: str, persons: Iterable[str], verbs: Iterable[str]) -> bool:
    for person in filter(zh.startswith, persons):
        rest = zh.removeprefix(person).lstrip(_BEFORE_VERB)
        if rest.startswith(tuple(verbs)):
            return True
    return False


def crossed_share(annotated: Annotated) -> float:
    """Return how far the word orders of the two lines differ, 0 to 1.

    This is the share of pairs of linked Chinese words whose English counterparts are in the opposite order.
    """
    places = [token.links[0][0] for token in annotated.zh_tokens if token.pinyin and token.links]
    pairs = list(combinations(places, 2))
    crossed = [one > other for one, other in pairs]
    return sum(crossed) / max(1, len(pairs))


def removed_share(sentence: Sentence) -> float:
    """Return the share of the English words that cleaning removed, 0 to 1. Fillers of the Chinese line are few and not counted."""
    verbatim = count_words(sentence.en_verbatim)
    return 1 - count_words(sentence.en) / verbatim if verbatim else 0.0
