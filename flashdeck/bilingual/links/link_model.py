"""Train a translation model on one transcript.

The model is IBM model 1 (Brown and others, 1993) in both directions, with pseudo-counts from the dictionary. It is combined
with the log-likelihood ratio (Dunning, 1993) of two words that occur in the same pairs of lines. Words are represented by
integer ids. One array holds the pairs of words of all sentences, so that training on 800 pairs of lines takes a fraction of a
second.

A "type" is a combination of a Chinese and an English word that occur together in at least one sentence. A dictionary hit is a
type whose words are counterparts in the dictionary.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.bilingual.links.seeds import Seeds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_ROUNDS = 6
# The initial weight of a pair of words is 1. A dictionary hit has this number in addition.
_SEED_START = 10.0
# In each round of training, a dictionary hit counts as this number of additional occurrences of the pair.
_SEED_COUNT = 3.0
# The strongest kinship counts as this share of a dictionary hit.
_KIN_SHARE = 0.4
# A word may have no counterpart in the other line. In the training, this possibility counts as much as this number of words in
# the other line, each of which translates every word with the same probability.
_NULL_WORDS = 5.0
# This number of occurrences is added to the total of a word, so that a rare word does not get a high probability.
_SMOOTHING = 1.0
_MOST_RATIO = 60.0
# The factors of the seed weight and of the log-likelihood ratio in the score. These values were the best for 57 labelled words
# (docs/design/alignment.md).
_SEED_SHARE, _RATIO_SHARE = 0.3, 1 / 200
# The following thresholds decide whether a link is sure. The docstring of `flashdeck.bilingual.links.decode` describes how they
# were found.

# If the seed weight of two words is at least this number, the dictionary alone is sufficient evidence.
SURE_SEED = 0.6
# If the dictionary has a pair of words, but with a seed weight below `SURE_SEED`, their score must be above this number.
_SOME_SEED_SCORE = 0.35
# Words that are not a dictionary hit must have at least the first number as their probability, and must occur together in at
# least the second number of pairs of lines.
_SURE, _SURE_TOGETHER = 0.25, 3
_RARE, _RARE_TOGETHER = 0.35, 2


class LinkEvidence(NamedTuple):
    """The evidence that a Chinese and an English word are counterparts.

    `score`: the number by which possible links are ordered. `forward`: the probability of the English word given the Chinese
    word. `backward`: the probability of the Chinese word given the English word. `probability`: the geometric mean of `forward`
    and `backward`.
    `seed`: how sure the dictionary is that the words are counterparts, 0 to 1. `kin`: how closely the words are related, 0 to
    1. `together`: the number of pairs of lines that have both words.
    """

    score: float
    probability: float
    forward: float
    backward: float
    seed: float
    kin: float
    together: float


NO_EVIDENCE = LinkEvidence(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


class LinkModel:
    """The evidence for each pair of words of one transcript."""

    def __init__(self, zh: Sequence[Sequence[str]], en: Sequence[Sequence[str]], seeds: Seeds) -> None:
        self._zh_ids, zh_rows = _numbered(zh)
        self._en_ids, en_rows = _numbered(en)
        self._zh_sentences, self._en_sentences = _sentences_with(zh_rows), _sentences_with(en_rows)
        self._codes: list[int] = []
        self.sure: list[list[tuple[int, int]]] = [[] for _ in zh_rows]
        """For each pair of lines, the indices of the Chinese and English words that may be linked by their evidence alone."""
        self.best_zh: list[list[float]] = [[0.0] * len(row) for row in zh_rows]
        """For each pair of lines and each of its Chinese words, the highest score with an English word of the pair."""
        self.best_en: list[list[float]] = [[0.0] * len(row) for row in en_rows]
        """For each pair of lines and each of its English words, the highest score with a Chinese word of the pair."""
        if any(one and other for one, other in zip(zh_rows, en_rows, strict=True)):
            self._train(zh_rows, en_rows, seeds)

    def evidence(self, zh: str, en: str) -> LinkEvidence:
        """Return the evidence for two words. Return `NO_EVIDENCE` if no pair of lines has both words."""
        code = self._code(zh, en)
        place = bisect_left(self._codes, code)
        if place == len(self._codes) or self._codes[place] != code:
            return NO_EVIDENCE
        return LinkEvidence._make(self._evidence[place].tolist())

    def sentences_with_zh(self, word: str) -> int:
        """Return the number of sentences in which a Chinese word occurs."""
        return self._zh_sentences[self._zh_ids[word]]

    def sentences_with_en(self, word: str) -> int:
        """Return the number of sentences in which an English word occurs."""
        return self._en_sentences[self._en_ids[word]]

    def _code(self, zh: str, en: str) -> int:
        return self._zh_ids[zh] * len(self._en_ids) + self._en_ids[en]

    def _train(self, zh_rows: list[list[int]], en_rows: list[list[int]], seeds: Seeds) -> None:
        import numpy as np

        zh_count, en_count = len(self._zh_ids), len(self._en_ids)
        zh, zh_place, en, en_place = _crossed(zh_rows, en_rows)
        types, which = np.unique(zh[zh_place] * en_count + en[en_place], return_inverse=True)
        self._codes = types.tolist()
        zh_type, en_type = types // en_count, types % en_count
        seed = self._seed_column(types, seeds)
        kin = self._kin_column(types, seeds)
        known = seed + _KIN_SHARE * kin
        forward = _translate(which, zh_type, en_place, (zh_count, en_count), known)
        backward = _translate(which, en_type, zh_place, (en_count, zh_count), known)
        probability = np.sqrt(forward * backward)
        together, ratio = _ratios(types, en_count, zh_rows, en_rows)
        score = probability + _SEED_SHARE * known + np.minimum(ratio, _MOST_RATIO) * _RATIO_SHARE
        self.best_zh = _best(score[which], zh_place, zh_rows)
        self.best_en = _best(score[which], en_place, en_rows)
        sure = _is_sure(score, probability, seed, together)[which]
        self._note_sure(zh_place[sure], en_place[sure], zh_rows, en_rows)
        self._evidence = np.column_stack((score, probability, forward, backward, seed, kin, together))

    def _note_sure(self, zh_place: "Ints", en_place: "Ints", zh_rows: list[list[int]], en_rows: list[list[int]]) -> None:
        """Record the sure pairs of words for each pair of lines.

        `zh_place`, `en_place`: the indices of the words of each sure pair, counted over all lines.
        """
        import numpy as np

        zh_starts, en_starts = _starts(zh_rows), _starts(en_rows)
        line = np.searchsorted(zh_starts, zh_place, side="right") - 1
        places = line, zh_place - zh_starts[line], en_place - en_starts[line]
        for number, zh, en in zip(*(column.tolist() for column in places), strict=True):
            self.sure[number].append((zh, en))

    def _seed_column(self, types: "Ints", seeds: Seeds) -> "Floats":
        """Return for each type the seed weight, which is how sure the dictionary is that the two words are counterparts."""
        import numpy as np

        found = [(self._code(zh, en), weight) for zh, en, weight in seeds.weights(self._zh_ids, self._en_ids)]
        codes = np.array([code for code, _ in found], np.int64)
        return _at(types, codes, np.array([weight for _, weight in found]))

    def _kin_column(self, types: "Ints", seeds: Seeds) -> "Floats":
        """Return for each type the kinship of its two words, 0 to 1."""
        import numpy as np

        akin = list(seeds.kinships(self._zh_ids, self._en_ids))
        codes = np.concatenate([places + number * len(self._en_ids) for number, (places, _) in enumerate(akin)])
        return _at(types, codes, np.concatenate([strengths for _, strengths in akin]))


def _at(types: "Ints", codes: "Ints", values: "Floats") -> "Floats":
    """Return for each type the value that belongs to its code, or 0 if `codes` does not contain the code of the type.

    `types`: the codes of all types in increasing order. `codes` and `values`: codes, and the value of each code.
    """
    import numpy as np

    column = np.zeros(len(types))
    places = np.searchsorted(types, codes)
    places[places == len(types)] = 0
    occur = types[places] == codes
    column[places[occur]] = values[occur]
    return column


def _best(scores: "Floats", places: "Ints", rows: list[list[int]]) -> list[list[float]]:
    """Return for each word of each line the highest of its scores, or 0 if it has no scores.

    `scores`: the score of each pair of words. `places`: the index of a word of each pair, counted over all lines.
    """
    import numpy as np

    best = np.zeros(sum(map(len, rows)))
    np.maximum.at(best, places, scores)
    found = iter(best.tolist())
    return [list(islice(found, len(row))) for row in rows]


def _is_sure(score: "Floats", probability: "Floats", seed: "Floats", together: "Ints") -> "NDArray[np.bool_]":
    """Tell for each pair of words ("type") whether the dictionary or the counts are sufficient evidence for a link."""
    by_dictionary = (seed >= SURE_SEED) | ((seed > 0) & (score > _SOME_SEED_SCORE))
    by_rare = (probability >= _RARE) & (together >= _RARE_TOGETHER)
    return by_dictionary | by_rare | ((probability >= _SURE) & (together >= _SURE_TOGETHER))


def sure_rule(evidence: LinkEvidence) -> str | None:
    """Return the id of the rule by which two words with this evidence are linked. Return None if the evidence is too weak."""
    if evidence.seed >= SURE_SEED:
        return "link.dictionary"
    if evidence.seed > 0 and evidence.score > _SOME_SEED_SCORE:
        return "link.dictionary-and-count"
    if evidence.probability >= _RARE and evidence.together >= _RARE_TOGETHER:
        return "link.likely-pair"
    if evidence.probability >= _SURE and evidence.together >= _SURE_TOGETHER:
        return "link.frequent-pair"
    return None


def _numbered(rows: Sequence[Sequence[str]]) -> tuple[dict[str, int], list[list[int]]]:
    ids: dict[str, int] = {}
    return ids, [[ids.setdefault(word, len(ids)) for word in row] for row in rows]


def _starts(rows: list[list[int]]) -> "Ints":
    """Return for each row the index of its first word in the sequence of the words of all rows."""
    import numpy as np

    return np.cumsum([0, *map(len, rows)])[:-1]


def _crossed(zh_rows: list[list[int]], en_rows: list[list[int]]) -> "tuple[Ints, Ints, Ints, Ints]":
    """Return all Chinese words, all English words, and all pairs of a Chinese and an English word of the same sentence.

    The four arrays are: the ids of all Chinese words; for each pair the index of its Chinese word in this array; the ids of all
    English words; for each pair the index of its English word in this array.
    """
    import numpy as np

    zh, en = (np.array(list(chain.from_iterable(rows)), np.int64) for rows in (zh_rows, en_rows))
    lengths = [len(row) for row in zh_rows]
    partners = np.repeat([len(row) for row in en_rows], lengths)  # number of English words in the sentence of each Chinese word
    first = np.repeat(_starts(en_rows), lengths)
    before = np.cumsum(partners) - partners
    return zh, np.repeat(np.arange(len(zh)), partners), en, np.arange(partners.sum()) + np.repeat(first - before, partners)


def _translate(which: "Ints", source: "Ints", place: "Ints", counts: tuple[int, int], seed: "Floats") -> "Floats":
    """Return the probability t(target | source) for each type, by expectation maximisation.

    `which`: the type of each token pair. `source`: the source word of each type. `place`: the index of the target token of each
    token pair. `counts`: the number of different source words and of different target words. `seed`: for each type its seed
    weight, and a share of its kinship.
    """
    import numpy as np

    sources, targets = counts
    table = 1 + _SEED_START * seed
    table /= np.bincount(source, table, sources)[source]
    for _ in range(_ROUNDS):
        shares = table[which]
        total = np.bincount(place, shares) + _NULL_WORDS / targets
        expected = np.bincount(which, shares / total[place], len(seed)) + _SEED_COUNT * seed
        table = expected / (np.bincount(source, expected, sources)[source] + _SMOOTHING)
    return table


def _ratios(types: "Ints", en_count: int, zh_rows: list[list[int]], en_rows: list[list[int]]) -> "tuple[Ints, Floats]":
    """Return for each type the number of sentences in which it occurs, and its log-likelihood ratio.

    The ratio is 0 if the two words do not occur together more often than by chance.
    """
    import numpy as np

    sentences = len(zh_rows)
    zh_in = np.array(_sentences_with(zh_rows))[types // en_count]
    en_in = np.array(_sentences_with(en_rows))[types % en_count]
    zh, zh_place, en, en_place = _crossed(*([list(set(row)) for row in rows] for rows in (zh_rows, en_rows)))
    both = np.bincount(np.searchsorted(types, zh[zh_place] * en_count + en[en_place]), minlength=len(types))
    cells = (both, zh_in - both, en_in - both, sentences - zh_in - en_in + both)
    margins = (zh_in, sentences - zh_in, en_in, sentences - en_in)
    ratio = 2 * (sum(map(_entropy, cells)) - sum(map(_entropy, margins)) + sentences * np.log(sentences))
    return both, np.where(both * sentences > zh_in * en_in, ratio, 0.0)


def _sentences_with(rows: Iterable[Sequence[int]]) -> list[int]:
    """Return for each word id the number of sentences in which the word occurs."""
    counts = Counter(chain.from_iterable(map(set, rows)))
    return [counts[word] for word in range(len(counts))]


def _entropy(counts: "Ints") -> "Floats":
    import numpy as np

    values = counts.astype(np.float64)
    return values * np.log(np.maximum(values, 1.0))
