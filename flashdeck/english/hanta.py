"""Tag parts of speech without a trained spaCy pipeline: HanTa's model of English, which is part of the HanTa package.

The tags are those of the CLAWS C5 tagset.
"""

import gzip
import math
import pickle
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flashdeck.lazy import Lazy

_MODEL = "morphmodel_en.pgz"
_START, _END, _UNKNOWN = 1, 2, 3  # HanTa's numbers for the start and the end of a sentence, and for a word without tags
# Width of the beam search, which is HanTa's own value. The search does not continue a path whose likelihood (natural logarithm)
# is more than 1 below the likelihood of the sixth best path.
_PATHS = 5
# Number of letters of the longest English word in a dictionary (pneumonoultramicroscopicsilicovolcanoconiosis, Oxford English
# Dictionary). A longer token is an address, data, or a chain of words. It is tagged as a noun without HanTa's analysis, because
# the time for this analysis grows with the square of the length.
_LONGEST_WORD = 45
# A verb that the model never saw as a noun may nevertheless be a noun (an ask, an invite). Such conversion is very common in
# English (Quirk and others, 1985, appendix I.43-47). So the noun tag gets e^-2 times the likelihood of the verb tag, and the
# neighbouring words decide. The value was checked on 130 sentences.
_CONVERTED = 2.0
# HanTa guesses the possible tags of a word that the model does not have. A tag is kept if its likelihood (natural logarithm) is
# at most this number below the likelihood of the best tag. The number is HanTa's own.
_CUTOFF = 5

State = tuple[int, int]


class HanTagger:
    """HanTa's tagger in a faster version, with the same probabilities, the same beam search and the same tags.

    HanTa tries all tags of the model for each word. This tagger looks up the tags that the word can have, keeps them for the
    next occurrence, and tries only these tags. It takes half the time. If no tag can follow a word, the search starts again
    after this word. There is one addition to HanTa: a word that can be a verb can also be a noun.
    """

    def __init__(self) -> None:
        from HanTa import HanoverTagger

        packed = Path(HanoverTagger.__file__).with_name(_MODEL).read_bytes()
        # Decompressing the model in one step is twice as fast as HanTa's own reader. The file is part of the HanTa package.
        self._model: Any = HanoverTagger.HanoverTagger(None, pickle.loads(gzip.decompress(packed)))  # noqa: S301
        self._model.strict = False
        self._verb, self._noun = (self._model.tag2int[tag] for tag in ("VVI", "NN1"))
        self._transitions: Mapping[State, Mapping[int, float]] = self._model.LP_trans_word
        self._readings: dict[tuple[str, bool], Mapping[int, float]] = {}

    def tags(self, words: Sequence[str]) -> list[str]:
        """Return the C5 tags of the words of a sentence. A capital at the beginning of the sentence is ignored."""
        numbers: list[int] = []
        while len(numbers) < len(words):
            numbers += self._search(words[len(numbers) :])
        return [self._model.int2tag[number] for number in numbers]

    def has(self, word: str) -> bool:
        """Tell whether the training texts had a word often enough for the model to store the word."""
        return word.casefold() in self._model.cache

    def knows(self, word: str, tags: frozenset[str]) -> bool:
        """Tell whether the training texts of the model had a word with one of these tags."""
        seen = self._model.cache.get(word.casefold(), ())
        return any(self._model.int2tag[number] in tags for number, _ in seen)

    def _search(self, words: Sequence[str]) -> list[int]:
        """Return the likeliest tags of a sentence.

        If no tag can follow a word, the result ends with that word. The result has at least one tag.
        """
        row: dict[State, float] = {(0, _START): 0.0}
        back: list[dict[State, State]] = []
        for at, word in enumerate(words):
            step, origins = self._step(row, self._read(word, cased=at > 0))
            if not step:
                break
            row = step
            back.append(origins)
        if not back:
            return [max(self._read(words[0], cased=False).items(), key=_likelihood, default=(_UNKNOWN, 0.0))[0]]
        state = max(row, key=lambda state: (row[state] + self._transitions[state].get(_END, -math.inf), row[state]))
        return _trace(back, state)

    def _step(self, row: Mapping[State, float], readings: Mapping[int, float]) -> tuple[dict[State, float], dict[State, State]]:
        """Extend the best paths by one word.

        Return the likelihood of the best path to each new state. Return also the state from which this path reached the new
        state.
        """
        least = sorted(row.values(), reverse=True)[_PATHS] - 1 if len(row) > _PATHS else -math.inf
        step: dict[State, float] = {}
        origins: dict[State, State] = {}
        for state, so_far in row.items():
            if so_far < least:
                continue
            transition, last = self._transitions[state], state[1]
            for tag, likelihood in (readings or dict.fromkeys(transition.keys() - {_END}, 0.0)).items():
                if tag not in transition:
                    continue
                found, reached = so_far + transition[tag] + likelihood, (last, tag)
                if reached not in step or found > step[reached]:
                    step[reached] = found
                    origins[reached] = state
        return step, origins

    def _read(self, word: str, *, cased: bool) -> Mapping[int, float]:
        """Return the tags that a word can have, with their likelihoods; empty if the word can have any tag."""
        if len(word) > _LONGEST_WORD:
            return {self._noun: 0.0}
        key = (word, cased)
        if key not in self._readings:
            found = dict(self._model._tag_word(word, cutoff=_CUTOFF, casesensitive=cased, conditional=True))  # noqa: SLF001  the public call hides the condition
            self._readings[key] = {} if set(found) == {_UNKNOWN} else self._with_noun(found)
        return self._readings[key]

    def _with_noun(self, readings: dict[int, float]) -> dict[int, float]:
        """Add the noun tag to the tags of a word that can be a verb."""
        if self._verb not in readings or self._noun in readings:
            return readings
        of_tag = self._model.LP_wtag
        converted = readings[self._verb] + of_tag[self._verb] - of_tag[self._noun] - _CONVERTED
        return {**readings, self._noun: converted}


def _likelihood(reading: tuple[int, float]) -> float:
    return reading[1]


def _trace(back: Sequence[Mapping[State, State]], state: State) -> list[int]:
    tags = []
    for origins in reversed(back):
        tags.append(state[1])
        state = origins[state]
    return tags[::-1]


load_hanta = Lazy(HanTagger)
"""Return the tagger. It is loaded once in a process."""
