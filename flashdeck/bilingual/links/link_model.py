"""Train a translation model on one transcript.

The model is IBM model 1 (Brown and others, 1993) in both directions, with pseudo-counts from the dictionary. It is combined
with the log-likelihood ratio (Dunning, 1993) of two words that occur in the same pairs of lines. Words are integer ids, and all
pairs of words of all sentences are in one array, so that training on 800 pairs of lines takes a fraction of a second.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from flashdeck.bilingual.links.seeds import Seeds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

_ROUNDS = 6
_SEED_START = 10.0  # extra weight of a dictionary hit in the first round
_SEED_COUNT = 3.0  # occurrences that a dictionary hit is worth in each round
_KIN_SHARE = 0.4  # the share of a dictionary hit that the strongest kinship is worth
_NULL_WORDS = 5.0  # weight of the empty counterpart, as a number of equally probable words
_SMOOTHING = 1.0  # occurrences added to a word's total, so that rare words do not look sure
_MOST_RATIO = 60.0
_SEED_SHARE, _RATIO_SHARE = 0.3, 1 / 200  # factors in the score; the best on 57 labelled word types (docs/design/alignment.md)
# Thresholds: `decode` describes how these were found.
SURE_SEED = 0.6  # the dictionary alone is enough
_SOME_SEED_SCORE = 0.35  # minimum score of a dictionary hit that is weaker than `SURE_SEED`
# Without the dictionary: the minimum probability in both directions, and the minimum number of pairs of lines with both words.
_SURE, _SURE_TOGETHER = 0.25, 3
_RARE, _RARE_TOGETHER = 0.35, 2


class LinkEvidence(NamedTuple):
    """The evidence that two words are counterparts.

    `score` orders candidates. `forward`: the probability of the English word given the Chinese word. `backward`: the
    probability of the Chinese word given the English word. `probability`: the geometric mean of `forward` and `backward`.
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
        """For each line, the index pairs of Chinese and English words that are linked by their evidence alone."""
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
        sure = _is_sure(score, probability, seed, together)[which]
        self._note_sure(zh_place[sure], en_place[sure], zh_rows, en_rows)
        self._evidence = np.column_stack((score, probability, forward, backward, seed, kin, together))

    def _note_sure(self, zh_place: "Ints", en_place: "Ints", zh_rows: list[list[int]], en_rows: list[list[int]]) -> None:
        """Record the sure pairs of words for each line. The words are given by their indices in the running text."""
        import numpy as np

        zh_starts, en_starts = _starts(zh_rows), _starts(en_rows)
        line = np.searchsorted(zh_starts, zh_place, side="right") - 1
        places = line, zh_place - zh_starts[line], en_place - en_starts[line]
        for number, zh, en in zip(*(column.tolist() for column in places), strict=True):
            self.sure[number].append((zh, en))

    def _seed_column(self, types: "Ints", seeds: Seeds) -> "Floats":
        """Return for each type of pair how sure the dictionary is that the two words are counterparts."""
        import numpy as np

        found = [(self._code(zh, en), weight) for zh, en, weight in seeds.weights(self._zh_ids, self._en_ids)]
        codes = np.array([code for code, _ in found], np.int64)
        return _at(types, codes, np.array([weight for _, weight in found]))

    def _kin_column(self, types: "Ints", seeds: Seeds) -> "Floats":
        """Return for each type of pair how closely the two words are related."""
        import numpy as np

        akin = list(seeds.kinships(self._zh_ids, self._en_ids))
        codes = np.concatenate([places + number * len(self._en_ids) for number, (places, _) in enumerate(akin)])
        return _at(types, codes, np.concatenate([strengths for _, strengths in akin]))


def _at(types: "Ints", codes: "Ints", values: "Floats") -> "Floats":
    """Return for each type of pair the value of its code, or 0 if its code has no value."""
    import numpy as np

    column = np.zeros(len(types))
    places = np.searchsorted(types, codes)
    places[places == len(types)] = 0
    occur = types[places] == codes
    column[places[occur]] = values[occur]
    return column


def _is_sure(score: "Floats", probability: "Floats", seed: "Floats", together: "Ints") -> "NDArray[np.bool_]":
    """Tell for each type of pair whether the dictionary or the counts are sufficient evidence for a link."""
    by_dictionary = (seed >= SURE_SEED) | ((seed > 0) & (score > _SOME_SEED_SCORE))
    by_rare = (probability >= _RARE) & (together >= _RARE_TOGETHER)
    return by_dictionary | by_rare | ((probability >= _SURE) & (together >= _SURE_TOGETHER))


def sure_rule(evidence: LinkEvidence) -> str | None:
    """Return the id of the rule by which the evidence is sufficient to link two words. Return None if it is not sufficient."""
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
    """Return the index in the running text at which each row begins."""
    import numpy as np

    return np.cumsum([0, *map(len, rows)])[:-1]


def _crossed(zh_rows: list[list[int]], en_rows: list[list[int]]) -> "tuple[Ints, Ints, Ints, Ints]":
    """Return the running text of each side as word ids, and the indices into it for all pairs of words of all sentences."""
    import numpy as np

    zh, en = (np.array(list(chain.from_iterable(rows)), np.int64) for rows in (zh_rows, en_rows))
    lengths = [len(row) for row in zh_rows]
    partners = np.repeat([len(row) for row in en_rows], lengths)  # number of English words in the sentence of each Chinese word
    first = np.repeat(_starts(en_rows), lengths)
    before = np.cumsum(partners) - partners
    return zh, np.repeat(np.arange(len(zh)), partners), en, np.arange(partners.sum()) + np.repeat(first - before, partners)


def _translate(which: "Ints", source: "Ints", place: "Ints", counts: tuple[int, int], seed: "Floats") -> "Floats":
    """Return t(target | source) for each type of pair, by expectation maximisation.

    `which`: the type of each token pair; `source`: the source word of each type; `place`: the target token of each token
    pair; `counts`: the number of source and of target words.
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
    """Return the number of sentences with each type of pair, and its log-likelihood ratio.

    The ratio is 0 if the pair does not occur more often than by chance.
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
    counts = Counter(word for row in rows for word in set(row))
    return [counts[word] for word in range(len(counts))]


def _entropy(counts: "Ints") -> "Floats":
    import numpy as np

    values = counts.astype(np.float64)
    return values * np.log(np.maximum(values, 1.0))
